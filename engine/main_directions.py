"""The plane in which training moves most.

As in Li et al., “Visualizing the Loss Landscape of Neural Nets” (NeurIPS 2018), section 7: the first two
principal components of the differences between the weights on the way and those of now. Their filter
normalisation comes first: the differences of each filter are counted in lengths of that filter, so that a
direction means the same however a layer is scaled. (To normalise the components afterwards would turn
the plane away from the way.)
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.surface import Directions
from engine.text import UserError, text

#: More numbers than this are looked at in float32.
_MOST_DOUBLES = 1 << 20
#: No filter counts as shorter than this share of what filters have on average.
_SHORTEST = 0.1
#: A way that leaves its first direction by no more than this share is straight.
_STRAIGHT = 1e-6


def filter_lengths(now: Tensor, shapes: Sequence[tuple[int, ...]]) -> Tensor:
    """For each learnable number the length of the filter it belongs to, [P].

    A filter is what makes one output: a row of a matrix, a kernel with all its channels. A tensor with
    one axis, such as a bias, is one filter.

    Args:
        now: all learnable numbers, tensor after tensor.
        shapes: the tensors' shapes.
    """
    lengths, each = [], []
    for tensor, shape in zip(torch.split(now, [_size(s) for s in shapes]), shapes, strict=True):
        filters = tensor.reshape(shape[0] if len(shape) > 1 else 1, -1)
        found = filters.norm(dim=1)
        each.append(found)
        lengths.append(found.repeat_interleave(filters.shape[1]))
    shortest = _SHORTEST * float(torch.cat(each).mean()) or 1.0
    return torch.cat(lengths).clamp_min(shortest)


def _size(shape: tuple[int, ...]) -> int:
    return int(np.prod(shape))


def main_directions(points: NDArray[np.float32], shapes: Sequence[tuple[int, ...]]) -> Directions:
    """The plane through the last of the points along the two main components of the way.

    Args:
        points: all learnable numbers on the way, [n, P], the last row those of now.
        shapes: of the tensors that they are.

    Raises:
        UserError: when there are too few points, or they have not moved.
    """
    if len(points) < 3:
        raise UserError(text("The loss surface appears after a few steps of training."))
    apart = torch.from_numpy(points)
    if apart.numel() <= _MOST_DOUBLES:
        apart = apart.double()
    last = apart[-1].clone()
    scale = filter_lengths(last, shapes)
    apart = (apart - last).div_(scale)
    apart -= apart.mean(dim=0)
    # With few points and many numbers the components are soonest found from the points' products.
    products = (apart @ apart.T).double()
    if not torch.isfinite(products).all() or not products.any():
        raise UserError(text("The weights have not moved yet, so there is no way to draw."))
    squares, mixes = torch.linalg.eigh(products)
    two = mixes[:, [-1, -2]].T.to(apart.dtype) @ apart
    two *= torch.where(two @ (apart[-1] - apart[0]) < 0, -1.0, 1.0)[:, None]  # from left to right
    explained = squares[[-1, -2]].clamp_min(0) / squares.clamp_min(0).sum()
    return Directions(
        last.numpy(),
        scale.numpy(),
        _orthonormal(two).numpy(),
        explained=tuple(explained.tolist()),
    )


def _orthonormal(two: Tensor) -> Tensor:
    """Both directions with length one, the second made exactly square to the first."""
    first = two[0] / two[0].norm()
    second = two[1] - (two[1] @ first) * first
    if (
        second.norm() < _STRAIGHT * two[0].norm()
    ):  # all the way on one line: any direction across it will do
        across = torch.linspace(-1, 1, len(first), dtype=first.dtype).square()
        second = across - (across @ first) * first
    return torch.stack([first, second / second.norm()])
