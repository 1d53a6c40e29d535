"""A step on paper: what stands on the sheet, and how it is printed or saved from the window."""

from dataclasses import replace
from math import ceil

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QSizeF, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from engine.examples import example
from engine.files.project_file import load_project_only
from gui.pages.steps.paper import keep_whole, paper_of, pdf
from gui.pages.steps.worksheet import sheet_of, worksheet
from gui.translate import set_language
from tests.gui.pages.steps.by_hand import deep, one_neuron, shown
from tests.gui.pages.steps.test_page import begin, go_on, page, window

__all__ = ["page", "window"]

WORKED_OUT = ("0.6661", "5.387224", "−10.00493", "−4.1688", "−0.1504507")


@pytest.fixture
def project():
    return load_project_only(example("one-neuron").path).project


def read(project, answers, answer=None):
    """The words of the sheet."""
    document = QTextDocument()
    document.setHtml(worksheet(sheet_of(project, "One step", answer or one_neuron()), answers))
    return document.toPlainText()


def test_that_a_sheet_without_answers_has_what_is_given_and_nothing_that_is_asked(project):
    words = read(project, "none")
    for given in ("−0.2505", "0.9166", "learning rate 0.01", "Your name: ___"):
        assert given in words
    for asked in WORKED_OUT:
        assert asked not in words
    assert "∂L/∂fc.weight = ∂L/∂ŷ · ∂ŷ/∂fc.weight" in words
    assert "L = 1/N Σ (ŷᵢ − yᵢ)²" in words
    assert "SGD: " in words


@pytest.mark.parametrize("answers", ["inline", "apart"])
def test_that_answers_stand_in_place_or_after_everything_else(project, answers):
    words = read(project, answers)
    for asked in WORKED_OUT:
        assert words.count(asked) == 1
    if answers == "apart":
        before, _heading, _after = words.partition("Answers")
        assert not any(asked in before for asked in WORKED_OUT)


def test_that_what_the_step_has_not_come_to_is_asked_for_all_the_same(project):
    words = read(project, "none", one_neuron("forward"))
    assert "4. Step: what are the weights now?" in words


def test_that_large_tensors_are_not_written_down(project):
    words = read(project, "inline", deep(layers=3))
    assert "Too many numbers to write down" in words
    assert len(words) < 20_000


@pytest.mark.parametrize("columns", [5, 8, 16])
def test_that_long_numbers_are_neither_torn_nor_run_out_of_the_page(project, qapp, columns):
    answer = one_neuron()
    wide = shown("fc.weight", "w", "weight", "parameter", np.full((1, columns), -1.23456789e-5))
    cards = tuple(replace(card, tensors=(*card.tensors, wide)) for card in answer.cards[:1])
    document = QTextDocument()
    document.setHtml(worksheet(sheet_of(project, "x", replace(answer, cards=cards)), "inline"))
    inches = (210 - 2 * 18) / 25.4
    page = QSizeF(ceil(inches * qapp.primaryScreen().logicalDotsPerInch()), 3000)
    document.setPageSize(page)
    assert document.idealWidth() <= page.width()
    found = document.find("e−5")
    assert not found.isNull()
    while not found.isNull():
        assert found.block().layout().lineCount() == 1
        found = document.find("e−5", found)


def test_that_the_end_of_a_page_cuts_no_table(project, qapp):
    document = QTextDocument()
    document.setHtml(worksheet(sheet_of(project, "One step", one_neuron()), "apart"))
    document.setPageSize(QSizeF(500, 330))
    keep_whole(document)
    layout = document.documentLayout()
    for frame in document.rootFrame().childFrames():
        top = layout.blockBoundingRect(frame.firstCursorPosition().block()).top()
        bottom = layout.blockBoundingRect(frame.lastCursorPosition().block()).bottom()
        assert top // 330 == (bottom - 1) // 330


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_the_pdf_has_pages_in_both_languages(project, qapp, language):
    set_language(language)
    html = worksheet(sheet_of(project, "One step", one_neuron()), "apart")
    data = pdf(html, "One step")
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 3


@pytest.mark.parametrize(
    ("locale", "box"),
    [
        ("en_US", b"[0 0 612.000000 792.000000]"),
        ("es_MX", b"[0 0 612.000000 792.000000]"),
        ("zh_CN", b"[0 0 595.000000 842.000000]"),
    ],
)
def test_that_the_paper_is_that_of_the_country(qapp, locale, box):
    data = pdf("<p>x</p>", "x", paper_of(QLocale(locale)))
    assert b"/MediaBox " + box in data


def test_that_a_worksheet_is_saved_from_the_menu(window, page, user, qtbot, tmp_path):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window)
    window.actions_table.by_id["saveWorksheet"].trigger()
    assert not user.find(window, "worksheetKnown").isVisible()
    user.click(window, "worksheet-apart")
    assert "forward" in user.find(window, "worksheetKnown").text()
    assert user.find(window, "worksheetKnown").isVisible()
    user.click(window, "worksheetGo")
    user.choose_file(window, tmp_path / "sheet.pdf")
    qtbot.waitUntil((tmp_path / "sheet.pdf").exists, timeout=10_000)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    assert page.notice.kind == "success"


def test_that_no_words_of_the_dialog_are_cut(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    window.actions_table.by_id["printWorksheet"].trigger()
    user.click(window, "worksheet-inline")
    known = user.find(window, "worksheetKnown")
    assert known.isVisible()
    labels = user.find(window, "worksheetDialog").findChildren(QLabel)
    assert known in labels
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)


def test_that_a_file_that_cannot_be_written_is_told(window, page, user, qtbot, tmp_path):
    begin(qtbot, user, window, page)
    window.actions_table.by_id["saveWorksheet"].trigger()
    user.press(user.find(window, "worksheetDialog"), Qt.Key.Key_Return)
    (tmp_path / "taken.pdf").mkdir()
    page.aids.worksheets.write(tmp_path / "taken.pdf", "<p>x</p>", "x")
    assert page.notice.kind == "error"


def test_that_printing_asks_for_answers_and_then_for_a_printer(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    user.press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    user.click(window, "worksheetGo")
    dialog = user.find(window, "printDialog")
    assert dialog.isVisible()
    dialog.reject()
