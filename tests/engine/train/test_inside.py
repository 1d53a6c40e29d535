"""A whole step as recorded operations: every card gives what it gave, every gradient is the step's own."""

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.training import LossTerm
from engine.text import UserError
from engine.train.inside import Inside
from engine.train.session import Session
from engine.train.trainer import drain
from engine.walk_query import walk
from engine.why import derivation
from engine.why_query import inside, why
from tests.engine.train.making import MLP, prepare, project, rows, session
from tests.engine.train.running import walked

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


def assert_alike(step, tolerance):
    """Recorded outcomes and gradients of parameters against those of the step."""
    story = Inside(step).story
    for spec in step.session.project.network.layers[1:]:
        card = story.card(spec.id)
        for name, tensor in zip(card.piece.gives, step.values[spec.id], strict=True):
            error = (card.recording.values[name] - tensor.detach()).abs().max()
            assert error <= tolerance * max(1.0, float(tensor.detach().abs().max())), name
        for name in step.weights.keys() & set(card.piece.takes):
            gradient = step.weight_gradients[name]
            error = (card.flow.totals[name] - gradient).abs().max()
            assert error <= tolerance * float(gradient.abs().max()), name


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["float32", "float64"])
@pytest.mark.parametrize(("layers", "shape"), CHAINS)
def test_that_every_card_gives_what_it_gave_in_the_step(layers, shape, dtype):
    fused = any(kind in {"LSTM", "MultiheadAttention"} for kind, _ in layers)
    step = walked(session(layers, rows(20, *shape)), dtype=dtype)
    assert_alike(step, 16 * torch.finfo(dtype).eps if fused else 0.0)


def some_cells(story, names, count=3):
    """A few evenly spread elements of each tensor."""
    for name in names:
        tensor = story.value(name)
        if tensor.is_floating_point() and tensor.numel():
            for place in np.linspace(0, tensor.numel() - 1, count).astype(int):
                yield name, tuple(int(i) for i in np.unravel_index(place, tuple(tensor.shape)))


@pytest.mark.parametrize(("layers", "shape"), CHAINS)
def test_that_every_number_of_a_step_is_derived(layers, shape):
    step = walked(session(layers, rows(20, *shape)))
    story = Inside(step).story
    ids = [spec.id for spec in step.session.project.network.layers[1:]]
    cards = [story.card(key) for key in (*ids, "loss")]
    names = [name for card in cards for name in (*card.piece.takes, *card.makers)]
    for name, at in some_cells(story, dict.fromkeys(names)):
        found = derivation(story, Cell(name, at))
        assert found.value == pytest.approx(found.check.recorded, rel=1e-9, abs=1e-12), found
        if story.gradient(name) is not None:
            found = derivation(story, Cell(name, at, "gradient"))
            assert found.value == pytest.approx(found.check.recorded, rel=1e-9, abs=1e-12), found


def test_that_a_wide_layer_is_derived_from_the_operations_that_its_product_stands_for():
    layers = (("Linear", {"out_features": 128}), *MLP[1:])
    step = walked(session(layers, rows(64, 300), batch_size=64), dtype=torch.float32)
    story = Inside(step).story
    assert "addmm" in [part.name for part in story.card("l1").recording.steps]
    for cell in (
        Cell("l1", (2, 5)),
        Cell("l1", (2, 5), "gradient"),
        Cell("l1.weight", (5, 3), "gradient"),
    ):
        found = derivation(story, cell)
        assert found.value == pytest.approx(found.check.recorded, rel=1e-3, abs=1e-6), found


def test_that_what_several_layers_take_gets_the_sum_of_their_shares():
    step = walked(branching())
    story = Inside(step).story
    found = derivation(story, Cell("fc", (2, 1), "gradient"))
    assert found.value == pytest.approx(float(step.values["fc"][0].grad[2, 1]), rel=1e-12)
    total = found.stages[-1]
    assert total.formula == "∂L/∂fc[2,1]⁽¹⁾ + ∂L/∂fc[2,1]⁽²⁾ + ∂L/∂fc[2,1]⁽³⁾"
    assert [stage.symbol for stage in found.stages[:3]] == total.formula.split(" + ")
    assert found.operation == "act: tanh, kept: hand on, twice: add"


def test_that_factors_point_to_what_the_user_knows():
    story = Inside(walked(session(MLP, rows(20, 6)))).story
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


def test_that_what_is_only_moved_is_written_like_what_it_is():
    linear = ("Linear", {"out_features": 3})
    layers = (linear, ("Flatten", {}), linear)
    step = walked(session(layers, rows(20, 4, 6)))
    symbols = Inside(step).story.card("l1").symbols
    assert [symbols[name] for name in ("l1.weight", "l1/0", "l1/1", "l1/2", "l1")] == [
        "l1.weight",
        "x′",
        "l1.weightᵀ",
        "l1′",
        "l1",
    ]


