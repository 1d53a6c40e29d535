"""One x axis for all plots of the Monitor: what it counts, how much of it is shown, what is marked on it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from engine.history import History
from engine.train.events import Kept, PathChanged, RunStarted, Setting, StepsDone
from gui.pages.monitor.source import Overlay
from gui.plots.legend import LegendEntry
from gui.plots.scheduler import FREE_SHARE, SHARE
from gui.theme import theme
from tests.gui.pages.monitor.watching import PER_EPOCH, drawn, plot, samples, two_epochs


def press(page, name):
    page.findChild(QAction, name).trigger()


def shown_x(page, name="lossPlot"):
    return plot(page, name).graph.view_box.viewRange()[0]


@pytest.mark.parametrize(
    ("unit", "per_step"),
    [("step", 1.0), ("epoch", 1 / PER_EPOCH), ("seconds", 0.01), ("samples", 10.0)],
)
def test_that_x_counts_what_is_chosen_and_that_is_remembered(
    page, make, controller, settings, qtbot, unit, per_step
):
    two_epochs(controller)
    press(page, "xUnit-step")
    press(page, f"xUnit-{unit}")
    drawn(page, qtbot)
    steps = np.arange(1, 2 * PER_EPOCH + 1)
    assert samples(plot(page, "lossPlot"), "loss")[0] == pytest.approx(steps * per_step)
    ends = samples(plot(page, "metricPlot"), "accuracy")[0]
    assert ends == pytest.approx(np.array([PER_EPOCH, 2 * PER_EPOCH]) * per_step)
    assert settings.text("monitor/x", "") == unit
    assert make()._source.unit == unit


def test_that_the_last_stretch_is_followed_until_a_plot_is_touched(page, controller, qtbot):
    controller.start()
    controller.steps(3 * PER_EPOCH)
    press(page, "xWindow-0")
    drawn(page, qtbot)
    assert shown_x(page) == pytest.approx([2, 3])
    controller.steps(PER_EPOCH)
    drawn(page, qtbot)
    assert shown_x(page) == pytest.approx([3, 4])
    assert shown_x(page, "metricPlot") == pytest.approx([3, 4])
    loss = plot(page, "lossPlot")
    qtbot.keyClick(loss, Qt.Key.Key_Minus)
    touched = shown_x(page)
    controller.steps(PER_EPOCH)
    drawn(page, qtbot)
    assert shown_x(page) == touched
    qtbot.keyClick(loss, Qt.Key.Key_Home)
    assert shown_x(page) == pytest.approx([4, 5])


def test_that_each_unit_remembers_its_stretch(page, make, controller, qtbot):
    controller.start()
    press(page, "xWindow-1")
    press(page, "xUnit-step")
    assert page._source.window is None
    press(page, "xWindow-0")
    assert page._source.window == 1000
    press(page, "xUnit-epoch")
    assert page._source.window == 5
    assert make()._source.window == 5


def test_that_each_plot_remembers_its_logarithmic_axes(page, make, controller):
    plot(page, "lossPlot").set_log_x(True)
    plot(page, "metricPlot").set_log_y(True)
    again = make()
    assert [plot(again, name).log_x for name in ("lossPlot", "metricPlot")] == [True, False]
    assert [plot(again, name).log_y for name in ("lossPlot", "metricPlot")] == [False, True]


def read_out(page, name, x):
    card = plot(page, name)
    card._crosshair.show_at(x)
    return card.findChild(QWidget, "plotReadout").accessibleDescription()


def test_that_what_happened_is_marked_and_read_out(page, controller, qtbot):
    controller.start()
    controller.steps(PER_EPOCH)
    controller.history.apply(Setting(PER_EPOCH, "lr", 0.0001))
    controller.history.apply(PathChanged(20, "lowered"))
    controller.history.apply(Kept(30, 0))
    controller.steps(PER_EPOCH)
    drawn(page, qtbot)
    for name in ("lossPlot", "gradientPlot"):
        line = "learning rate 0.001 → 0.0001 after step 40"
        assert line in read_out(page, name, 1.0)
        assert line not in read_out(page, name, 2.0)
        assert "lowered steps after step 20" in read_out(page, name, 0.5)
        lines = plot(page, name)._verticals._mark_lines[False]
        assert [len(places) for _role, places in lines._groups] == [
            1
        ]  # the rate alone; ticks for the rest
        assert "checkpoint kept after step 30, epoch 0" in read_out(page, name, 0.75)
    controller.history.apply(Setting(2 * PER_EPOCH, "lr", 0.01))
    controller.steps(1)
    drawn(page, qtbot)
    assert "learning rate 0.0001 → 0.01 after step 80" in read_out(page, "lossPlot", 2.0)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("clip/norm", 0.5, "gradients clipped by norm at 0.5 after step 40"),
        ("clip/off", 0.0, "gradients not clipped after step 40"),
        ("dropout/l2", 0.3, "dropout 0.3 in “fc2” after step 40"),
        ("batch_size", 64.0, "batch size 32 → 64 after step 40"),
    ],
)
def test_that_a_setting_changed_on_the_way_is_named_as_people_say_it(
    page, controller, qtbot, name, value, words
):
    controller.start()
    controller.steps(PER_EPOCH)
    controller.history.apply(Setting(PER_EPOCH, name, value))
    controller.steps(PER_EPOCH)
    drawn(page, qtbot)
    assert words in read_out(page, "lossPlot", 1.0)


def test_that_a_place_tells_its_step(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    card = plot(page, "lossPlot")
    card._crosshair.show_at(1.5)
    assert card.findChild(QWidget, "plotReadout").accessibleName() == "epoch 1.5 · step 60"


def test_that_a_lost_step_is_named(page, controller, qtbot):
    controller.start()
    controller.steps(10)
    controller.steps(2, [float("inf"), float("nan")])
    controller.steps(30)
    drawn(page, qtbot)
    words = read_out(page, "lossPlot", 11 / PER_EPOCH)
    assert "train: +∞ step 11" in words


def other_run(steps=60):
    history = History()
    history.apply(RunStarted(0, 0, 20, PER_EPOCH, ("l2", "l3"), 1, "cpu", 1))
    loss = np.full(steps, 0.25)
    norms, rates = np.full((steps, 2), 0.5), np.full(steps, 0.01)
    event = StepsDone(1, 1, loss, loss[:, None], norms, rates, 1e3, 2.0, steps * 10)
    history.apply(event)
    return history


def test_that_other_runs_stand_behind_in_their_colours(page, controller, qtbot):
    two_epochs(controller)
    history = other_run()
    page.show_overlays((Overlay("r7", "wide <b>", 3, history, offset=20),))
    drawn(page, qtbot)
    loss, gradient = plot(page, "lossPlot"), plot(page, "gradientPlot")
    assert loss.keys == ["loss", "validation_loss", "r7-loss"]
    x, y = samples(loss, "r7-loss")
    assert x == pytest.approx(np.arange(21, 81) / PER_EPOCH)
    assert np.array_equal(y, history.steps["loss"].values)
    pen = loss._series.items_of("r7-loss").line.opts["pen"]
    assert pen.color() == theme().series(3)
    x, y = gradient._series.items_of("r7-gradient-l2").line.getData()
    assert x[-1] == pytest.approx(80 / PER_EPOCH)
    assert y == pytest.approx(np.log10(0.5))
    dashes = [
        gradient._series.items_of(f"r7-gradient-{layer}").line.opts["pen"].style()
        for layer in ("l2", "l3")
    ]
    assert dashes == [Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine]
    entry = loss.findChild(LegendEntry, "legend-r7")
    assert entry.text() == "wide <b>"
    assert "wide <b> · train 0.25" in read_out(page, "lossPlot", 1.0)
    entry.click()
    assert "wide" not in read_out(page, "lossPlot", 1.0)
    page.show_overlays(())
    drawn(page, qtbot)
    assert loss.keys == ["loss", "validation_loss"]


def test_that_another_run_grows_too(page, controller, qtbot):
    two_epochs(controller)
    history = other_run()
    page.show_overlays((Overlay("r7", "wide", 3, history),))
    drawn(page, qtbot)
    two = np.full(2, 0.5)
    history.apply(StepsDone(61, 2, two, two[:, None], np.ones((2, 2)), two, 1e3, 3.0, 620))
    controller.steps(1)
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "r7-loss")[0]) == 62


def test_that_another_run_with_other_epochs_is_placed_anew(page, controller, qtbot):
    two_epochs(controller)
    history = other_run()
    page.show_overlays((Overlay("r7", "wide", 3, history),))
    drawn(page, qtbot)
    history.apply(RunStarted(0, 60, 20, 2 * PER_EPOCH, ("l2", "l3"), 1, "cpu", 1))
    controller.steps(1)
    drawn(page, qtbot)
    x, _ = samples(plot(page, "lossPlot"), "r7-loss")
    assert x == pytest.approx(np.arange(1, 61) / (2 * PER_EPOCH))


def test_that_a_hidden_series_stays_hidden(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss = plot(page, "lossPlot")
    loss.findChild(LegendEntry, "legend-validation_loss").click()
    press(page, "xUnit-step")
    controller.set_history(History())
    two_epochs(controller)
    drawn(page, qtbot)
    assert loss.keys == ["loss", "validation_loss"]
    assert list(loss.table()) == ["train: step", "train"]
    assert not loss.findChild(LegendEntry, "legend-validation_loss").isChecked()


def test_that_more_is_drawn_while_steps_hold_no_lock_of_python(page, controller):
    controller.start()
    controller.steps(10)
    assert page._scheduler.share == SHARE
    controller.history.apply(PathChanged(10, "lowered"))
    controller.steps(10)
    assert page._scheduler.share == FREE_SHARE
    controller.history.apply(PathChanged(20, "eager"))
    controller.steps(10)
    assert page._scheduler.share == SHARE


def test_that_short_epochs_leave_python_less_time_than_long_ones(page, controller):
    controller.start()
    controller.history.apply(PathChanged(0, "lowered"))
    controller.steps(10)
    controller.end_epoch(seconds=0.001)
    controller.steps(10)
    assert page._scheduler.share == SHARE
    controller.end_epoch(seconds=0.5)
    controller.steps(10)
    assert page._scheduler.share == FREE_SHARE
