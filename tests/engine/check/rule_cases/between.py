"""What stands between layers with weights: activations, normalisation, dropout."""

from tests.engine.check.advising import (
    NUMBERS,
    Data,
    RuleCase,
    changed,
    classes_with,
    conv,
    fed,
    kinds,
    linear,
    params,
    project,
    trained,
)

SOUND = project(linear(8), "ReLU", linear(3))
NORMED = project(linear(8, bias=False), "BatchNorm1d", "ReLU", linear(3))
SIGMOIDS = project(linear(8), "Sigmoid", linear(8), "Tanh", linear(8), "Sigmoid", linear(3))

ACTIVATIONS = {
    "linearTwice": RuleCase(
        fires=project(linear(8), linear(3, bias=False)),
        said="“linear_1” and “linear_2” have no activation between them",
        layer="l2",
        fixes={
            "Merge them into one": lambda p: (
                kinds(p) == ["Linear"] and params(p, p.network.outputs[0]) == {"out_features": 3}
            ),
            "Put a ReLU between": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"],
        },
        silent=[
            (SOUND, None),
            (project(linear(2), linear(4), loss="MSE", target="input"), None),
            (project(conv(4, kernel_size=1), conv(4), shape=(1, 8, 8)), None),
            (project(conv(4), "MaxPool2d", conv(4), shape=(1, 9, 9)), None),
            (project(linear(8), "LayerNorm", linear(3)), None),
        ],
    ),
    "saturatingDeep": RuleCase(
        fires=SIGMOIDS,
        said="3 activations that level off, such as “sigmoid_2”, stand one behind the other",
        layer="l2",
        fixes={
            "Use ReLU in all 3": lambda p: kinds(p).count("ReLU") == 3,
            "Use GELU in all 3": lambda p: kinds(p).count("GELU") == 3,
        },
        silent=[
            (project(linear(8), "Tanh", linear(8), "Tanh", linear(3)), None),
            (project(linear(8), "Tanh", linear(8), "Tanh", linear(1), "Sigmoid", loss="BCE"), None),
            (
                project(
                    *(linear(8), "Tanh", "LayerNorm", linear(8), "Tanh"),
                    *("LayerNorm", linear(8), "Tanh", linear(3)),
                ),
                None,
            ),
            (changed(SIGMOIDS, "l4", enabled=False), None),
        ],
    ),
    "softmaxInside": RuleCase(
        fires=project(linear(8), "Softmax", linear(3)),
        said="“softmax_2” stands inside the network",
        layer="l2",
        fixes={
            "Use ReLU": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"],
            "Remove Softmax": lambda p: kinds(p) == ["Linear", "Linear"],
        },
        silent=[(project(linear(3), "Softmax"), None), (SOUND, None)],
    ),
    "softmaxOfOne": RuleCase(
        fires=project(linear(1), "Softmax", loss="BCE"),
        said="“softmax_2” works on one number at a time, so that it always gives 1",
        layer="l2",
        fixes={
            "Use Sigmoid": lambda p: kinds(p) == ["Linear", "Sigmoid"],
            "Remove Softmax": lambda p: kinds(p) == ["Linear"],
        },
        silent=[(project(linear(3), "Softmax"), None)],
    ),
    "softmaxDimension": RuleCase(
        fires=project(conv(3), "LogSoftmax", shape=(1, 8, 8)),
        said="adds up to 1 along dimension 2, but “conv2d_1” puts the classes in dimension 0",
        layer="l2",
        fixes={"Set dim to 0": lambda p: params(p, "l2") == {"dim": 0}},
        silent=[
            (project(conv(3), ("LogSoftmax", {"dim": 0}), shape=(1, 8, 8)), None),
            (project(linear(3), "LogSoftmax", shape=(5, 4)), None),
            (project("Softmax", shape=(5, 4)), None),
        ],
    ),
    "activationTwice": RuleCase(
        fires=project(linear(8), "Tanh", "ReLU", linear(3)),
        said="“relu_3” gets only what “tanh_2” has left of its input",
        layer="l3",
        fixes={
            "Remove ReLU": lambda p: kinds(p) == ["Linear", "Tanh", "Linear"],
            "Remove Tanh": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"],
        },
        silent=[
            (SOUND, None),
            (changed(project(linear(8), "Tanh", "ReLU", linear(3)), "l3", enabled=False), None),
        ],
    ),
    "sameStart": RuleCase(
        fires=changed(SOUND, "l1", init={"weight": {"kind": "zeros"}}),
        said="All units of “linear_1” start with the same weights",
        layer="l1",
        fixes={"Start from random weights": lambda p: not p.network.layer("l1").init},
        silent=[
            (changed(SOUND, "l3", init={"weight": {"kind": "zeros"}}), None),
            (changed(SOUND, "l1", init={"bias": {"kind": "zeros"}}), None),
            (
                changed(
                    project(linear(1), "ReLU", linear(3)), "l1", init={"weight": {"kind": "ones"}}
                ),
                None,
            ),
        ],
    ),
}

