"""Ways to take training steps; the trainer asks one of them for a few at a time."""

import time
from typing import Protocol

from engine.text import Text
from engine.train.batches import Batches
from engine.train.epoch import note_step
from engine.train.faults import BatchAt, describe_divergence
from engine.train.recorder import Recorder
from engine.train.session import Session
from engine.train.step import Step

#: Steps shorter than this are taken a few at a time.
CHUNK_SECONDS = 0.001


class Diverged(Exception):  # noqa: N818 - how a run ends, not an error of the program
    """A step had figures that are no numbers; nothing of it stays. `layer` is the id of the one at fault."""

    def __init__(self, message: Text, layer: str | None) -> None:
        super().__init__(str(message))
        self.message, self.layer = message, layer


class Steps(Protocol):
    """One way to take steps. Their figures go to the recorder, the run's progress moves on with them."""

    def take(self, batches: Batches, most: int) -> int:
        """Takes at least one step and gives how many it took.

        Args:
            batches: of the epoch under way, which has at least one left.
            most: no more steps than this, which is at least one.

        Raises:
            Diverged: at a step that is not finite; the steps before it have been taken.
        """


class EagerSteps:
    """Each step by itself, phase by phase; of short ones a few before anything else is looked at."""

    def __init__(self, session: Session, recorder: Recorder) -> None:
        self._session, self._recorder = session, recorder

    def take(self, batches: Batches, most: int) -> int:
        """Takes one step, and more while they are short."""
        progress, until = self._session.progress, time.perf_counter() + CHUNK_SECONDS
        self._session.forget_walked()
        taken = 0
        while taken < most and progress.position < batches.end:
            self._take_one(batches)
            taken += 1
            if time.perf_counter() >= until:
                break
        return taken

    def _take_one(self, batches: Batches) -> None:
        session = self._session
        batch = batches.at(session.progress.position)
        step = Step(session, batch)
        try:
            step.zero_grad()
            step.forward()
            step.compute_loss()
            step.backward()
            figures, lr = step.figures(self._recorder.norms), session.learning_rate()
        except Exception:
            step.revert()
            raise
        if not step.is_finite(figures):
            # Nothing of the bad step stays: the parameters were not touched, the buffers are put back.
            step.revert()
            raise Diverged(*describe_divergence(session, batch, BatchAt.next_of(session)))
        step.update()
        note_step(session, step, step.loss.item())
        self._recorder.add(figures, lr, len(batch))
