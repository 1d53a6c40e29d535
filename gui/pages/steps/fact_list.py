"""What is in a picture: its mark, its name and its numbers, below one another."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.card import plain_label
from gui.pages.steps.slice_facts import Fact, Mark
from gui.theme import theme

_MARK = QSize(22, 14)


class FactList(QWidget):
    """Rows of a mark and words; the numbers can be marked and copied."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 4, 0)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(2)
        self._rows.setColumnStretch(1, 1)
        whole.addLayout(self._rows)
        whole.addStretch(1)
        self._shown: Sequence[Fact] = ()

    @property
    def words(self) -> str:
        """All that can be read."""
        return "\n".join("\n".join((fact.name, *fact.lines)) for fact in self._shown)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Shows these."""
        if list(facts) == list(self._shown):
            return
        self._shown = facts
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, fact in enumerate(facts):
            name = plain_label("heading")
            name.setText(fact.name)
            name.setWordWrap(True)
            self._rows.addWidget(
                _Mark(fact.mark, fact.color), 2 * number, 0, Qt.AlignmentFlag.AlignTop
            )
            self._rows.addWidget(name, 2 * number, 1)
            self._rows.addWidget(_numbers(fact), 2 * number + 1, 1)


def _numbers(fact: Fact) -> QLabel:
    label = plain_label("mono-muted")
    label.setText("\n".join(fact.lines))
    label.setWordWrap(True)
    label.setContentsMargins(0, 0, 0, 8)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


class _Mark(QWidget):
    """A dot, an arrow or a line with dots, as in the picture."""

    def __init__(self, mark: Mark, color: str) -> None:
        super().__init__()
        self._mark, self._color = mark, color
        self.setFixedSize(_MARK)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, middle = theme().color(self._color), self.height() / 2
        painter.setBrush(color)
        painter.setPen(QPen(color, 2))
        if self._mark == "dot":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(11, middle), 5, 5)
            return
        painter.drawLine(QPointF(1, middle), QPointF(17 if self._mark == "arrow" else 21, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        if self._mark == "arrow":
            head = [QPointF(21, middle), QPointF(13, middle - 4), QPointF(13, middle + 4)]
            painter.drawPolygon(QPolygonF(head))
        else:
            for x in (3.0, 11.0, 19.0):
                painter.drawEllipse(QPointF(x, middle), 2.5, 2.5)
