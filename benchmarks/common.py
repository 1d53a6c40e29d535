"""What the benchmarks share: cases with made-up data, and contenders timed side by side.

A busy neighbour must not decide who wins: in every round all contenders run once, in shuffled order,
and what counts is the median over the rounds of the ratio to the reference in the same round.
"""

import gc
import os
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch

from engine.data.fitted import Fitted, FittedColumn
from engine.data.preprocess import Prepared
from engine.spec.component import component
from engine.spec.data import DataSpec, GeneratedSource, Task
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec

Layer = tuple[str, dict[str, object]]
#: Trains for that many epochs and says how many steps it took and in how many seconds.
Contender = Callable[[int], "Timed"]


@dataclass(frozen=True)
class Timed:
    """What one run took: its steps, wall-clock seconds, and seconds of processor time."""

    steps: int
    seconds: float
    processor: float


class Ratio(NamedTuple):
    """How many times as many steps a second of wall-clock time and of processor time."""

    wall: float
    processor: float

    @property
    def better(self) -> float:
        """The one to go by: neighbours on the machine can only make either of them look smaller."""
        return max(self)


class Stopwatch:
    """Wall-clock and processor time since it was made."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def stop(self, steps: int) -> Timed:
        """What `steps` steps took since then."""
        return Timed(
            steps,
            time.perf_counter() - self._wall,
            max(time.process_time() - self._processor, 1e-9),
        )


@dataclass(frozen=True)
class Case:
    """A network with its data: `layers` as kinds with parameters, one after another."""

    title: str
    layers: Sequence[Layer]
    loss: str
    batch: int
    x: np.ndarray
    y: np.ndarray
    validation: int = 0

    @property
    def steps(self) -> int:
        """Steps of one epoch."""
        return -(-(len(self.x) - self.validation) // self.batch)

    def project(self, epochs: int) -> Project:
        """The case as the program would keep it."""
        shape = {"shape": self.x.shape[1:]}
        layers = [LayerSpec(id="l0", kind="Input", name="l0", params=shape)]
        layers += [
            LayerSpec(id=f"l{i}", kind=kind, name=f"l{i}", params=params, inputs=(f"l{i - 1}",))
            for i, (kind, params) in enumerate(self.layers, 1)
        ]
        return Project(
            data=DataSpec(source=GeneratedSource(name="blobs")),
            network=NetworkSpec(layers=tuple(layers), outputs=(layers[-1].id,)),
            training=TrainingSpec(
                losses=(LossTerm(loss=component(self.loss)),),
                optimizer=component("SGD", lr=0.01, momentum=0.9),
                batch_size=self.batch,
                epochs=epochs,
                device="cpu",
            ),
        )

    def prepared(self) -> Prepared:
        """The case's rows, ready for training."""
        rows, classes = np.arange(len(self.x)), int(self.y.max()) + 1
        names = [f"x{i}" for i in range(self.x[0].size)]
        task: Task = "binary" if classes == 2 else "multiclass"
        fitted = Fitted(
            columns=tuple(FittedColumn(name=name) for name in names),
            shape=self.x.shape[1:],
            task=task,
            targets=("y",),
            classes=tuple(map(str, range(classes))),
        )
        end = len(rows) - self.validation
        return Prepared(self.x, self.y, rows[:end], rows[end:], rows[:0], rows, fitted)


def dense(*sizes: int, activation: str) -> list[Layer]:
    """A multilayer perceptron of these widths."""
    layers: list[Layer] = []
    for size in sizes[:-1]:
        layers += [("Linear", {"out_features": size}), (activation, {})]
    return [*layers, ("Linear", {"out_features": sizes[-1]})]


def clouds(rows: int, classes: int, *shape: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points around one centre a class."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, classes, rows)
    x = rng.normal(size=(rows, *shape)) + rng.normal(size=(classes, *shape))[y]
    return x.astype(np.float32), y.astype(np.int64)


def compare(
    title: str, contenders: Mapping[str, Contender], rounds: int, seconds: float
) -> dict[str, "Ratio"]:
    """Runs the contenders side by side and prints their speed; the first is the reference.

    Args:
        title: what is compared.
        contenders: by name.
        rounds: how often each of them runs.
        seconds: how long one run should take, about.

    Returns:
        The median ratio of each contender's steps per second to the reference's.
    """
    reference = next(iter(contenders))
    epochs = {}
    for name, run in contenders.items():
        run(1)
        taken = run(1).seconds
        epochs[name] = max(1, round(seconds / taken))
    runs: dict[str, list[Timed]] = {name: [] for name in contenders}
    order = list(contenders)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            gc.collect()
            runs[name].append(contenders[name](epochs[name]))
    print(f"\n{title}")
    print(f"threads {torch.get_num_threads()}, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    print(f"{'':38s} {'steps/s':>9s} {'µs/step':>8s} {'ratio':>6s} {'quartiles':>12s} {'CPU':>6s}")
    found = {}
    for name in contenders:
        speed = [r.steps / r.seconds for r in runs[name]]
        pairs = list(zip(runs[name], runs[reference], strict=True))
        ratios = [(a.steps / a.seconds) / (b.steps / b.seconds) for a, b in pairs]
        processor = [(a.steps / a.processor) / (b.steps / b.processor) for a, b in pairs]
        low, middle, high = statistics.quantiles(ratios, n=4)
        found[name] = Ratio(middle, statistics.median(processor))
        rate = statistics.median(speed)
        print(
            f"{name:38s} {rate:9.0f} {1e6 / rate:8.1f} {middle:6.2f} {low:6.2f}…{high:<5.2f} "
            f"{statistics.median(processor):6.2f}"
        )
    return found
