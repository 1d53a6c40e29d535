"""From a run that goes nowhere to one that learns: the finding, the proof, the fix."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QToolButton

from engine.check.remedies import learning_rate
from engine.spec.component import component
from gui.pages.monitor.findings.row import FindingRow
from gui.run.state import RunState


def test_that_a_learning_rate_too_low_is_found_proven_and_mended(open_window, qtbot):
    window = open_window("wine")
    training = window.document.project.training
    slow = training.replace(optimizer=component("SGD", lr=1e-6), epochs=800, steps="eager")
    window.document.set_training(slow, "Slow")
    window.workspace.show_page("monitor")
    window.actions_table.by_id["train"].trigger()
    controller = window.controller
    qtbot.waitUntil(lambda: controller.state is RunState.TRAINING, timeout=20_000)
    qtbot.waitUntil(lambda: controller.state is RunState.IDLE, timeout=60_000)
    row = window.findChild(FindingRow, "finding-rateTooLow")
    fix = row.findChild(QPushButton, "findingFix")
    assert fix.text().startswith("Raise the learning rate to ")
    qtbot.mouseClick(row.findChild(QToolButton, "findingMore"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.findChild(QPushButton, "findingProve"), Qt.MouseButton.LeftButton)
    dialog = window.findChild(QDialog, "proofDialog")
    verdict = dialog.findChild(QLabel, "proofVerdict")
    steps = controller.history.step_count
    with qtbot.waitSignal(
        controller.answered,
        timeout=30_000,
        check_params_cb=lambda kind, value: kind == "prove" and value.done,
    ):
        pass
    assert "after 50 steps" in verdict.text().lower()
    assert "with the fix" in verdict.text()
    assert controller.history.step_count == steps
    qtbot.mouseClick(dialog.findChild(QPushButton, "proofApply"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert learning_rate(window.document.project) > 1e-6
    window.document.undo_stack.undo()
    assert learning_rate(window.document.project) == 1e-6