def test_that_what_operations_give_besides_has_a_symbol_of_its_own():
    story = Inside(walked(session(CNN, rows(20, 2, 8, 8)))).story
    named = {
        name: card.symbols[name]
        for card in map(story.card, ("l2", "l4", "loss"))
        for name in card.makers
    }
    assert named == {
        "l2": "l2",
        "l2/0:1": "μ",
        "l2/0:2": "1/σ",
        "l4": "l4",
        "l4/0:1": "place",
        "loss/0": "z",
        "loss": "L",
        "loss/1:1": "N",
    }


def test_that_the_steps_of_a_series_are_numbered():
    card = Inside(walked(session(SEQUENCE, rows(20, 4, 6)))).story.card("l2")
    unbind = next(
        step for step in card.recording.steps if step.name == "unbind" and len(step.gives()) > 1
    )
    assert [card.symbols[value.name][-3:] for value in unbind.gives()] == [
        "⁽¹⁾",
        "⁽²⁾",
        "⁽³⁾",
        "⁽⁴⁾",
    ]


def test_that_a_flattened_number_is_the_one_that_it_was():
    story = Inside(walked(session(CNN, rows(20, 2, 8, 8)))).story
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
    one = session(layers, rows(20, 6, classes=0), loss="MSE")
    training = one.project.training.replace(losses=terms)
    step = walked(Session(one.project.replace(training=training), one.prepared))
    story = Inside(step).story
    assert derivation(story, Cell("loss", (), "gradient")).value == 1.0
    assert derivation(story, Cell("term/0", (), "gradient")).value == 2.0
    assert derivation(story, Cell("term/1", (), "gradient")).value == 0.5
    found = derivation(story, Cell("loss", ()))
    assert found.value == pytest.approx(float(step.loss.detach()), rel=1e-12)
    found = derivation(story, Cell("l5", (3, 1), "gradient"))
    assert found.value == pytest.approx(float(step.values["l5"][0].grad[3, 1]), rel=1e-12)


@pytest.mark.parametrize(("layers", "shape"), CHAINS)
def test_that_finite_differences_agree_wherever_the_number_lies(layers, shape):
    run = session(layers, rows(20, *shape))
    step = walked(run)
    story = Inside(step).story
    ids = [spec.id for spec in step.session.project.network.layers[1:]]
    cards = [story.card(key) for key in (*ids, "loss")]
    names = [name for card in cards for name in (*card.piece.takes, *card.makers)]
    seen = set()
    for name, at in some_cells(story, dict.fromkeys(names), 2):
        if story.gradient(name) is None:
            continue
        found = why(run, Cell(name, at, "gradient"))
        assert found.check.finite_difference == pytest.approx(found.value, rel=1e-5, abs=1e-7), (
            found
        )
        seen.add(name)
    assert len(seen) > len(layers)


def test_that_a_step_s_derivations_stay_when_it_was_taken():
    run = session(CNN, rows(20, 2, 8, 8))
    walk(run, "backward")
    cells = [
        Cell("l1.weight", (1, 1, 2, 0), "gradient"),
        Cell("l2.bias", (3,), "gradient"),
        Cell("x", (0, 1, 4, 4), "gradient"),
        Cell("l7", (0, 0)),
        Cell("l7.weight", (0, 0)),
    ]
    before = [why(run, cell) for cell in cells]
    walk(run, "step")
    after = [why(run, cell) for cell in cells]
    assert after == before
    for found in before[:3]:
        assert found.value == pytest.approx(found.check.recorded, rel=1e-4)
        assert found.check.finite_difference == pytest.approx(found.value, rel=1e-4, abs=1e-7)


def test_that_looking_inside_leaves_no_trace_in_the_run():
    looked, alone = session(CNN, rows(20, 2, 8, 8)), session(CNN, rows(20, 2, 8, 8))
    for run in (looked, alone):
        for phase in ("forward", "backward", "step"):
            walk(run, phase)
            if run is looked:
                for spec in run.project.network.layers:
                    inside(run, spec.id)
                why(run, Cell("l1.weight", (0, 0, 0, 0)))
    assert all(torch.equal(looked.weights()[k], t) for k, t in alone.weights().items())
    drain(looked)
    drain(alone)
    assert all(torch.equal(looked.weights()[k], t) for k, t in alone.weights().items())


def test_that_a_card_lists_its_operations():
    run = session(ENCODER, rows(20, 4, 6))
    walk(run, "forward")
    before = inside(run, "l1")
    assert all(t.gradient is None for operation in before.operations for t in operation.tensors)
    walk(run, "backward")
    found = inside(run, "l1")
    assert [o.name for o in found.operations] == [o.name for o in before.operations]
    assert found.operations[-1].tensors[0].name == "l1"
    assert found.operations[-1].tensors[0].gradient is not None
    assert {"softmax", "layer norm", "matmul of each"} <= {o.title for o in found.operations}
    made = {"l0", "x", *run.walked.step.weights}
    for operation in found.operations:  # each takes only what there is by then
        assert set(operation.inputs) <= made, operation
        made |= {tensor.name for tensor in operation.tensors}
    assert inside(run, "x").operations == ()


