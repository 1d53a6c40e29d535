"""A whole step as recorded operations: every card gives what it gave, every gradient is the step's own."""

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.training import LossTerm
from engine.train.inside import story_of
from engine.train.session import Session
from engine.why import derivation
from tests.engine.train.making import MLP, prepare, project, rows, session
from tests.engine.train.running import run

CNN = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
    ("BatchNorm2d", {}),
    ("ReLU", {}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("Dropout", {"p": 0.4}),
    ("Flatten", {}),
    ("Linear", {"out_features": 3}),
)
SEQUENCE = (
    ("MultiheadAttention", {"num_heads": 2}),
    ("LSTM", {"hidden_size": 5}),
    ("Linear", {"out_features": 3}),
)
ENCODER = (
    ("TransformerEncoderLayer", {"nhead": 2, "dropout": 0.2}),
    ("Mean", {"dim": 1}),
    ("Linear", {"out_features": 3}),
)
NETWORKS = {
    "mlp": (MLP, (6,)),
    "cnn": (CNN, (2, 8, 8)),
    "sequence": (SEQUENCE, (4, 6)),
    "encoder": (ENCODER, (4, 6)),
}
CHAINS = [pytest.param(*case, id=name) for name, case in NETWORKS.items()]


def layer(name: str, kind: str, *inputs: str, **params: object) -> LayerSpec:
    return LayerSpec(id=name, kind=kind, name=name, params=params, inputs=inputs)


def branching() -> Session:
    """A layer that three others take, one of which hands it on as it is."""
    layers = (
        layer("given", "Input", shape=(6,)),
        layer("fc", "Linear", "given", out_features=4),
        layer("act", "Tanh", "fc"),
        layer("kept", "Identity", "fc"),
        layer("twice", "Add", "act", "fc", "kept"),
        layer("out", "Linear", "twice", out_features=3),
    )
    spec = project(MLP, (6,))
    return Session(
        spec.replace(network=NetworkSpec(layers=layers, outputs=("out",))), prepare(*rows(20, 6))
    )


def assert_alike(story, ran, tolerance):
    """Recorded outcomes and gradients of parameters against those of the step."""
    for spec in ran.network.layers[1:]:
        card = story.card(spec.id)
        for name, tensor in zip(card.piece.gives, ran.values[spec.id], strict=True):
            error = (card.recording.values[name] - tensor.detach()).abs().max()
            assert error <= tolerance * max(1.0, float(tensor.detach().abs().max())), name
        for name in card.piece.takes:
            if name in ran.gradients and "." in name:
                error = (card.flow.totals[name] - ran.gradients[name]).abs().max()
                assert error <= tolerance * float(ran.gradients[name].abs().max()), name


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["float32", "float64"])
@pytest.mark.parametrize(("layers", "shape"), CHAINS)
def test_that_every_card_gives_what_it_gave_in_the_step(layers, shape, dtype):
    ran = run(session(layers, rows(20, *shape)), dtype=dtype)
    fused = any(kind in {"LSTM", "MultiheadAttention"} for kind, _ in layers)
    assert_alike(story_of(ran), ran, 16 * torch.finfo(dtype).eps if fused else 0.0)


def some_cells(story, names, count=3):
    """A few evenly spread elements of each tensor."""
    for name in names:
        tensor = story.value(name)
        if tensor.is_floating_point() and tensor.numel():
            for place in np.linspace(0, tensor.numel() - 1, count).astype(int):
                yield name, tuple(int(i) for i in np.unravel_index(place, tuple(tensor.shape)))


@pytest.mark.parametrize(("layers", "shape"), CHAINS)
def test_that_every_number_of_a_step_is_derived(layers, shape):
    ran = run(session(layers, rows(20, *shape)))
    story = story_of(ran)
    cards = [story.card(key) for key in (*(la.id for la in ran.network.layers[1:]), "term/0")]
    names = [name for card in cards for name in (*card.piece.takes, *card.makers)]
    for name, at in some_cells(story, dict.fromkeys([*names, "loss"])):
        found = derivation(story, Cell(name, at))
        assert found.value == pytest.approx(found.check.recorded, rel=1e-9, abs=1e-12), found
        if story.gradient(name) is not None:
            found = derivation(story, Cell(name, at, "gradient"))
            assert found.value == pytest.approx(found.check.recorded, rel=1e-9, abs=1e-12), found


