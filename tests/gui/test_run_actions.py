"""The Train menu and the toolbar's menus: every way to go on, to stop and to go back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QSpinBox, QToolButton

from gui import run_actions
from gui.run.state import RunState


@pytest.fixture
def window(qtbot, open_window):
    window = open_window()
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    return window


def enabled(window, *ids):
    return [window.actions_table.by_id[action].isEnabled() for action in ids]


def run_to(qtbot, window, step):
    window.controller.run_to(step)
    qtbot.waitUntil(
        lambda: window.controller.state is RunState.PAUSED and window.controller.step >= step,
        timeout=60_000,
    )


def trigger(window, action):
    assert window.actions_table.by_id[action].isEnabled(), action
    window.actions_table.by_id[action].trigger()


def test_that_a_run_goes_just_to_the_step_that_is_typed(qtbot, window, user):
    user.press(window, Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QInputDialog, "runToStepDialog")
    box = dialog.findChild(QSpinBox)
    assert (box.minimum(), box.value()) == (1, 100)
    box.setValue(12)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.controller.state is RunState.PAUSED, timeout=60_000)
    qtbot.waitUntil(lambda: window.controller.step == 12)
    assert window.workspace.current_id == "monitor"
    trigger(window, "runToStep")
    again = window.findChild(QInputDialog, "runToStepDialog")
    # A step that lies behind can't be typed.
    assert again.findChild(QSpinBox).minimum() == 13
    again.reject()


def test_that_ways_to_stop_and_to_go_back_are_there_when_they_make_sense(qtbot, window):
    stops, looks = ("stopBest", "discardRun"), ("lookLater", "backToNow", "goOnFromHere")
    assert enabled(window, *stops) == [False, False]
    assert enabled(window, "lookEarlier", *looks) == [False] * 4
    run_to(qtbot, window, 5)
    assert enabled(window, *stops, "lookEarlier") == [True, True, True]
    assert enabled(window, *looks) == [False] * 3
    trigger(window, "lookEarlier")
    qtbot.waitUntil(lambda: window.controller.rewind.looking is not None, timeout=60_000)
    assert enabled(window, *looks) == [True] * 3
    trigger(window, "backToNow")
    qtbot.waitUntil(lambda: window.controller.rewind.looking is None, timeout=60_000)
    with qtbot.waitSignal(window.controller.session_changed, timeout=60_000):
        trigger(window, "discardRun")
    assert window.controller.step == 0
    assert enabled(window, *stops) == [False, False]


def test_that_the_toolbars_menus_offer_the_same(qtbot, window):
    step, stop = (window.findChild(QToolButton, f"{name}MenuButton") for name in ("step", "stop"))
    by_id = window.actions_table.by_id
    assert step.menu().actions() == [by_id[i] for i in ("step", "stepEpoch", "runToStep")]
    assert stop.menu().actions() == [by_id[i] for i in ("stop", "stopBest", "discardRun")]
    assert step.accessibleName()
    assert (step.isEnabled(), stop.isEnabled()) == (True, False)
    run_to(qtbot, window, 3)
    assert stop.isEnabled()


def test_that_one_goes_back_and_on_by_keyboard_alone(qtbot, window, user):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    run_to(qtbot, window, 8)
    user.press(window, Qt.Key.Key_Left, keys)
    qtbot.waitUntil(lambda: window.controller.rewind.looking is not None, timeout=60_000)
    step = window.controller.rewind.looking.step
    with qtbot.waitSignal(window.controller.branched, timeout=60_000) as branched:
        user.press(window, Qt.Key.Key_Return, keys)
    assert branched.args[1] == step
    qtbot.waitUntil(lambda: window.controller.state is RunState.TRAINING, timeout=60_000)


def test_that_a_pause_that_comes_too_late_does_not_begin_anew(
    qtbot, open_window, user, monkeypatch
):
    monkeypatch.setattr(run_actions, "_TOO_LATE", 60_000)
    monkeypatch.setattr(run_actions, "_AIMED_AT", 0.0)
    window = open_window()
    controller = window.controller
    with qtbot.waitSignal(controller.run_ended):
        user.press(window, Qt.Key.Key_F5)
    done = controller.step
    user.press(window, Qt.Key.Key_F5)
    assert (controller.state, controller.step) == (RunState.IDLE, done)
    monkeypatch.setattr(run_actions, "_TOO_LATE", 0)
    with qtbot.waitSignal(controller.run_started):
        user.press(window, Qt.Key.Key_F5)
