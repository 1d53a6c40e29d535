"""What a session tells of a layer equals what autograd has, and asking changes nothing."""

import numpy as np
import pytest
import torch

from engine.catalog.layers import LAYERS
from engine.layer_query import layer_answer
from engine.sample_query import sample_answer
from engine.spec.network import INPUT
from engine.tensor_figures import Part
from engine.text import UserError
from engine.train.step import Step
from engine.weight_edits import change_weights, reinitialise
from tests.engine.train.making import rows, session

NORMED = (
    ("Linear", {"out_features": 8}),
    ("BatchNorm1d", {}),
    ("ReLU", {}),
    ("Linear", {"out_features": 3}),
)


def after_backward(made):
    """The session between backward and step."""
    step = Step(made, made.train_rows.cut(10)[0])
    for phase in (step.zero_grad, step.forward, step.compute_loss, step.backward):
        phase()
    return made


def test_that_weights_and_gradients_are_those_of_autograd():
    made = after_backward(session())
    answer = layer_answer(made, "l1")
    weight = made.model.get_parameter("l1.weight")
    assert np.array_equal(answer.whole["weight"], weight.detach().numpy())
    slope = torch.autograd.grad(
        made.criterion(
            made.model(made.train_rows.x[:10]), [t[:10] for t in made.train_rows.targets]
        )[0],
        weight,
    )[0]
    assert np.allclose(answer.gradients["weight"].values, slope.numpy(), atol=1e-7)
    assert answer.gradients["weight"].norm == pytest.approx(float(slope.norm()))


def test_that_running_statistics_come_with_the_weights_but_have_no_gradient():
    answer = layer_answer(session(NORMED), "l2")
    assert list(answer.tensors) == ["weight", "bias", "running_mean", "running_var"]
    assert list(answer.gradients) == ["weight", "bias"]
    assert set(answer.gradients.values()) == {None}


def test_that_only_an_activation_tells_what_goes_through_it():
    made = session(NORMED)
    assert layer_answer(made, "l1").outputs is None
    answer = layer_answer(made, "l3")
    made.model.eval()
    with torch.no_grad():
        before = made.model.l2(made.model.l1(made.train_rows.x))
    assert np.allclose(answer.inputs, before.numpy(), atol=1e-6)
    assert np.allclose(answer.outputs, before.clamp(min=0).numpy(), atol=1e-6)


def test_that_many_outputs_come_for_fewer_rows():
    wide = (("Linear", {"out_features": 50_000}), ("ReLU", {}), ("Linear", {"out_features": 3}))
    answer = layer_answer(session(wide, rows(40, 6)), "l2")
    assert answer.outputs.shape == (5, 50_000)


def test_that_only_the_tensor_asked_for_is_shown_in_part():
    answer = layer_answer(session(), "l1", "weight", Part(2, 1, 3, 4))
    assert answer.tensors["weight"].picture.cells.shape == (3, 4)
    assert answer.tensors["bias"].picture.cells.shape == (1, 8)


def test_that_asking_leaves_the_running_statistics_and_the_mode():
    made = session(NORMED)
    before = made.weights()
    layer_answer(made, "l3")
    assert all(torch.equal(before[k], v) for k, v in made.weights().items())
    assert made.model.training


SINGLE = [n for n, kind in LAYERS.items() if n != INPUT and kind.arity[0] == 1]
SHAPES = ((6,), (4, 16), (4, 8, 8), (2, 6, 6, 6), (1, 6))


def session_with(kind):
    """A network with this kind on the first shape that it takes."""
    layers = ((kind, {}), ("Flatten", {}), ("Linear", {"out_features": 3}))
    for shape in SHAPES:
        x, y = rows(12, *shape)
        if LAYERS[kind].takes == "indices":
            x = np.abs(x).round()
        try:
            return session(layers, (x, y))
        except UserError:
            continue
    raise AssertionError(f"{kind} takes none of these shapes")


@pytest.mark.parametrize("kind", SINGLE)
def test_that_a_layer_of_any_kind_is_shown_changed_and_put_back(kind):
    made = session_with(kind)
    answer = layer_answer(made, "l1")
    assert sample_answer(made, "l1", "train").output.shape == made.info.layers["l1"].outputs[0]
    if answer.tensors:
        before = made.weights()
        change_weights(made, reinitialise(made, ["l1"], 77).before)
        assert all(torch.equal(before[k], v) for k, v in made.weights().items())
