"""The window of common mistakes, by hand and with the engine, beside a run that it leaves alone."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPlainTextEdit, QPushButton

from engine.mistakes.kinds import KINDS, MISTAKES
from engine.mistakes.outcome import NO_CURVES, Curves, Difference, MistakeAnswer
from engine.text import text
from gui.mistakes.dialog import MistakesDialog
from gui.plots.line_plot import LinePlot
from gui.run.state import RunState
from gui.translate import set_language

STEP_TWO = Difference(2, "gradient", "fc1.weight", (0, 1), 0.5, 0.75)


def answer(name="zero_grad", right=0.1, wrong=0.9, *, done=True, **facts) -> MistakeAnswer:
    curves = Curves(np.full(40, right)), Curves(np.full(40, wrong))
    facts = {"difference": STEP_TWO} | facts
    return MistakeAnswer(name, 40, *curves, done=done, **facts)


@pytest.fixture
def dialog(qtbot):
    dialog = MistakesDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def words(dialog, name):
    label = dialog.findChild(QLabel, name)
    return label.text() if label.isVisible() else ""


def item(dialog, name):
    rows = dialog.findChild(QListWidget, "mistakesList")
    return next(
        rows.item(i)
        for i in range(rows.count())
        if rows.item(i).data(Qt.ItemDataRole.UserRole) == name
    )


def choose(dialog, name):
    dialog.findChild(QListWidget, "mistakesList").setCurrentItem(item(dialog, name))


def test_that_every_mistake_is_listed_and_said(dialog):
    for mistake in KINDS:
        choose(dialog, mistake.name)
        assert words(dialog, "mistakesTitle") == str(mistake.title)
        assert words(dialog, "mistakesDoc") == str(mistake.doc)
        assert words(dialog, "mistakesVerdict").startswith("Try it")


def test_that_arrow_keys_and_enter_are_enough(dialog, qtbot):
    rows = dialog.findChild(QListWidget, "mistakesList")
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.wanted) as wanted:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert wanted.args == [KINDS[1].name]
    assert words(dialog, "mistakesVerdict") == "Getting ready …"
    assert not dialog.findChild(QPushButton, "mistakesTry").isEnabled()


def test_that_both_curves_and_the_place_where_they_part_are_drawn(dialog):
    dialog.show_answer(answer())
    plot = dialog.findChild(LinePlot, "mistakesPlot")
    assert plot.keys == ["right", "wrong"]
    readings = {reading.name: reading.value for reading in plot.readings(10)}
    assert readings == {"done right": 0.1, "with the mistake": 0.9}
    assert not plot.log_y
    verdict = words(dialog, "mistakesVerdict")
    assert verdict.startswith("The mean loss of the last 10 of 40 steps is 0.1 done right")
    assert "step 2" in words(dialog, "mistakesDifference")
    assert words(dialog, "mistakesWhy") == str(MISTAKES["zero_grad"].why)
    assert item(dialog, "zero_grad").toolTip() == "No zero_grad(): does harm"


def test_that_a_mistake_that_does_no_harm_is_said_to_do_none(dialog):
    dialog.show_answer(answer(wrong=0.1001))
    assert words(dialog, "mistakesVerdict").startswith("No difference worth the name")
    assert words(dialog, "mistakesWhy") == str(MISTAKES["zero_grad"].harmless)
    assert item(dialog, "zero_grad").toolTip().endswith("does no harm here")


def test_that_losses_far_apart_get_a_logarithmic_axis(dialog):
    dialog.show_answer(answer(wrong=9e9))
    assert dialog.findChild(LinePlot, "mistakesPlot").log_y


def test_that_the_steps_are_counted_while_it_goes(dialog):
    dialog.show_answer(answer(done=False))
    assert words(dialog, "mistakesVerdict") == "Step 40 of 40 …"
    assert words(dialog, "mistakesWhy") == ""


def test_that_what_cannot_be_made_here_is_said_without_curves(dialog):
    reason = text("There are no validation rows. Give them a share on the Data page to see this.")
    choose(dialog, "eval")
    dialog.show_answer(MistakeAnswer("eval", 0, NO_CURVES, NO_CURVES, done=True, refused=reason))
    assert words(dialog, "mistakesVerdict") == str(reason)
    assert words(dialog, "mistakesWhy") == str(MISTAKES["eval"].why)
    assert not dialog.findChild(LinePlot, "mistakesPlot").isVisible()
    assert item(dialog, "eval").toolTip().endswith("can't be made here")


def test_that_torch_s_own_message_is_shown(dialog):
    choose(dialog, "retain")
    dialog.show_answer(
        MistakeAnswer("retain", 1, NO_CURVES, NO_CURVES, done=True, raised="Trying to backward")
    )
    message = dialog.findChild(QPlainTextEdit, "mistakesMessage")
    assert message.isVisible()
    assert message.toPlainText() == "Trying to backward"
    choose(dialog, "zero_grad")
    assert not message.isVisible()


def test_that_why_a_run_broke_off_is_said(dialog):
    broken = Curves(np.full(7, 3.0), ended=text("The loss is no longer finite."))
    dialog.show_answer(
        MistakeAnswer(
            "zero_grad", 40, Curves(np.full(40, 1.0)), broken, done=True, difference=STEP_TWO
        )
    )
    assert "breaks off after 7 steps" in words(dialog, "mistakesVerdict")
    assert words(dialog, "mistakesEnded") == "The loss is no longer finite."


def test_that_what_was_tried_stays_while_another_is_looked_at(dialog):
    dialog.show_answer(answer())
    choose(dialog, "softmax")
    assert words(dialog, "mistakesDifference") == ""
    choose(dialog, "zero_grad")
    assert "step 2" in words(dialog, "mistakesDifference")
    assert dialog.findChild(QPushButton, "mistakesTry").text() == "Try it again"


def test_that_a_problem_is_said(dialog):
    dialog.show_problem(text("The engine has stopped."))
    assert words(dialog, "mistakesVerdict") == "The engine has stopped."


def test_that_the_window_speaks_chinese(dialog, qtbot):
    dialog.show_answer(answer())
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: dialog.windowTitle() == "常见错误")
        assert item(dialog, "zero_grad").text() == "不调用 zero_grad()"
        assert "步的平均损失" in words(dialog, "mistakesVerdict")
    finally:
        set_language("en")


def test_that_a_mistake_is_tried_beside_the_run(open_window, user, qtbot):
    window = open_window("wine")
    controller = window.controller
    window.actions_table.by_id["step"].trigger()
    qtbot.waitUntil(lambda: controller.state is RunState.PAUSED, timeout=20_000)
    window.actions_table.by_id["commonMistakes"].trigger()
    dialog = window.findChild(QDialog, "mistakesDialog")
    user.click(dialog, "mistakesTry")
    button = dialog.findChild(QPushButton, "mistakesTry")
    qtbot.waitUntil(button.isEnabled, timeout=30_000)
    assert "backward pass of step 2" in words(dialog, "mistakesDifference")
    assert words(dialog, "mistakesWhy") == str(MISTAKES["zero_grad"].why)
    assert controller.state is RunState.PAUSED
    assert controller.history.step_count == 1
    user.click(dialog, "mistakesClose")
    window.actions_table.by_id["commonMistakes"].trigger()
    (again,) = [d for d in window.findChildren(QDialog, "mistakesDialog") if d.isVisible()]
    assert again.findChild(QLabel, "mistakesVerdict").text().startswith("Try it")
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert not again.isVisible()
    window.actions_table.by_id["stop"].trigger()
    qtbot.waitUntil(lambda: controller.state is RunState.IDLE, timeout=20_000)
