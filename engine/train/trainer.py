"""The one training loop: a generator of events that reads like the textbook.

A `for` over it trains headless, the worker drains it into the window, `list()` tests it.
"""

from collections.abc import Iterator
from dataclasses import replace

import torch

from engine.live_settings import BATCH_SIZE
from engine.text import Text, UserError, text
from engine.train.control import Control
from engine.train.epoch import begin_epoch, end_epoch, out_of_patience
from engine.train.events import (
    Answer,
    Event,
    Paused,
    Reason,
    Resumed,
    RunEnded,
    RunStarted,
    Setting,
)
from engine.train.faults import describe_failure, describe_fault
from engine.train.live import apply
from engine.train.paths import ChosenSteps
from engine.train.probes import Probes
from engine.train.recorder import Recorder
from engine.train.rewind import back_to_now, is_looking_back, keep
from engine.train.rng import capture_rng, restore_rng
from engine.train.session import Session
from engine.train.steps import Diverged
from engine.train.walking import just_taken
from engine.train.watch import DEFAULT, Watch

#: Allowed at once where nobody counts them.
MOST_STEPS = 2**31


class _End(Exception):  # noqa: N818 - not an error: how the loop is left from inside
    """Leaves the loop with the reason why."""

    def __init__(self, event: RunEnded) -> None:
        super().__init__(event.reason)
        self.event = event


def train(session: Session, control: Control, watch: Watch = DEFAULT) -> Iterator[Event]:
    """Trains until the last epoch, a stop, or a fault; the last event is always one RunEnded.

    Going on with a session that was stopped, or restored from a checkpoint, gives the same numbers
    as never having stopped; so does looking more or less closely (`watch`).
    """
    recorder = Recorder(session, norms=watch.norms)
    try:
        yield from _run(session, control, recorder, watch)
        ended = _ended(session, "finished")
    except _End as end:
        ended = end.event
    except Diverged as fault:
        # Where it is the data, the weights are as good as before.
        session.broke_off_at = None if fault.layer is None else session.progress.step
        ended = _ended(session, "diverged", fault.message, fault.layer)
    except UserError as error:
        ended = _ended(session, "failed", error.text)
    except Exception as error:  # noqa: BLE001 - whatever breaks becomes one message; the program goes on
        message, details = describe_failure(session, error)
        ended = replace(_ended(session, "failed", message), details={"traceback": details})
    if (chunk := recorder.flush()) is not None:
        yield chunk
    session.progress.seconds = recorder.seconds
    if ended.reason == "failed":
        session.give_memory_back()
    elif session.keeping is not None:
        yield keep(session)
    yield replace(ended, seconds=recorder.seconds)


def _run(session: Session, control: Control, recorder: Recorder, watch: Watch) -> Iterator[Event]:
    """All epochs; the generators are where the run left them, whatever happens in between."""
    torch.set_num_threads(session.threads)
    restore_rng(session.rng)
    steps = ChosenSteps(session, recorder)
    probes = Probes(session, watch)
    if out_of_patience(session):
        session.progress.waited = 0  # whoever goes on after an early stop is ready to wait anew
    try:
        yield _started(session, watch)
        yield from steps.news()
        if session.keeping is not None:
            yield keep(session)
        session.model.train()
        while session.progress.epoch < session.project.training.epochs:
            yield from _epoch(session, control, recorder, steps, probes)
    finally:
        steps.close()
        session.rng = capture_rng(session.device)


def _started(session: Session, watch: Watch) -> RunStarted:
    progress = session.progress
    return RunStarted(
        epoch=progress.epoch,
        step=progress.step,
        epochs=session.project.training.epochs,
        steps_per_epoch=session.steps_per_epoch,
        layers=tuple(session.layer_parameters) if watch.norms else (),
        terms=len(session.criterion.terms),
        device=str(session.device),
        threads=session.threads,
        rows=session.rows_per_epoch,
        validation_rows=len(session.validation_rows),
    )


def _ended(
    session: Session, reason: Reason, message: Text | None = None, layer: str | None = None
) -> RunEnded:
    return RunEnded(reason, session.progress.epoch, session.progress.step, 0.0, message, layer)


