"""The cards of a step: what stands on them in each phase, and how numbers are reached by mouse and keys."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from engine.explain.derivation import Cell
from engine.tensor_figures import tensor_figures
from engine.walk_answers import InnerOperation, InsideAnswer, WalkCard
from gui.pages.steps.block_painting import Look, number_fill
from gui.pages.steps.cards_view import CardsView
from gui.pages.steps.number_words import cell_words
from gui.pages.steps.shown import flow_of, shown_cards, stops
from tests.gui.pages.steps.by_hand import deep, one_neuron, shown

DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right


@pytest.fixture
def view(qtbot):
    view = CardsView()
    qtbot.addWidget(view)
    view.resize(780, 560)
    view.show()
    qtbot.waitExposed(view)
    return view


def show(view, answer, phase, insides=None):
    view.show_cards(shown_cards(answer, phase, insides or {}), flow_of(phase), 10.004933)


def labels(view, card):
    found = next(placed for placed in view.placing.cards if placed.card.key == card)
    return [(b.column.label, b.column.note or b.column.side) for b in found.blocks]


def read(view, cell):
    """The number as it stands in its cell."""
    block = view.placing.find(cell)
    place = block.grid.find(cell.at)
    return cell_words(float(block.grid.values[place]), block.grid.decimals)


def click(qtbot, view, cell):
    view.choose(cell)  # scrolls it into view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.box_of(cell))


def test_that_gradients_flow_from_the_loss_down_to_the_input(view):
    show(view, one_neuron(), "backward")
    assert [placed.card.title for placed in view.placing.cards] == [
        "Loss",
        "Output ŷ",
        "fc",
        "Input x",
    ]
    show(view, one_neuron(), "loss")
    assert [placed.card.title for placed in view.placing.cards] == [
        "Input x",
        "fc",
        "Output ŷ",
        "Loss",
    ]


def test_that_every_grad_is_none_until_backward(view):
    for phase in ("zero_grad", "forward", "loss"):
        show(view, one_neuron(), phase)
        assert ("weight.grad", "None") in labels(view, "layer1")
        gradients = [
            b for placed in view.placing.cards for b in placed.blocks if b.kind == "gradient"
        ]
        assert gradients
        assert all(block.grid is None for block in gradients)
    show(view, one_neuron(), "backward")
    assert ("weight.grad", "gradient") in labels(view, "layer1")


def test_that_outputs_come_with_forward_and_the_loss_after_it(view):
    show(view, one_neuron(), "zero_grad")
    assert [label for label, _ in labels(view, "layer1")] == [
        "weight",
        "weight.grad",
        "bias",
        "bias.grad",
    ]
    show(view, one_neuron(), "forward")
    assert labels(view, "layer1:output") == [("ŷ", "value")]
    assert "loss" not in [placed.card.key for placed in view.placing.cards]


def test_that_the_last_phase_puts_new_parameters_beside_the_old_ones(view):
    show(view, one_neuron(), "step")
    assert labels(view, "layer1") == [
        ("weight", "value"),
        ("weight", "changed"),
        ("bias", "value"),
        ("bias", "changed"),
    ]
    assert [placed.card.key for placed in view.placing.cards] == ["layer1"]


def test_that_the_figures_of_tutorial_1_stand_in_the_cells(view):
    show(view, one_neuron(), "backward")
    assert [read(view, Cell("fc", (i, 0))) for i in range(3)] == ["0.6661", "0.4156", "0.1651"]
    assert read(view, Cell("loss", ())) == "5.3872"
    gradients = [read(view, Cell("fc", (i, 0), "gradient")) for i in range(3)]
    assert gradients == ["−0.5559", "−1.3896", "−2.2233"]
    assert read(view, Cell("fc.weight", (0, 0), "gradient")) == "−10.0049"
    assert read(view, Cell("fc.bias", (0,), "gradient")) == "−4.1688"
    assert [read(view, Cell("x", (i, 0), "gradient")) for i in range(3)] == [
        "0.1393",
        "0.3481",
        "0.5569",
    ]


def test_that_a_click_asks_where_a_number_comes_from(view, qtbot):
    show(view, one_neuron(), "backward")
    wanted = Cell("fc.weight", (0, 0), "gradient")
    with qtbot.waitSignal(view.cell_chosen) as asked:
        click(qtbot, view, wanted)
    assert asked.args == [wanted]
    assert view.cell == wanted
    assert view.words_at(view.box_of(wanted)) == "weight.grad[0, 0] = −10.004933"


def test_that_arrow_keys_go_from_number_to_number_and_enter_asks(view, qtbot):
    show(view, one_neuron(), "backward")
    seen = []
    view.cell_marked.connect(seen.append)
    for key in (DOWN, DOWN, RIGHT, RIGHT, RIGHT, DOWN):
        qtbot.keyClick(view, key)
    assert seen == [
        Cell("loss", ()),
        Cell("fc", (0, 0)),
        Cell("fc", (1, 0)),
        Cell("fc", (2, 0)),
        Cell("fc", (0, 0), "gradient"),
        Cell("fc.weight", (0, 0), "gradient"),
    ]
    with qtbot.waitSignal(view.cell_chosen) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [Cell("fc.weight", (0, 0), "gradient")]
    assert "−10.004933" in view.accessibleDescription()


def test_that_a_copied_number_reads_back_as_the_same_float(view, qtbot):
    answer = one_neuron()
    show(view, answer, "backward")
    view.choose(Cell("fc.weight", (0, 0), "gradient"))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    known = answer.cards[1].tensors[0].gradient.values[0, 0]
    assert np.float32(QGuiApplication.clipboard().text()) == known


def test_that_gradients_are_blue_or_orange_and_the_stronger_the_larger(view):
    show(view, one_neuron(), "backward")

    def fill(cell):
        block = view.placing.find(cell)
        return number_fill(float(block.grid.values[block.grid.find(cell.at)]), block, view.look)

    strong, weak = fill(Cell("fc.weight", (0, 0), "gradient")), fill(Cell("fc", (0, 0), "gradient"))
    positive, plain = fill(Cell("x", (2, 0), "gradient")), fill(Cell("x", (2, 0)))
    assert strong.red() > strong.blue()
    assert strong.saturation() > weak.saturation() > 0
    assert positive.blue() > positive.red()
    assert plain.saturation() < weak.saturation()


def test_that_numbers_that_are_none_stand_out(view):
    answer = one_neuron()
    broken = shown("fc", "ŷ", "ŷ", "output", [[np.nan], [np.inf], [1e9]])
    card = answer.cards[1]
    card = type(card)(card.key, card.title, card.subtitle, (broken,))
    show(view, type(answer)(**{**vars(answer), "cards": (card,)}), "forward")
    assert [read(view, Cell("fc", (i, 0))) for i in range(3)] == ["nan", "inf", "1e9"]
    block = view.placing.find(Cell("fc", (0, 0)))
    assert number_fill(np.nan, block, Look()) != number_fill(1.0, block, Look())


def test_that_an_open_card_shows_its_operations_from_the_last_to_the_first(view, qtbot):
    tensors = (shown("fc/0", "t", "t", "inner", [[-0.2505]], [[1.0]]),)
    inside = InsideAnswer(
        "layer1",
        (
            InnerOperation(0, "t", "transpose", ("fc.weight",), tensors, moves=True),
            InnerOperation(
                1,
                "addmm",
                "matmul + add",
                ("fc.bias", "x", "fc/0"),
                (shown("fc/1", "ŷ", "ŷ", "inner", [[0.6661]], [[-0.5]]),),
            ),
        ),
    )
    cards = shown_cards(one_neuron(), "backward", {"layer1": inside})
    assert stops(cards) == [
        ("loss", None),
        ("layer1:output", None),
        ("layer1", 1),
        ("layer1", 0),
        ("x", None),
    ]
    forwards = shown_cards(one_neuron(), "forward", {"layer1": inside})
    assert stops(forwards)[:3] == [("x", None), ("layer1", 0), ("layer1", 1)]
    view.show_cards(cards, "backward", 10.0)
    titles = [section.section.title for placed in view.placing.cards for section in placed.sections]
    assert titles == ["Loss", "Output ŷ", "fc", "matmul + add", "transpose", "Input x"]
    view.choose(Cell("fc/0", (0, 0)))
    with qtbot.waitSignal(view.card_toggled) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert asked.args == ["layer1"]


def accent_of_names(view, placed):
    """Where something blue, as the accent is, stands in the lane of a card's names, on the viewport."""
    picture = view.viewport().grab().toImage()
    box, lane = placed.place, view.placing.lanes.name
    return [
        QPoint(x, y)
        for y in range(int(box.top()) + 4, int(box.bottom()) - 4)
        for x in range(int(box.left()) + 6, int(box.left() + lane))
        if picture.pixelColor(x, y).blue() - picture.pixelColor(x, y).red() > 60
    ]


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_that_a_card_opens_where_it_says_so_and_a_high_one_has_its_name_at_the_top(
    view, qtbot, rows
):
    answer = one_neuron()
    layer = next(card for card in answer.cards if card.key == "layer1")
    weight = shown("fc.weight", "weight", "w", "parameter", np.ones((rows, 2)))
    cards = tuple(
        replace(card, tensors=(weight, *card.tensors)) if card is layer else card
        for card in answer.cards
    )
    show(view, replace(answer, cards=cards), "forward")
    placed = next(card for card in view.placing.cards if card.card.key == "layer1")
    view.verticalScrollBar().setValue(0)
    places = accent_of_names(view, placed)
    assert places
    if rows == 40:
        assert max(place.y() for place in places) < placed.place.top() + 80
    with qtbot.waitSignal(view.card_toggled, timeout=1000) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places[0])
    assert asked.args == ["layer1"]


