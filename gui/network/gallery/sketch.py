"""A network as a small drawing: a bar a layer, as high as its output is large, and arcs that skip."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from engine.check.shapes import NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec, source_id
from gui.theme import theme

_WIDEST_BAR = 9.0
_LOWEST = 0.14
#: Room above the bars for the arcs, as a share of the height.
_ARCS = 0.26


@dataclass(frozen=True)
class Bar:
    """A layer: its group, which gives the colour, and its height from 0 to 1."""

    group: str
    height: float


@dataclass(frozen=True)
class Sketch:
    """The bars of a network and the connections that skip some, by the places of their ends."""

    bars: tuple[Bar, ...]
    arcs: tuple[tuple[int, int], ...]


def sketch_of(network: NetworkSpec, info: NetworkInfo) -> Sketch:
    """The drawing of a valid network; layers that are switched off are left out."""
    shown = [layer for layer in network.layers if layer.enabled]
    places = {layer.id: place for place, layer in enumerate(shown)}
    sizes = [math.prod(info.layers[layer.id].outputs[0]) for layer in shown]
    largest = math.log2(1 + max(sizes, default=1))
    bars = tuple(
        Bar(info.layers[layer.id].kind.group, max(_LOWEST, (math.log2(1 + size) / largest) ** 2))
        for layer, size in zip(shown, sizes, strict=True)
    )
    arcs = tuple(
        (places[source], place)
        for place, layer in enumerate(shown)
        for source in _sources(network, layer, places)
        if place - places[source] > 1
    )
    return Sketch(bars, arcs)


def _sources(network: NetworkSpec, layer: LayerSpec, places: Mapping[str, int]) -> list[str]:
    """The layers that feed this one, seen through those that are switched off."""
    found = []
    for ref in layer.inputs:
        source = network.layer(source_id(ref))
        while source.id not in places:
            source = network.layer(source_id(source.inputs[0]))
        found.append(source.id)
    return found


def paint_sketch(painter: QPainter, sketch: Sketch, area: QRectF, *, faint: bool) -> None:
    """Draws into `area`, from the input at the left to the output at the right."""
    if not sketch.bars:
        return
    painter.save()
    painter.setOpacity(0.35 if faint else 1.0)
    step = min(_WIDEST_BAR, area.width() / len(sketch.bars))
    left = area.left() + (area.width() - step * len(sketch.bars)) / 2
    room = area.height() * (1 - _ARCS)
    gap = 1.5 if step > 4 else 0.5 if step > 1.5 else 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    for place, bar in enumerate(sketch.bars):
        height = bar.height * room
        rect = QRectF(left + place * step, area.bottom() - height, step - gap, height)
        painter.fillRect(rect, theme().color(bar.group))
    _paint_arcs(painter, sketch, area, left, step)
    painter.restore()


def _paint_arcs(painter: QPainter, sketch: Sketch, area: QRectF, left: float, step: float) -> None:
    room = area.height() * (1 - _ARCS)
    painter.setPen(QPen(theme().color("muted"), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for source, target in sketch.arcs:
        highest = max(bar.height for bar in sketch.bars[source : target + 1])
        base = area.bottom() - highest * room - 2
        start = QPointF(left + (source + 0.5) * step, base)
        end = QPointF(left + (target + 0.5) * step, base)
        top = max(area.top(), base - min(area.height() * _ARCS, 4 + (target - source) * step / 3))
        path = QPainterPath(start)
        path.cubicTo(QPointF(start.x(), top), QPointF(end.x(), top), end)
        painter.drawPath(path)
