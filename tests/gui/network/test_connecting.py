"""Connections, kinds and outputs by keyboard alone: small lists that are searched."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from engine.catalog.layers import LAYERS
from engine.check.shapes import infer
from engine.spec.network import NetworkSpec
from gui.document import Document
from gui.network import connection_entries
from gui.network.connector import Connector
from gui.network.palette import Palette
from tests.gui.network.conftest import RESIDUAL, layer, project

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Popup:
    """The open list of that name."""

    def __init__(self, bench, name):
        self.bench = bench
        self.widget = bench.panel.findChild(Palette, name)
        assert self.widget.isVisible(), name
        self.rows = bench.panel.findChild(QListView, f"{name}List").model()

    def entries(self):
        found = [
            self.rows.index(i).data(Qt.ItemDataRole.UserRole) for i in range(self.rows.rowCount())
        ]
        return [entry for entry in found if not isinstance(entry, str)]

    def choose(self, words):
        field = self.widget.findChild(QLineEdit)
        self.bench.qtbot.keyClicks(field, words)
        self.bench.qtbot.keyClick(field, Qt.Key.Key_Return)


def press(bench, name, key, modifier, popup):
    bench.click(name)
    bench.key(key, modifier)
    return Popup(bench, popup)


def test_that_a_layer_is_connected_onwards_by_keyboard(bench):
    popup = press(bench, "relu1", Qt.Key.Key_K, CONTROL, "connectTo")
    possible = [e.label for e in popup.entries() if e.possible]
    assert possible == ["add1", "flatten1", "fc1"]
    popup.choose("add")
    assert bench.inputs("add1") == ["conv2", "conv1", "relu1"]
    assert bench.undo_texts() == ["Connect relu1 to add1"]


def test_that_what_can_not_be_connected_comes_last_says_why_and_can_not_be_chosen(bench):
    popup = press(bench, "relu1", Qt.Key.Key_K, CONTROL, "connectTo")
    impossible = {e.label: e.doc for e in popup.entries() if not e.possible}
    assert impossible["input1"] == "input1 is an input and takes no connection."
    assert impossible["conv1"].startswith("relu1 can't feed conv1: data flows downwards only.")
    assert impossible["conv2"] == "conv2 already takes relu1."
    assert [e.possible for e in popup.entries()] == sorted(
        (e.possible for e in popup.entries()), reverse=True
    )
    popup.choose("conv1")
    assert bench.document.project.network == RESIDUAL
    assert popup.widget.isVisible()


def test_that_the_list_says_what_a_connection_changes(bench):
    popup = press(bench, "relu1", Qt.Key.Key_K, CONTROL, "connectTo")
    docs = {e.label: e.doc for e in popup.entries() if e.possible}
    assert docs == {
        "add1": "Adds an input to add1",
        "flatten1": "Replaces add1 as the input of flatten1",
        "fc1": "Replaces flatten1 as the input of fc1",
    }


def test_that_a_layer_is_fed_from_another_by_keyboard(bench):
    popup = press(bench, "fc1", Qt.Key.Key_K, CONTROL | SHIFT, "connectFrom")
    shown = {e.label: e.doc for e in popup.entries()}
    assert shown["conv1"] == "Conv2d 1→4, 3×3, 4×8×8 · Replaces flatten1 as the input of fc1"
    popup.choose("conv1")
    assert bench.inputs("fc1") == ["conv1"]


def test_that_a_connection_is_cut_by_keyboard_and_a_needed_one_is_not(bench):
    popup = press(bench, "add1", Qt.Key.Key_K, CONTROL | ALT, "disconnect")
    shown = {e.label: e.possible for e in popup.entries()}
    assert shown == {"conv2 → add1": True, "conv1 → add1": True, "add1 → flatten1": False}
    popup.choose("conv1")
    assert bench.inputs("add1") == ["conv2"]
    assert bench.undo_texts() == ["Disconnect conv1 from add1"]
    assert not bench.panel.can("disconnect_layer")


def test_that_a_layer_of_several_outputs_is_asked_which_one(qtbot, qapp, monkeypatch):
    halves = LAYERS["Flatten"].__class__(
        name="Halves", group="shape", doc="Two outputs.", out_shape=lambda _params, i: [i[0], (2,)]
    )
    monkeypatch.setitem(LAYERS, "Halves", halves)
    network = NetworkSpec(
        layers=(
            layer("l1", "Input", "input1", shape=(4,)),
            layer("l2", "Halves", "halves1", "l1"),
            layer("l3", "Linear", "fc1", "l2"),
        ),
        outputs=("l3",),
    )
    entries = connection_entries.targets(network, infer(network), "l2")
    assert [(e.key, e.possible) for e in entries] == [
        ("l2:1>l3", True),
        ("l2>l1", False),
        ("l2:1>l1", False),
        ("l2>l3", False),
    ]
    assert entries[0].doc == "Output 2: 2 · Replaces halves1 as the input of fc1"
    place = QWidget()
    qtbot.addWidget(place)
    document = Document(project(network))
    connector = Connector(document, place)
    connector.join("l2", "l3", infer(network), QPoint())  # only one of them is left to connect
    assert document.project.network.layer("l3").inputs == ("l2:1",)
    connector.connect_to("l2", infer(document.project.network), QPoint())
    field = place.findChild(QLineEdit, "connectToSearch")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.project.network.layer("l3").inputs == ("l2",)


def test_that_a_kind_is_replaced_keeping_what_fits(bench):
    popup = press(bench, "conv2", Qt.Key.Key_R, CONTROL, "replacePalette")
    entries = {e.key: e for e in popup.entries()}
    assert not entries["Conv2d"].possible
    assert entries["Conv2d"].warning == "“conv2” is one already."
    assert entries["Add"].warning == "It takes at least 2 inputs: connect another layer to it."
    assert entries["Conv1d"].warning != ""
    popup.choose("maxpool2d")
    replaced = bench.document.project.network.layer("l4")
    assert (replaced.kind, replaced.inputs) == ("MaxPool2d", ("l3",))
    assert bench.undo_texts() == ["Change conv2 to MaxPool2d"]


def test_that_a_layer_becomes_an_output_and_stops_being_one(bench):
    bench.click("relu1")
    bench.key(Qt.Key.Key_O, CONTROL | ALT)
    assert bench.document.project.network.outputs == ("l7", "l3")
    bench.key(Qt.Key.Key_O, CONTROL | ALT)
    assert bench.document.project.network.outputs == ("l7",)
    bench.click("fc1")
    bench.key(Qt.Key.Key_O, CONTROL | ALT)
    assert bench.refusals == [
        "“fc1” is the network's only output. Choose another layer as output first."
    ]
    assert bench.undo_texts() == ["Use relu1 as an output", "Use relu1 no longer as an output"]


def test_that_selected_layers_are_switched_off_and_on_together(bench):
    bench.click("input1")
    bench.click("relu1", SHIFT)
    bench.key(Qt.Key.Key_Slash, CONTROL)
    assert [la.name for la in bench.document.project.network.layers if not la.enabled] == [
        "conv1",
        "relu1",
    ]
    bench.key(Qt.Key.Key_Slash, CONTROL)
    assert bench.document.project.network == RESIDUAL
    assert bench.undo_texts() == ["Switch 2 layers off", "Switch 2 layers on"]


@pytest.mark.parametrize("action", ["replace_kind", "as_output", "switch_off", "connect_from"])
def test_that_an_input_can_not_be_what_only_layers_can(bench, action):
    bench.click("input1")
    assert not bench.panel.can(action)
    bench.click("conv1")
    assert bench.panel.can(action)


def test_that_outputs_and_layers_that_are_off_are_marked_on_their_cards(bench):
    model = bench.cards.model()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert not any("output" in model.index(i).data(spoken) for i in range(7))
    bench.click("relu1")
    bench.key(Qt.Key.Key_O, CONTROL | ALT)
    marked = [i for i in range(7) if model.index(i).data(spoken).endswith(", output")]
    assert marked == [2, 6]
    bench.click("conv1")
    bench.key(Qt.Key.Key_Slash, CONTROL)
    assert model.index(1).data(spoken) == "conv1, Conv2d, 1×8×8, off"
    bench.panel.grab()
