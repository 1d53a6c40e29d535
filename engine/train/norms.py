"""How the gradient norms of every step are recorded."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import torch
from torch import Tensor

#: With every step all gradients are kept "flat", or the norm of "each" tensor, or "none" of them.
Norms = Literal["flat", "each", "none"]
#: Learnable numbers up to which gradients are kept as they are: the norms of many steps at once are sooner
#: taken than each by itself.
FLAT_UP_TO = 4096


def way_of(numbers: int, *, recorded: bool) -> Norms:
    """How norms come to be recorded in a network with so many learnable numbers."""
    if not recorded:
        return "none"
    return "flat" if numbers <= FLAT_UP_TO else "each"


def norms_of(figures: Tensor, spans: Sequence[tuple[int, int]]) -> np.ndarray:
    """The L2 norm [k, L] of the columns that belong to each layer.

    Args:
        figures: [k, F], a row a step.
        spans: the first column of a layer and the one behind its last.
    """
    norms = [torch.linalg.vector_norm(figures[:, a:b], dim=1) for a, b in spans]
    return torch.stack(norms, dim=1).double().numpy()
