"""Memory and speed before training, and what each layer costs."""

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from engine import edits, numbers
from engine.answers import MeasureAnswer
from engine.check.memory import memory_of
from engine.spec.component import component
from engine.spec.training import TrainingSpec
from gui.inspector.budget_bar import BudgetBar
from gui.inspector.budget_view import USABLE
from gui.inspector.measuring import Measuring
from gui.run.state import RunState
from gui.theme import theme
from tests.gui.inspector.conftest import chain

NET = chain(
    (1, 8, 8),
    ("Conv2d", {"out_channels": 4, "padding": "same"}),
    ("ReLU", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 10}),
)
LARGE = TrainingSpec(batch_size=5_000)


def measured(b, available=2**34, epoch=0.416, rows=1_797):
    """What the engine would answer for what is on screen."""
    project = b.document.project
    return MeasureAnswer(
        project=project,
        batch=project.training.batch_size,
        tried=32,
        step_seconds=0.008,
        epoch_seconds=epoch,
        available=available,
        rows=rows,
        device="cpu",
    )


@pytest.fixture
def page(bench, qtbot):
    """The Training page of a network, after the engine has been asked."""

    def open_page(training=None, **known):
        b = bench(NET, training)
        b.controller.ready["measure"] = lambda _layer: measured(b, **known)
        b.inspector.show_training()
        qtbot.waitUntil(lambda: ("measure", "", {}) in b.controller.questions)
        return b

    return open_page


def text(b, name):
    return b.find(QLabel, name).text()


def asked(b):
    return [question[0] for question in b.controller.questions].count("measure")


def waits(b):
    """Whether a measurement is about to be asked for."""
    return b.find(Measuring).findChild(QTimer).isActive()


def test_that_the_figures_are_those_of_the_engine(page):
    b = page(TrainingSpec(batch_size=64, optimizer=component("Adam")))
    memory = memory_of(b.document.project)
    assert text(b, "memory_weights") == numbers.size(memory.weights)
    assert text(b, "memory_optimizer") == numbers.size(2 * memory.gradients)
    assert text(b, "memory_activations") == numbers.size(64 * memory.activation)
    assert text(b, "memoryTotal") == numbers.size(memory.total(64))


def test_that_pieces_of_the_bar_are_as_long_as_their_shares(page):
    b = page()
    bar = b.find(BudgetBar, "memoryBar")
    found = [bar.piece_at(x).label for x in range(bar.width())]
    memory = memory_of(b.document.project)
    share = found.count("Activations") / len(found)
    assert share == pytest.approx(32 * memory.activation / memory.total(32), abs=0.06)
    assert list(dict.fromkeys(found)) == [
        *["Weights", "Gradients", "Optimizer", "Activations", "In flight"]
    ]
    assert "Weights " in bar.accessibleDescription()


def test_that_the_time_of_an_epoch_is_said_to_be_measured(page):
    b = page()
    assert text(b, "epochTime") == "About 0.42\u00a0s an epoch on this machine (measured)"
    assert "tried on 32 of 32 rows on cpu" in b.find(QLabel, "epochTime").toolTip()


def test_that_a_batch_that_is_too_large_is_brought_down_by_one_click(page, qtbot):
    b = page(LARGE, available=10_000_000, rows=1_000_000)
    largest = memory_of(b.document.project).largest_batch(int(10_000_000 * USABLE))
    assert 0 < largest < 5_000
    assert text(b, "largestBatch") == f"Largest batch that fits: {numbers.count(largest)}"
    assert b.find(QLabel, "largestBatch").property("role") == "warning"
    use = b.find(QPushButton, "useLargestBatch")
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert b.document.project.training.batch_size == largest
    assert use.isHidden()
    b.document.undo_stack.undo()
    assert b.document.project.training == LARGE


def test_that_a_batch_that_fits_needs_no_button(page):
    b = page()
    assert text(b, "largestBatch") == "All rows would fit into one batch."
    assert b.find(QPushButton, "useLargestBatch").isHidden()


def test_that_too_little_memory_for_a_single_row_is_said(page):
    b = page(available=100, epoch=None)
    assert text(b, "largestBatch") == "Not even one row fits into the free memory."
    assert b.find(QPushButton, "useLargestBatch").isHidden()
    assert "is measured once" in text(b, "epochTime")


def test_that_another_batch_size_is_measured_again_and_an_old_time_is_not_shown(page, qtbot):
    b = page()
    b.document.set_training(b.document.project.training.replace(batch_size=8), "Change")
    assert "is measured once" in text(b, "epochTime")
    qtbot.waitUntil(lambda: asked(b) == 2)
    assert text(b, "epochTime").startswith("About 0.42")


def test_that_nothing_is_measured_while_a_run_is_on(bench, qtbot):
    b = bench(NET)
    b.controller.set_state(RunState.TRAINING)
    b.inspector.show_training()
    b.document.set_training(b.document.project.training.replace(batch_size=8), "Change")
    assert not waits(b)
    b.controller.set_state(RunState.IDLE)
    qtbot.waitUntil(lambda: asked(b) == 1)


def test_that_nothing_is_measured_while_nobody_looks(bench):
    b = bench(NET)
    b.document.set_training(b.document.project.training.replace(batch_size=8), "Change")
    assert not waits(b)
    b.inspector.show_training()
    assert waits(b)
    b.inspector.show_layer()
    assert not waits(b)


def rows_of(table):
    model = table.model()
    return [
        [model.index(row, place).data() for place in range(4)] for row in range(model.rowCount())
    ]


def test_that_layers_are_listed_by_what_they_cost_and_a_click_selects_one(bench, qtbot):
    b = bench(NET)
    table = b.find(QTableView, "networkCosts")
    found = rows_of(table)
    assert [row[0] for row in found[:2]] == ["fc1", "conv1"]
    assert found[0] == ["fc1", "2\u202f570", "2\u202f560", "40\u00a0B"]
    assert found[1][1:] == ["40", "2\u202f304", "–"]  # the ReLU holds what the convolution gave
    cell = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert b.document.project.network.layer(b.selection.current).name == "conv1"
    assert text(b, "layerCost") == "2\u202f304 multiply-adds"


def test_that_every_figure_is_whole_although_the_look_came_after_the_costs(bench, qapp, qtbot):
    qapp.setStyleSheet("")
    b = bench(NET)
    table = b.find(QTableView, "networkCosts")
    theme().apply(qapp)
    qtbot.waitUntil(lambda: table.height() == table.sizeHint().height())
    for place in range(1, 4):
        assert table.columnWidth(place) >= table.sizeHintForColumn(place)
    last = table.visualRect(table.model().index(table.model().rowCount() - 1, 0))
    assert last.bottom() < table.viewport().height()


def test_that_long_names_take_the_room_of_the_parameters(bench, qtbot):
    b = bench(NET)
    table = b.find(QTableView, "networkCosts")
    assert not table.isColumnHidden(1)
    conv = b.document.project.network.named("conv1").id
    b.document.edit_network("", edits.rename, conv, "stage4_1_convolution1")
    qtbot.waitUntil(lambda: table.isColumnHidden(1))
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)
    b.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not table.isColumnHidden(1))


def test_that_the_table_sorts_by_another_column_and_enter_selects(bench, qtbot):
    b = bench(NET)
    table = b.find(QTableView, "networkCosts")
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in rows_of(table)][:2] == ["relu1", "input1"]
    table.setCurrentIndex(table.model().index(0, 0, QModelIndex()))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert b.document.project.network.layer(b.selection.current).name == "relu1"
    assert text(b, "layerCost") == "keeps 1.0\u00a0KiB"
