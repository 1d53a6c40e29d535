"""A run as the list shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final, Literal, get_args

import numpy as np

from engine.history import History
from engine.runs.processes import Writer
from engine.series import Series
from engine.spec.project import Project
from engine.text import Text

State = Literal[
    "running", "paused", "finished", "stopped early", "stopped", "diverged", "failed", "interrupted"
]
STATES: Final[frozenset[str]] = frozenset(get_args(State))
#: Of a run that a process is at work on.
LIVE: Final[frozenset[str]] = frozenset({"running", "paused"})


@dataclass(frozen=True)
class NewRun:
    """What is known of a run when it begins.

    `id` is 32 hexadecimal digits that no other run has; `file` the project's file, "" for none;
    `parent` the id of the run that it goes on from after `parent_step`, "" for none.
    """

    id: str
    project: Project
    file: str = ""
    device: str = "cpu"
    threads: int = 1
    torch: str = ""
    parent: str = ""
    parent_step: int = 0


@dataclass(frozen=True)
class Standing:
    """How far a run has come.

    `watched` names the series of epochs whose smallest value `best` is, at `best_epoch`; None before
    the first epoch. `last` has the latest value of each series of epochs, and `loss` of the steps.
    """

    steps: int = 0
    epochs: int = 0
    seconds: float = 0.0
    path: str = ""
    watched: str = ""
    best: float | None = None
    best_epoch: int = 0
    last: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, history: History) -> "Standing":
        """What a history's figures come to."""
        watched = "validation_loss" if _known(history, "validation_loss") else "train_loss"
        losses = history.epochs[watched].values if watched in history.epochs else np.empty(0)
        there = np.isfinite(losses)
        best = int(np.argmin(np.where(there, losses, np.inf))) if there.any() else None
        last = {name: _last(series) for name, series in history.epochs.items() if name != "step"}
        if history.step_count:
            last["loss"] = _last(history.steps["loss"])
        return cls(
            steps=history.step_count,
            epochs=history.epoch_count,
            seconds=_last(history.chunks["seconds"]) if history.chunks.count else 0.0,
            path=history.paths[-1][1] if history.paths else "",
            watched=watched if best is not None else "",
            best=None if best is None else float(losses[best]),
            best_epoch=0 if best is None else best + 1,
            last=last,
        )


@dataclass(frozen=True)
class Run:
    """One run of the list.

    `number` counts the runs of the file and is never given out again; `revision` is larger than that
    of any change before. `name`, `note`, `tags` and `colour` are the user's: "" and None where nothing
    was chosen. `planned` is the number of epochs that it was to train for. Times are in seconds
    since 1970. `message` says why it ended so, "" where there is no more to say. `state` is "interrupted" where its process is gone.
    """

    number: int
    id: str
    revision: int
    deleted: bool
    name: str
    note: str
    tags: tuple[str, ...]
    colour: int | None
    created: float
    updated: float
    state: State
    message: Text
    title: str
    file: str
    planned: int
    seed: int
    device: str
    threads: int
    torch: str
    parent: str
    parent_step: int
    standing: Standing
    writer: Writer

    @property
    def title_or_file(self) -> str:
        """What its project is called: its file's name, or else its title; "" for neither."""
        return PurePath(self.file).stem or self.title

    @property
    def label(self) -> str:
        """The name that the user gave it, or that of its project with the run's number."""
        return self.name or f"{self.title_or_file or 'run'} {self.number}"

    @property
    def is_live(self) -> bool:
        """Whether a process is at work on it."""
        return self.state in LIVE

    @property
    def last_loss(self) -> float | None:
        """The latest value of what `best` is the smallest of, or else of the steps' loss."""
        last = self.standing.last
        return last.get(self.standing.watched, last.get("loss"))


def _known(history: History, name: str) -> bool:
    return name in history.epochs and bool(np.isfinite(history.epochs[name].values).any())


def _last(series: Series) -> float:
    return float(series.values[-1]) if len(series) else float("nan")
