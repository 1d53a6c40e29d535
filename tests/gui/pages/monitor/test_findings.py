"""The strip of findings: two rows, more on demand; evidence on the plots, reasons, and a fix tried out."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QToolButton

from engine import edits
from engine.check.doctor import WHY
from engine.check.remedies import learning_rate
from engine.proof import Proof, Side
from engine.text import text
from gui.pages.monitor.findings.places import panel_of
from gui.pages.monitor.findings.row import FindingRow
from gui.run.messages import SessionOpened
from gui.translate import set_language
from tests.gui.pages.monitor.watching import PER_EPOCH, drawn, plot, two_epochs


@pytest.fixture
def told(page, controller, document, qtbot):
    """A page whose run broke off in its second layer, after gradients had hardly reached the first."""
    controller.session = SessionOpened(1, document.project, 0, 0, 1, "cpu")
    two_epochs(controller)
    shrink(controller)
    controller.end("diverged", text("Stopped at step {step}.", step=81), "l3")
    drawn(page, qtbot)
    return page


def shrink(controller):
    norms = controller.history.steps["gradient/l2"].values
    norms[:] = 1e-9


def row(page, rule):
    return page.findChild(FindingRow, f"finding-{rule}")


def click(qtbot, inside, kind, name):
    button = inside.findChild(kind, name)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return button


def test_that_the_gravest_stands_first_and_names_its_layer(told, selection, qtbot):
    broken, faint = row(told, "diverged"), row(told, "vanishing")
    qtbot.waitUntil(lambda: broken.y() < faint.y())
    name = click(qtbot, faint, QPushButton, "findingLayer")
    assert name.text() == "fc2"
    assert selection.ids == ("l2",)


def test_that_a_row_opens_into_its_evidence_and_the_reason(told, qtbot):
    faint = row(told, "vanishing")
    click(qtbot, faint, QToolButton, "findingMore")
    why = faint.findChild(QLabel, "findingWhy")
    assert why.isVisible()
    assert why.text() == str(WHY["vanishing"])
    for width in (790, 1300):
        told.resize(width, 900)
        qtbot.waitUntil(lambda: why.height() >= why.heightForWidth(why.width()))
    figures = [label.text() for label in faint.findChildren(QLabel) if label.isVisible()]
    assert "1e−9" in figures
    click(qtbot, faint, QToolButton, "findingMore")
    assert not why.isVisible()


def test_that_a_click_on_the_line_opens_it_too(told, qtbot):
    faint = row(told, "vanishing")
    qtbot.mouseClick(
        faint, Qt.MouseButton.LeftButton, pos=faint.rect().topLeft() + faint._mark.pos()
    )
    assert faint.is_open


def test_that_a_figure_is_shown_where_it_comes_from(told, qtbot):
    faint = row(told, "vanishing")
    click(qtbot, faint, QToolButton, "findingMore")
    click(qtbot, faint, QPushButton, "findingPlace")
    drawn(told, qtbot)
    last = told._source.timeline.at(2 * PER_EPOCH)
    assert plot(told, "gradientPlot")._crosshair.x == pytest.approx(last, abs=0.05)
    pointed = told._source.pointed
    assert (pointed.first, pointed.last) == (2 * PER_EPOCH - 49, 2 * PER_EPOCH)


def test_that_two_rows_are_on_show_until_all_are_wanted(page, controller, qtbot):
    strip = page._doctor.strip
    controller.start()
    for _ in range(25):
        controller.steps(PER_EPOCH)
        controller.end_epoch(confusion=one_class())
    page._doctor.judge()
    assert [finding.rule for finding in page._doctor.found] == ["collapse", "plateau", "gradients"]
    few = strip.sizeHint().height()
    two, area = list(strip._rows.values())[:2], strip._area.viewport()
    for height in (900, 520, 380):
        page.resize(790, height)
        qtbot.waitUntil(
            lambda height=height: page.height() == max(height, page.minimumSizeHint().height())
        )
        for row in two:
            qtbot.waitUntil(
                lambda row=row: row.mapTo(area, row.rect().bottomLeft()).y() < area.height()
            )
    click(qtbot, strip, QPushButton, "findingsAll")
    assert strip.sizeHint().height() > few
    click(qtbot, strip, QPushButton, "findingsAll")
    assert strip.sizeHint().height() == few


def one_class():
    counts = np.zeros((3, 3), np.int64)
    counts[:, 1] = 20
    return counts


def test_that_a_fix_is_tried_out_in_slices_and_then_made(told, controller, document, qtbot):
    broken = row(told, "diverged")
    click(qtbot, broken, QToolButton, "findingMore")
    click(qtbot, broken, QPushButton, "findingProve")
    dialog = told.window().findChild(QDialog, "proofDialog")
    (asked,) = controller.questions("prove")
    assert learning_rate(asked["fixed"]) == pytest.approx(learning_rate(document.project) / 10)
    tried = asked["fixed"]
    half = Proof(tried, 50, Side(np.ones(25)), Side(np.ones(24)), 80, done=False, going_on="rest")
    controller.answered.emit("prove", half)
    verdict = dialog.findChild(QLabel, "proofVerdict")
    assert verdict.text() == "Step 24 of 50 …"
    qtbot.waitUntil(lambda: len(controller.questions("prove")) == 2)
    assert controller.questions("prove")[1]["going_on"] == "rest"
    whole = Proof(tried, 50, Side(np.full(50, 0.57)), Side(np.full(50, 0.42)), 80, done=True)
    controller.answered.emit("prove", whole)
    assert verdict.text() == "After 50 steps 0.42 with the fix, 0.57 without: means of the last 10."
    assert dialog.findChild(QLabel, "proofStart").text() == (
        "Both go on from step 80, with the same batches."
    )
    curves = plot_of(dialog)
    assert np.array_equal(curves._series["fixed"].samples.y, np.r_[np.ones(24), np.full(26, 0.42)])
    click(qtbot, dialog, QPushButton, "proofAnew")
    assert len(plot_of(dialog)._series["fixed"].samples.y) == 0
    asked = controller.questions("prove")[2]
    assert asked["from_start"]
    again = Side(np.full(50, 0.9))
    controller.answered.emit("prove", Proof(asked["fixed"], 50, again, again, 0, done=True))
    assert verdict.text().startswith("No difference")
    assert primary(dialog) == ["proofApply"]
    dialog.show_proof(Proof(asked["fixed"], 50, again, Side(np.full(50, 2.0)), 0, done=True))
    assert primary(dialog) == ["proofClose"]
    assert not dialog.findChild(QPushButton, "proofAnew").isVisible()
    click(qtbot, dialog, QPushButton, "proofApply")
    assert document.project == tried
    assert len(controller.questions("prove")) == 3


def primary(dialog):
    return [b.objectName() for b in dialog.findChildren(QPushButton) if b.property("primary")]


def plot_of(dialog):
    return dialog._plot


def test_that_a_try_out_that_was_left_is_not_gone_on_with(told, controller, qtbot):
    broken = row(told, "diverged")
    click(qtbot, broken, QToolButton, "findingMore")
    click(qtbot, broken, QPushButton, "findingProve")
    tried = controller.questions("prove")[0]["fixed"]
    dialog = told.window().findChild(QDialog, "proofDialog")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    half = Proof(tried, 50, Side(np.ones(9)), Side(np.ones(9)), 80, done=False, going_on="rest")
    controller.answered.emit("prove", half)
    assert len(controller.questions("prove")) == 1


def test_that_a_refusal_is_told(told, controller, qtbot):
    broken = row(told, "diverged")
    click(qtbot, broken, QToolButton, "findingMore")
    click(qtbot, broken, QPushButton, "findingProve")
    dialog = told.window().findChild(QDialog, "proofDialog")
    controller.ask_failed.emit("prove", text("There is not enough memory for this."))
    assert dialog.findChild(QLabel, "proofVerdict").text() == "There is not enough memory for this."
    assert not dialog.findChild(QPushButton, "proofApply").isEnabled()
    dialog.close()


def test_that_long_names_are_cut_and_told_in_the_tooltip(told, document, qtbot):
    long = "a_name_of_a_layer_that_goes_on_and_on_beyond_any_row"
    renamed = edits.rename(document.project.network, "l2", long)
    document.set_network(renamed, "Rename")
    told._source.project = document.project
    told._doctor.judge()
    faint = row(told, "vanishing")
    name = faint.findChild(QPushButton, "findingLayer")
    told.resize(560, 700)
    qtbot.waitUntil(lambda: faint.width() <= 560)
    assert "…" in name.text()
    assert name.width() < faint.width() / 2 + 8
    assert long in name.toolTip()
    assert faint.findChild(QToolButton, "findingMore").geometry().right() <= faint.width()


def test_that_words_follow_the_language(told, qtbot):
    faint = row(told, "vanishing")
    click(qtbot, faint, QToolButton, "findingMore")
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: faint.findChild(QLabel, "findingWhy").text().startswith("梯度"))
        assert faint.findChild(QPushButton, "findingProve").text() == "试一试"
    finally:
        set_language("en")


@pytest.mark.parametrize(
    ("series", "panel"),
    [
        ("loss", "loss"),
        ("validation_loss", "loss"),
        ("gradient/l2", "gradient"),
        ("validation_f1", "metric"),
        ("dead/l3", None),
    ],
)
def test_that_each_figure_has_its_plot(series, panel):
    assert panel_of(series, {"loss", "metric", "gradient"}) == panel


def test_that_the_plots_do_not_jump_as_findings_come_and_go(page, controller, qtbot):
    strip, heights = page._doctor.strip, set()
    controller.start()
    controller.steps(PER_EPOCH)
    drawn(page, qtbot)
    assert not page._doctor.found
    assert strip.findChild(QLabel, "noFindings").isVisible()
    heights.add(strip.sizeHint().height())
    for _ in range(25):
        controller.steps(PER_EPOCH)
        controller.end_epoch(confusion=one_class())
    page._doctor.judge()
    assert page._doctor.found
    assert strip.findChild(QLabel, "noFindings").isHidden()
    heights.add(strip.sizeHint().height())
    page._doctor.forget()
    page._doctor.show()
    heights.add(strip.sizeHint().height())
    assert max(heights) - min(heights) <= 12  # a row with a button is 6 pixels higher
