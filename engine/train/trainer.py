"""The one training loop: a generator of events that reads like the textbook.

A `for` over it trains headless, the worker drains it into the window, `list()` tests it.
"""

import time
from collections.abc import Iterator

import numpy as np
import torch

from engine.evaluate import Scores
from engine.text import Text, UserError, text
from engine.train.control import Control
from engine.train.events import (
    Answer,
    EpochEnded,
    Event,
    Paused,
    Resumed,
    RunEnded,
    RunStarted,
    Setting,
)
from engine.train.faults import BatchAt, describe_divergence, describe_failure
from engine.train.recorder import Recorder
from engine.train.rng import capture_rng, restore_rng
from engine.train.session import Session, Split
from engine.train.step import Step, finite

#: Rows of one evaluation batch, where the loss does not depend on the size of the batch.
EVALUATION_BATCH = 4096
#: The order of an epoch is gathered in one go while its inputs stay under this many bytes.
GATHER_WHOLE_EPOCH = 64 * 2**20


class _End(Exception):  # noqa: N818 - not an error: how the loop is left from inside
    """Leaves the loop with the reason why."""

    def __init__(self, event: RunEnded) -> None:
        super().__init__(event.reason)
        self.event = event


def train(session: Session, control: Control) -> Iterator[Event]:
    """Trains until the last epoch, a stop, or a fault; the last event is always one RunEnded.

    Going on with a session that was stopped, or restored from a checkpoint, gives the same numbers
    as never having stopped.
    """
    progress, begun = session.progress, time.perf_counter() - session.progress.seconds
    torch.set_num_threads(session.threads)
    restore_rng(session.rng)
    recorder = Recorder(session)
    try:
        yield _started(session)
        session.model.train()
        while progress.epoch < session.project.training.epochs:
            yield from _epoch(session, control, recorder)
        ended = RunEnded("finished", progress.epoch, progress.step, 0.0)
    except _End as end:
        ended = end.event
    except UserError as error:
        ended = RunEnded("failed", progress.epoch, progress.step, 0.0, error.text)
    except Exception as error:  # noqa: BLE001 - whatever breaks becomes one message; the program goes on
        message, details = describe_failure(session, error)
        ended = RunEnded(
            "failed", progress.epoch, progress.step, 0.0, message, details={"traceback": details}
        )
    finally:
        session.rng = capture_rng(session.device)
    if (chunk := recorder.flush()) is not None:
        yield chunk
    progress.seconds = time.perf_counter() - begun - recorder.paused_seconds
    yield RunEnded(
        ended.reason,
        ended.epoch,
        ended.step,
        progress.seconds,
        ended.message,
        ended.layer,
        ended.details,
    )


def _started(session: Session) -> RunStarted:
    progress = session.progress
    return RunStarted(
        epoch=progress.epoch,
        step=progress.step,
        epochs=session.project.training.epochs,
        steps_per_epoch=session.steps_per_epoch,
        layers=tuple(session.layer_parameters),
        terms=len(session.criterion.terms),
        device=str(session.device),
        threads=session.threads,
    )


def _epoch(session: Session, control: Control, recorder: Recorder) -> Iterator[Event]:
    """One pass over the training rows, then validation; goes on inside an epoch left halfway."""
    progress = session.progress
    begun, rows_before = time.perf_counter() - recorder.paused_seconds, progress.position
    for batch in _batches(session, _begin_epoch(session), progress.position):
        if control.attention:
            yield from _attend(session, control, recorder)
        _one_step(session, batch, recorder)
        if control.attention:
            control.count_step()
        if recorder.due:
            yield recorder.take()
    if (chunk := recorder.flush()) is not None:
        yield chunk
    seconds = time.perf_counter() - recorder.paused_seconds - begun
    yield _end_epoch(session, seconds, progress.position - rows_before)
    if _out_of_patience(session):
        raise _End(
            RunEnded(
                "stopped early",
                progress.epoch,
                progress.step,
                0.0,
                text("The loss has not improved for {epochs} epochs.", epochs=progress.waited),
            )
        )


def _begin_epoch(session: Session) -> torch.Tensor:
    """The epoch's order of rows, drawn when the epoch has not begun yet."""
    progress = session.progress
    if progress.order is None:
        progress.order = _order(session)
        progress.scores = session.scores()
    return progress.order


def next_batch(session: Session) -> Split:
    """The batch that the trainer's next step takes."""
    return next(_batches(session, _begin_epoch(session), session.progress.position))


def _order(session: Session) -> torch.Tensor:
    """The epoch's order of training rows."""
    rows = len(session.train_rows)
    if not session.project.training.shuffle:
        return torch.arange(rows)
    return torch.randperm(rows, generator=session.generator)


def _batches(session: Session, order: torch.Tensor, position: int) -> Iterator[Split]:
    """The epoch's batches from row `position` of its order on."""
    data, size = session.train_rows, session.batch_size
    end = session.steps_per_epoch * size if session.project.training.drop_last else len(order)
    rest = order[position:end].to(session.device)
    if data.x.element_size() * data.x[0].numel() * len(rest) > GATHER_WHOLE_EPOCH:
        for rows in torch.split(rest, size):
            yield data.take(rows)
        return
    epoch = data.take(rest)
    targets = zip(*(torch.split(t, size) for t in epoch.targets), strict=True)
    for x, target, labels in zip(
        torch.split(epoch.x, size), targets, torch.split(epoch.labels, size), strict=True
    ):
        yield Split(x, target, labels)


