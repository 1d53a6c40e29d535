"""Weights of a layer copied from a file, in the whole window: file, tensors, undo."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from gui.inspector.copy_weights import TensorsDialog


@pytest.fixture
def window(open_window):
    made = open_window("wine")
    made.selection.set([made.document.project.network.named("fc1").id])
    return made


def weights(qtbot, window, name="fc1"):
    layer = window.document.project.network.named(name).id
    with qtbot.waitSignal(
        window.controller.answered, timeout=10_000, check_params_cb=lambda kind, _: kind == "layer"
    ) as answered:
        window.controller.ask("layer", layer=layer)
    return answered.args[1].whole


def open_file(qtbot, window, user, path):
    user.click(window, "layerCopyWeights")
    user.choose_file(window, path)


def test_that_a_layers_weights_come_from_a_file_and_go_again(qtbot, window, user, tmp_path):
    with qtbot.waitSignal(window.files.told, timeout=10_000):
        window.controller.ask("save weights", path=tmp_path / "w.safetensors")
    first = weights(qtbot, window)
    with qtbot.waitSignal(window.controller.weights_changed, timeout=10_000):
        window.inspector._pages.widget(0)._edits.reinitialise([window.selection.current], 77)
    fresh = weights(qtbot, window)
    assert not np.array_equal(fresh["weight"], first["weight"])
    open_file(qtbot, window, user, tmp_path / "w.safetensors")
    qtbot.waitUntil(lambda: window.findChild(TensorsDialog) is not None, timeout=10_000)
    dialog = window.findChild(TensorsDialog)
    bias = dialog.findChild(QComboBox, "copyBias")
    assert dialog.findChild(QComboBox, "copyWeight").currentText() == "fc1.weight"
    assert bias.currentText() == "fc1.bias"
    bias.setFocus()
    qtbot.keyClick(bias, Qt.Key.Key_End)
    accept = dialog.findChild(QPushButton, "copyWeightsAccept")
    with qtbot.waitSignal(window.controller.weights_changed, timeout=10_000):
        qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    copied = weights(qtbot, window)
    assert np.array_equal(copied["weight"], first["weight"])
    assert np.array_equal(copied["bias"], fresh["bias"])
    stack = window.document.undo_stack
    assert stack.undoText() == "Copy weights into fc1"
    with qtbot.waitSignal(window.controller.weights_changed, timeout=10_000):
        stack.undo()
    assert np.array_equal(weights(qtbot, window)["weight"], fresh["weight"])


def test_that_a_file_that_does_not_fit_is_told_and_opens_nothing(qtbot, window, user, tmp_path):
    (tmp_path / "rubbish.safetensors").write_bytes(b"nothing of the kind")
    with qtbot.waitSignal(window.document.refused, timeout=10_000) as refused:
        open_file(qtbot, window, user, tmp_path / "rubbish.safetensors")
    assert "rubbish.safetensors" in str(refused.args[0])
    assert window.findChild(TensorsDialog) is None
