import numpy as np
import pytest
from PySide6.QtWidgets import QToolButton

from engine.pairs_query import pairs
from gui.plots.histogram import Histogram
from gui.plots.scatter import Scatter
from tests.engine.train import making
from tests.gui.pages.monitor.watching import plot

LAYERS = [("Linear", {"out_features": 2})]


@pytest.fixture
def session():
    return making.session(LAYERS, making.rows(60, 3, classes=0), validation=20, loss="MSE")


@pytest.fixture
def page(page_on, controller, session, qtbot):
    page = page_on(session.prepared)
    qtbot.waitUntil(lambda: bool(controller.questions("pairs")))
    controller.answered.emit("pairs", pairs(session))
    return page


def choose(page, button, key):
    menu = page.findChild(QToolButton, button).menu()
    next(action for action in menu.actions() if action.objectName() == f"{button}-{key}").trigger()


def test_that_a_regression_shows_its_predictions_beside_the_truth(page, session):
    answer = pairs(session)
    table = page.findChild(Scatter, "pairsCloud").table()
    np.testing.assert_allclose(table["true value"], answer.truth[:, 0])
    np.testing.assert_allclose(table["predicted value"], answer.predicted[:, 0])
    assert "validation, step 0" in plot(page, "pairsPlot")._subtitle.text()


def test_that_the_other_target_can_be_chosen(page, session):
    choose(page, "pairsTarget", "1")
    table = page.findChild(Scatter, "pairsCloud").table()
    np.testing.assert_allclose(table["true value"], pairs(session).truth[:, 1])


def test_that_the_errors_are_counted_and_the_choice_is_remembered(page, session, settings):
    choose(page, "pairsView", "errors")
    answer = pairs(session)
    errors = answer.predicted[:, 0] - answer.truth[:, 0]
    table = page.findChild(Histogram, "pairsErrors").table()
    counts = next(np.asarray(v) for k, v in table.items() if "count" in k.lower())
    assert counts.sum() == len(errors)
    assert (counts[: len(counts) // 2].sum(), counts[len(counts) // 2 :].sum()) == (
        (errors < 0).sum(),
        (errors >= 0).sum(),
    )
    assert page.findChild(Histogram, "pairsErrors").isVisible()
    assert "mean error" in plot(page, "pairsPlot")._subtitle.text()
    assert settings.text("monitor/pairs", "") == "errors"
