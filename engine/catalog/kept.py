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


def between(_params: Params, inputs: Shapes, outputs: Shapes) -> int:
    """What a fold over more than two inputs has in between."""
    return max(len(inputs) - 2, 0) * prod(outputs[0])


def of_cosine(_params: Params, inputs: Shapes, outputs: Shapes) -> int:
    """Both vectors once more, scaled, and four numbers a pair."""
    return sum(map(prod, inputs)) + 4 * prod(outputs[0])


def whole_numbers(_params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """The inputs as whole numbers of eight bytes."""
    return 2 * sum(map(prod, inputs))


def mirrored(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """A border that is mirrored or drawn out remembers what it came from."""
    return prod(inputs[0]) if params["mode"] in ("reflect", "replicate") else 0


def _states(params: Params, inputs: Shapes, a_direction: Callable[[int, int], int]) -> int:
    """The sum of `a_direction(steps, features)` over layers and directions, beside the input itself."""
    steps, features = inputs[0]
    directions = 2 if params["bidirectional"] else 1
    total = directions * a_direction(steps, features)
    above = directions * a_direction(steps, directions * params["hidden_size"])
    more: int = params["num_layers"] - 1
    return total + more * above - steps * features


def of_rnn(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """Each step's input and state, and the state to begin with."""
    hidden: int = params["hidden_size"]
    return _states(params, inputs, lambda steps, width: steps * width + hidden * (steps + 1))


def of_gru(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """Each step's input, the state and what the three gates were made of."""
    hidden: int = params["hidden_size"]
    return _states(params, inputs, lambda steps, width: steps * (width + 7 * hidden))


def of_lstm(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """The working memory of oneDNN, which rounds half of the rows up to sixteen."""
    hidden: int = params["hidden_size"]
    padded = (hidden + 16 * -(-hidden // 16)) // 2 + 1
    return _states(
        params, inputs, lambda steps, width: 3 * steps * width + padded * (16 * steps + 14)
    )


def of_attention(query: tuple[int, int], key: tuple[int, int], heads: int, *, drops: bool) -> int:
    """Projections, the output of the heads, and a number a query and head.

    With dropout the weights themselves are kept too, with their mask, and the scaled projections.
    """
    (steps, width), (others, _) = query, key
    kept = 2 * (steps + others) * width
    if drops:
        return kept + (steps + others) * width + 3 * heads * steps * others
    return kept + heads * steps
