"""What questions to a session give: plain arrays, so that the screen needs no torch to read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from engine.spec.project import Project
from engine.tensor_figures import Picture, TensorFigures
from engine.text import Text

Weights = Literal["best", "now"]


@dataclass(frozen=True)
class LayerAnswer:
    """One layer as it is now.

    `tensors` are weights and buffers by their name in the module, `gradients` those of the weights; a
    gradient is None before any backward. `inputs` and `outputs` of an activation are its values on some
    training rows, [rows, *shape].
    """

    layer: str
    step: int
    tensors: Mapping[str, TensorFigures]
    gradients: Mapping[str, TensorFigures | None]
    inputs: np.ndarray | None = None
    outputs: np.ndarray | None = None

    @property
    def whole(self) -> Mapping[str, np.ndarray] | None:
        """Every number of every tensor; None where one is too large."""
        found = {name: t.values for name, t in self.tensors.items() if t.values is not None}
        return found if len(found) == len(self.tensors) else None


@dataclass(frozen=True)
class Moment:
    """Where in its run a network stands, and the steps after which it can be looked at again.

    `settings` are the live settings that held then, where it is looked at.
    """

    step: int
    epoch: int
    kept: tuple[int, ...]
    settings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PredictAnswer:
    """Predictions for some rows: class probabilities [n, C], or values [n, k] in the target's unit."""

    classes: tuple[str, ...]
    probabilities: np.ndarray | None
    values: np.ndarray | None
    warnings: tuple[Text, ...]
    source: Weights
    epoch: int


@dataclass(frozen=True)
class EvaluateAnswer:
    """How good the network is on a split.

    `rows` are row numbers of the prepared data; `predicted` and `truth` are class numbers [n], or values
    [n, k] in the target's unit; `losses` [n] is each row's loss by itself, NaN beyond
    the first 20 000 rows.
    """

    split: str
    rows: np.ndarray
    loss: float
    metrics: Mapping[str, float]
    confusion: np.ndarray | None
    predicted: np.ndarray
    truth: np.ndarray
    probabilities: np.ndarray | None
    losses: np.ndarray
    source: Weights
    epoch: int


@dataclass(frozen=True, eq=False)
class PairsAnswer:
    """True and predicted values [n, k] of a regression after `step`, in the units of its k targets.

    `rows` are row numbers of the prepared data, of the split named.
    """

    step: int
    split: Literal["validation", "train"]
    targets: tuple[str, ...]
    rows: np.ndarray
    truth: np.ndarray
    predicted: np.ndarray
    seconds: float


@dataclass(frozen=True, eq=False)
class TensorValues:
    """Numbers for one tensor of a layer: all of them in its shape, or the one at flat place `at`."""

    layer: str
    tensor: str
    values: np.ndarray
    at: int | None = None


@dataclass(frozen=True, eq=False)
class WeightsChange:
    """What a change by hand has put into the weights, and what was there before."""

    before: tuple[TensorValues, ...]
    after: tuple[TensorValues, ...]


@dataclass(frozen=True)
class MeasureAnswer:
    """What training `project` takes on this machine.

    `step_seconds` is the time of a step of `batch` rows, scaled up from `tried` rows where a whole step
    would have taken long; None where the memory does not even suffice to try. `available` is how many
    bytes training could take, `rows` the number of training rows, `device` what torch calls the device.
    """

    project: Project
    batch: int
    tried: int
    step_seconds: float | None
    epoch_seconds: float | None
    available: int
    rows: int
    device: str


@dataclass(frozen=True, eq=False)
class MatricesAnswer:
    """A Linear layer on some rows as x · Wᵀ + b = y; `weight` is Wᵀ, (in, out), `bias` one row.

    `row` and `column` name the number of y whose sum is told: the `x_terms` times the `w_terms`, plus
    `bias_term` (None without a bias), make `value`.
    """

    layer: str
    step: int
    x: TensorFigures
    weight: TensorFigures
    bias: TensorFigures | None
    y: TensorFigures
    row: int
    column: int
    x_terms: np.ndarray
    w_terms: np.ndarray
    bias_term: float | None
    value: float


@dataclass(frozen=True, eq=False)
class SampleAnswer:
    """What a layer gives for one sample, the `index`th of `count` rows of a split.

    `output` has the layer's own shape, without the batch. `maps` are the first channels of a
    channels × height × width output as small pictures, `large` one of them in full. `truth` is the
    sample's class or target in words; `classes` names the numbers of an output of the network.
    """

    layer: str
    step: int
    split: str
    index: int
    count: int
    truth: str
    output: TensorFigures
    maps: np.ndarray | None
    large: Picture | None
    classes: tuple[str, ...]


@dataclass(frozen=True)
class FileTensors:
    """What of a file of weights fits a layer.

    `fitting` has for each of the layer's tensors the names of those in the file of its shape, the
    likeliest first; `shapes` are the layer's own.
    """

    layer: str
    path: Path
    fitting: Mapping[str, tuple[str, ...]]
    shapes: Mapping[str, tuple[int, ...]]
