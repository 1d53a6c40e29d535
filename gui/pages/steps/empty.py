"""What the page says while there is no step: why, and the one button that helps."""

from collections.abc import Callable
from dataclasses import dataclass

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
class Reason:
    """Why there is nothing to see; without `way` there is nothing to press."""

    title: Text
    words: Text
    button: Text | None = None
    way: Callable[[], object] | None = None


class EmptyView(QWidget):
    """A title, a few sentences, a button."""

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
        self._button = QPushButton()
        self._button.setObjectName("stepsBegin")
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon)
        for widget in (self._title, self._words, self._button):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget, 0 if widget is self._button else 100)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
        theme().changed.connect(self._paint_icon)
        self._paint_icon()

    def show_reason(self, reason: Reason) -> None:
        """Says why, and what helps."""
        self._reason = reason
        self._retranslate()

    def _press(self) -> None:
        if self._reason is not None and self._reason.way is not None:
            self._reason.way()

    def _retranslate(self) -> None:
        if (reason := self._reason) is None:
            return
        self._title.setText(show(reason.title))
        self._words.setText(show(reason.words))
        self._button.setVisible(reason.button is not None)
        if reason.button is not None:
            self._button.setText(show(reason.button))

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
    pause: Callable[[], object],
    begin: Callable[[], object],
) -> Reason:
    """Why there is no step to see.

    Args:
        state: of the run.
        has_data: there is a batch to take.
        has_network: there is a layer to go through.
        busy: the step is being begun.
        pause: holds the run up.
        begin: begins a step.
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
            text("Pause to step through"),
            pause,
        )
    return Reason(
        text("Stop the clock and see why"),
        text(
            "Walk through one step of training in five phases: zero_grad, forward, loss, backward "
            "and step. Every number of your network is in view, and a click on one shows where it "
            "comes from. It is a real step: training goes on from it, and it can be undone."
        ),
        text("Begin"),
        begin,
    )
