"""The network's ends: input and data, output and loss."""

from engine.spec.component import component
from tests.engine.check.advising import (
    NUMBERS,
    TWO,
    Data,
    RuleCase,
    kinds,
    linear,
    losses,
    params,
    project,
)

SOUND = project(linear(8), "ReLU", linear(3))

CASES = {
    "layerAtFault": RuleCase(
        fires=project(("MaxPool2d", {"kernel_size": 4}), shape=(1, 3, 3)),
        said="The kernel of MaxPool2d is",
        layer="l1",
        level="error",
        fixes={
            "Set padding to 1×1": lambda p: params(p, "l1")["padding"] == 1,
            "Set kernel_size to 3×3": lambda p: params(p, "l1")["kernel_size"] == 3,
        },
        silent=[(project("MaxPool2d", shape=(1, 3, 3)), None)],
    ),
    "inputShape": RuleCase(
        fires=project(linear(3), shape=(7,)),
        data=Data(),
        said="takes samples of shape 7, but the data has 4",
        layer="l0",
        level="misfit",
        fixes={"Set the input to 4": lambda p: params(p, "l0")["shape"] == (4,)},
        silent=[(project(linear(3), shape=(7,)), None), (SOUND, Data())],
    ),
    "outputShape": RuleCase(
        fires=project(linear(8), "ReLU", linear(5)),
        data=Data(),
        said="Cross-entropy needs 3 from “linear_3”, but it gives 5",
        layer="l3",
        level="misfit",
        fixes={"Set out_features of linear_3 to 3": lambda p: params(p, "l3")["out_features"] == 3},
        silent=[(SOUND, Data()), (project(linear(8), "ReLU", linear(5)), None)],
    ),
    "softmaxTwice": RuleCase(
        fires=project(linear(3), "Softmax"),
        said="Softmax before Cross-entropy applies softmax twice",
        layer="l2",
        fixes={
            "Remove Softmax": lambda p: kinds(p) == ["Linear"],
            "Use NLL loss with LogSoftmax": lambda p: (
                kinds(p) == ["Linear", "LogSoftmax"] and losses(p) == [component("NLL")]
            ),
        },
        silent=[
            (project(linear(3)), None),
            (project(linear(3), "LogSoftmax"), None),
            (project(linear(3), "Softmax", loss="MSE", target="input"), None),
        ],
    ),
    "sigmoidTwice": RuleCase(
        fires=project(linear(1), "Sigmoid", loss="BCEWithLogits"),
        said="Sigmoid before BCE with logits applies sigmoid twice",
        layer="l2",
        fixes={
            "Remove Sigmoid": lambda p: kinds(p) == ["Linear"],
            "Use BCE": lambda p: losses(p) == [component("BCE")],
        },
        silent=[(project(linear(1), "Sigmoid", loss="BCE"), None)],
    ),
    "activationBeforeLogits": RuleCase(
        fires=project(linear(3), "ReLU"),
        said="ReLU before Cross-entropy cuts off",
        layer="l2",
        fixes={"Remove ReLU": lambda p: kinds(p) == ["Linear"]},
        silent=[(project(linear(3), "Softmax"), None), (SOUND, Data())],
    ),
    "noSigmoidBeforeBce": RuleCase(
        fires=project(linear(1), loss="BCE"),
        said="BCE needs probabilities, but “linear_1” gives any number",
        layer="l1",
        fixes={
            "Use BCE with logits": lambda p: losses(p) == [component("BCEWithLogits")],
            "Add a Sigmoid": lambda p: kinds(p) == ["Linear", "Sigmoid"],
        },
        silent=[(project(linear(1), "Sigmoid", loss="BCE"), TWO)],
    ),
    "noLogBeforeNll": RuleCase(
        fires=project(linear(3), loss="NLL"),
        said="NLL needs log-probabilities, but “linear_1” gives any number",
        layer="l1",
        fixes={
            "Add a LogSoftmax": lambda p: kinds(p) == ["Linear", "LogSoftmax"],
            "Use Cross-entropy": lambda p: losses(p) == [component("CrossEntropy")],
        },
        silent=[(project(linear(3), "LogSoftmax", loss="NLL"), Data())],
    ),
    "activationOnRegression": RuleCase(
        fires=project(linear(1), "ReLU", loss="MSE"),
        data=NUMBERS,
        said="ReLU limits what the output of a regression can be",
        layer="l2",
        fixes={"Remove ReLU": lambda p: kinds(p) == ["Linear"]},
        silent=[
            (project(linear(1), loss="MSE"), NUMBERS),
            (project(linear(1), "Softplus", loss="PoissonNLL"), NUMBERS),
            (project(linear(4), "Sigmoid", loss="MSE", target="input"), NUMBERS),
        ],
    ),
    "classLossForNumber": RuleCase(
        fires=project(linear(1), loss="BCEWithLogits"),
        data=NUMBERS,
        said="is made for two classes, but the target is a number",
        layer="l1",
        fixes={"Use MSE": lambda p: losses(p) == [component("MSE")]},
        silent=[(project(linear(1), loss="BCEWithLogits"), TWO)],
    ),
    "numberLossForClasses": RuleCase(
        fires=project(linear(3), "Softmax", loss="MSE"),
        data=Data(),
        said="measures distances between numbers, but the target is a class",
        layer="l2",
        fixes={
            "Use Cross-entropy": lambda p: (
                kinds(p) == ["Linear"] and losses(p) == [component("CrossEntropy")]
            )
        },
        silent=[
            (project(linear(1), loss="MSE"), NUMBERS),
            (project(linear(4), loss="MSE", target="input"), Data()),
            (project(linear(1), loss="Hinge"), TWO),
        ],
    ),
    "binaryLossForClasses": RuleCase(
        fires=project(linear(3), "Sigmoid", loss="BCE"),
        data=Data(),
        said="judges each class by itself, but every row has exactly one of 3 classes",
        layer="l2",
        fixes={
            "Use Cross-entropy": lambda p: (
                kinds(p) == ["Linear"] and losses(p) == [component("CrossEntropy")]
            )
        },
        silent=[(project(linear(1), "Sigmoid", loss="BCE"), TWO), (SOUND, Data())],
    ),
}
