"""The lessons' projects, exported: their scripts give the lessons' figures and the program's."""

import pytest

from engine.spec.component import component
from engine.spec.data import (
    ColumnSpec,
    DataSpec,
    GeneratedSource,
    InlineSource,
    SplitSpec,
)
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm
from tests.engine.export.exporting import (
    assert_formatted,
    assert_same,
    checked,
    layer,
    run_here,
    run_program,
    run_script,
    stack,
    training,
)

WHOLE = SplitSpec(train=1.0, validation=0.0, test=0.0, shuffle=False, stratify=False)


def neuron(*losses: LossTerm) -> Project:
    """Lessons 1 and 2."""
    start = {
        "weight": component("values", values=(-0.2505,)),
        "bias": component("constant", val=0.9166),
    }
    source = InlineSource(columns=("x", "y"), rows=((1, 1.5), (2, 2.5), (3, 3.5)))
    return Project(
        title="One neuron, one step",
        data=DataSpec(
            source=source,
            columns=(ColumnSpec(name="x"), ColumnSpec(name="y", role="target")),
            scale="none",
            split=WHOLE,
        ),
        network=NetworkSpec(
            layers=(
                layer(0, "Input", "input1", shape=(1,)),
                layer(1, "Linear", "fc", 0, start=start, out_features=1),
            ),
            outputs=("l1",),
        ),
        training=training(
            losses or "MSE",
            optimizer=component("SGD", lr=0.01),
            batch_size=3,
            shuffle=False,
            epochs=3,
        ),
    )


def mixed() -> Project:
    mse = component("MSE")
    return neuron(LossTerm(loss=mse), LossTerm(loss=mse, transform="sum"))


def one_at_a_time() -> Project:
    """Lesson 3."""
    return Project(
        data=DataSpec(
            source=GeneratedSource(name="line", size=3, noise=0.0), scale="none", split=WHOLE
        ),
        network=NetworkSpec(
            layers=(
                layer(0, "Input", "input1", shape=(1,)),
                layer(
                    1,
                    "Linear",
                    "fc",
                    0,
                    start={"weight": component("ones")},
                    out_features=1,
                    bias=False,
                ),
            ),
            outputs=("l1",),
        ),
        training=training(
            "MSE",
            optimizer=component("SGD", lr=0.01),
            batch_size=1,
            shuffle=False,
            epochs=100,
        ),
    )


def three_classes() -> Project:
    """Lesson 4."""
    return Project(
        data=DataSpec(
            source=GeneratedSource(name="three_class", size=500), scale="none", split=WHOLE
        ),
        network=stack(
            (20,),
            ("Linear", {"out_features": 13}),
            ("ReLU", {}),
            ("Linear", {"out_features": 8}),
            ("Sigmoid", {}),
            ("Linear", {"out_features": 3}),
        ),
        training=training(
            "CrossEntropy", optimizer=component("SGD", lr=0.01, momentum=0.9), seed=420, epochs=3
        ),
    )


def small_cnn() -> Project:
    """Lesson 5, with fewer neurons behind the convolutions."""
    return Project(
        data=DataSpec(
            source=GeneratedSource(name="random_images", size=12), scale="none", split=WHOLE
        ),
        network=stack(
            (1, 32, 32),
            ("Conv2d", {"out_channels": 6}),
            ("ReLU", {}),
            ("Conv2d", {"out_channels": 16}),
            ("ReLU", {}),
            ("Flatten", {}),
            ("Linear", {"out_features": 16}),
            ("ReLU", {}),
            ("Linear", {"out_features": 2}),
        ),
        training=training("MAE", epochs=2, batch_size=5),
    )


def two_sigmoids() -> Project:
    """Lesson 13."""
    first = {"weight": component("values", values=(0.5, -0.5, 0.25, 0.75))}
    second = {"weight": component("values", values=(1.0, -1.0))}
    source = InlineSource(columns=("a", "b", "y"), rows=((1, 0, 1), (0, 1, 0)))
    return Project(
        data=DataSpec(source=source, scale="none", split=WHOLE),
        network=NetworkSpec(
            layers=(
                layer(0, "Input", "input1", shape=(2,)),
                layer(1, "Linear", "fc1", 0, start=first, out_features=2, bias=False),
                layer(2, "Sigmoid", "sigmoid1", 1),
                layer(3, "Linear", "fc2", 2, start=second, out_features=1, bias=False),
                layer(4, "Sigmoid", "sigmoid2", 3),
            ),
            outputs=("l4",),
        ),
        training=training(
            (LossTerm(loss=component("BCE", reduction="sum")),),
            optimizer=component("SGD", lr=0.1),
            batch_size=2,
            shuffle=False,
        ),
    )


LESSONS = [neuron, mixed, one_at_a_time, three_classes, small_cnn, two_sigmoids]


@pytest.mark.parametrize("lesson", LESSONS)
def test_that_a_lesson_gives_the_same_figures_in_both(lesson, tmp_path):
    project = lesson()
    code = checked(project)
    assert_formatted(code)
    assert_same(run_script(code, tmp_path), run_program(project))


@pytest.mark.parametrize(
    ("lesson", "first"),
    [(neuron, 5.387224), (mixed, 44.489735), (two_sigmoids, 1.217119)],
)
def test_that_the_first_loss_is_the_lessons(lesson, first):
    assert run_here(checked(lesson())).losses[0] == pytest.approx(first, abs=1e-5)


def test_that_lesson_three_ends_where_the_lesson_does():
    script = run_here(checked(one_at_a_time()))
    assert script.losses[2] == pytest.approx(7.315944, abs=1e-6)
    assert script.losses[5] == pytest.approx(3.998764, abs=1e-6)
    assert script.weights["fc.weight"].item() == pytest.approx(1.999999642, abs=1e-7)


def test_that_the_first_lesson_reads_as_a_teacher_would_write_it():
    code = checked(neuron())
    assert "x = torch.tensor([[1.0], [2.0], [3.0]])\n" in code
    assert "y = torch.tensor([[1.5], [2.5], [3.5]])\n" in code
    assert "self.fc = nn.Linear(1, 1)\n" in code
    assert "import numpy" not in code
    assert "evaluate" not in code
