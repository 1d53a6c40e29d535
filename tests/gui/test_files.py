"""Files by clicks and keys: nothing is lost without being asked, and no message is missing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from engine import edits, numbers
from engine.examples import EXAMPLES
from engine.files import layout
from engine.files.project_file import load, load_project_only, save
from engine.runs.place import runs_file, weights_file
from engine.runs.store import RunStore
from gui.run.state import RunState
from tests.engine.files.samples import damaged, trained

CTRL = Qt.KeyboardModifier.ControlModifier


def question(window):
    """The question on screen, None while there is none."""
    return next((box for box in window.findChildren(QMessageBox) if box.isVisible()), None)


def answer(qtbot, window, key):
    """Clicks a button of the question on screen."""
    qtbot.waitUntil(lambda: question(window) is not None, timeout=10_000)
    button = next(b for b in question(window).buttons() if b.objectName() == f"answer-{key}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cancel_file_dialog(qtbot, window):
    def dialogs():
        return [d for d in window.findChildren(QFileDialog) if d.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()), timeout=10_000)
    qtbot.keyClick(dialogs()[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialogs(), timeout=10_000)


def edit(window, size=9):
    layer = next(la for la in window.document.project.network.layers if la.kind == "Linear")
    window.document.edit_network("Size", edits.set_param, layer.id, "out_features", size)


def train_long(qtbot, window, user):
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.step_count > 10, timeout=20_000)


@pytest.fixture
def saved(qtbot, open_window, user, tmp_path):
    """A window on a project that was saved by the keyboard, and its path."""
    window, path = open_window(), tmp_path / "work.netw"
    user.press(window, Qt.Key.Key_S, CTRL)
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.choose_file(window, path)
    user.activate(window)
    return window, path


def test_that_a_save_that_fails_says_so_and_leaves_the_file_as_it_was(
    qtbot, saved, user, monkeypatch
):
    window, path = saved
    before = path.read_bytes()
    edit(window)

    def read_only(*_args):
        raise PermissionError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("engine.files.atomic.os.replace", read_only)
        with qtbot.waitSignal(window.files.failed, timeout=10_000):
            user.press(window, Qt.Key.Key_S, CTRL)
    assert window.notice.isVisible()
    assert "work.netw" in window.notice.text
    assert path.read_bytes() == before
    assert window.document.unsaved
    with qtbot.waitSignal(window.files.saved, timeout=10_000):
        user.press(window, Qt.Key.Key_S, CTRL)
    assert not window.document.unsaved
    assert path.read_bytes() != before


def test_that_a_file_changed_by_another_program_is_not_overwritten_unasked(qtbot, saved, user):
    window, path = saved
    path.write_bytes(path.read_bytes() + b" ")
    foreign = path.read_bytes()
    edit(window)
    user.press(window, Qt.Key.Key_S, CTRL)
    answer(qtbot, window, "cancel")
    assert path.read_bytes() == foreign
    assert window.document.unsaved
    user.activate(window)
    user.press(window, Qt.Key.Key_S, CTRL)
    with qtbot.waitSignal(window.files.saved, timeout=10_000):
        answer(qtbot, window, "overwrite")
    assert load_project_only(path).project == window.document.project


def test_that_a_cancelled_save_does_not_close_the_window_later(qtbot, open_window, user, tmp_path):
    window = open_window()
    edit(window)
    window.close()
    answer(qtbot, window, "save")
    cancel_file_dialog(qtbot, window)
    assert window.isVisible()
    user.activate(window)
    user.press(window, Qt.Key.Key_S, CTRL)
    with qtbot.waitSignal(window.files.saved, timeout=10_000):
        user.choose_file(window, tmp_path / "kept.netw")
    assert window.isVisible()
    assert not window.document.unsaved


def test_that_opening_another_project_while_training_stops_the_run_first(qtbot, open_window, user):
    window = open_window()
    train_long(qtbot, window, user)
    other = next(e for e in EXAMPLES if e.name != "wine")
    window.files.open_example(other.path)
    answer(qtbot, window, "discard")
    expected = load_project_only(other.path).project
    qtbot.waitUntil(lambda: window.document.project == expected, timeout=20_000)
    with qtbot.waitSignal(window.controller.session_changed, timeout=30_000):
        pass
    assert window.controller.state is RunState.IDLE
    assert window.controller.history.step_count == window.controller.step == 0
    assert not window.document.unsaved


def test_that_saving_while_training_keeps_weights_and_run(qtbot, open_window, user, tmp_path):
    window, path = open_window(), tmp_path / "running.netw"
    train_long(qtbot, window, user)
    user.press(window, Qt.Key.Key_S, CTRL)
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.choose_file(window, path)
    steps = window.controller.history.step_count
    qtbot.waitUntil(lambda: window.controller.history.step_count > steps + 10, timeout=10_000)
    assert window.document.unsaved
    file = load_project_only(path)
    assert file.stored is not None
    assert file.history.step_count == load(path).checkpoint.state["step"] >= 10


def test_that_editing_while_training_changes_the_next_run_only(qtbot, open_window, user):
    window = open_window()
    train_long(qtbot, window, user)
    session = window.controller.session
    edit(window, 11)
    steps = window.controller.history.step_count
    qtbot.waitUntil(lambda: window.controller.history.step_count > steps + 10, timeout=10_000)
    assert window.controller.session is session
    user.activate(window)
    with qtbot.waitSignal(window.controller.session_changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert window.controller.session.project == window.document.project


def test_that_a_new_project_does_not_get_the_data_that_was_being_read(qtbot, open_window, user):
    window = open_window()
    window.store.reload()
    assert window.store.busy
    user.press(window, Qt.Key.Key_N, CTRL)
    assert window.store.is_empty
    assert not window.store.busy
    qtbot.wait(300)
    assert window.store.prepared is None


def test_that_a_new_project_does_not_show_how_far_the_last_one_was_trained(
    qtbot, open_window, user
):
    window = open_window()
    train_long(qtbot, window, user)
    with qtbot.waitSignal(window.controller.run_ended, timeout=20_000):
        user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    progress = window.findChild(QLabel, "progressLabel")
    assert progress.isVisible()
    user.press(window, Qt.Key.Key_N, CTRL)
    answer(qtbot, window, "discard")
    qtbot.waitUntil(lambda: window.store.is_empty, timeout=20_000)
    assert not progress.isVisible()


def test_that_a_reopened_run_has_a_time_line_with_what_its_file_keeps(qtbot, saved, user):
    window, path = saved
    train_long(qtbot, window, user)
    qtbot.waitUntil(lambda: len(window.controller.history.kept) > 2, timeout=30_000)
    with qtbot.waitSignal(window.controller.run_ended, timeout=20_000):
        user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.press(window, Qt.Key.Key_S, CTRL)
    losses = window.controller.history.steps["loss"].values
    kept = window.controller.rewind.steps
    assert len(kept) > 2
    user.press(window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: window.store.is_empty, timeout=20_000)
    with qtbot.waitSignal(window.controller.session_changed, timeout=30_000):
        window.files.open_path(path)
    user.press(window, Qt.Key.Key_2, CTRL)
    slider = user.find(window, "timeSlider")
    qtbot.waitUntil(slider.isVisible, timeout=10_000)
    now = len(losses)
    assert slider._moments.stops == list(kept)
    assert [step for step, _ in window.controller.history.kept] == list(kept)
    slider.setFocus()
    user.press(slider, Qt.Key.Key_Home)
    user.press(slider, Qt.Key.Key_Right)
    words = user.find(window, "lookingLabel")
    then = f"You are looking at step {numbers.count(kept[1])} of"
    qtbot.waitUntil(lambda: words.text().startswith(then), timeout=10_000)
    with qtbot.waitSignal(window.controller.run_started, timeout=20_000):
        user.click(window, "goOnFromHereButton")
    qtbot.waitUntil(lambda: window.controller.history.step_count > kept[1] + 10, timeout=20_000)
    again = window.controller.history.steps["loss"].values
    both = min(len(again), now)
    assert (again[:both] == losses[:both]).all()
    with qtbot.waitSignal(window.controller.run_ended, timeout=20_000):
        user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)


def only_run():
    """The one run in the list, with the step that its kept weights are of."""
    store = RunStore(runs_file())
    (run,) = store.runs()
    store.close()
    return run, load(weights_file(runs_file(), run.id)).checkpoint.state["step"]


def test_that_a_window_closed_while_it_trains_leaves_the_last_step_and_its_weights_in_the_list(
    qtbot, open_window, user
):
    window = open_window()
    train_long(qtbot, window, user)
    window.close()
    assert "Training stops then" in question(window).informativeText()
    answer(qtbot, window, "discard")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    run, step = only_run()
    assert run.state == "stopped"
    assert run.standing.steps == step == window.controller.step


def test_that_saving_as_a_window_is_closed_saves_the_last_step_of_the_run(qtbot, saved, user):
    window, path = saved
    train_long(qtbot, window, user)
    window.close()
    answer(qtbot, window, "save")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    run, step = only_run()
    contents = load(path)
    assert contents.checkpoint.state["step"] == contents.history.step_count == step
    assert run.standing.steps == step


def told(window):
    """What the doctor says, without since when: of an opened run that is not known."""
    return {
        (f.rule, f.about, f.kind, str(f.message))
        for f in window.workspace.page("monitor")._doctor.found
    }


def test_that_a_reopened_run_is_judged_anew_from_its_figures(qtbot, saved, user):
    window, path = saved
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000):
        user.press(window, Qt.Key.Key_F5)
    found = told(window)
    assert found
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.press(window, Qt.Key.Key_S, CTRL)
    user.press(window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: told(window) == set(), timeout=20_000)
    window.files.open_path(path)
    qtbot.waitUntil(lambda: told(window) == found, timeout=30_000)


def set_rate_too_high(window, more_epochs=0):
    training = window.document.project.training
    optimizer = training.optimizer.replace(params={**training.optimizer.params, "lr": 1e12})
    epochs = training.epochs + more_epochs
    window.document.set_training(training.replace(optimizer=optimizer, epochs=epochs), "Too high")


def test_that_a_saved_run_that_diverged_still_says_why_when_it_is_opened(qtbot, saved, user):
    window, path = saved
    with qtbot.waitSignal(window.controller.session_changed, timeout=30_000):
        set_rate_too_high(window)
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000) as ended:
        user.press(window, Qt.Key.Key_F5)
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.press(window, Qt.Key.Key_S, CTRL)
    user.press(window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: told(window) == set(), timeout=20_000)
    window.files.open_path(path)
    (event,) = ended.args
    why = ("diverged", event.layer, "bad", str(event.message))
    qtbot.waitUntil(lambda: why in told(window), timeout=30_000)


def test_that_a_moment_that_can_not_be_read_is_told_and_the_rest_opens(
    qtbot, open_window, user, tmp_path
):
    path = tmp_path / "run.netw"
    save(path, trained())
    damaged(path, layout.kept_training(1))
    window = open_window()
    with qtbot.waitSignal(window.controller.failed, timeout=30_000):
        window.files.open_path(path)
    assert "after step 6 can't be read from “run.netw”" in user.find(window, "noticeText").text()
    assert window.controller.rewind.steps == (0, 12, 18)


def test_that_a_project_that_is_opened_is_not_said_to_have_stopped_as_the_one_before_did(
    qtbot, saved, user
):
    window, path = saved
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000):
        user.press(window, Qt.Key.Key_F5)
    with qtbot.waitSignal(window.files.saved, timeout=20_000):
        user.press(window, Qt.Key.Key_S, CTRL)
    set_rate_too_high(window, more_epochs=50)
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000) as ended:
        user.press(window, Qt.Key.Key_F5)
    assert ended.args[0].reason == "diverged"
    state = window.findChild(QLabel, "stateLabel")
    assert state.text() == "Diverged"
    assert "diverged" in {rule for rule, *_ in told(window)}
    with qtbot.waitSignal(window.controller.session_changed, timeout=30_000):
        window.files.open_path(path)
        answer(qtbot, window, "discard")
    assert state.text() == "Ready"
    qtbot.waitUntil(lambda: bool(told(window)), timeout=10_000)
    assert "diverged" not in {rule for rule, *_ in told(window)}
