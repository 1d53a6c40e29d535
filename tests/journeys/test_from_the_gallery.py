"""ResNet-18 from the gallery: looked into, changed in one place, mended, drawn, trained, saved, found again."""

from xml.etree import ElementTree

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from engine.check.shapes import infer
from engine.overrides import ENABLED, own_values
from gui.run.state import RunState

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SVG = "{http://www.w3.org/2000/svg}"


def current(window):
    """The name of the layer that is selected."""
    return window.document.project.network.layer(window.selection.current).name


def fix_named(window, words):
    """The link in the advice that says so, or None."""
    links = window.findChild(QWidget, "adviceArea").findChildren(QPushButton)
    return next((b for b in links if b.accessibleName() == words and b.isVisible()), None)


def walk(user, cards, *keys):
    """Presses keys in the list of cards, one after another."""
    cards.setFocus()
    for key in keys:
        user.press(cards, key)


def step(qtbot, window, user):
    """Trains one step by its key, however long it takes."""
    before = window.controller.history.step_count
    user.press(window, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: window.controller.history.step_count == before + 1, timeout=60_000)


def weights(qtbot, window, layer):
    """The numbers of a layer's weight now, as far as a picture of it shows them."""
    project = window.document.project
    qtbot.waitUntil(
        lambda: (session := window.controller.session) is not None and session.project == project,
        timeout=60_000,
    )
    with qtbot.waitSignal(
        window.controller.answered,
        check_params_cb=lambda kind, value: kind == "layer" and value.layer == layer,
        timeout=60_000,
    ) as answered:
        window.controller.ask("layer", layer=layer)
    return answered.args[1].tensors["weight"].picture.cells


def test_resnet_18_from_the_gallery_to_a_file_and_back(qtbot, open_window, user, tmp_path):
    window = open_window("digits")
    qtbot.waitUntil(lambda: window.store.prepared is not None, timeout=20_000)
    digits = window.document.project

    # From the gallery by its key and a word.
    user.press(window, Qt.Key.Key_T, CONTROL)
    gallery = user.find(window, "templatesDialog")
    qtbot.waitUntil(gallery.isVisible)
    user.type(user.find(gallery, "templatesSearch"), "resnet")
    user.press(user.find(gallery, "templatesSearch"), Qt.Key.Key_Return)
    user.activate(window)
    fresh = window.document.project.network
    assert infer(fresh).problems == ()
    assert "ResNet-18" in window.document.undo_stack.undoText()

    # Into the second block of the first stage, to its first convolution.
    cards = user.find(window, "layerList")
    closed = cards.model().rowCount()
    down, right = Qt.Key.Key_Down, Qt.Key.Key_Right
    walk(user, cards, Qt.Key.Key_Home, down, down, right, down, down, right, down)
    assert cards.model().rowCount() > closed
    assert current(window) == "stage1_2_conv1"
    conv = window.selection.current

    # A bias for this copy only: its twin has none, and the advice says that it is for nothing.
    assert "2 copies" in user.find(window, "layerCopies").text()
    user.press(user.find(window, "onlyThisCopy"), Qt.Key.Key_Space)
    user.press(user.find(window, "paramBias"), Qt.Key.Key_Space)
    network = window.document.project.network
    known = infer(network).layers
    assert known[conv].params["bias"]
    assert not known[network.named("stage1_1_conv1").id].params["bias"]
    assert [own.name for own in own_values(network, conv)] == ["bias"]
    assert fix_named(window, "Switch the bias off") is not None

    # One click mends it.
    qtbot.mouseClick(fix_named(window, "Switch the bias off"), Qt.MouseButton.LeftButton)
    assert window.document.project.network == fresh
    assert fix_named(window, "Switch the bias off") is None

    # Its activation is switched off, in this copy only.
    walk(user, cards, down, down)
    assert current(window) == "stage1_2_relu1"
    relu = window.selection.current
    user.press(user.find(window, "onlyThisCopy"), Qt.Key.Key_Space)
    user.press(user.find(window, "layerOff"), Qt.Key.Key_Space)
    network = window.document.project.network
    other = [new.name for new, old in zip(network.layers, fresh.layers, strict=True) if new != old]
    assert other == ["stage1_2_relu1"]
    window.selection.set_block(network.layer(relu).group[-1])
    assert "stage1_2_relu1" in user.find(window, "ownValue0").text()

    # The graph, and the graph as a file of words and lines.
    user.press(window, Qt.Key.Key_5, CONTROL)
    qtbot.waitUntil(user.find(window, "graphView").isVisible)
    drawing = user.find(window, "graphPage").drawing
    titles = {node.title for node in drawing.nodes}
    assert {"stage1_2_conv1", "stage2"} <= titles  # open as in the list of cards, closed as there
    drawn = {layer for node in drawing.nodes for layer in node.layers}
    assert drawn == {layer.id for layer in network.layers}
    picture = tmp_path / "network.svg"
    window.findChild(QAction, "graphExportSvg").trigger()
    user.choose_file(window, picture)
    qtbot.waitUntil(picture.exists, timeout=10_000)
    written = {"".join(part.itertext()) for part in ElementTree.parse(picture).iter(f"{SVG}text")}
    assert titles <= written

    # Two steps of training, then the run is stopped.
    user.activate(window)
    step(qtbot, window, user)
    step(qtbot, window, user)
    user.press(window, Qt.Key.Key_F5, SHIFT)
    qtbot.waitUntil(lambda: window.controller.state is RunState.IDLE, timeout=60_000)
    assert np.isfinite(window.controller.history.steps["loss"].values).all()

    # The first layer with weights is frozen by its key.
    walk(user, cards, Qt.Key.Key_Home, down, right, down)
    assert current(window) == "stem_conv1"
    user.press(cards, Qt.Key.Key_F, CONTROL | ALT)
    changed = window.document.project
    trained = weights(qtbot, window, conv)
    assert [la.name for la in changed.network.layers if la.frozen] == ["stem_conv1"]

    # All of it is taken back, and done again.
    stack = window.document.undo_stack
    while stack.canUndo():
        user.press(window, Qt.Key.Key_Z, CONTROL)
    assert window.document.project == digits
    while stack.canRedo():
        user.press(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert window.document.project == changed
    assert np.array_equal(weights(qtbot, window, conv), trained)

    # Saved, closed, opened again: everything is there.
    project = tmp_path / "resnet.netw"
    user.press(window, Qt.Key.Key_S, CONTROL)
    with qtbot.waitSignal(window.files.saved, timeout=60_000):
        user.choose_file(window, project)
    assert not window.document.unsaved
    assert window.close()
    again = open_window("digits")
    again.files.open_path(project)
    qtbot.waitUntil(lambda: again.document.path == project, timeout=60_000)
    assert again.document.project.network == changed.network
    assert np.array_equal(weights(qtbot, again, conv), trained)
    assert [own.name for own in own_values(again.document.project.network, relu)] == [ENABLED]
    again.selection.set([again.document.project.network.named("stem_conv1").id])
    assert user.find(again, "layerFrozen").isChecked()
