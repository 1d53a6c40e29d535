"""The Advice area: what is wrong or unwise, each with the click that mends it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.check.advice import Advice, Fix
from engine.text import UserError
from gui.document import Document
from gui.network.flow import FlowLayout
from gui.theme import theme
from gui.translate import show, tr

_ROLES = {"error": "bad", "misfit": "warning", "advice": "warning"}
_SIDE, _TOP, _GAP, _BOTTOM = 12, 9, 5, 10


class _Mark(QWidget):
    """A triangle, or a disc where a layer can't work at all."""

    def __init__(self, level: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._level = level
        self.setFixedSize(12, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(_ROLES[self._level]))
        if self._level == "error":
            painter.drawEllipse(QPointF(6, 9), 5, 5)
        else:
            painter.drawPolygon(QPolygonF([QPointF(6, 4), QPointF(12, 14), QPointF(0, 14)]))


class AdviceView(QFrame):
    """Lists advice; its height follows what it says, up to a share of the panel."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("adviceArea")
        self._document = document
        self._shown: tuple[Advice, ...] = ()
        self._title = QLabel(self)
        self._title.setObjectName("adviceTitle")
        self._title.setProperty("role", "caption")
        self._nothing = QLabel(self)
        self._nothing.setObjectName("adviceNothing")
        self._nothing.setProperty("role", "muted")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QWidget()
        self._list.setObjectName("adviceList")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._scroll.setWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
        layout.setSpacing(_GAP)
        layout.addWidget(self._title)
        layout.addWidget(self._nothing)
        layout.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_advice(())

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Shows other advice; what says the same stays as it is, so that nothing loses the focus."""
        found = tuple(advice)
        if not self._same(found):
            self._rebuild(found)
        self._shown = found
        self._retitle()

    def _same(self, found: tuple[Advice, ...]) -> bool:
        return [_words(a) for a in found] == [_words(a) for a in self._shown]

    def fit(self, width: int, most: int) -> None:
        """Takes the height that the advice needs at this width, at most so much."""
        width -= 2 * _SIDE
        for part in self._list.findChildren(QWidget):
            part.ensurePolished()  # the style sheet decides how high a button is
        self._rows.invalidate()
        needed = self._list.heightForWidth(width) if self._shown else 0
        caption = self._title.sizeHint().height() + _GAP
        below = needed if self._shown else self._nothing.sizeHint().height()
        self.setFixedHeight(min(most, _TOP + caption + below + _BOTTOM))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild(self._shown)
            self._retitle()
        super().changeEvent(event)

    def _retitle(self) -> None:
        self._title.setText(tr("ADVICE · {count}").format(count=len(self._shown)))
        self._nothing.setText(tr("Nothing to mend."))
        self._nothing.setVisible(not self._shown)
        self._scroll.setVisible(bool(self._shown))
        self._list.setAccessibleName(tr("Advice"))

    def _rebuild(self, found: tuple[Advice, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        number = 0
        for advice in found:
            row = self._row(advice, number)
            self._rows.addWidget(row)
            row.show()  # at once: a layout gives no height to what is still waiting to be shown
            number += len(advice.fixes)

    def _row(self, advice: Advice, number: int) -> QWidget:
        """A mark, the sentence, and below it the fixes, numbered on from `number`."""
        row = QWidget(self._list)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(0)
        message = QLabel(show(advice.message), row)
        message.setTextFormat(Qt.TextFormat.PlainText)
        message.setWordWrap(True)
        grid.addWidget(_Mark(advice.level, row), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(message, 0, 1)
        grid.setColumnStretch(1, 1)
        if advice.fixes:
            fixes = QWidget(row)
            flow = FlowLayout(fixes, gap=4)
            for place, fix in enumerate(advice.fixes):
                if place:
                    dot = QLabel("·", fixes)
                    dot.setProperty("role", "muted")
                    flow.addWidget(dot)
                flow.addWidget(self._button(fix, number + place, quiet=place > 0, parent=fixes))
            grid.addWidget(fixes, 1, 1)
        return row

    def _button(self, fix: Fix, number: int, *, quiet: bool, parent: QWidget) -> QPushButton:
        button = QPushButton(show(fix.label), parent)
        button.setObjectName(f"adviceFix{number}")
        button.setAccessibleName(show(fix.label))
        button.setProperty("link", True)
        button.setProperty("inline", True)
        button.setProperty("quiet", quiet)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(tr("Mends this; undo takes it back (Ctrl+Z)"))
        button.clicked.connect(partial(self._apply, number))
        return button

    def _apply(self, number: int) -> None:
        """Applies a fix by its number; the advice shown may be newer than the button."""
        fix = [fix for advice in self._shown for fix in advice.fixes][number]
        try:
            project = fix.edit(self._document.project)
        except UserError as error:
            self._document.report(error.text)
            return
        self._document.apply(project, show(fix.label))


def _words(advice: Advice) -> tuple[str, ...]:
    return advice.level, show(advice.message), *(show(fix.label) for fix in advice.fixes)
