"""One piece of advice: a mark, the sentence, and below it the clicks that mend it."""

import re
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from engine.check.advice import Advice, Fix
from gui.icons import icon
from gui.network.flow import FlowLayout
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import show, tr

_ROLES = {"error": "bad", "misfit": "warning", "advice": "warning"}
#: Letters of a name that may need more than a line.
_LONG_NAME = 24
#: As narrow as a link gets before the column can't be narrower.
_NARROWEST_LINK = 60


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


class _Sentence(QLabel):
    """What is wrong; a click, Enter or Space shows the layer that it is about.

    Signals:
        activated(): it was clicked.
    """

    activated = Signal()

    def __init__(self, words: str, parent: QWidget, *, leads: bool) -> None:
        super().__init__(_breakable(words), parent)
        self.setMinimumWidth(1)  # a word that can't break must not widen the column
        self.setAccessibleName(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if leads:
            self.setProperty("leads", True)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(tr("Shows the layer"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)


def _breakable(words: str) -> str:
    """The words with places behind underscores where a name too long for a line may break."""
    return re.sub(rf"\w{{{_LONG_NAME},}}", lambda name: name[0].replace("_", "_\u200b"), words)


class _Link(QPushButton):
    """A fix as a link, shortened in the middle where the column is narrower than its words."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self._label = label
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(label)
        self.setProperty("link", True)
        self.setProperty("inline", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain(label + "\n" + tr("Undo takes it back (Ctrl+Z)")))

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        cut = metrics.horizontalAdvance(self._label) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + cut, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), _NARROWEST_LINK), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        elide = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._label, elide, self.width()))


class AdviceRow(QWidget):
    """One piece of advice; its fixes are numbered on from `number`, itself it is row `place`.

    Signals:
        fix_chosen(int): the number of a fix.
        layer_chosen(str): the id of the layer to show.
        put_off(Advice): not now.
    """

    fix_chosen = Signal(int)
    layer_chosen = Signal(str)
    put_off = Signal(object)

    def __init__(self, advice: Advice, place: int, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._advice, self._number = advice, number
        self._links: list[_Link] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(3)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, 18)
        grid.setColumnStretch(1, 1)
        self._sentence = _Sentence(show(advice.message), self, leads=advice.layer is not None)
        self._sentence.activated.connect(self._show_layer)
        self._later_button = self._later() if advice.level == "advice" else None
        grid.addWidget(_Mark(advice.level, self), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._sentence, 0, 1)
        if self._later_button is not None:
            grid.addWidget(self._later_button, 0, 2, Qt.AlignmentFlag.AlignTop)
        if advice.fixes:
            grid.addWidget(self._fixes(advice.fixes), 1, 1, 1, 2)
        self.renumber(advice, place, number)

    def renumber(self, advice: Advice, place: int, number: int) -> None:
        """The same words at another place, perhaps found anew."""
        self._advice, self._number = advice, number
        self._sentence.setObjectName(f"adviceSentence{place}")
        if self._later_button is not None:
            self._later_button.setObjectName(f"adviceLater{place}")
        for step, link in enumerate(self._links):
            link.setObjectName(f"adviceFix{number + step}")

    def _fixes(self, fixes: tuple[Fix, ...]) -> QWidget:
        holder = QWidget(self)
        flow = FlowLayout(holder, gap=4)
        for place, fix in enumerate(fixes):
            if place:
                dot = QLabel("·", holder)
                dot.setProperty("role", "muted")
                flow.addWidget(dot)
            link = _Link(show(fix.label), holder)
            link.setProperty("quiet", place > 0)
            link.clicked.connect(partial(self._choose, place))
            self._links.append(link)
            flow.addWidget(link)
        return holder

    def _choose(self, step: int) -> None:
        self.fix_chosen.emit(self._number + step)

    def _later(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("small", True)
        button.setIcon(icon("x", "muted"))
        button.setIconSize(QSize(12, 12))
        button.setAccessibleName(tr("Not now"))
        button.setToolTip(tr("Not now: hides this until what it says changes"))
        button.clicked.connect(lambda: self.put_off.emit(self._advice))
        return button

    def _show_layer(self) -> None:
        if self._advice.layer is not None:
            self.layer_chosen.emit(self._advice.layer)
