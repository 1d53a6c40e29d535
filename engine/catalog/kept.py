"""What layers hold for the backward pass beside their input or output, in numbers of four bytes a sample.

The suite compares each with what autograd saves; none of this is documented by torch.
"""

from collections.abc import Callable
from math import prod

from engine.catalog.kind import Params, Shapes

Kept = Callable[[Params, Shapes, Shapes], int]


def one_more(_params: Params, _inputs: Shapes, outputs: Shapes) -> int:
    """One number for each of the output, such as a mask."""
    return prod(outputs[0])


def indices(_params: Params, _inputs: Shapes, outputs: Shapes) -> int:
    """A whole number of eight bytes for each of the output."""
    return 2 * prod(outputs[0])


def dropped(*, whole_channels: bool) -> Kept:
    """The mask of a dropout, which makes none where it drops nothing."""

    def mask(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
        if params["p"] == 0:
            return 0
        return inputs[0][0] if whole_channels else prod(inputs[0])

    return mask
