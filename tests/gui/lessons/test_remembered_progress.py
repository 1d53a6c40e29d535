"""What was done in a lesson is kept: the dialog tells it, and going on opens the step it was left at."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton

from engine.lessons.progress import Progress, key_of
from engine.lessons.reading import read_lesson, shipped_lessons

FIRST = shipped_lessons()[0]


@pytest.fixture
def begun(open_window):
    """A window in which the first question of lesson 1 was answered and the second step opened."""
    window = open_window()
    window.lessons.open(FIRST)
    window.findChild(QLineEdit, "lessonField1").setText("0.6661")
    window.findChild(QPushButton, "lessonCheck1").click()
    window.findChild(QPushButton, "lessonNext").click()
    return window


def opened(window):
    window.actions_table.by_id["lessons"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog.objectName() == "lessonsDialog"
    return dialog


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def said(dialog, name):
    return dialog.findChild(QLabel, name).text()


def test_that_a_lesson_goes_on_where_it_was_left_in_another_window(begun, open_window):
    begun.close()
    window = open_window()
    dialog = opened(window)
    assert said(dialog, "lessonsTitle").startswith("1. "), "the one that was left is chosen"
    assert said(dialog, "lessonsState").startswith("Stopped at step 2 of ")
    press(dialog, "lessonsOpen")
    course = window.lessons.course
    assert (course.number, window.workspace.current_id) == (1, "steps")
    course.turn_to(0)
    assert course.is_answered(0)
    assert not course.is_answered(1)


def test_that_a_lesson_can_be_started_afresh(begun):
    dialog = opened(begun)
    press(dialog, "lessonsAfresh")
    course = begun.lessons.course
    assert (course.number, course.is_answered(0)) == (0, False)
    dialog = opened(begun)
    assert said(dialog, "lessonsState") == "Not begun yet."
    assert not dialog.findChild(QPushButton, "lessonsAfresh").isEnabled()
    dialog.close()


def test_that_the_open_lesson_has_a_link_that_forgets_what_was_done(begun):
    course, link = begun.lessons.course, begun.findChild(QPushButton, "lessonAfresh")
    assert link.isVisible()
    link.click()
    assert (course.number, course.is_begun, link.isVisible()) == (0, False, False)


def test_that_a_finished_lesson_is_ticked_and_the_next_one_chosen(open_window, settings):
    lesson = read_lesson(FIRST)
    steps = list(enumerate(lesson.steps))
    everything = Progress(
        at=len(steps) - 1,
        tasks=tuple((n, place) for n, step in steps for place in range(len(step.tasks))),
        questions=tuple((n, place) for n, step in steps for place in range(len(step.questions)))[
            :-1
        ],
    )
    settings.set_text(key_of(lesson), everything.written())
    window = open_window()
    window.lessons.open(FIRST)
    course = window.lessons.course
    last = len(lesson.steps[-1].questions)
    window.findChild(QLineEdit, f"lessonField{last}").setText("-0.150451")
    window.findChild(QPushButton, f"lessonCheck{last}").click()
    assert course.is_answered(last - 1)
    dialog = opened(window)
    assert said(dialog, "lessonsTitle").startswith("2. ")
    rows = dialog.findChild(QListWidget, "lessonsList")
    rows.setCurrentRow(0)
    assert said(dialog, "lessonsState") == "Finished."
    assert "○" not in said(dialog, "lessonsSteps")
    press(dialog, "lessonsOpen")
    assert course.number == 0, "it is read again from its beginning"
    assert course.is_complete


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"at": "x"}', '{"at": 99, "tasks": [[50, 1]]}'])
def test_that_what_can_not_be_read_is_no_progress(kept):
    lesson = read_lesson(FIRST)
    found = Progress.read(kept, lesson)
    assert found.done == 0
    assert 0 <= found.at < len(lesson.steps)
