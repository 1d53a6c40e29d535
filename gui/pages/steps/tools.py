"""The line of code of a phase, and beside it what is shown: which sample, which rows, how fast."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSpinBox,
    QToolButton,
    QWidget,
)

from engine.walk_answers import PhaseName
from gui.card import ElidedLabel, plain_label, tell
from gui.icons import icon
from gui.pages.steps.action_button import action_button
from gui.pages.steps.phases import LINES
from gui.pages.steps.player import SPEEDS
from gui.pages.steps.rows_chooser import RowsChooser
from gui.tooltips import with_key
from gui.translate import show, tr

_ICON = QSize(13, 13)


class Tools(QWidget):
    """One row.

    Args:
        actions: those of the Step-through menu by id.

    Signals:
        sample_changed(int): the feature maps of this sample of the batch.
        speed_changed(str): one of the player's speeds.
    """

    sample_changed = Signal(int)
    speed_changed = Signal(str)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._actions = actions
        self._phase: PhaseName | None = None
        self._undo = 0
        self._code = ElidedLabel("mono-muted", "stepsCode")
        self._of = plain_label("small")
        self._sample = QSpinBox()
        self._sample.setObjectName("stepsSample")
        self._sample.setMinimum(1)
        self._sample.setFixedWidth(64)
        self._sample.valueChanged.connect(lambda number: self.sample_changed.emit(number - 1))
        self._sample_words = plain_label("small")
        self.rows = RowsChooser()
        self._back = action_button("stepsBack", "undo-2", actions["undoStep"], self._show_buttons)
        self._play = action_button("stepsPlay", "play", actions["playSlowly"], self._show_buttons)
        self._play.setCheckable(True)
        self._speed = QToolButton()
        self._speed.setObjectName("stepsSpeed")
        self._speed.setProperty("bordered", True)
        self._speed.setProperty("narrow", True)
        self._speed.setIcon(icon("chevron-down"))
        self._speed.setIconSize(_ICON)
        self._speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._speed)
        self._menu.setObjectName("stepsSpeedMenu")
        self._speeds = QActionGroup(self)
        for speed in SPEEDS:
            self._add_speed(speed)
        self._speed.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._code, 1)
        for widget in (self._sample_words, self._sample, self._of, self.rows):
            row.addWidget(widget)
        row.addSpacing(4)
        for button in (self._back, self._play, self._speed):
            row.addWidget(button)
        self.show_samples(0, 0)
        self._retranslate()

    def _add_speed(self, speed: str) -> None:
        action = QAction(self._menu)
        action.setObjectName(f"stepsSpeed-{speed}")
        action.setCheckable(True)
        action.setChecked(speed == "medium")
        action.triggered.connect(lambda: self.speed_changed.emit(speed))
        self._speeds.addAction(action)
        self._menu.addAction(action)

    def add_buttons(self, *buttons: QToolButton) -> None:
        """More at the end of the row."""
        row = self.layout()
        assert row is not None, "the row was laid out"
        for button in buttons:
            row.addWidget(button)

    def show_phase(self, phase: PhaseName | None, can_step_back: int) -> None:
        """The line of a phase; `can_step_back` says how many steps can be undone."""
        self._phase, self._undo = phase, can_step_back
        self._retranslate()

    def show_samples(self, count: int, sample: int) -> None:
        """Lets a sample be chosen where there are pictures of several."""
        for widget in (self._sample_words, self._sample, self._of):
            widget.setVisible(count > 1)
        self._sample.blockSignals(True)
        self._sample.setMaximum(max(count, 1))
        self._sample.setValue(sample + 1)
        self._sample.blockSignals(False)
        self._of.setText(tr("of {count}").format(count=count))

    def _show_buttons(self) -> None:
        for button, action in ((self._back, "undoStep"), (self._play, "playSlowly")):
            button.setEnabled(self._actions[action].isEnabled())
        back = (
            tr("Step back: {count} steps can be undone").format(count=self._undo)
            if self._undo > 1
            else tr("Step back: one step can be undone")
            if self._undo
            else tr("Step back: no step can be undone yet")
        )
        tell(self._back, back, with_key(back, self._actions["undoStep"]))
        plays = self._actions["playSlowly"].isChecked()
        self._play.setChecked(plays)
        self._play.setIcon(icon("pause" if plays else "play"))
        words = tr("Stop playing") if plays else tr("Play slowly")
        tell(self._play, words, with_key(words, self._actions["playSlowly"]))

    def _retranslate(self) -> None:
        if self._phase is None:
            self._code.set_words("")
        else:
            line = LINES[self._phase]
            self._code.set_words(f"{line.code}  # {show(line.meaning)}")
        self._sample_words.setText(tr("sample"))
        self._sample.setAccessibleName(tr("Sample whose pictures are shown"))
        names = {"slow": tr("Slow"), "medium": tr("Medium"), "fast": tr("Fast")}
        for action, speed in zip(self._speeds.actions(), SPEEDS, strict=True):
            action.setText(names[speed])
        tell(self._speed, tr("How fast it plays"))
        self._show_buttons()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
