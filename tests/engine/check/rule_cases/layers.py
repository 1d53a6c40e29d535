"""Layers that do little, windows that miss something, and networks that are too large or too small."""

from tests.engine.check.advising import (
    Data,
    RuleCase,
    classes_with,
    conv,
    fed,
    kinds,
    linear,
    params,
    project,
)

SOUND = project(linear(8), "ReLU", linear(3))
BRANCH = fed(project(linear(8), "ReLU", linear(5), linear(3)), "l4", "l1")
WIDE = project(linear(4000), "ReLU", linear(3))


def pictures(*entries, size=8):
    return project(*entries, shape=(1, size, size))


STRUCTURE = {
    "leadsNowhere": RuleCase(
        fires=BRANCH,
        said="“linear_3” feeds no other layer",
        layer="l3",
        fixes={
            "Delete 2 layers": lambda p: [la.id for la in p.network.layers] == ["l0", "l1", "l4"]
        },
        silent=[(SOUND, None)],
    ),
    "sameInputTwice": RuleCase(
        fires=fed(project(linear(8), "ReLU", "Add", linear(3)), "l3", "l2", "l2"),
        said="“add_3” takes “relu_2” more than once",
        layer="l3",
        fixes={"Delete add_3": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"]},
        silent=[(fed(project(linear(8), "ReLU", "Add", linear(3)), "l3", "l2", "l1"), None)],
    ),
    "linearOnPicture": RuleCase(
        fires=pictures(linear(10), "ReLU", "Flatten", linear(3)),
        said="sees a picture of 1×8×8 row by row, 8 numbers at a time",
        layer="l1",
        fixes={"Put a Flatten before linear_1": lambda p: kinds(p)[0] == "Flatten"},
        silent=[
            (pictures("Flatten", linear(3)), None),
            (project(linear(10), "ReLU", "Flatten", linear(3), shape=(5, 8)), None),
        ],
    ),
    "identityInChain": RuleCase(
        fires=project(linear(8), "ReLU", "Identity", linear(3)),
        said="“identity_3” passes its input on unchanged",
        layer="l3",
        fixes={"Remove Identity": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"]},
        silent=[
            (project(linear(3), "Identity"), None),
            (
                fed(
                    fed(project(linear(4), "Identity", linear(4), "Add"), "l3", "l1"),
                    *("l4", "l3", "l2"),
                ),
                None,
            ),
        ],
    ),
    "shapeKept": RuleCase(
        fires=project("Flatten", linear(3)),
        said="“flatten_1” changes nothing: its input is 4 already",
        layer="l1",
        fixes={"Remove Flatten": lambda p: kinds(p) == ["Linear"]},
        silent=[(pictures("Flatten", linear(3)), None)],
    ),
}

WINDOWS = {
    "pooledAway": RuleCase(
        fires=pictures(("MaxPool2d", {"kernel_size": 8}), conv(4, padding=1), "Flatten", linear(3)),
        said="“maxpool2d_1” leaves a single point of the map, so that “conv2d_2” has nothing",
        layer="l1",
        fixes={"Remove MaxPool2d": lambda p: kinds(p)[0] == "Conv2d"},
        silent=[
            (pictures(conv(4), "ReLU", "AdaptiveAvgPool2d", "Flatten", linear(3)), None),
            (pictures("AdaptiveAvgPool2d", conv(4, kernel_size=1)), None),
        ],
    ),
    "strideSkips": RuleCase(
        fires=pictures(conv(4, kernel_size=2, stride=3), "ReLU", "Flatten", linear(3)),
        said="moves 3×3 at a time with a window of 2×2",
        layer="l1",
        fixes={"Set stride to 2×2": lambda p: params(p, "l1")["stride"] == 2},
        silent=[
            (pictures(conv(4, kernel_size=1, stride=2), "ReLU", "Flatten", linear(3)), None),
            (pictures(conv(4, kernel_size=3, stride=2), "ReLU", "Flatten", linear(3)), None),
        ],
    ),
    "kernelTooLarge": RuleCase(
        fires=pictures(conv(4, kernel_size=5, padding=2), "ReLU", "Flatten", linear(3), size=2),
        said="The kernel of “conv2d_1” is 5×5 over a map of 2×2",
        layer="l1",
        fixes={
            "Set kernel_size to 3×3": lambda p: params(p, "l1") == {"out_channels": 4, "padding": 1}
        },
        silent=[(pictures(conv(4, padding=1), "ReLU", "Flatten", linear(3), size=2), None)],
    ),
    "evenKernel": RuleCase(
        fires=pictures(conv(4, kernel_size=4, padding="same"), "ReLU", "Flatten", linear(3)),
        said="“conv2d_1” has an even kernel",
        layer="l1",
        fixes={"Set kernel_size to 5×5": lambda p: params(p, "l1")["kernel_size"] == 5},
        silent=[
            (pictures(conv(4, kernel_size=3, padding="same"), "ReLU", "Flatten", linear(3)), None),
            (pictures(conv(4, kernel_size=4, padding=1), "ReLU", "Flatten", linear(3)), None),
        ],
    ),
    "poolOfOne": RuleCase(
        fires=pictures(conv(4), "ReLU", ("AvgPool2d", {"kernel_size": 1}), "Flatten", linear(3)),
        said="“avgpool2d_3” pools nothing",
        layer="l3",
        fixes={"Remove AvgPool2d": lambda p: "AvgPool2d" not in kinds(p)},
        silent=[
            (pictures(conv(4), "ReLU", "AvgPool2d", "Flatten", linear(3)), None),
            (
                pictures(
                    ("MaxPool2d", {"kernel_size": 3, "stride": 1, "padding": 1}),
                    "Flatten",
                    linear(3),
                ),
                None,
            ),
        ],
    ),
}

CAPACITY = {
    "bottleneckOfOne": RuleCase(
        fires=project(linear(16), "ReLU", linear(1), "ReLU", linear(3)),
        said="“linear_3” lets a single number through",
        layer="l3",
        fixes={"Set out_features to 4": lambda p: params(p, "l3") == {"out_features": 4}},
        silent=[
            (project(linear(16), "ReLU", linear(1), loss="MSE"), None),
            (project(linear(1), "Tanh", linear(4), loss="MSE", target="input"), None),
            (project(linear(8), "ReLU", linear(3), shape=(1,)), None),
        ],
    ),
    "moreWeightsThanRows": RuleCase(
        fires=WIDE,
        data=classes_with(50, 50, 50, validation_rows=20),
        said="The network has 32\u202f003 weights for 150 training rows",
        layer=None,
        fixes={
            "Add Dropout": lambda p: kinds(p) == ["Linear", "ReLU", "Dropout", "Linear"],
            "Use AdamW with a weight decay of 0.01": lambda p: (
                p.training.optimizer.kind == "AdamW"
                and p.training.optimizer.params["weight_decay"] == 0.01
            ),
            "Stop early next time": lambda p: p.training.stopping.kind == "patience",
            "Make linear_1 1873 wide": lambda p: params(p, "l1") == {"out_features": 1873},
        },
        silent=[
            (WIDE, classes_with(500, 500, 500)),
            (WIDE, Data()),
            (project(linear(4000), "ReLU", "Dropout", linear(3)), classes_with(50, 50, 50)),
        ],
    ),
    "flattenedMap": RuleCase(
        fires=pictures(conv(16), "ReLU", "Flatten", linear(100), "ReLU", linear(3), size=32),
        said="“linear_4” holds 100\u00a0% of all weights, as it sees every point of 16×30×30 by itself",
        layer="l4",
        fixes={"Average each channel first": lambda p: kinds(p)[2] == "AdaptiveAvgPool2d"},
        silent=[
            (pictures(conv(16), "ReLU", "Flatten", linear(100), "ReLU", linear(3), size=16), None),
            (pictures("Flatten", linear(2000), "ReLU", linear(3), size=32), None),
        ],
    ),
}

CASES = {**STRUCTURE, **WINDOWS, **CAPACITY}
