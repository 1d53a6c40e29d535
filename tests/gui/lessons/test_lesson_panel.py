"""A learner opens a lesson, does what it asks, answers, and goes on."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QTabBar, QTextBrowser

from engine.lessons.reading import SHIPPED
from gui.translate import set_language

RATE = SHIPPED / "3-learning-rate.toml"


def opened(open_window, path=RATE):
    window = open_window()
    window.lessons.open(path)
    return window


def tabs(window):
    bar = window.findChild(QTabBar, "inspectorTabs")
    return [bar.tabText(i) for i in range(bar.count()) if bar.isTabVisible(i)]


def test_that_the_lesson_stands_in_the_inspector_only_while_a_project_has_one(open_window):
    window = open_window()
    assert tabs(window) == ["Layer", "Training"]
    window.lessons.open(RATE)
    assert tabs(window) == ["Layer", "Training", "Lesson"]
    assert "right weight is" in window.findChild(QTextBrowser, "lessonText").toPlainText()


def test_that_a_task_is_ticked_when_it_is_done_and_stays_so(qtbot, open_window):
    window = opened(open_window)
    row = window.findChild(object, "lessonTask1")
    assert row.accessibleName().startswith("To do")
    window.actions_table.by_id["train"].trigger()
    qtbot.waitUntil(lambda: window.lessons.course.is_done(0), timeout=30_000)
    assert row.accessibleName().startswith("Done")


def test_that_an_answer_is_judged_as_it_is_typed_in(open_window):
    window = opened(open_window)
    field, says = (
        window.findChild(QLineEdit, "lessonField1"),
        window.findChild(QLabel, "lessonSays1"),
    )
    for typed, told in [("two", "is no number"), ("2", "Not 2"), ("−2", "Right: −2")]:
        field.setText(typed)
        window.findChild(QPushButton, "lessonCheck1").click()
        assert told in says.text()
    assert window.lessons.course.is_answered(0)


def test_that_a_choice_is_judged_at_once(open_window):
    window = opened(open_window, SHIPPED / "2-why-activations.toml")
    window.lessons.course.turn_to(1)
    says = window.findChild(QLabel, "lessonSays1")
    window.findChild(QRadioButton, "lessonChoice1x2").click()
    assert says.text() == "No. Try again."
    window.findChild(QRadioButton, "lessonChoice1x1").click()
    assert says.text().startswith("Right.")


def test_that_next_says_skip_until_all_is_done_and_finish_puts_the_lesson_away(open_window):
    window = opened(open_window)
    go_on = window.findChild(QPushButton, "lessonNext")
    assert go_on.text() == "Skip"
    for _ in range(3):
        go_on.click()
    assert go_on.text() == "Finish"
    go_on.click()
    assert tabs(window) == ["Layer", "Training"]


def test_that_the_lesson_speaks_the_language_on_screen(qtbot, open_window):
    window = opened(open_window)
    set_language("zh_CN")
    words = window.findChild(QTextBrowser, "lessonText")
    qtbot.waitUntil(lambda: "正确的权重" in words.toPlainText())


def test_that_a_lesson_that_can_not_be_read_is_told_and_changes_nothing(
    user, open_window, tmp_path
):
    path = tmp_path / "mine.toml"
    path.write_text("format = 1\ntitle = ", encoding="utf-8")
    window = open_window()
    before = window.document.project
    window.lessons.open(path)
    assert "mine.toml" in window.findChild(QLabel, "noticeText").text()
    assert window.document.project == before


def test_that_lesson_1_follows_the_step_that_is_walked_through(qtbot, open_window):
    window = opened(open_window, SHIPPED / "1-one-neuron.toml")
    course, walk = window.lessons.course, window.controller.walk
    qtbot.waitUntil(lambda: window.workspace.current_id == "data")

    def shown(kind, name):
        """Not one of the step before, which is about to go."""
        qtbot.waitUntil(lambda: any(w.isVisible() for w in window.findChildren(kind, name)))
        visible = [w for w in window.findChildren(kind, name) if w.isVisible()]
        return visible[-1]

    def give(number, typed):
        shown(QLineEdit, f"lessonField{number}").setText(typed)
        shown(QPushButton, f"lessonCheck{number}").click()
        return shown(QLabel, f"lessonSays{number}").text()

    assert "Right" in give(1, "0.6661")
    course.turn_to(1)
    assert window.workspace.current_id == "steps"
    assert "has not come to this number yet" in give(1, "5.3872")
    for step, phase, answer in ((1, "loss", "5.3872"), (2, "backward", "-10.0049")):
        course.turn_to(step)
        assert not course.is_done(0)
        walk.go_to(phase)
        qtbot.waitUntil(lambda: course.is_done(0), timeout=30_000)
        assert "Right" in give(1, answer)
    course.turn_to(3)
    walk.go_to("step")
    qtbot.waitUntil(lambda: course.is_done(0), timeout=30_000)
    assert not course.is_done(1)
    window.controller.resume()
    qtbot.waitUntil(lambda: course.is_done(1), timeout=30_000)
    assert "Right" in give(1, "-0.150451")
    assert course.is_complete
