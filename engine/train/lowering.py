"""Makes the lowered form of a session's training step: records it, writes it as TorchScript, compiles it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from engine.text import Text, text
from engine.train.norms import way_of
from engine.train.rewriting import pooled_by_rows, pooled_first
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.step_source import STEPS, StepOutline, step_source
from engine.train.tape import Call, CannotRecord, Tape, Value, simplified, takes_generator
from engine.train.torchscript import CannotCompile, compiled
from engine.train.update_source import UPDATE_RULES


class CannotLower(Exception):  # noqa: N818 - an answer, not an error of the program
    """The session's steps have no lowered form; `reason` is the rest of a sentence."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class LoweredStep:
    """A step on batches of one size.

    Attributes:
        function: takes many steps; see `step_source`.
        outline: what it was written from.
        constants: tensors that belong to the step itself.
        columns: in which column of its figures the loss stands, then each term.
        draws: whether it draws random numbers.
    """

    function: Callable[..., Any]
    outline: StepOutline
    constants: list[Tensor]
    columns: tuple[int, ...]
    draws: bool


def inputs_of(split: Split) -> list[Tensor]:
    """What a step looks at, each tensor once: the inputs, and the targets that are not the inputs."""
    return list({id(t): t for t in (split.x, *split.targets)}.values())


def lower(twin: Session, batch: Split, *, norms: bool = True) -> LoweredStep:
    """The lowered form of a step on batches like `batch`.

    Args:
        twin: a copy of the session, whose buffers may change.
        batch: some rows.
        norms: whether gradient norms are recorded.

    Raises:
        CannotLower: when there is none.
    """
    rule = UPDATE_RULES.get(type(twin.optimizer))
    if rule is None:
        raise CannotLower(text("its optimizer has no lowered form"))
    group = twin.optimizer.param_groups[0]
    twin.model.train()
    try:
        recorded = _record(twin, batch)
        numbers = sum(twin.parameters[i].numel() for i in recorded.trained)
        outline = StepOutline(
            **recorded.parts,
            norms=way_of(numbers, recorded=norms),
            clipping=twin.clipping,
            state=rule.state(group),
            update=rule.source(group),
        )
        function = compiled(step_source(outline), STEPS)
    except CannotRecord as error:
        raise CannotLower(error.reason) from error
    except CannotCompile as error:
        line = str(error).strip().split("\n")[0]
        raise CannotLower(text("it can't be compiled ({reason})", reason=line[:200])) from error
    return LoweredStep(
        function,
        outline,
        recorded.constants,
        recorded.columns,
        any(takes_generator(call.op) for call in outline.calls),
    )


@dataclass(frozen=True)
class _Recorded:
    parts: dict[str, Any]
    trained: list[int]
    constants: list[Tensor]
    columns: tuple[int, ...]


def _record(twin: Session, batch: Split) -> _Recorded:
    """Runs one step up to its gradients and notes what it does."""
    parameters, inputs = list(twin.model.parameters()), inputs_of(batch)
    named = {f"x{i}": t for i, t in enumerate(inputs)}
    named |= {f"w{i}": p for i, p in enumerate(parameters)}
    named |= {f"b{i}": b for i, b in enumerate(twin.buffers)}
    tape = Tape(named, torch.Generator())
    with tape:
        outputs = twin.model.forward(batch.x)
        loss, terms = twin.criterion(outputs, batch.targets)
        forward_calls = len(tape.calls)
        gradients: Sequence[Tensor | None] = torch.autograd.grad(
            loss, twin.parameters, twin.one, allow_unused=True
        )
        places = {id(p): i for i, p in enumerate(parameters)}
        own = _own_gradients(twin, gradients, places)
    if any(takes_generator(call.op) for call in tape.calls[forward_calls:]):
        raise CannotRecord(text("its backward pass draws random numbers"))
    scored = outputs[twin.scored_output] if twin.scores() is not None else None
    found = {i: tape.value_of(g) for i, g in own.items()}
    losses = [tape.value_of(loss), *(tape.value_of(t) for t in terms)]
    output = None if scored is None else tape.value_of(scored)
    wanted = [*found.values(), *losses, *([] if output is None else [output])]
    calls, same = simplified(tape.calls, wanted)
    calls = pooled_first(calls, [same.get(v, v) for v in wanted])
    calls = pooled_by_rows(calls, tape.tensors)
    losses = [same.get(v, v) for v in losses]
    distinct = list(dict.fromkeys(losses))
    return _Recorded(
        parts={
            "calls": calls,
            "batch_size": len(batch),
            "whole_size": twin.batch_size,
            "inputs": len(inputs),
            "parameters": len(parameters),
            "buffers": len(twin.buffers),
            "constants": len(tape.constants),
            "changing": _changing(calls, len(twin.buffers)),
            "loss": distinct,
            "gradients": {i: same.get(v, v) for i, v in found.items()},
            "vectors": frozenset(i for i in found if parameters[i].ndim == 1),
            "output": None if output is None else same.get(output, output),
            "output_numbers": 0 if scored is None else scored.numel(),
        },
        trained=[i for i, g in enumerate(gradients) if g is not None],
        constants=list(tape.constants.values()),
        columns=tuple(distinct.index(v) for v in losses),
    )


def _own_gradients(
    twin: Session, gradients: Sequence[Tensor | None], places: dict[int, int]
) -> dict[int, Tensor]:
    """Each gradient in memory of its own, laid out like its parameter, as `.grad` would be."""
    own: dict[int, Tensor] = {}
    taken = {twin.one.untyped_storage().data_ptr()}
    for parameter, gradient in zip(twin.parameters, gradients, strict=True):
        if gradient is None:
            continue
        memory = gradient.untyped_storage().data_ptr()
        if memory in taken or gradient.stride() != parameter.stride():
            gradient = torch.empty_like(parameter).copy_(gradient)  # noqa: PLW2901
        taken.add(memory)
        own[places[id(parameter)]] = gradient.detach()
    return own


def _changing(calls: Sequence[Call], buffers: int) -> list[int]:
    """Numbers of the buffers that a call may change, itself or through a view.

    Not all operations say that they do, so that any that is given one counts.
    """
    of: dict[Value, int] = {Value(f"b{i}"): i for i in range(buffers)}
    changed: set[int] = set()
    for call in calls:
        given = [of[v] for v in call.uses() if v in of]
        if call.is_view:
            of.update((v, given[0]) for v in call.gives() if given)
        else:
            changed.update(given)
    return sorted(changed)
