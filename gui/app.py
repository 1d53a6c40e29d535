"""The application: what has to be there before a window, the window, and what happens when all else fails."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from engine.examples import EXAMPLES
from engine.files.project_file import load_project_only
from engine.runs.place import runs_file
from engine.text import Text, UserError, text
from engine.version import VERSION
from gui.document import Document
from gui.garbage import GarbageCollector
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import theme
from gui.translate import translator

#: What a window manager puts around a window, before it has said how much.
_FRAME = QSize(8, 40)


def make_application(arguments: list[str], settings: Settings) -> QApplication:
    """The QApplication with our look and language."""
    QApplication.setApplicationName("Netwright")
    QApplication.setOrganizationName("Netwright")
    QApplication.setApplicationVersion(VERSION)
    QGuiApplication.setDesktopFileName("netwright")
    app = QApplication(arguments)
    icon_file = Path(__file__).resolve().parent.parent / "resources" / "icons" / "netwright.svg"
    app.setWindowIcon(QIcon(str(icon_file)))
    mode = settings.text("theme", "system")
    theme().set_mode("light" if mode == "light" else "dark" if mode == "dark" else "system")
    theme().begin(app)
    language = settings.text("language", "system")
    translator().set_language(
        "en" if language == "en" else "zh_CN" if language == "zh_CN" else "system"
    )
    return app


def make_window(
    app: QApplication, settings: Settings, recovery: Path, runs: Path | None = None
) -> MainWindow:
    """The window on the first example; torch is loaded after it has been painted."""
    project = load_project_only(EXAMPLES[0].path).project
    window = MainWindow(Document(project), settings, recovery, runs)
    LastChance(window)
    theme().apply(app)
    return window


def fit_to_screen(window: QWidget, room: QSize) -> None:
    """Begins maximized where the window and its frame are larger than the screen has room for."""
    inside = room - _FRAME
    if window.size() != window.size().boundedTo(inside):
        window.resize(window.size().boundedTo(inside))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def recovery_folder() -> Path:
    """Where autosaves go: the user's own data folder."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(base) / "recovery"


class LastChance(QObject):
    """An error nobody expected becomes a notice with its traceback on stderr; the program goes on.

    Python reports an error in the thread that raised it; the signal brings it to the window's.
    """

    happened = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.happened.connect(self._show)
        sys.excepthook = self._report

    def _report(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        traceback.print_exception(kind, error, where)
        if isinstance(error, UserError):
            message = error.text
        else:
            message = text(
                "Something went wrong inside Netwright: {reason}. Your work is kept; save it under a new name.",
                reason=f"{kind.__name__}: {error}"[:300],
            )
        self.happened.emit(message)

    def _show(self, message: Text) -> None:
        self._window.notice.show_notice("error", message)


def run(path: str | None) -> int:
    """Opens the window, on `path` (a project or a text table) when given; gives the exit code."""
    settings = Settings()
    app = make_application(sys.argv[:1], settings)
    window = make_window(app, settings, recovery_folder(), runs_file())
    garbage = GarbageCollector(window)
    window.controller.ready.connect(garbage.spare_what_is_loaded)
    if settings.state("window") is None:
        fit_to_screen(window, window.screen().availableGeometry().size())
    if path is None and not settings.flag("welcomed", default=False):
        settings.set_flag("welcomed", value=True)
        window.notices.welcome()
    window.show()
    if path is not None:
        QTimer.singleShot(0, window, lambda: window.files.open_path(Path(path)))
    return app.exec()
