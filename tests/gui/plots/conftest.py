"""Plots are tested in the dress they wear."""

import numpy as np
import pytest

from gui.plots.line_plot import LinePlot
from gui.theme import theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme().apply(qapp)


@pytest.fixture
def plot(qtbot):
    widget = LinePlot("Loss", x_label="epoch", smoothing=0.6)
    qtbot.addWidget(widget)
    widget.resize(640, 360)
    widget.add_series("train", "train", "train", "smoothed")
    widget.add_series("val", "validation <i>", "validation", "points")
    return widget


@pytest.fixture
def shown(plot, qtbot):
    with qtbot.waitExposed(plot):
        plot.show()
    x = np.arange(2000.0)
    plot.append("train", x, 1 / (1 + x / 100))
    plot.append("val", [0, 1000, 1999], [0.9, 0.1, 0.06])
    plot.refresh()
    return plot
