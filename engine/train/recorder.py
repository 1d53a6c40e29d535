"""Gathers the figures of steps and hands them over in chunks, about 30 a second."""

import time
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.train.events import StepsDone
from engine.train.norms import norms_of, way_of
from engine.train.session import Session

#: Seconds between two chunks.
CHUNK_SECONDS = 0.033


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
        self._losses = 1 + len(session.criterion.terms)
        self._spans = self._find_spans()
        self._chunks: list[Figures] = []
        self._rows: list[Tensor] = []
        self._lrs: list[float] = []
        self._samples = 0
        self._last_step = self._epoch = 0
        self._since = time.perf_counter()
        self._begun = self._since - session.progress.seconds

    @property
    def records_norms(self) -> bool:
        """Whether gradient norms are recorded."""
        return self.norms != "none"

    @property
    def seconds(self) -> float:
        """How long the run has trained, pauses left out."""
        return time.perf_counter() - self._begun

    def leave_out(self, paused: float) -> None:
        """Leaves seconds spent waiting out of the run's time and of the next rate."""
        self._begun += paused
        self._since = time.perf_counter()

    def _find_spans(self) -> list[tuple[int, int]]:
        """Which columns of a step's figures are of which layer."""
        column, spans = self._losses, []
        for parameters in self._session.layer_parameters.values():
            width = sum(p.numel() if self.norms == "flat" else 1 for p in parameters)
            spans.append((column, column + width))
            column += width
        return spans if self.norms != "none" else []

    def add(self, figures: Tensor, lr: float, samples: int) -> None:
        """Notes the step just taken: what `Step.figures` gives."""
        self._rows.append(figures)
        self._lrs.append(lr)
        self._note(samples)

    def add_chunk(self, figures: "Figures", samples: int) -> None:
        """Notes several steps just taken, on `samples` rows together."""
        self._close()
        self._chunks.append(figures)
        self._note(samples)

    def _note(self, samples: int) -> None:
        self._samples += samples
        progress = self._session.progress
        self._last_step, self._epoch = progress.step, progress.epoch + 1

    def _close(self) -> None:
        """Makes a chunk of the steps that came one by one."""
        if not self._rows:
            return
        rows = torch.stack(self._rows).cpu()
        losses = rows[:, : self._losses].double().numpy()
        norms = norms_of(rows, self._spans) if self._spans else np.empty((len(rows), 0))
        self._chunks.append(Figures(losses[:, 0], losses[:, 1:], norms, np.asarray(self._lrs)))
        self._rows, self._lrs = [], []

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
        return self.take() if self._rows or self._chunks else None
