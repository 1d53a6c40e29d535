"""What a rule looks at: the latest figures, cheap to ask for however long the history is.

No question here costs more than a few thousand points: of steps only windows are read, of epochs an
even sample.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.catalog.layers import layer_kind
from engine.check.doctor.finding import Evidence, Family, Finding, Source
from engine.check.doctor.stretch import Stretch, stretch
from engine.check.targets import DataLike
from engine.spec.network import LayerSpec
from engine.spec.project import Project
from engine.text import Text

#: A share of the loss at the beginning below which a run has done its work.
_LEARNT = 0.1
#: Losses that are the entropy of what was answered, so that a guess costs as much as the classes' shares.
_ENTROPIES = frozenset({"CrossEntropy", "NLL", "BCEWithLogits", "BCE"})

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

#: Most epochs that a rule is shown; of more, evenly spaced ones up to the latest.
MOST_EPOCHS = 2048
#: Most steps that one window averages over.
MOST_STEPS = 512
#: Steps that the figures of “now” are means over, and fewer than which say nothing.
NOW_STEPS, FEWEST_STEPS = 50, 20


class Points(Protocol):
    """A series of figures, as History keeps them."""

    @property
    def values(self) -> np.ndarray:
        """All points."""


class Matrices(Protocol):
    """Confusion matrices with their epochs, as History keeps them."""

    @property
    def items(self) -> Sequence[tuple[int, np.ndarray]]:
        """Each epoch and its counts of true × predicted, in order."""


class Figures(Protocol):
    """The part of a History that the rules read."""

    @property
    def steps(self) -> Mapping[str, Points]:
        """A point a step."""

    @property
    def epochs(self) -> Mapping[str, Points]:
        """A point an epoch."""

    @property
    def probes(self) -> Mapping[str, Points]:
        """Figures taken now and then, with their own `step`."""

    @property
    def confusions(self) -> Matrices:
        """Counts of true × predicted by epoch."""

    @property
    def steps_per_epoch(self) -> int:
        """Steps of one epoch."""

    @property
    def settings(self) -> Sequence[tuple[int, str, float]]:
        """Settings that were changed while the run was under way: after which step, which, to what."""


class Ending(Protocol):
    """The part of RunEnded that the rules read."""

    @property
    def reason(self) -> str:
        """Why the run ended."""

    @property
    def epoch(self) -> int:
        """Whole epochs before it ended."""

    @property
    def step(self) -> int:
        """Steps before it ended."""

    @property
    def message(self) -> Text | None:
        """What happened, in words."""

    @property
    def layer(self) -> str | None:
        """The id of the layer at fault, where there is one."""


@dataclass(frozen=True)
class Curve:
    """A figure of each epoch: the epochs, counted from 1, and its values; NaN where it was not there."""

    name: str
    epochs: Whole
    values: Floats

    def __len__(self) -> int:
        return len(self.values)

    def tail(self, count: int) -> "Curve":
        """The last `count` points."""
        return Curve(self.name, self.epochs[-count:], self.values[-count:])


@dataclass(frozen=True)
class Look:
    """A moment of a run.

    `ended` is None while it goes on; `data` what is known of the data; `held` has the findings of the last
    look by rule and layer.
    """

    figures: Figures
    project: Project
    ended: Ending | None
    data: DataLike | None
    held: Mapping[tuple[str, str], Finding]

    @cached_property
    def step(self) -> int:
        """Steps so far."""
        return len(self.figures.steps["loss"].values) if "loss" in self.figures.steps else 0

    @cached_property
    def epoch(self) -> int:
        """The epoch that ended last; 1 before there is one."""
        return max(self._epochs, 1)

    @property
    def _epochs(self) -> int:
        epochs = self.figures.epochs
        return len(epochs["train_loss"].values) if "train_loss" in epochs else 0

    @property
    def counts(self) -> tuple[int, ...]:
        """Training rows of each class; empty for a regression or where they are not known."""
        known = self.data.figures if self.data is not None else None
        return known.class_counts if known is not None else ()

    def class_name(self, number: int) -> str:
        """The name of a class, or its number where the data are not there."""
        names = self.data.classes if self.data is not None else ()
        return names[number] if number < len(names) else str(number)

    def limit(self, rule: str, raised: float, kept: float, about: str = "") -> float:
        """The threshold now: the milder one keeps a finding that held before."""
        return kept if (rule, about) in self.held else raised

    def recent(self, series: str, count: int = NOW_STEPS) -> Floats:
        """The finite ones of the last `count` points of a series of steps."""
        if series not in self.figures.steps:
            return np.empty(0)
        return finite(self.figures.steps[series].values[-count:])

    def first(self, series: str, count: int) -> Floats:
        """The finite ones of the first `count` points of a series of steps."""
        if series not in self.figures.steps:
            return np.empty(0)
        return finite(self.figures.steps[series].values[:count])

    def windows(self, series: str, parts: int) -> Floats:
        """The mean over the end of each of `parts` equal stretches of a series of steps."""
        if series not in self.figures.steps:
            return np.empty(0)
        values = self.figures.steps[series].values
        size = len(values) // parts
        if size == 0:
            return np.empty(0)
        taken, end = min(size, MOST_STEPS), len(values)
        ends = range(end - (parts - 1) * size, end + 1, size)
        return np.array([np.mean(values[at - taken : at], dtype=np.float64) for at in ends])

    def stretch(self, series: str) -> Stretch | None:
        """A series of probes over the latest stretch of steps; None while they cover too few steps."""
        probes = self.figures.probes
        if series not in probes:
            return None
        return stretch(probes["step"].values, probes[series].values, self.figures.steps_per_epoch)

    def above(
        self, value: float, newest: float, rule: str, limits: tuple[float, float], about: str
    ) -> bool:
        """Whether a figure of a stretch is above its limit (raised, kept); to be raised, at its end too."""
        raised, kept = limits
        held = (rule, about) in self.held
        return value >= self.limit(rule, raised, kept, about) and (held or newest >= kept)

    def probed(self, series: str, count: int) -> Floats:
        """The finite ones of the last `count` points of a series of probes."""
        if series not in self.figures.probes:
            return np.empty(0)
        return finite(self.figures.probes[series].values[-count:])

    def by_layer(self, prefix: str, family: Family = "steps") -> dict[str, str]:
        """The series `prefix/<layer id>` by layer, in the order of execution."""
        found = self.figures.probes if family == "probes" else self.figures.steps
        names = {name.partition("/")[2]: name for name in found if name.startswith(f"{prefix}/")}
        order = {layer.id: at for at, layer in enumerate(self.project.network.layers)}
        return dict(sorted(names.items(), key=lambda pair: order.get(pair[0], len(order))))

    @cached_property
    def norms(self) -> dict[str, float]:
        """The mean gradient norm of every layer over the latest steps, in the order of execution."""
        recent = {layer: self.recent(name) for layer, name in self.by_layer("gradient").items()}
        return {
            layer: float(values.mean())
            for layer, values in recent.items()
            if len(values) >= FEWEST_STEPS
        }

    @cached_property
    def updates(self) -> dict[str, Stretch]:
        """‖Δw‖/‖w‖ of every layer over the latest stretch of steps, in the order of execution."""
        found = {layer: self.stretch(n) for layer, n in self.by_layer("update", "probes").items()}
        return {layer: probed for layer, probed in found.items() if probed is not None}

    def curve(self, name: str) -> Curve:
        """A figure of every epoch; of many epochs, of an even sample up to the latest."""
        if name not in self.figures.epochs:
            return Curve(name, np.empty(0, np.int64), np.empty(0))
        values = self.figures.epochs[name].values
        stride = -(-len(values) // MOST_EPOCHS) or 1
        start = (len(values) - 1) % stride if len(values) else 0
        epochs = np.arange(start + 1, len(values) + 1, stride, dtype=np.int64)
        return Curve(name, epochs, np.asarray(values[start::stride], np.float64))

    @cached_property
    def train(self) -> Curve:
        """The train loss of every epoch."""
        return self.curve("train_loss")

    @cached_property
    def validation(self) -> Curve:
        """The validation loss of every epoch."""
        return self.curve("validation_loss")

    @cached_property
    def first_loss(self) -> float:
        """The loss before anything was learnt: the mean of the first few steps; NaN when unknown."""
        steps = self.first("loss", 5)
        if len(steps):
            return float(steps.mean())
        return float(self.train.values[0]) if len(self.train) else float("nan")

    @cached_property
    def blind_loss(self) -> float:
        """The loss of answers that never look at the input; 0 where that is not known.

        Of classes it is the entropy of their shares, of a regression the variance of its target. A run that
        goes on with trained weights has gained that much before its first step.
        """
        terms = self.project.training.losses
        kind = terms[0].loss.kind
        if len(terms) > 1 or terms[0].loss.params.get("reduction") == "sum":
            return 0.0
        r2, loss = self.curve("r2").values[-1:], self.train.values[-1:]
        if kind == "MSE" and len(r2) and len(loss) and np.isfinite(r2[0]) and r2[0] < 1:
            return float(loss[0] / (1 - r2[0]))
        if kind not in _ENTROPIES or sum(self.counts) == 0:
            return 0.0
        shares = np.array([count for count in self.counts if count]) / sum(self.counts)
        return float(-(shares * np.log(shares)).sum())

    @cached_property
    def learnt(self) -> bool:
        """Whether next to nothing of the loss is left: what is odd about units does no harm then."""
        begun = max(self.first_loss, self.blind_loss)
        return len(self.train) > 0 and 0 <= float(self.train.values[-1]) < _LEARNT * begun

    def step_of(self, epoch: int) -> int:
        """The last step of an epoch counted from 1."""
        steps = self.figures.epochs.get("step")
        if steps is not None and 0 < epoch <= len(steps.values):
            return int(steps.values[epoch - 1])
        return epoch * self.figures.steps_per_epoch

    def layer(self, layer_id: str) -> LayerSpec | None:
        """The layer of this id in the project that was trained."""
        network = self.project.network
        return network.layer(layer_id) if layer_id in network else None

    def name(self, layer_id: str) -> str:
        """The layer's name."""
        layer = self.layer(layer_id)
        return layer.name if layer is not None else layer_id

    def where(self, layer_id: str) -> str:
        """The layer by name; one that only bends or arranges numbers behind the one that feeds it."""
        layer = self.layer(layer_id)
        if layer is None or not layer.sources or not layer_kind(layer.kind).short:
            return self.name(layer_id)
        return f"{self.name(layer.sources[0])} → {layer.name}"

    def of_steps(self, label: Text, value: float, series: str, count: int = NOW_STEPS) -> Evidence:
        """A figure of the last `count` steps."""
        return Evidence(
            label, value, Source("steps", series, max(self.step - count, 0) + 1, self.step)
        )

    def of_start(self, label: Text, value: float, series: str, count: int = 5) -> Evidence:
        """A figure of the first `count` steps."""
        return Evidence(label, value, Source("steps", series, 1, min(count, self.step)))

    def of_epochs(
        self, label: Text, value: float, series: str, first: int, last: int | None = None
    ) -> Evidence:
        """A figure of one epoch, or of a stretch of them."""
        steps = self.step_of(first), self.step_of(first if last is None else last)
        return Evidence(label, value, Source("epochs", series, *steps))

    def of_stretch(
        self, label: Text, value: float, probed: Stretch, series: str, *, share: bool = False
    ) -> Evidence:
        """A figure of a stretch of probes."""
        source = Source("probes", series, int(probed.steps[0]), int(probed.steps[-1]))
        return Evidence(label, value, source, "share" if share else "")

    def of_probes(self, label: Text, value: float, series: str, count: int) -> Evidence:
        """A figure of the last `count` probes."""
        steps = self.figures.probes["step"].values[-count:]
        return Evidence(label, value, Source("probes", series, int(steps[0]), int(steps[-1])))


#: Looks for one kind of trouble, or of good news.
Rule = Callable[[Look], Iterator[Finding]]


def finite(values: np.ndarray) -> Floats:
    """Those that are numbers."""
    as_floats = np.asarray(values, np.float64)
    return as_floats[np.isfinite(as_floats)]


def worst(found: Iterator[tuple[float, Finding]], most: int = 3) -> Iterator[Finding]:
    """The gravest `most` of the findings of one rule about many layers."""
    ranked = sorted(found, key=lambda pair: -pair[0])
    return (finding for _weight, finding in ranked[:most])
