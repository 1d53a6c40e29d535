"""How far a run is, beside the buttons: what is shown there can be read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


@pytest.mark.parametrize("width", [1100, 1440])
def test_that_no_figure_of_a_run_is_cut_off(qtbot, open_window, user, width):
    window = open_window()
    window.resize(width, 700)
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    where = window.findChild(QLabel, "progressLabel")
    rate = window.findChild(QLabel, "rateLabel")
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "samples/s" in rate.text() or "left" in rate.text(), timeout=60_000)

    def readable():
        whole = all(label.width() >= label.sizeHint().width() for label in (where, rate))
        return whole and where.geometry().right() < rate.geometry().left()

    qtbot.waitUntil(readable)
