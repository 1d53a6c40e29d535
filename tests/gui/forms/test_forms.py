"""Forms and component editors give specs, keep what still fits, and refuse what can't be."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QToolButton

from engine.catalog.clipping import CLIPPING
from engine.catalog.initializers import INITIALIZERS
from engine.catalog.layers import LAYERS
from engine.catalog.losses import LOSSES
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.catalog.stopping import STOPPING
from engine.spec.component import component
from engine.text import text
from gui.forms.boxes import StepLine
from gui.forms.component_editor import ComponentEditor
from gui.forms.form import FieldsForm
from gui.forms.row import LABEL_WIDTH, FormRow

TABLES = {
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "clipping": CLIPPING,
    "stopping": STOPPING,
    "initializer": INITIALIZERS,
}


@pytest.fixture
def optimizer(qtbot):
    editor = ComponentEditor(OPTIMIZERS, text("Optimizer"), "trainingOptimizer")
    qtbot.addWidget(editor)
    editor.resize(280, 400)
    with qtbot.waitExposed(editor):
        editor.show()
    return editor


def pick(qtbot, combo, name):
    """Choose by keyboard, as a person may."""
    combo.setFocus()
    index = combo.findData(name)
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(index):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentData() == name


def enter(qtbot, line, words):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize("table", TABLES)
def test_that_components_round_trip(qtbot, table):
    kinds = TABLES[table]
    editor = ComponentEditor(kinds, text("Kind"), "kind")
    qtbot.addWidget(editor)
    for kind in kinds.values():
        params = {field.name: field.default for field in kind.fields}
        for value in (component(kind.name), component(kind.name, **params)):
            editor.setValue(value)
            assert editor.value() == value


@pytest.mark.parametrize("name", LAYERS)
def test_that_a_layers_form_shows_its_parameters(qtbot, name):
    kind = LAYERS[name]
    form = FieldsForm(kind.fields)
    qtbot.addWidget(form)
    form.set_values({})
    assert form.values() == kind.values({})


def test_that_a_parameter_is_set_and_its_default_is_not_stored(qtbot, optimizer):
    optimizer.setValue(component("SGD"))
    rate = optimizer.findChild(StepLine, "trainingOptimizerLr")
    with qtbot.waitSignal(optimizer.valueChanged) as told:
        enter(qtbot, rate, "0.1")
    assert told.args == [component("SGD", lr=0.1)]
    enter(qtbot, rate, "0.01")
    assert optimizer.value() == component("SGD")


def test_that_another_kind_keeps_what_it_has_too(qtbot, optimizer):
    optimizer.setValue(component("SGD", lr=0.3, momentum=0.9))
    pick(qtbot, optimizer.findChild(QComboBox, "trainingOptimizer"), "Adam")
    assert optimizer.value() == component("Adam", lr=0.3)
    pick(qtbot, optimizer.findChild(QComboBox, "trainingOptimizer"), "SGD")
    assert optimizer.value() == component("SGD", lr=0.3, momentum=0.9)


def test_that_a_rule_over_several_parameters_is_told_at_the_one_changed(qtbot, optimizer):
    optimizer.setValue(component("SGD"))
    qtbot.mouseClick(
        optimizer.findChild(QToolButton, "trainingOptimizerMore"), Qt.MouseButton.LeftButton
    )
    nesterov = optimizer.findChild(QCheckBox, "trainingOptimizerNesterov")
    nesterov.setFocus()
    qtbot.keyClick(nesterov, Qt.Key.Key_Space)
    assert optimizer.value() == component("SGD")
    assert not nesterov.isChecked()
    sentences = [
        label.text() for label in optimizer.findChildren(QLabel, "fieldError") if label.isVisible()
    ]
    assert sentences == ["SGD: nesterov needs a momentum above 0 and a dampening of 0."]


def test_that_rare_parameters_are_folded_until_one_is_changed(optimizer):
    optimizer.setValue(component("Adam"))
    eps = optimizer.findChild(StepLine, "trainingOptimizerEps")
    assert not eps.isVisible()
    optimizer.setValue(component("Adam", eps=1e-6))
    assert eps.isVisible()


def test_that_a_full_title_gets_the_room_it_needs(qtbot):
    editor = ComponentEditor(LOSSES, text("Loss"), "trainingLoss")
    qtbot.addWidget(editor)
    editor.resize(304, 300)
    with qtbot.waitExposed(editor):
        editor.show()
    combo = editor.findChild(QComboBox, "trainingLoss")
    for name in ("MSE", "NLL", "BCE", "SSE"):
        editor.setValue(component(name))
        qtbot.waitUntil(lambda: combo.width() >= combo.wanted_width)
    editor.setValue(component("Hinge"))
    row = editor.findChildren(FormRow)[0]
    qtbot.waitUntil(lambda: combo.width() == row.width() - LABEL_WIDTH - 8)
    combo.showPopup()
    assert combo.view().width() >= combo.view().sizeHintForColumn(0)
    combo.hidePopup()


def test_that_a_long_reason_for_refusing_a_text_is_shown_in_full(qtbot):
    form = FieldsForm(LAYERS["Conv2d"].fields)
    qtbot.addWidget(form)
    form.resize(281, 600)
    with qtbot.waitExposed(form):
        form.show()
    enter(qtbot, form.editor("padding").control.lineEdit(), "as much as it takes")
    reason = form.editor("padding").findChild(QLabel, "fieldError")
    qtbot.waitUntil(lambda: reason.height() >= reason.heightForWidth(reason.width()) > 40)
