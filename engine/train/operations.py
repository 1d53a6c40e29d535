"""Recorded steps as `engine.explain` looks at them: plain arrays by name."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from engine.explain.operation import Operand, Operation
from engine.train.flow import Flow, flow_back
from engine.train.recording import Recording, Step, recorded, with_names
from engine.train.tape import Value


def record(function: Callable[..., Tensor | Sequence[Tensor]], *tensors: Tensor) -> Recording:
    """Records a function, or a module with its own tensors by their names, of some tensors.

    They are called `x`, or `x0`, `x1` … of several, and what comes out `y`, or `y:1` of several.
    """
    called = ["x"] if len(tensors) == 1 else [f"x{i}" for i in range(len(tensors))]
    given = dict(zip(called, tensors, strict=True))
    own = (
        {**dict(function.named_parameters()), **dict(function.named_buffers())}
        if isinstance(function, nn.Module)
        else {}
    )
    recording = recorded(lambda: function(*tensors), {**given, **own}, len(tensors))
    names = ["y", *(f"y:{i}" for i in range(1, len(recording.outputs)))]
    return with_names(recording, names, "y")


def operations(
    recording: Recording, *upstream: Tensor, symbols: Mapping[str, str] | None = None
) -> tuple[Operation, ...]:
    """All steps of a recording; with gradients where ∂L/∂output is given for each output."""
    flow = flow_back(recording, dict(zip(recording.outputs, upstream, strict=False)))
    return tuple(
        operation(recording, number, flow, symbols or {}) for number in range(len(recording.steps))
    )


def operation(
    recording: Recording, number: int, flow: Flow, symbols: Mapping[str, str]
) -> Operation:
    """One step of a recording, with the gradients of `flow`; a tensor without symbol shows its name."""
    step = recording.steps[number]

    def operand(value: Value, gradient: Tensor | None) -> Operand:
        array = as_array(recording.values[value.name])
        slope = None if gradient is None else as_array(gradient)
        return Operand(value.name, symbols.get(value.name, value.name), array, slope)

    inputs = {k: operand(v, flow.shares.get((number, k))) for k, v in step.operands.items()}
    outputs = {k: operand(v, flow.totals.get(v.name)) for k, v in step.outputs().items()}
    return Operation(step.name, inputs, outputs, settings_of(step), step.unnoticed)


def settings_of(step: Step) -> dict[str, object]:
    """What an operation takes that is no tensor, by name; torch's own kinds of value as words."""
    return {
        name: _plain(value)
        for name, value in step.given().items()
        if not isinstance(value, Value)
        and not _has_tensors(value)
        and not _may_be_left_out(step, name)
    }


def _may_be_left_out(step: Step, name: str) -> bool:
    types = {a.name: str(a.type) for a in step.op._schema.arguments}  # noqa: SLF001
    return step.given()[name] is None and "Tensor" in types[name]


def _has_tensors(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(v, Value) for v in value)


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(_plain(v) for v in value)
    torch_kinds = torch.dtype | torch.device | torch.layout | torch.memory_format
    return str(value) if isinstance(value, torch_kinds) else value


def as_array(tensor: Tensor) -> np.ndarray:
    """A tensor's numbers; shares its memory on the CPU."""
    return tensor.detach().cpu().numpy()
