"""Takes lowered steps for the trainer, a chunk sized by time at once."""

import copy
import time
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from engine.train.batches import Batches
from engine.train.epoch import note_steps
from engine.train.lowered import Bound, Taken
from engine.train.norms import Columns
from engine.train.recorder import Recorder
from engine.train.session import Session
from engine.train.step import Step
from engine.train.steps import EagerSteps
from engine.train.update_source import momentum_of

#: How long a chunk should take: whoever asks for something waits no longer than this, about.
CHUNK_SECONDS = 0.012


class LoweredSteps:
    """The same steps as `EagerSteps` takes, many in one call.

    Args:
        session: whose steps they are.
        recorder: takes their figures.
        bound: the lowered step by size of batch: of a whole batch, and of the epoch's last one. Batches
            of another size are taken eagerly.
    """

    def __init__(self, session: Session, recorder: Recorder, bound: Mapping[int, Bound]) -> None:
        self._session, self._recorder, self._bound = session, recorder, bound
        self._eager = EagerSteps(session, recorder)
        self._seconds = CHUNK_SECONDS / 8

    def take(self, batches: Batches, most: int) -> int:
        """Takes as many steps as fit into a chunk's time."""
        session = self._session
        session.forget_walked()
        position, size = session.progress.position, session.batch_size
        whole = (batches.end - position) // size
        bound = self._bound.get(size if whole else batches.end - position)
        if bound is None or not bound.ready():
            return self._eager.take(batches, 1)
        fitting = max(1, int(CHUNK_SECONDS / self._seconds))
        return self._chunk(batches, bound, min(most, max(1, whole), fitting, bound.most))

    def _chunk(self, batches: Batches, bound: Bound, count: int) -> int:
        session, progress = self._session, self._session.progress
        rng = torch.get_rng_state() if bound.draws else None
        pace = _Pace(session, count)
        begun = time.perf_counter()
        begin = progress.position
        first = batches.number_at(begin)
        taken = bound.run(batches, first, pace.rates, pace.momenta, torch.default_generator)
        if taken.steps:
            self._seconds = max((time.perf_counter() - begun) / taken.steps, 1e-9)
            self._note(batches, taken, bound.columns, pace.rates[: taken.steps])
        if taken.steps == count:
            return count
        # The next step is not finite, or so large that it is better looked at closely.
        pace.go_back_to(taken.steps)
        if rng is not None:
            self._draw_again(batches, begin, taken.steps, rng)
        return taken.steps + self._eager.take(batches, 1)

    def _note(
        self, batches: Batches, taken: Taken, columns: Columns, rates: Sequence[float]
    ) -> None:
        """Moves the run on by the steps taken."""
        session, position = self._session, self._session.progress.position
        batch = min(session.batch_size, batches.end - position)
        first = batches.number_at(position) * session.batch_size
        rows = batches.rows[first : first + taken.steps * batch]
        labels = session.train_rows.labels.index_select(0, rows)
        losses = taken.figures[:, columns.losses[0]].tolist()
        note_steps(session, losses, batch, taken.outputs, labels)
        self._recorder.add_block(taken.figures, columns, rates, taken.steps * batch)

    def _draw_again(self, batches: Batches, begin: int, steps: int, rng: Tensor) -> None:
        """Puts the generator where it stood after `steps` steps: each draws the same numbers again."""
        torch.set_rng_state(rng)
        for number in range(steps):
            step = Step(self._session, batches.at(begin + number * self._session.batch_size))
            with torch.no_grad():
                step.forward()
            step.revert()


class _Pace:
    """The learning rate and the momentum of the next steps, as the schedule will have them."""

    def __init__(self, session: Session, count: int) -> None:
        self._session, self._group = session, session.optimizer.param_groups[0]
        self._moves = session.advance == "step"
        self._before: tuple[dict[str, Any], dict[str, Any]] | None = None
        self.rates: list[float] = []
        self.momenta: list[float] = []
        if not self._moves:
            self.rates = [session.learning_rate()] * count
            self.momenta = [momentum_of(self._group)] * count
            return
        self._before = copy.deepcopy(session.scheduler.state_dict()), _plain(self._group)
        for _ in range(count):
            self.rates.append(session.learning_rate())
            self.momenta.append(momentum_of(self._group))
            session.scheduler.step()

    def go_back_to(self, steps: int) -> None:
        """Puts the schedule where it stood before step number `steps`, from 0."""
        if self._before is None:
            return
        schedule, group = self._before
        self._session.scheduler.load_state_dict(schedule)
        self._group.update(group)
        for _ in range(steps):
            self._session.scheduler.step()


def _plain(group: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in group.items() if name != "params"}
