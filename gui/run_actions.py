"""What the actions of the Train menu do."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from engine.train.events import RunEnded
from gui.document import Document
from gui.mistakes.opener import MistakesOpener
from gui.run.controller import RunController
from gui.run.state import RunState
from gui.translate import tr

#: So many steps further is what is proposed.
_AHEAD = 100
_MOST_STEPS = 2**31 - 1
#: Milliseconds after the end of a run in which a press of Train was still meant as Pause.
_TOO_LATE = 500
#: Seconds that the run must have taken: nobody aims at a shorter one.
_AIMED_AT = 1.0


class RunActions(QObject):
    """Starts, moves, stops and rewinds the run; shows the Monitor where a run begins; opens what is beside it.

    Args:
        window: the dialogs' parent.
        document: what is trained.
        controller: the run.
        show_monitor: brings the page of the curves up.
        train_more: goes on for as many epochs again.
    """

    def __init__(
        self,
        window: QWidget,
        document: Document,
        controller: RunController,
        show_monitor: Callable[[], object],
        train_more: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self._show_monitor, self._train_on = show_monitor, train_more
        self._mistakes = MistakesOpener(window, controller)
        self._since_the_end = QElapsedTimer()
        controller.run_ended.connect(self._ended)
        # Who has changed something since means to train it.
        document.changed.connect(self._since_the_end.invalidate)
        document.loaded.connect(self._since_the_end.invalidate)

    def callbacks(self) -> dict[str, Callable[[], object]]:
        """By the ids of the table of actions."""
        controller = self._controller
        return {
            "train": self.train_or_pause,
            "step": lambda: self._move(controller.step_once),
            "stepEpoch": lambda: self._move(controller.run_epoch),
            "runToStep": self._ask_for_step,
            "trainMore": self._train_more,
            "stop": controller.stop,
            "stopBest": lambda: controller.stop("best"),
            "discardRun": lambda: controller.stop("discard"),
            "lookEarlier": lambda: self._look(-1),
            "lookLater": lambda: self._look(1),
            "backToNow": controller.rewind.back,
            "goOnFromHere": self._go_on,
            "resetWeights": controller.reset,
            "freshWeights": lambda: controller.reset(fresh=True),
            "commonMistakes": self._mistakes.open,
        }

    def train_or_pause(self) -> None:
        """What the one button does.

        A run that is over just before it was to be paused does not begin anew, which would take the
        trained network off the screen.
        """
        if self._controller.state is RunState.TRAINING:
            self._controller.pause()
        elif not (self._since_the_end.isValid() and self._since_the_end.elapsed() < _TOO_LATE):
            self._move(self._controller.train)

    def _ended(self, event: RunEnded) -> None:
        self._since_the_end.invalidate()
        by_itself = event.reason in {"finished", "stopped early"}
        if by_itself and event.seconds >= _AIMED_AT:
            self._since_the_end.start()

    def _move(self, move: Callable[[], None]) -> None:
        if self._controller.state is RunState.IDLE:
            self._show_monitor()
        move()

    def _train_more(self) -> None:
        self._show_monitor()
        self._train_on()

    def _ask_for_step(self) -> None:
        """A small dialog that does not hold the window up."""
        controller = self._controller
        done = 0 if controller.begins_anew and not controller.is_running else controller.step
        dialog = QInputDialog(self._window)
        dialog.setObjectName("runToStepDialog")
        dialog.setWindowTitle(tr("Run to step"))
        dialog.setLabelText(tr("Train until so many steps have been taken, then wait:"))
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(done + 1, _MOST_STEPS)
        dialog.setIntValue(done + _AHEAD)
        dialog.setOkButtonText(tr("Run"))
        dialog.setCancelButtonText(tr("Cancel"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.intValueSelected.connect(lambda step: self._move(lambda: controller.run_to(step)))
        dialog.open()

    def _look(self, stops: int) -> None:
        """The kept moment before or after the one on screen; after the last one comes now."""
        controller, rewind = self._controller, self._controller.rewind
        self._show_monitor()
        at = rewind.looking.step if rewind.looking is not None else controller.step
        earlier = [step for step in rewind.steps if step < at]
        later = [step for step in rewind.steps if at < step < controller.step]
        if stops < 0 and earlier:
            rewind.look(earlier[-1])
        elif stops > 0 and later:
            rewind.look(later[0])
        elif stops > 0:
            rewind.back()

    def _go_on(self) -> None:
        if (looking := self._controller.rewind.looking) is not None:
            self._controller.go_on_from(looking.step)