def test_that_what_several_layers_take_gets_the_sum_of_their_shares():
    ran = run(branching())
    story = story_of(ran)
    found = derivation(story, Cell("fc", (2, 1), "gradient"))
    assert found.value == pytest.approx(float(ran.gradients["fc"][2, 1]), rel=1e-12)
    total = found.stages[-1]
    assert total.formula == "∂L/∂fc[2,1]⁽¹⁾ + ∂L/∂fc[2,1]⁽²⁾ + ∂L/∂fc[2,1]⁽³⁾"
    assert [stage.symbol for stage in found.stages[:3]] == total.formula.split(" + ")
    assert found.operation == "act: tanh, kept: hand on, twice: add"


def test_that_factors_point_to_what_the_user_knows():
    story = story_of(run(session(MLP, rows(20, 6))))
    (stage,) = derivation(story, Cell("l1", (2, 5))).stages
    assert [f.cell for f in stage.terms[3].factors] == [
        Cell("x", (2, 3)),
        Cell("l1.weight", (5, 3)),
    ]
    assert stage.terms[3].factors[1].symbol == "l1.weight[5,3]"
    (stage,) = derivation(story, Cell("l3.weight", (1, 7), "gradient")).stages
    assert [[f.cell for f in term.factors] for term in stage.terms] == [
        [Cell("l3", (n, 1), "gradient"), Cell("l2", (n, 7))] for n in range(8)
    ]


def test_that_a_flattened_number_is_the_one_that_it_was():
    story = story_of(run(session(CNN, rows(20, 2, 8, 8))))
    found = derivation(story, Cell("l6", (1, 14)))
    assert found.stages[-1].terms[0].factors[0].cell == Cell("l5", (1, 1, 1, 2))
    found = derivation(story, Cell("l5", (1, 1, 1, 2), "gradient"))
    assert found.stages[-1].terms[0].factors[0].cell == Cell("l6", (1, 14), "gradient")


def test_that_each_term_of_a_mixed_loss_passes_its_weight_on():
    terms = (
        LossTerm(loss=component("MSE"), weight=2.0),
        LossTerm(loss=component("MAE"), weight=0.5, transform="sum"),
    )
    layers = (*MLP[:-1], ("Linear", {"out_features": 2}))
    ran = run(session(layers, rows(20, 6, classes=0), loss="MSE"), losses=terms)
    story = story_of(ran)
    assert derivation(story, Cell("loss", (), "gradient")).value == 1.0
    assert derivation(story, Cell("term/0", (), "gradient")).value == 2.0
    assert derivation(story, Cell("term/1", (), "gradient")).value == 0.5
    found = derivation(story, Cell("loss", ()))
    assert found.value == pytest.approx(float(ran.loss.detach()), rel=1e-12)
    found = derivation(story, Cell("l5", (3, 1), "gradient"))
    assert found.value == pytest.approx(float(ran.gradients["l5"][3, 1]), rel=1e-12)


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
    ran = run(Session(one.replace(network=network), data), 3, torch.float32)
    found = derivation(story_of(ran), Cell("l1.weight", (0, 0), "gradient"))
    (stage,) = found.stages
    assert stage.symbol == "∂L/∂w[0,0]"
    assert found.value == pytest.approx(-10.004933, abs=5e-6)
    assert [round(term.factors[0].value, 6) for term in stage.terms] == [
        -0.555933,
        -1.3896,
        -2.223267,
    ]
    assert [term.factors[0].symbol for term in stage.terms] == [f"∂L/∂ŷ[{n},0]" for n in range(3)]
