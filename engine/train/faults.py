"""What went wrong in a run, in words that name the layer, the step and a way out."""

import traceback
from dataclasses import dataclass
from typing import Self

import torch

from engine import numbers
from engine.check.remedies import scaled_rate
from engine.spec.network import source_id
from engine.text import Text, text
from engine.train.first_fault import first_fault
from engine.train.rows import Split
from engine.train.session import Session


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
    """Which operation of which layer first gave a number that is none, found by taking the step again.

    Returns:
        The message, and the id of the layer at fault (None where it is the data).
    """
    lower = scaled_rate(session.project.training.optimizer.kind, session.learning_rate(), 0.1)
    where = {
        "step": at.step,
        "epoch": at.epoch,
        "batch": at.batch,
        "lr": numbers.typed(lower),
    }
    if not all(bool(torch.isfinite(t).all()) for t in (batch.x, *batch.targets)):
        return text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the data holds NaN or infinity.",
            **where,
        ), None
    network, fault = session.project.network, first_fault(session, batch)
    if fault is None:
        return text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): a number was no longer finite, but is when the "
            "step is taken again: chance decides, as in Dropout. The weights before this step are kept. Try a "
            "learning rate of {lr}, or clip the gradients.",
            **where,
        ), source_id(network.outputs[0])
    where |= {"layer": network.layer(fault.layer).name, "operation": fault.operation}
    if fault.within == "forward":
        message = text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the output of “{layer}” is no longer finite, "
            "first after “{operation}”. The weights before this step are kept. Try a learning rate of {lr}, or "
            "clip the gradients.",
            **where,
        )
    elif fault.within == "backward":
        message = text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the gradient is no longer finite on its way back "
            "through “{layer}”, first after “{operation}”. The weights before this step are kept. Try a learning rate "
            "of {lr}, or clip the gradients.",
            **where,
        )
    elif fault.within == "norm":
        message = text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the gradient of “{layer}” has grown to {largest}, "
            "and its norm is no longer finite. The weights before this step are kept. Try a learning rate of {lr}, "
            "or clip the gradients.",
            largest=numbers.short(fault.largest),
            **where,
        )
    else:
        message = text(
            "Stopped at step {step} (epoch {epoch}, batch {batch}): the loss is no longer finite, first after "
            "“{operation}”; the output of “{layer}” has grown to {largest}. The weights before this step are kept. "
            "Try a learning rate of {lr}, or clip the gradients.",
            largest=numbers.short(fault.largest),
            **where,
        )
    return message, fault.layer


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
