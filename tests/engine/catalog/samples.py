"""Variants of every kind's parameters and inputs, derived from its declaration alone."""

import functools
import importlib
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from engine.catalog.kind import Kind, LayerKind, Params, Shapes
from engine.catalog.layers import LAYERS
from engine.spec.fields import Choice, Field, Flag, Real, Reals, Size, Whole, Wholes
from engine.text import UserError

#: One of them fits any layer.
SHAPES = ((5,), (4, 16), (4, 8, 8), (4, 9, 7), (1, 12), (4, 4, 5, 4))

#: Inputs that differ: rows against columns, a factor a channel, queries against longer keys.
UNEQUAL = (
    ((4, 16), (16, 5)),
    ((4, 8, 8), (4, 1, 1)),
    ((4, 16), (4, 6)),
    ((4, 16), (6, 8), (6, 12)),
)


def resolve(kind: Kind) -> Any:
    module, _, name = kind.target.rpartition(".")
    return getattr(importlib.import_module(module), name)


def other_values(field: Field) -> list[Any]:
    """A few allowed values that differ from the default."""
    candidates: list[Any] = []
    if isinstance(field, Flag):
        candidates = [not field.default]
    elif isinstance(field, Choice):
        candidates = list(field.options)
    elif isinstance(field, Whole):
        candidates = [1, 2, 4, None]
    elif isinstance(field, Real):
        candidates = [0.0, 0.3, 2.0, -0.3]
    elif isinstance(field, Size):
        candidates = [1, 2, 5, *field.words]
        candidates += [tuple(range(1, 1 + field.dims))] if field.dims > 1 else []
    elif isinstance(field, Wholes):
        candidates = [(8,), (2, 2), (4, 8, 8), (2, -1, 4), (0, 2, 1), (1, 1, 2, 1)]
    elif isinstance(field, Reals):
        candidates = [(0.5,) * (field.count or 3)]
    return [value for value in candidates if value != field.default and allows(field, value)]


def allows(field: Field, value: Any) -> bool:
    try:
        field.check(value)
    except UserError:
        return False
    return True


def variants(kind: Kind) -> Iterator[dict[str, Any]]:
    """The defaults, then each field changed by itself, where the values go together."""
    changes: list[dict[str, Any]] = [{}]
    changes += [{f.name: value} for f in kind.fields for value in other_values(f)]
    for change in changes:
        try:
            yield kind.values(change)
        except UserError:
            continue


def takes(kind: LayerKind, params: Params, inputs: Shapes) -> bool:
    """Whether the layer says that it can take these shapes."""
    try:
        kind.out_shapes(params, inputs)
    except UserError:
        return False
    return True


def layer_samples(kind: LayerKind) -> list[tuple[Params, Shapes]]:
    """The defaults with every shape that the layer can take, each variant with the first two."""
    found: list[tuple[Params, Shapes]] = []
    for number, params in enumerate(variants(kind)):
        fitting = [inputs for inputs in candidates(kind) if takes(kind, params, inputs)]
        found += [(params, inputs) for inputs in (fitting[:2] if number else fitting)]
    return found


def candidates(kind: LayerKind) -> Iterator[Shapes]:
    """Shapes for as few inputs as the layer needs and for more of them, equal ones first."""
    low, high = kind.arity
    counts = [count for count in range(1, 4) if low <= count <= (high or 3)]
    for count in counts:
        yield from ((shape,) * count for shape in SHAPES)
    yield from (shapes for shapes in UNEQUAL if len(shapes) in counts)


SAMPLES = [
    (kind, params, inputs)
    for kind in LAYERS.values()
    if kind.name != "Input"
    for params, inputs in layer_samples(kind)
]


def sample_id(sample: tuple[LayerKind, Params, Shapes]) -> str:
    kind, params, inputs = sample
    changed = [f"{f.name}={params[f.name]}" for f in kind.fields if params[f.name] != f.default]
    shapes = "+".join("x".join(map(str, shape)) for shape in inputs)
    return "-".join([kind.name, shapes, *changed])


def build(kind: LayerKind, params: Params, inputs: Shapes) -> Any:
    """The layer as something to call with its input tensors, in float64."""
    arguments = kind.arguments(params, inputs)
    target = resolve(kind)
    if kind.call == "class":
        module: nn.Module = target(**arguments)
        return module.double()
    if kind.merge == "list":
        return lambda *tensors: target(tensors, **arguments)
    if kind.merge == "fold":
        return lambda *tensors: functools.reduce(target, tensors)
    return lambda *tensors: target(*tensors, **arguments)


def given(kind: LayerKind, params: Params, inputs: Shapes, batch: int = 3) -> tuple[Tensor, ...]:
    """Inputs that suit the layer: plain numbers, or whole ones that its table has."""
    if kind.takes == "numbers":
        return tensors(inputs, batch)
    entries = kind.weights(params, inputs)["weight"][0]
    source = torch.Generator().manual_seed(0)
    draw = (torch.randint(entries, (batch, *shape), generator=source) for shape in inputs)
    return tuple(numbers.double() for numbers in draw)


def tensors(inputs: Shapes, batch: int = 3) -> tuple[Tensor, ...]:
    """Numbers all different and none near a kink (multiples of ½), so that slopes are plain."""
    found = []
    for number, shape in enumerate(inputs):
        count = batch * int(torch.Size(shape).numel())
        order = torch.randperm(count, generator=torch.Generator().manual_seed(number))
        values = (order - count // 2) * 0.5 / 20 + 0.5 / 41 + number * 0.001
        values = values.double().clamp(-30, 30) * 0.9999
        near = (values * 2 - (values * 2).round()).abs() < 1e-3
        assert not near.any()
        found.append(values.reshape(batch, *shape).requires_grad_())
    return tuple(found)
