"""Writes recorded operations in another way that has the same results, to the last bit, and is faster."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch._ops import OpOverload

from engine.train.tape import Call, Value

_ATEN = torch.ops.aten
_BACK_OF: Mapping[OpOverload, OpOverload] = {
    _ATEN.max_pool2d_with_indices.default: _ATEN.max_pool2d_with_indices_backward.default,
    _ATEN.max_pool3d_with_indices.default: _ATEN.max_pool3d_with_indices_backward.default,
}
#: Torch pools as many channels at once as this; fewer it takes one by one, which is many times as slow …
_CHANNELS_AT_ONCE = 8
#: … than it is with the rows of the batch in their place, if they are so many.
_ROWS = 16


@dataclass(frozen=True)
class _Pair:
    """A ReLU that nothing but a max pooling takes, with the way back through both."""

    relu: Call
    pool: Call
    pool_back: Call
    relu_back: Call

    def swapped(self) -> dict[int, list[Call]]:
        """What stands in place of each call, by its id: the names between the two are given anew."""
        (x,), (between, (pooled, places)) = self.relu.args, (self.pool.args[0], self.pool.results)
        upstream, (slope,) = self.pool_back.args[0], self.pool_back.results
        threshold = self.relu_back.args[2]
        pool = replace(self.pool, args=(x, *self.pool.args[1:]), results=(between, places))
        pool_args = (slope, x, *self.pool_back.args[2:])
        return {
            id(self.relu): [],
            id(self.pool): [pool, replace(self.relu, args=(between,), results=(pooled,))],
            id(self.pool_back): [
                replace(self.relu_back, args=(upstream, pooled, threshold), results=(slope,))
            ],
            id(self.relu_back): [
                replace(self.pool_back, args=pool_args, results=self.relu_back.results)
            ],
        }


def pooled_first(calls: Sequence[Call], wanted: Collection[Value]) -> list[Call]:
    """Takes ReLU after a max pooling in place of before it, on the way back likewise.

    The largest number of a window is the same before and after; where it is not above zero, no gradient
    passes either way.

    Args:
        calls: a step's operations.
        wanted: what must be there at its end.
    """
    makers = {value: call for call in calls for value in call.gives()}
    users: dict[Value, list[Call]] = defaultdict(list)
    for call in calls:
        for value in dict.fromkeys(call.uses()):
            users[value].append(call)
    instead: dict[int, list[Call]] = {}
    for call in calls:
        if call.op in _BACK_OF and (pair := _pair(call, makers, users, wanted)) is not None:
            instead |= pair.swapped()
    return [new for call in calls for new in instead.get(id(call), [call])]


def _pair(
    pool: Call,
    makers: Mapping[Value, Call],
    users: Mapping[Value, Sequence[Call]],
    wanted: Collection[Value],
) -> _Pair | None:
    """The pair that ends with `pool`; None where others look at what lies between."""
    between, places = pool.args[0], pool.results[1]
    relu = makers.get(between)
    if relu is None or relu.op is not _ATEN.relu.default or places is None:
        return None
    backs = users.get(places, ())
    if [back.op for back in backs] != [_BACK_OF[pool.op]]:
        return None
    (slope,) = backs[0].results
    after = users.get(slope, ())
    if [back.op for back in after] != [_ATEN.threshold_backward.default]:
        return None
    seen = {id(pool), id(backs[0]), id(after[0])}
    if {id(user) for user in users[between]} != seen or after[0].args[1] != between:
        return None
    if {between, places, slope} & set(wanted):
        return None
    return _Pair(relu, pool, backs[0], after[0])


def pooled_by_rows(calls: Sequence[Call], tensors: Mapping[Value, Tensor]) -> list[Call]:
    """Where pictures of few channels are pooled, lets the rows of the batch take the channels' place.

    Args:
        calls: a step's operations.
        tensors: what they worked on.
    """
    found: list[Call] = []
    for call in calls:
        few = call.op is _ATEN.max_pool2d_with_indices.default and _has_few_channels(
            tensors[call.args[0]]
        )
        found += _by_rows(call) if few else [call]
    return found


def _has_few_channels(x: Tensor) -> bool:
    """Whether `x` [N, C, H, W] lies in memory with its channels last, and they are few."""
    rows, channels, *_size = x.shape if x.dim() == len("NCHW") else (0, 0)
    ordered = x.is_contiguous(memory_format=torch.channels_last)
    return ordered and 1 < channels < _CHANNELS_AT_ONCE and rows >= _ROWS


def _by_rows(pool: Call) -> list[Call]:
    """N and C change places before it and back again, in memory too."""
    x, (pooled, places) = pool.args[0], pool.results
    by_rows, moved, turned, largest, at, back = (
        Value(f"{x.name}_{i}_{pooled.name}") for i in range(6)
    )
    permute, clone = _ATEN.permute.default, _ATEN.clone.default
    return [
        Call(permute, (x, [1, 2, 3, 0]), {}, (by_rows,)),
        Call(clone, (by_rows,), {"memory_format": torch.contiguous_format}, (moved,)),
        Call(permute, (moved, [0, 3, 1, 2]), {}, (turned,)),
        replace(pool, args=(turned, *pool.args[1:]), results=(largest, at)),
        Call(permute, (largest, [1, 0, 2, 3]), {}, (back,)),
        Call(clone, (back,), {"memory_format": torch.channels_last}, (pooled,)),
        Call(permute, (at, [1, 0, 2, 3]), {}, (places,)),
    ]
