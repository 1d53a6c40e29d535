"""From an empty start to a trained, saved, reopened and resumed project, by clicks and keys alone."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from engine.examples import EXAMPLES
from engine.spec.component import component
from gui.run.state import RunState
from tests.journeys.conftest import has_ended

CSV = "x,y,kind\n" + "\n".join(
    f"{i % 7 + 0.1 * i % 1},{(i * 3) % 11},{'low' if i % 7 < 3 else 'high'}" for i in range(90)
)


def answer(qtbot, window, key):
    """Clicks a button of the question on screen."""
    qtbot.waitUntil(
        lambda: any(b.isVisible() for b in window.findChildren(QMessageBox)), timeout=10_000
    )
    box = next(b for b in window.findChildren(QMessageBox) if b.isVisible())
    button = next(b for b in box.buttons() if b.objectName() == f"answer-{key}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_main_job_from_an_empty_start(qtbot, open_window, user, tmp_path):
    table = tmp_path / "things.csv"
    table.write_text(CSV, encoding="utf-8")
    project = tmp_path / "things.netw"
    window = open_window()

    # An empty project, then a person's own file as its data.
    user.press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.store.is_empty)
    user.press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    user.click(window, "dataEmptyOpen")
    user.choose_file(window, table)
    qtbot.waitUntil(lambda: window.store.prepared is not None, timeout=20_000)
    user.type(user.find(window, "dataTargetCombo"), "kind")
    qtbot.waitUntil(
        lambda: (
            window.store.prepared is not None and window.store.prepared.target_names == ("kind",)
        ),
        timeout=20_000,
    )
    assert window.store.prepared.classes == ("high", "low")
    user.click(window, "fitNetworkLink")
    assert window.document.project.network.layers[0].params["shape"] == (2,)

    # One more layer by typing, and taken back.
    before = window.document.project.network
    user.click(window, "addLayerButton")
    search = next(w for w in QApplication.allWidgets() if w.objectName() == "paletteSearch")
    user.type(search, "tanh")
    user.press(search, Qt.Key.Key_Return)
    assert "Tanh" in [layer.kind for layer in window.document.project.network.layers]
    user.click(window, "undoButton")
    assert window.document.project.network == before

    user.activate(window)

    # Train, pause, one step, resume, stop.
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.step_count > 0, timeout=20_000)
    qtbot.waitUntil(lambda: window.controller.state is RunState.IDLE, timeout=60_000)
    trained = window.controller.history.step_count
    assert np.isfinite(window.controller.history.steps["loss"].values).all()
    assert window.document.unsaved

    # Predict a new sample.
    user.press(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.controller.answered, timeout=20_000):
        field = user.find(window, "predictField0")
        line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        line.selectAll()
        user.type(line, "1.5")
        user.press(line, Qt.Key.Key_Return)

    # Save, quit.
    user.press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.choose_file(window, project)
    assert not window.document.unsaved
    assert window.close()

    # Open it again and go on from where it stood.
    again = open_window()
    again.files.open_path(project)
    qtbot.waitUntil(
        lambda: again.controller.session is not None and again.controller.step == trained,
        timeout=30_000,
    )
    assert again.controller.history.step_count == trained
    epochs = again.document.project.training.epochs
    assert "Train would begin anew" in again.notice.text
    user.press(again, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: again.controller.history.epoch_count == 2 * epochs, timeout=60_000)
    qtbot.waitUntil(lambda: again.controller.state is RunState.IDLE, timeout=60_000)
    assert again.controller.history.step_count > trained


def test_that_a_message_about_one_project_goes_with_it(qtbot, open_window):
    window = open_window()
    window.document.set_training(window.document.project.training.replace(epochs=1), "Short")
    window.controller.train()
    qtbot.waitUntil(lambda: "Trained one epoch" in window.notice.text, timeout=30_000)
    window.document.mark_saved(window.document.path or Path("wine.netw"))
    with qtbot.waitSignal(window.document.loaded, timeout=10_000):
        window.files.open_example(EXAMPLES[0].path)
    assert window.notice.isHidden()


def test_that_training_more_after_an_early_stop_adds_what_it_says(qtbot, open_window, user):
    window = open_window()
    stopping = component("patience", patience=1, min_delta=1e9)
    training = window.document.project.training.replace(epochs=10, stopping=stopping)
    window.document.set_training(training, "Impatient")
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Stopped early" in window.notice.text, timeout=30_000)
    stopped = window.controller.session.epoch
    user.click(window, "noticeAction1")
    assert window.document.project.training.epochs == stopped + 10
    qtbot.waitUntil(lambda: window.controller.session.epoch > stopped, timeout=30_000)


def test_pause_step_resume_and_stop_by_keys(qtbot, open_window, user):
    window = open_window()
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.step_count > 10, timeout=20_000)
    assert user.find(window, "trainButton").text() == "Pause"
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.state is RunState.PAUSED, timeout=10_000)
    steps = window.controller.history.step_count
    user.press(window, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: window.controller.history.step_count == steps + 1, timeout=10_000)
    user.click(window, "trainButton")
    qtbot.waitUntil(lambda: window.controller.history.step_count > steps + 10, timeout=10_000)
    user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.controller.state is RunState.IDLE, timeout=10_000)
    assert user.find(window, "trainButton").text() == "Train"


def test_that_unsaved_work_is_asked_about_before_the_window_goes(
    qtbot, open_window, user, tmp_path
):
    window = open_window()
    window.network.add_layer()
    search = next(w for w in QApplication.allWidgets() if w.objectName() == "paletteSearch")
    user.type(search, "relu")
    user.press(search, Qt.Key.Key_Return)
    assert window.document.unsaved
    window.close()
    answer(qtbot, window, "cancel")
    assert window.isVisible()
    window.close()
    answer(qtbot, window, "save")
    user.choose_file(window, tmp_path / "kept.netw")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert (tmp_path / "kept.netw").exists()


def test_that_closing_while_training_loses_nothing_saved(qtbot, open_window, user):
    window = open_window()
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.step_count > 10, timeout=20_000)
    window.close()
    answer(qtbot, window, "discard")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert has_ended(window)


def test_that_a_damaged_project_is_one_message_and_the_program_goes_on(
    qtbot, open_window, user, tmp_path
):
    window = open_window()
    before = window.document.project
    damaged = tmp_path / "damaged.netw"
    damaged.write_bytes(b"PK\x03\x04 nothing of use")
    window.files.open_path(damaged)
    assert window.notice.isVisible()
    assert "damaged.netw" in window.notice.text
    assert window.document.project == before
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.step_count > 0, timeout=20_000)


def test_that_languages_and_themes_switch_live(qtbot, open_window, user):
    from gui.theme import theme
    from gui.translate import set_language

    window = open_window()
    dark = theme().is_dark
    user.click(window, "themeButton")
    assert theme().is_dark is not dark
    set_language("zh_CN")
    qtbot.waitUntil(lambda: user.find(window, "saveButton").text() != "Save")
    assert user.find(window, "trainButton").text() == "训练"
    set_language("en")
    qtbot.waitUntil(lambda: user.find(window, "trainButton").text() == "Train")
