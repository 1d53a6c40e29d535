"""Tutorial 7: a Linear layer as matrices, and the sum behind a number of its output."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from engine import edits
from engine.answers import MatricesAnswer
from engine.tensor_figures import tensor_figures
from gui.inspector.matrices import MatricesDialog
from gui.inspector.matrix_map import MatrixMap
from tests.gui.inspector.conftest import chain

RNG = np.random.default_rng(0)


def product(ins, outs, *, bias=True):
    """Answers about x · Wᵀ + b with eight rows."""
    x, w = RNG.normal(size=(8, ins)), RNG.normal(size=(outs, ins))
    b = RNG.normal(size=outs) if bias else None
    y = x @ w.T + (b if b is not None else 0)

    def answer(layer, *, row, column):
        return MatricesAnswer(
            layer,
            1,
            tensor_figures(x),
            tensor_figures(w.T),
            None if b is None else tensor_figures(b),
            tensor_figures(y),
            row,
            column,
            x[row],
            w[column],
            None if b is None else float(b[column]),
            float(y[row, column]),
        )

    answer.y = y
    return answer


@pytest.fixture
def opened(qtbot, bench):
    """The matrices of a Linear layer, opened by its link."""

    def make(ins=4, outs=3, *, bias=True):
        b = bench(chain((ins,), ("Linear", {"out_features": outs, "bias": bias}), ("ReLU", {})))
        b.product = b.controller.ready["matrices"] = product(ins, outs, bias=bias)
        b.selection.set([b.document.project.network.named("fc1").id])
        qtbot.mouseClick(b.find(QPushButton, "layerMatrices"), Qt.MouseButton.LeftButton)
        b.dialog = b.find(MatricesDialog, "matricesDialog")
        qtbot.waitExposed(b.dialog)
        b.maps = {key: b.dialog.findChild(MatrixMap, f"matrix{key}") for key in "XWBY"}
        return b

    return make


def point_at(widget, place):
    """The pointer comes by with no button down; QTest's own move is lost offscreen."""
    none = Qt.MouseButton.NoButton
    where = QPointF(place)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        QPointF(widget.mapToGlobal(place)),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, moved)


def titles(opened):
    return [label.text() for label in opened.dialog._titles.values() if label.isVisible()]


def test_that_the_matrices_stand_with_their_shapes(opened):
    b = opened()
    assert not b.dialog.isModal()
    assert titles(b) == ["x 8×4", "Wᵀ 4×3", "b 3", "y 8×3"]
    assert np.allclose(np.array(list(b.maps["Y"].table().values())[1:]).T, b.product.y)
    assert not b.find(QPushButton, "layerMatrices").isHidden()
    b.selection.set([b.document.project.network.named("relu1").id])
    assert b.find(QPushButton, "layerMatrices").parentWidget().isHidden()


def test_that_pointing_at_an_output_lights_what_makes_it_and_tells_the_sum(opened):
    b = opened()
    place = b.maps["Y"].cell_rect((5, 2)).center().toPoint()
    point_at(b.maps["Y"], place)
    assert b.maps["Y"].lit == (5, 2)
    assert b.maps["X"].lit == (5, None)
    assert b.maps["W"].lit == (None, 2)
    assert b.maps["B"].lit == (0, 2)
    words = b.dialog.findChild(QLabel, "matricesSum").text()
    assert words.startswith("y[5, 2] = ")
    assert words.count("·") == 4
    shown = float(words.rsplit(" = ", 1)[1].replace("−", "-"))
    assert shown == pytest.approx(b.product.y[5, 2], rel=1e-6)
    b.dialog.grab()


def test_that_the_keys_choose_an_output(qtbot, opened):
    b = opened()
    b.maps["Y"].setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(b.maps["Y"], key)
    assert b.maps["Y"].lit == (1, 1)


def test_that_escape_closes_the_window_from_its_only_control(qtbot, opened):
    b = opened()
    b.maps["Y"].setFocus()
    qtbot.keyClick(b.maps["Y"], Qt.Key.Key_Escape)
    assert not b.dialog.isVisible()


def test_that_a_large_layer_is_a_heat_map_and_its_sum_is_cut_short(opened):
    b = opened(300, 400)
    point_at(b.maps["Y"], QPoint(b.maps["Y"].width() // 2, 3))
    assert b.maps["Y"].lit[0] == 0
    assert b.maps["Y"].lit[1] == pytest.approx(200, abs=4)
    words = b.dialog.findChild(QLabel, "matricesSum").text()
    assert "from 292 more" in words
    b.dialog.grab()


def test_that_without_a_bias_there_are_three_matrices(opened):
    b = opened(bias=False)
    assert titles(b) == ["x 8×4", "Wᵀ 4×3", "y 8×3"]
    assert not b.maps["B"].isVisible()


def test_that_a_closed_dialog_asks_no_more(opened):
    b = opened()
    b.dialog.close()
    before = len(b.controller.questions)
    b.controller.weights_changed.emit()
    assert len(b.controller.questions) == before


def test_that_the_matrices_go_with_their_layer_and_take_its_name(opened):
    b = opened()
    b.document.edit_network("", edits.rename, "l2", "first")
    assert b.dialog.windowTitle() == "first as matrices"
    b.document.edit_network("", edits.remove, ["l2"])
    assert not b.dialog.isVisible()


@pytest.mark.parametrize("edit", [edits.set_enabled, edits.replace_kind])
def test_that_the_matrices_of_what_multiplies_no_more_are_closed(opened, edit):
    b = opened()
    if edit is edits.set_enabled:
        b.document.edit_network("", edit, ["l2"], enabled=False)
    else:
        b.document.edit_network("", edit, "l2", "ReLU")
    assert not b.dialog.isVisible()


def test_that_the_matrices_of_one_project_go_when_another_is_opened(opened):
    b = opened()
    b.document.load(b.document.project.replace(title="another"), None)
    assert not b.dialog.isVisible()
