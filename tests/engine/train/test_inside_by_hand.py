"""Steps that were worked out by hand, derived digit by digit."""

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell
from engine.spec.component import component
from engine.train.inside import Inside
from engine.train.session import Session
from engine.walk_query import walk
from engine.why import derivation
from engine.why_query import why
from tests.engine.test_examples import session_of
from tests.engine.train.making import prepare, project
from tests.engine.train.running import walked


def test_that_one_neuron_s_gradient_comes_out_as_in_the_textbook():
    x = np.array([[1.0], [2.0], [3.0]], np.float32)
    weights = {
        "weight": component("values", values=(-0.2505,)),
        "bias": component("values", values=(0.9166,)),
    }
    one = project((("Linear", {"out_features": 1}),), (1,), "MSE")
    neuron = one.network.layers[1].replace(init=weights)
    network = one.network.replace(layers=(one.network.layers[0], neuron))
    data = prepare(x, x + np.float32(0.5))
    step = walked(Session(one.replace(network=network), data), dtype=torch.float32)
    found = derivation(Inside(step).story, Cell("l1.weight", (0, 0), "gradient"))
    (stage,) = found.stages
    assert stage.symbol == "∂L/∂w[0,0]"
    assert found.value == pytest.approx(-10.004933, abs=5e-6)
    arriving = sorted(round(term.factors[0].value, 6) for term in stage.terms)
    assert arriving == [-2.223267, -1.3896, -0.555933]
    assert [term.factors[0].symbol for term in stage.terms] == [f"∂L/∂ŷ[{n},0]" for n in range(3)]


def test_that_backpropagation_by_hand_comes_out_digit_by_digit():
    run = session_of("two-sigmoids")
    walk(run, "backward")

    def slopes(name, *shape):
        found = [why(run, Cell(name, at, "gradient")).value for at in np.ndindex(*shape)]
        return np.reshape(found, shape)

    wanted = [[-0.113961, 0.099913], [0.119359, -0.092640]]
    np.testing.assert_allclose(slopes("fc1.weight", 2, 2), wanted, atol=1e-6)
    np.testing.assert_allclose(slopes("fc2.weight", 1, 2), [[-0.141337, 0.016139]], atol=1e-6)
