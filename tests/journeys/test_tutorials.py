"""The worked cases of the lessons, as a person reads them off the window, to their digits."""

import re

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from torch import nn

from gui.plots.bars import Bars
from gui.run.state import RunState
from tests.journeys.reader import StepReader, number

LONG = 30_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(qtbot, user, open_window):
    return lambda example: StepReader(qtbot, user, open_window(example))


def test_that_case_1_one_neuron_one_step_is_read_off_the_window(reader):
    step = reader("one-neuron")
    step.walk_to("forward")
    assert step.read("fc1", digits=4) == ["0.6661", "0.4156", "0.1651"]
    step.walk_to("loss")
    assert step.read("loss") == ["5.387224"]
    assert step.read("fc1.weight", "gradient") == []
    assert step.notes("gradient") == ["None", "None"]
    step.walk_to("backward")
    assert step.read("fc1", "gradient") == ["-0.555933", "-1.389600", "-2.223267"]
    assert step.read("fc1.weight", "gradient") == ["-10.004933"]
    assert step.read("fc1.bias", "gradient") == ["-4.168800"]
    assert step.read("x", "gradient") == ["0.139261", "0.348095", "0.556928"]
    step.walk_to("step")
    assert step.read("fc1.weight", "changed") == ["-0.150451"]
    assert step.read("fc1.bias", "changed") == ["0.958288"]


@pytest.mark.parametrize(
    ("example", "terms", "loss", "weight", "bias"),
    [
        ("mixed-losses", ["5.387224", "2.084400"], "7.471623", "-12.004933", "-5.168800"),
        ("sum-loss", ["5.387224", "39.102512"], "44.489735", "-85.043335", "-41.688000"),
    ],
)
def test_that_case_2_mixed_losses_is_read_off_the_window(
    reader, example, terms, loss, weight, bias
):
    step = reader(example)
    step.walk_to("backward")
    assert step.read("term/0") + step.read("term/1") == terms
    assert step.read("loss") == [loss]
    assert step.read("fc1.weight", "gradient") == [weight]
    assert step.read("fc1.bias", "gradient") == [bias]


def test_that_case_3_one_sample_at_a_time_is_read_off_the_window(qtbot, user, reader):
    step = reader("one-weight")
    window = step.window
    step.predict("4", "4.0000000")
    gradients, losses, weights = [], [], []
    for _ in range(6):
        step.walk_to("backward")
        gradients += step.read("fc1.weight", "gradient")
        losses += step.read("loss")
        step.walk_to("step")
        weights += step.read("fc1.weight", "changed")
        step.next_batch()
    assert gradients[:3] == ["-2.000000", "-7.840000", "-16.228802"]
    assert (losses[2], weights[2]) == ("7.315944", "1.260688")
    assert (losses[5], weights[5]) == ("3.998764", "1.453418")
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.epoch_count == 100, timeout=LONG)
    qtbot.waitUntil(lambda: window.controller.state is RunState.IDLE, timeout=LONG)
    step.predict("4", "7.9999986")
    window.selection.set([window.document.project.network.layers[-1].id])
    weights = user.find(window, "layerNumbers")
    qtbot.waitUntil(lambda: len(weights.rows) == 1, timeout=LONG)
    weights.setFocus()
    user.press(weights, Qt.Key.Key_Return)
    assert f"{number(user.find(window, 'weightEdit').text()):.9f}" == "1.999999642"


def test_that_case_4_three_classes_is_read_off_the_window(reader):
    torch.manual_seed(420)
    x, y = torch.rand((500, 20)) * 100, torch.randint(0, 3, (500, 1))
    torch.manual_seed(420)
    plain = nn.Sequential(
        nn.Linear(20, 13), nn.ReLU(), nn.Linear(13, 8), nn.Sigmoid(), nn.Linear(8, 3)
    )
    bias = plain[4].bias
    optimizer = torch.optim.SGD(plain.parameters(), lr=0.01, momentum=0.9)
    step = reader("three-classes")
    assert step.user.find(step.window, "parameterTotal").text() == "412 params"
    for taken in range(2):
        step.walk_to("backward")
        rows = torch.from_numpy(step.walk.answer.rows)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(plain(x[rows]), y[rows, 0])
        loss.backward()
        assert step.read("loss") == [f"{loss.item():.6f}"]
        assert step.read("fc3.bias", "gradient") == [f"{g:.6f}" for g in bias.grad.tolist()]
        for name, layer in (("fc1", plain[0]), ("fc2", plain[2]), ("fc3", plain[4])):
            assert step.shape(f"{name}.weight", "gradient") == layer.weight.shape
        before = bias[0].item()
        optimizer.step()
        step.walk_to("step")
        if taken == 0:
            first = bias.grad[0].item()
            step.next_batch()
    step.click("fc3.bias", (0,))
    gradient, momentum, _, moved = step.anatomy().splitlines()
    g = bias.grad[0].item()
    v = 0.9 * first + g
    assert reads(gradient) == pytest.approx([g], rel=1e-6)
    assert reads(momentum) == pytest.approx([0.9, first, g, v], rel=1e-6)
    assert reads(moved) == pytest.approx([before, -0.01 * v, before - 0.01 * v], rel=1e-6)


