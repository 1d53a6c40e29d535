"""Pictures made larger or smaller: each number is a weighted sum of those around the place it comes from.

The weights are products of one a dimension, so a dimension's are a small matrix: output places by input
places. See https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Column,
    Positions,
    elements,
    grid,
    indexed,
    only_output,
    pattern,
    slope,
    slopes,
    summed,
    together,
    upstream,
    written,
)
from engine.explain.primitives.settings import real

#: The weights along one dimension, from the place in the input that each output falls on.
Weights = Callable[[np.ndarray, int], np.ndarray]

#: The cubic's parameter in torch, as in most programs for pictures.
_CUBIC = -0.75
_SCALES = {
    1: ("scales",),
    2: ("scales_h", "scales_w"),
    3: ("scales_d", "scales_h", "scales_w"),
}


def _linear(place: np.ndarray, size: int) -> np.ndarray:
    """The two neighbours share, by how near they are; before the first place there is only that."""
    place = np.maximum(place, 0.0)
    low = np.minimum(np.floor(place).astype(np.intp), size - 1)
    nearer = place - low
    return _weights(size, [(low, 1 - nearer), (np.minimum(low + 1, size - 1), nearer)])


def _cubic(place: np.ndarray, size: int) -> np.ndarray:
    """Four neighbours by Keys' cubic; beyond an end the end's number is read again."""
    low = np.floor(place).astype(np.intp)
    taps = []
    for offset in (-1, 0, 1, 2):
        distance = np.abs(place - low - offset)
        near = ((_CUBIC + 2) * distance - (_CUBIC + 3)) * distance**2 + 1
        far = _CUBIC * (((distance - 5) * distance + 8) * distance - 4)
        taps.append((np.clip(low + offset, 0, size - 1), np.where(distance <= 1, near, far)))
    return _weights(size, taps)


def _weights(size: int, taps: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    matrix = np.zeros((len(taps[0][0]), size))
    for place, weight in taps:
        np.add.at(matrix, (np.arange(len(place)), place), weight)
    return matrix


@dataclass(frozen=True)
class Resampled:
    """A weighted sum of neighbours in the last dimensions."""

    weights: Weights

    def _matrices(self, operation: Operation) -> list[np.ndarray]:
        """The weights of each dimension after the first two."""
        given, out = operation.inputs["self"].array.shape, only_output(operation).array.shape
        sizes = list(zip(_SCALES[len(given) - 2], given[2:], out[2:], strict=True))
        return [
            self.weights(_places(operation, setting, size, wanted), size)
            for setting, size, wanted in sizes
        ]

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Σ weight · number over the neighbours."""
        given = operation.inputs["self"]
        rows = [matrix[i] for matrix, i in zip(self._matrices(operation), at[2:], strict=True)]
        places, weights = _reached(at, rows)
        formula = f"{together(indexed(given.symbol, pattern(places)), places)} · weight"
        symbol = indexed(operation.outputs[output].symbol, at)
        return (summed(symbol, formula, [elements(given, places), weights]),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Σ upstream · weight over all places that read the number."""
        given, out = operation.inputs[operand], only_output(operation)
        matrices = self._matrices(operation)
        columns = [matrix[:, i] for matrix, i in zip(matrices, at[2:], strict=True)]
        places, weights = _reached(at, columns)
        if not places[0].size:
            return (summed(slope(given.symbol, at), "0"),)
        formula = f"{together(slope(out.symbol, pattern(places)), places)} · weight"
        return (summed(slope(given.symbol, at), formula, [upstream(out, places), weights]),)


def _places(operation: Operation, setting: str, size: int, wanted: int) -> np.ndarray:
    """Where in the input the centre of each output place falls, counted in input places."""
    out = np.arange(wanted, dtype=np.float64)
    if operation.settings["align_corners"]:
        return out * ((size - 1) / (wanted - 1) if wanted > 1 else 0.0)
    given = operation.settings.get(setting)
    scale = size / wanted if given is None else 1 / real(operation, setting)
    return (out + 0.5) * scale - 0.5


def _reached(at: Index, lines: Sequence[np.ndarray]) -> tuple[Positions, Column]:
    """The places with a weight, in order, and their weights."""
    there = [np.flatnonzero(line) for line in lines]
    places = grid([[at[0]], [at[1]], *there])
    total = np.ones(len(places[0]))
    for line, place in zip(lines, places[2:], strict=True):
        total = total * line[place]
    return places, slopes(total, lambda row: written(float(total[row])))


_LINEAR = Resampled(_linear)

PRIMITIVES: Mapping[str, Primitive] = {
    "upsample_linear1d": _LINEAR,
    "upsample_bilinear2d": _LINEAR,
    "upsample_trilinear3d": _LINEAR,
    "upsample_bicubic2d": Resampled(_cubic),
}
