"""Runs one recorded operation by itself, on what it was given or on something else in its place."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from engine.train.recording import Step
from engine.train.rng import capture_rng, restore_rng
from engine.train.tape import Value

#: Operations that write into what they are given without saying so.
_TAKES_COPIES = {"native_batch_norm"}
#: Operands whose place torch's derivative reads where it should read what was written there.
_READ_AS_WRITTEN = {("rrelu_with_noise_functional", "noise"): "out[1]"}


def run_alone(
    step: Step, values: Mapping[str, Tensor], given: Callable[[str, Tensor], Tensor]
) -> dict[str, Tensor]:
    """Runs a step with the random numbers that it had.

    Args:
        step: the operation.
        values: the recorded tensors by name.
        given: called with each operand's name and its tensor (detached); gives what is to be taken instead.

    Returns:
        What it gives, by the names of its outputs.
    """

    def prepared(operand: str, value: object) -> object:
        if isinstance(value, list | tuple):
            return [prepared(f"{operand}[{i}]", member) for i, member in enumerate(value)]
        if not isinstance(value, Value):
            return value
        if written := _READ_AS_WRITTEN.get((step.name, operand)):
            value = step.outputs()[written]
        tensor = values[value.name].detach()
        return given(operand, tensor.clone() if step.name in _TAKES_COPIES else tensor)

    arguments = {name: prepared(name, value) for name, value in step.given().items()}
    now = None
    if step.rng is not None:
        device = next((values[v.name].device for v in step.uses()), torch.device("cpu"))
        now = capture_rng(device)
        restore_rng(step.rng)
    result = step.op(**arguments)
    if now is not None:
        restore_rng(now)
    several = result if isinstance(result, tuple | list) else (result,)
    return dict(zip(step.outputs(), several, strict=True))
