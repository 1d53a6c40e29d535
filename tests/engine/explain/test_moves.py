"""Views, permutations, parts, joins, padding and look-ups: each number's way there and back."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, looked_at, numbers, recorded

MOVES = [
    ("view", (2, 6), {"size": [3, 4]}),
    ("view", (1,), {"size": []}),
    ("_unsafe_view", (2, 3, 4), {"size": [6, 4]}),
    ("reshape", (2, 6), {"shape": [-1, 3]}),
    ("squeeze", (2, 1, 3), {"dim": 1}),
    ("squeeze", (1, 2, 1), {}),
    ("unsqueeze", (2, 3), {"dim": -1}),
    ("unsqueeze", (), {"dim": 0}),
    ("alias", (2, 3), {}),
    ("clone", (2, 3), {}),
    ("t", (2, 3), {}),
    ("t", (3,), {}),
    ("transpose", (2, 3, 4), {"dim0": -1, "dim1": 0}),
    ("permute", (2, 3, 4), {"dims": [2, 0, 1]}),
    ("permute", (2, 3, 4, 2), {"dims": [0, -1, 1, 2]}),
    ("expand", (3, 1), {"size": [2, -1, 4]}),
    ("expand", (), {"size": [3]}),
    ("repeat", (2, 3), {"repeats": [2, 1, 3]}),
    ("select", (2, 3, 4), {"dim": 1, "index": -1}),
    ("slice", (2, 7), {"dim": 1, "start": 1, "end": 6, "step": 2}),
    ("slice", (5, 2), {"dim": 0, "start": -3}),
    ("slice", (5, 2), {"dim": 0, "end": 2**63 - 1}),
    ("narrow", (2, 7), {"dim": 1, "start": 2, "length": 3}),
    ("flip", (2, 3, 4), {"dims": [0, -1]}),
    ("split", (7, 2), {"split_size": 3}),
    ("split_with_sizes", (2, 7), {"split_sizes": [1, 4, 2], "dim": -1}),
    ("unsafe_split", (4, 6), {"split_size": 2, "dim": 1}),
    ("chunk", (4, 6), {"chunks": 4, "dim": 1}),
    ("unbind", (3, 2), {"dim": 1}),
    ("constant_pad_nd", (2, 3, 4), {"pad": [1, 2, 0, 1], "value": 7.5}),
    ("constant_pad_nd", (2, 5), {"pad": [-1, 2]}),
    ("reflection_pad1d", (2, 4), {"padding": [3, 1]}),
    ("reflection_pad2d", (1, 2, 4, 3), {"padding": [2, 1, 0, 3]}),
    ("reflection_pad3d", (1, 1, 2, 3, 2), {"padding": [1, 0, 2, 1, 1, 1]}),
    ("replication_pad1d", (2, 4), {"padding": [3, 5]}),
    ("replication_pad2d", (1, 2, 4, 3), {"padding": [2, 1, 0, 3]}),
    ("replication_pad3d", (1, 1, 2, 3, 2), {"padding": [1, 0, 2, 1, 1, 1]}),
    ("pixel_shuffle", (2, 12, 2, 3), {"upscale_factor": 2}),
    ("pixel_unshuffle", (2, 3, 4, 6), {"downscale_factor": 2}),
    ("channel_shuffle", (2, 6, 2, 2), {"groups": 3}),
    ("upsample_nearest1d", (2, 2, 3), {"output_size": [7]}),
    ("upsample_nearest2d", (1, 2, 3, 4), {"output_size": [6, 5], "scales_h": 2.0}),
    ("upsample_nearest3d", (1, 2, 3, 4, 2), {"output_size": [7, 2, 6]}),
    (
        "im2col",
        (2, 3, 5, 4),
        {"kernel_size": [2, 3], "dilation": [2, 1], "padding": [1, 0], "stride": [1, 2]},
    ),
    (
        "im2col",
        (2, 4, 4),
        {"kernel_size": [2, 2], "dilation": [1, 1], "padding": [0, 0], "stride": [2, 2]},
    ),
    (
        "col2im",
        (2, 12, 9),
        {
            "output_size": [4, 4],
            "kernel_size": [2, 2],
            "dilation": [1, 1],
            "padding": [0, 0],
            "stride": [1, 1],
        },
    ),
    (
        "col2im",
        (4, 6),
        {
            "output_size": [5, 3],
            "kernel_size": [2, 2],
            "dilation": [2, 1],
            "padding": [1, 1],
            "stride": [2, 2],
        },
    ),
]


@pytest.mark.parametrize(("name", "shape", "settings"), MOVES)
def test_that_a_move_is_derived(name, shape, settings):
    assert_explained(name, {"self": numbers(*shape)}, **settings)


@pytest.mark.parametrize(("name", "dim"), [("cat", 1), ("cat", -1), ("cat", 0)])
def test_that_tensors_are_joined(name, dim):
    shapes = [[2, 3, 4] for _ in range(3)]
    for number, shape in enumerate(shapes):
        shape[dim] = number + 1
    tensors = [numbers(*shape, seed=seed) for seed, shape in enumerate(shapes)]
    assert_explained(name, {"tensors": tensors}, dim=dim)


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_that_tensors_are_stacked(dim):
    assert_explained("stack", {"tensors": [numbers(2, 3, seed=n) for n in range(3)]}, dim=dim)


def test_that_an_empty_list_adds_nothing_to_what_it_is_joined_with():
    assert_explained("cat", {"tensors": [numbers(0), numbers(2, 3), numbers(1, 3, seed=1)]})


def test_that_what_is_copied_over_another_is_what_counts():
    expanded = recorded("expand", {"self": numbers(3)}, size=[2, 3])
    operation = replace(expanded, name="copy", inputs={"src": expanded.inputs["self"]})
    for at in looked_at((2, 3)):
        assert PRIMITIVES["copy"].source(operation, "out", at) == ("src", at[1:])
    found = [PRIMITIVES["copy"].gradient(operation, "src", (n,))[-1].value for n in range(3)]
    np.testing.assert_allclose(found, operation.inputs["src"].gradient)


@pytest.mark.parametrize("index", [torch.tensor([2, 0, 2]), torch.tensor(1)])
def test_that_chosen_rows_are_derived(index):
    assert_explained("index_select", {"self": numbers(2, 3, 2), "index": index}, dim=1)


@pytest.mark.parametrize("shape", [(4,), (2, 3), ()])
@pytest.mark.parametrize("padding", [-1, 1])
def test_that_a_table_is_looked_up(shape, padding):
    indices = torch.randint(5, shape, generator=torch.Generator().manual_seed(2))
    given = {"weight": numbers(5, 3), "indices": indices}
    operation = recorded("embedding", given, padding_idx=padding)
    for at in looked_at((5, 3)):
        (stage,) = PRIMITIVES["embedding"].gradient(operation, "weight", at)
        np.testing.assert_allclose(stage.value, operation.inputs["weight"].gradient[at], atol=1e-9)
    if padding < 0:
        assert_explained("embedding", given)


def test_that_often_seen_rows_learn_less_where_that_is_wanted():
    given = {"weight": numbers(3, 2), "indices": torch.tensor([[0, 2], [0, 0]])}
    operation = recorded("embedding", given, scale_grad_by_freq=True)
    for at in looked_at((3, 2)):
        (stage,) = PRIMITIVES["embedding"].gradient(operation, "weight", at)
        np.testing.assert_allclose(stage.value, operation.inputs["weight"].gradient[at], atol=1e-9)


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_that_elements_are_gathered(dim):
    index = torch.randint(2, (2, 2, 3), generator=torch.Generator().manual_seed(2))
    assert_explained("gather", {"self": numbers(2, 3, 4), "index": index}, dim=dim)


def test_that_a_view_says_which_element_it_shows():
    operation = recorded("t", {"self": numbers(2, 3)})
    assert PRIMITIVES["t"].source(operation, "out", (2, 1)) == ("self", (1, 2))
    (stage,) = PRIMITIVES["t"].value(operation, "out", (2, 1))
    assert (stage.symbol, stage.formula) == ("y[2,1]", "x[1,2]")
    assert stage.terms[0].factors[0].cell == Cell("self", (1, 2))


def test_that_padding_comes_from_nowhere():
    operation = recorded("constant_pad_nd", {"self": numbers(2)}, pad=[1, 0], value=0.5)
    assert PRIMITIVES["constant_pad_nd"].source(operation, "out", (0,)) is None
    (stage,) = PRIMITIVES["constant_pad_nd"].value(operation, "out", (0,))
    assert (stage.value, stage.terms, stage.worked) == (0.5, (), ("0.5",))


def test_that_a_word_learns_from_all_its_places():
    given = {"weight": numbers(4, 2), "indices": torch.tensor([[3, 1], [1, 0]])}
    operation = recorded("embedding", given)
    (value,) = PRIMITIVES["embedding"].value(operation, "out", (1, 0, 1))
    assert value.formula == "weight[indices[1,0],1]"
    (stage,) = PRIMITIVES["embedding"].gradient(operation, "weight", (1, 0))
    symbols = [term.factors[0].symbol for term in stage.terms]
    assert symbols == ["∂L/∂y[0,1,0]", "∂L/∂y[1,0,0]"]
    (unused,) = PRIMITIVES["embedding"].gradient(operation, "weight", (2, 0))
    assert (unused.value, unused.formula, unused.worked) == (0.0, "0", ("0",))


def test_that_following_one_number_does_not_move_the_tensor():
    """A weight of a hundred million numbers is followed through its transposition."""
    big = np.broadcast_to(np.float32(1.0), (10_000, 10_000))
    operation = recorded("t", {"self": numbers(2, 3)})
    given, out = operation.inputs["self"], operation.outputs["out"]
    shown = replace(
        operation,
        inputs={"self": replace(given, array=big)},
        outputs={"out": replace(out, array=big)},
    )
    for number in range(1000):
        assert PRIMITIVES["t"].source(shown, "out", (number, 7)) == ("self", (7, number))
