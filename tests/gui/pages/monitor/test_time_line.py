"""The time line: it stops at kept moments, says what is on screen, and leads on from there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from engine.answers import Moment
from engine.live_settings import settings_of
from engine.text import text
from engine.train.events import Setting
from gui.pages.monitor.marks import marks_of
from gui.pages.monitor.time_slider import TimeSlider
from gui.run.state import RunState


@pytest.fixture
def slider(page, controller):
    controller.start()
    controller.steps(100)
    controller.keep(0, 20, 60, 100)
    return page.findChild(TimeSlider, "timeSlider")


def answer(controller, step):
    """The engine's answer to the latest question."""
    kind, arguments = controller.asked[-1]
    assert (kind, arguments) == ("look back", {"step": step})
    controller.answered.emit(kind, Moment(step, 0, (0, 20, 60, 100)))


def find(page, kind, name):
    return page.findChild(kind, name)


def test_that_there_is_no_time_line_before_anything_is_kept(page, controller):
    controller.start()
    controller.steps(100)
    assert not find(page, TimeSlider, "timeSlider").isVisible()
    controller.keep(0, 50)
    assert find(page, TimeSlider, "timeSlider").isVisible()


def test_that_a_click_looks_at_the_nearest_moment_and_holds_the_run_up(
    qtbot, page, controller, slider
):
    place = QPoint(round(slider.x_of(25)), slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert controller.state is RunState.PAUSED
    answer(controller, 20)
    strip, said = find(page, QFrame, "lookingStrip"), find(page, QLabel, "lookingLabel")
    assert strip.isVisible()
    assert said.text() == "You are looking at step 20 of 100"
    qtbot.mouseClick(find(page, QPushButton, "backToNowButton"), Qt.MouseButton.LeftButton)
    assert controller.asked[-1][0] == "back to now"
    controller.answered.emit("back to now", Moment(100, 2, ()))
    assert not strip.isVisible()
    assert slider.value() == 100


def test_that_keys_go_from_moment_to_moment(qtbot, controller, slider):
    controller.pause()
    for key, step in (
        (Qt.Key.Key_Left, 60),
        (Qt.Key.Key_Left, 20),
        (Qt.Key.Key_Right, 60),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(slider, key)
        answer(controller, step)
        assert slider.value() == step
    asked = len(controller.asked)
    qtbot.keyClick(slider, Qt.Key.Key_Left)  # there is nothing before the first
    assert len(controller.asked) == asked
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert controller.asked[-1][0] == "back to now"


def test_that_dragging_asks_for_each_moment_once(qtbot, controller, slider):
    controller.pause()
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(98)), middle))
    for step in range(95, 10, -1):
        qtbot.mouseMove(slider, QPoint(round(slider.x_of(step)), middle))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton)
    assert [a["step"] for kind, a in controller.asked if kind == "look back"] == [60, 20]


def test_that_the_run_goes_on_from_the_moment_on_screen(qtbot, page, controller, slider):
    controller.pause()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    answer(controller, 60)
    qtbot.mouseClick(find(page, QPushButton, "goOnFromHereButton"), Qt.MouseButton.LeftButton)
    assert controller.gone_on_from == [60]


def test_that_every_plot_marks_the_moment_on_screen(qtbot, page, controller, slider):
    controller.pause()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    answer(controller, 60)
    assert page._source.looking == 60
    marks = [mark.text for mark in marks_of(page._source)]
    assert "you are looking at step 60" in marks
    controller.rewind.end()
    assert page._source.looking is None


def test_that_other_settings_of_then_are_said_and_can_be_taken(
    qtbot, page, controller, document, slider
):
    controller.pause()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    then = {**settings_of(document.project), "batch_size": 7.0, "lr": 0.25}
    controller.answered.emit("look back", Moment(60, 0, (0, 20, 60, 100), then))
    said, take = find(page, QLabel, "lookingSettings"), find(page, QPushButton, "takeThenSettings")
    assert said.text() == "Then: learning rate 0.25, batch size 7"
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert document.project.training.batch_size == 7
    assert document.project.training.optimizer.params["lr"] == 0.25
    assert not said.isVisible()
    document.undo_stack.undo()
    assert said.isVisible()


def test_that_a_refusal_leaves_the_slider_at_now(qtbot, page, controller, slider):
    controller.pause()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    with qtbot.waitSignal(controller.failed):
        controller.ask_failed.emit("look back", text("It is gone."))
    assert slider.value() == 100
    assert not find(page, QFrame, "lookingStrip").isVisible()


def test_that_it_is_named_and_drawn_with_all_there_is(page, controller, slider):
    controller.history.apply(Setting(30, "lr", 0.5))
    controller.end_epoch()
    assert slider.accessibleName() == "Time line of the run"
    assert not slider.grab().isNull()
