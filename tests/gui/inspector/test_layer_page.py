"""The Layer page shows the selected layer and turns what people do into edits."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QToolButton, QWidget

from engine import edits
from engine.spec.component import component
from gui.forms.boxes import StepLine
from gui.inspector.kernels import KernelGrid
from gui.inspector.number_table import NumberTable
from gui.plots.curve import Curve
from gui.plots.heat_map import HeatMap
from gui.plots.histogram import Histogram
from gui.run.state import RunState
from gui.translate import set_language
from tests.gui.inspector.conftest import chain

MLP = chain(
    (20,),
    ("Linear", {"out_features": 13}),
    ("ReLU", {}),
    ("Linear", {"out_features": 3}),
    ("Softmax", {}),
)
CNN = chain(
    (1, 28, 28), ("Conv2d", {"padding": "same"}), ("Conv2d", {"padding": "same"}), ("Flatten", {})
)
NEURON = chain((1,), ("Linear", {"out_features": 1}))


def id_of(bench, name):
    return bench.document.project.network.named(name).id


def select(bench, name):
    bench.selection.set([id_of(bench, name)])


def layer(bench, name):
    return bench.document.project.network.named(name)


def test_that_nothing_selected_gives_the_networks_totals(bench):
    b = bench(MLP)
    assert b.find(QLabel, "layerNothingSelected").isVisible()
    assert b.find(QLabel, "networkTotals").text().splitlines() == [
        "5 layers",
        "315 params",
        "depth 2 (layers with parameters)",
        "299 multiply-adds a sample",
    ]
    select(b, "fc1")
    assert not b.find(QLabel, "layerNothingSelected").isVisible()


def test_that_a_convolution_is_described_in_words_and_shapes(bench):
    b = bench(CNN)
    select(b, "conv2")
    assert b.find(QLineEdit, "layerNameEdit").text() == "conv2"
    assert b.find(QLabel, "layerKind").text() == "· Conv2d"
    assert b.find(QLabel, "layerHelp").text() == "Slides 16 kernels of 3×3 over 16 channels."
    assert b.find(QLabel, "layerShapes").text() == "N×16×28×28 → N×16×28×28"
    assert b.find(QLabel, "layerWeights").text() == "weight 16×16×3×3 · bias 16 · 2\u202f320 params"


def test_that_typing_a_parameter_is_one_step_of_undo(qtbot, bench, enter):
    b = bench(MLP)
    select(b, "fc1")
    width = b.find(StepLine, "paramOutFeatures")
    enter(width, "8")
    qtbot.keyClick(width, Qt.Key.Key_Up)
    assert layer(b, "fc1").params == {"out_features": 9}
    assert b.document.undo_stack.count() == 1
    assert b.document.undo_stack.undoText() == "Change out_features of fc1"
    b.document.undo_stack.undo()
    assert width.text() == "13"


def test_that_the_fields_stay_where_they_are_while_the_layer_is_edited(bench):
    b = bench(CNN)
    select(b, "conv1")
    field = b.find(StepLine, "paramOutChannels")
    b.document.edit_network("Change", edits.set_param, id_of(b, "conv1"), "bias", value=False)
    assert field.isVisible()


def test_that_a_refused_parameter_stays_out_of_the_network(qtbot, bench, enter):
    b = bench(MLP)
    select(b, "fc1")
    width = b.find(StepLine, "paramOutFeatures")
    enter(width, "0")
    assert b.document.project.network == MLP
    errors = [label.text() for label in b.inspector.findChildren(QLabel, "fieldError")]
    assert errors == ["out_features must be a whole number from 1 to 1000000, not 0."]
    qtbot.keyClick(width, Qt.Key.Key_Escape)
    assert width.text() == "13"


def test_that_a_layer_is_renamed_in_place(bench, enter):
    b = bench(MLP)
    select(b, "fc1")
    name = b.find(QLineEdit, "layerNameEdit")
    enter(name, "hidden")
    assert layer(b, "hidden").kind == "Linear"
    assert b.document.undo_stack.undoText() == "Rename layer"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("fc2", "Two layers are called “fc2”: give one another name."),
        ("1x", "A layer can't be called “1x”"),
        ("forward", "A layer can't be called “forward”: PyTorch uses that name."),
    ],
)
def test_that_a_name_that_cant_be_is_refused_with_the_reason(qtbot, bench, enter, typed, reason):
    b = bench(MLP)
    select(b, "fc1")
    name = b.find(QLineEdit, "layerNameEdit")
    enter(name, typed)
    assert b.find(QLabel, "layerNameError").text().startswith(reason)
    assert b.find(QLabel, "layerNameError").isVisible()
    assert b.document.project.network == MLP
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == "fc1"
    assert not b.find(QLabel, "layerNameError").isVisible()


def test_that_an_activation_shows_its_curve_and_can_become_another(qtbot, bench):
    b = bench(MLP)
    select(b, "relu1")
    assert b.find(Curve, "activationCurve").isVisible()
    table = b.find(Curve, "activationCurve").table()
    assert table["f(z)"][0] == 0.0
    assert set(table["f′(z)"]) == {0.0, 1.0}
    combo = b.find(QComboBox, "layerActivation")
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert layer(b, "leakyrelu1").kind == "LeakyReLU"
    assert combo.currentText() == "LeakyReLU"
    assert b.find(StepLine, "paramNegativeSlope").text() == "0.01"
    b.document.undo_stack.undo()
    assert combo.currentText() == "ReLU"
    select(b, "fc1")
    assert not combo.isVisible()
    assert not b.find(Curve, "activationCurve").isVisible()


def test_that_a_problem_is_told_at_the_layer_and_behind_it(bench):
    b = bench(CNN)
    select(b, "conv1")
    b.document.edit_network("Break", lambda n: n.replace(layers=_with_stride(n)))
    problem = b.find(QLabel, "layerProblem")
    assert "padding same needs stride 1" in problem.text()
    assert problem.isVisible()
    select(b, "conv2")
    assert problem.text() == "Not known: a layer before this one can't work as it is."


def _with_stride(network):
    return tuple(
        la.replace(params={**la.params, "stride": 2}) if la.name == "conv1" else la
        for la in network.layers
    )


def test_that_a_single_neuron_is_shown_number_by_number(bench):
    b = bench(NEURON)
    b.controller.answers[id_of(b, "fc1")] = {
        "weight": np.array([[-0.2505]], np.float32),
        "weight.grad": np.array([[-10.004933]], np.float32),
        "bias": np.array([0.9166], np.float32),
    }
    select(b, "fc1")
    table = b.find(NumberTable, "layerNumbers")
    assert table.isVisible()
    assert table.rows == [("weight", "−0.2505", "−10.0049"), ("bias", "0.9166", "–")]
    first_row = QPoint(10, table.sizeHint().height() // 2)
    assert table.describe(first_row) == "weight = −0.2505, gradient −10.00493"
    assert b.find(QLabel, "layerGradient").text() == "norm 10"
    assert not b.find(Histogram, "layerWeightsHistogram").isVisible()


def test_that_a_small_slope_does_not_look_like_none(bench):
    b = bench(NEURON)
    b.controller.answers[id_of(b, "fc1")] = {
        "weight": np.array([[0.0]], np.float32),
        "weight.grad": np.array([[3.25e-6]], np.float32),
    }
    select(b, "fc1")
    assert b.find(NumberTable, "layerNumbers").rows[0] == ("weight", "0.0000", "3.25e−6")


def test_that_many_weights_are_a_histogram_and_a_picture(bench):
    b = bench(CNN)
    select(b, "conv1")
    assert b.find(Histogram, "layerWeightsHistogram").isVisible()
    assert b.find(KernelGrid, "layerKernels").shown == 16
    assert not b.find(HeatMap, "layerWeightMatrix").isVisible()
    select(b, "conv2")
    assert b.find(QLabel, "layerPictureTitle").text() == "Kernels · 18 of 256"
    other = bench(MLP)
    select(other, "fc1")
    assert other.find(HeatMap, "layerWeightMatrix").isVisible()
    assert not other.find(KernelGrid, "layerKernels").isVisible()
    assert other.find(QLabel, "layerGradient").text() == "none before the first backward"


def test_that_the_weights_are_asked_for_when_they_change(bench):
    b = bench(MLP)
    select(b, "fc1")
    wanted = ("layer", id_of(b, "fc1"))
    assert b.controller.asked == [wanted]
    b.controller.answers[wanted[1]] = {"weight": np.full((13, 20), 0.505, np.float32)}
    b.controller.step = 2
    b.controller.weights_changed.emit()
    assert b.controller.asked == [wanted, wanted]
    b.inspector.show_training()
    b.controller.weights_changed.emit()
    assert b.controller.asked == [wanted, wanted]
    b.inspector.show_layer()
    assert len(b.controller.asked) == 3


def test_that_the_update_is_told_as_a_share_of_the_weights(bench):
    b = bench(NEURON)
    key = id_of(b, "fc1")
    gradient = np.array([[3.0]], np.float32)
    b.controller.answers[key] = {
        "weight": np.array([[1.0]]),
        "bias": np.array([0.0]),
        "weight.grad": gradient,
    }
    select(b, "fc1")
    b.controller.answers[key] = {
        "weight": np.array([[1.25]]),
        "bias": np.array([0.0]),
        "weight.grad": gradient,
    }
    b.controller.step = 2
    b.controller.weights_changed.emit()
    assert b.find(QLabel, "layerGradient").text() == "norm 3 · |Δw|/|w| 0.2"


def test_that_the_weights_are_asked_for_often_while_training(qtbot, bench):
    b = bench(MLP)
    select(b, "fc1")
    b.controller.set_state(RunState.TRAINING)
    qtbot.waitUntil(lambda: len(b.controller.asked) >= 3)
    b.controller.set_state(RunState.IDLE)


def test_that_the_outputs_of_a_relu_say_how_much_is_zero(bench):
    b = bench(MLP)
    outputs = np.ones((4, 13), np.float32)
    outputs[:, 0] = 0
    outputs[0, 1] = 0
    b.controller.answers[id_of(b, "relu1")] = {"outputs": outputs}
    select(b, "relu1")
    words = b.find(QLabel, "layerOutputsSummary").text()
    assert words == "zero 9.62\u00a0% · always zero units 1 / 13"


def test_that_a_weight_can_start_from_a_constant(qtbot, bench, enter):
    b = bench(NEURON)
    select(b, "fc1")
    fold = b.find(QToolButton, "layerInitialisation")
    combo = b.find(QComboBox, "initWeight")
    assert not combo.isVisible()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert combo.isVisible()
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    enter(b.find(StepLine, "initWeightVal"), "-0.2505")
    assert layer(b, "fc1").init == {"weight": component("constant", val=-0.2505)}
    b.find(QComboBox, "initWeight").setFocus()
    qtbot.keyClick(b.find(QComboBox, "initWeight"), Qt.Key.Key_Home)
    assert layer(b, "fc1").init == {}


def test_that_given_values_start_with_as_many_as_the_weight_has(qtbot, bench):
    b = bench(chain((2,), ("Linear", {"out_features": 2})))
    select(b, "fc1")
    qtbot.mouseClick(b.find(QToolButton, "layerInitialisation"), Qt.MouseButton.LeftButton)
    combo = b.find(QComboBox, "initWeight")
    combo.setFocus()
    for _ in range(2):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert layer(b, "fc1").init == {"weight": component("values", values=(0.0,) * 4)}


def test_that_the_page_speaks_chinese_at_once(qtbot, bench):
    b = bench(MLP)
    select(b, "relu1")
    words = b.find(QLabel, "layerHelp")
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: words.text() == "负数变为 0，正数原样通过。")
        select(b, "fc1")
        assert b.find(QLabel, "layerKind").text() == "· Linear"
    finally:
        set_language("en")


def test_that_the_switch_freezes_every_selected_layer_with_weights(qtbot, bench):
    b = bench(MLP)
    switch = b.find(QCheckBox, "layerFrozen")
    select(b, "relu1")
    assert not switch.isVisible()
    b.selection.set([id_of(b, name) for name in ("relu1", "fc2", "fc1")])
    assert switch.text() == "Freeze these 2 layers"
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert [la.name for la in b.document.project.network.layers if la.frozen] == ["fc1", "fc2"]
    assert b.find(QLabel, "layerFrozenMeans").isVisible()
    b.document.undo_stack.undo()
    assert not switch.isChecked()
    assert not b.find(QLabel, "layerFrozenMeans").isVisible()


def test_that_the_switch_takes_every_selected_layer_out_of_effect(qtbot, bench):
    b = bench(MLP)
    b.selection.set([id_of(b, "input1"), id_of(b, "fc1"), id_of(b, "relu1")])
    switch = b.find(QCheckBox, "layerOff")
    assert switch.text() == "Switch these 2 layers off"
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(8, switch.height() // 2))
    assert [la.name for la in b.document.project.network.layers if not la.enabled] == [
        "fc1",
        "relu1",
    ]
    assert b.find(QLabel, "layerOffMeans").isVisible()
    assert b.document.undo_stack.undoText() == "Switch 2 layers off"
    select(b, "input1")
    assert not switch.isVisible()


def test_that_a_convolution_that_is_off_can_be_looked_at(bench):
    """While it is off its shapes are those of an Identity; its words and form are its own."""
    b = bench(chain((1, 8, 8), ("Conv2d", {"out_channels": 4}), ("ReLU", {})))
    b.document.edit_network("", edits.set_enabled, ["l2"], enabled=False)
    select(b, "conv1")
    assert b.find(QCheckBox, "layerOff").isChecked()
    assert b.find(QLabel, "layerHelp").text()
    assert b.find(QWidget, "paramOutChannels").isVisible()


def test_that_the_switches_of_one_layer_stand_side_by_side_those_of_several_in_a_column(
    qtbot, bench
):
    b = bench(MLP)
    off, frozen = b.find(QCheckBox, "layerOff"), b.find(QCheckBox, "layerFrozen")
    select(b, "fc1")
    qtbot.waitUntil(lambda: off.y() == frozen.y() and off.x() < frozen.x())
    b.selection.set([id_of(b, "fc1"), id_of(b, "fc2")])
    qtbot.waitUntil(lambda: off.x() == frozen.x() and off.y() < frozen.y())


def test_that_undo_may_take_a_layer_while_its_name_is_typed(qtbot, bench):
    b = bench(MLP)
    new = b.document.edit_network("", edits.add_layer, "Tanh")
    b.selection.set([new])
    name = b.find(QLineEdit, "layerNameEdit")
    name.setFocus()
    qtbot.keyClicks(name, "x")
    b.document.undo_stack.undo()  # by its button, which takes no focus
    assert b.document.project.network == MLP
    assert not name.isVisible()


def test_that_another_project_begins_with_nothing_selected(bench):
    b = bench(MLP)
    select(b, "fc1")
    b.document.load(b.document.project.replace(title="another"), None)
    assert b.selection.ids == ()
    assert b.find(QLabel, "networkTotals").isVisible()
