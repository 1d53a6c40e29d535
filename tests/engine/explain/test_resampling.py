"""Resampled pictures are weighted sums, with torch's weights."""

import pytest

from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers, recorded

CASES = [
    ("upsample_linear1d", (2, 3, 5), [8]),
    ("upsample_linear1d", (2, 3, 5), [3]),
    ("upsample_bilinear2d", (1, 2, 4, 3), [7, 6]),
    ("upsample_bilinear2d", (1, 2, 4, 3), [1, 2]),
    ("upsample_trilinear3d", (1, 1, 2, 3, 2), [4, 5, 3]),
    ("upsample_bicubic2d", (1, 2, 4, 3), [8, 5]),
    ("upsample_bicubic2d", (1, 1, 6, 5), [3, 9]),
]


@pytest.mark.parametrize("align_corners", [False, True])
@pytest.mark.parametrize(("name", "shape", "size"), CASES)
def test_that_a_resampled_picture_is_derived(name, shape, size, align_corners):
    given = {"self": numbers(*shape)}
    assert_explained(name, given, output_size=size, align_corners=align_corners)


def test_that_a_given_scale_counts_more_than_the_sizes():
    given = {"self": numbers(1, 1, 3, 3)}
    scales = {"scales_h": 2.5, "scales_w": 1.5}
    for name in ("upsample_bilinear2d", "upsample_bicubic2d"):
        assert_explained(name, given, output_size=[7, 4], align_corners=False, **scales)


def test_that_the_middle_of_two_numbers_takes_half_of_each():
    settings = {"output_size": [3], "align_corners": True}
    operation = recorded("upsample_linear1d", {"self": numbers(1, 1, 2)}, **settings)
    (stage,) = PRIMITIVES["upsample_linear1d"].value(operation, "out", (0, 0, 1))
    assert stage.formula == "Σ x[0,0,…] · weight"
    shown = [[factor.symbol for factor in term.factors] for term in stage.terms]
    assert shown == [["x[0,0,0]", "0.5"], ["x[0,0,1]", "0.5"]]
