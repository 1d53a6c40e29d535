"""Which events become a notice, in what words, with which way out."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from engine.check.remedies import Fix, scale_learning_rate
from engine.spec.training import TrainingSpec
from engine.text import Text, text
from engine.train.events import RunEnded
from gui.document import Document
from gui.files import FileActions
from gui.notice import NoticeAction, NoticeBar
from gui.run.controller import BEST, RunController
from gui.run.messages import SessionOpened
from gui.run.state import RunState
from gui.run_news import summary


@dataclass(frozen=True)
class Ways:
    """Where the buttons of notices lead beside what the run and the files offer."""

    train: Callable[[], None]
    open_data: Callable[[], None]
    see_predictions: Callable[[], None]


class Notices(QObject):
    """Shows refusals, failures and the end of a run in the window's notice strip."""

    def __init__(
        self,
        bar: NoticeBar,
        document: Document,
        controller: RunController,
        files: FileActions,
        ways: Ways,
    ) -> None:
        super().__init__(controller)
        self._bar, self._document, self._controller = bar, document, controller
        self._files, self._ways = files, ways
        self._just_loaded = False
        self._told_of_kept = self._offers_more = False
        self._of_weights = ""
        document.refused.connect(self._warn)
        document.loaded.connect(self._project_loaded)
        controller.failed.connect(self._fail)
        controller.run_ended.connect(self._run_ended)
        controller.run_started.connect(self._run_started)
        controller.discarded.connect(self._discarded)
        controller.session_changed.connect(self._session_changed)
        controller.state_changed.connect(self._preparing)
        controller.answered.connect(self._answered)
        files.failed.connect(self._fail)
        files.told.connect(self._tell)

    def welcome(self) -> None:
        """Three ways to begin, on the first start."""
        actions = (
            NoticeAction(text("Train this example"), self._ways.train, primary=True),
            NoticeAction(text("Open my data"), self._open_data),
            NoticeAction(text("Blank network"), self._files.new),
        )
        self._bar.show_notice(
            "info",
            text("Welcome to Netwright. This example can be trained at once: press Train (F5)."),
            actions,
        )

    def _open_data(self) -> None:
        self._bar.close_notice()
        self._ways.open_data()

    def _warn(self, message: Text) -> None:
        self._bar.show_notice("warning", message)

    def _fail(self, message: Text) -> None:
        self._bar.show_notice("error", message)

    def _tell(self, message: Text) -> None:
        self._offers_more = False
        self._bar.show_notice("success", message)

    def _preparing(self, _state: object) -> None:
        controller = self._controller
        if controller.state is RunState.PREPARING and controller.engine is None:
            self._bar.show_notice(
                "info",
                text("PyTorch is still loading; training starts in a moment."),
                closable=False,
            )
        elif controller.state is RunState.IDLE and self._bar.kind == "info":
            self._bar.close_notice()

    def _project_loaded(self, _project: object) -> None:
        """What was said of the project before has buttons that would act on this one."""
        self._bar.close_notice()
        self._just_loaded = True

    def _run_started(self, _event: object) -> None:
        self._bar.close_notice()

    def _session_changed(self, session: SessionOpened) -> None:
        just_loaded, self._just_loaded = self._just_loaded, False
        if just_loaded and self._is_done(session) and self._bar.isHidden():
            self._bar.show_notice(
                "success",
                text(
                    "This network is trained: {epochs} epochs. Train would begin anew.",
                    epochs=session.epoch,
                ),
                self._ways_on(),
            )
            return
        fresh, kept = session.fresh, session.kept
        if self._told_of_kept and self._bar.kind == "info":
            self._bar.close_notice()  # such as when undo has brought all weights back
        if self._offers_more and self._bar.kind == "success" and not session.step:
            self._bar.close_notice()  # its buttons are about a network that is another one now
        is_of_weights = bool(self._of_weights) and self._bar.text == self._of_weights
        if is_of_weights and session.begins_from is None and not session.step:
            self._bar.close_notice()  # these begin anew
        self._told_of_kept = bool(fresh and kept)
        if self._told_of_kept:
            self._bar.show_notice(
                "info",
                text(
                    "The trained weights of {kept} were kept; those of {fresh} are new.",
                    kept=", ".join(kept),
                    fresh=", ".join(fresh),
                ),
            )

    def _run_ended(self, event: RunEnded) -> None:
        if event.reason in {"diverged", "failed"}:
            actions: tuple[NoticeAction, ...] = ()
            if event.reason == "diverged" and event.layer is not None:  # else it is the data
                fix = scale_learning_rate(self._document.project, 0.1)
                actions = (NoticeAction(fix.label, lambda: self._mend(fix)),)
            self._bar.show_notice("error", event.message or text("Training failed."), actions)
        elif event.reason in {"finished", "stopped early"}:
            self._bar.show_notice("success", summary(event), self._ways_on())

    def _discarded(self) -> None:
        self._bar.show_notice(
            "info", text("The run was discarded: weights and curves are as they were before it.")
        )
        self._of_weights = self._bar.text

    def _answered(self, kind: str, value: object) -> None:
        if kind != BEST:
            return
        if value:
            message = text(
                "Stopped. The weights are those of epoch {epoch}, the best so far.", epoch=value
            )
        else:
            message = text("Stopped before an epoch was over: no weights are known to be best yet.")
        self._bar.show_notice("success" if value else "info", message)
        self._of_weights = self._bar.text

    def _is_done(self, session: SessionOpened) -> bool:
        return 0 < self._document.project.training.epochs <= session.epoch

    def _ways_on(self) -> tuple[NoticeAction, ...]:
        self._offers_more = True
        more = self._more_epochs()
        return (
            NoticeAction(text("See predictions"), self._see_predictions, primary=True),
            NoticeAction(text("Train {count} more epochs", count=more), self.train_more),
        )

    def _see_predictions(self) -> None:
        self._bar.close_notice()
        self._ways.see_predictions()

    def _more_epochs(self) -> int:
        """As many as the last run was to take, so that pressing twice adds the same again."""
        started = self._controller.started
        planned = started.epochs - started.epoch if started is not None else 0
        return planned or self._document.project.training.epochs

    def train_more(self) -> None:
        """Goes on for as many epochs again, from where the weights stand."""
        training, session = self._document.project.training, self._controller.session
        done = session.epoch if session is not None else 0
        more = training.replace(epochs=done + self._more_epochs())
        self._set_training(more, text("Train more epochs"))
        self._controller.train()

    def _mend(self, fix: Fix) -> None:
        self._document.apply(fix.edit(self._document.project), fix.label)
        self._bar.close_notice()

    def _set_training(self, training: TrainingSpec, words: Text) -> None:
        self._document.set_training(training, words)