def _epoch(
    session: Session, control: Control, recorder: Recorder, steps: ChosenSteps, probes: Probes
) -> Iterator[Event]:
    """One pass over the training rows, then validation; goes on inside an epoch left halfway."""
    progress = session.progress
    begun, rows_before = recorder.seconds, progress.position
    batches, version = begin_epoch(session), session.settings_version
    while progress.position < batches.end:
        if control.attention:
            yield from _attend(session, control, recorder)
            if session.settings_version != version:
                batches, version = begin_epoch(session), session.settings_version
            if progress.position >= batches.end:
                break  # a question took the last step, as Step-through does
        allowed = control.allowance(progress.step)
        if allowed == 0:
            continue  # a question took the last one
        most = MOST_STEPS if allowed is None else allowed
        taken, probed = probes.around(steps, batches, most)
        if allowed is not None:
            control.count_steps(taken)
        if probed is not None:
            yield probed
        yield from steps.news()
        if recorder.due:
            yield recorder.take()
            yield from probes.machine.used()
            yield from _keep_if_due(session, recorder)
    if (chunk := recorder.flush()) is not None:
        yield chunk
    yield from probes.machine.used()

    def check() -> None:
        if control.stopping:
            raise _End(_ended(session, "stopped"))

    yield end_epoch(session, recorder.seconds - begun, progress.position - rows_before, check)
    control.count_epoch()
    yield from _keep_if_due(session, recorder, epoch_ended=True)
    if out_of_patience(session):
        message = text(
            "Stopped early after {epochs} epochs: the loss has not improved for {waited}. "
            "It was best at epoch {best}.",
            epochs=progress.epoch,
            waited=progress.waited,
            best=progress.best_epoch,
        )
        raise _End(_ended(session, "stopped early", message))


def _keep_if_due(
    session: Session, recorder: Recorder, *, epoch_ended: bool = False
) -> Iterator[Event]:
    if session.keeping is not None and session.keeping.is_due(epoch_ended=epoch_ended):
        session.rng = capture_rng(session.device)
        session.progress.seconds = recorder.seconds
        yield keep(session)


def _attend(session: Session, control: Control, recorder: Recorder) -> Iterator[Event]:
    """Answers questions, applies live settings, waits while paused; leaves on a stop."""
    progress = session.progress
    yield from _requests(session, control, recorder)
    if control.waits_at(progress.step):
        if (chunk := recorder.flush()) is not None:
            yield chunk
        yield Paused(progress.epoch, progress.step)
        recorder.stop_clock()
        step = progress.step
        while control.waits_at(step):
            control.wait(timeout=0.5, settings=not is_looking_back(session))
            yield from _requests(session, control, recorder)
        yield from _requests(
            session, control, recorder
        )  # what was asked for together with going on
        recorder.start_clock()
        _stop_looking_back(session)
        if not control.stopping:
            yield from _settings(session, control)
            yield Resumed(progress.epoch, progress.step)
    _stop_looking_back(session)
    if control.stopping:
        raise _End(_ended(session, "stopped"))
    control.settle()


def _stop_looking_back(session: Session) -> None:
    """A run goes on, or ends, where it stood."""
    if is_looking_back(session):
        back_to_now(session)
        restore_rng(session.rng)


def _settings(session: Session, control: Control) -> Iterator[Event]:
    """Applies live settings; those that are changed while an earlier moment is looked at wait."""
    if is_looking_back(session):
        return
    for name, wanted in control.take_settings().items():
        try:
            value = apply(session, name, wanted)
        except UserError as error:
            yield Answer("setting", error=error.text)
        else:
            per_epoch = session.steps_per_epoch if name == BATCH_SIZE else 0
            yield Setting(session.progress.step, name, value, per_epoch)


def _requests(session: Session, control: Control, recorder: Recorder) -> Iterator[Event]:
    """Applies settings and answers questions; an answer follows the figures of every step before it."""
    yield from _settings(session, control)
    if queries := control.take_queries():
        if (chunk := recorder.flush()) is not None:
            yield chunk
        session.rng = capture_rng(session.device)
        try:
            for kind, query in queries:
                told = answer(session, kind, query)
                if (walk := just_taken(session)) is not None:
                    recorder.add(*walk.figures_of(recorder.norms))
                    yield recorder.take()
                yield told
        finally:
            restore_rng(session.rng)


def answer(session: Session, kind: str, query: object) -> Answer:
    """Asks `query` of the session; whatever goes wrong is told in the answer, not raised."""
    assert callable(query)
    try:
        return Answer(kind, query(session))
    except UserError as error:
        return Answer(kind, error=error.text)
    except Exception as error:  # noqa: BLE001 - a question must never end the run
        return Answer(kind, error=describe_fault(error))


def drain(session: Session, control: Control | None = None) -> list[Event]:
    """Trains to the end and gives all events: for scripts and tests."""
    return list(train(session, control or Control()))
