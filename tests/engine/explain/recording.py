"""Operations run by torch and held against what is written about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import isclose

import numpy as np
import torch
from torch import Tensor

from engine.explain.derivation import MOST_TERMS, Cell, Factor, Stage
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitives import PRIMITIVES

Given = Mapping[str, Tensor | Sequence[Tensor]]
#: Inputs that torch has no gradient for.
FIXED = {"noise", "pos_weight"}
#: Elements of a tensor that are looked at where it has more.
MOST_ELEMENTS = 40


def call(name: str, given: Given, settings: Mapping[str, object]) -> tuple[Tensor, ...]:
    """What torch computes, always as a tuple."""
    outputs = getattr(torch.ops.aten, name)(**given, **settings)
    return (outputs,) if isinstance(outputs, Tensor) else tuple(outputs)


def settings_of(name: str, given: Given, settings: Mapping[str, object]) -> dict[str, object]:
    """The settings with the defaults of the overload that torch picks, without tensors left out as None."""
    packet = getattr(torch.ops.aten, name)
    for overload in packet.overloads():
        schema = getattr(packet, overload)._schema
        names = {argument.name for argument in schema.arguments}
        needed = {a.name for a in schema.arguments if not a.has_default_value()}
        if {*given, *settings} <= names and needed <= {*given, *settings}:
            every = {a.name: a.default_value for a in schema.arguments if a.name not in given}
            left_out = {a.name for a in schema.arguments if "Tensor" in str(a.type)}
            found = {**every, **settings}
            return {k: v for k, v in found.items() if v is not None or k not in left_out}
    raise AssertionError(f"no overload of {name} takes {[*given, *settings]}")


def flat(given: Given) -> dict[str, Tensor]:
    """The tensors by their names in an operation: the members of a list as `tensors[0]` …"""
    found: dict[str, Tensor] = {}
    for name, value in given.items():
        if isinstance(value, Tensor):
            found[name] = value
        else:
            found |= {f"{name}[{number}]": member for number, member in enumerate(value)}
    return found


def recorded(name: str, given: Given, fixed: Collection[str] = (), **settings: object) -> Operation:
    """The operation with outputs, a random upstream gradient and the shares that autograd hands back.

    Of the inputs that are `fixed` there is no gradient, and none arrives at the statistics that a
    normalisation hands out beside its result: torch would not hand it on.
    """
    given = {
        key: v.detach().clone() if isinstance(v, Tensor) else [t.detach().clone() for t in v]
        for key, v in given.items()
    }
    tensors = flat(given)
    wanted = [
        t.requires_grad_()
        for k, t in tensors.items()
        if t.is_floating_point() and k not in FIXED and k not in fixed
    ]
    outputs = call(name, given, settings)
    source = torch.Generator().manual_seed(3)
    answering = outputs[:1] if name.startswith("native_") else outputs
    upstream = [
        torch.randn(out.shape, dtype=out.dtype, generator=source)
        if out.requires_grad and any(out is each for each in answering)
        else None
        for out in outputs
    ]
    through = [(o, g) for o, g in zip(outputs, upstream, strict=True) if g is not None]
    shares: list[Tensor | None] = [None] * len(wanted)
    if through:
        shares = list(
            torch.autograd.grad(
                [o for o, _ in through], wanted, [g for _, g in through], allow_unused=True
            )
        )
    by_tensor = {id(t): share for t, share in zip(wanted, shares, strict=True)}
    names = ["out"] if len(outputs) == 1 else [f"out[{n}]" for n in range(len(outputs))]
    return Operation(
        name,
        {
            k: _operand(k, "x" if k == "self" else k, t, by_tensor.get(id(t)))
            for k, t in tensors.items()
        },
        {
            k: _operand(k, k.replace("out", "y"), o, g)
            for k, o, g in zip(names, outputs, upstream, strict=True)
        },
        settings_of(name, given, settings),
    )


def _operand(name: str, symbol: str, tensor: Tensor, gradient: Tensor | None) -> Operand:
    share = None if gradient is None else gradient.detach().numpy().copy()
    return Operand(name, symbol, tensor.detach().numpy().copy(), share)


def looked_at(shape: tuple[int, ...]) -> Iterator[Index]:
    """All elements, or evenly chosen ones."""
    size = int(np.prod(shape))
    step = max(1, size // MOST_ELEMENTS)
    for number in range(0, size, step):
        yield tuple(int(i) for i in np.unravel_index(number, shape))


def factors(stages: Sequence[Stage]) -> Iterator[Factor]:
    for stage in stages:
        for term in stage.terms:
            yield from term.factors
        yield from (part for part in stage.worked if isinstance(part, Factor))


def assert_sound(operation: Operation, stages: Sequence[Stage]) -> None:
    """Terms make up the values, and factors that can be followed are what stands there."""
    for stage in stages:
        assert stage.terms or stage.worked, stage
        assert len(stage.terms) <= MOST_TERMS
        if stage.terms:
            total = sum(term.value for term in stage.terms) + stage.rest
            assert isclose(total, stage.value, rel_tol=1e-9, abs_tol=1e-9), stage
        assert "{" not in stage.formula
    tensors = {o.name: o for o in (*operation.inputs.values(), *operation.outputs.values())}
    for factor in factors(stages):
        if factor.cell is not None:
            assert factor.value == element(tensors[factor.cell.tensor], factor.cell)


def element(operand: Operand, cell: Cell) -> float:
    array = operand.array if cell.kind == "value" else operand.gradient
    assert array is not None
    return float(array[cell.at])


def assert_explained(
    name: str, given: Given, fixed: Collection[str] = (), **settings: object
) -> Operation:
    """Every output and every gradient as torch has them, the gradients also by finite differences."""
    operation = recorded(name, given, fixed, **settings)
    primitive = PRIMITIVES[name]
    for key, out in operation.outputs.items():
        for at in looked_at(out.array.shape):
            stages = primitive.value(operation, key, at)
            assert_sound(operation, stages)
            np.testing.assert_allclose(stages[-1].value, out.array[at], rtol=1e-9, atol=1e-9)
    for key, operand in operation.inputs.items():
        if operand.gradient is None:
            continue
        for at in looked_at(operand.array.shape):
            stages = primitive.gradient(operation, key, at)
            assert_sound(operation, stages)
            found = stages[-1].value
            np.testing.assert_allclose(found, operand.gradient[at], rtol=1e-9, atol=1e-9)
            difference = finite_difference(operation, given, settings, key, at)
            np.testing.assert_allclose(found, difference, rtol=1e-5, atol=1e-5)
    return operation


def finite_difference(
    operation: Operation, given: Given, settings: Mapping[str, object], key: str, at: Index
) -> float:
    """How Σ upstream · output answers to a small change of one element, by its size."""
    step = 1e-6

    def loss(change: float) -> float:
        moved: dict[str, Tensor | Sequence[Tensor]] = {
            k: v.detach().clone() if isinstance(v, Tensor) else [t.detach().clone() for t in v]
            for k, v in given.items()
        }
        flat(moved)[key][at] += change
        total = 0.0
        outputs = call(operation.name, moved, settings)
        for out, operand in zip(outputs, operation.outputs.values(), strict=True):
            if operand.gradient is not None:
                total += float((out.detach().numpy() * operand.gradient).sum())
        return total

    return (loss(step) - loss(-step)) / (2 * step)


def numbers(*shape: int, seed: int = 0) -> Tensor:
    """Numbers in double precision, none near a kink."""
    source = torch.Generator().manual_seed(seed)
    return torch.randn(shape, dtype=torch.float64, generator=source)
