"""The loss over one weight, painted."""

import numpy as np

from engine.surface import SliceAnswer
from gui.plots.slice_plot import SlicePlot


def test_that_a_loss_that_is_nowhere_finite_is_painted_without_a_point(qtbot):
    nowhere, here = np.full(9, np.nan), np.array([0.5])
    way = np.array([[0.5], [0.6]])
    answer = SliceAnswer(
        names=("fc1.weight[0,0]",),
        ends=((0.0, 1.0),),
        values=nowhere,
        here=here,
        loss=np.nan,
        gradient=np.array([2.0]),
        after=here + 0.1,
        plain=way,
        momentum=way,
        rate=0.1,
        share=0.9,
    )
    plot = SlicePlot()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show_answer(answer)
    assert not plot.grab().isNull()  # a warning of Qt would fail the test
