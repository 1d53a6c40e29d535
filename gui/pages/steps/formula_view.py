"""Lines of words and numbers; a number may lead to where it comes from, by mouse and by keyboard."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QColor, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from engine.explain.derivation import Cell
from gui.pages.steps.cell_words import cell_title
from gui.pages.steps.formula import Line, Piece
from gui.theme import mono_font, theme


class FormulaView(QTextBrowser):
    """What is written is written from top to bottom, after `start`.

    Signals:
        cell_wanted(Cell): where does this number come from?
        room_wanted(int): so many pixels of what is written have no room.
    """

    cell_wanted = Signal(object)
    room_wanted = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._follow)
        self.highlighted.connect(self._tell_factor)
        self.verticalScrollBar().rangeChanged.connect(self._want_room)
        self._cells: list[Cell] = []
        self._home: Cell | None = None

    def start(self, home: Cell | None) -> None:
        """Wipes all; `home` is the number that is explained, which leads nowhere."""
        self.clear()
        self.setFont(mono_font(-1))
        self._cells, self._home = [], home

    def write_line(self, line: Line) -> None:
        """A line of its own."""
        cursor = self._new_line()
        for piece in line:
            cursor.insertText(piece.words, self._format_of(piece))

    def write_words(self, words: str, role: str = "muted") -> None:
        """Words of their own, in the colour of a role."""
        self._new_line().insertText(words, _format(role))

    def finish(self) -> None:
        """Shows what was written from its beginning."""
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _want_room(self) -> None:
        missing = self.verticalScrollBar().maximum()
        if self.isVisible() and missing > 0:
            self.room_wanted.emit(missing)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_room()

    def _new_line(self) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self.document().isEmpty():
            cursor.insertBlock()
        return cursor

    def _format_of(self, piece: Piece) -> QTextCharFormat:
        if piece.result:
            made = _format("accent")
            made.setFontWeight(600)
            return made
        made = _format("muted" if piece.aside else "text")
        if piece.cell is not None and piece.cell != self._home:
            made.setAnchor(True)
            made.setAnchorHref(str(len(self._cells)))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(QColor(theme().color("muted")))
            self._cells.append(piece.cell)
        if piece.tip:
            made.setToolTip(piece.tip)
        return made

    def _follow(self, link: QUrl) -> None:
        self.cell_wanted.emit(self._cells[int(link.toString())])

    def _tell_factor(self, link: QUrl) -> None:
        known = link.toString()
        self.setToolTip(cell_title(self._cells[int(known)]) if known else "")


def _format(role: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme().color(role))
    return made
