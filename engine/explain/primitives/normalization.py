"""Normalisation: numbers less their mean, divided by their deviation, then scaled and moved.

x̂ = (x − μ) / √(σ² + ε) and y = γ·x̂ + β, where μ and σ² are of the numbers that share statistics: a channel of
the batch, a group of channels of a sample, or a sample's last dimensions. As μ and σ² depend on x too,
∂L/∂x = r·(g − mean(g) − x̂·mean(g·x̂)) with r = 1/√(σ² + ε) and g = ∂L/∂y·γ (Ioffe and Szegedy 2015, section 3);
with running statistics, which do not, it is r·g.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.explain.derivation import Factor, Stage
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Positions,
    Products,
    constant,
    elements,
    grid,
    indexed,
    pattern,
    slope,
    slopes,
    summed,
    upstream,
    written,
)
from engine.explain.primitives.settings import real, whole, wholes


@dataclass(frozen=True)
class Layout:
    """The input's dimensions put together so that each has one role.

    `shape` has as many numbers as the input; `shared` are the axes over which statistics are taken,
    `scaled` those along which γ and β differ.
    """

    shape: tuple[int, ...]
    shared: tuple[int, ...]
    scaled: tuple[int, ...]


def _by_channel(operation: Operation) -> Layout:
    samples, channels, *places = operation.inputs["input"].array.shape
    return Layout((samples, channels, int(np.prod(places))), (0, 2), (1,))


def _by_group(operation: Operation) -> Layout:
    samples, channels, *places = operation.inputs["input"].array.shape
    groups = whole(operation, "group")
    shape = (samples, groups, channels // groups, int(np.prod(places)))
    return Layout(shape, (2, 3), (1, 2))


def _by_sample(operation: Operation) -> Layout:
    x = operation.inputs["input"].array
    dims = len(wholes(operation, "normalized_shape", 1))
    return Layout((int(np.prod(x.shape[:-dims])), int(np.prod(x.shape[-dims:]))), (1,), (1,))


class _Call:
    """A normalisation as it was called, and where things are in it."""

    def __init__(self, operation: Operation, layout: Layout) -> None:
        self.x, self.out = operation.inputs["input"], operation.outputs["out[0]"]
        self.weight, self.bias = operation.inputs.get("weight"), operation.inputs.get("bias")
        self.epsilon = real(operation, "eps")
        self.layout = layout
        self.running: tuple[Operand, Operand] | None = None
        if not operation.settings.get("training", True):
            self.running = operation.inputs["running_mean"], operation.inputs["running_var"]

    def place(self, at: Index) -> Index:
        """Where an element of the input is in the layout."""
        return _moved(at, self.x.array.shape, self.layout.shape)

    def members(self, fixed: Mapping[int, int]) -> Positions:
        """The elements of the input with given places on some of the layout's axes."""
        axes = enumerate(self.layout.shape)
        places = grid([[fixed[a]] if a in fixed else np.arange(size) for a, size in axes])
        flat = np.ravel_multi_index(places, self.layout.shape)
        return np.unravel_index(flat, self.x.array.shape)

    def sharing(self, place: Index) -> Mapping[int, int]:
        """What all have alike that share statistics with the element at a place of the layout."""
        axes = enumerate(place)
        return {axis: here for axis, here in axes if axis not in self.layout.shared}

    def scale_at(self, at: Positions) -> Positions:
        """Where γ and β are for elements of the input."""
        assert self.weight is not None
        flat = np.ravel_multi_index(at, self.x.array.shape)
        places = np.unravel_index(flat, self.layout.shape)
        sizes = [self.layout.shape[axis] for axis in self.layout.scaled]
        own = np.ravel_multi_index([places[axis] for axis in self.layout.scaled], sizes)
        return np.unravel_index(own, self.weight.array.shape)

    def scaled_by(self, at: Index) -> Mapping[int, int]:
        """What all have alike that an element of γ or β is for."""
        assert self.weight is not None
        sizes = tuple(self.layout.shape[axis] for axis in self.layout.scaled)
        place = _moved(at, self.weight.array.shape, sizes)
        return dict(zip(self.layout.scaled, place, strict=True))

    def normalised(self, fixed: Mapping[int, int]) -> np.ndarray:
        """x̂ of `members` of the same."""
        layout = self.layout
        whole_groups = [
            slice(fixed[axis], fixed[axis] + 1)
            if axis in fixed and axis not in layout.shared
            else slice(None)
            for axis in range(len(layout.shape))
        ]
        x = self.x.array.reshape(layout.shape)[tuple(whole_groups)].astype(np.float64)
        if self.running is None:
            mean = x.mean(axis=layout.shared, keepdims=True)
            variance = x.var(axis=layout.shared, keepdims=True)
        else:
            channel = fixed[layout.scaled[0]]
            mean, variance = (np.float64(figure.array[channel]) for figure in self.running)
        own = [
            slice(fixed[axis], fixed[axis] + 1)
            if axis in fixed and axis in layout.shared
            else slice(None)
            for axis in range(len(layout.shape))
        ]
        normalised: np.ndarray = (x - mean) / np.sqrt(variance + self.epsilon)
        return normalised[tuple(own)].reshape(-1)


