"""The row of the five phases with the buttons that go through them."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from engine.walk_answers import PHASES, PhaseName
from gui.card import restyle, tell
from gui.icons import icon
from gui.pages.steps.action_button import action_button
from gui.pages.steps.phases import LINES, is_reached, place
from gui.translate import show, tr

_ICON = QSize(13, 13)
#: Narrower than this a button at the right is its icon alone.
_WORDS_FROM = {"batch": 720, "next": 640}


class PhaseBar(QWidget):
    """Where the step is, and the ways on and back.

    Args:
        actions: those of the Step-through menu by id, for the buttons.

    Signals:
        phase_chosen(str): a phase was clicked.
    """

    phase_chosen = Signal(str)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("stepsPhases")
        self._actions = actions
        self._reached: PhaseName | None = None
        self._shown: PhaseName | None = None
        self._busy = False
        self._back = action_button(
            "stepsPrevious", "chevron-left", actions["previousPhase"], self._show_buttons
        )
        self._next = QPushButton()
        self._next.setObjectName("stepsNext")
        self._next.setProperty("primary", True)
        self._next.setIcon(icon("play", "on_accent"))
        self._batch = QPushButton()
        self._batch.setObjectName("stepsNextBatch")
        self._batch.setIcon(icon("skip-forward"))
        for button, action in ((self._next, "nextPhase"), (self._batch, "nextBatch")):
            button.setIconSize(_ICON)
            button.clicked.connect(actions[action].trigger)
            actions[action].changed.connect(self._show_buttons)
        self._phases: dict[PhaseName, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 0)
        row.setSpacing(3)
        row.addWidget(self._back)
        for name in PHASES:
            if self._phases:
                row.addWidget(_dash(), 1)
            row.addWidget(self._phase_button(name))
        row.addSpacing(8)
        row.addWidget(self._next)
        row.addWidget(self._batch)
        self._retranslate()

    def _phase_button(self, name: PhaseName) -> QPushButton:
        button = self._phases[name] = QPushButton()
        button.setObjectName(f"stepsPhase-{name}")
        button.setProperty("phase", "later")
        button.clicked.connect(lambda: self._choose(name))
        return button

    def _choose(self, name: PhaseName) -> None:
        if not self._busy:
            self.phase_chosen.emit(name)

    def show_phase(
        self, reached: PhaseName | None, shown: PhaseName | None, *, busy: bool = False
    ) -> None:
        """Marks the phases that are done and the one on show.

        Args:
            reached: the last phase that was taken; None before the first.
            shown: the phase on show, which may be an earlier one.
            busy: a phase is being computed. The buttons do nothing, but keep the keyboard's focus.
        """
        self._reached, self._shown, self._busy = reached, shown, busy
        self._retranslate()

    def _retranslate(self) -> None:
        for name, button in self._phases.items():
            done = self._reached is not None and is_reached(self._reached, name)
            current = name == self._shown
            state = "current" if current else "done" if done else "later"
            number = place(name) + 1
            button.setText(f"✓ {name}" if done and not current else f"{number} {name}")
            if button.property("phase") != state:
                button.setProperty("phase", state)
                restyle(button)
            tell(button, _phase_words(name, state), show(LINES[name].meaning))
        self._batch.setAccessibleName(tr("Next batch"))
        self._next.setAccessibleName(tr("Next phase"))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button, action in (
            (self._back, "previousPhase"),
            (self._next, "nextPhase"),
            (self._batch, "nextBatch"),
        ):
            button.setEnabled(self._busy or self._actions[action].isEnabled())
            button.setToolTip(self._actions[action].toolTip())
        self._back.setAccessibleName(tr("Previous phase"))
        self._batch.setText(tr("Next batch") if self.width() >= _WORDS_FROM["batch"] else "")
        self._next.setText(tr("Next phase") if self.width() >= _WORDS_FROM["next"] else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_buttons()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _phase_words(name: PhaseName, state: str) -> str:
    words = {
        "done": tr("Phase {name}, done"),
        "current": tr("Phase {name}, on show"),
        "later": tr("Phase {name}, not taken yet"),
    }
    return words[state].format(name=name)


def _dash() -> QWidget:
    line = QFrame()
    line.setProperty("divider", True)
    line.setMinimumWidth(2)
    line.setMaximumWidth(24)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
    box.setMaximumWidth(24)
    return box
