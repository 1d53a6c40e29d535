"""What a layer makes of real samples equals what the network computes, row by row."""

import numpy as np
import pytest
import torch

from engine.sample_query import linear_matrices, sample_answer
from engine.text import UserError
from tests.engine.train.making import rows, session

CNN = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
    ("ReLU", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 3}),
)


def test_that_the_matrices_are_those_of_the_layer():
    made = session()
    answer = linear_matrices(made, "l3", row=2, column=4)
    x, weight, bias, y = (t.values for t in (answer.x, answer.weight, answer.bias, answer.y))
    assert (x.shape, weight.shape, bias.shape, y.shape) == ((8, 8), (8, 5), (5,), (8, 5))
    assert np.allclose(x @ weight + bias, y, atol=1e-6)
    with torch.no_grad():
        hidden = made.model.l1(made.train_rows.x[:8]).clamp(min=0)
    assert np.allclose(x, hidden.numpy(), atol=1e-6)
    told = answer.x_terms @ answer.w_terms + answer.bias_term
    assert told == pytest.approx(answer.value, abs=1e-6)
    assert answer.value == y[2, 4]


def test_that_a_layer_without_bias_has_three_matrices():
    layers = (("Linear", {"out_features": 3, "bias": False}),)
    answer = linear_matrices(session(layers), "l1")
    assert answer.bias is None
    assert answer.x_terms @ answer.w_terms == pytest.approx(answer.value, abs=1e-6)


def test_that_a_large_layer_comes_as_pictures_with_whole_terms():
    wide = (("Linear", {"out_features": 700}), ("Linear", {"out_features": 3}))
    answer = linear_matrices(session(wide, rows(20, 500)), "l1", row=99, column=9999)
    assert answer.weight.values is None
    assert answer.weight.picture.whole == (500, 700)
    assert (answer.row, answer.column) == (7, 699)
    assert len(answer.x_terms) == 500


def test_that_another_layer_has_no_matrices():
    with pytest.raises(UserError, match="l2 is no Linear layer"):
        linear_matrices(session(), "l2")


@pytest.fixture
def pictures():
    """A small CNN on 30 pictures, the last ten for validation."""
    return session(CNN, rows(30, 1, 6, 6), validation=10)


def test_that_a_samples_feature_maps_are_those_of_the_network(pictures):
    answer = sample_answer(pictures, "l2", index=3, channel=1)
    assert (answer.split, answer.index, answer.count) == ("validation", 3, 10)
    row = pictures.validation_rows.x[3:4]
    with torch.no_grad():
        maps = pictures.model.l1(row).clamp(min=0)[0].numpy()
    assert np.allclose(answer.maps, maps, atol=1e-6)
    assert np.allclose(answer.output.values, maps, atol=1e-6)
    assert np.allclose(answer.large.cells, maps[1], atol=1e-6)
    assert answer.truth == str(23 % 3)
    assert answer.classes == ()


def test_that_the_output_has_the_classes_names_and_the_input_is_the_sample(pictures):
    last = sample_answer(pictures, "l4")
    assert last.classes == ("0", "1", "2")
    assert last.maps is None
    first = sample_answer(pictures, "l0", "train", 5)
    assert np.array_equal(first.maps[0], pictures.train_rows.x[5, 0].numpy())


def test_that_the_index_goes_round_and_an_empty_split_gives_way(pictures):
    assert sample_answer(pictures, "l2", index=-1).index == 9
    assert sample_answer(pictures, "l2", index=10).index == 0
    assert sample_answer(pictures, "l2", "test").split == "train"


def test_that_a_regression_tells_its_targets():
    made = session((("Linear", {"out_features": 2}),), rows(20, 6, classes=0), loss="MSE")
    answer = sample_answer(made, "l1", "train", 0)
    y = made.prepared.y[0]
    names, values = zip(*(part.split(" ") for part in answer.truth.split(", ")), strict=True)
    assert names == ("a", "b")
    shown = [float(v.replace("−", "-")) for v in values]
    assert shown == pytest.approx(y.tolist(), rel=1e-3)


def test_that_many_and_large_maps_are_thinned_out():
    wide = (
        ("Conv2d", {"out_channels": 70, "kernel_size": 3, "padding": "same"}),
        ("AdaptiveAvgPool2d", {"output_size": 1}),
        ("Flatten", {}),
        ("Linear", {"out_features": 3}),
    )
    made = session(wide, rows(6, 1, 80, 130))
    answer = sample_answer(made, "l1", "train", channel=69)
    assert answer.maps.shape == (64, 40, 44)
    assert answer.output.shape == (70, 80, 130)
    assert answer.large.cells.shape == (80, 130)
    with torch.no_grad():
        maps = made.model.l1(made.train_rows.x[:1])[0].numpy()
    assert np.allclose(answer.maps[63], maps[63, ::2, ::3], atol=1e-5)
