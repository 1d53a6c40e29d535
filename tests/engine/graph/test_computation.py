"""The computation as drawn against the one that autograd records."""

from contextlib import suppress

import pytest
import torch

from engine.build import Criterion, build_network
from engine.catalog.losses import loss_kind
from engine.catalog.templates import TEMPLATES, DataShape
from engine.check.shapes import infer
from engine.examples import EXAMPLES, example
from engine.files.project_file import load_project_only
from engine.graph.computation import computation_drawing, leaf_names
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError
from tests.engine.catalog.samples import SAMPLES, sample_id


def layer(layer_id, kind, name, inputs=(), **params):
    frozen = params.pop("frozen", False)
    return LayerSpec(
        id=layer_id, kind=kind, name=name, inputs=tuple(inputs), params=params, frozen=frozen
    )


def drawn(network, training):
    return computation_drawing(network, infer(network), training)


def reached_by_autograd(network, training):
    """The names of the tensors whose AccumulateGrad a walk from the loss comes to."""
    module = build_network(network, 0)
    module.train()
    values = [torch.rand(4, *x.params["shape"]) for x in network.inputs]
    outputs = module(*values)
    targets = [target_for(term, outputs, network, values[0]) for term in training.losses]
    total, _ = Criterion(training, network)(outputs, targets)
    names = {id(p): name for name, p in module.named_parameters()}
    found, seen, waiting = set(), set(), [total.grad_fn]
    while waiting:
        function = waiting.pop()
        if function is None or function in seen:
            continue
        seen.add(function)
        if hasattr(function, "variable"):
            found.add(names[id(function.variable)])
        waiting += [after for after, _ in function.next_functions]
    return found


def target_for(term, outputs, network, first_input):
    if term.target == "input":
        return first_input
    ids = [ref.partition(":")[0] for ref in network.outputs]
    output = outputs[ids.index(term.output) if term.output else 0]
    expects = loss_kind(term.loss.kind).expects
    if expects == "index":
        return torch.zeros(len(output), dtype=torch.long)
    return torch.ones_like(output) if expects == "sign" else torch.rand_like(output)


@pytest.mark.parametrize("name", [e.name for e in EXAMPLES])
def test_that_marked_leaves_are_those_that_autograd_reaches_in_every_example(name):
    project = load_project_only(example(name).path).project
    drawing = drawn(project.network, project.training)
    assert leaf_names(drawing) == reached_by_autograd(project.network, project.training)


ROW = DataShape((12,), "regression", 2, 200)
DIGIT = DataShape((1, 28, 28), "multiclass", 10, 200)
PICTURE = DataShape((3, 64, 64), "multiclass", 10, 200)


def learning_templates():
    """Every template on the data that it takes, where it has something to learn."""
    for name, template in sorted(TEMPLATES.items()):
        for data in (ROW, DIGIT, PICTURE):
            with suppress(UserError):
                network = template.build(data)
                if infer(network).parameters:
                    yield pytest.param(network, data, id=f"{name}-{data.shape}")


@pytest.mark.parametrize(("network", "data"), list(learning_templates()))
def test_that_marked_leaves_are_those_that_autograd_reaches_in_every_template(network, data):
    info = infer(network)
    assert info.problems == ()
    classes = data.task == "multiclass" and len(info.outputs[network.outputs[0]]) == 1
    loss = component("CrossEntropy" if classes else "MSE")
    training = TrainingSpec(losses=(LossTerm(loss=loss),))
    assert leaf_names(drawn(network, training)) == reached_by_autograd(network, training)


LEARNING = [s for s in SAMPLES if s[0].weights(s[1], s[2])]


@pytest.mark.parametrize("sample", LEARNING, ids=map(sample_id, LEARNING))
def test_that_every_kind_with_weights_is_drawn_as_autograd_records_it(sample):
    kind, params, inputs = sample
    entries = [layer(f"x{n}", "Input", f"input{n}", shape=s) for n, s in enumerate(inputs)]
    used = {name: value for name, value in params.items() if value != kind.field(name).default}
    made = layer("f", kind.name, "layer1", [entry.id for entry in entries], **used)
    network = NetworkSpec(layers=(*entries, made), outputs=("f",))
    training = TrainingSpec()
    assert leaf_names(drawn(network, training)) == reached_by_autograd(network, training)


def test_that_the_classes_of_a_picture_have_a_target_a_pixel():
    layers = (
        layer("x", "Input", "input1", shape=(3, 8, 8)),
        layer("c", "Conv2d", "conv1", ["x"], out_channels=5, kernel_size=(1, 1)),
    )
    network = NetworkSpec(layers=layers, outputs=("c",))
    training = TrainingSpec(losses=(LossTerm(loss=component("CrossEntropy")),))
    target = next(node for node in drawn(network, training).nodes if node.title == "y")
    assert target.shape == "N×8×8"


