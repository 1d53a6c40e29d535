"""Settings of training and data."""

from engine.spec.component import component
from engine.spec.data import SplitSpec
from tests.engine.check.advising import (
    NUMBERS,
    RuleCase,
    changed,
    classes_with,
    linear,
    losses,
    numbers_with,
    prepared,
    project,
    trained,
)

SOUND = project(linear(8), "ReLU", linear(3))
NUMBER = project(linear(8), "ReLU", linear(1), loss="MSE")
EVEN = classes_with(50, 50, 50)
FROZEN = changed(changed(SOUND, "l1", frozen=True), "l3", frozen=True)
IN_ORDER = SplitSpec(shuffle=False)
NOTHING_TO_WATCH = SplitSpec(train=0.8, validation=0.0, test=0.2)


def optimized(kind, **params):
    return trained(SOUND, optimizer=component(kind, **params))


TRAINING = {
    "nothingToLearn": RuleCase(
        fires=FROZEN,
        said="Every layer with weights is frozen",
        layer="l3",
        level="misfit",
        fixes={
            "Unfreeze linear_3": lambda p: (
                [la.frozen for la in p.network.layers[1:]] == [True, False, False]
            ),
            "Unfreeze all": lambda p: not any(la.frozen for la in p.network.layers),
        },
        silent=[(SOUND, None), (changed(SOUND, "l1", frozen=True), None), (project(), None)],
    ),
    "rateFarOff": RuleCase(
        fires=optimized("Adam", lr=1.0),
        said="A learning rate of 1 is far too high for Adam",
        layer=None,
        fixes={
            "Set the learning rate to 0.001": lambda p: p.training.optimizer.params["lr"] == 0.001
        },
        silent=[
            (SOUND, None),
            (optimized("SGD", lr=1.0), None),
            (optimized("Adam", lr=0.03), None),
            (trained(optimized("Adam", lr=1.0), schedule=component("one_cycle")), None),
        ],
    ),
    "sortedRows": RuleCase(
        fires=trained(SOUND, shuffle=False),
        data=classes_with(50, 50, 50, class_changes=2),
        said="The rows are sorted by class and are not shuffled",
        layer=None,
        fixes={"Shuffle the rows": lambda p: p.training.shuffle},
        silent=[
            (SOUND, classes_with(50, 50, 50, class_changes=2)),
            (trained(SOUND, shuffle=False), EVEN),
            (trained(NUMBER, shuffle=False), NUMBERS),
        ],
    ),
    "stoppingUnwatched": RuleCase(
        fires=trained(prepared(SOUND, split=NOTHING_TO_WATCH), stopping=component("patience")),
        said="Early stopping has no validation rows to watch",
        layer=None,
        fixes={
            "Take 15\u00a0% of the rows for validation": lambda p: (
                (p.data.split.train, p.data.split.validation, p.data.split.test)
                == (0.68, 0.15, 0.17)
            ),
            "Switch early stopping off": lambda p: p.training.stopping.kind == "off",
        },
        silent=[
            (trained(SOUND, stopping=component("patience")), None),
            (prepared(SOUND, split=NOTHING_TO_WATCH), None),
        ],
    ),
    "stoppingTooPatient": RuleCase(
        fires=trained(SOUND, stopping=component("patience", patience=200), epochs=100),
        said="Early stopping waits 200 epochs, but the run has only 100",
        layer=None,
        fixes={"Wait 10 epochs": lambda p: p.training.stopping.params == {"patience": 10}},
        silent=[(trained(SOUND, stopping=component("patience")), None)],
    ),
    "scheduleTooLate": RuleCase(
        fires=trained(SOUND, schedule=component("step"), epochs=12),
        said="The schedule waits 30 epochs before it lowers the learning rate",
        layer=None,
        fixes={
            "Wait 4 epochs": lambda p: p.training.schedule.params == {"step_size": 4},
            "Keep the rate constant": lambda p: p.training.schedule.kind == "constant",
        },
        silent=[(trained(SOUND, schedule=component("step"), epochs=100), None)],
    ),
    "batchAboveRows": RuleCase(
        fires=trained(SOUND, batch_size=512),
        data=EVEN,
        said="A batch of 512 holds all 150 training rows",
        layer=None,
        fixes={"Set the batch size to 32": lambda p: p.training.batch_size == 32},
        silent=[(SOUND, EVEN), (SOUND, classes_with(3, 3, 3))],
    ),
    "batchOfOne": RuleCase(
        fires=trained(SOUND, batch_size=1),
        data=EVEN,
        said="an epoch takes 150 steps",
        layer=None,
        fixes={"Set the batch size to 32": lambda p: p.training.batch_size == 32},
        silent=[(SOUND, EVEN), (trained(SOUND, batch_size=1), classes_with(1, 1, 1))],
    ),
    "adamDecay": RuleCase(
        fires=optimized("Adam", weight_decay=0.01),
        said="Adam weakens the weight decay",
        layer=None,
        fixes={
            "Use AdamW": lambda p: p.training.optimizer == component("AdamW", weight_decay=0.01),
            "Switch the weight decay off": lambda p: p.training.optimizer == component("Adam"),
        },
        silent=[(optimized("AdamW", weight_decay=0.01), None), (SOUND, None)],
    ),
}

DATA = {
    "notStandardised": RuleCase(
        fires=prepared(NUMBER, scale="none"),
        data=numbers_with(least_spread=0.5, most_spread=120.0),
        said="the spread of one is 240 times that of another",
        layer=None,
        fixes={"Standardise the features": lambda p: p.data.scale == "standard"},
        silent=[
            (NUMBER, numbers_with(least_spread=0.5, most_spread=120.0)),
            (prepared(NUMBER, scale="none"), numbers_with(most_spread=5.0)),
        ],
    ),
    "largeTarget": RuleCase(
        fires=NUMBER,
        data=numbers_with(target_size=152.13),
        said="The target reaches about 150",
        layer=None,
        fixes={"Scale the target": lambda p: p.data.scale_target},
        silent=[
            (NUMBER, numbers_with(target_size=3.0)),
            (prepared(NUMBER, scale_target=True), numbers_with(target_size=152.13)),
            (
                project(linear(1), loss="PoissonNLL"),
                numbers_with(target_size=152.13),
            ),
        ],
    ),
    "rareClasses": RuleCase(
        fires=SOUND,
        data=classes_with(100, 60, 20),
        said="“a” has 5 times as many training rows as “c”",
        layer="l3",
        fixes={
            "Weigh the classes by their rows": lambda p: (
                losses(p) == [component("CrossEntropy", weight=(0.6, 1.0, 3.0))]
            )
        },
        silent=[
            (SOUND, EVEN),
            (
                project(linear(8), "ReLU", linear(3), weight=(1.0, 1.0, 5.0)),
                classes_with(100, 60, 20),
            ),
            (project(linear(8), "ReLU", linear(3), loss="Focal"), classes_with(100, 60, 20)),
        ],
    ),
    "splitInOrder": RuleCase(
        fires=prepared(SOUND, split=IN_ORDER),
        data=classes_with(50, 50, 0),
        said="no training row is of class “c”",
        layer=None,
        fixes={"Split by chance": lambda p: p.data.split.shuffle},
        silent=[
            (prepared(SOUND, split=IN_ORDER), EVEN),
            (SOUND, classes_with(50, 50, 0)),
        ],
    ),
}

CASES = {**TRAINING, **DATA}
