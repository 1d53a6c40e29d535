"""Every way in which a layer can fail to fit, what is offered, and that each offer really mends it."""

from dataclasses import dataclass
from typing import Any

import pytest
import torch

from engine import edits
from engine.build import build_network
from engine.check.advice import advise
from engine.check.rules.problems import MOST_FIXES
from engine.check.shapes import infer
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import TrainingSpec


@dataclass
class Given:
    """A network whose last layers are at fault, and what the advice's buttons say.

    Layers are id, kind, ids of inputs, parameters; a layer is called by its id and a 1, the input `x`
    input1.
    """

    shape: tuple[int, ...]
    layers: list[tuple[str, str, str, dict[str, Any]]]
    offers: list[str]

    @property
    def project(self) -> Project:
        specs = [LayerSpec(id="x", kind="Input", name="input1", params={"shape": self.shape})]
        specs += [
            LayerSpec(id=layer, kind=kind, name=f"{layer}1", params=params, inputs=inputs.split())
            for layer, kind, inputs, params in self.layers
        ]
        return Project(
            data=DataSpec(source=GeneratedSource(name="moons")),
            network=NetworkSpec(layers=tuple(specs), outputs=(specs[-1].id,)),
            training=TrainingSpec(),
        )


FAULTS = {
    "a kernel too large after two poolings": Given(
        (1, 8, 8),
        [("p1", "MaxPool2d", "x", {}), ("p2", "MaxPool2d", "p1", {}), ("c", "Conv2d", "p2", {})],
        ["Set padding to same", "Set kernel_size to 2×2", "Delete p21"],
    ),
    "a pooling of a single place": Given(
        (1, 1, 1),
        [("p1", "MaxPool2d", "x", {}), ("r", "ReLU", "p1", {})],
        ["Set padding to 1×1", "Set kernel_size to 1×1"],
    ),
    "a convolution of a row of numbers": Given(
        (64,), [("c", "Conv2d", "x", {})], ["Put a Reshape to 1×8×8 before c1"]
    ),
    "a mirroring convolution of a row of numbers": Given(
        (64,),
        [("c", "Conv2d", "x", {"padding": (3, 1), "padding_mode": "reflect"})],
        ["Put a Reshape to 1×8×8 before c1"],
    ),
    "a convolution after a Flatten": Given(
        (1, 8, 8),
        [("f", "Flatten", "x", {}), ("r", "ReLU", "f", {}), ("c", "Conv2d", "r", {})],
        ["Delete f1", "Put a Reshape to 1×8×8 before c1"],
    ),
    "a picture's convolution of a sequence": Given(
        (3, 20), [("c", "Conv2d", "x", {})], ["Use Conv1d", "Put a Reshape to 1×3×20 before c1"]
    ),
    "a sequence's convolution of a picture": Given(
        (3, 8, 8), [("c", "Conv1d", "x", {})], ["Use Conv2d", "Put a Reshape to 3×64 before c1"]
    ),
    "a picture without channels": Given(
        (8, 8),
        [("c", "Conv2d", "x", {"padding": "same"})],
        ["Use Conv1d", "Put a Reshape to 1×8×8 before c1"],
    ),
    "a batch norm for too few dimensions": Given(
        (3, 8, 8),
        [("b", "BatchNorm1d", "x", {})],
        ["Use BatchNorm2d", "Put a Reshape to 3×64 before b1"],
    ),
    "a batch norm for too many dimensions": Given(
        (10,),
        [("b", "BatchNorm2d", "x", {})],
        ["Use BatchNorm1d", "Put a Reshape to 1×1×10 before b1"],
    ),
    "a pooling for too few dimensions": Given(
        (3, 8, 8),
        [("b", "MaxPool1d", "x", {})],
        ["Use MaxPool2d", "Put a Reshape to 3×64 before b1"],
    ),
    "groups that divide one side only": Given(
        (6, 8, 8), [("c", "Conv2d", "x", {"groups": 4})], ["Set groups to 2"]
    ),
    "groups that divide nothing": Given(
        (6, 8, 8), [("c", "Conv2d", "x", {"groups": 5})], ["Set groups to 2"]
    ),
    "a group norm": Given((6, 8, 8), [("g", "GroupNorm", "x", {})], ["Set num_groups to 3"]),
    "a mirrored border wider than the picture": Given(
        (1, 3, 3),
        [("c", "Conv2d", "x", {"padding": 3, "padding_mode": "reflect"})],
        ["Set padding_mode to zeros", "Set padding to 2×2"],
    ),
    "a Reshape after a Linear layer": Given(
        (10,),
        [("l", "Linear", "x", {"out_features": 63}), ("r", "Reshape", "l", {"shape": (1, 8, 8)})],
        ["Set out_features of l1 to 64", "Set shape to 1×−1"],
    ),
    "a Reshape of another count": Given(
        (63,), [("r", "Reshape", "x", {"shape": (1, 8, 8)})], ["Set shape to 1×−1"]
    ),
    "a Reshape with a rest": Given(
        (62,), [("r", "Reshape", "x", {"shape": (1, -1, 8)})], ["Set shape to 1×1×−1"]
    ),
    "an Unflatten of another count": Given(
        (63,),
        [("r", "Unflatten", "x", {"unflattened_size": (-1, 8)})],
        ["Set unflattened_size to 1×−1"],
    ),
    "a dimension that is not there": Given(
        (63,), [("r", "Unflatten", "x", {"dim": 3})], ["Set dim to −1"]
    ),
    "an odd size halved": Given(
        (5,),
        [("l", "Linear", "x", {"out_features": 7}), ("r", "GLU", "l", {})],
        ["Set out_features of l1 to 8"],
    ),
    "slopes for other channels": Given(
        (5, 8, 8),
        [("r", "PReLU", "x", {"num_parameters": 4})],
        ["Set num_parameters to 5", "Set num_parameters to 1"],
    ),
    "a layer norm of another size": Given(
        (5, 8),
        [("r", "LayerNorm", "x", {"normalized_shape": (9,)})],
        ["Leave normalized_shape empty"],
    ),
    "a softmax along what is not there": Given(
        (5,), [("r", "Softmax", "x", {"dim": 1})], ["Set dim to −1"]
    ),
    "a Flatten backwards": Given(
        (5, 3, 3),
        [("r", "Flatten", "x", {"start_dim": 2, "end_dim": 1})],
        ["Set start_dim to 0", "Set end_dim to −1"],
    ),
    "an Add of other channels": Given(
        (3, 8, 8),
        [("c1", "Conv2d", "x", {"padding": "same"}), ("a", "Add", "c1 x", {})],
        ["Put a 1×1 convolution behind input1", "Put a 1×1 convolution behind c11", "Use Concat"],
    ),
    "an Add after a stride": Given(
        (16, 8, 8),
        [
            ("c1", "Conv2d", "x", {"padding": 1, "stride": 2, "out_channels": 32}),
            ("c2", "Conv2d", "c1", {"padding": 1, "out_channels": 32}),
            ("a", "Add", "c2 x", {}),
        ],
        [
            "Put a 1×1 convolution with stride 2 behind input1",
            "Put a Flatten behind c21, input1 and join by Concat",
        ],
    ),
    "an Add after convolutions without border": Given(
        (16, 8, 8),
        [
            ("c1", "Conv2d", "x", {}),
            ("r", "ReLU", "c1", {}),
            ("c2", "Conv2d", "r", {}),
            ("a", "Add", "c2 x", {}),
        ],
        [
            "Set padding of c11, c21 to same",
            "Put a 1×1 convolution with stride 2 behind input1",
            "Bring input1 to 4×4 by averaging",
        ],
    ),
    "an Add of rows": Given(
        (10,),
        [("l", "Linear", "x", {}), ("r", "ReLU", "l", {}), ("a", "Add", "r x", {})],
        [
            "Put a Linear layer with 16 outputs behind input1",
            "Put a Linear layer with 10 outputs behind r1",
            "Use Concat",
        ],
    ),
    "an Add of sequences": Given(
        (7, 10),
        [("l", "Linear", "x", {}), ("r", "ReLU", "l", {}), ("a", "Add", "r x", {})],
        [
            "Put a Linear layer with 16 outputs behind input1",
            "Put a Linear layer with 10 outputs behind r1",
            "Put a Flatten behind r1, input1 and join by Concat",
        ],
    ),
    "an Add of a row and a picture": Given(
        (2, 4, 4),
        [
            ("c", "Conv2d", "x", {"padding": "same"}),
            ("f", "Flatten", "c", {}),
            ("l", "Linear", "f", {}),
            ("a", "Add", "l x", {}),
        ],
        [
            "Put a Flatten and a Linear layer with 16 outputs behind input1",
            "Put a Flatten behind input1 and join by Concat",
        ],
    ),
    "a Concat of other sizes": Given(
        (2, 8, 8),
        [
            ("c", "Conv2d", "x", {"padding": "same"}),
            ("p", "MaxPool2d", "c", {}),
            ("a", "Concat", "p x", {}),
        ],
        [
            "Put a 1×1 convolution with stride 2 behind input1",
            "Bring input1 to 4×4 by averaging",
            "Bring p1 to 8×8 by repeating",
        ],
    ),
    "a Concat along another dimension": Given(
        (2, 8, 8),
        [("p", "MaxPool2d", "x", {"kernel_size": (1, 2)}), ("a", "Concat", "p x", {})],
        [
            "Set dim to −1",
            "Put a 1×1 convolution with stride 1×2 behind input1",
            "Put a Linear layer with 4 outputs behind input1",
        ],
    ),
    "a Concat after a picture grew again": Given(
        (2, 9, 9),
        [
            ("p", "MaxPool2d", "x", {}),
            ("u", "ConvTranspose2d", "p", {}),
            ("a", "Concat", "u x", {}),
        ],
        [
            "Set output_padding of u1 to 1",
            "Bring input1 to 8×8 by averaging",
            "Bring u1 to 9×9 by repeating",
        ],
    ),
    "a merge with one input": Given(
        (2, 8, 8),
        [
            ("c", "Conv2d", "x", {"padding": "same", "out_channels": 2}),
            ("r", "ReLU", "c", {}),
            ("a", "Add", "r", {}),
            ("z", "ReLU", "a", {}),
        ],
        ["Connect c1 to a1", "Connect input1 to a1", "Delete a1"],
    ),
    "one input too many": Given(
        (4,),
        [("l", "Linear", "x", {}), ("r", "ReLU", "l x", {})],
        ["Take only input1", "Take only l1"],
    ),
    "an output that does not exist": Given(
        (4,), [("l", "Linear", "x:3", {})], ["Take the first output of input1"]
    ),
    "a value out of bounds": Given(
        (1, 9, 9), [("c", "Conv2d", "x", {"kernel_size": 0})], ["Set kernel_size to 3"]
    ),
    "values that do not go together": Given(
        (1, 9, 9),
        [("c", "Conv2d", "x", {"padding": "same", "stride": 2})],
        ["Set stride to 1", "Set padding to 0"],
    ),
    "a border wider than half a window": Given(
        (1, 9, 9), [("c", "MaxPool2d", "x", {"padding": 3})], ["Set padding to 0"]
    ),
    "no input at all": Given((4,), [("l", "Linear", "", {})], ["Connect input1 to l1"]),
    "a product of a picture and a row": Given(
        (8, 6, 6),
        [
            ("p", "AdaptiveAvgPool2d", "x", {}),
            ("f", "Flatten", "p", {}),
            ("l", "Linear", "f", {"out_features": 8}),
            ("m", "Multiply", "x l", {}),
        ],
        [
            "Put a Reshape to 8×1×1 behind l1",
            "Put a Flatten and a Linear layer with 8 outputs behind input1",
            "Put a Flatten behind input1 and join by Concat",
        ],
    ),
    "a recurrent layer of the last step of another": Given(
        (7, 3),
        [("g", "GRU", "x", {"output": "last"}), ("h", "GRU", "g", {})],
        ["Set output of g1 to sequence", "Put a Reshape to 32×1 before h1"],
    ),
    "a recurrent layer of a row of numbers": Given(
        (12,), [("g", "LSTM", "x", {})], ["Put a Reshape to 12×1 before g1"]
    ),
    "attention with heads that do not divide": Given(
        (5, 6), [("m", "TransformerEncoderLayer", "x", {"nhead": 4})], ["Set nhead to 3"]
    ),
}

