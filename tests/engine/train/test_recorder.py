"""However the figures of steps come in, each step's loss, terms, rate and norms come out, in order."""

import numpy as np
import pytest
import torch

from engine.train.norms import Columns
from engine.train.recorder import FEW_NUMBERS, Recorder
from tests.engine.train.making import session


def drawn(count: int, width: int) -> torch.Tensor:
    return torch.randn(count, width, generator=torch.Generator().manual_seed(count))


@pytest.mark.parametrize("large", [False, True])
def test_that_blocks_and_single_steps_come_out_in_order(large):
    run = session()
    recorder = Recorder(run)
    sizes = [sum(p.numel() for p in params) for params in run.layer_parameters.values()]
    block = drawn(1 + FEW_NUMBERS // sum(sizes) if large else 3, 1 + sum(sizes))
    single = drawn(1, 2 + sum(sizes))[0]  # its term stands in a column of its own
    columns, memory = Columns((0, 0), (1, *sizes)), torch.empty_like(block)
    for number in range(2):
        memory.copy_(block + number)
        recorder.add_block(memory, columns, [0.1] * len(block), samples=len(block))
    memory.zero_()  # the next steps write to it
    recorder.add(single, 0.2, samples=1)
    recorder.add_block(memory, columns, [0.3] * len(block), samples=len(block))

    chunk = recorder.take()

    blocks = torch.cat([block, block + 1]).double().numpy()
    one = single.double().numpy()
    zeros = np.zeros(len(block))
    np.testing.assert_array_equal(chunk.loss, [*blocks[:, 0], one[0], *zeros])
    np.testing.assert_array_equal(chunk.terms[:, 0], [*blocks[:, 0], one[1], *zeros])
    np.testing.assert_array_equal(chunk.lr, [0.1] * len(blocks) + [0.2] + [0.3] * len(block))
    ends = np.cumsum(sizes)
    for layer, (begin, end) in enumerate(zip(ends - sizes, ends, strict=True)):
        expected = [
            *np.linalg.norm(blocks[:, 1 + begin : 1 + end], axis=1),
            np.linalg.norm(one[2 + begin : 2 + end]),
            *zeros,
        ]
        np.testing.assert_allclose(chunk.norms[:, layer], expected, rtol=1e-6)
    assert recorder.flush() is None