def _one_step(session: Session, batch: Split, recorder: Recorder) -> None:
    progress = session.progress
    buffers = [b.clone() for b in session.buffers]
    step = Step(session, batch)
    step.zero_grad()
    step.forward()
    step.compute_loss()
    step.backward()
    figures, lr = step.figures(), session.learning_rate()
    if not finite(figures):
        # Nothing of the bad step stays: the parameters were not touched, the buffers are put back.
        with torch.no_grad():
            for buffer, before in zip(session.buffers, buffers, strict=True):
                buffer.copy_(before)
        at = BatchAt(
            progress.epoch + 1, progress.step + 1, progress.position // session.batch_size + 1
        )
        message, layer = describe_divergence(session, batch, at)
        raise _End(RunEnded("diverged", progress.epoch, progress.step, 0.0, message, layer))
    step.update()
    progress.step += 1
    progress.position += len(batch)
    progress.loss_sum += figures[0] * len(batch)
    if progress.scores is not None:
        term = session.scored_term
        progress.scores.update(step.outputs[session.criterion.terms[term].output], batch.labels)
    recorder.add(figures, lr, len(batch))


def _end_epoch(session: Session, seconds: float, rows: int) -> EpochEnded:
    progress = session.progress
    train_loss = progress.loss_sum / max(progress.position, 1)
    metrics = dict(progress.scores.metrics()) if progress.scores is not None else {}
    loss, scores = evaluate_split(session, session.validation_rows)
    if scores is not None and loss is not None:
        metrics |= {f"validation_{name}": value for name, value in scores.metrics().items()}
    if session.advance == "epoch":
        session.scheduler.step()
    elif session.advance == "metric":
        session.scheduler.step(train_loss if loss is None else loss)
    progress.epoch += 1
    progress.order, progress.position, progress.loss_sum = None, 0, 0.0
    progress.scores = None
    better = _note_best(session, train_loss if loss is None else loss)
    return EpochEnded(
        epoch=progress.epoch,
        step=progress.step,
        train_loss=train_loss,
        validation_loss=loss,
        metrics=metrics,
        samples_per_second=rows / seconds if seconds > 0 else 0.0,
        seconds=seconds,
        best=better,
        confusion=scores.confusion if scores is not None and loss is not None else None,
    )


@torch.no_grad()
def evaluate_split(session: Session, split: Split) -> tuple[float | None, Scores | None]:
    """The mean loss over the rows of `split` and their scores, in evaluation mode.

    A loss that sums over its batch is evaluated in batches of the training size, so that the figure
    can be held against the training loss. No rows: (None, None).
    """
    if not len(split):
        return None, None
    size = session.batch_size if session.batch_dependent_loss else EVALUATION_BATCH
    scores, total = session.scores(), 0.0
    session.model.eval()
    try:
        for rows in torch.split(torch.arange(len(split), device=session.device), size):
            batch = split.take(rows)
            outputs = session.model(batch.x)
            loss, _terms = session.criterion(outputs, batch.targets)
            total += float(loss) * len(rows)
            if scores is not None:
                scores.update(
                    outputs[session.criterion.terms[session.scored_term].output], batch.labels
                )
    finally:
        session.model.train()
    return total / len(split), scores


def _note_best(session: Session, watched: float) -> bool:
    progress = session.progress
    margin = session.stopping.get("min_delta", 0.0)
    improved = watched < progress.best - (margin if np.isfinite(progress.best) else 0.0)
    progress.waited = 0 if improved else progress.waited + 1
    better = watched < progress.best
    if better:
        progress.best, progress.best_epoch = watched, progress.epoch
        session.keep_best()
    return better


def _out_of_patience(session: Session) -> bool:
    patience = session.stopping.get("patience")
    return patience is not None and session.progress.waited >= patience


def _attend(session: Session, control: Control, recorder: Recorder) -> Iterator[Event]:
    """Answers questions, applies live settings, waits while paused; leaves on a stop."""
    progress = session.progress
    yield from _requests(session, control)
    if control.waiting:
        if (chunk := recorder.flush()) is not None:
            yield chunk
        yield Paused(progress.epoch, progress.step)
        since = time.perf_counter()
        while control.waiting:
            control.wait(timeout=0.5)
            yield from _requests(session, control)
        recorder.paused_seconds += time.perf_counter() - since
        recorder.restart_clock()
        if not control.stopping:
            yield Resumed(progress.epoch, progress.step)
    if control.stopping:
        raise _End(RunEnded("stopped", progress.epoch, progress.step, 0.0))
    control.settle()


def _requests(session: Session, control: Control) -> Iterator[Event]:
    for name, value in control.take_settings().items():
        if name == "lr":
            session.set_learning_rate(value)
        yield Setting(session.progress.step, name, value)
    session.rng = capture_rng(session.device)
    for kind, query in control.take_queries().items():
        yield answer(session, kind, query)
    restore_rng(session.rng)


def answer(session: Session, kind: str, query: object) -> Answer:
    """Asks `query` of the session; whatever goes wrong is told in the answer, not raised."""
    assert callable(query)
    try:
        return Answer(kind, query(session))
    except UserError as error:
        return Answer(kind, error=error.text)
    except Exception as error:  # noqa: BLE001 - a question must never end the run
        message: Text = describe_failure(session, error)[0]
        return Answer(kind, error=message)


def drain(session: Session, control: Control | None = None) -> list[Event]:
    """Trains to the end and gives all events: for scripts and tests."""
    return list(train(session, control or Control()))
