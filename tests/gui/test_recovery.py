"""After a crash the work is offered again, weights included, until it is decided on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from engine.examples import EXAMPLES
from engine.files.autosave import find_abandoned, open_slot
from engine.files.project_file import load_project_only

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("crash_child.py")


def question(qtbot, window):
    """The question on screen."""

    def boxes():
        return [box for box in window.findChildren(QMessageBox) if box.isVisible()]

    qtbot.waitUntil(lambda: bool(boxes()), timeout=10_000)
    return boxes()[0]


def answer(qtbot, window, key):
    box = question(qtbot, window)
    button = next(b for b in box.buttons() if b.objectName() == f"answer-{key}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def left_behind(tmp_path):
    """Work that a crash left: the second example, as a file of the user's that is gone since."""
    folder = tmp_path / "recovery"
    slot = open_slot(folder)
    contents = load_project_only(EXAMPLES[1].path)
    slot.write(contents, tmp_path / "mine.netw")
    slot.release()
    return folder, contents.project


def abandoned_count(folder):
    found = find_abandoned(folder)
    for work in found:
        work.slot.release()
    return len(found)


def test_that_after_a_kill_the_work_comes_back_with_its_weights(qtbot, open_window, tmp_path):
    folder = tmp_path / "recovery"
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder)], env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        steps = int(child.stdout.readline())
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate(timeout=20)
    assert steps > 0
    window = open_window()
    answer(qtbot, window, "restore")
    with qtbot.waitSignal(window.controller.session_changed, timeout=30_000):
        pass
    assert window.document.unsaved
    assert window.document.project.training.epochs == 100_000
    assert window.controller.history.step_count == window.controller.step > 0
    trained = window.controller.step
    window.controller.step_once()
    qtbot.waitUntil(lambda: window.controller.step > trained, timeout=20_000)
    assert window.controller.step == trained + 1
    with qtbot.waitSignal(window.controller.run_ended, timeout=20_000):
        window.controller.stop()
    # Once it is kept elsewhere, what the crash left is gone.
    with qtbot.waitSignal(window.files.autosaved, timeout=20_000):
        window.files.recovery.write()
    assert len(list(folder.iterdir())) == 1


def test_that_what_is_restored_is_unsaved_and_asked_about(qtbot, open_window, left_behind):
    _folder, project = left_behind
    window = open_window()
    assert "mine.netw" in question(qtbot, window).text()
    answer(qtbot, window, "restore")
    assert window.document.project == project
    assert window.document.unsaved


def test_that_what_is_discarded_is_not_offered_again(qtbot, open_window, left_behind):
    folder, project = left_behind
    window = open_window()
    answer(qtbot, window, "discard")
    assert window.document.project != project
    assert window.close()
    assert abandoned_count(folder) == 0


def test_that_what_is_put_off_is_offered_again(qtbot, open_window, left_behind):
    folder, _project = left_behind
    window = open_window()
    answer(qtbot, window, "later")
    assert window.close()
    assert abandoned_count(folder) == 1


def test_that_opening_another_project_forgets_the_autosave_of_the_one_before(
    qtbot, open_window, tmp_path
):
    window = open_window()
    training = window.document.project.training.replace(epochs=3)
    window.document.set_training(training, "Short")
    with qtbot.waitSignal(window.files.autosaved, timeout=20_000):
        window.files.recovery.write()
    assert len(list((tmp_path / "recovery").glob("*/project.netw"))) == 1
    window.files.open_example(EXAMPLES[1].path)
    answer(qtbot, window, "discard")
    assert not list((tmp_path / "recovery").glob("*/project.netw"))


def test_that_the_first_edit_is_kept_without_a_second(qtbot, open_window, monkeypatch):
    monkeypatch.setattr("gui.recovery.EDIT_MS", 1)
    window = open_window()
    training = window.document.project.training.replace(epochs=77)
    with qtbot.waitSignal(window.files.recovery.written, timeout=60_000):
        window.document.set_training(training, "Longer")
    kept = load_project_only(window.files.recovery._slot.path)
    assert kept.project.training.epochs == 77
