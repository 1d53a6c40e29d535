"""The loss around the step: a window beside the page, over one or two weights."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.surface import SliceAnswer
from engine.text import Text, text
from engine.walk_answers import WalkAnswer
from gui.card import plain_label
from gui.pages.steps.fact_list import FactList
from gui.pages.steps.slice_facts import facts
from gui.pages.steps.spots import Spot, first_choice, is_spot, listed, spot_name
from gui.plots.slice_plot import SlicePlot
from gui.run.controller import RunController
from gui.run.walk import Walking
from gui.theme import theme
from gui.translate import show, tr

_SLICE = "slice"
_SIZE, _FACTS = (820, 500), 300


class LossSliceWindow(QDialog):
    """Follows the step that is walked through. Asks only while it is open.

    Args:
        controller: whose session is asked.
        walk: the step.
        parent: the page.
    """

    def __init__(self, controller: RunController, walk: Walking, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stepsSurface")
        self.resize(*_SIZE)
        self._controller, self._walk = controller, walk
        self._spots: list[Spot] = []
        self._asked: object = None
        self._answer: SliceAnswer | None = None
        self._problem: Text | None = None
        self._covered = False
        self._first, self._second = QComboBox(), QComboBox()
        self._first.setObjectName("stepsSurfaceFirst")
        self._second.setObjectName("stepsSurfaceSecond")
        for box in (self._first, self._second):
            box.setMinimumContentsLength(16)
            box.activated.connect(self._choose)
        self._over, self._and = plain_label("muted"), plain_label("muted")
        self.plot = SlicePlot()
        self.plot.setObjectName("stepsSurfacePlot")
        self._words = plain_label("muted", "stepsSurfaceWords")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._facts = FactList()
        self._facts.setObjectName("stepsSurfaceFacts")
        self._hint = plain_label("small")
        self._hint.setWordWrap(True)
        self._lay_out()
        walk.changed.connect(self._follow)
        controller.answered.connect(self._take)
        controller.ask_failed.connect(self._fail)
        theme().changed.connect(self._show)
        self._retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._over, self._first, self._and, self._second):
            head.addWidget(widget)
        head.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("stepsSurfaceScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFixedWidth(_FACTS)
        self._scroll.setWidget(self._facts)
        picture = QWidget()
        middle = QHBoxLayout(picture)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(16)
        middle.addWidget(self.plot, 1)
        middle.addWidget(self._scroll)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._words)
        self._stack.addWidget(picture)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 14)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._hint)

    @property
    def spots(self) -> Sequence[Spot]:
        """The weights that it is drawn over."""
        return self._spots

    def open_on(self, chosen: Spot | None) -> None:
        """Shows the loss over a weight, or over what it was over before."""
        answer = self._walk.answer
        if answer is not None and chosen is not None and chosen not in self._spots:
            self._spots = first_choice(answer, chosen)
        self.show()
        self.raise_()
        self.activateWindow()
        self._follow()

    def turn_to(self, spot: Spot) -> None:
        """Draws over another weight, when it is open."""
        answer = self._walk.answer
        if self.isVisible() and answer is not None and spot not in self._spots:
            self._spots = first_choice(answer, spot)
            self._follow()

    def add(self, spot: Spot) -> None:
        """Draws over one weight more; over the last two chosen."""
        if spot not in self._spots:
            self._spots = [*self._spots[-1:], spot]
        self.open_on(None)

    def cover(self, *, on: bool) -> None:
        """Shows nothing while numbers are to be guessed."""
        self._covered = on
        self._follow()

    def _follow(self) -> None:
        """Asks anew where the step, or what is drawn of it, is another one."""
        answer = self._walk.answer
        if answer is not None:
            self._spots = [spot for spot in self._spots if is_spot(answer, spot)]
            self._spots = self._spots or first_choice(answer, None)
        if not self.isVisible():
            return
        asked = _what(answer, self._spots) if answer is not None and not self._covered else None
        if asked != self._asked:
            self._asked, self._answer, self._problem = asked, None, None
            if asked is not None and self._spots:
                self._controller.ask(_SLICE, spots=tuple(self._spots))
        self._fill()
        self._show()

    def _take(self, kind: str, value: object) -> None:
        if kind != _SLICE or not isinstance(value, SliceAnswer) or self._asked is None:
            return
        if list(value.names) == [spot_name(spot) for spot in self._spots]:
            self._answer, self._problem = value, None
            self._show()

    def _fail(self, kind: str, problem: Text) -> None:
        if kind == _SLICE and self._asked is not None:
            self._answer, self._problem = None, problem
            self._show()

    def _choose(self) -> None:
        first, second = self._first.currentData(), self._second.currentData()
        self._spots = [first] if second in {None, first} else [first, second]
        self._follow()

    def _fill(self) -> None:
        """The weights to choose from, those that are drawn among them."""
        answer = self._walk.answer
        known = listed(answer) if answer is not None else []
        known += [spot for spot in self._spots if spot not in known]
        second = self._spots[1] if len(self._spots) > 1 else None
        for box, current in (
            (self._first, self._spots[0] if self._spots else None),
            (self._second, second),
        ):
            box.clear()
            if box is self._second:
                box.addItem(tr("none"), None)
            for spot in known:
                box.addItem(spot_name(spot), spot)
            box.setCurrentIndex(max(_place(box, current), 0))
            box.setEnabled(bool(known) and not self._covered)

    def _show(self) -> None:
        words = self._instead()
        self._words.setText(words)
        self._stack.setCurrentIndex(0 if words else 1)
        self.plot.show_answer(self._answer)
        found = facts(self._answer) if self._answer is not None else []
        self._facts.show_facts(found)
        self.plot.setAccessibleDescription(
            "; ".join(f"{f.name}: {', '.join(f.lines)}" for f in found)
        )

    def _instead(self) -> str:
        """What is said where there is no picture; "" where there is one."""
        if self._walk.answer is None:
            return tr("No step is walked through. Begin one on the Step-through page.")
        if self._covered:
            return tr("Covered while numbers are to be guessed: it would give them away.")
        if not self._spots:
            return tr("This network has no learnable numbers to draw the loss over.")
        if self._problem is not None:
            return show(self._problem)
        if self._answer is None:
            return tr("Working out the loss around the weights…")
        if not np.isfinite(self._answer.values).any():
            return show(_NO_NUMBERS)
        return ""

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Loss surface of the step"))
        self._over.setText(tr("Loss over"))
        self._and.setText(tr("and"))
        self._scroll.setAccessibleName(tr("Numbers of the picture"))
        self._first.setAccessibleName(tr("First weight"))
        self._second.setAccessibleName(tr("Second weight"))
        self.plot.setAccessibleName(tr("Loss surface of the step"))
        self._hint.setText(
            tr(
                "The loss of this batch, all other weights as they are. A click on a weight of the page draws "
                "over it, Ctrl+click over a second one as well."
            )
        )
        self._fill()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


_NO_NUMBERS = text(
    "The loss is no number anywhere around here. See on the cards where the first NaN or infinity comes from."
)


def _what(answer: WalkAnswer, spots: Sequence[Spot]) -> object:
    """What a picture depends on."""
    rows = tuple(answer.rows.tolist())
    return (
        answer.step,
        answer.epoch,
        answer.on_copy,
        rows,
        answer.taken,
        answer.learning_rate,
        tuple(spots),
    )


def _place(box: QComboBox, spot: Spot | None) -> int:
    return next((i for i in range(box.count()) if box.itemData(i) == spot), -1)