def _moved(at: Index, shape: tuple[int, ...], other: tuple[int, ...]) -> Index:
    """The place in a tensor of another shape with as many elements, in row-major order."""
    flat = int(np.ravel_multi_index(at, shape))
    return tuple(int(place) for place in np.unravel_index(flat, other))


class _Statistics:
    """Mean and variance behind some elements, as stages where they are computed here."""

    def __init__(self, call: _Call, place: Index) -> None:
        self._call = call
        self.fixed = call.sharing(place)
        self.members = call.members(self.fixed)
        if call.running is None:
            self._taken()
        else:
            mean, variance = (elements(figure, [place[1]]).factor(0) for figure in call.running)
            self.stages: tuple[Stage, ...] = ()
            self.mean, self.variance = mean, variance
        deviation = np.sqrt(self.variance.value + call.epsilon)
        self.slope = Factor("r", float(1 / deviation))

    def _taken(self) -> None:
        count = len(self.members[0])
        share = constant(1 / count, f"1/{count}")
        x = elements(self._call.x, self.members)
        general = indexed(self._call.x.symbol, pattern(self.members))
        mean = summed("μ", f"1/N · Σ {general}", [share, x])
        squares = slopes((x.values - mean.value) ** 2, lambda row: f"({x.factor(row).symbol} − μ)²")
        variance = summed("σ²", f"1/N · Σ ({general} − μ)²", [share, squares])
        self.stages = (mean, variance)
        self.mean, self.variance = Factor("μ", mean.value), Factor("σ²", variance.value)

    def inverse(self, symbol: str = "r") -> Stage:
        """1 / √(σ² + ε)."""
        epsilon = written(self._call.epsilon)
        return Stage(
            symbol,
            f"1 / √({self.variance.symbol} + ε)",
            self.slope.value,
            worked=("1 / √(", self.variance, f" + {epsilon})"),
        )

    def normalised(self, at: Index, symbol: str) -> Stage:
        """x̂ of an element."""
        number = elements(self._call.x, at).factor(0)
        epsilon = written(self._call.epsilon)
        return Stage(
            symbol,
            f"({number.symbol} − {self.mean.symbol}) / √({self.variance.symbol} + ε)",
            (number.value - self.mean.value) * self.slope.value,
            worked=("(", number, " − ", self.mean, ") / √(", self.variance, f" + {epsilon})"),
        )


