"""The page of a block, and what the Layer page says of a layer with copies."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from engine import block_edits
from gui.forms.boxes import StepLine
from tests.gui.inspector.conftest import chain


@pytest.fixture
def twice(bench):
    """Two copies of a Linear with its ReLU."""
    network = chain((4,), ("Linear", {"out_features": 4}), ("ReLU", {}), ("Linear", {}))
    network, block = block_edits.group(network, ["l2", "l3"], "hidden")
    return bench(block_edits.repeat(network, block, 2))


def words(bench, name):
    label = bench.find(QLabel, name)
    return label.text() if label.isVisible() else ""


def network(bench):
    return bench.document.project.network


def test_that_a_block_shows_how_big_it_is_and_what_follows_it(twice):
    twice.selection.set_block("b1")
    assert twice.find(QLineEdit, "blockName").text() == "hidden_1"
    assert twice.find(QSpinBox, "blockTimes").value() == 2
    assert words(twice, "blockTotals").splitlines() == ["2 layers", "20 params"]
    assert "hidden_2" in words(twice, "blockLinked")
    assert not twice.find(QLabel, "layerKind").isVisible()
    twice.selection.set(["l2"])
    assert not twice.find(QLineEdit, "blockName").isVisible()


def test_that_a_block_is_renamed_and_repeated_on_its_page(twice, enter):
    twice.selection.set_block("b1")
    enter(twice.find(QLineEdit, "blockName"), "first")
    assert network(twice).block("b1").name == "first"
    enter(twice.find(QLineEdit, "blockName"), " ")
    assert "needs a name" in words(twice, "blockNameError")
    twice.find(QSpinBox, "blockTimes").setValue(3)
    assert len(network(twice).layers) == 8


def test_that_a_copy_is_unlinked(twice, qtbot):
    twice.selection.set_block("b1")
    assert not twice.find(QPushButton, "blockUnlink").isVisible()
    copy = next(block.id for block in network(twice).blocks if block.copy_of)
    twice.selection.set_block(copy)
    qtbot.mouseClick(twice.find(QPushButton, "blockUnlink"), Qt.MouseButton.LeftButton)
    assert not any(block.copy_of for block in network(twice).blocks)


def test_that_an_edit_goes_to_all_copies_unless_told(twice, enter):
    twice.selection.set(["l2"])
    assert words(twice, "layerCopies") == "Changes go to all 2 copies."
    width = twice.find(StepLine, "paramOutFeatures")
    enter(width, "6")
    assert [la.params.get("out_features") for la in network(twice).layers][1::2] == [6, 6, None]
    twice.find(QCheckBox, "onlyThisCopy").click()
    assert words(twice, "layerCopies") == "Changes stay in this copy."
    enter(width, "5")
    assert [la.params.get("out_features") for la in network(twice).layers][1::2] == [5, 6, None]
    twice.selection.set(["l5"])
    assert not twice.document.only_here
    assert not twice.find(QCheckBox, "onlyThisCopy").isChecked()


def test_that_what_a_copy_has_of_its_own_is_listed_and_taken_back(twice, qtbot, enter):
    copied = next(la for la in network(twice).layers if la.id not in {"l1", "l2", "l3", "l4"})
    twice.selection.set([copied.id])
    twice.find(QCheckBox, "onlyThisCopy").click()
    enter(twice.find(StepLine, "paramOutFeatures"), "9")
    assert words(twice, "layerOwnValues") == "Its own here: out_features"
    twice.selection.set_block("b1")
    row = twice.find(QPushButton, "ownValue0")
    assert row.text() == f"{copied.name} · out_features: 9, not 4"
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert network(twice).layer(copied.id).params == {"out_features": 4}


def test_that_a_layer_without_copies_says_nothing(twice):
    twice.selection.set(["l4"])
    assert words(twice, "layerCopies") == ""


def test_that_a_number_typed_past_a_copys_own_value_leaves_that_alone(twice, enter, qtbot):
    copied = next(la for la in network(twice).layers if la.id not in {"l1", "l2", "l3", "l4"})
    twice.selection.set([copied.id])
    twice.find(QCheckBox, "onlyThisCopy").click()
    enter(twice.find(StepLine, "paramOutFeatures"), "6")
    twice.selection.set(["l2"])
    width = twice.find(StepLine, "paramOutFeatures")
    width.setFocus()
    for number in ("5", "6", "7"):  # over the copy's own 6
        qtbot.keyClick(width, Qt.Key.Key_Up)
        assert width.text() == number
    assert network(twice).layer("l2").params == {"out_features": 7}
    assert network(twice).layer(copied.id).params == {"out_features": 6}


@pytest.mark.parametrize("field", ["blockName", "blockTimes"])
def test_that_undo_may_take_a_block_while_something_is_typed_for_it(twice, qtbot, field):
    group = twice.document.edit_network("", block_edits.group, ["l4"], "other")
    twice.selection.set_block(group)
    edit = twice.find(QWidget, field)
    edit.setFocus()
    qtbot.keyClicks(edit, "3")
    twice.document.undo_stack.undo()  # by its button, which takes no focus
    assert not edit.isVisible()
    assert network(twice).layer("l4").group == ()
    twice.selection.set_block("b1")
    assert twice.find(QLineEdit, "blockName").text() == "hidden_1"


def test_that_only_this_copy_ends_with_the_project(twice, qtbot):
    twice.selection.set(["l2"])
    qtbot.keyClick(twice.find(QCheckBox, "onlyThisCopy"), Qt.Key.Key_Space)
    assert twice.document.only_here
    twice.document.load(twice.document.project.replace(title="another"), None)
    twice.selection.set(["l2"])
    assert not twice.document.only_here
    assert not twice.find(QCheckBox, "onlyThisCopy").isChecked()