def test_that_large_tensors_are_pictures_whose_cells_know_their_place(view, qtbot):
    answer = deep(2)
    show(view, answer, "backward")
    cell = Cell("conv0", (0, 2, 5, 7), "gradient")
    block = view.placing.find(cell)
    assert block.grid.style == "maps"
    assert block.grid.hidden > 0
    assert block.grid.values[block.grid.find(cell.at)] == pytest.approx(
        answer.cards[1].tensors[2].gradient.values[cell.at]
    )
    click(qtbot, view, cell)
    assert view.cell == cell
    wide = view.placing.find(Cell("fc.weight", (3, 60)))
    assert wide.grid.style == "heat"
    assert wide.grid.values[wide.grid.find((3, 60))] == pytest.approx(
        answer.cards[3].tensors[0].figures.values[3, 60]
    )


@pytest.mark.parametrize(
    "shape",
    [(), (5,), (64,), (3, 1), (4, 3), (2, 3, 2, 2), (1, 1, 6), (300, 400), (40, 1), (600, 1)],
)
def test_that_every_number_on_show_is_found_where_it_stands(view, shape):
    array = np.arange(np.prod(shape, dtype=int), dtype=np.float32).reshape(shape)
    answer = one_neuron()
    card = type(answer.cards[1])("layer1", "fc", "", (shown("t", "t", "t", "output", array),))
    show(view, type(answer)(**{**vars(answer), "cards": (card,)}), "forward")
    grid = next(view.placing.blocks).grid
    known = tensor_figures(array)
    for row in range(0, grid.rows, 7):
        for column in range(0, grid.columns, 7):
            if grid.places[row, column] < 0:
                continue
            index = grid.index(row, column)
            assert grid.find(index) == (row, column)
            x, y = grid.left(column) + grid.cell[0] / 2, grid.top(row) + grid.cell[1] / 2
            assert grid.at(x, y) == (row, column)
            if not known.picture.pooled:
                assert grid.values[row, column] == array[index]


