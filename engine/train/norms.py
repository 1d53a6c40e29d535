"""How the gradient norms of every step are recorded."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import torch
from torch import Tensor

#: With every step all gradients are kept "flat", or the norm of "each" tensor, or "none" of them.
Norms = Literal["flat", "each", "none"]
#: Learnable numbers up to which gradients are kept as they are: the norms of many steps at once are sooner
#: taken than each by itself.
FLAT_UP_TO = 4096


class Columns(NamedTuple):
    """What the columns of steps' figures are.

    `losses` tells where the loss stands, then each term; several may be one and the same. `widths` is how
    many columns are losses, then how many each layer has, one behind the other.
    """

    losses: tuple[int, ...]
    widths: tuple[int, ...]


def way_of(numbers: int, *, recorded: bool) -> Norms:
    """How norms come to be recorded in a network with so many learnable numbers."""
    if not recorded:
        return "none"
    return "flat" if numbers <= FLAT_UP_TO else "each"


def taken_apart(figures: Tensor, widths: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """The first columns as they are, and the L2 norm [k, L] of the columns that belong to each layer.

    Args:
        figures: [k, F], a row a step.
        widths: how many columns are losses, then how many each layer has one behind the other; they
            are all columns.
    """
    losses, *layers = figures.split_with_sizes(widths, dim=1)
    if not layers:
        return losses.numpy().astype(np.float64), np.empty((len(figures), 0))
    norms = torch.stack([torch.linalg.vector_norm(layer, dim=1) for layer in layers], dim=1)
    return losses.numpy().astype(np.float64), norms.numpy().astype(np.float64)
