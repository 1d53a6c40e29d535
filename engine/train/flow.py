"""How gradients flow back through a recorded computation, one operation at a time.

Each operation is run again by itself and torch's own derivative of it is asked, with what arrives from
above as it was in the step; what the consumers of a tensor hand back is added up in autograd's order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.train.recording import Recording, Step
from engine.train.rng import capture_rng, restore_rng
from engine.train.tape import Value

#: Operations that write into what they are given without saying so.
_TAKES_COPIES = {"native_batch_norm"}
#: Operands whose place torch's derivative reads where it should read what was written there.
_READ_AS_WRITTEN = {("rrelu_with_noise_functional", "noise"): "out[1]"}


@dataclass(frozen=True, eq=False)
class Flow:
    """∂L/∂tensor by name, and each operation's share of it by its number and the operand's name."""

    totals: Mapping[str, Tensor]
    shares: Mapping[tuple[int, str], Tensor]


def flow_back(recording: Recording, upstream: Mapping[str, Tensor]) -> Flow:
    """Takes gradients of a recording's outputs back to what it began with.

    Args:
        recording: what ran.
        upstream: the whole ∂L/∂output by name, also of outputs that are used inside.
    """
    totals = dict(upstream)
    shares: dict[tuple[int, str], Tensor] = {}
    for number in reversed(range(len(recording.steps))):
        step = recording.steps[number]
        arriving = {k: totals[v.name] for k, v in step.outputs().items() if v.name in totals}
        if not arriving:
            continue
        for operand, share in hand_back(recording, step, arriving).items():
            shares[number, operand] = share
            name = step.operands()[operand].name
            if name not in upstream:
                totals[name] = totals[name] + share if name in totals else share
    return Flow(totals, shares)


def hand_back(
    recording: Recording, step: Step, arriving: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """One operation's share of ∂L/∂operand by name, from ∂L/∂output by name."""
    if step.unnoticed:  # autograd saw neither what came in nor what came out
        changed = next(iter(step.operands()))
        return {changed: next(iter(arriving.values()))}
    results, leaves = run_again(recording, step)
    reached = [name for name in arriving if results[name].requires_grad]
    if not reached:
        return {}
    found: Sequence[Tensor | None] = torch.autograd.grad(
        [results[name] for name in reached],
        list(leaves.values()),
        [arriving[name] for name in reached],
        allow_unused=True,
    )
    return {k: g for k, g in zip(leaves, found, strict=True) if g is not None}


def run_again(recording: Recording, step: Step) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Runs one operation by itself under autograd, with the same random numbers.

    Returns:
        What it gives and the operands that gradients flow to, by name; each operand is a leaf of its own.
    """
    leaves: dict[str, Tensor] = {}

    def given(operand: str, value: object) -> object:
        if isinstance(value, list | tuple):
            return [given(f"{operand}[{i}]", member) for i, member in enumerate(value)]
        if not isinstance(value, Value):
            return value
        if written := _READ_AS_WRITTEN.get((step.name, operand)):
            value = step.outputs()[written]
        tensor = recording.values[value.name].detach()
        if step.name in _TAKES_COPIES:
            tensor = tensor.clone()
        if value.name in recording.learning:
            leaves[operand] = tensor.requires_grad_()
        return tensor

    arguments = {name: given(name, value) for name, value in step.given().items()}
    now = None
    if step.rng is not None:
        now = capture_rng(_device(recording, step))
        restore_rng(step.rng)
    with torch.enable_grad():
        result = step.op(**arguments)
    if now is not None:
        restore_rng(now)
    several = result if isinstance(result, tuple | list) else (result,)
    return dict(zip(step.outputs(), several, strict=True)), leaves


def _device(recording: Recording, step: Step) -> torch.device:
    return next((recording.values[v.name].device for v in step.uses()), torch.device("cpu"))
