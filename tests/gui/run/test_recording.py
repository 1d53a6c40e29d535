"""Which run the steps of this window belong to, and that they all come into the file of runs."""

import numpy as np
import pytest

from engine.files.project_file import load
from engine.runs.place import runs_file, weights_file
from engine.runs.reading import RunReader
from engine.runs.store import RunStore
from engine.spec.component import component
from gui.run.recording import RunRecorder
from gui.run.state import RunState
from tests.engine.runs.making import assert_same
from tests.gui.run.conftest import iris, train_to_the_end


@pytest.fixture
def recorded(bench):
    """A bench whose runs are recorded."""
    made = []

    def make(project):
        at = bench(project)
        at.recorder = RunRecorder(at.document, at.controller, runs_file(), at.controller)
        # The session of the bench was opened before anyone recorded.
        at.recorder._session_changed(at.controller.session)
        made.append(at)
        return at

    yield make
    for at in made:
        assert at.recorder.close(20)


@pytest.fixture
def listed(qtbot):
    """The runs in the file, once everything is written."""
    stores = []

    def runs(at):
        qtbot.waitUntil(lambda: at.recorder._recording.is_idle, timeout=20_000)
        store = RunStore(runs_file())
        stores.append(store)
        at.runs = store
        return store.runs()

    yield runs
    for store in stores:
        store.close()


def train(qtbot, at, **training):
    """Trains to the end, with other settings where there are any."""
    if training:
        changed = at.document.project.training.replace(**training)
        with qtbot.waitSignal(at.controller.session_changed, timeout=30_000):
            at.document.set_training(changed, "Settings")
    return train_to_the_end(qtbot, at.controller)


def test_that_a_run_is_recorded_with_all_its_points_and_its_weights(qtbot, recorded, listed):
    at = recorded(iris(epochs=3))
    ended = train(qtbot, at)
    (run,) = listed(at)
    assert (run.state, run.standing.steps, run.parent) == ("finished", ended.step, "")
    assert run.id == at.recorder.current
    assert_same(RunReader(at.runs, run.id).history(), at.controller.history)
    qtbot.waitUntil(weights_file(at.runs.path, run.id).exists)
    kept = load(weights_file(at.runs.path, run.id))
    assert kept.project == at.controller.session.project
    assert kept.checkpoint.state["step"] == ended.step


def test_that_more_epochs_are_the_same_run(qtbot, recorded, listed):
    at = recorded(iris(epochs=2))
    train(qtbot, at)
    ended = train(qtbot, at, epochs=4)
    (run,) = listed(at)
    assert (run.planned, run.standing.epochs, run.standing.steps) == (4, 4, ended.step)
    assert_same(RunReader(at.runs, run.id).history(), at.controller.history)


def test_that_going_on_with_another_rate_is_a_branch(qtbot, recorded, listed):
    at = recorded(iris(epochs=2))
    first = train(qtbot, at)
    optimizer = at.document.project.training.optimizer.replace(params={"lr": 0.5})
    train(qtbot, at, epochs=3, optimizer=optimizer)
    trunk, branch = listed(at)
    assert (branch.parent, branch.parent_step) == (trunk.id, first.step)
    assert trunk.standing.steps == first.step
    assert_same(RunReader(at.runs, branch.id).history(), at.controller.history)


def test_that_going_on_from_before_more_epochs_is_a_branch(qtbot, recorded, listed):
    at = recorded(iris(epochs=2))
    first = train(qtbot, at)
    train(qtbot, at, epochs=3)
    with qtbot.waitSignal(at.controller.session_changed, timeout=30_000):
        at.document.undo_stack.undo()
    assert at.controller.history.step_count == first.step
    optimizer = at.document.project.training.optimizer.replace(params={"lr": 0.5})
    train(qtbot, at, epochs=4, optimizer=optimizer)
    trunk, branch = listed(at)
    assert (branch.parent, branch.parent_step) == (trunk.id, first.step)
    assert trunk.standing.epochs == 3
    assert branch.standing.epochs == 4


