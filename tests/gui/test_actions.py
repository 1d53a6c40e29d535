"""Every action is within reach: a menu entry, words, a callback, a shortcut of its own, enabled when it can be done."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton

from engine import edits
from engine.spec.component import component
from engine.spec.network import INPUT
from engine.text import text
from engine.train.events import RunEnded
from gui.actions import ACTIONS, MENUS, SUBMENUS, ActionSpec, Situation
from gui.run.state import RunState


@pytest.fixture
def window(open_window):
    return open_window()


def spec(action_id) -> ActionSpec:
    return next(spec for spec in ACTIONS if spec.id == action_id)


def select_layer(window, kind):
    layer = next(la for la in window.document.project.network.layers if la.kind == kind)
    window.selection.set([layer.id])


def test_that_ids_and_shortcuts_are_unique():
    assert max(Counter(spec.id for spec in ACTIONS).values()) == 1
    shortcuts = Counter(QKeySequence(spec.shortcut).toString() for spec in ACTIONS if spec.shortcut)
    assert max(shortcuts.values()) == 1
    assert all(QKeySequence(spec.shortcut).count() == 1 for spec in ACTIONS if spec.shortcut)


def test_that_every_action_stands_in_its_menu_with_words(window):
    table = window.actions_table
    for spec in ACTIONS:
        entries = table.menus[spec.menu].actions()
        if spec.id in SUBMENUS:
            assert table.menus[spec.id].menuAction() in entries, spec.id
            assert table.menus[spec.id].title(), spec.id
            assert table.menus[spec.id].actions() or spec.id == "recent", spec.id
            continue
        action = table.by_id[spec.id]
        assert action in entries, spec.id
        assert action.text(), spec.id
        assert action.text().rstrip("…") in action.toolTip(), spec.id
        if spec.shortcut:
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            assert shown in action.toolTip(), spec.id
    assert set(table.menus) == set(MENUS) | set(SUBMENUS)


def test_that_no_menu_is_higher_than_a_small_screen(window):
    for menu_id in MENUS:
        height = window.actions_table.menus[menu_id].sizeHint().height()
        assert height <= 700, menu_id


def test_that_the_list_of_keys_has_each_once(window, user):
    user.press(window, Qt.Key.Key_F1)
    dialog = user.find(window, "shortcutsDialog")
    words = Counter(label.text() for label in dialog.findChildren(QLabel))
    for action in ACTIONS:
        if action.shortcut:
            assert words[QKeySequence(action.shortcut).toString()] == 1
    user.press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_toolbar_buttons_say_what_they_do(window):
    buttons = window.toolbar.findChildren(QAbstractButton)
    assert len(buttons) >= 8
    for button in buttons:
        assert button.objectName(), button
        assert button.accessibleName() or button.text(), button.objectName()
        assert button.toolTip(), button.objectName()


@pytest.mark.parametrize(
    ("action", "states"),
    [
        ("train", {RunState.IDLE, RunState.TRAINING, RunState.PAUSED}),
        ("step", {RunState.IDLE, RunState.TRAINING, RunState.PAUSED}),
        ("stop", set(RunState) - {RunState.IDLE}),
        ("resetWeights", {RunState.IDLE}),
        ("openWeights", {RunState.IDLE}),
        ("save", set(RunState)),
    ],
)
def test_in_which_states_of_the_run_an_action_is_possible(action, states):
    assert {s for s in RunState if spec(action).is_possible(Situation(state=s))} == states


def test_that_panel_actions_follow_what_the_panel_can_do(qtbot, window):
    actions = window.actions_table.by_id
    window.selection.set([])
    assert not actions["copy"].isEnabled()
    assert not actions["moveUp"].isEnabled()
    assert actions["selectAll"].isEnabled()
    select_layer(window, INPUT)
    assert actions["rename"].isEnabled()
    assert not actions["duplicate"].isEnabled()
    select_layer(window, "Linear")
    assert actions["copy"].isEnabled()
    assert not actions["moveUp"].isEnabled()  # it stands right below the input
    assert actions["moveDown"].isEnabled()
    actions["moveDown"].trigger()
    assert actions["moveUp"].isEnabled()


def test_that_fitting_needs_data_and_templates_do_not(qtbot, window, user):
    table = window.actions_table
    assert table.by_id["fitNetwork"].isEnabled()
    user.press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not table.by_id["fitNetwork"].isEnabled()
    assert table.menus["templates"].isEnabled()


def test_that_the_device_button_follows_the_project(qtbot, window, user):
    button = user.find(window, "deviceButton")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = button.menu()
    qtbot.waitUntil(menu.isVisible)
    cpu = next(a for a in menu.actions() if a.objectName() == "deviceMenu-cpu")
    where = menu.actionGeometry(cpu).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=QPoint(where))
    assert window.document.project.training.device == "cpu"
    assert "CPU" in button.text()
    assert cpu.isChecked()
    user.activate(window)
    user.press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.document.project.training.device == "auto"
    assert not cpu.isChecked()


def test_that_train_more_adds_as_many_epochs_each_time(qtbot, window, user):
    training = window.document.project.training.replace(epochs=3)
    window.document.set_training(training, "Short")
    user.press(window, Qt.Key.Key_F5)
    for epochs in (3, 6, 9):
        qtbot.waitUntil(lambda e=epochs: window.controller.history.epoch_count == e, timeout=20_000)
        qtbot.waitUntil(lambda: window.controller.state is RunState.IDLE, timeout=10_000)
        assert "3" in user.find(window, "noticeAction1").text()
        if epochs < 9:
            user.click(window, "noticeAction1")
    user.click(window, "noticeAction0")
    assert window.workspace.current_id == "predict"


def test_that_a_tenth_of_the_learning_rate_is_a_tenth_of_the_optimizers_own(qtbot, window, user):
    training = window.document.project.training.replace(optimizer=component("SGD"))
    window.document.set_training(training, "SGD")
    window.controller.run_ended.emit(
        RunEnded("diverged", 1, 3, 0.1, text("The loss is NaN."), "l2")
    )
    user.click(window, "noticeAction0")
    assert window.document.project.training.optimizer.params["lr"] == pytest.approx(0.001)


def test_that_icon_buttons_of_the_window_have_names_and_words(window):
    for button in window.findChildren(QToolButton):
        if button.isVisible() and not button.text() and not button.objectName().startswith("qt_"):
            assert button.toolTip(), button.objectName()
            assert button.accessibleName() or button.defaultAction(), button.objectName()


def test_that_ctrl_y_redoes_too(window, qtbot):
    window.document.edit_network(text("Add ReLU"), edits.add_layer, "ReLU")
    after = window.document.project.network
    window.document.undo_stack.undo()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.document.project.network == after