NORMALISATION = {
    "batchNormOfOneRow": RuleCase(
        fires=trained(NORMED, batch_size=1),
        said="“batchnorm1d_2” needs several rows a batch",
        layer="l2",
        level="misfit",
        fixes={
            "Set the batch size to 32": lambda p: p.training.batch_size == 32,
            "Use LayerNorm": lambda p: kinds(p)[1] == "LayerNorm",
        },
        silent=[
            (NORMED, None),
            (trained(project(conv(4), "BatchNorm2d", shape=(1, 8, 8)), batch_size=1), None),
        ],
    ),
    "batchNormOfLastRow": RuleCase(
        fires=NORMED,
        data=classes_with(33, 33, 31),
        said="97 rows leave 1 over in batches of 32",
        layer="l2",
        level="misfit",
        fixes={
            "Leave the last batch out": lambda p: p.training.drop_last,
            "Set the batch size to 33": lambda p: p.training.batch_size == 33,
        },
        silent=[
            (NORMED, classes_with(33, 33, 32)),
            (trained(NORMED, drop_last=True), classes_with(33, 33, 31)),
            (SOUND, classes_with(33, 33, 31)),
        ],
    ),
    "normalisedOutput": RuleCase(
        fires=project(linear(1), "BatchNorm1d", loss="MSE"),
        data=NUMBERS,
        said="“batchnorm1d_2” on the output gives every batch the same spread",
        layer="l2",
        fixes={"Remove BatchNorm1d": lambda p: kinds(p) == ["Linear"]},
        silent=[(NORMED, None)],
    ),
    "normOfOneNumber": RuleCase(
        fires=project(linear(1), "LayerNorm", "ReLU", linear(3)),
        said="“layernorm_2” normalises one number at a time",
        layer="l2",
        fixes={"Remove LayerNorm": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"]},
        silent=[
            (project(linear(8), "LayerNorm", "ReLU", linear(3)), None),
            (project(linear(8), ("GroupNorm", {"num_groups": 4}), "ReLU", linear(3)), None),
        ],
    ),
    "normalisedTwice": RuleCase(
        fires=project(linear(8), "LayerNorm", "BatchNorm1d", "ReLU", linear(3)),
        said="“batchnorm1d_3” normalises what “layernorm_2” has normalised already",
        layer="l3",
        fixes={"Remove BatchNorm1d": lambda p: kinds(p).count("BatchNorm1d") == 0},
        silent=[(NORMED, None)],
    ),
    "dropoutBeforeBatchNorm": RuleCase(
        fires=project(linear(8), "Dropout", "BatchNorm1d", "ReLU", linear(3)),
        said="“dropout_2” before “batchnorm1d_3” changes the spread in training only",
        layer="l2",
        fixes={
            "Put it behind batchnorm1d_3": lambda p: (
                kinds(p) == ["Linear", "BatchNorm1d", "Dropout", "ReLU", "Linear"]
            ),
            "Remove Dropout": lambda p: "Dropout" not in kinds(p),
        },
        silent=[(project(linear(8), "BatchNorm1d", "Dropout", "ReLU", linear(3)), None)],
    ),
    "biasBeforeBatchNorm": RuleCase(
        fires=project(linear(8), "BatchNorm1d", "ReLU", linear(3)),
        said="“batchnorm1d_2” takes away whatever the bias of “linear_1” adds",
        layer="l1",
        fixes={"Switch the bias off": lambda p: params(p, "l1")["bias"] is False},
        silent=[
            (NORMED, None),
            (project(linear(8), "BatchNorm1d", "ReLU", linear(3), shape=(5, 4)), None),
            (
                fed(project(linear(8), "BatchNorm1d", "ReLU", "Add", linear(3)), "l4", "l3", "l1"),
                None,
            ),
        ],
    ),
    "noRunningMeans": RuleCase(
        fires=project(
            linear(8, bias=False),
            ("BatchNorm1d", {"track_running_stats": False}),
            "ReLU",
            linear(3),
        ),
        said="“batchnorm1d_2” keeps no running means",
        layer="l2",
        fixes={"Keep running means": lambda p: params(p, "l2") == {}},
        silent=[(NORMED, Data())],
    ),
}

DROPOUT = {
    "dropoutOnOutput": RuleCase(
        fires=project(linear(8), "ReLU", linear(3), "Dropout"),
        said="“dropout_4” drops outputs of the network itself",
        layer="l4",
        fixes={"Remove Dropout": lambda p: kinds(p) == ["Linear", "ReLU", "Linear"]},
        silent=[(project(linear(8), "ReLU", "Dropout", linear(3)), None)],
    ),
    "dropoutOfAll": RuleCase(
        fires=project(linear(8), "ReLU", ("Dropout", {"p": 1.0}), linear(3)),
        said="“dropout_3” drops 100\u00a0% of all numbers",
        layer="l3",
        fixes={
            "Set p to 0.5": lambda p: params(p, "l3") == {},
            "Remove Dropout": lambda p: "Dropout" not in kinds(p),
        },
        silent=[(project(linear(8), "ReLU", ("Dropout", {"p": 0.9}), linear(3)), None)],
    ),
    "dropoutAfterSelu": RuleCase(
        fires=project(linear(8), "SELU", "Dropout", linear(3)),
        said="“dropout_3” spoils the mean and the spread that “selu_2” keeps",
        layer="l3",
        fixes={
            "Use AlphaDropout": lambda p: kinds(p) == ["Linear", "SELU", "AlphaDropout", "Linear"],
            "Remove Dropout": lambda p: kinds(p) == ["Linear", "SELU", "Linear"],
        },
        silent=[
            (project(linear(8), "SELU", "AlphaDropout", linear(3)), None),
            (project(linear(8), "ELU", "Dropout", linear(3)), None),
        ],
    ),
    "dropoutOfNone": RuleCase(
        fires=project(linear(8), "ReLU", ("Dropout", {"p": 0.0}), linear(3)),
        said="“dropout_3” has p = 0: it drops nothing",
        layer="l3",
        fixes={
            "Set p to 0.5": lambda p: params(p, "l3") == {},
            "Remove Dropout": lambda p: "Dropout" not in kinds(p),
        },
        silent=[(project(linear(8), "ReLU", ("Dropout", {"p": 0.1}), linear(3)), None)],
    ),
}

CASES = {**ACTIVATIONS, **NORMALISATION, **DROPOUT}
