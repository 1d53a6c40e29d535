"""Which events become a notice, in what words, with which way out."""

from PySide6.QtCore import QObject

from engine.spec.training import TrainingSpec
from engine.text import Text, text
from engine.train.events import RunEnded
from gui.notice import NoticeAction, NoticeBar
from gui.translate import tr
from gui.window_parts import WindowParts


class Notices(QObject):
    """Shows refusals, failures and the end of a run in the window's notice strip."""

    def __init__(self, window: WindowParts, bar: NoticeBar) -> None:
        super().__init__(window.controller)
        self._window, self._bar = window, bar
        window.document.refused.connect(self._warn)
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

    def _run_started(self, _event: object) -> None:
        self._bar.close_notice()

    def _session_changed(self, session: object) -> None:
        fresh, kept = getattr(session, "fresh", ()), getattr(session, "kept", ())
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
            more = self._window.document.project.training.epochs
            self._bar.show_notice(
                "success",
                self._summary(event),
                (
                    NoticeAction(text("See predictions"), self._see_predictions, primary=True),
                    NoticeAction(text("Train {count} more epochs", count=more), self._train_more),
                ),
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

    def _train_more(self) -> None:
        training = self._window.document.project.training
        self._set_training(training.replace(epochs=training.epochs * 2), tr("Train more epochs"))
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
