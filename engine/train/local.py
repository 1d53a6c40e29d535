"""How the outputs of one recorded operation hang on one number of what it was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.explain.operation import Index
from engine.train.recording import Recording, Step
from engine.train.rerun import run_alone

#: Tensors of more numbers than this are not followed place by place.
_MOST_FOLLOWED = 1 << 22


def jacobian_column(
    recording: Recording, step: Step, operand: str, at: Index
) -> Mapping[str, Tensor]:
    """∂output/∂operand[at] for every element of each output, as autograd has it.

    What an operation hands back is linear in what arrives from above, so that its derivative by that is
    the column: the work of two backward passes, whatever the size of the output. One is enough for a
    single number.
    """
    leaves: list[Tensor] = []

    def given(name: str, tensor: Tensor) -> Tensor:
        if name == operand:
            leaves.append(tensor.requires_grad_())
        return tensor

    with torch.enable_grad():
        results = run_alone(step, recording.values, given)
    found: dict[str, Tensor] = {}
    for name, result in results.items():
        if not result.requires_grad:
            continue
        if result.numel() == 1:
            share = _derivative(result, leaves[0], torch.ones_like(result))
            if share is not None:
                found[name] = share[at].reshape(result.shape)
            continue
        arriving = torch.zeros_like(result, requires_grad=True)
        share = _derivative(result, leaves[0], arriving, again=True)
        if share is not None and share.requires_grad:
            column = _derivative(share[at], arriving, torch.ones_like(share[at]))
            found[name] = torch.zeros_like(result) if column is None else column
    return found


def _derivative(
    result: Tensor, given: Tensor, arriving: Tensor, again: bool = False
) -> Tensor | None:
    found: Sequence[Tensor | None] = torch.autograd.grad(
        result, given, arriving, create_graph=again, allow_unused=True
    )
    return found[0]


@dataclass(frozen=True, eq=False)
class Places:
    """Where an operation that only moves numbers puts each element of one operand.

    `sources` has for every element of all outputs, one output behind the other, the operand's element
    that it is, in row-major order; −1 where it is none.
    """

    shape: tuple[int, ...]
    outputs: Mapping[str, tuple[int, ...]]
    sources: np.ndarray
    counts: np.ndarray
    last: np.ndarray

    def of(self, at: Index) -> list[tuple[str, Index]]:
        """Every place of an element: the output, and where in it."""
        flat = int(np.ravel_multi_index(at, self.shape)) if at else 0
        if self.counts[flat] == 1:
            return [self._place(int(self.last[flat]))]
        return [self._place(int(n)) for n in np.flatnonzero(self.sources == flat)]

    def source(self, output: str, at: Index) -> Index | None:
        """Which of the operand's elements an output's is; None where it is none of them."""
        begin = 0
        for name, shape in self.outputs.items():
            if name == output:
                flat = begin + (int(np.ravel_multi_index(at, shape)) if at else 0)
                found = int(self.sources[flat])
                return None if found < 0 else _index(found, self.shape)
            begin += int(np.prod(shape, dtype=np.int64))
        raise KeyError(output)

    def _place(self, number: int) -> tuple[str, Index]:
        for name, shape in self.outputs.items():
            size = int(np.prod(shape, dtype=np.int64))
            if number < size:
                return name, _index(number, shape)
            number -= size
        raise AssertionError("a place is in one of the outputs")


def _index(flat: int, shape: tuple[int, ...]) -> Index:
    return tuple(int(i) for i in np.unravel_index(flat, shape))


def places(recording: Recording, step: Step, operand: str) -> Places | None:
    """Runs a moving operation on the numbers of the places; None where there are too many of them."""
    outputs = {
        name: tuple(recording.values[value.name].shape) for name, value in step.outputs().items()
    }
    shape = tuple(recording.values[step.operands[operand].name].shape)
    sizes = [int(np.prod(s, dtype=np.int64)) for s in (shape, *outputs.values())]
    if sum(sizes) > _MOST_FOLLOWED:
        return None
    count = sizes[0]
    if step.unnoticed:
        sources = np.arange(count)
    else:
        marked = _run_on(recording, step, operand, torch.arange(1.0, count + 1.0).reshape(shape))
        empty = _run_on(recording, step, operand, torch.zeros(shape))
        with np.errstate(invalid="ignore"):  # padding may be infinite
            marks = marked - empty
        sources = np.where(np.isfinite(marks), marks, 0.0).astype(np.int64) - 1
    fed = sources >= 0
    last = np.full(count, -1)
    last[sources[fed]] = np.flatnonzero(fed)
    return Places(shape, outputs, sources, np.bincount(sources[fed], minlength=count), last)


def _run_on(recording: Recording, step: Step, operand: str, numbers: Tensor) -> np.ndarray:
    """All outputs one behind the other, with `numbers` for the operand and zeros for other numbers."""

    def given(name: str, tensor: Tensor) -> Tensor:
        if not tensor.is_floating_point():
            return tensor
        return numbers.to(tensor) if name == operand else torch.zeros_like(tensor)

    with torch.no_grad():
        results = run_alone(step, recording.values, given)
    return np.concatenate(
        [result.reshape(-1).double().cpu().numpy() for result in results.values()]
    )
