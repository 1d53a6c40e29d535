"""Every layer of the catalogue, operation by operation: what is written about each is what torch computes.

Numbers are in double precision; values and gradients agree to 1e-9.
"""

import warnings

import numpy as np
import pytest
import torch
from torch import nn

from engine.explain.operation import Operand, Operation
from engine.explain.primitives import PRIMITIVES
from engine.train.operations import operations, record
from tests.engine.catalog.samples import SAMPLES, build, given, sample_id
from tests.engine.explain.recording import assert_sound, looked_at

#: Elements of each tensor that are looked at.
ELEMENTS = 6
#: Settings at which a layer computes what its other variants do not.
SPECIAL = {("CosineSimilarity", "eps"), ("CELU", "alpha"), ("GELU", "approximate")}
#: The first and the last variant of each kind, and the special ones.
ENDS = [
    sample
    for number, sample in enumerate(SAMPLES)
    if sample[0].name != SAMPLES[number - 1][0].name
    or sample[0].name != SAMPLES[(number + 1) % len(SAMPLES)][0].name
    or any(
        (sample[0].name, f.name) in SPECIAL and sample[1][f.name] != f.default
        for f in sample[0].fields
    )
]


def some(operand: Operand):
    every = list(looked_at(operand.array.shape))
    return every[:: max(1, len(every) // ELEMENTS)]


def assert_as_recorded(operation: Operation) -> None:
    primitive = PRIMITIVES[operation.name]
    for key, out in operation.outputs.items():
        for at in some(out):
            stages = primitive.value(operation, key, at)
            assert_sound(operation, stages)
            np.testing.assert_allclose(stages[-1].value, out.array[at], rtol=1e-9, atol=1e-9)
    for key, operand in operation.inputs.items():
        for at in some(operand) if operand.gradient is not None else ():
            stages = primitive.gradient(operation, key, at)
            assert_sound(operation, stages)
            found = stages[-1].value
            np.testing.assert_allclose(found, operand.gradient[at], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("sample", ENDS, ids=sample_id)
def test_that_every_operation_of_a_layer_is_derived(sample):
    torch.manual_seed(1)
    layer = build(*sample)
    x = [t.requires_grad_(sample[0].takes == "numbers") for t in given(*sample)]
    if isinstance(layer, nn.Module):
        layer.double()
    with warnings.catch_warnings(action="ignore"):
        recording = record(layer, *x)
    upstream = [torch.randn_like(recording.values[name]) for name in recording.outputs]
    found = operations(recording, *upstream)
    assert {operation.name for operation in found} <= PRIMITIVES.keys()
    for operation in found:
        assert_as_recorded(operation)