def test_that_beginning_anew_is_a_run_of_its_own(qtbot, recorded, listed):
    at = recorded(iris(epochs=2))
    train(qtbot, at)
    with qtbot.waitSignal(at.controller.session_changed, timeout=30_000):
        at.controller.reset()
    train(qtbot, at)
    train(qtbot, at)  # all epochs are done: begins anew by itself
    runs = listed(at)
    assert [run.parent for run in runs] == [""] * 3
    losses = [RunReader(at.runs, run.id).series("steps", "loss") for run in runs]
    np.testing.assert_array_equal(losses[0], losses[1])
    np.testing.assert_array_equal(losses[0], losses[2])


def test_that_walked_steps_are_in_the_file_and_those_undone_are_not(qtbot, recorded, listed):
    at = recorded(iris(epochs=3))
    walk = at.controller.walk
    for _ in range(3):
        with qtbot.waitSignal(walk.changed, timeout=20_000):
            walk.next_batch()
    (run,) = listed(at)
    assert (run.state, run.standing.steps) == ("paused", 2)
    with qtbot.waitSignal(walk.changed, timeout=20_000):
        walk.step_back()
    (run,) = listed(at)
    assert run.standing.steps == 1
    assert_same(RunReader(at.runs, run.id).history(), at.controller.history)


def test_that_a_paused_run_is_paused_in_the_file(qtbot, recorded, listed):
    at = recorded(iris(epochs=100_000))
    with qtbot.waitSignal(at.controller.progressed, timeout=10_000):
        at.controller.train()
    with qtbot.waitSignal(at.controller.weights_changed, timeout=10_000):
        at.controller.pause()
    qtbot.waitUntil(lambda: at.controller.history.step_count == at.controller.step)
    (run,) = listed(at)
    assert run.state == "paused"
    assert run.is_live
    assert run.standing.steps == at.controller.history.step_count


def test_that_what_is_under_way_is_written_when_the_window_closes(qtbot, recorded):
    at = recorded(iris(epochs=100_000))
    with qtbot.waitSignal(at.controller.progressed, timeout=10_000):
        at.controller.train()
    qtbot.waitUntil(lambda: at.controller.history.step_count > 20)
    assert at.recorder.close(20)
    store = RunStore(runs_file())
    (run,) = store.runs()
    store.close()
    assert run.state == "stopped"
    assert run.standing.steps >= 20


def test_that_a_file_which_can_not_be_written_is_said_once_and_training_goes_on(
    qtbot, bench, tmp_path
):
    (tmp_path / "file").touch()
    at = bench(iris(epochs=3))
    recorder = RunRecorder(
        at.document, at.controller, tmp_path / "file" / "runs.sqlite", at.controller
    )
    told = []
    recorder.told.connect(told.append)
    with qtbot.waitSignal(recorder.told, timeout=20_000):
        assert train_to_the_end(qtbot, at.controller).reason == "finished"
    assert recorder.close(20)
    assert len(told) == 1
    assert "not recorded" in str(told[0])


def moments(at):
    """The steps behind the first one that the run can go back to."""
    return [step for step, _ in at.controller.history.kept if step > 0]


def test_that_going_back_to_a_moment_is_a_branch(qtbot, recorded, listed):
    at = recorded(iris(epochs=100_000))
    at.controller.train()
    qtbot.waitUntil(lambda: moments(at) != [], timeout=30_000)
    with qtbot.waitSignal(at.controller.run_ended, timeout=10_000):
        at.controller.stop()
    whole, step = at.controller.history, moments(at)[0]
    with qtbot.waitSignal(at.controller.run_started, timeout=30_000):
        at.controller.go_on_from(step)
    qtbot.waitUntil(lambda: at.controller.history.step_count > step + 10, timeout=10_000)
    with qtbot.waitSignal(at.controller.run_ended, timeout=10_000):
        at.controller.stop()
    trunk, branch = listed(at)
    assert (branch.parent, branch.parent_step) == (trunk.id, step)
    assert_same(RunReader(at.runs, trunk.id).history(), whole)
    assert_same(RunReader(at.runs, branch.id).history(), at.controller.history)


def discard_some_steps(qtbot, at):
    begun = at.controller.history.step_count
    at.controller.train()
    qtbot.waitUntil(lambda: at.controller.history.step_count > begun + 10, timeout=20_000)
    with qtbot.waitSignal(at.controller.session_changed, timeout=30_000):
        at.controller.stop("discard")


