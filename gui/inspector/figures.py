"""What the Layer page computes of a layer's numbers: shares, norms and histograms. No widgets."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine import numbers
from engine.answers import LayerAnswer
from engine.tensor_figures import TensorFigures

Floats = NDArray[np.float64]
_BARS = 34
#: A histogram looks the same from this many numbers on; more would only cost time.
_ENOUGH = 50_000


def histogram(values: np.ndarray) -> tuple[Floats, Floats]:
    """Counts and edges of all finite numbers, over a range with round ends."""
    flat = np.asarray(values).ravel()
    flat = flat[:: max(1, flat.size // _ENOUGH)].astype(np.float64)
    flat = flat[np.isfinite(flat)]
    if not len(flat):
        return np.zeros(1), np.array([0.0, 1.0])
    low, high = _round_ends(float(flat.min()), float(flat.max()))
    counts, edges = np.histogram(flat, bins=_BARS, range=(low, high))
    return counts.astype(np.float64), edges


def _round_ends(low: float, high: float) -> tuple[float, float]:
    """Both ends moved outwards to two digits, the same on both sides where they lie around zero."""
    if low < 0 < high:
        low, high = -max(-low, high), max(-low, high)
    if low == high:
        return low - 0.5, high + 0.5
    step = 10.0 ** (np.floor(np.log10(max(abs(low), abs(high)))) - 1)
    ends = float(np.floor(low / step + 1e-9) * step), float(np.ceil(high / step - 1e-9) * step)
    return (0.0 if low == 0 else ends[0]), ends[1]


def single(value: float) -> float:
    """The number with the fewest digits that is the same in float32: 0.1, not 0.10000000149."""
    return float(str(np.float32(value)))


def zero_share(outputs: np.ndarray) -> float:
    """The share of outputs that are exactly zero."""
    return float(np.mean(outputs == 0)) if outputs.size else 0.0


def silent_units(outputs: np.ndarray) -> tuple[int, int]:
    """How many units are zero on every row, and how many there are; a channel is one unit."""
    if outputs.ndim < 2:
        return 0, 0
    others = (0, *range(2, outputs.ndim))
    silent = np.all(outputs == 0, axis=others)
    return int(silent.sum()), int(silent.size)


def six_places(value: float) -> str:
    """Six decimals without idle zeros, as 0.006693 and 0.5; a smaller number with its exponent."""
    words = numbers.fixed(value, 6)
    return words.rstrip("0").rstrip(".") if "." in words and "e" not in words else words


def norm(tensors: Iterable[TensorFigures | None]) -> float | None:
    """The length of all tensors together; None when there is none."""
    known = [tensor.norm for tensor in tensors if tensor is not None]
    return float(np.linalg.norm(known)) if known else None


def moved(before: LayerAnswer | None, now: LayerAnswer) -> tuple[float, int] | None:
    """How far the weights moved, as a share of their length, and in how many steps.

    Large tensors are judged by their samples.
    """
    if before is None or now.step <= before.step or before.gradients.keys() != now.gradients.keys():
        return None
    pairs = [(before.tensors[name], now.tensors[name]) for name in now.gradients]
    size = norm(after for _, after in pairs)
    if not size or any(old.shape != new.shape for old, new in pairs):
        return None
    change = norm(replace(new, sample=new.sample - old.sample) for old, new in pairs)
    return (change or 0.0) / size, now.step - before.step
