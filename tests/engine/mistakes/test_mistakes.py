"""Each common mistake does to a suitable project what is said of it, and where it does nothing, that is said."""

from typing import Any

import numpy as np
import pytest
import torch

from engine.mistakes.kinds import MISTAKES
from engine.mistakes.making import MAKING
from engine.mistakes.outcome import Curves, Difference, MistakeAnswer
from engine.mistakes.trial import mistake
from engine.queries import QUERIES
from engine.spec.component import component
from engine.train.checkpoint import same_weights, take
from engine.train.session import Session
from engine.train.step import Step
from engine.walk_query import walk
from tests.engine.train.making import MLP, prepare, project, rows, session

SIGMOIDS = (
    ("Linear", {"out_features": 4}),
    ("Sigmoid", {}),
    ("Linear", {"out_features": 1}),
)
NORMED = (
    ("Linear", {"out_features": 8}),
    ("BatchNorm1d", {}),
    ("ReLU", {}),
    ("Dropout", {"p": 0.5}),
    ("Linear", {"out_features": 3}),
)
ONE_LAYER = (("Linear", {"out_features": 3}),)
TWO_TARGETS = (("Linear", {"out_features": 2}),)


def tried(asked: Session, name: str, steps: int = 40) -> MistakeAnswer:
    """The whole trial, slice by slice."""
    answer = mistake(asked, name, steps=steps)
    while not answer.done:
        answer = mistake(asked, going_on=answer.going_on)
    return answer