@dataclass(frozen=True)
class Normalisation:
    """An operation that normalises, by how it lays out its input."""

    layout: Callable[[Operation], Layout]

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Mean, variance, normalised, scaled; or one of the statistics that are handed out too."""
        call = _Call(operation, self.layout(operation))
        symbol = indexed(operation.outputs[output].symbol, at)
        if output != "out[0]":
            return self._statistic(call, operation.outputs[output], output, at)
        statistics = _Statistics(call, call.place(at))
        if call.weight is None:
            return (*statistics.stages, statistics.normalised(at, symbol))
        normalised = statistics.normalised(at, "x̂")
        scale = call.scale_at(tuple(np.array([i]) for i in at))
        products = [elements(call.weight, scale), constant(normalised.value, "x̂")]
        formula = f"{products[0].factor(0).symbol} · x̂"
        added = []
        if call.bias is not None:
            added = [[elements(call.bias, scale)]]
            formula += f" + {added[0][0].factor(0).symbol}"
        return (*statistics.stages, normalised, summed(symbol, formula, products, *added))

    def _statistic(self, call: _Call, out: Operand, output: str, at: Index) -> tuple[Stage, ...]:
        layout, symbol = call.layout, indexed(out.symbol, at)
        sizes = tuple(s for axis, s in enumerate(layout.shape) if axis not in layout.shared)
        alike = iter(_moved(at, out.array.shape, sizes))
        place = tuple(
            0 if axis in layout.shared else next(alike) for axis in range(len(layout.shape))
        )
        statistics = _Statistics(call, place)
        mean, variance = statistics.stages
        if output == "out[1]":
            return (replace(mean, symbol=symbol),)
        return mean, variance, statistics.inverse(symbol)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Of γ and β the sum over all that they are for; of the input its three parts."""
        call = _Call(operation, self.layout(operation))
        symbol = slope(operation.inputs[operand].symbol, at)
        if operand == "input":
            return _of_input(call, symbol, at)
        fixed = call.scaled_by(at)
        places = call.members(fixed)
        formula = f"Σ {slope(call.out.symbol, pattern(places))}"
        products = [upstream(call.out, places)]
        if operand == "weight":
            general = ",".join(pattern(places))
            products.append(slopes(call.normalised(fixed), lambda row: _hat(places, row)))
            formula += f" · x̂[{general}], x̂ = (x − μ) / √(σ² + ε)"
        return (summed(symbol, formula, products),)


def _hat(places: Positions, row: int) -> str:
    return indexed("x̂", [int(place[row]) for place in places])


def _arriving(call: _Call, places: Positions) -> tuple[str, Products]:
    """∂L/∂x̂ of elements: what arrives, times γ."""
    formula = slope(call.out.symbol, pattern(places))
    products = [upstream(call.out, places)]
    if call.weight is not None:
        scale = call.scale_at(places)
        products.append(elements(call.weight, scale))
        formula += f" · {indexed(call.weight.symbol, pattern(scale))}"
    return formula, products


def _of_input(call: _Call, symbol: str, at: Index) -> tuple[Stage, ...]:
    """What arrives, less what its change of the mean and of the variance takes from all that share them."""
    statistics = _Statistics(call, call.place(at))
    here = tuple(np.array([i]) for i in at)
    arriving, own = _arriving(call, here)
    slope_stage, r = statistics.inverse(), constant(statistics.slope.value, "r")
    if call.running is not None:
        return slope_stage, summed(symbol, f"r · {arriving}", [r, *own])
    places = statistics.members
    formula, products = _arriving(call, places)
    share = constant(1 / len(places[0]), f"1/{len(places[0])}")
    normalised = statistics.normalised(at, "x̂")
    hats = slopes(call.normalised(statistics.fixed), lambda row: _hat(places, row))
    mean = summed("m₁", f"1/N · Σ {formula}", [share, *products])
    general = ",".join(pattern(places))
    spread = summed("m₂", f"1/N · Σ {formula} · x̂[{general}]", [share, *products, hats])
    minus = constant(-statistics.slope.value, "−r")
    total = summed(
        symbol,
        f"r · ({arriving} − m₁ − x̂ · m₂)",
        [r, *own],
        [minus, constant(mean.value, "m₁")],
        [minus, constant(normalised.value, "x̂"), constant(spread.value, "m₂")],
    )
    return (*statistics.stages, slope_stage, normalised, mean, spread, total)


PRIMITIVES: Mapping[str, Primitive] = {
    "native_batch_norm": Normalisation(_by_channel),
    "native_layer_norm": Normalisation(_by_sample),
    "native_group_norm": Normalisation(_by_group),
}
