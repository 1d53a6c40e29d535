"""What a network's outputs mean, and how good they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from engine.catalog.losses import loss_kind
from engine.spec.component import Component


class Scale(Protocol):
    """What is needed to turn a standardised target back into its unit."""

    @property
    def target_mean(self) -> tuple[float, ...]:
        """What was subtracted from each target column."""

    @property
    def target_std(self) -> tuple[float, ...]:
        """What each target column was divided by after that."""


def probabilities(output: Tensor, loss: Component, classes: int) -> Tensor:
    """Class probabilities [n, classes] from a network's raw output, as the loss reads it.

    One output for two classes is the probability (or logit, or ±1 score) of the second class.
    """
    wants = loss_kind(loss.kind).wants
    flat = output.reshape(len(output), -1)
    if flat.shape[1] == 1 and classes == 2:
        second = {
            "logit": torch.sigmoid(flat),
            "value": flat,
            "probability": flat,
            "log_probability": flat.exp(),
        }[wants]
        if loss_kind(loss.kind).expects == "sign":
            second = (flat + 1) / 2
        second = second.clamp(0, 1)
        return torch.cat([1 - second, second], dim=1)
    if wants == "log_probability":
        return flat.exp()
    if wants == "probability":
        return flat
    return torch.softmax(flat, dim=1)


def predicted_classes(output: Tensor, loss: Component, classes: int) -> Tensor:
    """The class number [n] that a network's output stands for."""
    flat = output.reshape(output.size(0), -1)
    if flat.size(1) == 1 and classes == 2:
        kind = loss_kind(loss.kind)
        threshold = 0.5
        if kind.wants == "logit" or kind.expects == "sign":
            threshold = 0.0
        return (flat.squeeze(1) > threshold).long()
    return flat.argmax(dim=1)


