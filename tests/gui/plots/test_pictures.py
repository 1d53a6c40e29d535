"""The painted pictures say what they show, at the right place and in the right colour."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from gui import colors
from gui.plots.axes import AxesCanvas
from gui.plots.bars import Bar, Bars, StackedBar
from gui.plots.boundary_plot import BoundaryPlot
from gui.plots.box_plot import Box, BoxPlot
from gui.plots.card import PlotCard
from gui.plots.curve import Curve, Line
from gui.plots.heat_map import HeatMap
from gui.plots.histogram import Histogram
from gui.plots.scatter import Scatter
from gui.theme import theme


@pytest.fixture(autouse=True)
def dark(qapp):
    theme().set_mode("dark")
    yield
    theme().set_mode("system")


@pytest.fixture
def shown(qtbot):
    def show(widget, width=300, height=200):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        return widget

    return show


def colors_in(widget):
    image = widget.grab().toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(*spot).name() for spot in spots}


def at(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).name()


class Bare(AxesCanvas):
    """Axes with nothing on them."""

    def paint_over(self, painter, area):
        pass


def test_that_grid_lines_lie_on_an_empty_ground_only(shown):
    canvas = shown(Bare())
    canvas.set_axes((0.0, 1.0), (0.0, 1.0), ("", ""))
    assert colors.DARK["grid"] in colors_in(canvas)
    canvas.ground = QImage(2, 2, QImage.Format.Format_RGB32)
    canvas.ground.fill(QColor(colors.DARK["train"]))
    canvas.update()
    assert colors.DARK["grid"] not in colors_in(canvas)
    assert colors.DARK["train"] in colors_in(canvas)


MATRIX = [[-2.0, 0.0, 1.0], [0.5, 2.0, float("nan")]]


@pytest.fixture
def heat(shown):
    widget = shown(HeatMap("diverging"), 300, 200)
    widget.set_matrix(MATRIX)
    widget.set_clickable(True)
    return widget


def test_that_cells_take_colours_around_zero(heat):
    assert at(heat, 50, 50) == colors.DARK["validation"]
    assert at(heat, 150, 150) == colors.DARK["train"]
    middle = colors.channels(at(heat, 150, 50))
    raised = colors.channels(colors.DARK["raised"])
    assert max(abs(a - b) for a, b in zip(middle, raised, strict=True)) <= 2
    assert at(heat, 250, 150) == colors.DARK["bad"]


def test_that_fixed_limits_compare_several_matrices(heat):
    heat.set_matrix(MATRIX, limits=(-4, 4))
    assert at(heat, 50, 50) != colors.DARK["validation"]


def test_that_small_cells_are_one_image(shown):
    heat = shown(HeatMap("sequential"), 100, 100)
    heat.set_matrix(np.repeat(np.linspace(0, 1, 400)[None, :], 400, axis=0))
    left, right = colors.luminance(at(heat, 1, 50)), colors.luminance(at(heat, 98, 50))
    assert right > 4 * left


@pytest.mark.parametrize(("side", "written"), [(200, True), (40, True), (20, False)])
def test_that_counts_stand_in_cells_that_have_room(shown, side, written):
    bare, heat = (shown(HeatMap("sequential", square=True), side, side) for _ in range(2))
    bare.set_matrix([[8, 8], [8, 8]])
    heat.set_matrix([[8, 8], [8, 8]], counts=True)
    assert (colors_in(heat) != colors_in(bare)) is written


def test_that_a_square_map_keeps_its_cells_square(shown):
    heat = shown(HeatMap("sequential", square=True), 400, 100)
    heat.set_matrix(np.eye(4), row_labels=list("abcd"), column_labels=list("wxyz"))
    cell = heat.cell_rect((2, 1))
    assert cell.width() == pytest.approx(cell.height())
    assert heat.cell_at(cell.center().toPoint()) == (2, 1)
    assert heat.cell_at(QPoint(399, 50)) is None


def test_that_a_click_chooses_a_cell(heat, qtbot):
    with qtbot.waitSignal(heat.cell_clicked) as clicked:
        qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(250, 50))
    assert clicked.args == [0, 2]
    assert heat.selected == (0, 2)
    assert colors.DARK["focus"] in colors_in(heat) or colors.DARK["warning"] in colors_in(heat)


def test_that_arrows_and_return_choose_a_cell(heat, qtbot):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(heat, key)
    assert heat.selected == (1, 1)
    assert "2.0" in heat.accessibleDescription()
    with qtbot.waitSignal(heat.cell_clicked) as clicked:
        qtbot.keyClick(heat, Qt.Key.Key_Return)
    assert clicked.args == [1, 1]


def test_that_a_map_that_is_not_clickable_ignores_clicks(heat, qtbot):
    heat.set_clickable(False)
    with qtbot.assertNotEmitted(heat.cell_clicked):
        qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(250, 50))
    assert heat.selected is None


def test_that_a_choice_outside_a_new_matrix_is_dropped(heat):
    heat.set_selected((1, 2))
    heat.set_matrix([[1.0]])
    assert heat.selected is None


def test_that_only_matrices_are_shown(heat):
    with pytest.raises(ValueError, match="shape"):
        heat.set_matrix([1.0, 2.0])


def test_that_an_empty_matrix_is_painted_as_nothing(heat):
    heat.set_matrix(np.zeros((0, 0)))
    assert len(colors_in(heat)) == 1
    assert heat.describe(QPoint(10, 10)) == ""


def test_that_the_tooltip_is_plain_text(heat, monkeypatch):
    heat.set_matrix([[0.1]], row_labels=["<b>cat</b>"], column_labels=["dog"])
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, _widget: told.append(words))
    place = heat.cell_rect((0, 0)).center().toPoint()
    help_event = QHelpEvent(QEvent.Type.ToolTip, place, heat.mapToGlobal(place))
    QApplication.sendEvent(heat, help_event)
    assert told == ["<qt>&lt;b&gt;cat&lt;/b&gt; × dog: 0.1</qt>"]


def test_that_a_heat_map_has_a_table(heat):
    heat.set_matrix([[1, 2]], row_labels=["r"], column_labels=["a", "b"])
    assert heat.table() == {"": ["r"], "a": [1.0], "b": [2.0]}


def test_that_a_histogram_names_the_bar_under_the_mouse(shown):
    histogram = shown(Histogram("convolution"), 200, 100)
    histogram.set_counts([5, 0, 1500], [-0.5, 0, 0.5, 1.0])
    assert histogram.describe(QPoint(10, 5)) == "−0.5 to 0: 5"
    assert histogram.describe(QPoint(190, 5)) == "0.5 to 1: 1\u202f500"
    assert at(histogram, 160, 40) == colors.DARK["convolution"]
    assert colors.DARK["convolution"] != at(histogram, 100, 40)
    assert list(histogram.table()["count"]) == [5, 0, 1500]


def test_that_counts_and_edges_belong_together(shown):
    with pytest.raises(ValueError, match="edges"):
        shown(Histogram()).set_counts([1, 2], [0, 1])


def test_that_a_histogram_of_nothing_but_zeros_is_flat(shown):
    histogram = shown(Histogram("good"), 100, 60)
    histogram.set_counts([0, 0], [0, 1, 2])
    assert colors.DARK["good"] not in colors_in(histogram)


X = np.linspace(-5, 5, 101)


def test_that_a_curve_reads_every_function_under_the_mouse(shown):
    curve = shown(Curve(), 200, 150)
    lines = [Line("f(z)", "train", X, np.maximum(X, 0)), Line("f′(z)", "validation", X, X > 0)]
    curve.set_lines(lines)
    assert curve.describe(QPoint(180, 10)) == "x = 4\nf(z) = 4\nf′(z) = 1"
    assert {colors.DARK["train"], colors.DARK["validation"]} <= colors_in(curve)
    assert curve.accessibleDescription() == "f(z), f′(z)"


def test_that_gaps_split_a_curve(shown):
    y = np.where(np.abs(X) < 1, np.nan, X)
    curve = shown(Curve())
    curve.set_lines([Line("", "train", X, y)])
    assert [run.size() for run in curve._runs(curve._lines[0])] == [41, 41]


def test_that_a_constant_and_an_undefined_curve_can_be_shown(shown):
    curve = shown(Curve())
    curve.set_lines([Line("c", "train", X, np.ones(101))])
    assert colors.DARK["train"] in colors_in(curve)
    curve.set_lines([Line("n", "train", X, np.full(101, np.nan))])
    curve.set_marker(0.0)
    curve.grab()
    assert curve.describe(QPoint(0, 0)).endswith("n = nan")


def test_that_a_marker_stands_on_the_line(shown):
    curve = shown(Curve(), 200, 150)
    curve.set_lines([Line("", "train", X, X)])
    curve.set_marker(0.0)
    place = curve._at(0.0, 0.0).toPoint()
    assert at(curve, place.x() - 2, place.y() - 2) == colors.DARK["train"]


def test_that_bars_are_as_long_as_their_values(shown):
    bars = shown(Bars(), 400, 60)
    bars.set_bars([Bar("a", 0.25, "good"), Bar("b", 1.0, "bad")], 1.0)
    image = bars.grab().toImage()

    def length(y, role):
        return sum(image.pixelColor(x, y).name() == colors.DARK[role] for x in range(400))

    assert length(15, "good") * 4 == pytest.approx(length(45, "bad"), abs=8)
    assert bars.describe(QPoint(5, 45)) == "b: 1.0"
    assert bars.table() == {"label": ["a", "b"], "value": [0.25, 1.0]}


def test_that_bars_without_any_value_can_be_shown(shown):
    bars = shown(Bars())
    bars.set_bars([])
    assert bars.describe(QPoint(5, 5)) == ""
    bars.set_bars([Bar("a", 0.0)])
    bars.grab()
    assert bars.accessibleDescription() == "a 0"


def test_that_shares_fill_the_whole_bar(shown):
    bar = shown(StackedBar(), 200, 22)
    bar.set_parts([Bar("train", 150, "train"), Bar("val", 50, "validation")])
    assert at(bar, 100, 3) == colors.DARK["train"]
    assert at(bar, 180, 3) == colors.DARK["validation"]
    assert bar.describe(QPoint(190, 10)) == "val 50"
    assert bar.table()["value"] == [150, 50]


def test_that_a_box_tells_its_five_figures(shown):
    plot = shown(BoxPlot(), 300, 200)
    plot.set_boxes([Box("ash", -2, -1, 0, 1, 2), Box("hue", -1, 0, 0.5, 1, 3)])
    words = plot.describe(QPoint(200, 50))
    assert words == "hue\nsmallest −1, quartile 0, median 0.5, quartile 1, largest 3"
    assert plot.table()["median"] == [0, 0.5]
    assert colors.DARK["accent"] in colors_in(plot)
    assert plot._y(2) < plot._y(-2)


def test_that_a_scatter_tells_the_nearest_point(shown):
    plot = shown(Scatter(), 300, 300)
    plot.set_points([0, 10, float("nan")], [0, 5, 1])
    x, y = plot.pixels([0, 10], [0, 5])
    assert plot.describe(QPoint(round(x[1]), round(y[1]))) == "true 10.0, predicted 5.0"
    assert plot.describe(QPoint(round(x[1]), round(y[1]) - 40)) == ""
    assert len(plot.table()["true value"]) == 2


def test_that_a_scatter_needs_pairs(shown):
    with pytest.raises(ValueError, match="shape"):
        shown(Scatter()).set_points([1, 2], [1])


PICTURES = [HeatMap, Histogram, Curve, Bars, StackedBar, BoxPlot, Scatter]


@pytest.mark.parametrize("kind", PICTURES, ids=lambda kind: kind.__name__)
def test_that_an_empty_picture_can_be_shown(shown, kind):
    widget = shown(kind())
    widget.grab()
    assert widget.describe(QPoint(10, 10)) == ""


def test_that_pictures_repaint_in_another_theme(shown):
    bars = shown(Bars(), 200, 40)
    bars.set_bars([Bar("a", 1, "good")])
    theme().set_mode("light")
    assert colors.LIGHT["good"] in colors_in(bars)


def test_that_a_card_exports_the_table_of_its_body(qtbot, tmp_path):
    card = PlotCard("Classes")
    qtbot.addWidget(card)
    body = Bars()
    body.set_bars([Bar("a", 0.1)])
    card.set_body(body, body.table)
    card.save_csv(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8") == "label,value\na,0.1\n"


def test_that_a_card_without_numbers_offers_none(qtbot):
    card = PlotCard("Picture")
    qtbot.addWidget(card)
    card.set_body(QWidget())
    menu = QMenu(card)
    card.fill_menu(menu)
    names = {action.objectName() for action in menu.actions()}
    assert "exportPng" in names
    assert "exportCsv" not in names


@pytest.mark.parametrize("ends", [(-1.2, 1.2), (0.2, 3.4), (-9.6, 0.9), (0.93, 1.07)])
def test_that_axes_of_a_small_picture_have_two_labels_at_least(qtbot, ends):
    picture = BoundaryPlot()
    qtbot.addWidget(picture)
    picture.resize(160, 120)
    picture.set_axes(ends, ends, ("x1", "x2"))
    assert all(len(ticks) > 1 for ticks in picture._ticks_of(picture.area()))
