"""What each layer holds for the backward pass, against what torch really saves."""

import warnings
from math import prod

import pytest
from torch import Tensor, nn

from tests.engine.catalog.samples import SAMPLES, build, given, sample_id
from tests.engine.catalog.saved import Saved

#: Enough samples that a mean or a spread a channel hardly counts.
BATCH = 64
NUMBER = 4


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
def test_that_a_layer_holds_what_it_declares(sample) -> None:
    kind, params, inputs = sample
    layer = build(kind, params, inputs)
    own: tuple[Tensor, ...] = ()
    if isinstance(layer, nn.Module):
        layer.float()
        own = (*layer.parameters(), *layer.buffers())
    # Not leaves, whose memory is never the layer's own to give back.
    plain = given(kind, params, inputs, BATCH)
    taken = tuple(t.detach().float().requires_grad_() * 1.0 for t in plain)
    saved = Saved()
    with warnings.catch_warnings(), saved.hooks:
        warnings.simplefilter("ignore")
        result = layer(*taken)
    outputs = kind.out_shapes(params, inputs)
    numbers = {
        "input": sum(map(prod, inputs)),
        "output": sum(map(prod, outputs)),
        "nothing": 0,
        "view": 0,
    }[kind.keeps]
    declared = (numbers + kind.keeps_more(params, inputs, outputs)) * BATCH * NUMBER
    found = saved.without(*own)
    few = 2 * max(shape[0] for shape in inputs) * NUMBER
    assert found <= declared * 1.1 + few
    # An adaptive pooling to one place is a plain mean to torch, which holds nothing.
    if params.get("output_size") != 1:
        assert found >= declared / 2
    shared = result.untyped_storage().data_ptr() == taken[0].untyped_storage().data_ptr()
    assert shared or kind.keeps != "view"
