"""The projects that come with the program: lessons to step through, and sets to train on at once."""

from dataclasses import dataclass
from pathlib import Path

from engine.files.layout import SUFFIX
from engine.spec.data import DataSpec, InlineSource
from engine.spec.network import INPUT, LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import Text, text

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "examples"


@dataclass(frozen=True)
class Example:
    """A project file, and how a menu speaks of it. `lesson` is its place in the course, if any."""

    name: str
    title: Text
    doc: Text
    lesson: int | None = None

    @property
    def path(self) -> Path:
        """The project file."""
        return FOLDER / f"{self.name}{SUFFIX}"


def blank_project() -> Project:
    """No data yet, and a network that is only an input."""
    layer = LayerSpec(id="l1", kind=INPUT, name="input1")
    return Project(
        data=DataSpec(source=InlineSource(columns=(), rows=())),
        network=NetworkSpec(layers=(layer,), outputs=(layer.id,)),
    )


#: In the order of the menu; the first is what a new user sees.
EXAMPLES: tuple[Example, ...] = (
    Example(
        "spirals",
        text("Two spirals"),
        text(
            "Two classes that no straight line parts: watch the boundary wind itself around them."
        ),
    ),
    Example(
        "digits",
        text("Handwritten digits"),
        text("1797 pictures of 8×8 pixels and a small convolutional network that reads them."),
    ),
    Example(
        "wine",
        text("Wines by their chemistry"),
        text("A CSV file with a few gaps: tell three kinds of wine apart by 13 measurements."),
    ),
    Example(
        "diabetes",
        text("Progress of diabetes"),
        text("Regression: predict a number from ten measurements of a patient."),
    ),
    Example(
        "one-neuron",
        text("One neuron, one step"),
        text("One weight, one bias and three points: every number of a training step by hand."),
        lesson=1,
    ),
    Example(
        "mixed-losses",
        text("Mixed losses"),
        text("The same neuron with MSE and MAE together: each term has its share of the gradient."),
        lesson=2,
    ),
    Example(
        "sum-loss",
        text("A loss on the sum"),
        text("The same neuron judged by each output and by the sum of all outputs."),
        lesson=2,
    ),
    Example(
        "one-weight",
        text("y = w·x, one sample at a time"),
        text("A single weight finds 2 in small steps: batch size 1, no shuffling."),
        lesson=3,
    ),
    Example(
        "three-classes",
        text("Three classes from 20 features"),
        text("The labels are random: the network learns them by heart and nothing more."),
        lesson=4,
    ),
    Example(
        "small-cnn",
        text("A small CNN"),
        text("Two convolutions and three Linear layers: follow shapes and parameters through."),
        lesson=5,
    ),
    Example(
        "two-sigmoids",
        text("Backpropagation by hand"),
        text("Two sigmoid layers on two samples, small enough to check the chain rule on paper."),
        lesson=13,
    ),
    Example(
        "square",
        text("One derivative by itself"),
        text("y = x² at x = 1: the smallest step-through there is, with the derivative 2."),
        lesson=14,
    ),
)


def example(name: str) -> Example:
    """The example of this name; KeyError when there is none."""
    for known in EXAMPLES:
        if known.name == name:
            return known
    raise KeyError(name)
