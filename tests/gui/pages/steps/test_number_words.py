"""How much room the numbers of a tensor take."""

import numpy as np
import pytest

from engine import numbers
from engine.tensor_figures import tensor_figures
from gui.pages.steps.grid import make_grid
from gui.pages.steps.number_words import cell_words, cell_writing


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1.0, 1e4, 1e7])
def test_that_every_number_has_room_in_its_cell(qapp, scale):
    values = np.random.default_rng(0).normal(scale=scale, size=(4, 5)).astype(np.float32)
    writing = cell_writing()
    grid = make_grid(tensor_figures(values), 900.0, writing, maps=False)
    assert grid.style == "numbers"
    widest = max(writing.width(cell_words(float(v), grid.decimals)) for v in values.flat)
    assert widest + 2 * writing.padding == pytest.approx(grid.cell[0])


def test_that_a_tensor_that_is_shown_again_is_not_measured_again(qapp, monkeypatch):
    figures = tensor_figures(np.random.default_rng(0).normal(scale=1e-4, size=(4, 5)))
    first = make_grid(figures, 900.0, cell_writing(), maps=False)
    written = []
    monkeypatch.setattr(numbers, "fixed", lambda *given: written.append(given))
    again = make_grid(figures, 900.0, cell_writing(), maps=False)
    assert (again.cell, written) == (first.cell, [])
