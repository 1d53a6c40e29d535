"""A run brought back: as a copy with its weights and history, on the plots, from another program."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.files.project_file import load
from engine.runs.place import runs_file, weights_file
from engine.runs.points import PointWriter
from engine.runs.reading import RunReader
from engine.runs.run import Standing
from engine.runs.store import RunStore
from engine.text import text
from gui.inspector.copy_weights import TensorsDialog
from gui.runs.overlays import MOST
from gui.runs.words import run_name
from tests.engine.runs.making import add_steps, assert_same, begun, loss_at, new_run, project

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def trained(open_window, user, qtbot):
    """A window whose example was trained for two epochs, with the list of runs open."""
    window = open_window()
    training = window.document.project.training.replace(epochs=2)
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        window.document.set_training(training, "Short")
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000):
        user.press(window, Qt.Key.Key_F5)
    user.click(window, "runsButton")
    table = window.runs.drawer.table
    qtbot.waitUntil(lambda: table.shown_count == 1, timeout=10_000)
    run = window.runs.watch.runs[0]
    qtbot.waitUntil(weights_file(runs_file(), run.id).exists, timeout=10_000)
    qtbot.waitUntil(lambda: window.runs.watch.run(run.id).state == "finished", timeout=10_000)
    return window, run


def begin_anew(qtbot, window):
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        window.controller.reset()


def test_that_a_restored_run_has_its_project_weights_and_history(trained, user, qtbot):
    window, run = trained
    project, history = window.document.project, window.controller.history
    kept = load(weights_file(runs_file(), run.id))
    begin_anew(qtbot, window)
    training = project.training.replace(epochs=9)
    window.document.set_training(training, "Other")
    window.document.mark_saved(Path("elsewhere.netw"))
    window.runs.drawer.table.select([run.id])
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        user.click(window, "runsRestore")
    assert window.document.project == project
    assert window.document.path is None
    assert_same(window.controller.history, history)
    assert (window.controller.session.epoch, window.controller.session.step) == (
        2,
        kept.checkpoint.state["step"],
    )


def test_that_unsaved_changes_are_asked_about_first(trained, user, qtbot):
    window, run = trained
    before = window.document.project
    assert window.document.unsaved
    window.runs.drawer.table.select([run.id])
    user.click(window, "runsRestore")
    qtbot.waitUntil(lambda: user.find(window, "question").isVisible())
    user.click(window, "answer-cancel")
    assert window.document.project is before


def test_that_what_goes_on_from_a_restored_run_is_its_branch(trained, user, qtbot):
    window, run = trained
    steps = run.standing.steps or window.controller.history.step_count
    window.document.mark_saved(Path("elsewhere.netw"))
    window.runs.drawer.table.select([run.id])
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        user.click(window, "runsRestore")
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000):
        user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(window.runs.watch.runs) == 2, timeout=10_000)
    branch = window.runs.watch.runs[1]
    qtbot.waitUntil(lambda: window.runs.watch.run(branch.id).state == "finished", timeout=10_000)
    assert (branch.parent, branch.parent_step) == (run.id, steps)
    found = RunReader(window.runs.watch.store, branch.id).history()
    assert_same(found, window.controller.history)


def test_that_a_ticked_run_is_drawn_behind_the_next_one(trained, user, qtbot):
    window, run = trained
    first = window.controller.history
    page = window.workspace.page("monitor")
    window.runs.drawer.table.select([run.id])
    user.press(window.runs.drawer.table, Qt.Key.Key_Space)
    assert page._source.overlays == ()  # it is the page's own
    begin_anew(qtbot, window)
    (overlay,) = page._source.overlays
    assert_same(overlay.history, first)
    assert overlay.name.endswith(" 1")
    window.runs.watch.rename(run.id, "before")
    assert page._source.overlays[0].name == "before"
    user.press(window.runs.drawer.table, Qt.Key.Key_Space)
    assert page._source.overlays == ()


def test_that_a_run_of_another_process_is_drawn_while_it_trains(trained, user, qtbot, tmp_path):
    window, _ = trained
    path = tmp_path / "other.netw"
    made = "new --data iris --hidden 8 --seed 1 --output".split()
    subprocess.run([sys.executable, "main.py", *made, str(path)], cwd=ROOT, check=True)
    child = subprocess.Popen(
        [sys.executable, "main.py", "train", str(path), "--epochs", "1000000"], cwd=ROOT
    )
    try:
        qtbot.waitUntil(lambda: len(window.runs.watch.runs) == 2, timeout=60_000)
        other = window.runs.watch.runs[1]
        assert other.state == "running"
        window.runs.overlays.turn(other.id, True)
        page = window.workspace.page("monitor")
        (overlay,) = page._source.overlays
        before = overlay.history.step_count
        qtbot.waitUntil(lambda: overlay.history.step_count > before, timeout=30_000)
    finally:
        child.kill()
        child.wait()
    qtbot.waitUntil(lambda: window.runs.watch.run(other.id).state == "interrupted", timeout=30_000)
    page_history = page._source.overlays[0].history
    # Killed between the two, a process has written points that its line in the list does not count yet.
    qtbot.waitUntil(
        lambda: page_history.step_count >= window.runs.watch.run(other.id).standing.steps,
        timeout=30_000,
    )
    assert np.isfinite(page_history.steps["loss"].values).all()


@pytest.fixture
def file():
    store = RunStore(runs_file())
    yield store
    store.close()


def record(store, **settings):
    """A finished run whose weights were never kept."""
    new = new_run(project=project(**settings))
    store.begin(new)
    history = add_steps(begun(), 10)
    PointWriter(store, new.id).write(history)
    store.note(new.id, Standing.of(history), "finished")
    return new


def test_that_more_curves_than_can_be_told_apart_are_refused(open_window, user, qtbot, file):
    ids = [record(file).id for _ in range(MOST + 1)]
    window = open_window()
    user.click(window, "runsButton")
    qtbot.waitUntil(lambda: window.runs.drawer.table.shown_count == MOST + 1, timeout=10_000)
    for run_id in ids:
        window.runs.overlays.turn(run_id, True)
    assert window.runs.overlays.ids == set(ids[:MOST])
    assert "At most 12" in user.find(window, "noticeText").text()


def test_that_a_run_without_weights_opens_its_project(open_window, user, qtbot, file):
    new = record(file, batch_size=7)
    window = open_window()
    user.click(window, "runsButton")
    qtbot.waitUntil(lambda: window.runs.drawer.table.shown_count == 1, timeout=10_000)
    window.runs.drawer.table.select([new.id])
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        user.click(window, "runsRestore")
    assert window.document.project == new.project
    assert window.controller.session.step == 0
    notice = user.find(window, "noticeText")
    assert notice.isVisible()
    assert "weights of this run were not kept" in notice.text()


def test_that_a_run_without_weights_says_how_it_ended(open_window, user, qtbot, file):
    new = new_run()
    file.begin(new)
    file.note(new.id, Standing(), "failed", text("There was not enough memory."))
    window = open_window()
    user.click(window, "runsButton")
    qtbot.waitUntil(lambda: window.runs.drawer.table.shown_count == 1, timeout=10_000)
    window.runs.drawer.table.select([new.id])
    user.click(window, "runsRestore")
    notice = user.find(window, "noticeText")
    assert notice.isVisible()
    assert notice.text().endswith("There was not enough memory.")


def test_that_a_run_that_diverged_still_says_why_when_it_is_restored(open_window, user, qtbot):
    window = open_window()
    training = window.document.project.training
    optimizer = training.optimizer.replace(params={**training.optimizer.params, "lr": 1e12})
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        window.document.set_training(training.replace(optimizer=optimizer), "Too high")
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000) as ended:
        user.press(window, Qt.Key.Key_F5)
    (event,), history = ended.args, window.controller.history
    assert event.reason == "diverged"
    user.click(window, "runsButton")
    qtbot.waitUntil(lambda: len(window.runs.watch.runs) == 1, timeout=10_000)
    run = window.runs.watch.runs[0]
    qtbot.waitUntil(weights_file(runs_file(), run.id).exists, timeout=10_000)
    qtbot.waitUntil(lambda: window.runs.watch.run(run.id).state == "diverged", timeout=10_000)
    window.document.mark_saved(Path("elsewhere.netw"))
    window.files.new()
    qtbot.waitUntil(lambda: window.controller.history.step_count == 0, timeout=10_000)
    window.document.mark_saved(Path("elsewhere.netw"))
    window.runs.drawer.table.select([run.id])
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        user.click(window, "runsRestore")
    assert_same(window.controller.history, history)
    page = window.workspace.page("monitor")
    qtbot.waitUntil(lambda: bool(page._doctor.found), timeout=10_000)
    said = page._doctor.found[0]
    assert (said.rule, said.about, said.message) == ("diverged", event.layer, event.message)
    assert said.fixes, "it can be mended with a click"


def test_that_figures_are_exported(open_window, user, qtbot, file, tmp_path):
    new = record(file)
    window = open_window()
    user.click(window, "runsButton")
    qtbot.waitUntil(lambda: window.runs.drawer.table.shown_count == 1, timeout=10_000)
    window.runs.drawer.table.select([new.id])
    window.runs.drawer.findChild(QAction, "exportStepsRunAction").trigger()
    user.choose_file(window, tmp_path / "figures.csv")
    qtbot.waitUntil((tmp_path / "figures.csv").exists, timeout=10_000)
    lines = (tmp_path / "figures.csv").read_text().splitlines()
    assert len(lines) == 11
    assert lines[3].split(",")[:2] == ["3", str(loss_at(3))]


def test_that_a_layers_weights_come_from_a_run(trained, user, qtbot):
    window, run = trained
    layer = window.document.project.network.named("fc1").id
    kept = load(weights_file(runs_file(), run.id)).checkpoint.best
    begin_anew(qtbot, window)
    window.selection.set([layer])
    user.click(window, "layerCopyWeights")
    entry = window.inspector.findChild(QAction, "copyWeightsFromRun0")
    assert entry.text() == run_name(run)
    entry.trigger()
    qtbot.waitUntil(lambda: window.findChild(TensorsDialog) is not None, timeout=10_000)
    assert window.inspector.findChild(QMenu, "copyWeightsMenu").close()
    with qtbot.waitSignal(window.controller.weights_changed, timeout=10_000):
        user.click(window.findChild(TensorsDialog), "copyWeightsAccept")
    with qtbot.waitSignal(
        window.controller.answered, timeout=10_000, check_params_cb=lambda kind, _: kind == "layer"
    ) as answered:
        window.controller.ask("layer", layer=layer)
    np.testing.assert_array_equal(answered.args[1].whole["weight"], kept["fc1.weight"].numpy())
