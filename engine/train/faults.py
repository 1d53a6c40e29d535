"""What went wrong in a run, in words that name the layer, the step and a way out."""

import traceback
from dataclasses import dataclass

import torch

from engine.text import Text, text
from engine.train.session import Session, Split


@dataclass(frozen=True)
class BatchAt:
    """Where in the run a batch stands, counted from 1."""

    epoch: int
    step: int
    batch: int


def describe_divergence(session: Session, batch: Split, at: BatchAt) -> tuple[Text, str | None]:
    """Which layer first gave a number that is none, found by running the batch again.

    Returns:
        The message, and the id of the layer at fault (None where it is the data or the loss).
    """
    where = {"step": at.step, "epoch": at.epoch, "batch": at.batch, "lr": session.learning_rate()}
    if not bool(torch.isfinite(batch.x).all()):
        return text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the data holds NaN or infinity.",
            **where,
        ), None
    network = session.project.network
    session.model.eval()
    try:
        with torch.no_grad():
            values = session.model.layer_values((batch.x,))
    finally:
        session.model.train()
    for layer_id, tensors in values.items():
        if not all(bool(torch.isfinite(t).all()) for t in tensors):
            return text(
                "Stopped at step {step} (epoch {epoch}, batch {batch}): the output of “{layer}” is no longer "
                "finite. The weights before this step are kept. Try a learning rate below {lr}, or clip the gradients.",
                layer=network.layer(layer_id).name,
                **where,
            ), layer_id
    for layer_id, params in reversed(list(session.layer_parameters.items())):
        if any(p.grad is not None and not bool(torch.isfinite(p.grad).all()) for p in params):
            return text(
                "Stopped at step {step} (epoch {epoch}, batch {batch}): the gradient of “{layer}” is not finite. "
                "The weights before this step are kept. Try a learning rate below {lr}, or clip the gradients.",
                layer=network.layer(layer_id).name,
                **where,
            ), layer_id
    return text(
        "Stopped at step {step} (epoch {epoch}, batch {batch}): the loss is not finite. The weights before this "
        "step are kept. Check that the outputs are what the loss expects.",
        **where,
    ), None


def describe_failure(session: Session, error: Exception) -> tuple[Text, str]:
    """A sentence for people, and the traceback for a report."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, torch.OutOfMemoryError | MemoryError) or "can't allocate memory" in str(
        error
    ):
        half = max(1, session.batch_size // 2)
        return text(
            "There was not enough memory for a batch of {size}. Try a batch size of {half}.",
            size=session.batch_size,
            half=half,
        ), details
    reason = str(error).strip().split("\n")[0] or type(error).__name__
    return text(
        "Training failed: {reason}. The project is unchanged.", reason=reason[:300]
    ), details
