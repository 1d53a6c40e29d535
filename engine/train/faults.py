"""What went wrong in a run, in words that name the layer, the step and a way out."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor

from engine import numbers
from engine.spec.network import source_id
from engine.text import Text, text
from engine.train.rng import capture_rng, restore_rng
from engine.train.session import Session, Split


@dataclass(frozen=True)
class BatchAt:
    """Where in the run a batch stands, counted from 1."""

    epoch: int
    step: int
    batch: int

    @classmethod
    def next_of(cls, session: Session) -> Self:
        """The batch that the run was about to finish."""
        progress = session.progress
        step = progress.step + 1
        return cls(progress.epoch + 1, step, step - progress.steps_before)


def describe_divergence(session: Session, batch: Split, at: BatchAt) -> tuple[Text, str | None]:
    """Which layer first gave a number that is none, found by running the batch again.

    Returns:
        The message, and the id of the layer at fault (None where it is the data or the loss).
    """
    where = {
        "step": at.step,
        "epoch": at.epoch,
        "batch": at.batch,
        "lr": numbers.short(session.learning_rate()),
    }
    if not all(_all_finite(t) for t in (batch.x, *batch.targets)):
        return text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the data holds NaN or infinity.",
            **where,
        ), None
    network = session.project.network
    with _leaving_no_trace(session):
        values = session.model.layer_values((batch.x,))
    for layer_id, tensors in values.items():
        if not all(map(_all_finite, tensors)):
            return text(
                "Stopped at step {step} (epoch {epoch}, batch {batch}): the output of “{layer}” is no longer "
                "finite. The weights before this step are kept. Try a learning rate below {lr}, or clip the gradients.",
                layer=network.layer(layer_id).name,
                **where,
            ), layer_id
    for layer_id, params in reversed(list(session.layer_parameters.items())):
        if any(p.grad is not None and not _all_finite(p.grad) for p in params):
            return text(
                "Stopped at step {step} (epoch {epoch}, batch {batch}): the gradient of “{layer}” is not finite. "
                "The weights before this step are kept. Try a learning rate below {lr}, or clip the gradients.",
                layer=network.layer(layer_id).name,
                **where,
            ), layer_id
    output_id = source_id(network.outputs[0])
    largest = max(float(t.abs().max()) for t in values[output_id])
    return text(
        "Stopped at step {step} (epoch {epoch}, batch {batch}): the loss is no longer finite; the output of “{layer}” "
        "has grown to {largest}. The weights before this step are kept. Try a learning rate below {lr}, or clip the "
        "gradients.",
        layer=network.layer(output_id).name,
        largest=numbers.short(largest),
        **where,
    ), output_id


def _all_finite(tensor: Tensor) -> bool:
    return bool(torch.isfinite(tensor).all())


@contextmanager
def _leaving_no_trace(session: Session) -> Iterator[None]:
    """Lets the network run as it does in training, without gradients and without changing it."""
    before = [buffer.clone() for buffer in session.buffers]
    rng = capture_rng(session.device)
    with torch.no_grad():
        try:
            yield
        finally:
            restore_rng(rng)
            for buffer, value in zip(session.buffers, before, strict=True):
                buffer.copy_(value)


def describe_failure(session: Session, error: Exception) -> tuple[Text, str]:
    """A sentence for people, and the traceback for a report."""
    details = "".join(traceback.format_exception(error))
    if _is_out_of_memory(error):
        half = max(1, session.batch_size // 2)
        return text(
            "There was not enough memory for a batch of {size}. Try a batch size of {half}.",
            size=session.batch_size,
            half=half,
        ), details
    return text(
        "Training failed: {reason}. The project is unchanged.", reason=_first_line(error)
    ), details


def describe_fault(error: Exception) -> Text:
    """Why a question to the session has no answer."""
    if _is_out_of_memory(error):
        return text("There is not enough memory for this. Training is not affected.")
    return text(
        "This can't be done: {reason}. Training is not affected.", reason=_first_line(error)
    )


def _is_out_of_memory(error: Exception) -> bool:
    """Torch's allocator on the CPU raises no class of its own."""
    known = isinstance(error, torch.OutOfMemoryError | MemoryError)
    return known or "can't allocate memory" in str(error)


def _first_line(error: Exception) -> str:
    """What an error says, short enough for one message."""
    return (str(error).strip().split("\n")[0] or type(error).__name__)[:300].rstrip(".")
