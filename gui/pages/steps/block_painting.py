"""Paints a tensor: its label, and its numbers as cells, as a heat map or as pictures."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen

from engine import numbers
from engine.explain.derivation import Cell
from engine.tensor_figures import statistics
from gui.colors import mix, tint
from gui.pages.steps.grid import Grid
from gui.pages.steps.number_words import cell_words
from gui.pages.steps.placing import Block
from gui.pages.steps.shown import Flow
from gui.plots.cell_colors import cell_image
from gui.theme import mono_font, theme
from gui.translate import tr

_CELL_CORNER = 3.0
#: Below 1 small gradients keep some colour beside large ones.
_BEND = 0.6


@dataclass
class Look:
    """What is marked, and how gradients are scaled to colours.

    `largest` is the gradient that is coloured most. Sections after `cursor` are faint while it stands on
    one.
    """

    flow: Flow = "forward"
    largest: float = 1.0
    cell: Cell | None = None
    focused: bool = False
    cursor: tuple[str, int | None] | None = None
    faint: set[tuple[str, int | None]] = field(default_factory=set)
    _images: WeakKeyDictionary[Grid, tuple[bool, QImage]] = field(default_factory=WeakKeyDictionary)

    def image(self, grid: Grid) -> QImage:
        """The grid as one pixel a cell in the colours of now, made when it is first in view."""
        dark, image = self._images.get(grid, (None, QImage()))
        if dark is not theme().is_dark:
            image = cell_image(grid.values, "diverging")
            self._images[grid] = (theme().is_dark, image)
        return image


def paint_block(painter: QPainter, block: Block, look: Look) -> None:
    """Paints one column of a row in page coordinates."""
    _paint_label(painter, block)
    if block.grid is None:
        painter.setFont(mono_font(-1))
        painter.setPen(theme().color("muted"))
        box = QRectF(block.origin.x(), block.origin.y(), block.place.width(), 20)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), block.column.note)
        return
    if block.grid.style == "numbers":
        _paint_numbers(painter, block, block.grid, look)
    else:
        _paint_picture(painter, block, block.grid, look)
    _paint_chosen(painter, block, block.grid, look)


def _paint_label(painter: QPainter, block: Block) -> None:
    """The name, the shape, and ∇ where it is a leaf that wants a gradient."""
    font = mono_font(-2)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    tensor, box = block.row.tensor, block.label_box
    shape = numbers.shape(tensor.shape) or tr("scalar")
    marked = block.column.side == "value" and tensor.is_leaf and tensor.requires_grad
    tail = f" {shape}{' ∇' if marked else ''}"
    room = int(box.width() - metrics.horizontalAdvance(tail))
    name = metrics.elidedText(block.column.label, Qt.TextElideMode.ElideMiddle, max(room, 30))
    painter.setPen(theme().color("text"))
    baseline = box.top() + metrics.ascent()
    painter.drawText(QPointF(box.left(), baseline), name)
    painter.setPen(theme().color("muted"))
    painter.drawText(QPointF(box.left() + metrics.horizontalAdvance(name), baseline), tail)


def number_fill(value: float, block: Block, look: Look) -> QColor:
    """Plain for a value; a gradient in blue or orange by its sign, the stronger the larger it is."""
    if not np.isfinite(value):
        return QColor(mix(theme().color("panel").name(), theme().color("bad").name(), 0.25))
    if block.column.side != "gradient":
        return theme().color("raised")
    share = min(abs(value) / look.largest, 1.0) ** _BEND if look.largest > 0 else 0.0
    return QColor(tint(float(np.copysign(share, value)), dark=theme().is_dark))


def _paint_numbers(painter: QPainter, block: Block, grid: Grid, look: Look) -> None:
    painter.setFont(mono_font(-1))
    for (row, column), value in np.ndenumerate(grid.values):
        if grid.places[row, column] < 0:
            continue
        hidden = block.column.hidden is not None and block.column.is_hidden(grid.index(row, column))
        box = block.cell_box(row, column)
        fill = theme().color("raised") if hidden else number_fill(value, block, look)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, _CELL_CORNER, _CELL_CORNER)
        painter.setPen(
            theme().color("accent")
            if hidden
            else theme().ink_on(fill)
            if block.column.side == "gradient"
            else theme().color("text")
        )
        painter.drawText(
            box.adjusted(0, 0, -8, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            "?" if hidden else cell_words(float(value), grid.decimals),
        )


def _paint_picture(painter: QPainter, block: Block, grid: Grid, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=min(grid.cell) < 1)
    image = look.image(grid)
    if grid.group:
        for first in range(0, grid.columns, grid.group):
            box = block.cell_box(0, first)
            box.setSize(_map_size(grid))
            painter.drawImage(box, image, QRectF(first, 0, grid.group, grid.rows))
    else:
        painter.drawImage(QRectF(block.origin.x(), block.origin.y(), *grid.size), image)
    painter.setFont(mono_font(-2))
    painter.setPen(theme().color("muted"))
    bottom = block.origin.y() + grid.size[1]
    box = QRectF(block.place.left(), bottom, block.place.width(), block.place.bottom() - bottom)
    words = painter.fontMetrics().elidedText(
        range_words(block, grid), Qt.TextElideMode.ElideRight, int(box.width())
    )
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)


def _map_size(grid: Grid) -> QSizeF:
    return QSizeF(grid.group * grid.cell[0], grid.rows * grid.cell[1])


def range_words(block: Block, grid: Grid) -> str:
    """The range of a tensor that is drawn, and how much of it is on show."""
    assert block.column.figures is not None, "a grid has figures"
    if block.column.hidden is not None:
        return "?"
    found = statistics(block.column.figures.sample)
    parts = [f"{numbers.short(found.low)} … {numbers.short(found.high)}"]
    if grid.hidden:
        total = grid.columns // grid.group + grid.hidden
        parts.append(
            tr("{shown} of {total} channels").format(
                shown=total - grid.hidden, total=numbers.count(total)
            )
        )
    return " · ".join(parts)


def _paint_chosen(painter: QPainter, block: Block, grid: Grid, look: Look) -> None:
    """The ring around the chosen number."""
    cell = look.cell
    if cell is None or not block.holds(cell):
        return
    if (place := grid.find(cell.at)) is None:
        return
    painter.setPen(QPen(theme().color("focus" if look.focused else "accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    least = 6.0
    box = block.cell_box(*place)
    wide, high = max(least - box.width(), 0) / 2, max(least - box.height(), 0) / 2
    painter.drawRoundedRect(box.adjusted(-wide, -high, wide, high), _CELL_CORNER, _CELL_CORNER)
