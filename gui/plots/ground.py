"""Coloured grounds for pictures over two axes: shares of classes, numbers from low to high, landscapes."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from gui.colors import channels
from gui.theme import theme

Floats = NDArray[np.float64]
#: How strong a class is coloured where the network is undecided, and where it is sure.
_FAINTEST, _STRONGEST = 0.10, 0.55
#: Bands of a landscape, how strong the lines between them are, and the pixels of its sides.
BANDS = 14
_LINE_STRENGTH, _PIXELS = 0.35, 384


def classes_image(shares: Floats) -> QImage:
    """Shares [side, side, C], row 0 lowest: the likeliest class's colour, stronger where it is surer."""
    count = shares.shape[2]
    finite = np.asarray(np.isfinite(shares).all(axis=2))
    top = np.where(finite[..., None], shares, 0.0)
    winner, share = top.argmax(axis=2), top.max(axis=2)
    sure = np.clip((share - 1 / count) / (1 - 1 / count), 0.0, 1.0) if count > 1 else share * 0
    strength = (_FAINTEST + (_STRONGEST - _FAINTEST) * sure)[..., None]
    colors = np.array([channels(theme().series(c).name()) for c in range(count)], np.float64)
    panel = np.array(channels(theme().color("panel").name()), np.float64)
    rgb = panel + (colors[winner] - panel) * strength
    rgb[~finite] = channels(theme().color("bad").name())
    return _image(rgb)


def numbers_image(values: Floats, low: float, high: float) -> QImage:
    """Numbers [side, side], row 0 lowest, in the colours of a heat map from `low` to `high`."""
    span = high - low or 1.0
    finite = np.isfinite(values)
    share = np.clip((np.where(finite, values, high) - low) / span, 0.0, 1.0)
    table = theme().sequential
    rgb = table[(share * (len(table) - 1)).round().astype(np.intp)].astype(np.float64)
    rgb[np.isnan(values)] = channels(theme().color("bad").name())
    return _image(rgb)


def _image(rgb: Floats) -> QImage:
    """Row 0 at the bottom."""
    pixels = np.ascontiguousarray(rgb[::-1].round().astype(np.uint8))
    rows, columns = pixels.shape[:2]
    return QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


def landscape_image(heights: Floats) -> QImage:
    """Heights [side, side] from 0 to 1, row 0 lowest, in bands of one colour with lines between them."""
    fine = _finer(_finer(heights, _PIXELS).T, _PIXELS).T
    finite = np.isfinite(fine)
    bands = np.floor(np.where(finite, fine, 1.0).clip(0.0, 1.0 - 1e-9) * BANDS).astype(np.intp)
    table = theme().sequential.astype(np.float64)
    rgb = table[((bands + 0.5) / BANDS * (len(table) - 1)).round().astype(np.intp)]
    edge = np.zeros(bands.shape, np.bool_)
    edge[:-1] |= bands[:-1] != bands[1:]
    edge[:, :-1] |= bands[:, :-1] != bands[:, 1:]
    line = np.array(channels(theme().color("muted").name()), np.float64)
    rgb[edge] += (line - rgb[edge]) * _LINE_STRENGTH
    rgb[np.isnan(fine)] = channels(theme().color("bad").name())
    return _image(rgb)


def _finer(rows: Floats, size: int) -> Floats:
    """As many rows as wanted, between the given ones in a straight line."""
    place = np.linspace(0.0, len(rows) - 1.0, size)
    below = np.minimum(place.astype(np.intp), max(len(rows) - 2, 0))
    share = (place - below)[:, None]
    finer: Floats = rows[below] * (1 - share) + rows[np.minimum(below + 1, len(rows) - 1)] * share
    return finer