def test_that_a_discarded_run_is_told_to_go_once_it_is_written_and_the_next_one_is_another(
    qtbot, recorded, listed
):
    at = recorded(iris(epochs=100_000))
    with qtbot.waitSignal(at.recorder.dropped, timeout=30_000) as dropped:
        discard_some_steps(qtbot, at)
    assert at.controller.history.step_count == 0
    at.document.set_training(at.document.project.training.replace(epochs=2), "Short")
    train_to_the_end(qtbot, at.controller)
    discarded, kept = listed(at)
    assert dropped.args == [discarded.id]
    assert (discarded.state, discarded.standing.steps > 0) == ("stopped", True)
    assert (kept.state, kept.parent, kept.standing.epochs) == ("finished", "", 2)


def test_that_discarding_more_epochs_leaves_the_run_as_it_was_and_it_can_go_on(
    qtbot, recorded, listed
):
    at = recorded(iris(epochs=2))
    first = train(qtbot, at)
    with qtbot.waitSignal(at.controller.session_changed, timeout=30_000):
        more = at.document.project.training.replace(epochs=100_000)
        at.document.set_training(more, "More")
    discard_some_steps(qtbot, at)
    (run,) = listed(at)
    assert (run.state, run.standing.steps) == ("finished", first.step)
    assert_same(RunReader(at.runs, run.id).history(), at.controller.history)
    qtbot.waitUntil(
        lambda: load(weights_file(at.runs.path, run.id)).checkpoint.state["step"] == first.step,
        timeout=20_000,
    )
    train(qtbot, at, epochs=3)
    (run,) = listed(at)
    assert (run.state, run.standing.epochs) == ("finished", 3)
    assert_same(RunReader(at.runs, run.id).history(), at.controller.history)


def test_that_discarding_a_branch_leaves_the_run_it_came_from(qtbot, recorded, listed):
    at = recorded(iris(epochs=2))
    first = train(qtbot, at)
    with qtbot.waitSignal(at.controller.session_changed, timeout=30_000):
        rate = at.document.project.training.optimizer.replace(params={"lr": 0.5})
        branch = at.document.project.training.replace(epochs=100_000, optimizer=rate)
        at.document.set_training(branch, "Another rate")
    with qtbot.waitSignal(at.recorder.dropped, timeout=30_000) as dropped:
        discard_some_steps(qtbot, at)
    train(qtbot, at, epochs=3)
    trunk, discarded, after = listed(at)
    assert trunk.standing.steps == first.step
    assert dropped.args == [discarded.id]
    assert (after.parent, after.parent_step) == (trunk.id, first.step)
    assert_same(RunReader(at.runs, after.id).history(), at.controller.history)


def test_that_two_windows_train_at_once(qtbot, recorded, listed):
    first, second = recorded(iris(epochs=100_000)), recorded(iris(epochs=100_000))
    for at in (first, second):
        with qtbot.waitSignal(at.controller.progressed, timeout=10_000):
            at.controller.train()
    qtbot.waitUntil(lambda: first.controller.history.step_count > 500, timeout=20_000)
    for at in (first, second):
        with qtbot.waitSignal(at.controller.run_ended, timeout=20_000):
            at.controller.stop()
    listed(first)
    for at in (first, second):
        listed(at)
        found = RunReader(at.runs, at.recorder.current).history()
        assert_same(found, at.controller.history)


def test_that_a_branch_with_other_settings_says_where_it_begins(qtbot, recorded, listed):
    at = recorded(iris(epochs=100_000))
    at.controller.run_to(50)
    qtbot.waitUntil(lambda: at.controller.state is RunState.PAUSED, timeout=30_000)
    at.controller.rewind.look(0)
    qtbot.waitUntil(lambda: at.controller.rewind.looking is not None, timeout=30_000)
    faster = at.document.project.training.replace(optimizer=component("Adam", lr=0.05), epochs=9)
    at.document.set_training(faster, "Faster")
    with qtbot.waitSignal(at.controller.run_started, timeout=30_000):
        at.controller.go_on_from(0)
    qtbot.waitUntil(lambda: at.controller.state is RunState.IDLE, timeout=30_000)
    trunk, branch = listed(at)
    assert (branch.parent, branch.parent_step) == (trunk.id, 0)
    assert RunReader(at.runs, trunk.id).history().settings == []
