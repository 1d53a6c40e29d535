"""Going back in a run: looking at the network as it was, going on from there, undoing a whole run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from engine.answers import Moment
from engine.live_settings import put, settings_of
from engine.text import UserError, text
from engine.train.carry import go_on
from engine.train.checkpoint import Checkpoint, restore, same_weights, take
from engine.train.events import Kept
from engine.train.keeping import Keeping
from engine.train.kept_state import KeptState
from engine.train.session import Session


def keep(session: Session) -> Kept:
    """Keeps the session as it stands; its generators have been captured."""
    keeping, progress = _keeping(session), session.progress
    keeping.add(progress.step, session.project, lambda: take(session))
    return Kept(progress.step, progress.epoch, keeping.steps)


def before_first_step(session: Session) -> Session:
    """A session like this one when its run began, with the weights that it began with."""
    new = Session(session.project, session.prepared)
    if not same_weights(session.initial, new.initial):
        new.start_from(session.initial)
    return new


def keep_opened(session: Session, moments: Sequence[KeptState] = ()) -> None:
    """Keeps how the run of an opened file began, the moments that the file has, and where the run stands."""
    keeping = _keeping(session)
    if not moments or moments[0].step:
        start = before_first_step(session)
        keeping.add(0, session.project, lambda: take(start))
    keeping.extend(moments)
    if session.progress.step:
        keep(session)


def look_back(session: Session, step: int) -> Moment:
    """Lets the session be as it was after `step`, to be looked at; `back_to_now` ends it.

    Raises:
        UserError: when that is no longer kept.
    """
    keeping = _keeping(session)
    checkpoint, project = keeping.at(step)
    present, lowering = keeping.present, keeping.lowering
    if present is None:
        present, lowering = _now(session), session.lowering
    go_on(session, checkpoint, project)
    keeping.present, keeping.lowering = present, lowering
    settings = settings_of(project)
    for name, value in checkpoint.state["live"].items():
        put(settings, name, value)
    return replace(_moment(session), settings=settings)


def back_to_now(session: Session) -> Moment:
    """Ends looking back: the session is where the run stands."""
    keeping = session.keeping
    if keeping is not None and keeping.present is not None:
        restore(session, keeping.present)
        session.lowering = keeping.lowering
        keeping.present = keeping.lowering = None
    return _moment(session)


def go_on_from(session: Session, step: int) -> Moment:
    """Puts the session back for good, while no run is under way: what came after is let go of.

    Raises:
        UserError: when that is no longer kept.
    """
    keeping = _keeping(session)
    checkpoint, project = keeping.at(step)
    go_on(session, checkpoint, project)
    keeping.present = keeping.lowering = None
    keeping.forget_from(step + 1)
    return _moment(session)


def keep_best(session: Session) -> int:
    """Puts the best weights so far in; the optimizer begins anew with them, the run goes on from here.

    Before the first whole epoch none are known to be best: the weights stay.

    Returns:
        The epoch, from 1, that the weights are of; 0 where none are known to be best.
    """
    back_to_now(session)
    if session.progress.best_epoch:
        session.forget_walked()
        session.load_weights(session.best)
        session.forget_moments()
    return session.progress.best_epoch


def is_looking_back(session: Session) -> bool:
    """Whether the session is not where the run stands."""
    return session.keeping is not None and session.keeping.present is not None


def refuse_while_looking_back(session: Session) -> None:
    """Raises UserError while the session is not where the run stands: it would be changed in vain."""
    if is_looking_back(session):
        raise UserError(
            text(
                "You are looking at the network as it was after step {step}. Go on from here, or go "
                "back to now, before you change its weights.",
                step=session.progress.step,
            )
        )


@contextmanager
def at_present(session: Session) -> Iterator[None]:
    """The session as the run stands, whatever is being looked at."""
    if not is_looking_back(session):
        yield
        return
    keeping, seen = _keeping(session), take(session)
    present, lowering = keeping.present, keeping.lowering
    back_to_now(session)
    try:
        yield
    finally:
        restore(session, seen)
        keeping.present, keeping.lowering = present, lowering


def _keeping(session: Session) -> Keeping:
    if session.keeping is None:
        raise UserError(text("This run keeps no earlier states."))
    return session.keeping


def _now(session: Session) -> Checkpoint:
    session.drop_unfinished()
    return take(session)


def _moment(session: Session) -> Moment:
    progress = session.progress
    steps = session.keeping.steps if session.keeping is not None else ()
    return Moment(progress.step, progress.epoch, steps)
