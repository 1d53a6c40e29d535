"""A read-only editor with line numbers, in which some lines can be marked, and those that run lit."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from gui.pages.code.highlighter import PythonHighlighter
from gui.theme import mono_font, theme

_GAP = 12
_FEWEST_DIGITS = 3
_EDGE = 8
#: Marked lines are paler than selected text.
_MARK_ALPHA = 150
_LIT_ALPHA = 60
_ARROW = "▶"


class CodeView(QPlainTextEdit):
    """Shows Python; keeps its place when the text changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("codeView")
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setProperty("bare", True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._marked: tuple[int, ...] = ()
        self._lit: tuple[int, ...] = ()
        self._numbers = _LineNumbers(self)
        self._highlighter = PythonHighlighter(self.document())
        self.updateRequest.connect(self._scroll_numbers)
        self.blockCountChanged.connect(self._make_room)
        theme().changed.connect(self._recolor)
        self._recolor()

    def show_code(self, code: str) -> None:
        """Replaces the text; scrolling and selection stay where they were."""
        if code == self.toPlainText():
            return
        places = [bar.value() for bar in (self.verticalScrollBar(), self.horizontalScrollBar())]
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        self.setPlainText(code)
        last = max(self.document().characterCount() - 1, 0)
        cursor = self.textCursor()
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(places[0])
        self.horizontalScrollBar().setValue(places[1])

    def mark(self, lines: Sequence[int]) -> None:
        """Marks these lines, counted from 0."""
        self._marked = tuple(lines)
        self._paint_lines()

    def light(self, lines: Sequence[int]) -> None:
        """Lights the lines that run now, counted from 0."""
        self._lit = tuple(lines)
        self._paint_lines()

    def _paint_lines(self) -> None:
        marked, lit = theme().color("selection"), theme().color("warning")
        marked.setAlpha(_MARK_ALPHA)
        lit.setAlpha(_LIT_ALPHA)
        plain = [line for line in self._marked if line not in self._lit]
        self.setExtraSelections(
            [self._band(n, marked) for n in plain] + [self._band(n, lit) for n in self._lit]
        )
        self._numbers.update()

    def _band(self, line: int, color: QColor) -> QTextEdit.ExtraSelection:
        """A colour behind a whole line."""
        selection = QTextEdit.ExtraSelection()
        selection.format.setBackground(color)
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        selection.cursor = QTextCursor(self.document().findBlockByNumber(line))
        return selection

    @property
    def marked(self) -> tuple[int, ...]:
        """The lines that are marked."""
        return self._marked

    @property
    def lit(self) -> tuple[int, ...]:
        """The lines that run now."""
        return self._lit

    def reveal(self, line: int) -> None:
        """Scrolls until the line can be seen, and not at all when it can be."""
        first = self.firstVisibleBlock().blockNumber()
        rows = self.viewport().height() // max(self.fontMetrics().lineSpacing(), 1)
        if not first <= line < first + rows - 1:
            self.verticalScrollBar().setValue(max(line - rows // 3, 0))

    def numbers_width(self) -> int:
        """How wide the column of line numbers is."""
        digits = max(len(str(self.blockCount())), _FEWEST_DIGITS)
        return _EDGE + self.fontMetrics().horizontalAdvance("9") * digits + _GAP

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paints the numbers of the lines in view, those of marked lines in colour, an arrow where it runs."""
        painter.setFont(self.font())
        right = self._numbers.width() - _GAP
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > area.bottom():
                return
            marked, lit = block.blockNumber() in self._marked, block.blockNumber() in self._lit
            painter.setPen(theme().color("warning" if lit else "accent" if marked else "disabled"))
            place = QRect(0, round(box.top()), right, self.fontMetrics().height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            if lit:
                painter.drawText(place.adjusted(1, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, _ARROW)
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(
            QRect(inside.left(), inside.top(), self.numbers_width(), inside.height())
        )

    def _make_room(self, _count: int = 0) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _scroll_numbers(self, area: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def _recolor(self) -> None:
        self.setFont(mono_font(-1))
        self._make_room()
        self._highlighter.recolor()
        self._paint_lines()


class _LineNumbers(QWidget):
    """The column left of the text, which scrolls with it."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_numbers(painter, event.rect())
        painter.end()
