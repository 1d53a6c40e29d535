"""Finding layers by name, kind, parameter and problem."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from engine import edits
from engine.check.shapes import infer
from gui.network.find import matching
from tests.gui.network.conftest import RESIDUAL

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def find(bench):
    """Opens the bar by its key and types."""
    bench.cards.setFocus()
    bench.key(Qt.Key.Key_F, CONTROL)
    field = bench.panel.findChild(QLineEdit, "findField")
    assert field.isVisible()

    def type_words(words):
        field.setFocus()
        field.selectAll()
        bench.qtbot.keyClicks(field, words)
        return field

    return type_words


def count(bench):
    return bench.panel.findChild(QLabel, "findCount").text()


def found(network, query):
    return [network.layer(i).name for i in matching(network, infer(network), query)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("conv", ["conv1", "conv2"]),
        ("RELU", ["relu1"]),
        ("linear", ["fc1"]),
        ("out_channels=4", ["conv1", "conv2"]),
        ("10", ["fc1"]),
        ("256", ["flatten1", "fc1"]),
        ("padding=same 8", ["conv1", "conv2"]),
        ("same 4 conv1", ["conv1"]),
        ("add", ["add1"]),  # and no padding
        ("channels=4", ["conv1", "conv2"]),
        ("56", []),
        ("  ", []),
        ("(?", []),
    ],
)
def test_that_a_word_finds_names_kinds_and_whole_numbers(query, names):
    assert found(RESIDUAL, query) == names


def test_that_layers_at_fault_and_off_are_found():
    broken = edits.set_param(RESIDUAL, "l2", "kernel_size", 99)
    broken = edits.set_param(broken, "l2", "padding", 0)
    broken = edits.set_enabled(broken, ["l3"], enabled=False)
    assert found(broken, "problem") == ["conv1"]
    assert found(broken, "off") == ["relu1"]


def test_that_enter_goes_round_the_matches_and_shift_enter_back(bench, find):
    field = find("conv")
    assert (bench.selection.current, count(bench)) == ("l2", "1 of 2")
    for key, modifier, current, shown in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "l4", "2 of 2"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "l2", "1 of 2"),
        (Qt.Key.Key_Return, SHIFT, "l4", "2 of 2"),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, "l2", "1 of 2"),
    ):
        bench.qtbot.keyClick(field, key, modifier)
        assert (bench.selection.current, count(bench)) == (current, shown)
    assert bench.cards.itemDelegate().found == {"l2", "l4"}
    bench.panel.grab()
    bench.click("fc1")
    assert count(bench) == "2 found"


def test_that_the_matches_follow_an_edit(bench, find):
    find("conv")
    bench.document.edit_network("Delete", edits.remove, ["l2"])
    assert bench.cards.itemDelegate().found == {"l4"}


def test_that_nothing_found_says_so(bench, find):
    find("transformer")
    assert count(bench) == "none"
    assert not bench.panel.findChild(QToolButton, "findNext").isEnabled()


def test_that_escape_closes_and_gives_the_cards_the_focus_back(bench, find):
    field = find("conv")
    bench.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert bench.cards.itemDelegate().found == frozenset()
    assert bench.selection.current == "l2"
    assert bench.cards.hasFocus()


def test_that_what_an_edit_has_mended_is_found_no_more(bench, find):
    bench.document.edit_network("", edits.set_param, "l2", "kernel_size", 99)
    bench.document.edit_network("", edits.set_param, "l2", "padding", 0)
    find("problem")
    assert bench.cards.itemDelegate().found == {"l2"}
    bench.document.undo_stack.undo()
    assert bench.cards.itemDelegate().found == frozenset()
