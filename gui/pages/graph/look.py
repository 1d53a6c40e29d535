"""How the graph looks on screen, and on paper, which is always light."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from engine import numbers
from engine.graph.drawing import Edge, Node
from engine.graph.layered import Direction, Size, Spacing
from gui import colors
from gui.theme import mono_font, sized_font, theme
from gui.translate import show, tr, words

RADIUS = 7.0
STRIP = 4.0
INSET = 10.0
#: Between what stands at the left of a card and its figures at the right.
_GAP = 16.0
_NARROWEST, _WIDEST = 120.0, 340.0
_TALL, _LOW, _ROUND = 44.0, 28.0, 30.0
#: How much is seen of what a walked step has not come to; of a layer that is switched off.
QUIET, OFF = 0.35, 0.55
#: The mark of a leaf that gets a gradient.
NABLA = "∇"


@dataclass(frozen=True)
class Look:
    """Where the graph is drawn: on screen in the theme's colours, or on paper; `shapes` on edges."""

    paper: bool = False
    shapes: bool = True

    def color(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(colors.LIGHT[role]) if self.paper else theme().color(role)

    def tint(self, role: str, share: float) -> QColor:
        """The canvas with so much of a role in it."""
        canvas, color = self.color("panel").name(), self.color(role).name()
        return QColor(colors.mix(canvas, color, share))


@cache
def _metrics(mono: bool, difference: int, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(mono_font(difference) if mono else sized_font(difference, bold=bold))


def advance(text: str, *, mono: bool = False, difference: int = 0, bold: bool = False) -> float:
    """The width of a text in pixels."""
    return _metrics(mono, difference, bold).horizontalAdvance(text)


def elided(text: str, room: float, *, mono: bool = False, size: int = 0, bold: bool = False) -> str:
    """The text cut with … where it is wider than `room`."""
    cut = _metrics(mono, size, bold).elidedText(text, Qt.TextElideMode.ElideRight, room)
    return str(cut)


def figure_font() -> QFont:
    """Shapes and counts."""
    return mono_font(-2)


def shape_words(node: Node) -> str:
    """What stands for the shape a node gives."""
    return node.shape or numbers.NOTHING


def count_words(node: Node) -> str:
    """The number of parameters where a card has room for it."""
    return numbers.count(node.parameters) if node.parameters and not node.short else ""


def node_size(node: Node) -> Size:
    """Width and height of a node in pixels, whatever its words."""
    detail = words(node.detail)
    if node.form in {"operation", "result"}:
        return _round_size(node.title, detail)
    if node.form == "leaf":
        mark = advance(f" {NABLA}", bold=True) if node.learns else 0.0
        width = max(
            advance(node.title, bold=True) + mark, advance(detail, mono=True, difference=-2)
        )
        return _clamped(width + 2 * INSET, 44.0), _TALL if detail else _LOW
    shape = advance(shape_words(node), mono=True, difference=-2)
    title = advance(node.title, bold=True)
    if node.short:
        width = title + 8 + advance(detail, difference=-1) + _GAP + shape
        return _clamped(width + STRIP + 2 * INSET), _LOW
    figure = advance(count_words(node), mono=True, difference=-2)
    width = max(title, advance(detail, difference=-2)) + _GAP + max(shape, figure)
    return _clamped(width + STRIP + 2 * INSET), _TALL


def _round_size(title: str, detail: str) -> Size:
    if len(title) == 1 and not detail:
        return _ROUND, _ROUND
    width = max(advance(title, bold=True), advance(detail, difference=-2))
    return _clamped(width + 4 * INSET, 60.0), _TALL if detail else _ROUND


def _clamped(width: float, least: float = _NARROWEST) -> float:
    return min(max(round(width), least), _WIDEST)


def spacing(edges: tuple[Edge, ...], direction: Direction, *, shapes: bool) -> Spacing:
    """Room between ranks for the shapes on the edges."""
    if not shapes:
        return Spacing(rank=32.0 if direction == "down" else 44.0)
    if direction == "down":
        return Spacing(rank=42.0)
    widest = max((advance(e.shape, mono=True, difference=-2) for e in edges), default=0.0)
    return Spacing(rank=max(44.0, widest + 26.0), bend=22.0)


def tip_of(node: Node) -> str:
    """What a node says of itself on hover and to screen readers."""
    parts = [node.title, words(node.detail)]
    if node.shape:
        parts.append(tr("Output {shape}").format(shape=node.shape))
    if node.parameters:
        parts.append(tr("{count} parameters").format(count=numbers.count(node.parameters)))
    if node.learns:
        parts.append(tr("Requires a gradient"))
    if not node.enabled:
        parts.append(tr("Switched off"))
    if node.trouble is not None:
        parts.append(show(node.trouble))
    return "\n".join(part for part in parts if part)
