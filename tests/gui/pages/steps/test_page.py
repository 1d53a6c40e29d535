"""The Step-through page in the window, with the real engine: what a person does with mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.explain.derivation import Cell
from engine.text import text
from engine.walk_answers import PHASES
from gui.pages.steps.number_words import cell_words
from gui.run.state import RunState

WEIGHT = Cell("fc1.weight", (0, 0), "gradient")
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window, user):
    window = open_window("one-neuron")
    user.press(window, Qt.Key.Key_3, CONTROL)
    assert window.workspace.current_id == "steps"
    return window


@pytest.fixture
def page(window):
    return window.workspace.page("steps")


def begin(qtbot, user, window, page):
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.click(window, "stepsBegin")
    assert page._shown == "zero_grad"


def go_on(qtbot, user, window, times=1):
    """Next phase by its key; waits for each."""
    for _ in range(times):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            user.press(window, Qt.Key.Key_F8)


def read(page, cell):
    block = page.view.placing.find(cell)
    return cell_words(float(block.grid.values[block.grid.find(cell.at)]), block.grid.decimals)


def full(page, cell):
    """Every digit, as on hover."""
    page.view.choose(cell)
    return page.view.words_at(page.view.box_of(cell)).partition(" = ")[2]


def notes(page):
    """What stands where a gradient will be."""
    blocks = (block for card in page.view.placing.cards for block in card.blocks)
    return [block.column.note for block in blocks if block.kind == "gradient"]


def phase_button(page, name):
    return page.findChild(object, f"stepsPhase-{name}")


def test_that_tutorial_1_can_be_read_off_the_window(window, page, user, qtbot):
    assert user.find(window, "stepsBegin").isVisible()
    begin(qtbot, user, window, page)
    assert full(page, Cell("fc1.weight", (0, 0))) == "−0.2505"
    assert notes(page) == ["None", "None"]
    go_on(qtbot, user, window)
    assert [read(page, Cell("fc1", (i, 0))) for i in range(3)] == ["0.6661", "0.4156", "0.1651"]
    go_on(qtbot, user, window)
    assert float(full(page, Cell("loss", ()))) == pytest.approx(5.387224, abs=1e-6)
    go_on(qtbot, user, window)
    assert page._shown == "backward"
    slopes = [
        float(full(page, Cell("fc1", (i, 0), "gradient")).replace("−", "-")) for i in range(3)
    ]
    assert slopes == pytest.approx([-0.555933, -1.389600, -2.223267], abs=1e-6)
    assert full(page, Cell("fc1.weight", (0, 0), "gradient")).startswith("−10.00493")
    assert full(page, Cell("fc1.bias", (0,), "gradient")).startswith("−4.1688")
    inputs = [float(full(page, Cell("x", (i, 0), "gradient"))) for i in range(3)]
    assert inputs == pytest.approx([0.139261, 0.348095, 0.556928], abs=1e-6)
    go_on(qtbot, user, window)
    moved = [
        float(block.grid.values[0, 0])
        for card in page.view.placing.cards
        for block in card.blocks
        if block.kind == "changed"
    ]
    assert moved == pytest.approx([-0.150451, 0.958288], abs=1e-6)
    assert user.find(window, "stepsBatch").text() == "batch 1 of 1 · 3 samples"


def test_that_the_bar_says_what_is_done_and_shows_the_line_of_pytorch(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window, 3)
    words = [phase_button(page, name).text() for name in PHASES]
    assert words == ["✓ zero_grad", "✓ forward", "✓ loss", "4 backward", "5 step"]
    assert user.find(window, "stepsCode").text().startswith("loss.backward()  # ")
    assert [card.card.title for card in page.view.placing.cards] == [
        "Loss",
        "Output ŷ",
        "fc1",
        "Input x",
    ]


def test_that_an_earlier_phase_is_looked_at_without_undoing_anything(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window, 3)
    with qtbot.assertNotEmitted(window.controller.walk.changed, wait=0):
        user.click(window, "stepsPrevious")
        user.press(window, Qt.Key.Key_F8, SHIFT)
    assert page._shown == "forward"
    assert phase_button(page, "backward").text() == "✓ backward"
    assert notes(page) == ["None", "None"]
    user.click(window, "stepsPhase-backward")
    assert page._shown == "backward"
    assert window.controller.walk.answer.phase == "backward"


def test_that_a_step_can_be_taken_undone_and_taken_again(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    assert "undoStep" not in page.possible
    go_on(qtbot, user, window, 4)
    assert "undoStep" in page.possible
    assert "one step" in user.find(window, "stepsBack").accessibleName()
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F9, SHIFT)
    assert (page._shown, window.controller.walk.answer.step) == ("zero_grad", 0)
    assert full(page, Cell("fc1.weight", (0, 0))) == "−0.2505"
    go_on(qtbot, user, window, 4)
    assert window.controller.walk.answer.taken


def test_that_next_batch_takes_the_step_and_begins_another(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.controller.walk.answer.step == 1, timeout=20_000)
    assert page._shown == "zero_grad"
    assert full(page, Cell("fc1.weight", (0, 0))).startswith("−0.15045")


def test_that_the_cursor_goes_over_the_cards_and_on_to_the_next_phase(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window)
    stops = []
    for _ in page.view.placing.cards:
        user.press(window, Qt.Key.Key_F7)
        stops.append(page.view.look.cursor[0])
    layer = window.document.project.network.layers[-1].id
    assert stops == ["x", layer, f"{layer}:output"]
    assert window.selection.current == layer
    user.press(window, Qt.Key.Key_F7, SHIFT)
    assert page.view.look.cursor[0] == layer
    assert page.view.look.faint == {(f"{layer}:output", None)}
    user.press(window, Qt.Key.Key_F7)
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F7)
    assert page._shown == "loss"


def test_that_playing_goes_through_the_step_by_itself_and_stops_at_a_click(
    window, page, user, qtbot
):
    begin(qtbot, user, window, page)
    page.player.set_speed("fast")
    user.press(window, Qt.Key.Key_F8, CONTROL)
    assert window.actions_table.by_id["playSlowly"].isChecked()
    qtbot.waitUntil(lambda: page._shown == "forward", timeout=20_000)
    page.view.choose(Cell("x", (0, 0)))
    qtbot.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.box_of(Cell("x", (0, 0)))
    )
    assert not page.player.playing
    assert not window.actions_table.by_id["playSlowly"].isChecked()


def click_number(qtbot, page, cell):
    page.view.choose(cell)  # scrolls it into view
    place = page.view.box_of(cell)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def wait_for_words(qtbot, panel, words):
    qtbot.waitUntil(lambda: words in panel.words.replace("\u202f", ""), timeout=20_000)


def test_that_a_click_on_a_gradient_shows_the_chain_rule_with_its_numbers(
    window, page, user, qtbot
):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window, 3)
    click_number(qtbot, page, WEIGHT)
    why = page.below.why
    wait_for_words(qtbot, why, "= (−0.5559334)(1) + (−1.3896)(2) + (−2.223267)(3) = −10.00493")
    wait_for_words(qtbot, why, "next: w ← w − lr · ∂L/∂w = −0.2505 − 0.01 · (−10.00493)")
    assert user.find(window, "stepsWhyCell").text() == "fc1.weight[0,0]"
    assert "gradient −10.00493" in user.find(window, "stepsInspector").text()
    badge, difference = user.find(window, "stepsWhyBadge"), user.find(window, "stepsWhyDifference")
    assert badge.text() in {f"● equals autograd to 1e−{n}" for n in (6, 7, 8, 9)}
    assert difference.isVisible()
    formula = user.find(window, "stepsFormula")
    formula.setFocus()
    user.press(formula, Qt.Key.Key_Tab)
    user.press(formula, Qt.Key.Key_Return)
    wait_for_words(qtbot, why, "−0.5559")
    assert page.view.cell == Cell("fc1", (0, 0), "gradient")
    user.click(window, "stepsWhyBack")
    assert page.view.cell == WEIGHT
    wait_for_words(qtbot, why, "(−1.3896)(2)")


def test_that_a_card_opens_into_its_operations_which_the_cursor_goes_over(
    window, page, user, qtbot
):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window)
    page.view.choose(Cell("fc1.weight", (0, 0)))
    with qtbot.waitSignal(window.controller.answered, timeout=20_000):
        user.press(page.view, Qt.Key.Key_Space)
    titles = [s.section.title for c in page.view.placing.cards for s in c.sections]
    assert titles == ["Input x", "fc1", "transpose", "matmul + add", "Output ŷ"]
    layer = window.document.project.network.layers[-1].id
    for stop in (("x", None), (layer, 0), (layer, 1), (f"{layer}:output", None)):
        user.press(window, Qt.Key.Key_F7)
        assert page.view.look.cursor == stop
    go_on(qtbot, user, window, 2)
    inner = Cell("fc1/0", (0, 0), "gradient")
    qtbot.waitUntil(lambda: page.view.placing.find(inner) is not None, timeout=20_000)
    assert read(page, inner) == "−10.0049"
    user.press(page.view, Qt.Key.Key_Space)
    assert "transpose" not in [s.section.title for c in page.view.placing.cards for s in c.sections]


def test_that_a_taken_step_tells_what_the_optimizer_did_to_a_weight(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window, 4)
    click_number(qtbot, page, Cell("fc1.weight", (0, 0)))
    wait_for_words(qtbot, page.below.anatomy, "−0.1504507")
    assert page.below.anatomy.isVisible()
    assert "equals the step" in user.find(window, "stepsAnatomyBadge").text()


def test_that_a_large_tensor_opens_in_a_window_to_be_looked_into(open_window, user, qtbot):
    window = open_window("digits")
    user.press(window, Qt.Key.Key_3, CONTROL)
    page = window.workspace.page("steps")
    begin(qtbot, user, window, page)
    cell = Cell("fc1.weight", (40, 100))
    page.view.choose(cell)
    user.press(page.view, Qt.Key.Key_Plus)
    assert page.part.isVisible()
    extent = page.part.findChild(object, "stepsPartExtent")
    wanted = "rows 0–63, columns 64–127 of 64×128"
    qtbot.waitUntil(lambda: extent.text().startswith(wanted), timeout=20_000)
    zoom = page.part.findChild(object, "stepsPartMap")
    zoom.set_selected((40, 36))
    with qtbot.waitSignal(page.part.cell_chosen) as asked:
        user.press(zoom, Qt.Key.Key_Return)
    assert asked.args == [cell]
    page.part.close()


def test_that_chosen_rows_are_walked_on_a_copy_which_says_so(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    window.actions_table.by_id["showSteps"].trigger()
    page.tools.rows._own.trigger()
    field = user.find(window, "stepsRowNumbers")
    user.type(field, "9")
    user.press(field, Qt.Key.Key_Return)
    assert field.property("invalid")
    assert page.notice.isVisible()
    assert page.notice.text == "Rows go from 1 to 3; “9” is not among them."
    field.selectAll()
    user.type(field, "2-3")
    assert not page.notice.isVisible()
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(field, Qt.Key.Key_Return)
    assert list(window.controller.walk.answer.rows) == [1, 2]
    assert "copy" in page.notice.text
    assert page.notice.isVisible()
    assert user.find(window, "stepsBatch").text() == "2 samples"
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        page.tools.rows._next.trigger()
    assert not page.notice.isVisible()
    assert np.array_equal(window.controller.walk.answer.rows, [0, 1, 2])


def test_that_a_run_under_way_is_paused_first(window, page, user, qtbot):
    with qtbot.waitSignal(window.controller.run_started, timeout=20_000):
        window.controller.train()
    window.workspace.show_page("steps")
    if window.controller.state is RunState.TRAINING:
        assert "under way" in user.find(window, "stepsEmptyTitle").text()
        with qtbot.waitSignal(window.controller.state_changed, timeout=20_000):
            user.click(window, "stepsBegin")
    assert window.controller.state in {RunState.PAUSED, RunState.IDLE}


def test_that_the_menu_begins_a_step_before_the_page_was_ever_shown(open_window, user, qtbot):
    window = open_window("one-neuron")
    menu = window.actions_table.menus["steps"]
    assert [
        entry.objectName() for entry in menu.actions() if entry.isEnabled() and entry.text()
    ] == ["nextPhaseAction"]
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F8)
    assert window.workspace.current_id == "steps"


def test_that_a_finished_run_offers_a_copy_or_a_new_run(window, page, user, qtbot):
    with qtbot.waitSignal(window.controller.run_ended, timeout=20_000):
        window.controller.train()
    assert "All epochs" in user.find(window, "stepsEmptyTitle").text()
    assert not window.actions_table.by_id["nextPhase"].isEnabled()
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.click(window, "stepsBegin")
    assert page._answer.on_copy
    assert page._answer.rows.tolist() == [0, 1, 2]
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        window.controller.walk.leave()
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.click(window, "stepsBeginAnew")
    assert not page._answer.on_copy
    assert page._answer.step == 0


def test_that_a_problem_is_seen_where_there_is_no_step_yet(window, page, user):
    window.controller.walk.failed.emit(text("The engine has stopped."))
    assert page.notice.isVisible()
    assert user.find(window, "stepsBegin").isVisible()


def test_that_the_buttons_tell_their_keys_and_play_turns_to_pause(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    play = user.find(window, "stepsPlay")
    assert play.toolTip() == "<qt>Play slowly (Ctrl+F8)</qt>"
    assert "(Ctrl+F7)" in user.find(window, "stepsGuessFirst").toolTip()
    assert "(Ctrl+F9)" in user.find(window, "stepsLossSurface").toolTip()
    user.click(window, "stepsPlay")
    assert play.toolTip() == "<qt>Stop playing (Ctrl+F8)</qt>"
    assert play.accessibleName() == "Stop playing"
    user.click(window, "stepsPlay")
    assert play.accessibleName() == "Play slowly"


def test_that_all_of_it_stands_in_the_menus_with_a_key(window, page):
    actions = window.actions_table.by_id
    keys = {
        name: actions[name].shortcut().toString()
        for name in ("nextPhase", "nextOperation", "nextBatch")
    }
    assert keys == {"nextPhase": "F8", "nextOperation": "F7", "nextBatch": "F9"}
    assert actions["nextPhase"].isEnabled()
    assert not actions["previousPhase"].isEnabled()
    assert not actions["undoStep"].isEnabled()


def test_that_the_code_page_lights_where_the_step_is_and_is_walked_from(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    user.press(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    code = window.workspace.page("code")

    def lit():
        return [code.view.document().findBlockByNumber(n).text().strip() for n in code.view.lit]

    assert lit() == ["optimizer.zero_grad()"]
    go_on(qtbot, user, window, times=3)
    assert window.workspace.current_id == "code"
    assert lit() == ["loss.backward()"]
    user.press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.current_id == "steps"
    assert page._shown == "backward"


def test_that_a_button_keeps_the_focus_while_its_phase_is_computed(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    button = user.find(window, "stepsNext")
    button.setFocus()
    for phase in ("forward", "loss"):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            qtbot.keyClick(button, Qt.Key.Key_Space)
        assert button.hasFocus()
        assert page._shown == phase
    chosen = phase_button(page, "step")
    chosen.setFocus()
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        qtbot.keyClick(chosen, Qt.Key.Key_Space)
    assert chosen.hasFocus()
    assert page._shown == "step"
