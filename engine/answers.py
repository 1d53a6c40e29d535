"""What questions to a session give: plain arrays, so that the screen needs no torch to read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.text import Text

Weights = Literal["best", "now"]


@dataclass(frozen=True)
class LayerAnswer:
    """One layer as it is now.

    `weights` and `gradients` by the tensor's name in the module; a gradient is None before any
    backward. `outputs` are the layer's values on some training rows, [rows, *shape].
    """

    layer: str
    step: int
    weights: Mapping[str, np.ndarray]
    gradients: Mapping[str, np.ndarray | None]
    outputs: np.ndarray | None


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