EACH = pytest.mark.parametrize(
    "given", FAULTS.values(), ids=[name.replace(" ", "-") for name in FAULTS]
)
OFFERS = [(name, label) for name, given in FAULTS.items() for label in given.offers]


def error(project: Project):
    """The one advice about a layer at fault."""
    (found,) = [advice for advice in advise(project) if advice.level == "error"]
    return found


@EACH
def test_that_at_most_three_ways_out_are_offered_the_most_natural_first(given: Given) -> None:
    labels = [str(fix.label) for fix in error(given.project).fixes]
    assert labels == given.offers
    assert 1 <= len(labels) <= MOST_FIXES


@EACH
def test_that_the_first_layer_at_fault_is_named_and_all_before_it_keep_their_numbers(
    given: Given,
) -> None:
    network = given.project.network
    info = infer(network)
    (problem,) = info.problems
    at = network.index(problem.layer_id)
    assert list(info.layers) == [layer.id for layer in network.layers[:at]]
    message = str(error(given.project).message)
    assert message.startswith(f"{network.layer(problem.layer_id).name}: ")
    assert message.endswith(".")


@pytest.mark.parametrize(("name", "label"), OFFERS)
def test_that_a_fix_lets_the_layer_work(name: str, label: str) -> None:
    project, shape = FAULTS[name].project, FAULTS[name].shape
    advice = error(project)
    fix = next(fix for fix in advice.fixes if str(fix.label) == label)
    network = fix.edit(project).network
    info = infer(network)
    assert info.problems == ()
    (made,) = build_network(network, seed=0)(torch.ones(2, *shape))
    assert (tuple(made.shape[1:]),) == tuple(info.outputs.values())


def test_that_a_fix_that_would_break_another_layer_is_not_offered() -> None:
    # Deleting the Flatten would mend the convolution, but the Linear layer beside it needs a row.
    layers = [
        ("f", "Flatten", "x", {}),
        ("r", "Reshape", "f", {"shape": (64,)}),
        ("l", "LayerNorm", "f", {"normalized_shape": (64,)}),
        ("c", "Conv2d", "f", {}),
    ]
    advice = error(Given((1, 8, 8), layers, []).project)
    assert [str(fix.label) for fix in advice.fixes] == ["Put a Reshape to 1×8×8 before c1"]


def test_that_a_layer_nothing_can_mend_is_still_named() -> None:
    advice = error(Given((4,), [("c", "Conv2d", "x", {"kernel_size": 3})], []).project)
    assert (advice.layer, advice.fixes) == ("c", ())


def test_that_an_input_that_is_switched_off_can_be_switched_on() -> None:
    project = Given((4,), [("l", "Linear", "x", {})], []).project
    broken = edits.replace_layer(project.network, project.network.layer("x").replace(enabled=False))
    (fix,) = error(project.replace(network=broken)).fixes
    assert str(fix.label) == "Switch input1 on"
    assert fix.edit(project.replace(network=broken)).network == project.network