def reads(line):
    """The numbers of a stage: those in brackets and the last."""
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+\.\d+", line)]


def test_that_case_8_activations_is_read_off_the_window(qtbot, user, reader):
    window = reader("two-sigmoids").window
    sigmoid = next(
        layer for layer in window.document.project.network.layers if layer.kind == "Sigmoid"
    )
    window.selection.set([sigmoid.id])
    values = user.find(window, "activationValues")
    for preset, value, slope in (
        ("Minus5", "0.006693", "0.006648"),
        ("0", "0.5", "0.25"),
        ("5", "0.993307", "0.006648"),
    ):
        user.click(window, f"activationPoint{preset}")
        assert values.text().replace("\u00a0", " ") == f"f(z) = {value}   f′(z) = {slope}"
    user.click(window, "addLayerButton")
    search = next(w for w in QApplication.allWidgets() if w.objectName() == "paletteSearch")
    user.type(search, "softmax")
    user.press(search, Qt.Key.Key_Return)
    bars = window.findChild(Bars, "softmaxBars")
    qtbot.waitUntil(bars.isVisible, timeout=LONG)
    assert bars.accessibleDescription() == "1 0.090031, 2 0.244728, 3 0.665241"
    assert user.find(window, "softmaxSum").text() == "Σ f = 1"
    user.click(window, "softmaxLarge")
    assert list(bars.table()["value"]) == pytest.approx([0.090031, 0.244728, 0.665241], abs=5e-7)


def test_that_case_13_backpropagation_by_hand_is_read_off_the_window(reader):
    step = reader("two-sigmoids")
    step.walk_to("backward")
    assert step.read("sigmoid2") == ["0.515066", "0.425157"]
    assert step.read("loss") == ["1.217119"]
    assert step.read("fc2.weight", "gradient") == ["-0.141337", "0.016139"]
    assert step.read("fc1.weight", "gradient") == ["-0.113961", "0.099913", "0.119359", "-0.092640"]


def test_that_case_14_one_derivative_is_read_off_the_window(reader):
    step = reader("square")
    step.walk_to("backward")
    assert step.read("x", digits=0) == ["1"]
    assert step.read("x", "gradient") == ["2.000000"]
    assert step.read("fc1.weight", "gradient") == ["2.000000"]


def test_that_case_5_a_small_cnn_is_read_off_the_window(user, reader):
    window = reader("small-cnn").window
    totals = user.find(window, "networkTotals").text().replace("\u202f", " ").splitlines()
    assert totals[1:3] == ["6 456 942 params", "depth 5 (layers with parameters)"]
    cards = user.find(window, "layerList").model()
    said = [cards.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(11)]
    assert [words.replace("\u202f", " ").partition(", ")[2] for words in said] == [
        "Input, 1×32×32, N = batch",
        "Conv2d 1→6, 3×3, 6×30×30, 60",
        "ReLU, 6×30×30",
        "Conv2d 6→16, 3×3, 16×28×28, 880",
        "ReLU, 16×28×28",
        "Flatten, 12544",
        "Linear 12544→512, 512, 6 423 040",
        "ReLU, 512",
        "Linear 512→64, 64, 32 832",
        "ReLU, 64",
        "Linear 64→2, 2, 130",
    ]


def test_that_case_12_overfitting_is_said_in_words(qtbot, user, reader):
    window = reader("three-classes").window
    user.press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    user.press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.controller.history.epoch_count == 100, timeout=LONG)
    said = "Overfitting: validation loss has risen"

    def found():
        labels = user.find(window, "findingsList").findChildren(QLabel)
        return [label.text() for label in labels if label.text().startswith(said)]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    fixes = user.find(window, "findingsList").findChildren(QPushButton, "findingFix")
    assert "Stop early next time" in [fix.text() for fix in fixes]
