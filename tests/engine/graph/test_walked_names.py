"""The graph's nodes and a walked step are of the same tensors and cards."""

import pytest

from engine.check.shapes import infer
from engine.graph.computation import computation_drawing
from engine.graph.drawing import layer_drawing
from engine.graph.walked import with_loss
from engine.spec.component import component
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec
from engine.spec.training import LossTerm
from engine.train.session import Session
from engine.walk_query import walk
from engine.why_query import inside
from tests.engine.test_examples import session_of
from tests.engine.train.making import prepare, project, rows

SEQUENCE = (
    ("LSTM", {"hidden_size": 5, "output": "sequence"}),
    ("MultiheadAttention", {"num_heads": 1}),
    ("Mean", {"dim": 1}),
    ("BatchNorm1d", {}),
    ("Dropout", {"p": 0.5}),
    ("Linear", {"out_features": 3}),
)


def sequence():
    return Session(project(SEQUENCE, (4, 6)), prepare(*rows(20, 4, 6)))


def three_terms():
    """Weighted, of means, and as it is."""
    terms = (
        LossTerm(loss=component("MSE"), weight=0.5),
        LossTerm(loss=component("MAE"), transform="mean"),
        LossTerm(loss=component("Huber"), weight=2.0, transform="sum"),
    )
    spec = project((("Linear", {"out_features": 2}),), (4,))
    spec = spec.replace(training=spec.training.replace(losses=terms))
    return Session(spec, prepare(*rows(20, 4, classes=0)))


#: A target of several terms is one leaf; buffers are in the layers.
HIDDEN, WIDTH = {"buffer", "target"}, {"out_features": 3}
SESSIONS = {
    name: (lambda name=name: session_of(name))
    for name in ("one-neuron", "two-sigmoids", "mixed-losses", "sum-loss", "digits")
}
SESSIONS["sequence"] = sequence
SESSIONS["three terms"] = three_terms


def names_of(drawing):
    given = {name for node in drawing.nodes for name in node.gives}
    return given | {name for node in drawing.nodes for name in node.product or ()}


@pytest.mark.parametrize("name", SESSIONS)
def test_that_every_tensor_of_a_step_stands_in_the_computation_and_no_other(name):
    session = SESSIONS[name]()
    spec, answer = session.project, walk(session, phase="backward")
    info = infer(spec.network)
    drawing = computation_drawing(spec.network, info, spec.training)
    shown = [t for card in answer.cards for t in card.tensors if t.role not in HIDDEN]
    given = [name for node in drawing.nodes for name in node.gives]
    assert len(given) == len(set(given)), "each stands in one place"
    assert {t.name for t in shown if t.figures} <= names_of(drawing)
    inside_cards = [inside(session, key) for key in {n.cards[0] for n in drawing.nodes if n.inner}]
    inner = {t.name for card in inside_cards for o in card.operations for t in o.tensors}
    assert {name for node in drawing.nodes if node.inner for name in node.gives} <= inner
    known = {t.name for card in answer.cards for t in card.tensors}
    assert names_of(drawing) <= known | inner
    assert {key for node in drawing.nodes for key in node.cards} == {c.key for c in answer.cards}


@pytest.mark.parametrize("name", SESSIONS)
def test_that_the_layers_end_in_the_loss(name):
    session = SESSIONS[name]()
    spec, answer = session.project, walk(session, phase="loss")
    info = infer(spec.network)
    drawing = with_loss(layer_drawing(spec.network, info), spec.network, info, spec.training)
    loss = drawing.nodes[-1]
    assert loss.gives == ("loss",)
    assert {edge.source for edge in drawing.edges if edge.target == loss.id}
    outputs = {t.name for c in answer.cards for t in c.tensors if t.role in {"inner", "output"}}
    assert outputs <= names_of(drawing)


def test_that_a_folded_block_gives_what_its_last_layer_does():
    inside = ("g", "r")
    layers = (
        LayerSpec(id="x", kind="Input", name="input1", params={"shape": (4,)}),
        LayerSpec(id="g", kind="Linear", name="fc", inputs=("x",), group=("b",), params=WIDTH),
        LayerSpec(id="r", kind="ReLU", name="act", inputs=("g",), group=("b",)),
    )
    network = NetworkSpec(layers=layers, outputs=("r",), blocks=(BlockSpec(id="b", name="Block"),))
    given, block = layer_drawing(network, infer(network), {"b"}).nodes
    assert (given.gives, given.cards) == (("x",), ("x",))
    assert (block.gives, block.cards) == (("act",), inside)
