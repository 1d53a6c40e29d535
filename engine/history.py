"""The one store of a run's figures: a point for every step and every epoch, none lost.

The window plots it, commands print it, the project file keeps it.
"""

from typing import Any

import numpy as np

from engine.train.events import EpochEnded, Event, RunStarted, Setting, StepsDone


class Series:
    """An array that grows at its end."""

    def __init__(self, values: np.ndarray | None = None, dtype: Any = np.float32) -> None:
        start = np.empty(0, dtype) if values is None else np.ascontiguousarray(values)
        self._data, self._size = start, len(start)

    def append(self, values: np.ndarray) -> None:
        """Adds values behind the last one."""
        end = self._size + len(values)
        if end > len(self._data):
            grown = np.empty(max(end, 2 * len(self._data), 1024), self._data.dtype)
            grown[: self._size] = self._data[: self._size]
            self._data = grown
        self._data[self._size : end] = values
        self._size = end

    def pad(self, size: int) -> None:
        """Fills up with NaN to `size` points: a series that begins in the middle of a run."""
        if size > self._size:
            self.append(np.full(size - self._size, np.nan))

    @property
    def values(self) -> np.ndarray:
        """All points, a view that later points do not change."""
        return self._data[: self._size]

    def __len__(self) -> int:
        return self._size


class History:
    """Series by name, a point a step in `steps` and a point an epoch in `epochs`.

    Steps: `loss`, `lr`, `term/<number>`, `gradient/<layer id>`; point i belongs to step i + 1.
    Epochs: `step`, `train_loss`, `validation_loss`, `seconds`, and the task's metrics.
    `version` grows with every change.
    """

    def __init__(self) -> None:
        self.steps: dict[str, Series] = {}
        self.epochs: dict[str, Series] = {}
        self.settings: list[tuple[int, str, float]] = []
        self.confusion: np.ndarray | None = None
        self.steps_per_epoch = 1
        self.version = 0
        self._layers: tuple[str, ...] = ()

    @property
    def step_count(self) -> int:
        """Number of steps recorded."""
        return len(self.steps["loss"]) if "loss" in self.steps else 0

    @property
    def epoch_count(self) -> int:
        """Number of whole epochs recorded."""
        return len(self.epochs["step"]) if "step" in self.epochs else 0

    def clear(self) -> None:
        """Forgets everything."""
        self.steps, self.epochs, self.settings = {}, {}, []
        self.confusion = None
        self.version += 1

    def apply(self, event: Event) -> None:
        """Notes what an event brings; events without figures change nothing."""
        match event:
            case RunStarted():
                self.steps_per_epoch = event.steps_per_epoch
                self._layers = event.layers
            case StepsDone():
                self._note_steps(event)
            case EpochEnded():
                self._note_epoch(event)
            case Setting():
                self.settings.append((event.step, event.name, event.value))
            case _:
                return
        self.version += 1

    def _note_steps(self, event: StepsDone) -> None:
        before = event.first_step - 1
        columns = {"loss": event.loss, "lr": event.lr}
        columns |= {f"term/{i}": event.terms[:, i] for i in range(event.terms.shape[1])}
        columns |= {f"gradient/{la}": event.norms[:, i] for i, la in enumerate(self._layers)}
        for name, values in columns.items():
            dtype = np.float64 if name == "lr" else np.float32
            series = self.steps.setdefault(name, Series(dtype=dtype))
            series.pad(before)
            series.append(values)

    def _note_epoch(self, event: EpochEnded) -> None:
        nan = float("nan")
        figures = {
            "step": float(event.step),
            "train_loss": event.train_loss,
            "validation_loss": nan if event.validation_loss is None else event.validation_loss,
            "seconds": event.seconds,
            "samples_per_second": event.samples_per_second,
            **event.metrics,
        }
        before = self.epoch_count
        for name, value in figures.items():
            series = self.epochs.setdefault(name, Series(dtype=np.float64))
            series.pad(before)
            series.append(np.array([value]))
        if event.confusion is not None:
            self.confusion = event.confusion

    def snapshot(self) -> "History":
        """The history up to now, sharing its points: later ones do not appear in it."""
        copy = History()
        copy.steps = {name: Series(series.values) for name, series in self.steps.items()}
        copy.epochs = {name: Series(series.values) for name, series in self.epochs.items()}
        copy.settings, copy.confusion = list(self.settings), self.confusion
        copy.steps_per_epoch, copy.version = self.steps_per_epoch, self.version
        return copy
