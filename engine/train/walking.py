"""Walking through steps of a session: the next one or one on chosen rows, and back over those taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from engine import live_settings, numbers
from engine.data.fitted import encode_rows, encode_targets
from engine.text import UserError, text
from engine.train.checkpoint import Checkpoint, restore, take
from engine.train.epoch import begin_epoch, end_epoch
from engine.train.live import apply
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.walk import Walk
from engine.walk_answers import PhaseName

if TYPE_CHECKING:
    from engine.train.inside import Inside

#: Walked steps that can be undone, and the bytes that may be kept for it.
MOST_BACK, MOST_BYTES = 20, 256 * 2**20

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Chosen:
    """What is walked in place of the run's next batch: rows of the prepared data, or typed values.

    `typed` are columns of raw values by name, those of the targets among them.
    """

    rows: tuple[int, ...] = ()
    typed: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    @classmethod
    def of(cls, rows: Sequence[int] = (), typed: Columns | None = None) -> "Chosen | None":
        """None where nothing is chosen."""
        if not rows and not typed:
            return None
        columns = tuple((name, tuple(values)) for name, values in (typed or {}).items())
        return cls(tuple(rows), columns)

    def split(self, session: Session) -> Split:
        """The rows on the session's device.

        Raises:
            UserError: when there is no such row, or a value can't be read.
        """
        if self.typed:
            columns, encoder = dict(self.typed), session.prepared.encoder
            x = encode_rows(encoder, columns).x
            if session.project.training.looks_at_targets:
                return session.split_of(x, encode_targets(encoder, columns))
            return session.split_of(x, np.repeat(session.prepared.y[:1], len(x), axis=0))
        count = len(session.prepared.x)
        if any(not 0 <= row < count for row in self.rows):
            last = numbers.count(count - 1)
            raise UserError(text("There is no such row. The rows are 0 to {last}.", last=last))
        return session.split_rows(np.array(self.rows, np.int64))


@dataclass
class Walked:
    """What a session knows of walking: the step in front, and the states before the steps taken.

    `chosen` is what the step in front is of; None for the run's own batch. `inside` is what was recorded
    to look into that step. `begun` counts the steps.
    """

    step: Walk | None = None
    chosen: Chosen | None = None
    back: list[Checkpoint] = field(default_factory=list)
    inside: "Inside | None" = None
    begun: int = 0

    def note(self, before: Checkpoint) -> None:
        """A step is about to be taken that can be undone."""
        self.back.append(before)
        while len(self.back) > 1 and (
            len(self.back) > MOST_BACK or sum(map(_bytes, self.back)) > MOST_BYTES
        ):
            del self.back[0]


def _bytes(checkpoint: Checkpoint) -> int:
    parts: tuple[Mapping[str, Tensor], ...] = (checkpoint.last, checkpoint.tensors)
    return sum(tensor.nbytes for part in parts for tensor in part.values())


def walk_to(
    session: Session,
    phase: PhaseName,
    chosen: Chosen | None = None,
    *,
    anew: bool = False,
    ends_epochs: bool = False,
) -> Walk:
    """Brings a step to a phase: the one in front, or a new one where there is none.

    Args:
        session: whose next step it is.
        phase: does all up to and with it.
        chosen: walks through a step on this instead, on a copy of the session.
        anew: lets go of the step in front; where the new one can't be begun it stays.
        ends_epochs: ends an epoch whose batches are used up, where there is no trainer to do it.

    Raises:
        UserError: when the epoch's batches are used up, or the step can't be taken because a number of it
            is none; nothing of it stays then, and it can still be looked at.
    """
    walked = session.walked or leave(session)
    walk = walked.step
    if anew or walk is None or (chosen is not None and chosen != walked.chosen):
        if chosen is None:
            walk = _begin(session, ends_epochs=ends_epochs)
        else:
            walk = _begin_on_copy(session, chosen)
            leave(session)
        walked.step, walked.chosen = walk, chosen
        walked.begun += 1
        walk.number = walked.begun
    if phase == "step" and not walk.taken and not walk.on_copy:
        walk.go_to("backward")
        before = take(session)
        session.trail.note(session.progress.step)
        try:
            walk.go_to("step")
        except UserError:
            walked.step = session.unfinished = walk
            raise
        walked.note(before)
    else:
        walk.go_to(phase)
    return walk


def epoch_is_over(session: Session) -> bool:
    """Whether the batches of the epoch under way are used up: the next step needs it to be ended."""
    progress = session.progress
    return progress.order is not None and progress.position >= begin_epoch(session).end


def _begin(session: Session, *, ends_epochs: bool) -> Walk:
    over = epoch_is_over(session)
    if over and not ends_epochs:
        raise UserError(
            text(
                "All batches of this epoch are used. Let the run end the epoch, then walk through the next one."
            )
        )
    leave(session)
    torch.set_num_threads(session.threads)
    session.model.train()
    if over:
        end_epoch(session, 0.0, 0, lambda: None)
    batches, progress, size = begin_epoch(session), session.progress, session.batch_size
    batch = batches.at(progress.position)
    first = batches.number_at(progress.position) * size
    places = batches.rows[first : first + len(batch)].cpu().numpy()
    rows = session.prepared.train[places].tolist()
    done = progress.step - progress.steps_before
    count = done - (progress.position - batches.end) // size
    walk = session.unfinished = Walk(session, batch, rows, batches=count)
    return walk


def _begin_on_copy(session: Session, chosen: Chosen) -> Walk:
    batch = chosen.split(session)
    twin = Session(session.project, session.prepared, like=session)
    restore(twin, take(session))
    torch.set_num_threads(session.threads)
    twin.model.train()
    return Walk(twin, batch, chosen.rows, on_copy=True)


def leave(session: Session) -> Walked:
    """Lets go of the step in front; one that was not taken is undone."""
    session.drop_unfinished()
    if session.walked is None:
        session.walked = Walked()
    session.walked.step = session.walked.chosen = None
    return session.walked


def step_back(session: Session) -> int:
    """Undoes the last walked step to the last bit, and one that was begun after it.

    Settings that were changed since stay as they are now.

    Returns:
        How many steps the run has taken now.

    Raises:
        UserError: when there is none to undo.
    """
    walked = leave(session)
    if not walked.back:
        raise UserError(
            text(
                "There is no walked step to undo. Steps that training took can't be undone one by one."
            )
        )
    wanted = _settings(session)
    restore(session, walked.back.pop())
    session.settings_version += 1  # the epoch's order may be another one
    if session.keeping is not None:
        session.keeping.forget_from(session.progress.step + 1)
    for name, value in wanted.items():
        if _settings(session).get(name) != value:
            apply(session, name, value)
    for parameter in session.parameters:
        parameter.grad = None
    return session.progress.step


def _settings(session: Session) -> dict[str, float]:
    """What every live setting is now."""
    settings = live_settings.settings_of(session.project)
    for name, value in session.live.items():
        live_settings.put(settings, name, value)
    return settings


def just_taken(session: Session) -> Walk | None:
    """The step of the run that was taken since this was last asked."""
    walk = session.walked.step if session.walked is not None else None
    if walk is None or not walk.taken or walk.on_copy or walk.noted:
        return None
    walk.noted = True
    return walk
