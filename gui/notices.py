"""Which events become a notice, in what words, with which way out."""

from PySide6.QtCore import QObject

from engine.spec.training import TrainingSpec
from engine.text import Text, text
from engine.train.events import RunEnded
from gui.notice import NoticeAction, NoticeBar
from gui.run.messages import SessionOpened
from gui.translate import tr
from gui.window_parts import WindowParts


class Notices(QObject):
    """Shows refusals, failures and the end of a run in the window's notice strip."""

    def __init__(self, window: WindowParts, bar: NoticeBar) -> None:
        super().__init__(window.controller)
        self._window, self._bar = window, bar
        self._just_loaded = False
        window.document.refused.connect(self._warn)
        window.document.loaded.connect(self._project_loaded)
        window.controller.failed.connect(self._fail)
        window.controller.run_ended.connect(self._run_ended)
        window.controller.run_started.connect(self._run_started)
        window.controller.session_changed.connect(self._session_changed)
        window.controller.state_changed.connect(self._preparing)
        window.files.failed.connect(self._fail)
        window.files.told.connect(self._tell)

    def welcome(self) -> None:
        """Three ways to begin, on the first start."""
        actions = (
            NoticeAction(text("Train this example"), self._window.controller.train, primary=True),
            NoticeAction(text("Open my data"), self._open_data),
            NoticeAction(text("Blank network"), self._window.files.new),
        )
        self._bar.show_notice(
            "info",
            text("Welcome to Netwright. This example can be trained at once: press Train (F5)."),
            actions,
        )

    def _open_data(self) -> None:
        self._bar.close_notice()
        self._window.workspace.show_page("data")
        self._window.data_page.open_dialog()

    def _warn(self, message: Text) -> None:
        self._bar.show_notice("warning", message)

    def _fail(self, message: Text) -> None:
        self._bar.show_notice("error", message)

    def _tell(self, message: Text) -> None:
        self._bar.show_notice("success", message)

    def _preparing(self, _state: object) -> None:
        controller = self._window.controller
        if controller.state.value == "preparing" and controller.engine is None:
            self._bar.show_notice(
                "info",
                text("PyTorch is still loading; training starts in a moment."),
                closable=False,
            )
        elif controller.state.value == "idle" and self._bar.kind == "info":
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
        if fresh and kept:
            self._bar.show_notice(
                "info",
                text(
                    "The trained weights of {kept} were kept; {fresh} starts anew.",
                    kept=", ".join(kept),
                    fresh=", ".join(fresh),
                ),
            )

    def _run_ended(self, event: RunEnded) -> None:
        if event.reason in {"diverged", "failed"}:
            actions: tuple[NoticeAction, ...] = ()
            if event.reason == "diverged":
                actions = (
                    NoticeAction(text("Divide the learning rate by 10"), self._lower_learning_rate),
                )
            self._bar.show_notice("error", event.message or text("Training failed."), actions)
        elif event.reason in {"finished", "stopped early"}:
            self._bar.show_notice("success", self._summary(event), self._ways_on())

    def _is_done(self, session: SessionOpened) -> bool:
        return 0 < self._window.document.project.training.epochs <= session.epoch

    def _ways_on(self) -> tuple[NoticeAction, ...]:
        more = self._window.document.project.training.epochs
        return (
            NoticeAction(text("See predictions"), self._see_predictions, primary=True),
            NoticeAction(text("Train {count} more epochs", count=more), self.train_more),
        )

    def _summary(self, event: RunEnded) -> Text:
        if event.message is not None:
            return event.message
        return text(
            "Trained {epochs} epochs in {seconds} s.",
            epochs=event.epoch,
            seconds=round(event.seconds, 1),
        )

    def _see_predictions(self) -> None:
        self._bar.close_notice()
        self._window.workspace.show_page("predict")

    def train_more(self) -> None:
        """Goes on for as many epochs again, from where the weights stand."""
        training, session = self._window.document.project.training, self._window.controller.session
        done = session.epoch if session is not None else 0
        more = training.replace(epochs=done + training.epochs)
        self._set_training(more, tr("Train more epochs"))
        self._window.controller.train()

    def _lower_learning_rate(self) -> None:
        training = self._window.document.project.training
        params = training.optimizer.params
        lr = float(params.get("lr", 0.001)) / 10
        optimizer = training.optimizer.replace(params={**params, "lr": lr})
        self._set_training(training.replace(optimizer=optimizer), tr("Lower the learning rate"))
        self._bar.close_notice()

    def _set_training(self, training: TrainingSpec, words: str) -> None:
        self._window.document.set_training(training, words)
