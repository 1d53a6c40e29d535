"""Numbers edited in place, tensors chosen and looked into, and fresh weights."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from gui.inspector.kernels import KernelGrid
from gui.inspector.number_editor import NumberEditor
from gui.plots.histogram import Histogram
from gui.plots.zoom_map import ZoomMap
from tests.gui.inspector.conftest import chain

NEURON = chain((2,), ("Linear", {"out_features": 1}))
WIDE = chain((300,), ("Linear", {"out_features": 400}), ("Linear", {"out_features": 3}))
RNG = np.random.default_rng(0)


@pytest.fixture
def neuron(bench):
    """The table of a neuron's three numbers."""
    b = bench(NEURON)
    b.layer = b.document.project.network.named("fc1").id
    b.controller.answers[b.layer] = {
        "weight": np.array([[-0.25, 0.5]], np.float32),
        "bias": np.array([0.75], np.float32),
    }
    b.selection.set([b.layer])
    b.table = b.find(NumberEditor, "layerNumbers")
    b.line = b.find(QLineEdit, "weightEdit")
    return b


def set_numbers(bench):
    """Tensor, place and value of every change that was asked for."""
    values = [arguments["values"][0] for _, arguments in bench.controller.changes]
    return [(v.tensor, v.at, float(v.values)) for v in values]