def test_that_seventy_cards_are_placed_at_once_and_only_those_in_view_are_painted(
    view, monkeypatch
):
    painted = []
    monkeypatch.setattr(
        "gui.pages.steps.cards_view.paint_card", lambda _p, card, *_: painted.append(card)
    )
    show(view, deep(70), "backward")
    assert len(view.placing.cards) == 73
    view.viewport().grab()
    assert 0 < len(painted) < 8


def test_that_cards_keep_inside_the_page_at_every_width(view):
    show(view, deep(2), "backward")
    for width in (420, 560, 780, 1600):
        view.resize(width, 500)
        right = max(block.place.left() + block.grid.size[0] for block in view.placing.blocks)
        assert right <= view.viewport().width()


def test_that_nothing_is_asked_for_beside_the_numbers(view, qtbot):
    show(view, one_neuron(), "backward")
    with qtbot.assertNotEmitted(view.cell_chosen):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 14))
    assert view.words_at(QPoint(20, 14)) == ""


@pytest.mark.parametrize("width", [560, 700, 780, 1100])
def test_that_values_and_gradients_line_up_in_equal_columns(view, width):
    view.resize(width, 560)
    tensor = shown("b", "b", "bias", "parameter", np.arange(8), np.arange(8) * -12345.678)
    card = WalkCard("layer1", "fc", "", (tensor,))
    show(view, replace(one_neuron(), cards=(card,)), "backward")
    left, right = (block.grid for block in view.placing.blocks)
    assert (left.style, right.style) == ("numbers", "numbers")
    assert right.columns <= left.columns
    assert (left.columns, left.rows) == (right.columns, right.rows)


def test_that_a_small_wide_matrix_is_written_over_the_whole_card_gradients_below(view):
    array = np.arange(40, dtype=np.float32).reshape(4, 10) / 100
    tensor = shown("W", "W", "weight", "parameter", array, -array)
    card = WalkCard("layer1", "fc", "", (tensor,))
    answer = replace(one_neuron(), cards=(card,))
    view.resize(900, 560)
    show(view, answer, "backward")
    values, gradients = view.placing.blocks
    assert (values.grid.style, values.grid.columns, gradients.grid.columns) == ("numbers", 10, 10)
    assert gradients.place.top() >= values.place.bottom()
    assert gradients.place.left() == values.place.left()
    assert max(block.place.left() + block.width for block in (values, gradients)) < 900 - 12
    view.resize(560, 560)
    assert [block.grid.style for block in view.placing.blocks] == ["heat", "heat"]


def test_that_class_numbers_are_whole(view):
    target = shown("target/0", "y", "y", "target", np.arange(32) % 3)
    whole = replace(target, figures=tensor_figures(np.arange(32) % 3))
    show(view, replace(one_neuron(), cards=(WalkCard("layer1", "fc", "", (whole,)),)), "loss")
    assert read(view, Cell("target/0", (5,))) == "2"
