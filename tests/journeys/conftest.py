"""The whole window as a user has it, with settings and files of its own."""

import pytest
from PySide6.QtCore import QSettings, Qt, QThread
from PySide6.QtWidgets import QApplication

from engine.examples import EXAMPLES
from engine.files.project_file import load_project_only
from gui.document import Document
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import theme
from gui.translate import set_language


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def open_window(qtbot, qapp, tmp_path, settings):
    """Opens windows one after another, as starts of the program; closes what is left open."""
    theme().begin(qapp)
    set_language("en")
    windows = []

    def make(example="wine"):
        path = next(e.path for e in EXAMPLES if e.name == example)
        # As the program does: built without a style sheet, dressed once it is whole.
        qapp.setStyleSheet("")
        window = MainWindow(
            Document(load_project_only(path).project), settings, tmp_path / "recovery"
        )
        theme().apply(qapp)
        windows.append(window)
        window.show()
        window.activateWindow()
        with qtbot.waitActive(window, timeout=10_000):
            pass
        with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
            pass
        return window

    yield make
    for window in windows:
        if window.isVisible():
            window.document.mark_saved(tmp_path / "left.netw")
            window.close()
        assert has_ended(window)
        window.deleteLater()


def has_ended(window):
    """Whether the engine's thread is over: a step under way did not outlast the wait for it."""
    return not any(thread.isRunning() for thread in window.findChildren(QThread))


@pytest.fixture
def user(qtbot):
    """What a person does with mouse and keyboard, by object name."""
    return User(qtbot)


class User:
    def __init__(self, qtbot):
        self.qtbot = qtbot

    def find(self, window, name):
        from PySide6.QtWidgets import QWidget

        found = window.findChild(QWidget, name)
        assert found is not None, f"no widget called {name}"
        return found

    def click(self, window, name):
        widget = self.find(window, name)
        assert widget.isVisible(), name
        assert widget.isEnabled(), name
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def activate(self, window):
        """Gives the window the focus again after a popup; offscreen nobody else does."""
        window.activateWindow()
        window.setFocus()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=10_000)

    def press(self, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(widget, key, modifiers)

    def type(self, widget, words):
        self.qtbot.keyClicks(widget, words)

    def tab(self, window, number):
        bar = window.workspace.tabBar()
        self.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())

    def choose_file(self, window, path):
        """Types a path into the open file dialog and accepts it."""
        from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit

        self.qtbot.waitUntil(
            lambda: any(d.isVisible() for d in window.findChildren(QFileDialog)), timeout=10_000
        )
        dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(path))  # as pasted: typing would fight with the completer
        box = dialog.findChild(QDialogButtonBox)
        accept = next(b for b in box.buttons() if box.buttonRole(b) is box.ButtonRole.AcceptRole)
        self.qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
