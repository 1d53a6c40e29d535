"""Gathers the figures of steps and hands them over in chunks, about 30 a second."""

import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.train.events import StepsDone
from engine.train.norms import Columns, taken_apart, way_of
from engine.train.session import Session

#: Seconds between two chunks.
CHUNK_SECONDS = 0.033
#: Rows of fewer numbers than this wait for others: a few of them are as soon taken apart as one.
FEW_NUMBERS = 2**14


class Figures(NamedTuple):
    """Of k steps: `loss` [k], `terms` [k, T], `norms` [k, L] of each layer, `lr` [k]."""

    loss: np.ndarray
    terms: np.ndarray
    norms: np.ndarray
    lr: np.ndarray


class Recorder:
    """Keeps each step's figures until a chunk is due, and the run's time without pauses.

    `norms` tells how gradient norms are among the figures.
    """

    def __init__(self, session: Session, *, norms: bool = True) -> None:
        self._session = session
        numbers = sum(p.numel() for p in session.parameters)
        self.norms = way_of(numbers, recorded=norms)
        losses = 1 + len(session.criterion.terms)
        self._own = self._columns = Columns(tuple(range(losses)), (losses, *self._layer_widths()))
        self._chunks: list[Figures] = []
        self._rows: list[Tensor] = []
        self._blocks: list[Tensor] = []
        self._lrs: list[float] = []
        self._samples = 0
        self._last_step = self._epoch = 0
        self._since = time.perf_counter()
        self._begun = self._since - session.progress.seconds
        self._stopped_at: float | None = None

    @property
    def records_norms(self) -> bool:
        """Whether gradient norms are recorded."""
        return self.norms != "none"

    @property
    def seconds(self) -> float:
        """How long the run has trained, pauses left out."""
        now = time.perf_counter() if self._stopped_at is None else self._stopped_at
        return now - self._begun

    def stop_clock(self) -> None:
        """The run waits: its time stands still."""
        self._stopped_at = time.perf_counter()

    def start_clock(self) -> None:
        """The run goes on: what was waited is left out of its time and of the next rate."""
        assert self._stopped_at is not None, "a clock that stands is started"
        self._since = time.perf_counter()
        self._begun += self._since - self._stopped_at
        self._stopped_at = None

    def _layer_widths(self) -> list[int]:
        """How many columns of a step's figures are of each layer."""
        if self.norms == "none":
            return []
        return [
            sum(p.numel() if self.norms == "flat" else 1 for p in parameters)
            for parameters in self._session.layer_parameters.values()
        ]

    def add(self, figures: Tensor, lr: float, samples: int) -> None:
        """Notes the step just taken: what `Step.figures` gives."""
        if self._blocks:
            self._close()
        self._rows.append(figures)
        self._lrs.append(lr)
        self._note(samples)

    def add_block(
        self, figures: Tensor, columns: Columns, lrs: Sequence[float], samples: int
    ) -> None:
        """Notes several steps just taken, on `samples` rows together.

        Args:
            figures: [k, F], a row a step, in memory that may be written to afterwards.
            columns: what they are.
            lrs: the learning rate of each step.
            samples: how many rows they were trained on.
        """
        if self._rows or columns != self._columns:
            self._close()
        self._columns = columns
        self._lrs += lrs
        few = figures.numel() < FEW_NUMBERS
        self._blocks.append(figures.clone() if few else figures)
        if not few:
            self._close()
        self._note(samples)

    def _note(self, samples: int) -> None:
        self._samples += samples
        progress = self._session.progress
        self._last_step, self._epoch = progress.step, progress.epoch + 1

    def _close(self) -> None:
        """Makes a chunk of the steps that wait."""
        if self._rows:
            rows, columns = torch.stack(self._rows).cpu(), self._own
        elif self._blocks:
            first, *others = self._blocks
            rows = torch.cat(self._blocks) if others else first
            columns = self._columns
        else:
            return
        losses, norms = taken_apart(rows, columns.widths)
        loss, *terms = columns.losses
        self._chunks.append(
            Figures(losses[:, loss], losses[:, terms], norms, np.asarray(self._lrs))
        )
        self._rows, self._blocks, self._lrs = [], [], []

    @property
    def due(self) -> bool:
        """Whether it is time to hand a chunk over."""
        return time.perf_counter() - self._since >= CHUNK_SECONDS

    def take(self) -> StepsDone:
        """The steps since the last chunk; there is at least one."""
        self._close()
        now = time.perf_counter()
        figures = self._chunks[0]
        if len(self._chunks) > 1:
            figures = Figures(*map(np.concatenate, zip(*self._chunks, strict=True)))
        chunk = StepsDone(
            first_step=self._last_step - len(figures.loss) + 1,
            epoch=self._epoch,
            **figures._asdict(),
            samples_per_second=self._samples / max(now - self._since, 1e-9),
            seconds=self.seconds,
            samples=self._session.samples,
        )
        self._chunks, self._samples, self._since = [], 0, now
        return chunk

    def flush(self) -> StepsDone | None:
        """Like `take`, or None when nothing is waiting."""
        return self.take() if self._rows or self._blocks or self._chunks else None
