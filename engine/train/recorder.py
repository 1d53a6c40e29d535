"""Gathers the figures of steps and hands them over in chunks, about 30 a second."""

import time

import numpy as np

from engine.train.events import StepsDone
from engine.train.session import Session

#: Seconds between two chunks.
CHUNK_SECONDS = 0.033


class Recorder:
    """Keeps each step's figures until a chunk is due, and the run's time without pauses.

    `norms` tells whether gradient norms are among the figures.
    """

    def __init__(self, session: Session, *, norms: bool = True) -> None:
        self._session, self.norms = session, norms
        self._terms = len(session.criterion.terms)
        counts = [len(params) for params in session.layer_parameters.values()]
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
        self._rows: list[list[float]] = []
        self._lrs: list[float] = []
        self._samples = 0
        self._last_step = self._epoch = 0
        self._since = time.perf_counter()
        self._begun = self._since - session.progress.seconds

    @property
    def seconds(self) -> float:
        """How long the run has trained, pauses left out."""
        return time.perf_counter() - self._begun

    def leave_out(self, paused: float) -> None:
        """Leaves seconds spent waiting out of the run's time and of the next rate."""
        self._begun += paused
        self._since = time.perf_counter()

    def add(self, figures: list[float], lr: float, samples: int) -> None:
        """Notes the step just taken: loss, terms and tensor norms as `Step.figures` gives them."""
        self._rows.append(figures)
        self._lrs.append(lr)
        self._samples += samples
        progress = self._session.progress
        self._last_step, self._epoch = progress.step, progress.epoch + 1

    @property
    def due(self) -> bool:
        """Whether it is time to hand a chunk over."""
        return time.perf_counter() - self._since >= CHUNK_SECONDS

    def take(self) -> StepsDone:
        """The steps since the last chunk; there is at least one."""
        rows = np.asarray(self._rows, np.float64)
        norms = rows[:, 1 + self._terms :]
        now = time.perf_counter()
        chunk = StepsDone(
            first_step=self._last_step - len(rows) + 1,
            epoch=self._epoch,
            loss=rows[:, 0],
            terms=rows[:, 1 : 1 + self._terms],
            norms=np.sqrt(np.add.reduceat(norms**2, self._starts, axis=1)) if self.norms else norms,
            lr=np.asarray(self._lrs),
            samples_per_second=self._samples / max(now - self._since, 1e-9),
            seconds=self.seconds,
            samples=self._session.samples,
        )
        self._rows, self._lrs, self._samples, self._since = [], [], 0, now
        return chunk

    def flush(self) -> StepsDone | None:
        """Like `take`, or None when nothing is waiting."""
        return self.take() if self._rows else None