@dataclass
class ClassCounts:
    """Counts of true × predicted class, and what follows from them."""

    classes: int
    matrix: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.matrix = np.zeros((self.classes, self.classes), np.int64)

    def update(self, predicted: Tensor, true: Tensor) -> None:
        """Counts one batch of class numbers [n]."""
        columns = np.minimum(predicted.cpu().numpy(), self.classes - 1)
        pairs = true.cpu().numpy().astype(np.int64, copy=False) * self.classes + columns
        counts = np.bincount(pairs, minlength=self.classes**2)
        self.matrix += counts.reshape(self.classes, self.classes)

    def state(self) -> dict[str, np.ndarray]:
        """The counts, to go on from."""
        return {"matrix": self.matrix}

    def load_state(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Goes on from saved counts."""
        self.matrix = arrays["matrix"].copy()

    def metrics(self) -> dict[str, float]:
        """Accuracy, and precision, recall and F1 averaged over the classes that occur.

        A class that is never predicted has precision 0, as in scikit-learn with `zero_division=0`.
        """
        total = float(self.matrix.sum())
        if not total:
            return dict.fromkeys(("accuracy", "precision", "recall", "f1"), float("nan"))
        right = self.matrix.diagonal().tolist()
        true, predicted = self.matrix.sum(axis=1).tolist(), self.matrix.sum(axis=0).tolist()
        ratios = [
            (r / max(p, 1), r / max(t, 1), 2 * r / (t + p))
            for r, t, p in zip(right, true, predicted, strict=True)
            if t + p
        ]
        precision, recall, f1 = (sum(values) / len(values) for values in zip(*ratios, strict=True))
        accuracy = sum(right) / total
        return {"accuracy": accuracy, "precision": precision, "recall": recall, "f1": f1}


def _added(total: Any, rows: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """`total` and the sum of each batch of rows, added one after the other."""
    sums = np.add.reduceat(rows, np.asarray(starts), axis=0)
    added: np.ndarray = np.cumsum(np.concatenate([[total], sums]), axis=0)[-1]
    return added


@dataclass
class ErrorSums:
    """Sums over errors in the target's own unit, and what follows from them."""

    scale: Scale
    count: int = 0
    absolute: float = 0.0
    squared: float = 0.0
    target_sum: np.ndarray | None = None
    target_squares: np.ndarray | None = None

    def update(self, output: Tensor, true: Tensor, starts: Sequence[int] = (0,)) -> None:
        """Adds batches: outputs and targets [n, k], both as the loss sees them.

        Args:
            output: the rows of one or more batches.
            true: their targets.
            starts: the row at which each batch begins. Each is summed by itself and then added, so
                that the sums do not depend on how many batches come in at once, to the last bit.
        """
        shape = (len(true), -1)
        std = torch.tensor(self.scale.target_std, dtype=torch.float64)
        mean = torch.tensor(self.scale.target_mean, dtype=torch.float64)
        truth = (true.detach().reshape(shape).double().cpu() * std + mean).numpy()
        guess = (output.detach().reshape(shape).double().cpu() * std + mean).numpy()
        error = guess - truth
        self.count += error.size
        self.absolute = float(_added(self.absolute, np.abs(error).sum(axis=1), starts))
        self.squared = float(_added(self.squared, (error**2).sum(axis=1), starts))
        nothing = np.zeros(truth.shape[1])
        before = nothing if self.target_sum is None else self.target_sum
        squares_before = nothing if self.target_squares is None else self.target_squares
        self.target_sum = _added(before, truth, starts)
        self.target_squares = _added(squares_before, truth**2, starts)

    def state(self) -> dict[str, np.ndarray]:
        """The sums, to go on from."""
        empty = np.zeros(0)
        return {
            "sums": np.array([self.count, self.absolute, self.squared]),
            "target_sum": empty if self.target_sum is None else self.target_sum,
            "target_squares": empty if self.target_squares is None else self.target_squares,
        }

    def load_state(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Goes on from saved sums."""
        count, self.absolute, self.squared = (float(v) for v in arrays["sums"])
        self.count = int(count)
        some = len(arrays["target_sum"]) > 0
        self.target_sum = arrays["target_sum"].copy() if some else None
        self.target_squares = arrays["target_squares"].copy() if some else None

    def metrics(self) -> dict[str, float]:
        """Mean absolute error, root mean squared error, and R² over all outputs together."""
        if not self.count or self.target_sum is None or self.target_squares is None:
            return {"mae": float("nan"), "rmse": float("nan"), "r2": float("nan")}
        rows = self.count / len(self.target_sum)
        variation = float((self.target_squares - self.target_sum**2 / rows).sum())
        return {
            "mae": self.absolute / self.count,
            "rmse": (self.squared / self.count) ** 0.5,
            "r2": 1 - self.squared / variation if variation > 0 else float("nan"),
        }


class Scores:
    """Collects outputs and targets in batches and gives the task's metrics.

    Args:
        task: "regression", "binary" or "multiclass".
        loss: the loss that says how to read the output.
        classes: number of classes, for classification.
        scale: how the target was standardised, for regression.
    """

    #: Outputs are kept and counted together once this many numbers have come in.
    FLUSH_AT = 1_000_000

    def __init__(self, task: str, loss: Component, classes: int, scale: Scale) -> None:
        self._loss, self._classes = loss, classes
        self._state: ClassCounts | ErrorSums = (
            ErrorSums(scale) if task == "regression" else ClassCounts(classes)
        )
        self._outputs: list[Tensor] = []
        self._targets: list[Tensor] = []
        self._batches: list[int] = []
        self._kept = 0

    def update(self, output: Tensor, target: Tensor, batch: int = 0) -> None:
        """Notes one batch, or several of `batch` rows each; counting waits until it is worth it."""
        self._outputs.append(output.detach())
        self._targets.append(target)
        self._batches.append(batch)
        self._kept += output.numel()
        if self._kept >= self.FLUSH_AT:
            self._flush()

    def _flush(self) -> None:
        if not self._outputs:
            return
        several = len(self._outputs) > 1
        output = torch.cat(self._outputs) if several else self._outputs[0]
        target = torch.cat(self._targets) if several else self._targets[0]
        if isinstance(self._state, ClassCounts):
            self._state.update(predicted_classes(output, self._loss, self._classes), target)
        else:
            self._state.update(output, target, self._starts())
        self._outputs, self._targets, self._batches, self._kept = [], [], [], 0

    def _starts(self) -> list[int]:
        """The row at which each batch begins."""
        starts: list[int] = []
        begin = 0
        for target, batch in zip(self._targets, self._batches, strict=True):
            end = begin + target.size(0)
            starts += range(begin, end, batch or max(end - begin, 1))
            begin = end
        return starts

    def metrics(self) -> dict[str, float]:
        """The metrics of everything seen so far."""
        self._flush()
        return self._state.metrics()

    def state(self) -> dict[str, np.ndarray]:
        """Everything counted so far as arrays; `load_state` goes on from there."""
        self._flush()
        return self._state.state()

    def load_state(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Goes on from what `state` gave."""
        self._state.load_state(arrays)

    @property
    def confusion(self) -> np.ndarray | None:
        """Counts of true × predicted class; None for regression."""
        self._flush()
        return self._state.matrix.copy() if isinstance(self._state, ClassCounts) else None


@torch.no_grad()
def outputs_of(model: torch.nn.Module, x: Tensor, batch: int = 4096) -> tuple[Tensor, ...]:
    """The network's outputs for all rows of `x`, in evaluation mode; the mode is put back."""
    training = model.training
    model.eval()
    try:
        parts: Sequence[tuple[Tensor, ...]] = [model(rows) for rows in torch.split(x, batch)]
    finally:
        model.train(training)
    return tuple(torch.cat(column) for column in zip(*parts, strict=True))
