"""The activation explorer of tutorial 8: a point on the curve, others beside it, and the batch behind."""

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton

from engine.catalog.layers import LAYERS
from gui.inspector.explorer_curve import ExplorerCurve
from gui.inspector.saturation import saturation
from gui.plots.bars import Bars
from tests.gui.inspector.conftest import chain

RNG = np.random.default_rng(0)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def explore(bench):
    """The Layer page of one activation behind a Linear layer."""

    def make(kind, **answers):
        b = bench(chain((20,), ("Linear", {"out_features": 3}), (kind, {})))
        layer = b.document.project.network.layers[-1].id
        b.controller.answers[layer] = answers
        b.selection.set([layer])
        b.curve = b.find(ExplorerCurve, "activationCurve")
        b.values = b.find(QLabel, "activationValues")
        return b

    return make


@pytest.mark.parametrize(
    ("preset", "value", "slope"),
    [("Minus5", "0.006693", "0.006648"), ("0", "0.5", "0.25"), ("5", "0.993307", "0.006648")],
)
def test_that_the_tutorials_points_on_the_sigmoid_are_one_click_away(
    qtbot, explore, preset, value, slope
):
    b = explore("Sigmoid")
    button = b.find(QPushButton, f"activationPoint{preset}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert b.values.text().replace("\u00a0", " ") == f"f(z) = {value}   f′(z) = {slope}"


def test_that_the_point_follows_mouse_and_keys(qtbot, explore):
    b = explore("Tanh")
    line = b.find(QLineEdit, "activationPoint")
    middle = b.curve.rect().center()
    qtbot.mousePress(b.curve, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(b.curve, QPoint(b.curve.width() * 3 // 4, middle.y()))
    qtbot.mouseRelease(b.curve, Qt.MouseButton.LeftButton)
    low, high = LAYERS["Tanh"].curve_range
    assert float(line.text().replace("−", "-")) == pytest.approx(low + 0.75 * (high - low), abs=0.1)
    b.curve.setFocus()
    qtbot.keyClick(b.curve, Qt.Key.Key_Home)
    assert float(line.text().replace("−", "-")) == low
    qtbot.keyClick(b.curve, Qt.Key.Key_Left)
    assert float(line.text().replace("−", "-")) == low  # the end
    qtbot.keyClick(b.curve, Qt.Key.Key_Right, SHIFT)
    for _ in range(3):
        qtbot.keyClick(b.curve, Qt.Key.Key_Right)
    z = low + 1.3
    assert float(line.text().replace("−", "-")) == pytest.approx(z)
    slope = 1 - np.tanh(z) ** 2
    assert b.values.text().replace(
        "\u00a0", " "
    ) == f"f(z) = {np.tanh(z):.6f}   f′(z) = {slope:.6f}".replace("-", "−")


def test_that_a_point_can_be_typed_also_outside_the_picture(explore, enter):
    b = explore("Sigmoid")
    line = b.find(QLineEdit, "activationPoint")
    enter(line, "-20")
    assert b.values.text().replace("\u00a0", " ") == "f(z) = 2.061e−9   f′(z) = 2.061e−9"
    enter(line, "abc")
    assert line.text() == "−20"


def test_that_other_activations_are_drawn_and_read_beside_it(qtbot, explore):
    b = explore("ReLU")
    menu = b.find(QMenu, "activationCompareMenu")
    for name in ("Sigmoid", "Tanh"):
        menu.findChild(QAction, f"compare{name}").trigger()
    table = b.curve.table()
    assert np.allclose(table["Tanh"], np.tanh(table["Tanh: x"]))
    qtbot.mouseClick(b.find(QPushButton, "activationPoint5"), Qt.MouseButton.LeftButton)
    assert b.values.text().splitlines() == [
        "         f(z)      f′(z)",
        "ReLU     5         1",
        "Sigmoid  0.993307  0.006648",
        "Tanh     0.999909  0.000182",
    ]
    menu.findChild(QAction, "compareSigmoid").trigger()
    assert "Sigmoid" not in b.curve.table()


def test_that_the_batch_stands_behind_the_curve(explore):
    z = np.array([[-1, 2, 9], [-2, -3, 9], [-1, 4, 9], [-1, 1, 9]], np.float32)
    b = explore("ReLU", inputs=z)
    words = b.find(QLabel, "activationBatch").text()
    assert "z of 4 training rows" in words
    assert "41.7\u00a0% lie where |f′| < 0.01" in words
    assert "1 of 3 units always do" in words
    low, high = LAYERS["ReLU"].curve_range
    counts = b.curve._counts
    assert counts.sum() == ((z >= low) & (z <= high)).sum()
    b.curve.grab()


@pytest.mark.parametrize("name", ["Sigmoid", "Tanh", "GELU", "Hardswish", "ReLU"])
def test_that_the_flat_part_is_where_autograd_gives_next_to_nothing(name):
    z = torch.tensor(RNG.normal(scale=4, size=(64, 5, 3)), requires_grad=True)
    getattr(torch.nn, name)()(z).sum().backward()
    flat = z.grad.abs() < 0.01
    found = saturation(LAYERS[name], LAYERS[name].values({}), z.detach().numpy())
    assert found.share == pytest.approx(float(flat.double().mean()), abs=0.005)
    assert found.units == 5


# Over a whole dimension


def test_that_softmax_of_1_2_3_is_the_tutorials(explore):
    b = explore("Softmax")
    assert not b.curve.isVisible()
    bars = b.find(Bars, "softmaxBars")
    assert bars.accessibleDescription() == "1 0.090031, 2 0.244728, 3 0.665241"
    assert b.find(QLabel, "softmaxSum").text() == "Σ f = 1"
    along = b.find(QLabel, "softmaxAlong").text()
    assert along == "Along dimension −1 of N×[3]: 3 numbers belong together."
    assert not b.find(QLabel, "softmaxFinite").isVisible()


def test_that_softmax_of_thousands_stays_finite(qtbot, explore):
    b = explore("Softmax")
    qtbot.mouseClick(b.find(QPushButton, "softmaxLarge"), Qt.MouseButton.LeftButton)
    values = list(b.find(Bars, "softmaxBars").table()["value"])
    expected = torch.tensor([1000.0, 1001, 1002], dtype=torch.float64).softmax(0).tolist()
    assert values == pytest.approx(expected)
    assert b.find(QLabel, "softmaxFinite").isVisible()


@pytest.mark.parametrize("name", ["Softmax", "LogSoftmax", "Softmin"])
def test_that_a_row_typed_in_becomes_what_torch_makes_of_it(explore, enter, name):
    b = explore(name)
    enter(b.find(QLineEdit, "softmaxRow"), "0.5, -2, 7")
    expected = getattr(torch.nn, name)(dim=0)(torch.tensor([0.5, -2, 7], dtype=torch.float64))
    assert list(b.find(Bars, "softmaxBars").table()["value"]) == pytest.approx(expected.tolist())


def test_that_what_is_no_row_is_refused_in_words(explore, enter):
    b = explore("Softmax")
    enter(b.find(QLineEdit, "softmaxRow"), "one, two")
    assert b.find(QLabel, "softmaxRowError").isVisible()
    enter(b.find(QLineEdit, "softmaxRow"), ", ".join("1" * 13))
    assert b.find(QLabel, "softmaxRowError").text() == "Type at most 12 numbers."
    enter(b.find(QLineEdit, "softmaxRow"), "4")
    assert not b.find(QLabel, "softmaxRowError").isVisible()
    assert list(b.find(Bars, "softmaxBars").table()["value"]) == [1.0]
