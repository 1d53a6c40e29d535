"""What the notice strip says of the weights goes once it is no longer true."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engine import edits
from engine.catalog.templates import TEMPLATES
from engine.suggestion import started_from
from gui.run.controller import BEST


@pytest.fixture
def trained(qtbot, open_window, user):
    """A window with the example trained for an epoch, and the words of its notice."""
    window = open_window()
    training = window.document.project.training.replace(epochs=1)
    window.document.set_training(training, "Short")
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000):
        user.press(window, Qt.Key.Key_F5)
    return window


def said(window):
    label = window.findChild(QLabel, "noticeText")
    return label.text() if label.isVisible() else ""


def await_session(qtbot, window, change):
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        change()


def test_that_undo_takes_back_what_was_said_of_fresh_weights(qtbot, trained):
    network = trained.document.project.network
    first = next(la for la in network.layers if la.kind == "Linear")
    await_session(
        qtbot,
        trained,
        lambda: trained.document.edit_network("Size", edits.set_param, first.id, "out_features", 5),
    )
    assert said(trained).startswith("The trained weights of ")
    await_session(qtbot, trained, trained.document.undo_stack.undo)
    assert said(trained) == ""


def test_that_a_stop_says_which_weights_are_the_best_until_there_are_others(qtbot, open_window):
    window = open_window()
    controller = window.controller
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    with qtbot.waitSignal(controller.epoch_ended, timeout=60_000):
        window.actions_table.by_id["train"].trigger()
    with qtbot.waitSignal(
        controller.answered, timeout=60_000, check_params_cb=lambda kind, _value: kind == BEST
    ) as kept:
        window.actions_table.by_id["stopBest"].trigger()
    losses = controller.history.epochs["validation_loss"].values
    assert kept.args[1] == losses.argmin() + 1
    assert said(window) == (
        f"Stopped. The weights are those of epoch {kept.args[1]}, the best so far."
    )
    await_session(qtbot, window, window.actions_table.by_id["resetWeights"].trigger)
    assert said(window) == ""


def test_that_another_network_is_not_offered_more_epochs(qtbot, trained):
    assert said(trained).startswith("Trained one epoch")
    linear = started_from(trained.document.project, TEMPLATES["logistic"], trained.store.shape)
    await_session(qtbot, trained, lambda: trained.document.apply(linear, "Start anew"))
    assert said(trained) == ""