def two_headed(**second):
    """Two inputs, two outputs; the second head may be frozen."""
    layers = (
        layer("i", "Input", "input1", shape=(6,)),
        layer("u", "Input", "input2", shape=(3,)),
        layer("f", "Linear", "fc1", ["i"], out_features=5),
        layer("c", "Concat", "cat1", ["f", "u"]),
        layer("a", "Linear", "head1", ["c"], out_features=1),
        layer("b", "Linear", "head2", ["c"], out_features=2, **second),
    )
    return NetworkSpec(layers=layers, outputs=("a", "b"))


def test_that_a_head_that_no_loss_looks_at_gets_no_gradient():
    network = two_headed()
    training = TrainingSpec(losses=(LossTerm(loss=component("MSE"), output="a"),))
    found = leaf_names(drawn(network, training))
    assert found == reached_by_autograd(network, training)
    assert found == {"fc1.weight", "fc1.bias", "head1.weight", "head1.bias"}


def test_that_frozen_weights_are_drawn_but_not_marked():
    network = two_headed(frozen=True)
    terms = tuple(LossTerm(loss=component("MSE"), output=o) for o in ("a", "b"))
    training = TrainingSpec(losses=terms)
    drawing = drawn(network, training)
    assert "head2.weight" in {node.title for node in drawing.nodes}
    assert leaf_names(drawing) == reached_by_autograd(network, training)
    assert "head2.weight" not in leaf_names(drawing)


def test_that_a_linear_layer_is_a_product_and_a_sum_with_the_batch_on_every_edge():
    project = load_project_only(example("two-sigmoids").path).project
    drawing = drawn(project.network, project.training)
    kinds = [node.title for node in drawing.nodes]
    assert kinds == [
        *("x", "fc1.weight", "MatMul", "σ", "fc2.weight", "MatMul", "σ", "y", "BCE", "L")
    ]
    titles = {node.id: node.title for node in drawing.nodes}
    shapes = [(titles[e.source], titles[e.target], e.shape) for e in drawing.edges]
    assert shapes == [
        ("x", "MatMul", "N×2"),
        ("fc1.weight", "MatMul", "2×2"),
        ("MatMul", "σ", "N×2"),
        ("σ", "MatMul", "N×2"),
        ("fc2.weight", "MatMul", "1×2"),
        ("MatMul", "σ", "N×1"),
        ("σ", "BCE", "N×1"),
        ("y", "BCE", "N×1"),
        ("BCE", "L", "1"),
    ]


def test_that_mixed_losses_are_weighted_and_added_up():
    network = two_headed()
    training = TrainingSpec(
        losses=(
            LossTerm(loss=component("MSE"), output="a"),
            LossTerm(loss=component("CrossEntropy"), output="b", weight=0.3),
            LossTerm(loss=component("MAE"), output="a", transform="sum"),
        )
    )
    drawing = drawn(network, training)
    titles = [node.title for node in drawing.nodes]
    assert titles[titles.index("MSE") :] == [
        *("MSE", "y", "CrossEntropy", "0.3", "×", "+", "Σ", "Σ", "MAE", "+", "L")
    ]
    by_id = {node.id: node.title for node in drawing.nodes}
    into = {(by_id[e.source], by_id[e.target]) for e in drawing.edges}
    assert {("CrossEntropy", "×"), ("0.3", "×"), ("×", "+"), ("MSE", "+"), ("MAE", "+")} <= into
    targets = [e.shape for e in drawing.edges if by_id[e.target] in {"MSE", "CrossEntropy"}]
    assert targets == ["N×1", "N×1", "N×2", "N"]


def test_that_several_inputs_of_a_sum_are_added_two_at_a_time():
    layers = (
        *(layer(f"x{i}", "Input", f"input{i}", shape=(4,)) for i in range(3)),
        layer("s", "Add", "add1", ["x0", "x1", "x2"]),
    )
    network = NetworkSpec(layers=layers, outputs=("s",))
    titles = [node.title for node in drawn(network, TrainingSpec()).nodes]
    assert titles.count("+") == 2


def test_that_an_autoencoder_takes_its_input_as_the_target():
    layers = (
        layer("x", "Input", "input1", shape=(4,)),
        layer("f", "Linear", "fc1", ["x"], out_features=4),
    )
    network = NetworkSpec(layers=layers, outputs=("f",))
    training = TrainingSpec(losses=(LossTerm(loss=component("MSE"), target="input"),))
    drawing = drawn(network, training)
    assert "y" not in {node.title for node in drawing.nodes}
    assert ("x", "t0/loss") in {(e.source, e.target) for e in drawing.edges}


def test_that_a_layer_at_fault_and_what_follows_are_left_out():
    layers = (
        layer("x", "Input", "input1", shape=(4,)),
        layer("c", "Conv2d", "conv1", ["x"]),
    )
    network = NetworkSpec(layers=layers, outputs=("c",))
    assert [node.title for node in drawn(network, TrainingSpec()).nodes] == ["x"]
