"""The one store of a run's figures: a point for every step and every epoch, none lost.

The window plots it, commands print it, the project file and the list of runs keep it.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from engine.series import Moments, Series, Thinned
from engine.text import Text
from engine.train.events import (
    EpochEnded,
    Event,
    Histogram,
    Kept,
    MachineUsed,
    PathChanged,
    Probed,
    RunEnded,
    RunStarted,
    Setting,
    StepsDone,
    samples_per_second,
)

#: Most confusion matrices kept, and the numbers that they may have in all.
MOST_CONFUSIONS, MOST_COUNTS = 64, 1 << 20
#: Most histograms of one tensor kept.
MOST_HISTOGRAMS = 64


class History:
    """Series by name: a point a step in `steps`, a point an epoch in `epochs`, and now and then others.

    Steps: `loss`, `lr`, `term/<number>`, `gradient/<layer id>`; point i belongs to step i + 1.
    Epochs: `step`, `train_loss`, `validation_loss`, `seconds`, and the task's metrics.
    `probes`, `machine`: the figures of Probed and MachineUsed; `chunks`: `seconds`, `samples` and
    `samples_per_second` as they stood now and then. All three have their own `step`.
    `histograms` by name: the step and the histogram. `confusions`: the epoch, and counts of true ×
    predicted. `settings`, `paths` and `kept`: what took effect after which step.
    `ended`: how a run came to nothing, a step that gave no numbers; None for any other.
    `version` grows with every change.
    """

    def __init__(self) -> None:
        self.steps: dict[str, Series] = {}
        self.epochs: dict[str, Series] = {}
        self.probes, self.chunks, self.machine = Moments(), Moments(), Moments()
        self.histograms: dict[str, Thinned[tuple[int, Histogram]]] = {}
        self.confusions = Thinned[tuple[int, np.ndarray]](MOST_CONFUSIONS)
        self.settings: list[tuple[int, str, float]] = []
        self.paths: list[tuple[int, str, Text | None]] = []
        self.kept: list[tuple[int, int]] = []
        self.ended: RunEnded | None = None
        self.steps_per_epoch = 1
        self.version = 0
        #: Grows when steps were undone: points that are there may be others than before.
        self.times_taken_back = 0
        self._layers: tuple[str, ...] = ()

    @property
    def step_count(self) -> int:
        """Number of steps recorded."""
        return len(self.steps["loss"]) if "loss" in self.steps else 0

    @property
    def epoch_count(self) -> int:
        """Number of whole epochs recorded."""
        return len(self.epochs["step"]) if "step" in self.epochs else 0

    @property
    def epochs_taken(self) -> float:
        """Epochs so far, the one under way counted by its share of an epoch's steps."""
        whole = self.epoch_count
        last = int(self.epochs["step"].values[-1]) if whole else 0
        return whole + min((self.step_count - last) / max(self.steps_per_epoch, 1), 1.0)

    def epochs_until(self, step: int) -> int:
        """Whole epochs that had ended when this step was taken."""
        return int((self.epochs["step"].values <= step).sum()) if self.epoch_count else 0

    def steps_until(self, epoch: float) -> int:
        """Steps from the start to the end of this epoch, one to come: as far as can be known now."""
        to_come = max(epoch - self.epochs_taken, 0.0)
        return self.step_count + round(to_come * self.steps_per_epoch)

    @property
    def confusion(self) -> np.ndarray | None:
        """The latest counts of true × predicted."""
        return self.confusions.items[-1][1] if len(self.confusions) else None

    def apply(self, event: Event) -> None:
        """Notes what an event brings; events without figures change nothing."""
        self.apply_all([event])

    def apply_all(self, events: Sequence[Event]) -> None:
        """Notes what consecutive events bring; steps that come again take the place of those before."""
        count = self.step_count
        for place, event in enumerate(events):
            if not isinstance(event, StepsDone):
                continue
            if event.first_step <= count:
                self._apply_onwards(events[:place])
                self.take_back(event.first_step - 1)
                self.apply_all(events[place:])
                return
            count = event.last_step
        self._apply_onwards(events)

    def _apply_onwards(self, events: Sequence[Event]) -> None:
        """Steps and epochs go in together, which is soon done."""
        for event in events:  # first, because a run's start names the layers of its steps
            self._note(event)
        for steps in _consecutive([e for e in events if isinstance(e, StepsDone)]):
            self._note_steps(steps)
        if epochs := [event for event in events if isinstance(event, EpochEnded)]:
            self._note_epochs(epochs)
        self.version += len(events)

    def _note(self, event: Event) -> None:
        match event:
            case RunStarted():
                self.steps_per_epoch = event.steps_per_epoch
                self._layers = event.layers
                self.ended = None
            case Probed():
                self.probes.add(event.step, event.figures)
                for name, histogram in event.histograms.items():
                    self.add_histogram(name, event.step, histogram)
            case MachineUsed():
                self.machine.add(event.step, event.figures)
            case Setting():
                self.settings.append((event.step, event.name, event.value))
                self.steps_per_epoch = event.steps_per_epoch or self.steps_per_epoch
            case PathChanged():
                self.paths.append((event.step, event.path, event.reason))
            case Kept():
                self._note_kept(event)
            case RunEnded(reason="diverged"):
                self.ended = event

    def _note_steps(self, chunks: Sequence[StepsDone]) -> None:
        before, last = chunks[0].first_step - 1, chunks[-1]
        terms = np.concatenate([chunk.terms for chunk in chunks])
        norms = np.concatenate([chunk.norms for chunk in chunks])
        columns = {
            "loss": np.concatenate([chunk.loss for chunk in chunks]),
            "lr": np.concatenate([chunk.lr for chunk in chunks]),
        }
        columns |= {f"term/{i}": terms[:, i] for i in range(terms.shape[1])}
        columns |= {f"gradient/{la}": norms[:, i] for i, la in enumerate(self._layers)}
        for name, values in columns.items():
            dtype = np.float64 if name == "lr" else np.float32
            series = self.steps.setdefault(name, Series(dtype=dtype))
            series.pad(before)
            series.append(values)
        standing = {
            "seconds": last.seconds,
            "samples": last.samples,
            "samples_per_second": samples_per_second(chunks),
        }
        self.chunks.add(last.last_step, standing)

    def _note_kept(self, event: Kept) -> None:
        """The latest one, and what is still there of the others."""
        others = [
            (step, epoch)
            for step, epoch in self.kept
            if step != event.step and (step in event.steps or not event.steps)
        ]
        self.kept = [*others, (event.step, event.epoch)]

    def forget_kept(self, still: Collection[int]) -> None:
        """Of the checkpoints only those after these steps can still be gone back to."""
        self.kept = [entry for entry in self.kept if entry[0] in still]

    def _note_epochs(self, events: Sequence[EpochEnded]) -> None:
        rows = [_epoch_figures(event) for event in events]
        before = self.epoch_count
        for name in dict.fromkeys(name for row in rows for name in row):
            series = self.epochs.setdefault(name, Series(dtype=np.float64))
            series.pad(before)
            series.append(np.array([row.get(name, np.nan) for row in rows]))
        for event in events:
            if event.confusion is not None:
                self.add_confusion(event.epoch, event.confusion)

    def add_histogram(self, name: str, step: int, histogram: Histogram) -> None:
        """Notes a histogram of a tensor as it was after `step`."""
        kept = self.histograms.setdefault(name, Thinned(MOST_HISTOGRAMS))
        kept.add((step, histogram))

    def add_confusion(self, epoch: int, counts: np.ndarray) -> None:
        """Notes counts of true × predicted after `epoch`; fewer epochs of large matrices are kept."""
        if not len(self.confusions):
            most = min(max(MOST_COUNTS // counts.size, 2), MOST_CONFUSIONS)
            self.confusions = Thinned(most)
        self.confusions.add((epoch, counts))

    def snapshot(self) -> "History":
        """The history up to now, sharing its points: later ones do not appear in it."""
        copy = History()
        copy.steps = {name: Series(series.values) for name, series in self.steps.items()}
        copy.epochs = {name: Series(series.values) for name, series in self.epochs.items()}
        copy.probes, copy.chunks = self.probes.copy(), self.chunks.copy()
        copy.machine, copy.confusions = self.machine.copy(), self.confusions.copy()
        copy.histograms = {name: kept.copy() for name, kept in self.histograms.items()}
        copy.settings, copy.paths, copy.kept = [*self.settings], [*self.paths], [*self.kept]
        copy.steps_per_epoch, copy.version = self.steps_per_epoch, self.version
        copy.times_taken_back, copy.ended = self.times_taken_back, self.ended
        copy._layers = self._layers
        return copy

    def until(self, step: int) -> "History":
        """What was known after `step`: where a branch begins."""
        cut = self.snapshot()
        cut.steps = {name: Series(s.values[:step]) for name, s in self.steps.items()}
        epochs = self.epochs_until(step)
        cut.epochs = {name: Series(s.values[:epochs]) for name, s in self.epochs.items()}
        for moments in (cut.probes, cut.chunks, cut.machine):
            moments.cut(step)
        for kept in cut.histograms.values():
            kept.keep_if(lambda item: item[0] <= step)
        cut.confusions.keep_if(lambda item: item[0] <= epochs)
        cut.settings = [entry for entry in self.settings if entry[0] <= step]
        cut.paths = [entry for entry in self.paths if entry[0] <= step]
        cut.kept = [entry for entry in self.kept if entry[0] <= step]
        if self.ended is not None and step < self.ended.step:
            cut.ended = None
        return cut

    def take_back(self, step: int) -> None:
        """Forgets what came after `step`: those steps were undone."""
        version = self.version
        vars(self).update(vars(self.until(step)))
        self.version = version + 1
        self.times_taken_back += 1


def _consecutive(chunks: Sequence[StepsDone]) -> Iterator[list[StepsDone]]:
    """The chunks in runs without a gap."""
    together: list[StepsDone] = []
    for chunk in chunks:
        if together and chunk.first_step != together[-1].last_step + 1:
            yield together
            together = []
        together.append(chunk)
    if together:
        yield together


def _epoch_figures(event: EpochEnded) -> dict[str, float]:
    return {
        "step": float(event.step),
        "train_loss": event.train_loss,
        "validation_loss": np.nan if event.validation_loss is None else event.validation_loss,
        "seconds": event.seconds,
        "samples_per_second": event.samples_per_second,
        **event.metrics,
    }
