"""How gradients flow back through a recorded computation, one operation at a time.

Each operation is run again by itself and torch's own derivative of it is asked, with what arrives from
above as it was in the step; what the consumers of a tensor hand back is added up in autograd's order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.train.recording import Recording, Step
from engine.train.rerun import run_alone


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
            name = step.operands[operand].name
            if name not in upstream:
                totals[name] = totals[name] + share if name in totals else share
    return Flow(totals, shares)


def hand_back(
    recording: Recording, step: Step, arriving: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """One operation's share of ∂L/∂operand by name, from ∂L/∂output by name."""
    if step.unnoticed:  # autograd saw neither what came in nor what came out
        changed = next(iter(step.operands))
        return {changed: next(iter(arriving.values()))}
    leaves: dict[str, Tensor] = {}
    learning = {k for k, v in step.operands.items() if v.name in recording.learning}

    def given(operand: str, tensor: Tensor) -> Tensor:
        if operand in learning:
            leaves[operand] = tensor.requires_grad_()
        return tensor

    with torch.enable_grad():
        results = run_alone(step, recording.values, given)
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