def row_center(table, row):
    height = table.sizeHint().height() // (len(table.rows) + 1)
    return QPoint(table.width() - 100, height * (row + 1) + height // 2)


def test_that_a_double_click_edits_a_number_and_return_takes_it(qtbot, neuron):
    qtbot.mouseDClick(neuron.table, Qt.MouseButton.LeftButton, pos=row_center(neuron.table, 1))
    assert neuron.line.isVisible()
    assert neuron.line.text() == "0.5"
    qtbot.keyClicks(neuron.line, "-1e-3")
    qtbot.keyClick(neuron.line, Qt.Key.Key_Return)
    assert set_numbers(neuron) == [("weight", 1, -0.001)]
    assert not neuron.line.isVisible()


def test_that_the_keyboard_alone_edits_one_number_after_the_other(qtbot, neuron):
    neuron.table.setFocus()
    qtbot.keyClick(neuron.table, Qt.Key.Key_Return)
    for typed in ("1", "2", "3"):
        qtbot.keyClicks(neuron.line, typed)
        qtbot.keyClick(neuron.line, Qt.Key.Key_Tab)
    assert set_numbers(neuron) == [("weight", 0, 1), ("weight", 1, 2), ("bias", 0, 3)]
    assert not neuron.line.isVisible()


@pytest.mark.parametrize("rubbish", ["abc", "nan", "inf", ""])
def test_that_what_is_no_number_stays_and_is_refused_in_words(qtbot, neuron, rubbish):
    neuron.table.begin(0)
    neuron.line.clear()
    qtbot.keyClicks(neuron.line, rubbish or " ")
    qtbot.keyClick(neuron.line, Qt.Key.Key_Return)
    assert neuron.line.isVisible()
    assert "must be a number" in neuron.line.accessibleDescription()
    assert neuron.line.accessibleDescription().startswith("weight[0,0]")
    assert set_numbers(neuron) == []
    qtbot.keyClick(neuron.line, Qt.Key.Key_Escape)
    assert not neuron.line.isVisible()
    assert neuron.table.rows[0][1] == "−0.2500"


def test_that_a_number_left_as_it_was_is_no_change(qtbot, neuron):
    neuron.table.begin(0)
    qtbot.keyClicks(neuron.line, "-0.25")
    qtbot.keyClick(neuron.line, Qt.Key.Key_Return)
    assert set_numbers(neuron) == []


def test_that_a_field_over_a_number_that_is_gone_closes(neuron):
    neuron.table.begin(2)
    neuron.line.setText("7")
    neuron.table.set_tensors({"weight": np.zeros((1, 1), np.float32)}, {})
    assert not neuron.line.isVisible()
    assert set_numbers(neuron) == []


# Many numbers


@pytest.fixture
def wide(bench):
    """A layer whose weight is too large to come whole."""
    b = bench(WIDE)
    b.layer = b.document.project.network.named("fc1").id
    b.weight = RNG.normal(size=(400, 300)).astype(np.float32)
    b.controller.answers[b.layer] = {
        "weight": b.weight,
        "weight.grad": b.weight / 2,
        "bias": np.linspace(-1, 1, 400, dtype=np.float32),
    }
    b.selection.set([b.layer])
    b.map = b.find(ZoomMap, "layerWeightMatrix")
    return b


def choose(qtbot, bench, words):
    combo = bench.find(QComboBox, "layerTensor")
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(combo.findText(words)):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentText() == words


def test_that_every_tensor_and_its_gradient_can_be_chosen(qtbot, wide):
    combo = wide.find(QComboBox, "layerTensor")
    names = [combo.itemText(i) for i in range(combo.count())]
    assert names == ["weight", "∂L/∂weight", "bias", "∂L/∂bias"]
    figures = wide.find(QLabel, "layerTensorStatistics")
    assert figures.text().endswith("from a sample of 60\u202f000 of 120\u202f000")
    choose(qtbot, wide, "bias")
    assert figures.text() == "−1 … 1 · zero 0\u00a0%\nmean 0 · std 0.5788"
    choose(qtbot, wide, "∂L/∂bias")
    assert figures.text() == "none before the first backward"
    assert not wide.find(Histogram, "layerWeightsHistogram").isVisible()
    choose(qtbot, wide, "∂L/∂weight")
    histogram = wide.find(Histogram, "layerWeightsHistogram").table()
    assert sum(histogram["count"]) > 0


def test_that_zooming_shows_single_numbers_of_a_large_weight(qtbot, wide):
    assert wide.map.describe(QPoint(0, 0)).startswith("rows 0–1, columns 0–1: mean ")
    wide.map.setFocus()
    for _ in range(3):
        qtbot.keyClick(wide.map, Qt.Key.Key_Plus)
    words = wide.map.describe(QPoint(1, 1))
    row, column = (int(part.split(" ")[1]) for part in words.split(":")[0].split(", "))
    assert row > 0
    assert float(words.split(": ")[1].replace("−", "-")) == pytest.approx(
        wide.weight[row, column], rel=1e-5
    )
    assert wide.find(QLabel, "layerPictureExtent").text().endswith("of 400×300")
    qtbot.keyClick(wide.map, Qt.Key.Key_0)
    assert wide.map.describe(QPoint(0, 0)).startswith("rows 0–1, columns 0–1: mean ")


def test_that_a_double_click_zooms_in_around_the_pointer(qtbot, wide):
    corner = QPoint(wide.map.width() - 1, wide.map.height() - 1)
    cell = wide.map.cell_at(corner)
    before = wide.map.describe(corner)
    qtbot.mouseDClick(wide.map, Qt.MouseButton.LeftButton, pos=corner)
    part = wide.map._picture.part
    assert (part.rows, part.columns) == (200, 150)
    assert abs(part.top - cell[0]) <= 1  # the lower right quarter, as far as a pixel is exact
    assert abs(part.left - cell[1]) <= 1
    assert before.startswith("rows ")
    assert wide.map.describe(corner).startswith("row 39")


def test_that_a_number_of_a_large_weight_is_set_by_its_place(qtbot, wide, enter):
    index, value = wide.find(QLineEdit, "weightIndex"), wide.find(QLineEdit, "weightValue")
    enter(index, "2, 5")
    assert value.text() == ""  # not shown one by one
    enter(value, "0.5")
    assert set_numbers(wide) == [("weight", 2 * 300 + 5, 0.5)]
    enter(index, "400, 0")
    assert wide.find(QLabel, "weightError").text().startswith("400, 0 is no place in 400×300.")
    enter(value, "1")
    assert len(set_numbers(wide)) == 1
    choose(qtbot, wide, "bias")
    enter(index, "399")
    assert value.text() == "1"


def test_that_a_clicked_cell_becomes_the_number_to_edit(qtbot, wide):
    corner = QPoint(wide.map.width() - 1, wide.map.height() - 1)
    qtbot.mouseDClick(wide.map, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseClick(wide.map, Qt.MouseButton.LeftButton, pos=corner)
    index = wide.find(QLineEdit, "weightIndex").text()
    row, column = map(int, index.split(", "))
    assert wide.map.describe(corner).startswith(f"row {row}, column {column}: ")
    shown = float(wide.find(QLineEdit, "weightValue").text().replace("−", "-"))
    assert shown == pytest.approx(wide.weight[row, column])


# Kernels


def test_that_kernels_over_three_channels_are_seen_in_colour_or_one_by_one(qtbot, bench):
    b = bench(chain((3, 8, 8), ("Conv2d", {"out_channels": 24}), ("Flatten", {})))
    layer = b.document.project.network.named("conv1").id
    weight = RNG.normal(size=(24, 3, 3, 3)).astype(np.float32)
    b.controller.answers[layer] = {"weight": weight}
    b.selection.set([layer])
    combo, grid = b.find(QComboBox, "layerKernelChannel"), b.find(KernelGrid, "layerKernels")
    assert [combo.itemText(i) for i in range(combo.count())] == ["as colour", "all", "0", "1", "2"]
    assert b.find(QLabel, "layerPictureTitle").text() == "Kernels"
    assert grid.shown == 24
    first = grid._shades()[0, 0, 0]
    share = (weight[0, :, 0, 0] - weight.min()) / (weight.max() - weight.min())
    assert np.allclose(first, share * 255, atol=0.51)
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert b.find(QLabel, "layerPictureTitle").text() == "Kernels · 18 of 72"
    qtbot.keyClick(combo, Qt.Key.Key_End)
    assert np.array_equal(grid.table()["[5, 2]"], weight[5, 2].ravel().astype(np.float64))
    grid.grab()


def test_that_a_kernel_with_depth_lies_slice_by_slice():
    weight = RNG.normal(size=(2, 1, 4, 3, 5))
    grid = KernelGrid()
    grid.set_weight(weight)
    shown = grid.table()["[1, 0]"].reshape(3, 20)
    assert np.array_equal(shown[:, 5:10], weight[1, 0, 1])


# Fresh weights


def test_that_the_selected_layers_get_fresh_weights(qtbot, wide):
    button = wide.find(QPushButton, "layerReinitialise")
    assert button.text() == "Reinitialise"
    wide.selection.set([la.id for la in wide.document.project.network.layers])
    assert button.text() == "Reinitialise 2 layers"
    button.menu().findChild(QAction, "reinitialiseProjectSeed").trigger()
    button.menu().findChild(QAction, "reinitialiseNewSeed").trigger()
    (kind, same), (_, new) = wide.controller.changes
    assert kind == "reinitialise"
    assert len(same["layers"]) == 2
    assert same["seed"] == wide.document.project.training.seed
    assert new["seed"] != same["seed"]
