"""Which rows the list has, and where a drop or a step leads."""

import pytest

from gui.network.folding import Line, block_key, gap, lines, step
from tests.engine.edits.block_nets import blocks_net

#: input1, [b1: fc1, [b2: relu1, drop1]], fc2
NESTED = blocks_net("in", "b1:fc1", "b1/b2:relu1", "b1/b2:drop1", "fc2")
CLOSED = lines(NESTED, set())
OPEN = lines(NESTED, {"b1", "b2"})


def keys(rows):
    return [row.key for row in rows]


def test_that_a_closed_block_is_one_row_with_all_its_layers():
    assert keys(CLOSED) == ["in", block_key("b1"), "fc2"]
    assert CLOSED[1] == Line(block_key("b1"), range(1, 4))


def test_that_an_open_block_has_a_head_above_its_rows():
    assert keys(OPEN) == ["in", block_key("b1"), "fc1", block_key("b2"), "relu1", "drop1", "fc2"]
    assert [len(row.path) for row in OPEN] == [0, 0, 1, 1, 2, 2, 0]
    half_open = lines(NESTED, {"b2"})
    assert keys(half_open) == keys(CLOSED)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (1, (1, ())),
        (2, (1, ("b1",))),
        (3, (2, ("b1",))),
        (4, (2, ("b1", "b2"))),
        (5, (3, None)),
        (6, (4, None)),
        (7, (5, None)),
    ],
)
def test_that_a_gap_beside_a_head_tells_the_block(number, found):
    assert gap(NESTED, OPEN, number) == found


@pytest.mark.parametrize(
    ("layer", "up", "goal"),
    [
        ("fc1", True, (1, ())),
        ("fc1", False, (2, ("b1", "b2"))),
        ("relu1", True, (2, ("b1",))),
        ("drop1", False, (4, ("b1",))),
        ("fc2", True, (4, ("b1",))),
        ("fc2", False, None),
        ("in", True, None),
    ],
)
def test_that_a_step_leads_into_an_open_block_and_out_of_it(layer, up, goal):
    assert step(NESTED, OPEN, [layer], up=up) == goal


def test_that_a_step_passes_a_closed_block():
    assert step(NESTED, CLOSED, ["fc2"], up=True) == (1, None)
    assert step(NESTED, CLOSED, ["fc1", "relu1", "drop1"], up=False) == (5, None)


def test_that_all_layers_of_a_block_step_with_it():
    assert step(NESTED, OPEN, ["relu1", "drop1"], up=True) == (1, None)