def test_that_what_the_step_has_not_come_to_is_refused():
    run = session(MLP)
    with pytest.raises(UserError, match="No step"):
        why(run, Cell("l1", (0, 0)))
    walk(run, "zero_grad")
    assert inside(run, "l1").operations == ()
    with pytest.raises(UserError, match="has not come to l1 yet"):
        why(run, Cell("l1", (0, 0)))
    walk(run, "loss")
    with pytest.raises(UserError, match="fourth phase"):
        why(run, Cell("l1", (0, 0), "gradient"))
    with pytest.raises(UserError, match="no element"):
        why(run, Cell("l1", (0, 8)))


def test_that_a_corner_of_the_loss_is_told_apart_from_a_mistake():
    layers = (("MaxPool1d", {"kernel_size": 2}), ("Flatten", {}), ("Linear", {"out_features": 2}))
    x = np.zeros((4, 1, 4), np.float32)  # both numbers of a window are the largest
    run = session(layers, (x, np.arange(4) % 2))
    walk(run, "backward")
    first, second = (why(run, Cell("x", (1, 0, n), "gradient")) for n in range(2))
    assert second.value == 0.0
    for found in (first, second):
        assert found.check.finite_difference == pytest.approx(found.value, rel=1e-4, abs=1e-7)
        assert "corner" in str(found.notes[-1])


def test_that_a_layer_of_one_kernel_says_so():
    run = session(SEQUENCE, rows(20, 4, 6))
    walk(run, "backward")
    for cell in (Cell("l2", (0, 0)), Cell("l2.weight_ih_l0", (0, 0), "gradient")):
        assert "l2 as one kernel" in str(why(run, cell).notes[0])
    assert why(run, Cell("l3", (0, 0))).notes == ()


def test_that_the_inputs_of_several_come_from_what_they_were_cut_from():
    layers = (
        layer("a", "Input", shape=(2,)),
        layer("b", "Input", shape=(4,)),
        layer("fa", "Linear", "a", out_features=3),
        layer("fb", "Linear", "b", out_features=3),
        layer("out", "Add", "fa", "fb"),
    )
    network = NetworkSpec(layers=layers, outputs=("out",))
    run = Session(project(MLP, (6,)).replace(network=network), prepare(*rows(20, 6)))
    walk(run, "backward")
    (whole,) = why(run, Cell("x", (1, 3), "gradient")).stages
    assert whole.terms[0].factors[0].cell == Cell("b", (1, 1), "gradient")
    found = why(run, Cell("b", (1, 1), "gradient"))
    assert found.value == pytest.approx(float(run.walked.step.batch.x.grad[1, 3]), rel=1e-6)
    assert found.check.finite_difference == pytest.approx(found.value, rel=1e-5)


def test_that_rows_that_were_chosen_are_derived_on_their_copy():
    run = session(MLP)
    walk(run, "backward", rows=[7, 3])
    found = why(run, Cell("l1", (1, 0)))
    given = [term.factors[0].value for term in found.stages[-1].terms[:6]]
    assert given == run.prepared.x[3].tolist()
    found = why(run, Cell("l1.weight", (0, 0), "gradient"))
    assert found.check.finite_difference == pytest.approx(found.value, rel=1e-4, abs=1e-8)


def test_that_cards_which_were_let_go_of_are_recorded_alike(monkeypatch):
    run = session(CNN, rows(20, 2, 8, 8))
    walk(run, "backward")
    cells = [
        Cell(f"l{n}", (0, *[1] * dims), "gradient") for n, dims in ((1, 3), (4, 3), (5, 3), (6, 1))
    ]
    kept = [why(run, cell) for cell in cells]
    monkeypatch.setattr("engine.train.story.MOST_BYTES", 1)
    run.walked.inside = None
    assert [why(run, cell) for cell in [*cells, *cells]] == [*kept, *kept]


@pytest.mark.parametrize(("layers", "shape"), CHAINS)
def test_that_upstream_times_the_jacobian_stands_in_where_nothing_is_written(
    layers, shape, monkeypatch
):
    monkeypatch.setattr("engine.why.PRIMITIVES", {})
    step = walked(session(layers, rows(20, *shape)))
    story, ids = Inside(step).story, [spec.id for spec in step.session.project.network.layers]
    for name, at in some_cells(story, [*step.weights, "x", "l1", "l2"]):
        found = derivation(story, Cell(name, at, "gradient"))
        assert found.value == pytest.approx(found.check.recorded, rel=1e-9, abs=1e-12), found
    last = f"{ids[-1]}.weight"
    assert not derivation(story, Cell(last, (0, 0), "gradient")).written
    found = derivation(story, Cell("loss", ()))
    assert not found.written
    assert found.value == float(step.loss.detach())
