"""Whoever looks elsewhere hears that a run is over, and reads in the title how far it is."""

import pytest
from PySide6.QtCore import Qt

from engine.text import text
from engine.train.events import RunEnded
from gui.run.state import RunState
from gui.run_news import RunNews


class FakeSpeaker:
    def __init__(self):
        self.said, self.beeps = [], 0

    def notify(self, title, words):
        self.said.append((title, words))

    def beep(self):
        self.beeps += 1


class FakeTaskbar:
    def __init__(self):
        self.shown = []

    def show(self, share):
        self.shown.append(share)


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def speaker(window, monkeypatch):
    """What the window says, with another window in front of it."""
    speaker = FakeSpeaker()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(window.news, "_speaker", speaker)
    return speaker


def end(window, reason, message=None, epochs=3):
    window.controller.run_ended.emit(RunEnded(reason, epochs, 120, 2.34, message))


def choose(window, name, on):
    menu = window.actions_table.menus["whenDone"]
    action = next(a for a in menu.actions() if a.objectName() == f"whenDoneMenu-{name}")
    if action.isChecked() is not on:
        action.trigger()


def test_that_a_finished_run_is_told_to_whoever_looks_elsewhere(window, speaker):
    end(window, "finished")
    assert speaker.said == [("Training is done", "Trained 3 epochs in 2.3 s.")]
    assert speaker.beeps == 0


def test_that_a_single_epoch_is_told_as_one(window, speaker):
    end(window, "finished", epochs=1)
    assert speaker.said == [("Training is done", "Trained one epoch in 2.3 s.")]


def test_that_a_run_that_went_wrong_says_why(window, speaker):
    end(window, "diverged", text("Stopped at step {step}.", step=7))
    assert speaker.said == [("Training has stopped", "Stopped at step 7.")]


def test_that_nothing_is_told_of_a_stop_or_to_whoever_is_looking(window, speaker, monkeypatch):
    end(window, "stopped")
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    end(window, "finished")
    assert speaker.said == []


def test_that_notification_and_sound_are_chosen_and_remembered(window, speaker, settings):
    choose(window, "notification", on=False)
    choose(window, "sound", on=True)
    end(window, "finished")
    assert (speaker.said, speaker.beeps) == ([], 1)
    again = FakeSpeaker()
    news = RunNews(window, window.controller, settings, again)
    news._tell(RunEnded("finished", 3, 120, 2.0))
    assert (again.said, again.beeps) == ([], 1)


def test_that_title_and_icon_say_how_far_the_run_is(qtbot, window, user, monkeypatch):
    taskbar = FakeTaskbar()
    monkeypatch.setattr(window.news, "_taskbar", taskbar)
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    plain = window.windowTitle()
    assert "%" not in plain
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("0\u202f% · "), timeout=60_000)
    assert taskbar.shown == [0.0]
    with qtbot.waitSignal(window.controller.run_ended, timeout=60_000):
        user.press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.controller.state is RunState.IDLE)
    assert window.windowTitle() == plain
    assert taskbar.shown[-1] is None
