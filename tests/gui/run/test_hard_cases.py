"""The run when things go wrong, come late or come twice."""

import pytest

from engine import edits
from engine.text import text
from gui.data_store import DataStore
from gui.document import Document
from gui.run.controller import RunController
from gui.run.messages import SessionFailed
from gui.run.state import RunState
from gui.run.worker import SESSIONS_KEPT
from tests.gui.run.conftest import iris, train_to_the_end


def set_epochs(document, epochs):
    training = document.project.training
    document.set_training(training.replace(epochs=epochs), "Epochs")


def test_that_another_project_is_not_trained_because_the_one_before_was_waiting(qtbot):
    document = Document(iris())
    store = DataStore(document)
    controller = RunController(document, store)
    try:
        controller.train()
        assert controller.state is RunState.PREPARING
        controller.open_saved(None, None)
        document.load(iris(epochs=7), None)
        assert controller.state is RunState.IDLE
        with qtbot.waitSignal(controller.session_changed, timeout=30_000):
            controller.start_engine()
        assert controller.state is RunState.IDLE
        assert controller.session.project.training.epochs == 7
    finally:
        assert controller.shut_down(20_000)
        store.close()


def test_that_undo_goes_back_to_the_history_that_belongs_to_the_weights(qtbot, bench):
    at = bench(iris(epochs=2))
    train_to_the_end(qtbot, at.controller)
    set_epochs(at.document, 3)
    train_to_the_end(qtbot, at.controller)
    assert at.controller.history.epoch_count == 3
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000):
        at.document.undo_stack.undo()
    assert at.controller.step == at.controller.history.step_count == 2 * 7
    set_epochs(at.document, 4)
    train_to_the_end(qtbot, at.controller)
    assert at.controller.history.step_count == at.controller.step == 4 * 7
    assert at.controller.history.epoch_count == 4


def test_that_no_more_histories_are_kept_than_sessions(qtbot, bench):
    at = bench(iris(epochs=1))
    for bias in range(SESSIONS_KEPT + 2):
        with qtbot.waitSignal(at.controller.session_changed, timeout=10_000):
            at.document.edit_network("Size", edits.set_param, "l2", "out_features", 5 + bias)
    assert len(vars(vars(at.controller)["_sessions"])["_histories"]) == SESSIONS_KEPT


def test_that_a_late_failure_of_an_earlier_state_refuses_nothing(qtbot, bench):
    at = bench(iris(epochs=1))
    before = at.document.project
    set_epochs(at.document, 2)
    at.controller.sync_now()
    engine = at.controller.findChild(type(at.controller.__dict__["_engine"]))
    engine.received.emit([SessionFailed(before, text("No data"))])
    assert at.controller.problem is None
    assert train_to_the_end(qtbot, at.controller).reason == "finished"


def test_that_without_torch_train_says_so_and_does_not_wait_for_ever(qtbot, monkeypatch):
    def missing():
        raise ImportError("No module named 'torch'")

    monkeypatch.setattr("gui.run.warmup.warm_up", missing)
    document = Document(iris())
    store = DataStore(document)
    controller = RunController(document, store)
    try:
        with qtbot.waitSignal(controller.failed, timeout=10_000) as failed:
            controller.train()
            controller.start_engine()
        assert "torch" in str(failed.args[0])
        assert controller.state is RunState.IDLE
        with qtbot.waitSignal(controller.failed, timeout=1000):
            controller.train()
        with qtbot.waitSignal(controller.ask_failed, timeout=1000):
            controller.ask("layer", layer="l2")
    finally:
        assert controller.shut_down(20_000)
        store.close()


def test_that_an_error_in_the_engines_thread_is_told_and_the_thread_lives_on(
    qtbot, bench, monkeypatch
):
    at = bench(iris(epochs=1))

    def no_room(*_args):
        raise MemoryError("no room")

    with monkeypatch.context() as patch:
        patch.setattr("engine.train.session.Session", no_room)
        with qtbot.waitSignal(at.controller.failed, timeout=10_000) as failed:
            at.controller.reset(fresh=True)
    assert "no room" in str(failed.args[0])
    assert train_to_the_end(qtbot, at.controller).reason == "finished"


def test_what_counts_as_unsaved(qtbot, bench, tmp_path):
    at = bench(iris(epochs=100_000))
    assert not at.document.unsaved
    with qtbot.waitSignal(at.document.unsaved_changed, timeout=10_000):
        at.controller.train()
    assert at.document.unsaved
    at.document.mark_saved(tmp_path / "iris.netw")
    with qtbot.waitSignal(at.document.unsaved_changed, timeout=10_000):
        pass  # the run has gone on since
    assert at.document.unsaved
    with qtbot.waitSignal(at.controller.run_ended, timeout=10_000):
        at.controller.stop()
    at.document.mark_saved(tmp_path / "iris.netw")
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000):
        at.controller.reset()
    assert at.controller.step == 0
    assert at.document.unsaved


@pytest.mark.parametrize("state", [RunState.TRAINING, RunState.PAUSED])
def test_that_stop_ends_the_run_from_any_state(qtbot, bench, state):
    at = bench(iris(epochs=100_000))
    with qtbot.waitSignal(at.controller.progressed, timeout=10_000):
        at.controller.train()
    if state is RunState.PAUSED:
        at.controller.pause()
    qtbot.waitUntil(lambda: at.controller.state is state, timeout=10_000)
    with qtbot.waitSignal(at.controller.run_ended, timeout=10_000) as ended:
        at.controller.stop()
        at.controller.stop()
        at.controller.pause()
    assert ended.args[0].reason == "stopped"
    assert at.controller.state is RunState.IDLE


def test_that_a_file_that_could_not_be_opened_does_not_keep_the_project_from_training(qtbot, bench):
    at = bench(iris(epochs=1))
    with qtbot.waitSignal(at.store.changed, check_params_cb=lambda: at.store.error is not None):
        at.store.open_path("/nowhere/x.csv")
    assert train_to_the_end(qtbot, at.controller).reason == "finished"


def test_that_a_project_that_is_opened_again_has_nothing_of_the_run_before(qtbot, bench):
    at = bench(iris(epochs=1))
    train_to_the_end(qtbot, at.controller)
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000):
        at.controller.open_saved(None, None)
        at.document.load(at.document.project, None)
    assert (at.controller.step, at.controller.history.step_count) == (0, 0)
    assert at.controller.session.kept == ()
