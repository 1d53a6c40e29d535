"""A plot leaves the program as a picture, a drawing or a table, or says why it can't."""

import csv
import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog

from engine.text import UserError
from gui.plots import export
from gui.plots.legend import LegendEntry
from gui.plots.line_plot import LinePlot
from gui.plots.marks import Mark
from gui.theme import theme


@pytest.fixture
def plot(qtbot):
    widget = LinePlot("Loss")
    qtbot.addWidget(widget)
    widget.resize(500, 300)
    widget.add_series("train", "train", "train")
    with qtbot.waitExposed(widget):
        widget.show()
    widget.append("train", np.arange(50.0), np.linspace(1, 0.1, 50))
    widget.refresh()
    return widget


def test_that_a_png_is_twice_as_sharp_and_on_the_panel(plot, tmp_path):
    file = tmp_path / "loss.png"
    plot.save_png(file)
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1000, 600)
    assert image.pixelColor(0, 0).alpha() == 255
    seen = {image.pixelColor(x, y).name() for x in range(0, 1000, 2) for y in range(0, 600, 2)}
    assert theme().color("train").name() in seen
    assert theme().color("panel").name() in seen


def test_that_an_svg_is_a_drawing_with_words(plot, tmp_path):
    file = tmp_path / "loss.svg"
    plot.save_svg(file)
    drawing = file.read_text("utf-8")
    assert "<image" not in drawing
    assert ">Loss<" in drawing
    lines = len(re.findall("<polyline", drawing)) + len(re.findall("<path", drawing))
    assert lines >= 10
    assert theme().color("train").name() in drawing


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_that_dots_marks_and_pins_are_shapes_in_the_drawing(plot, tmp_path, mode):
    theme().set_mode(mode)
    try:
        plot.add_series("val", "validation", "validation", "points")
        plot.append("val", [0, 10, 20, 30], [0.5, np.nan, np.inf, 0.4])
        plot.set_marks([Mark(15, "learning rate 0.01 → 0.001", "accent")])
        plot.show_pins([25.0])
        file = tmp_path / "loss.svg"
        plot.save_svg(file)
        drawing = file.read_text("utf-8")
        assert "<image" not in drawing
        for role in ("train", "validation", "bad", "accent"):
            assert theme().color(role).name() in drawing, role
        assert all(f">{words}<" in drawing for words in ("Loss", "1"))
        assert all(re.search(f">{name}[ <]", drawing) for name in ("train", "validation"))
        renderer = QSvgRenderer(str(file))
        assert renderer.isValid()
        assert not renderer.defaultSize().isEmpty()
        assert len(re.findall(f'fill="{theme().color("bad").name()}"', drawing)) >= 2
    finally:
        theme().set_mode("system")


def legend_in_picture(plot):
    """Whether every entry of the legend is whole in pictures, and how large those are."""
    seen = []

    def look():
        for entry in plot.findChildren(LegendEntry):
            corner = entry.mapTo(plot, QPoint(0, 0))
            box = QRect(corner, entry.size())
            parent = entry.parentWidget()
            seen.append(
                entry.isVisible()
                and plot.rect().contains(box)
                and parent.rect().contains(entry.geometry())
                and entry.width() >= entry.sizeHint().width()
            )
        seen.append(plot.size())

    plot._bare(look, 2.0)
    return seen[:-1], seen[-1]


@pytest.mark.parametrize("inside", [False, True])
def test_that_the_whole_legend_is_in_the_picture(qtbot, inside):
    plot = LinePlot("Gradient norm by layer", legend_inside=inside)
    qtbot.addWidget(plot)
    plot.resize(260, 160)
    for number in range(7):
        plot.add_series(f"s{number}", f"a long name of layer {number}", number)
        plot.append(f"s{number}", [0, 1], [number, number])
    with qtbot.waitExposed(plot):
        plot.show()
    before = plot.size()
    whole, size = legend_in_picture(plot)
    assert len(whole) == 7
    assert all(whole)
    assert size.width() > before.width()
    assert plot.size() == before


def test_that_a_picture_has_no_focus_ring(plot, qtbot):
    plot.setFocus()
    focused = []
    plot._bare(lambda: focused.append(plot.hasFocus()), 1.0)
    assert focused == [False]
    assert plot.hasFocus()


def test_that_a_csv_reads_back_to_the_same_floats(tmp_path):
    file = tmp_path / "t.csv"
    table = {"a, b": np.array([0.1, 1 / 3]), "c": ["x"]}
    export.save_csv(table, file)
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    assert rows == [["a, b", "c"], ["0.1", "x"], [repr(1 / 3), ""]]


def test_that_a_long_column_is_written_to_its_end(tmp_path):
    file = tmp_path / "t.csv"
    values = np.random.default_rng(0).normal(size=40_000)
    export.save_csv({"all": values, "few": np.array([1, 2])}, file)
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))[1:]
    assert [float(row[0]) for row in rows] == values.tolist()
    assert [row[1] for row in rows[:3]] == ["1", "2", ""]


@pytest.mark.parametrize("save", [export.save_png, export.save_svg])
def test_that_a_file_that_cannot_be_written_is_named(plot, tmp_path, save):
    with pytest.raises(UserError, match=r"loss\.x.*can't be written"):
        save(plot, tmp_path / "missing" / "loss.x")


def test_that_a_table_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UserError, match="can't be written"):
        export.save_csv({"a": [1]}, tmp_path / "missing" / "t.csv")


def test_that_lines_of_a_sharp_picture_are_as_wide_as_on_screen(plot):
    widths = []
    plot._bare(lambda: widths.append(plot._series.items_of("train").line.opts["pen"].widthF()), 2.0)
    assert widths == [2 * plot._series.items_of("train").line.opts["pen"].widthF()]


def test_that_the_clipboard_takes_picture_and_table(plot):
    export.copy_picture(plot)
    assert QApplication.clipboard().image().width() == 1000
    export.copy_table({"a": [1, 2], "b": [0.5, 0.25]})
    assert QApplication.clipboard().text() == "a\tb\n1\t0.5\n2\t0.25\n"


def test_that_the_dialog_saves_and_reports_problems(plot, qtbot, tmp_path):
    plot._ask_csv()
    dialog = plot.findChild(QFileDialog, "exportDialog")
    with qtbot.waitSignal(plot.problem) as told:
        dialog.fileSelected.emit(str(tmp_path / "missing" / "t.csv"))
    assert "can't be written" in str(told.args[0])
    dialog.fileSelected.emit(str(tmp_path / "t.csv"))
    assert (tmp_path / "t.csv").read_text("utf-8").startswith("train: x,train\n")
    dialog.close()


def test_that_a_white_page_stays_white_in_the_light_theme(plot):
    try:
        theme().set_mode("light")
        assert export.picture(plot).pixelColor(2, 2) == QColor(theme().color("panel"))
    finally:
        theme().set_mode("system")
