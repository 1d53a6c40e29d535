"""The legend inside a plot stands where it hides least of the curves."""

import numpy as np
import pytest

from gui.plots.line_plot import LinePlot


@pytest.fixture
def plot(qtbot):
    card = LinePlot("Norms", legend_inside=True)
    card.add_series("a", "conv1", 0)
    qtbot.addWidget(card)
    card.resize(520, 320)
    with qtbot.waitExposed(card):
        card.show()
    return card


def corner(plot):
    middle = plot.graph.rect().center() - plot._legend.geometry().center()
    return ("left" if middle.x() > 0 else "right", "upper" if middle.y() > 0 else "lower")


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        (lambda x: 1 - x, ("right", "upper")),
        (lambda x: x, ("left", "upper")),
        (lambda x: np.abs(2 * x - 1), ("right", "lower")),
    ],
)
def test_that_the_legend_stands_in_a_corner_that_the_curves_leave_free(plot, curve, expected):
    x = np.linspace(0, 1, 200)
    plot.append("a", x, curve(x))
    plot.set_x_extent(0, 1)
    plot._view.least_y = (0.0, 1.0)
    plot.refresh()
    plot.refresh()
    assert corner(plot) == expected


def test_that_it_stays_where_it_is_free(plot):
    x = np.linspace(0, 1, 200)
    plot.append("a", x, x)
    plot.refresh()
    assert corner(plot) == ("left", "upper")
    plot.append("a", x + 1, 1 - x)  # a hill, whose sides leave both upper corners free
    plot.refresh()
    assert corner(plot) == ("left", "upper")
