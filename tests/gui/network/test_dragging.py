"""Reordering and connecting with the mouse."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from engine import block_edits
from tests.gui.network.conftest import RESIDUAL


def reason(bench):
    label = bench.cards.findChild(QLabel, "dragReason")
    return label.text() if label.isVisible() else ""


def below(bench, name):
    rect = bench.cards.visualRect(bench.cards.model().index(bench.row(name)))
    return QPoint(160, rect.bottom() - 2)


def test_that_a_card_is_dragged_below_another(bench):
    to = below(bench, "conv2")
    bench.grab("relu1", to)
    assert bench.cards.dragging
    bench.panel.grab()
    bench.drop(to)
    assert bench.names == ["input1", "conv1", "conv2", "relu1", "add1", "flatten1", "fc1"]
    assert bench.inputs("add1") == ["relu1", "conv1"]
    assert bench.undo_texts() == ["Move relu1"]
    assert not bench.cards.dragging
    bench.document.undo_stack.undo()
    assert bench.document.project.network == RESIDUAL


def test_that_an_impossible_drop_says_why_and_changes_nothing(bench):
    to = bench.middle("conv1") - QPoint(0, 10)
    bench.grab("add1", to)
    assert reason(bench).startswith("This can't be moved there: add1 takes its input from conv1")
    bench.drop(to)
    assert bench.document.project.network == RESIDUAL
    assert len(bench.refusals) == 1
    assert reason(bench) == ""


def test_that_nothing_is_dragged_above_the_input(bench):
    bench.grab("conv1", QPoint(160, 2))
    assert reason(bench) == "A layer can't stand above the input. Put it below."


def test_that_escape_lets_go(bench):
    to = below(bench, "conv2")
    bench.grab("relu1", to)
    bench.key(Qt.Key.Key_Escape)
    assert not bench.cards.dragging
    bench.drop(to)
    assert bench.document.project.network == RESIDUAL


def test_that_all_selected_cards_are_dragged_together(bench):
    bench.click("conv1")
    bench.click("relu1", Qt.KeyboardModifier.ControlModifier)
    to = below(bench, "conv2")
    bench.grab("conv1", to)
    bench.drop(to)
    assert bench.names[:4] == ["input1", "conv2", "conv1", "relu1"]
    assert bench.undo_texts() == ["Move 2 layers"]
    assert set(bench.selection.ids) == {"l2", "l3"}


def test_that_a_short_pull_is_a_click(bench):
    bench.click("conv1")
    bench.click("relu1", Qt.KeyboardModifier.ControlModifier)
    where = bench.middle("relu1")
    bench.mouse(QEvent.Type.MouseButtonPress, where)
    bench.mouse(QEvent.Type.MouseMove, where + QPoint(1, 1))
    bench.drop(where)
    assert bench.selection.ids == ("l3",)
    assert bench.undo_texts() == []


def test_that_an_edit_from_elsewhere_ends_a_drag(bench):
    bench.grab("relu1", below(bench, "conv2"))
    bench.document.edit_network("Rename", lambda net: net.replace(outputs=("l6",)))
    assert not bench.cards.dragging


# Connecting


def pull_handle(bench, source, target):
    """Shows the handle of a card, presses it and pulls it over another card."""
    bench.hover(source)
    handle = bench.cards.findChild(QWidget, "connectHandle")
    assert handle.isVisible()
    bench.mouse(QEvent.Type.MouseButtonPress, QPoint(8, 8), handle)
    for name in (source, target):
        bench.mouse(QEvent.Type.MouseMove, handle.mapFromParent(bench.middle(name)), handle)
    return handle


def let_go(bench, handle, where):
    bench.mouse(QEvent.Type.MouseButtonRelease, handle.mapFromParent(where), handle)


def test_that_a_card_is_connected_to_a_merge(bench):
    handle = pull_handle(bench, "relu1", "add1")
    bench.panel.grab()
    let_go(bench, handle, bench.middle("add1"))
    assert bench.inputs("add1") == ["conv2", "conv1", "relu1"]
    assert bench.undo_texts() == ["Connect relu1 to add1"]
    assert handle.isHidden()


def test_that_elsewhere_a_connection_replaces_the_input(bench):
    handle = pull_handle(bench, "relu1", "flatten1")
    let_go(bench, handle, bench.middle("flatten1"))
    assert bench.inputs("flatten1") == ["relu1"]


def test_that_it_is_said_beside_the_pointer_what_a_drop_would_do(bench):
    handle = pull_handle(bench, "relu1", "add1")
    assert reason(bench) == "Adds an input to add1"
    bench.mouse(QEvent.Type.MouseMove, handle.mapFromParent(bench.middle("fc1")), handle)
    assert reason(bench) == "Replaces flatten1 as the input of fc1"
    let_go(bench, handle, QPoint(100, 700))
    assert reason(bench) == ""


def test_that_all_cards_that_can_not_take_the_connection_are_faint_at_once(bench):
    bench.hover("relu1")
    handle = bench.cards.findChild(QWidget, "connectHandle")
    bench.mouse(QEvent.Type.MouseButtonPress, QPoint(8, 8), handle)
    faint = bench.cards.itemDelegate().dimmed
    assert faint == {"l1", "l2", "l4"}  # the two above, and conv2, which takes it already
    bench.key(Qt.Key.Key_Escape)
    assert bench.cards.itemDelegate().dimmed == frozenset()


def test_that_an_impossible_connection_is_flagged_with_the_reason(bench):
    handle = pull_handle(bench, "fc1", "conv1")
    assert reason(bench).startswith("fc1 can't feed conv1: data flows downwards only.")
    bench.panel.grab()
    let_go(bench, handle, bench.middle("conv1"))
    assert bench.document.project.network == RESIDUAL
    assert len(bench.refusals) == 1


def test_that_letting_go_beside_the_cards_or_on_itself_does_nothing(bench):
    handle = pull_handle(bench, "conv1", "relu1")
    let_go(bench, handle, QPoint(100, 700))
    handle = pull_handle(bench, "conv1", "relu1")
    let_go(bench, handle, bench.middle("conv1"))
    assert bench.document.project.network == RESIDUAL
    assert bench.refusals == []


def test_that_the_handle_goes_when_the_pointer_leaves(bench):
    bench.hover("conv1")
    handle = bench.cards.findChild(QWidget, "connectHandle")
    bench.mouse(QEvent.Type.MouseMove, QPoint(160, 780), pressed=False)
    assert handle.isHidden()


def test_that_a_click_on_the_handle_of_a_closed_block_does_nothing(make_bench):
    bench = make_bench(block_edits.group(RESIDUAL, ["l2", "l3", "l4", "l5"], "body")[0])
    row = bench.cards.card_center(1).toPoint()
    bench.mouse(QEvent.Type.MouseMove, row, pressed=False)
    handle = bench.cards.findChild(QWidget, "connectHandle")
    bench.mouse(QEvent.Type.MouseButtonPress, QPoint(8, 8), handle)
    bench.mouse(QEvent.Type.MouseMove, handle.mapFromParent(row), handle)
    assert reason(bench) == ""
    let_go(bench, handle, row)
    assert bench.refusals == []
