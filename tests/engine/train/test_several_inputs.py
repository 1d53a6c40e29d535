"""A network with several inputs and outputs: each input takes its part of a sample."""

import pytest
import torch

from engine.build import build_network
from engine.check.advice import advise
from engine.check.shapes import infer
from engine.check.targets import misfits
from engine.export.python_code import python_code
from engine.spec.component import component
from engine.spec.network import NetworkSpec
from engine.spec.training import LossTerm
from engine.train.session import Session
from tests.engine.export.exporting import checked, layer, wine
from tests.engine.train.making import prepare, project, rows


def branches(first: int, second: int, *outputs: str) -> NetworkSpec:
    """Two inputs, a Linear behind each, joined; the second branch may be an output too."""
    layers = (
        layer(1, "Input", "sizes", shape=(first,)),
        layer(2, "Input", "weights", shape=(second,)),
        layer(3, "Linear", "fc1", 1, out_features=8),
        layer(4, "Linear", "fc2", 2, out_features=3),
        layer(5, "Concat", "cat1", 3, 4),
        layer(6, "Linear", "fc3", 5, out_features=3),
    )
    return NetworkSpec(layers=layers, outputs=outputs or ("l6",))


def test_that_each_input_takes_the_next_part_of_a_sample() -> None:
    model, x = build_network(branches(2, 4), seed=0), torch.randn(5, 6)
    together = model(x)[0]
    assert torch.equal(together, model(x[:, :2], x[:, 2:])[0])
    assert torch.equal(model.layer_values((x,))["l2"][0], x[:, 2:])


def test_that_pictures_are_shared_by_channel() -> None:
    layers = (
        layer(1, "Input", "color", shape=(3, 4, 4)),
        layer(2, "Input", "depth", shape=(1, 4, 4)),
        layer(3, "Concat", "cat1", 1, 2),
    )
    model = build_network(NetworkSpec(layers=layers, outputs=("l3",)), seed=0)
    x = torch.randn(2, 4, 4, 4)
    assert torch.equal(model(x)[0], x)


def test_that_it_trains_as_its_script_does() -> None:
    code = checked(wine(epochs=2).replace(network=branches(6, 7)))
    assert "model(*x_batch.split([6, 7], dim=1))" in code


def test_that_two_outputs_are_two_losses() -> None:
    network = branches(2, 4, "l6", "l4")
    spec = project((), (6,)).replace(network=network)
    losses = [LossTerm(loss=component("CrossEntropy"), output=output) for output in ("l6", "l4")]
    spec = spec.replace(training=spec.training.replace(losses=tuple(losses)))
    session = Session(spec, prepare(*rows(20, 6)))
    outputs = session.model(session.train_rows.x)
    total, terms = session.criterion(outputs, session.train_rows.targets)
    by_hand = [torch.nn.functional.cross_entropy(o, session.train_rows.labels) for o in outputs]
    assert torch.allclose(torch.stack(terms), torch.stack(by_hand))
    assert torch.isclose(total, sum(by_hand))


@pytest.mark.parametrize(
    ("shapes", "message", "label", "after"),
    [
        (
            (2, 3),
            "The inputs share a sample: they take 2 + 3 of its numbers, 5 in all, but the data has 6.",
            "Set the input to 4",
            [(2,), (4,)],
        ),
        (
            (6, 1),
            "The inputs share a sample: they take 6 + 1 of its numbers, 7 in all, but the data has 6.",
            "Set the inputs to 3, 3",
            [(3,), (3,)],
        ),
    ],
)
def test_that_inputs_which_do_not_share_evenly_are_mended(shapes, message, label, after) -> None:
    spec = project((), (6,)).replace(network=branches(*shapes))
    data = prepare(*rows(20, 6))
    (misfit,) = misfits(spec, data, infer(spec.network))
    assert str(misfit).startswith(message)
    advice = next(a for a in advise(spec, data) if a.level == "misfit")
    assert str(advice.fixes[0].label) == label
    mended = advice.fixes[0].edit(spec)
    assert [tuple(la.params["shape"]) for la in mended.network.inputs] == after
    assert misfits(mended, data, infer(mended.network)) == []


def test_that_an_input_of_another_kind_is_named() -> None:
    layers = (
        layer(1, "Input", "table", shape=(3,)),
        layer(2, "Input", "picture", shape=(1, 2, 2)),
        layer(3, "Flatten", "flat", 2),
        layer(4, "Concat", "cat1", 1, 3),
    )
    spec = project((), (6,)).replace(network=NetworkSpec(layers=layers, outputs=("l4",)))
    (misfit,) = misfits(spec, prepare(*rows(20, 6)), infer(spec.network))
    assert str(misfit).startswith("“picture” takes samples of shape 1×2×2, but the data has 6.")


def test_that_code_without_data_names_each_input() -> None:
    code = python_code(wine(epochs=1).replace(network=branches(6, 7)))
    assert "def forward(self, sizes, weights):" in code
