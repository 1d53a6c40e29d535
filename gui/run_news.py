"""Says how a run is getting on to somebody who looks elsewhere: title, task bar, and once it is over."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from engine import numbers
from engine.text import Text, text
from engine.train.events import RunEnded
from gui.run.controller import RunController
from gui.run.progress import progress_of
from gui.settings import Settings
from gui.taskbar import Taskbar, system_taskbar
from gui.translate import show, tr

if TYPE_CHECKING:
    from gui.portal import Portal

#: The title changes at most this often.
_EVERY_MS = 1000
#: The system's notification, and the icon that it needs, stay so long.
_SHOWN_MS = 10_000
_NOTIFY, _SOUND = "done/notification", "done/sound"
#: What a person has just done needs no telling.
_EXPECTED = {"stopped"}


class Speaker(Protocol):
    """What tells the user outside of the window."""

    def notify(self, title: str, words: str) -> None:
        """Shows a notification of the system, where it has them."""

    def beep(self) -> None:
        """Plays the system's sound."""


class SystemSpeaker(QObject):
    """The desktop's own notifications and sound.

    Signals:
        clicked(): the user wants to see more.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None
        self._portal: Portal | None = None

    def notify(self, title: str, words: str) -> None:
        """Shows a notification; nothing where the desktop has no place for one."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self._notify_without_tray(title, words)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(self.clicked)
        self._tray.show()
        self._tray.showMessage(title, words, QApplication.windowIcon(), _SHOWN_MS)
        QTimer.singleShot(_SHOWN_MS, self._tray, self._tray.hide)

    def _notify_without_tray(self, title: str, words: str) -> None:
        from gui.portal import desktop_portal

        if self._portal is None:
            self._portal = desktop_portal(self)
            if self._portal is not None:
                self._portal.clicked.connect(self.clicked)
        if self._portal is not None:
            self._portal.show(title, words)

    def beep(self) -> None:
        """The system's bell."""
        QApplication.beep()


class RunNews(QObject):
    """What the title says of the run, and the news that it is over.

    Args:
        window: whose task is flashed, and which is shown when a notification is clicked.
        controller: the run.
        settings: remember whether there are a notification and a sound.
        speaker: tells outside of the window.
        taskbar: shows on the program's icon how far the run is.

    Signals:
        title_changed(): `title_prefix` is another.
    """

    title_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        controller: RunController,
        settings: Settings,
        speaker: Speaker | None = None,
        taskbar: Taskbar | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._settings = window, controller, settings
        if speaker is None:
            own = SystemSpeaker(window)
            own.clicked.connect(self._bring_forward)
            speaker = own
        self._speaker = speaker
        self._taskbar = taskbar
        self._per_cent: int | None = None
        self.title_prefix = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._follow)
        controller.state_changed.connect(self._follow_state)
        controller.run_ended.connect(self._tell)

    def fill(self, menu: QMenu) -> None:
        """Makes the entries of the submenu; each choice is remembered."""
        menu.clear()
        for name, label, default in (
            (_NOTIFY, tr("Show a notification"), True),
            (_SOUND, tr("Play a sound"), False),
        ):
            action = menu.addAction(label)
            action.setObjectName(f"{menu.objectName()}-{name.rpartition('/')[2]}")
            action.setCheckable(True)
            action.setChecked(self._settings.flag(name, default=default))
            action.toggled.connect(self._setter(name))

    def _setter(self, name: str) -> Callable[[bool], None]:
        return lambda on: self._settings.set_flag(name, value=on)

    def _follow_state(self) -> None:
        if self._controller.is_running:
            self._timer.start()
        else:
            self._timer.stop()
        self._follow()

    def _follow(self) -> None:
        """“47 % · ” while a run is under way, and the same on the program's icon."""
        progress = progress_of(self._controller) if self._controller.is_running else None
        per_cent = None if progress is None else int(progress.share * 100)
        if per_cent == self._per_cent:
            return
        self._per_cent = per_cent
        self.title_prefix = "" if per_cent is None else f"{per_cent}{numbers.THIN_SPACE}% · "
        self.title_changed.emit()
        if self._taskbar is None:  # at the first run, so that the window is there sooner
            self._taskbar = system_taskbar()
        self._taskbar.show(None if per_cent is None else per_cent / 100)

    def _tell(self, event: RunEnded) -> None:
        if event.reason in _EXPECTED:
            return
        if self._settings.flag(_SOUND, default=False):
            self._speaker.beep()
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._settings.flag(_NOTIFY, default=True):
            self._speaker.notify(show(_title(event)), show(summary(event)))

    def _bring_forward(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def _title(event: RunEnded) -> Text:
    if event.reason in {"finished", "stopped early"}:
        return text("Training is done")
    return text("Training has stopped")


def summary(event: RunEnded) -> Text:
    """How a run ended, in a sentence."""
    if event.message is not None:
        return event.message
    seconds = round(event.seconds, 1)
    if event.epoch == 1:
        return text("Trained one epoch in {seconds} s.", seconds=seconds)
    return text("Trained {epochs} epochs in {seconds} s.", epochs=event.epoch, seconds=seconds)
