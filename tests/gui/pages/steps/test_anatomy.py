"""The optimizer's stages on the page: read them, follow the gradient, see how they agree with the step."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel

from engine.catalog.optimizers import OPTIMIZERS
from engine.explain.anatomy.beginning import Clip
from engine.explain.anatomy.sheet import Weight
from engine.explain.anatomy.weight_step import weight_step
from engine.explain.derivation import Cell
from engine.text import text
from engine.walk_answers import AnatomyAnswer
from gui.pages.steps.anatomy import AnatomyPanel, anatomy_lines, next_words, verdict
from gui.pages.steps.formula_view import FormulaView
from gui.translate import set_language

WEIGHT = Cell("fc.weight", (0, 0))
NO_CLIP = Clip()


def told(kind="SGD", state=(), clip=NO_CLIP, recorded=None, **settings) -> AnatomyAnswer:
    values = {"decoupled_weight_decay": False, **OPTIMIZERS[kind].values({"lr": 0.01, **settings})}
    weight = Weight(-0.2505, -10.0049, dict(state), "fc.weight", (0, 0))
    return AnatomyAnswer(WEIGHT, kind, weight_step(kind, values, weight, clip), recorded)


def text_of(answer: AnatomyAnswer) -> list[str]:
    return ["".join(p.words for p in line) for line in anatomy_lines(answer.step.parts)]


@pytest.fixture
def panel(qtbot):
    panel = AnatomyPanel()
    qtbot.addWidget(panel)
    panel.resize(760, 200)
    panel.show()
    qtbot.waitExposed(panel)
    panel.turn_to(WEIGHT)
    return panel


def test_that_each_stage_is_a_line_with_its_numbers():
    assert text_of(told()) == [
        "g = ∂L/∂w = −10.0049    Gradient",
        "Δw = −lr·g = (−0.01)(−10.0049) = 0.100049    Change of the weight",
        "w ← w + Δw = (−0.2505) + 0.100049 = −0.150451    New weight",
    ]


def test_that_a_number_that_takes_the_place_of_one_before_has_an_arrow():
    lines = text_of(told(momentum=0.9, state={"momentum_buffer": 2.0}))
    assert lines[1].startswith("v ← μ·v + g = (0.9)(2) + (−10.0049) = −8.2049")
    assert text_of(told(momentum=0.9))[1].startswith("v = g = −10.0049")


def test_that_negative_numbers_behind_a_sign_stand_in_brackets():
    lines = text_of(told("RMSprop"))
    assert "−0.01·(−10.0049) / (√" in lines[2]


def test_that_what_is_special_stands_below():
    lines = text_of(told(clip=Clip("norm", 1.0, 20.0)))
    assert lines[1].startswith("c = min(1, max_norm / (‖g‖ + 10⁻⁶)) = min(1, 1 / (20 + 10⁻⁶))")
    assert lines[2].startswith("g ← c·g")
    assert lines[3].startswith("    ‖g‖ is the length of all gradients")


def test_that_the_line_of_tutorial_one_says_what_comes_next():
    assert (
        next_words(told()) == "next: w ← w − lr · ∂L/∂w = −0.2505 − 0.01 · (−10.0049) = −0.150451"
    )
    assert next_words(told("Adam")) == "next: w ← w + Δw = −0.2505 + 0.01 = −0.2405"


def test_that_the_badge_says_how_near_the_step_it_is(panel):
    badge = panel.findChild(QLabel, "stepsAnatomyBadge")
    assert not badge.isVisible()
    answer = told()
    panel.show_anatomy(answer)
    assert badge.text() == "not taken yet: this is what the step will do"
    panel.show_anatomy(replace(answer, recorded=float(np.float32(answer.step.weight))))
    assert badge.text().startswith("● equals the step to 1e−")
    panel.show_anatomy(replace(answer, recorded=-0.16))
    assert badge.text() == "● differs from the step by 0.05968"
    assert verdict(answer) is None


def test_that_the_gradient_leads_to_its_derivation(panel, qtbot):
    panel.show_anatomy(told())
    lines = panel.findChild(FormulaView, "stepsAnatomyLines")
    found = lines.document().find("−10.0049")
    cursor = QTextCursor(lines.document())
    cursor.setPosition(found.selectionStart() + 1)
    place = lines.cursorRect(cursor).center() + QPoint(2, 0)
    with qtbot.waitSignal(panel.cell_wanted) as wanted:
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [Cell("fc.weight", (0, 0), "gradient")]


def test_that_an_answer_about_another_weight_is_passed_over(panel):
    panel.turn_to(Cell("fc.bias", (0,)))
    panel.show_anatomy(told())
    assert panel.words == ""


def test_that_a_problem_is_said_and_gives_way(panel):
    panel.show_problem(text("No step is walked through."))
    assert panel.words == "No step is walked through."
    panel.show_anatomy(told())
    assert "No step" not in panel.words


def test_that_the_panel_speaks_chinese(panel, qtbot):
    panel.show_anatomy(told())
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: "梯度" in panel.words)
        assert panel.findChild(QLabel, "stepsAnatomyHeading").text().startswith("SGD")
    finally:
        set_language("en")
