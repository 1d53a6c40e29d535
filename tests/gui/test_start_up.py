"""What the first look needs comes first; everything else follows once the window is on screen."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from engine.examples import EXAMPLES
from engine.files.project_file import load_project_only
from engine.text import text
from gui import app as program
from gui.app import fit_to_screen
from gui.data_store import DataStore
from gui.document import Document
from gui.large_imports import LARGE_IMPORTS
from gui.main_window import MainWindow
from gui.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
FIRST_PAINT = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from gui.app import make_application, make_window
from gui.settings import Settings
folder = Path(sys.argv[1])
settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
app = make_application(["test"], settings)
window = make_window(app, settings, folder / "recovery")
class Watch(QObject):
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint:
            late = [m for m in ("torch", "pyqtgraph", "sklearn") if m in sys.modules]
            print(json.dumps(late), flush=True)
            os._exit(0)
        return False
watch = Watch()
window.workspace.currentWidget().installEventFilter(watch)
window.show()
app.exec()
"""


def first_example():
    return Document(load_project_only(EXAMPLES[0].path).project)


def test_that_the_window_is_painted_before_large_libraries_load(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == []


class Windows(QObject):
    """Notes the top-level windows that come up."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Show and target.isWidgetType() and target.isWindow():
            self.shown.append(target.objectName())
        return False


def test_that_opening_shows_one_window_and_nothing_else_for_an_instant(
    qtbot, qapp, tmp_path, settings
):
    windows = Windows()
    qapp.installEventFilter(windows)
    window = MainWindow(first_example(), settings, tmp_path / "recovery")
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        pass
    qapp.removeEventFilter(windows)
    assert windows.shown == ["mainWindow"]
    assert all(window.findChild(QObject, name) for name in ("monitorPage", "predictPage"))
    assert window.close()


def test_that_a_window_closed_at_once_starts_nothing(qtbot, tmp_path, settings):
    window = MainWindow(first_example(), settings, tmp_path / "recovery")
    qtbot.addWidget(window)
    window.show()
    assert window.close()
    qtbot.wait(200)
    assert window.controller.engine is None
    assert window.store.prepared is None
    assert not (tmp_path / "recovery").exists()


def test_the_first_start_names_three_ways_to_begin_and_later_ones_do_not(
    qapp, tmp_path, monkeypatch
):
    monkeypatch.setattr(program, "make_application", lambda *_args: qapp)
    monkeypatch.setattr(program, "recovery_folder", lambda: tmp_path / "recovery")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown = []

    def look():
        window = next(w for w in qapp.topLevelWidgets() if isinstance(w, MainWindow))
        buttons = window.notice.findChildren(QPushButton)
        shown.append([b.text() for b in buttons] if window.notice.isVisible() else [])
        window.close()
        window.deleteLater()

    for _start in range(2):
        QTimer.singleShot(500, look)
        assert program.run(None) == 0
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown == [["Train this example", "Open my data", "Blank network"], []]


def test_that_an_error_of_any_thread_is_shown_by_the_windows_own(
    qtbot, tmp_path, settings, monkeypatch
):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window = MainWindow(first_example(), settings, tmp_path / "recovery")
    qtbot.addWidget(window)
    program.LastChance(window)
    report, shown_in = sys.excepthook, []
    monkeypatch.setattr(
        window.notice,
        "show_notice",
        lambda _kind, message: shown_in.append((threading.current_thread(), str(message))),
    )
    error = ValueError("lost")
    thread = threading.Thread(target=lambda: report(ValueError, error, None))
    thread.start()
    thread.join()
    assert shown_in == []
    qtbot.waitUntil(lambda: len(shown_in) == 1)
    assert shown_in[0][0] is threading.main_thread()
    assert "lost" in shown_in[0][1]
    window.files.shut_down()


def test_that_a_table_named_at_the_start_is_not_lost_to_the_example(qtbot, tmp_path, settings):
    table = tmp_path / "rows.csv"
    table.write_text("a,b\n" + "\n".join(f"{i},{i % 2}" for i in range(20)), encoding="utf-8")
    window = MainWindow(first_example(), settings, tmp_path / "recovery")
    qtbot.addWidget(window)
    window.show()
    window.files.open_path(table)
    qtbot.waitUntil(lambda: window.controller.engine is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.store.prepared is not None, timeout=20_000)
    assert window.store.table.title == "rows.csv"
    window.document.mark_saved(tmp_path / "rows.netw")
    assert window.close()


def test_that_a_page_is_made_when_it_is_first_shown(qtbot):
    made = []

    def page(name):
        def make():
            made.append(name)
            return QLabel(name)

        return make

    workspace = Workspace()
    qtbot.addWidget(workspace)
    for name in ("one", "two", "three"):
        workspace.add_page(name, text("Data"), page(name))
    assert made == ["one"]
    workspace.show_page("three")
    assert made == ["one", "three"]
    assert workspace.current_id == "three"
    assert not workspace.make_next()
    workspace.show_page("one")
    assert made == ["one", "three", "two"]


def test_that_data_waits_for_another_large_import(qtbot):
    """Scipy asks torch for its classes while torch is half imported, and fails."""
    store = DataStore(first_example())
    try:
        released = threading.Event()

        def import_torch():
            with LARGE_IMPORTS:
                released.wait(10)

        store.close()
        thread = threading.Thread(target=import_torch)
        thread.start()
        store.reload()
        qtbot.wait(100)
        assert store.busy
        released.set()
        qtbot.waitUntil(lambda: store.prepared is not None, timeout=20_000)
        thread.join()
    finally:
        store.close()


@pytest.mark.parametrize(
    ("room", "maximized"),
    [((1920, 1040), False), ((1440, 900), True), ((1366, 728), True)],
)
def test_that_the_first_window_is_whole_on_its_screen(qtbot, room, maximized):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    fit_to_screen(window, QSize(*room))
    assert window.isMaximized() is maximized
    assert window.width() < room[0]
    assert window.height() < room[1]
