"""Any kept epoch's confusion matrix can be looked at, as counts or as shares of the true class."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QSlider, QToolButton

from engine.answers import Moment
from gui.pages.monitor.confusion import ConfusionMap
from tests.gui.pages.monitor.watching import drawn, plot


def counts_of(epoch):
    return np.array([[10 - epoch, epoch], [0, 4]])


@pytest.fixture
def run(page, controller, qtbot):
    controller.start()
    for epoch in range(1, 6):
        controller.steps(40)
        controller.end_epoch(confusion=counts_of(epoch))
    drawn(page, qtbot)
    return page


def slider(page):
    return page.findChild(QSlider, "confusionEpoch")


def shown(page):
    table = page.findChild(ConfusionMap, "confusionMap").table()
    return np.array([column for name, column in table.items() if name != "true"]).T


def subtitle(page):
    return plot(page, "confusionPlot")._subtitle.text()


def choose(page, key):
    menu = page.findChild(QToolButton, "confusionView").menu()
    next(a for a in menu.actions() if a.objectName() == f"confusionView-{key}").trigger()


def test_that_the_keys_go_through_the_epochs(run, qtbot):
    np.testing.assert_array_equal(shown(run), counts_of(5))
    assert slider(run).accessibleDescription() == "epoch 5 of 5"
    qtbot.keyClick(slider(run), Qt.Key.Key_Left)
    np.testing.assert_array_equal(shown(run), counts_of(4))
    qtbot.keyClick(slider(run), Qt.Key.Key_Home)
    np.testing.assert_array_equal(shown(run), counts_of(1))
    assert subtitle(run) == "validation, epoch 1"
    assert slider(run).accessibleDescription() == "epoch 1 of 5"


def test_that_the_right_end_follows_and_an_earlier_epoch_stays(run, controller, qtbot):
    controller.end_epoch(confusion=counts_of(6))
    drawn(run, qtbot)
    np.testing.assert_array_equal(shown(run), counts_of(6))
    slider(run).setValue(1)
    controller.end_epoch(confusion=counts_of(7))
    drawn(run, qtbot)
    np.testing.assert_array_equal(shown(run), counts_of(2))
    qtbot.keyClick(slider(run), Qt.Key.Key_End)
    np.testing.assert_array_equal(shown(run), counts_of(7))


def test_that_an_earlier_moment_shows_the_matrix_of_its_epoch(run, controller, qtbot):
    controller.keep(0, 90, 200)
    controller.rewind.look(90)
    controller.answered.emit("look back", Moment(90, 2, (0, 90, 200)))
    drawn(run, qtbot)
    np.testing.assert_array_equal(shown(run), counts_of(2))
    controller.rewind.back()
    controller.answered.emit("back to now", Moment(200, 5, ()))
    drawn(run, qtbot)
    np.testing.assert_array_equal(shown(run), counts_of(5))


def test_that_the_epoch_looked_at_stays_when_every_second_one_goes(run, controller, qtbot):
    slider(run).setValue(2)
    for epoch in range(6, 80):
        controller.end_epoch(confusion=counts_of(epoch))
    drawn(run, qtbot)
    assert len(controller.history.confusions.items) < 70
    np.testing.assert_array_equal(shown(run), counts_of(3))
    assert slider(run).accessibleDescription() == "epoch 3 of 79"


def test_that_shares_are_of_the_true_class_and_the_choice_is_remembered(run, settings):
    canvas = run.findChild(ConfusionMap, "confusionMap")
    choose(run, "shares")
    np.testing.assert_array_equal(canvas._values, [[50, 50], [0, 100]])
    assert subtitle(run) == "% of each true class, validation, epoch 5"
    np.testing.assert_array_equal(shown(run), counts_of(5), "exported are counts")
    assert settings.text("monitor/confusion", "") == "shares"
    place = canvas.cell_rect((0, 1)).center().toPoint()
    assert canvas.describe(place) == "true 0, predicted 1: 5 (50 % of the class)"
    choose(run, "counts")
    np.testing.assert_array_equal(canvas._values, counts_of(5))
    assert canvas.describe(QPoint(-5, -5)) == ""


def test_that_one_epoch_needs_no_slider(page, controller, qtbot):
    controller.start()
    controller.end_epoch(confusion=counts_of(1))
    drawn(page, qtbot)
    assert not slider(page).isVisible()
    controller.end_epoch(confusion=counts_of(2))
    drawn(page, qtbot)
    assert slider(page).isVisible()


def test_that_the_card_says_why_there_is_no_matrix(page, controller, qtbot):
    controller.start()
    controller.steps(40)
    page._source.task = "binary"
    page._grid.arrange()
    drawn(page, qtbot)
    note = plot(page, "confusionPlot").findChild(QLabel, "plotEmpty")
    assert note.isVisible()
    assert "after the first epoch" in note.text()
    controller.end_epoch()
    drawn(page, qtbot)
    assert "no validation rows" in note.text()
    controller.steps(40)
    controller.end_epoch(confusion=counts_of(1))
    drawn(page, qtbot)
    assert note.isHidden()


def test_that_a_picture_has_the_matrix_without_its_slider(run, tmp_path):
    card, shown = plot(run, "confusionPlot"), slider(run)
    seen = []
    card.set_line_scale = lambda _scale: seen.append(shown.isVisible())
    card.save_png(tmp_path / "matrix.png")
    assert seen == [False, True]
    assert (tmp_path / "matrix.png").stat().st_size > 0
