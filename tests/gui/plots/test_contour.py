"""Lines where a field is zero, against fields whose zeros are known."""

import numpy as np
import pytest

from gui.plots.contour import zero_lines


def length(lines: np.ndarray) -> float:
    return float(np.hypot(*(lines[:, 1] - lines[:, 0]).T).sum())


def test_that_a_plane_is_cut_along_a_straight_line():
    y, x = np.mgrid[0:9, 0:9].astype(float)
    lines = zero_lines(x - 3.25)
    np.testing.assert_allclose(lines[:, :, 0], 3.25)
    assert sorted(lines[:, :, 1].min(axis=1)) == list(range(8))
    assert length(zero_lines(x + 2 * y - 7.5)) == pytest.approx(np.hypot(7.5, 3.75))


def test_that_a_circle_is_found_with_its_radius():
    y, x = np.mgrid[0:101, 0:101].astype(float)
    lines = zero_lines(30.3**2 - (x - 50) ** 2 - (y - 50) ** 2)
    radii = np.hypot(lines[:, :, 0] - 50, lines[:, :, 1] - 50)
    np.testing.assert_allclose(radii, 30.3, atol=0.02)
    assert length(lines) == pytest.approx(2 * np.pi * 30.3, rel=1e-3)
    # Every end of a line is the end of another one: the circle is closed.
    ends, counts = np.unique(lines.reshape(-1, 2).round(9), axis=0, return_counts=True)
    assert set(counts.tolist()) == {2}
    assert len(ends) == len(lines)


def test_that_a_saddle_gives_two_lines():
    lines = zero_lines(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    found = {tuple(map(tuple, line)) for line in lines}
    assert found == {((0.5, 0.0), (0.0, 0.5)), ((1.0, 0.5), (0.5, 1.0))}


def test_that_a_field_of_one_sign_gives_none():
    assert zero_lines(np.ones((5, 4))).shape == (0, 2, 2)
    assert zero_lines(np.zeros((5, 4))).shape == (0, 2, 2)
