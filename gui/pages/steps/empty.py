"""What the page says while there is no step: why, and the buttons that help."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.text import Text, text
from gui.card import plain_label
from gui.icons import icon_pixmap
from gui.run.state import RunState
from gui.theme import theme
from gui.translate import show

_ICON = 40
_WIDEST = 520


@dataclass(frozen=True)
class Way:
    """A button, and what it does."""

    words: Text
    act: Callable[[], object]


@dataclass(frozen=True)
class Reason:
    """Why there is nothing to see, and up to two ways on, the likelier one first."""

    title: Text
    words: Text
    ways: tuple[Way, ...] = ()


class EmptyView(QWidget):
    """A title, a few sentences, buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stepsEmpty")
        self._reason: Reason | None = None
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = plain_label("title", "stepsEmptyTitle")
        self._words = plain_label("muted", "stepsEmptyWords")
        for label in (self._title, self._words):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMaximumWidth(_WIDEST)
        self._buttons = (QPushButton(), QPushButton())
        for place, (button, name) in enumerate(
            zip(self._buttons, ("stepsBegin", "stepsBeginAnew"), strict=True)
        ):
            button.setObjectName(name)
            button.clicked.connect(partial(self._press, place))
        self._buttons[0].setProperty("primary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon)
        for widgets in ((self._title,), (self._words,), self._buttons):
            row = QHBoxLayout()
            row.addStretch(1)
            for widget in widgets:
                row.addWidget(widget, 100 if isinstance(widget, QLabel) else 0)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
        theme().changed.connect(self._paint_icon)
        self._paint_icon()

    def show_reason(self, reason: Reason) -> None:
        """Says why, and what helps."""
        self._reason = reason
        self._retranslate()

    def _press(self, place: int) -> None:
        if self._reason is not None:
            self._reason.ways[place].act()

    def _retranslate(self) -> None:
        if (reason := self._reason) is None:
            return
        self._title.setText(show(reason.title))
        self._words.setText(show(reason.words))
        for button, way in zip_longest(self._buttons, reason.ways):
            button.setVisible(way is not None)
            if way is not None:
                button.setText(show(way.words))

    def _paint_icon(self) -> None:
        picture = icon_pixmap("step-forward", "muted", _ICON, self.devicePixelRatioF())
        self._icon.setPixmap(picture)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def why_empty(
    state: RunState,
    *,
    has_data: bool,
    has_network: bool,
    busy: bool,
    finished: bool,
    pause: Callable[[], object],
    begin: Callable[[], object],
    begin_anew: Callable[[], object],
    walk_copy: Callable[[], object],
) -> Reason:
    """Why there is no step to see.

    Args:
        state: of the run.
        has_data: there is a batch to take.
        has_network: there is a layer to go through.
        busy: the step is being begun.
        finished: all epochs of the run are done.
        pause: holds the run up.
        begin: begins a step.
        begin_anew: begins the first step of a new run.
        walk_copy: begins a step of the network as it is, on a copy.
    """
    if not has_data:
        return Reason(
            text("No data to step through"),
            text(
                "A step needs a batch of samples. Open a file or take an example on the Data page."
            ),
        )
    if not has_network:
        return Reason(
            text("No network to step through"),
            text("Add a layer in the Network panel, or start from a template."),
        )
    if busy or state in {RunState.PREPARING, RunState.STOPPING}:
        return Reason(text("Getting ready…"), text("The next step can be walked in a moment."))
    if state is RunState.TRAINING:
        return Reason(
            text("A run is under way"),
            text("Pause it to take its next step slowly, phase by phase; then let it go on."),
            (Way(text("Pause to step through"), pause),),
        )
    if finished:
        return Reason(
            text("All epochs of this run are done"),
            text(
                "Look at a step of the trained network on a copy, which changes nothing; or begin a new "
                "run and take its steps one by one. To go on from these weights, train more epochs "
                "(Ctrl+F5) and pause."
            ),
            (
                Way(text("Step through a copy"), walk_copy),
                Way(text("Begin a new run"), begin_anew),
            ),
        )
    return Reason(
        text("Stop the clock and see why"),
        text(
            "Walk through one step of training in five phases: zero_grad, forward, loss, backward "
            "and step. Every number of your network is in view, and a click on one shows where it "
            "comes from. It is a real step: training goes on from it, and it can be undone."
        ),
        (Way(text("Begin"), begin),),
    )
