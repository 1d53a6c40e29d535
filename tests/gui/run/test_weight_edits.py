"""Weights changed by hand through the real engine: idle, while training, undone and redone."""

import numpy as np
import pytest

from engine import edits
from gui.run.state import RunState
from gui.run.weight_edits import WeightEdits
from tests.gui.run.conftest import iris, train_to_the_end


@pytest.fixture
def hand(bench):
    """Changes weights of the first Linear layer by hand; `read` gives them."""

    class Hand:
        def __init__(self, epochs=5):
            self.at = bench(iris(epochs=epochs))
            self.document, self.controller = self.at.document, self.at.controller
            self.edits = WeightEdits(self.document, self.controller)
            self.refusals = []
            self.document.refused.connect(lambda message: self.refusals.append(str(message)))

    return Hand


def answer_of(qtbot, controller, kind):
    return qtbot.waitSignal(
        controller.answered, timeout=10_000, check_params_cb=lambda found, _: found == kind
    )


def weights(qtbot, controller, layer="l2"):
    with answer_of(qtbot, controller, "layer") as answered:
        controller.ask("layer", layer=layer)
    return answered.args[1].whole


def changed(qtbot, hand, act):
    with qtbot.waitSignal(hand.controller.weights_changed, timeout=10_000):
        act()


def test_that_a_number_is_set_and_undone_and_redone(qtbot, hand):
    h = hand()
    before = weights(qtbot, h.controller)["weight"]
    changed(qtbot, h, lambda: h.edits.set_number("l2", "weight", 5, 0.125, "fc1.weight[1,1]"))
    assert weights(qtbot, h.controller)["weight"][1, 1] == 0.125
    stack = h.document.undo_stack
    assert stack.undoText() == "Set fc1.weight[1,1]"
    assert h.document.unsaved
    changed(qtbot, h, stack.undo)
    assert np.array_equal(weights(qtbot, h.controller)["weight"], before)
    changed(qtbot, h, stack.redo)
    assert weights(qtbot, h.controller)["weight"][1, 1] == 0.125


def test_that_numbers_set_in_quick_succession_are_all_kept(qtbot, hand):
    h = hand()
    for at in range(4):
        h.edits.set_number("l2", "bias", at, float(at), f"fc1.bias[{at}]")
    stack = h.document.undo_stack
    qtbot.waitUntil(lambda: stack.count() == 4, timeout=10_000)
    assert weights(qtbot, h.controller)["bias"][:4].tolist() == [0, 1, 2, 3]
    assert [stack.text(i) for i in range(4)] == [f"Set fc1.bias[{i}]" for i in range(4)]


def test_that_weights_change_while_training_goes_on(qtbot, hand):
    h = hand(epochs=100_000)
    with qtbot.waitSignal(h.controller.progressed, timeout=10_000):
        h.controller.train()
    changed(qtbot, h, lambda: h.edits.set_number("l4", "bias", 0, 40.0, "fc2.bias[0]"))
    assert h.controller.state is RunState.TRAINING
    assert weights(qtbot, h.controller, "l4")["bias"][0] == pytest.approx(40, abs=5)
    with qtbot.waitSignal(h.controller.progressed, timeout=10_000):
        pass
    with qtbot.waitSignal(h.controller.run_ended, timeout=10_000):
        h.controller.stop()


def test_that_fresh_weights_are_undone(qtbot, hand):
    h = hand(epochs=2)
    fresh = weights(qtbot, h.controller)["weight"]
    train_to_the_end(qtbot, h.controller)
    trained = weights(qtbot, h.controller)["weight"]
    seed = h.document.project.training.seed
    changed(qtbot, h, lambda: h.edits.reinitialise(["l2", "l4"], seed))
    assert np.array_equal(weights(qtbot, h.controller)["weight"], fresh)
    assert h.document.undo_stack.undoText() == "Reinitialise 2 layers"
    changed(qtbot, h, h.document.undo_stack.undo)
    assert np.array_equal(weights(qtbot, h.controller)["weight"], trained)
    changed(qtbot, h, lambda: h.edits.reinitialise(["l2"]))
    assert not np.array_equal(weights(qtbot, h.controller)["weight"], trained)


def test_that_undo_across_an_edit_finds_the_weights_that_belong_there(qtbot, hand):
    h = hand()
    stack = h.document.undo_stack
    before = weights(qtbot, h.controller)["weight"]
    changed(qtbot, h, lambda: h.edits.set_number("l2", "weight", 0, 0.5, "fc1.weight[0,0]"))
    with qtbot.waitSignal(h.controller.session_changed, timeout=10_000) as opened:
        h.document.edit_network("Narrow", edits.set_param, "l4", "bias", False)
    assert opened.args[0].kept == ("fc1",)
    assert weights(qtbot, h.controller)["weight"][0, 0] == 0.5
    stack.undo()
    with answer_of(qtbot, h.controller, "put weights"):
        stack.undo()  # at once: the session of the network before is opened first
    assert np.array_equal(weights(qtbot, h.controller)["weight"], before)
    assert h.refusals == []


def test_that_what_cant_be_is_said_and_is_no_step_of_undo(qtbot, hand):
    h = hand()
    with qtbot.waitSignal(h.document.refused, timeout=10_000):
        h.edits.set_number("l2", "weight", 0, 1e39, "fc1.weight[0,0]")
    assert h.refusals == ["fc1.weight takes finite numbers only, not infinity or NaN."]
    assert h.document.undo_stack.count() == 0
    with qtbot.waitSignal(h.controller.session_failed, timeout=10_000):
        h.document.edit_network("Break", edits.set_param, "l4", "out_features", 2)
    with qtbot.waitSignal(h.document.refused, timeout=10_000):
        h.edits.set_number("l2", "weight", 0, 1.0, "fc1.weight[0,0]")
    assert "Mend what its cards say" in h.refusals[-1]


def test_that_a_change_of_a_project_that_is_gone_is_no_step_of_the_next_one(qtbot, hand):
    h = hand()
    with answer_of(qtbot, h.controller, "change weights"):
        h.edits.set_number("l2", "bias", 0, 1.0, "fc1.bias[0]")
        h.document.load(iris(epochs=9), None)
    assert h.document.undo_stack.count() == 0
    assert not h.document.unsaved
