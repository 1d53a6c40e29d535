"""What happens between the steps: drawing an epoch's order, validation, best weights, patience."""

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from engine.evaluate import Scores
from engine.train.batches import Batches
from engine.train.events import EpochEnded
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.step import Step

#: Rows of one evaluation batch, where the loss does not depend on the size of the batch …
EVALUATION_ROWS = 4096
#: … and numbers in it, so that large pictures do not fill the memory.
EVALUATION_NUMBERS = 4 * 2**20


def begin_epoch(session: Session) -> Batches:
    """The epoch's batches; its order is drawn when the epoch has not begun yet."""
    progress = session.progress
    if progress.order is None:
        progress.order = _draw_order(session)
        progress.scores = session.scores()
    if (progress.position - progress.batched_from) % session.batch_size:
        progress.batched_from = progress.position  # of another size, which was changed in between
    return Batches(session, progress.order)


def _draw_order(session: Session) -> Tensor:
    rows = len(session.train_rows)
    if not session.project.training.shuffle:
        return torch.arange(rows)
    return torch.randperm(rows, generator=session.generator)


def note_steps(
    session: Session, losses: Sequence[float], batch: int, outputs: Tensor, labels: Tensor
) -> None:
    """Moves the run on by steps that were taken, on `batch` rows each.

    Args:
        session: whose steps they were.
        losses: the loss of each.
        batch: rows of a batch.
        outputs: what the scored output gave, one batch behind the other; not looked at without scores.
        labels: of the same rows.
    """
    progress, steps = session.progress, len(losses)
    progress.step += steps
    progress.position += steps * batch
    for loss in losses:  # one by one, so that it does not matter how many come in at once
        progress.loss_sum += loss * batch
    if progress.scores is not None:
        progress.scores.update(outputs, labels, batch)


def note_step(session: Session, step: Step, loss: float) -> None:
    """Moves the run on by one step that was taken."""
    progress, rows = session.progress, len(step.batch)
    progress.step += 1
    progress.position += rows
    progress.loss_sum += loss * rows
    if progress.scores is not None:
        progress.scores.update(step.outputs[session.scored_output], step.batch.labels)


def end_epoch(session: Session, seconds: float, rows: int, check: Callable[[], None]) -> EpochEnded:
    """Evaluates the validation rows, moves the schedule on, and keeps the weights if they are the best.

    Args:
        session: stands behind the last batch of the epoch.
        seconds: what the epoch's steps took.
        rows: how many rows were trained on in that time.
        check: called between two evaluation batches; may raise to leave, and the epoch can be ended
            again later.
    """
    progress = session.progress
    train_loss = progress.loss_sum / max(progress.position, 1)
    loss, scores = evaluate_split(session, session.validation_rows, check)
    metrics = dict(progress.scores.metrics()) if progress.scores is not None else {}
    confusion = None
    if scores is not None:
        metrics |= {f"validation_{name}": value for name, value in scores.metrics().items()}
        confusion = scores.confusion
    watched = train_loss if loss is None else loss
    if session.advance == "epoch":
        session.scheduler.step()
    elif session.advance == "metric":
        session.scheduler.step(watched)
    progress.epoch += 1
    progress.steps_before = progress.step
    progress.rows_before += progress.position
    progress.order, progress.position, progress.loss_sum = None, 0, 0.0
    progress.batched_from = 0
    progress.scores = None
    return EpochEnded(
        epoch=progress.epoch,
        step=progress.step,
        train_loss=train_loss,
        validation_loss=loss,
        metrics=metrics,
        samples_per_second=rows / seconds if seconds > 0 else 0.0,
        seconds=seconds,
        best=_note_best(session, watched),
        confusion=confusion,
    )


def evaluate_split(
    session: Session, split: Split, check: Callable[[], None]
) -> tuple[float | None, Scores | None]:
    """The mean loss over the rows of `split` and their scores, in evaluation mode.

    A loss that sums over its batch is evaluated in batches of the training size, so that the figure
    can be held against the training loss. No rows: (None, None).
    """
    if not len(split):
        return None, None
    scores, total = session.scores(), torch.zeros((), dtype=torch.float64, device=session.device)
    session.model.eval()
    try:
        with torch.no_grad():
            for batch in split.cut(_evaluation_rows(session)):
                check()
                outputs = session.model.forward(batch.x)
                loss, _terms = session.criterion(outputs, batch.targets)
                total += loss.double() * len(batch)
                if scores is not None:
                    scores.update(outputs[session.scored_output], batch.labels)
    finally:
        session.model.train()
    return float(total) / len(split), scores


def _evaluation_rows(session: Session) -> int:
    if session.batch_dependent_loss:
        return session.batch_size
    row = max(1, math.prod(session.prepared.shape))
    return max(session.batch_size, min(EVALUATION_ROWS, EVALUATION_NUMBERS // row))


def _note_best(session: Session, watched: float) -> bool:
    progress = session.progress
    margin = session.stopping.get("min_delta", 0.0) if math.isfinite(progress.best) else 0.0
    progress.waited = 0 if watched < progress.best - margin else progress.waited + 1
    better = watched < progress.best
    if better:
        progress.best, progress.best_epoch = watched, progress.epoch
        session.keep_best()
    return better


def out_of_patience(session: Session) -> bool:
    """Whether the loss has not improved for as many epochs as the user allows."""
    patience = session.stopping.get("patience")
    return patience is not None and session.progress.waited >= patience
