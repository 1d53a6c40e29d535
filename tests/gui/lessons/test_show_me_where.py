"""“Show me where” lights what a task speaks of, goes there with the keyboard, and comes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar, QWidget

from engine.lessons.places import PLACES
from gui.pages.monitor.panels import PANELS

LESSON = """
format = 1
title = "Where is it"
project = "one-neuron"
[[steps]]
title = "One"
text = "Words"
page = "data"
show = "layer-fc1"
"""
TASK = '[[steps.tasks]]\ntask = "Do it"\nchecks = [{{ kind = "steps", at_least = 9 }}]\nshow = {}\n'


@pytest.fixture
def opened(open_window, tmp_path):
    def make(*shown):
        path = tmp_path / "where.toml"
        path.write_text(LESSON + "".join(TASK.format(name) for name in shown), encoding="utf-8")
        window = open_window()
        window.lessons.open(path)
        return window

    return make


def press(window, name):
    link = window.findChild(QPushButton, name)
    link.setFocus()
    link.click()
    return link


def ring(window):
    return window.findChild(QWidget, "lessonRing")


def test_that_the_page_is_opened_the_thing_lit_and_escape_comes_back(qtbot, opened):
    window = opened('["stepsNext", "stepsBegin"]')
    link = press(window, "lessonShow1")
    begin = window.findChild(QPushButton, "stepsBegin")
    assert window.workspace.current_id == "steps"
    assert ring(window).isVisible()
    assert ring(window).around is begin, "there is no next phase before a step has begun"
    middle = begin.mapTo(window, begin.rect().center())
    assert (ring(window).geometry().center() - middle).manhattanLength() <= 4
    assert QApplication.focusWidget() is begin
    qtbot.keyClick(begin, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is link
    assert not ring(window).isVisible()


def test_that_a_setting_is_shown_on_its_page_of_the_inspector(qtbot, opened):
    window = opened('"trainingLearningRate"')
    link = press(window, "lessonShow1")
    bar = window.findChild(QTabBar, "inspectorTabs")
    assert bar.tabText(bar.currentIndex()) == "Training"
    field = QApplication.focusWidget()
    assert field.objectName() == "trainingLearningRate"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert bar.tabText(bar.currentIndex()) == "Lesson"
    assert QApplication.focusWidget() is link


def test_that_a_layers_card_is_shown_in_the_network(opened):
    window = opened()
    press(window, "lessonShow")
    cards = window.findChild(QWidget, "layerList")
    assert ring(window).around is cards.viewport()
    assert QApplication.focusWidget() is cards


def test_that_a_menus_entry_is_shown_in_its_open_menu(qtbot, opened):
    window = opened('"resetWeights"')
    press(window, "lessonShow1")
    menu = QApplication.activePopupWidget()
    assert menu.objectName() == "trainMenu"
    assert menu.activeAction() is window.actions_table.by_id["resetWeights"]
    menu.close()


def test_that_what_is_not_on_screen_is_told_and_nothing_moves(opened):
    window = opened('"lossPlot"')
    press(window, "lessonShow1")
    assert "not on screen yet" in window.findChild(QLabel, "lessonShow1Says").text()
    assert window.workspace.current_id == "data"
    assert not ring(window).isVisible()


def test_that_another_step_puts_the_light_out(opened):
    window = opened()
    press(window, "lessonShow")
    assert ring(window).isVisible()
    window.lessons.course.turn_to(0)
    assert not ring(window).isVisible()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            '"stepsBegn"',
            "Step 1, task 1: there is no “stepsBegn” to show. Did you mean “stepsBegin”",
        ),
        ('"layer-fc9"', "Did you mean “layer-fc1”"),
        ('"moonlight"', "docs/lessons.md lists"),
    ],
)
def test_that_a_name_that_does_not_exist_is_told_when_the_lesson_is_opened(opened, wrong, told):
    window = opened(wrong)
    said = window.findChild(QLabel, "noticeText").text()
    assert "where.toml" in said
    assert told in said
    assert window.lessons.course.lesson is None


def test_that_everything_that_may_be_shown_is_in_the_window(open_window):
    window = open_window("one-neuron")
    for page in ("monitor", "steps", "predict", "graph", "code"):
        window.workspace.show_page(page)
    plots = {f"{panel.name}Plot" for panel in PANELS}
    there = {name for name in PLACES if window.findChildren(QWidget, name)}
    assert PLACES - there <= plots, "a plot is made once there is something to draw"
    assert {name for name in PLACES if name.endswith("Plot")} <= plots
