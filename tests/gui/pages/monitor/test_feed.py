"""A feed shows every kind of series of a history, whatever becomes of it while the run goes on."""

import numpy as np
import pytest

from engine.history import History
from engine.series import Moments
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.train.events import EpochEnded, Probed, RunStarted, StepsDone
from gui.pages.monitor.feed import Curve, Feed
from gui.pages.monitor.source import Source
from gui.plots.line_plot import LinePlot
from tests.gui.pages.monitor.watching import samples


@pytest.fixture
def source():
    layer = LayerSpec(id="l1", kind="Input", name="input")
    network = NetworkSpec(layers=(layer,), outputs=("l1",))
    project = Project(data=DataSpec(source=BuiltinSource(name="digits")), network=network)
    made = Source(project, network, History(), unit="step")
    made.history.apply(RunStarted(0, 0, 20, 10, (), 1, "cpu", 1))
    return made


@pytest.fixture
def plot(qtbot):
    widget = LinePlot("Loss")
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def steps(history, loss, seconds=1.0):
    loss = np.asarray(loss, np.float64)
    first = history.step_count + 1
    norms, rates = np.zeros((len(loss), 0)), np.full(len(loss), 0.1)
    samples_so_far = (first + len(loss) - 1) * 32
    history.apply(
        StepsDone(first, 1, loss, loss[:, None], norms, rates, 50.0, seconds, samples_so_far)
    )


def test_that_figures_taken_now_and_then_stand_at_their_steps(source, plot):
    curve = Curve("probes", "update/l2", "fc", 0)
    feed = Feed(plot)
    feed.take(source, (curve,))
    assert plot.keys == ["update-l2"]
    for step in (3, 40, 41):
        source.history.apply(Probed(step, {"update/l2": step / 1000}, {}))
    feed.take(source, (curve,))
    x, y = samples(plot, "update-l2")
    assert x.tolist() == [3, 40, 41]
    assert y == pytest.approx([0.003, 0.04, 0.041])


def test_that_a_table_which_is_thinned_is_read_anew(source, plot):
    source.history.chunks = Moments(most=8)
    curve, feed = Curve("chunks", "seconds", "seconds", 0), Feed(plot)
    for number in range(30):
        steps(source.history, [1.0, 1.0], seconds=float(number))
        feed.take(source, (curve,))
        plot.refresh()
        x, y = samples(plot, "seconds")
        assert x.tolist() == source.history.chunks["step"].values.tolist()
        assert y.tolist() == source.history.chunks["seconds"].values.tolist()
    assert source.history.chunks.generation > 0


def test_that_what_was_filled_up_is_left_out_and_what_was_lost_is_not(source, plot):
    history, feed = source.history, Feed(plot)
    curve = Curve("steps", "loss", "train", "train")
    history.apply(StepsDone(5, 1, *_figures([2.0, np.nan]), 1.0, 1.0, 192))
    feed.take(source, (curve,))
    plot.refresh()
    assert samples(plot, "loss")[0].tolist() == [5, 6]
    assert plot._series["loss"].raw.lost.count == 1


def test_that_a_run_of_nothing_but_nan_is_marked(source, plot):
    feed = Feed(plot)
    steps(source.history, [np.nan] * 20)
    feed.take(source, (Curve("steps", "loss", "train", "train"),))
    plot.refresh()
    assert plot._series["loss"].raw.lost.count == 20
    assert len(plot._series.items_of("loss").marks.getData()[0]) > 10


def test_that_epochs_stand_at_their_last_step(source, plot):
    feed = Feed(plot)
    for step in (10, 20):
        source.history.apply(EpochEnded(step // 10, step, 0.5, 0.4, {}, 1.0, 1.0, True))
    feed.take(source, (Curve("epochs", "validation_loss", "validation", "validation", "points"),))
    assert samples(plot, "validation_loss")[0].tolist() == [10, 20]


def _figures(loss):
    values = np.asarray(loss, np.float64)
    return values, values[:, None], np.zeros((len(values), 0)), np.full(len(values), 0.1)
