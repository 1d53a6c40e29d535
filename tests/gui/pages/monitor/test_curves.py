"""The Monitor page shows exactly what the history holds, when somebody looks, and no sooner."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from engine import numbers
from engine.edits import add_layer, set_param
from engine.history import History
from engine.spec.component import component
from engine.spec.training import LossTerm
from engine.train.events import RunEnded
from gui.plots.legend import LegendEntry
from gui.run.state import RunState
from tests.gui.pages.monitor.watching import (
    PER_EPOCH,
    choose,
    drawn,
    entry,
    network,
    panel,
    plot,
    samples,
    taken_in,
    two_epochs,
)


def test_that_an_empty_page_says_how_to_begin(page, controller):
    line = page.findChild(QLabel, "monitorWelcomeLine")
    assert line.isVisible()
    assert "Train (F5)" in line.text()
    controller.set_state(RunState.PREPARING)
    assert line.text() == "Getting PyTorch ready…"
    controller.engine = object()
    controller.ready.emit(controller.engine)
    assert line.text() == "Building the network…"
    controller.start()
    assert not line.isVisible()
    assert plot(page, "lossPlot").isVisible()


def test_that_the_curves_are_exactly_the_history(page, controller, qtbot):
    two_epochs(controller)
    controller.steps(7)
    drawn(page, qtbot)
    steps, epochs = controller.history.steps, controller.history.epochs
    x = np.arange(1, 88) / PER_EPOCH
    for card, key, series in (
        (plot(page, "lossPlot"), "loss", steps["loss"]),
        (plot(page, "gradientPlot"), "gradient-l2", steps["gradient/l2"]),
        (plot(page, "gradientPlot"), "gradient-l3", steps["gradient/l3"]),
    ):
        assert np.array_equal(samples(card, key)[0], x)
        assert np.array_equal(samples(card, key)[1], series.values)
    for card, key in (
        (plot(page, "lossPlot"), "validation_loss"),
        (plot(page, "metricPlot"), "accuracy"),
        (plot(page, "metricPlot"), "validation_accuracy"),
    ):
        assert np.array_equal(samples(card, key)[0], [1.0, 2.0])
        assert np.array_equal(samples(card, key)[1], epochs[key].values)


def test_that_each_point_is_taken_once_however_often_news_come(page, controller, qtbot):
    controller.start()
    for _ in range(8):
        controller.steps(3)
        drawn(page, qtbot)
    assert np.array_equal(
        samples(plot(page, "lossPlot"), "loss")[1], controller.history.steps["loss"].values
    )


def test_that_legends_show_the_last_values(page, controller, qtbot):
    two_epochs(controller)
    panel(page, "loss").plot.set_smoothing(0.0)
    drawn(page, qtbot)
    epochs = controller.history.epochs
    last = controller.history.steps["loss"].values[-1]
    assert entry(plot(page, "lossPlot"), "loss") == numbers.short(last)
    assert entry(plot(page, "lossPlot"), "validation_loss") == "0.5"
    assert entry(plot(page, "metricPlot"), "accuracy") == numbers.short(
        epochs["accuracy"].values[-1]
    )


def test_that_lost_samples_are_marked(page, controller, qtbot):
    controller.start()
    controller.steps(10)
    controller.steps(1, [float("nan")])
    controller.steps(5)
    drawn(page, qtbot)
    marks = plot(page, "lossPlot")._series.items_of("loss").marks.getData()[0]
    assert marks == pytest.approx([11 / PER_EPOCH])


def test_that_a_run_without_validation_has_no_validation_curve(page, controller, qtbot):
    controller.start()
    controller.steps(PER_EPOCH)
    controller.end_epoch({"accuracy": 0.5}, validation=None)
    drawn(page, qtbot)
    assert plot(page, "lossPlot").keys == ["loss"]
    assert plot(page, "metricPlot").keys == ["accuracy"]


def test_that_each_term_of_a_loss_of_several_has_its_curve(make, document, controller, qtbot):
    terms = (LossTerm(loss=component("MSE")), LossTerm(loss=component("MAE"), weight=0.1))
    document.set_training(document.project.training.replace(losses=terms), "Losses")
    page = make()
    controller.start(terms=2)
    controller.steps(10)
    drawn(page, qtbot)
    loss = plot(page, "lossPlot")
    assert loss.keys == ["loss", "term-0", "term-1"]
    assert np.array_equal(samples(loss, "term-1")[1], controller.history.steps["term/1"].values)


def test_that_the_axis_shows_the_epochs_to_come(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    assert plot(page, "lossPlot").graph.view_box.viewRange()[0] == [0, 20]
    controller.end()
    drawn(page, qtbot)
    low, high = plot(page, "lossPlot").graph.view_box.viewRange()[0]
    assert (low, high) == (0, 2)


def test_that_another_batch_size_keeps_epochs_in_line(page, controller, qtbot):
    two_epochs(controller)
    controller.start(per_epoch=100)
    controller.steps(50)
    drawn(page, qtbot)
    x = samples(plot(page, "lossPlot"), "loss")[0]
    assert x[2 * PER_EPOCH - 1] == 2.0
    assert x[-1] == 2.5


def test_that_hidden_plots_are_not_drawn(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    choose(plot(page, "lossPlot"), "hidePlot")
    before = taken_in(plot(page, "lossPlot"), "loss")
    controller.steps(10)
    drawn(page, qtbot)
    assert taken_in(plot(page, "lossPlot"), "loss") == before
    page._grid.choose("loss", shown=True)
    drawn(page, qtbot)
    assert taken_in(plot(page, "lossPlot"), "loss") == before + 10


def test_that_nothing_is_drawn_while_another_page_is_open(page, controller, qtbot):
    controller.start()
    page.hide()
    controller.steps(10)
    drawn(page, qtbot)
    assert plot(page, "lossPlot").keys == []
    page.show()
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 10


def test_that_another_history_takes_the_place_of_the_first(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    first = controller.history
    second = History()
    controller.set_history(second)
    controller.start(layers=("l3",))
    controller.steps(5)
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 5
    assert plot(page, "gradientPlot").keys == ["gradient-l3"]
    controller.set_history(first)
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 80


def test_that_a_history_without_points_leaves_an_empty_page(page, controller, qtbot):
    two_epochs(controller)
    controller.end()
    drawn(page, qtbot)
    controller.set_history(History())
    assert page.findChild(QLabel, "monitorWelcomeLine").isVisible()


def test_that_curves_of_an_earlier_network_stay_with_a_note(page, controller, document, qtbot):
    two_epochs(controller)
    controller.end()
    drawn(page, qtbot)
    note = page.findChild(QLabel, "monitorNote")
    assert not note.isVisible()
    document.set_network(network(3), "Add layer")
    controller.set_history(History())
    assert note.isVisible()
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 80
    controller.start()
    controller.steps(3)
    drawn(page, qtbot)
    assert not note.isVisible()
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 3


def test_that_a_layer_may_be_renamed_without_a_note(page, controller, document, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    layers = document.project.network.layers
    renamed = (*layers[:-1], layers[-1].replace(name="head"))
    document.set_network(document.project.network.replace(layers=renamed), "Rename")
    drawn(page, qtbot)
    assert not page.findChild(QLabel, "monitorNote").isVisible()
    legend = plot(page, "gradientPlot").findChild(LegendEntry, "legend-gradient-l3")
    assert legend.text() == "head"


def test_that_dropout_changed_on_the_way_makes_no_earlier_network(
    make, document, controller, qtbot
):
    document.edit_network("Dropout", add_layer, "Dropout", document.project.network.layers[1].id)
    dropout = next(la.id for la in document.project.network.layers if la.kind == "Dropout")
    page = make()
    two_epochs(controller)
    drawn(page, qtbot)
    document.edit_network("More of it", set_param, dropout, "p", 0.75)
    assert not page.findChild(QLabel, "monitorNote").isVisible()
    document.edit_network("Another layer", add_layer, "ReLU", dropout)
    assert page.findChild(QLabel, "monitorNote").isVisible()


def test_that_a_step_without_finite_numbers_is_marked(page, controller, qtbot):
    controller.start()
    controller.steps(40)
    drawn(page, qtbot)
    controller.history.apply(RunEnded("diverged", 1, 40, 1.0))
    controller.progressed.emit()
    drawn(page, qtbot)
    card = plot(page, "lossPlot")
    at = page._source.timeline.at(40)
    near = [mark.text for mark in card._verticals.near(at, card.graph.x_per_pixel)]
    assert near == ["step 41 gave NaN or infinity: the run stopped before it"]