def classes_by_side(count: int = 96, noise: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
    """Three classes round three corners, sorted by class."""
    x, y = rows(count, 6)
    y = np.sort(y)
    corners = np.eye(6, dtype=np.float32)[:3] * 2
    return (x * noise + corners[y]).astype(np.float32), y


def learning(**settings: Any) -> Session:
    """A small classifier that learns well when nothing is wrong."""
    chosen = {"optimizer": component("Adam", lr=0.01), "epochs": 30} | settings
    return session(MLP, classes_by_side(), **chosen)


def test_that_every_mistake_can_be_made_and_is_a_question():
    assert {*MAKING, "retain"} == MISTAKES.keys()
    assert QUERIES["mistake"] is mistake


@pytest.mark.parametrize("name", MISTAKES)
def test_that_asking_changes_nothing_in_the_run(name):
    asked = learning()
    before, other = take(asked), learning()
    tried(asked, name, steps=6)
    after = take(asked)
    assert same_weights(before.last, after.last)
    assert all(torch.equal(after.tensors[key], value) for key, value in before.tensors.items())
    assert after.state == before.state == take(other).state


@pytest.mark.parametrize("name", MISTAKES)
def test_that_a_step_that_is_walked_through_goes_on_as_though_nobody_had_asked(name):
    asked, other = learning(), learning()
    for run in (asked, other):
        walk(run, "backward")
    tried(asked, name, steps=4)
    for run in (asked, other):
        assert walk(run, "step").taken
    assert same_weights(take(asked).last, take(other).last)
    assert torch.equal(asked.rng["cpu"], other.rng["cpu"])


def test_that_without_zero_grad_gradients_are_sums_of_all_so_far():
    right = session(TWO_TARGETS, rows(16, 2, classes=0), loss="MSE", batch_size=16)
    made = MAKING["zero_grad"](right).session
    batch = made.train_rows
    wanted = torch.zeros(2, 2)
    for _ in range(3):
        step = Step(made, batch)
        step.zero_grad()
        step.forward()
        step.compute_loss()
        weight = made.model.get_parameter("l1.weight")
        wanted += torch.autograd.grad(step.loss, weight, retain_graph=True)[0]
        step.backward()
        assert torch.allclose(weight.grad, wanted, atol=1e-6)
        step.update()


def test_that_without_zero_grad_the_second_gradient_is_the_first_to_differ():
    made = session(
        TWO_TARGETS,
        rows(32, 6, classes=0),
        loss="MSE",
        optimizer=component("SGD", lr=0.2),
        batch_size=32,
    )
    answer = tried(made, "zero_grad")
    assert answer.difference.step == 2
    assert answer.difference.what == "gradient"
    assert "backward pass of step 2" in str(answer.difference.words)
    assert answer.right.losses[0] == answer.wrong.losses[0]
    assert answer.matters
    assert answer.wrong.end > answer.right.end
    assert answer.why == MISTAKES["zero_grad"].why


def test_that_softmax_twice_shows_in_the_output_and_slows_learning_down():
    answer = tried(learning(), "softmax", steps=90)
    assert (answer.difference.step, answer.difference.what) == (1, "value")
    assert answer.difference.place.startswith("output[")
    assert str(answer.findings[0]) == "Softmax was put behind “l5”."
    assert answer.matters
    assert answer.wrong.losses[-1] > 0.55 > answer.right.losses[-1]  # it can't go below 0.5514


def test_that_a_loss_without_a_softmax_has_none_to_take_twice():
    answer = tried(session(TWO_TARGETS, rows(16, 2, classes=0), loss="MAE"), "softmax")
    assert answer.done
    assert "nothing to take twice" in str(answer.verdict)
    assert answer.why == MISTAKES["softmax"].why


def test_that_a_softmax_that_is_there_already_is_named():
    answer = tried(session([*MLP, ("Softmax", {})]), "softmax")
    assert str(answer.verdict).startswith("The mistake is made already: “l6”")


def test_that_a_sigmoid_is_taken_twice_with_two_classes():
    made = session(SIGMOIDS, rows(16, 2, classes=2), loss="BCEWithLogits")
    answer = tried(made, "softmax", steps=4)
    assert str(answer.findings[0]) == "Sigmoid was put behind “l3”."


def test_that_weights_of_0_get_no_gradient_below_a_relu():
    answer = tried(learning(), "zeros")
    assert (answer.difference.step, answer.difference.what) == (0, "weight")
    assert answer.difference.wrong == 0.0
    assert answer.matters
    assert "l1.weight, l1.bias" in str(answer.findings[0])
    assert "l5.bias" not in str(answer.findings[0])


def test_that_sigmoid_units_that_began_at_0_stay_alike():
    x = rows(32, 2, classes=0)[0]
    y = (x[:, :1] * x[:, 1:]).astype(np.float32)
    prepared = prepare(x, np.hstack([y, y]))
    layers = (*SIGMOIDS[:2], ("Linear", {"out_features": 2}))
    made = Session(project(layers, (2,), "MSE", optimizer=component("SGD", lr=0.5)), prepared)
    answer = tried(made, "zeros", steps=20)
    (alike,) = [str(found) for found in answer.findings if "alike" in str(found)]
    assert alike == "All units are still alike after 20 steps in: l1, l3."


def test_that_a_single_layer_may_begin_at_0():
    answer = tried(session(ONE_LAYER, classes_by_side(), epochs=30), "zeros", steps=300)
    assert not answer.findings
    assert answer.why == MISTAKES["zeros"].harmless
    assert "a single linear layer" in str(answer.why)


def test_that_sorted_rows_want_shuffling():
    answer = tried(learning(optimizer=component("SGD", lr=0.5)), "shuffle", steps=60)
    assert (answer.difference.step, answer.difference.what) == (1, "row")
    assert answer.difference.place.startswith("x[")
    assert str(answer.findings[0]).endswith("rows of 1 of the 3 classes.")
    assert answer.matters


def test_that_a_first_batch_of_all_classes_is_not_called_lopsided():
    answer = tried(learning(batch_size=80), "shuffle", steps=2)
    assert str(answer.findings[0]).endswith("has rows of all 3 classes.")


def test_that_one_batch_of_all_rows_needs_no_shuffling():
    answer = tried(learning(batch_size=96), "shuffle")
    assert "All rows are in one batch" in str(answer.findings[0])
    assert not answer.matters
    assert str(answer.verdict).startswith("No difference worth the name after 40 steps")
    assert answer.why == MISTAKES["shuffle"].harmless


def test_that_a_project_that_does_not_shuffle_makes_the_mistake_already():
    assert "made already" in str(tried(learning(shuffle=False), "shuffle").verdict)


def test_that_validation_in_training_mode_is_another_loss_after_the_same_steps():
    made = session(NORMED, classes_by_side(), validation=24, epochs=4)
    answer = tried(made, "eval", steps=9)
    assert answer.difference.what == "validation"
    assert answer.difference.step == 9
    assert answer.right.losses[:9] == pytest.approx(answer.wrong.losses[:9], abs=0)
    assert answer.matters
    assert "validation loss" in str(answer.verdict)
    assert answer.why == MISTAKES["eval"].why


def test_that_rows_are_validated_even_where_no_epoch_ends():
    made = session(NORMED, classes_by_side(), validation=24, epochs=4)
    answer = tried(made, "eval", steps=2)
    assert [step for step, _ in answer.right.validations] == [2]
    assert answer.difference.what == "validation"


def test_that_eval_changes_nothing_without_layers_that_know_the_mode():
    answer = tried(session(MLP, classes_by_side(), validation=24, epochs=4), "eval")
    assert answer.difference is None
    assert str(answer.verdict) == "Both runs are the same to the last digit."
    assert answer.why == MISTAKES["eval"].harmless
    assert "no validation rows" in str(tried(learning(), "eval").verdict)


def test_that_without_activations_a_product_is_not_learnt():
    x = rows(64, 2, classes=0)[0]
    y = np.sign(x[:, :1] * x[:, 1:]).astype(np.float32)
    layers = (("Linear", {"out_features": 16}), ("Tanh", {}), ("Linear", {"out_features": 2}))
    spec = project(layers, (2,), "MSE", optimizer=component("Adam", lr=0.03), batch_size=64)
    answer = tried(Session(spec, prepare(x, np.hstack([y, y]))), "activation", steps=300)
    assert answer.difference.place.startswith("l2[")
    assert str(answer.findings[0]) == "Left out: l2."
    assert answer.wrong.end > 0.8 > answer.right.end
    assert answer.why == MISTAKES["activation"].why


def test_that_a_last_activation_stays_and_none_may_be_left_to_take_out():
    layers = (("Linear", {"out_features": 3}), ("LogSoftmax", {}))
    answer = tried(session(layers, classes_by_side(), loss="NLL"), "activation")
    assert "no activation between two layers" in str(answer.verdict)


def test_that_a_hundred_times_the_rate_breaks_the_run_off():
    x, y = rows(32, 6, classes=0)
    made = session(TWO_TARGETS, (x, y), loss="MSE", optimizer=component("SGD", lr=0.1))
    answer = tried(made, "lr", steps=400)
    assert answer.difference.what == "updated"
    assert answer.difference.step == 1
    assert answer.wrong.ended is not None
    assert str(answer.verdict).startswith("With the mistake the run breaks off after")
    assert str(answer.findings[0]) == "The learning rate is 10 instead of 0.1."


def test_that_features_in_their_own_units_are_those_of_the_data():
    made = session(MLP, classes_by_side())
    columns = tuple(
        column.replace(shift=5.0, scale=10.0 ** (number - 2))
        for number, column in enumerate(made.prepared.encoder.columns)
    )
    encoder = made.prepared.encoder.replace(columns=columns)
    prepared = type(made.prepared)(
        **{**vars(made.prepared), "encoder": encoder}  # as though it had been scaled so
    )
    scaled = Session(made.project, prepared)
    wrong = MAKING["scale"](scaled).session
    raw = made.prepared.x * 10.0 ** (np.arange(6) - 2) + 5.0
    assert np.allclose(wrong.prepared.x, raw, rtol=1e-5)
    answer = tried(scaled, "scale", steps=90)
    assert answer.difference.what == "row"
    assert "(x0) to" in str(answer.findings[0])
    assert answer.matters
    assert "does not scale" in str(tried(made, "scale").verdict)


def test_that_a_second_backward_raises_what_torch_says():
    answer = tried(learning(), "retain")
    assert "backward through the graph a second time" in answer.raised
    assert "raises an error" in str(answer.verdict)
    assert answer.why == MISTAKES["retain"].why
    assert answer.matters


def test_that_a_trial_that_takes_long_ends_with_what_it_has(monkeypatch):
    monkeypatch.setattr("engine.mistakes.trial._LONGEST", 0.0)
    answer = mistake(learning(), "zero_grad", steps=3000, seconds=0.02)
    assert answer.done
    assert 1 <= len(answer.right.losses) == answer.steps < 3000


def test_that_every_outcome_is_put_in_words():
    place = Difference(3, "gradient", "fc.weight", (0, 1), 0.5, -0.25)
    assert place.place == "fc.weight[0, 1]"
    assert "fc.weight[0, 1] is 0.5 done right, −0.25" in str(place.words)
    lower = MistakeAnswer(
        "lr", 20, Curves(np.full(20, 0.4)), Curves(np.full(20, 0.1)), done=True, difference=place
    )
    assert str(lower.verdict).startswith(
        "Here the mean loss of the last 10 of 20 steps is even lower"
    )
    assert lower.why == MISTAKES["lr"].harmless
