"""The derivation on the page: read it, follow its factors, see what it was held against."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from engine.explain.derivation import Cell, Check, Derivation, Factor, Stage, Term
from engine.text import text
from gui.pages.steps.formula import MOST_WRITTEN, equals_step, formula_lines, verdicts
from gui.pages.steps.why_panel import WhyPanel

WEIGHT = Cell("fc.weight", (0, 0), "gradient")
SLOPES = (-0.5559333, -1.3896, -2.2232667)


def chain_rule(check=None, terms=SLOPES, **facts):
    made = tuple(
        Term(
            (
                Factor("∂L/∂ŷ", slope, Cell("fc", (i, 0), "gradient")),
                Factor("x", i + 1.0, Cell("x", (i, 0))),
            )
        )
        for i, slope in enumerate(terms)
    )
    stage = Stage("∂L/∂w", "Σᵢ ∂L/∂ŷᵢ · xᵢ", sum(term.value for term in made), made)
    return Derivation(WEIGHT, "∂L/∂w", "mm", (stage,), check=check, **facts)


def text_of(line):
    return "".join(piece.words for piece in line)


@pytest.fixture
def panel(qtbot):
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.resize(760, 160)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def click_words(qtbot, panel, words):
    """Clicks words of the formula."""
    browser = panel._formula
    found = browser.document().find(words)
    assert not found.isNull(), words
    cursor = QTextCursor(browser.document())
    cursor.setPosition(found.selectionStart() + 1)
    place = browser.cursorRect(cursor).center() + QPoint(2, 0)
    qtbot.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_the_sum_is_written_with_its_numbers():
    symbols, worked = (text_of(line) for line in formula_lines(chain_rule()))
    assert symbols == "∂L/∂w = Σᵢ ∂L/∂ŷᵢ · xᵢ"
    assert worked.strip() == "= (−0.5559333)(1) + (−1.3896)(2) + (−2.223267)(3) = −10.00493"


def test_that_a_long_sum_says_how_many_terms_are_left_out_and_what_they_add_up_to():
    lines = formula_lines(chain_rule(terms=[0.5] * 20))
    worked = text_of(lines[1])
    assert worked.count("(0.5)") == MOST_WRITTEN
    rest = sum(0.5 * (i + 1) for i in range(20 - MOST_WRITTEN))
    assert f"+ … (12 more terms, together {rest:g}) = 105" in worked


def test_that_the_largest_terms_of_a_long_sum_are_written_in_their_order():
    terms = [0.0] * 30
    terms[3], terms[7], terms[20] = 1.5, -2.5, 0.25
    worked = text_of(formula_lines(chain_rule(terms=terms))[1])
    assert (
        worked.strip()
        == "= (1.5)(4) + (−2.5)(8) + (0.25)(21) + … (27 more terms, together 0) = −8.75"
    )


def test_that_a_long_sum_of_nothing_but_zeros_still_shows_what_is_zero():
    worked = text_of(formula_lines(chain_rule(terms=[0.0] * 10))[1])
    assert worked.strip().startswith("= (0)(1) + (0)(2)")
    assert "+ … (2 more terms, together 0) = 0" in worked


def test_that_a_function_is_written_as_it_is_worked_out():
    stage = Stage("σ", "1/(1 + e^(−z))", 0.5, worked=("1/(1 + e^(−", Factor("z", 0.0), "))"))
    lines = formula_lines(Derivation(Cell("s", (0,)), "σ", "sigmoid", (stage,)))
    assert text_of(lines[1]).strip() == "= 1/(1 + e^(−0)) = 0.5"


def test_that_the_badge_says_how_near_autograd_the_derivation_is(panel):
    panel.inspect(WEIGHT, "")
    panel.show_derivation(chain_rule(Check(-10.004933, -10.0049335)))
    assert panel._badge.text() == "● equals autograd to 1e−7"
    assert panel._difference.isVisible()
    panel.show_derivation(chain_rule(Check(-9.5)))
    assert panel._badge.text() == "● differs from autograd by 0.05047"
    assert not panel._difference.isVisible()


@pytest.mark.parametrize(
    ("error", "words"),
    [(3e-8, "to 1e−7"), (1e-7, "to 1e−7"), (2e-16, "to 1e−15"), (0.0, "to the last digit")],
)
def test_that_an_error_is_named_by_the_power_of_ten_that_it_stays_below(error, words):
    assert equals_step(error) == f"equals the step {words}"


def test_that_a_sum_that_cancels_is_judged_by_its_terms():
    nearly_nothing = chain_rule(Check(1e-7), terms=(1.0, -0.5, 0.0))
    assert [verdict.agrees for verdict in verdicts(nearly_nothing)] == [True]


@pytest.mark.parametrize(
    ("derived", "recorded", "agrees"),
    [
        (float("nan"), float("nan"), True),
        (4.6e59, float("inf"), True),
        (4.6e59, float("-inf"), False),
        (3.0, float("nan"), None),
        (float("nan"), 0.0, None),
    ],
)
def test_that_what_is_no_finite_number_is_compared_as_float32_holds_it(derived, recorded, agrees):
    derivation = chain_rule(Check(recorded), terms=(derived,))
    assert [verdict.agrees for verdict in verdicts(derivation)] == [agrees]


def test_that_a_factor_leads_to_where_it_comes_from(panel, qtbot):
    panel.inspect(WEIGHT, "")
    panel.show_derivation(chain_rule())
    with qtbot.waitSignal(panel.cell_wanted) as asked:
        click_words(qtbot, panel, "1.3896")
    assert asked.args == [Cell("fc", (1, 0), "gradient")]


def test_that_back_returns_to_the_number_before(panel, qtbot):
    panel.ask(WEIGHT)
    panel.inspect(WEIGHT, "")
    assert not panel._back.isVisible()
    panel.ask(Cell("x", (1, 0)))
    panel.inspect(Cell("x", (1, 0)), "")
    assert panel._back.isVisible()
    with qtbot.waitSignal(panel.cell_wanted) as asked:
        qtbot.mouseClick(panel._back, Qt.MouseButton.LeftButton)
    assert asked.args == [WEIGHT]


def test_that_the_keyboard_reaches_the_factors(panel, qtbot):
    panel.inspect(WEIGHT, "")
    panel.show_derivation(chain_rule())
    panel._formula.setFocus()
    qtbot.keyClick(panel._formula, Qt.Key.Key_Tab)
    with qtbot.waitSignal(panel.cell_wanted) as asked:
        qtbot.keyClick(panel._formula, Qt.Key.Key_Return)
    assert asked.args == [Cell("fc", (0, 0), "gradient")]


def test_that_a_derivation_of_another_number_comes_too_late(panel):
    panel.inspect(Cell("x", (0, 0)), "")
    panel.show_derivation(chain_rule())
    assert "∂L/∂w" not in panel.words


def test_that_an_operation_without_a_derivation_says_so(panel):
    panel.inspect(WEIGHT, "")
    panel.show_derivation(chain_rule(written=False))
    assert "upstream × Jacobian" in panel.words
    panel.show_problem(text("The step has moved on."))
    assert panel.words == "The step has moved on."


def test_that_names_from_files_are_plain_words(panel):
    name = "<b>x</b>" * 30
    panel.inspect(Cell(name, (0,)), "")
    assert panel._chip.textFormat() == Qt.TextFormat.PlainText
    assert "…" in panel._chip.text()
    assert "&lt;b&gt;" in panel._chip.toolTip()
