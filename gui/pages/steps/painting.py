"""Paints one card: its name, its tensors, and the arrow between values and gradients."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from gui.pages.steps.block_painting import Look, paint_block
from gui.pages.steps.placing import PAD, Lanes, PlacedCard, PlacedSection
from gui.theme import sized_font, theme
from gui.translate import tr

_CORNER = 8.0
#: What the operation under the cursor has not reached yet.
_FAINT = 0.35
_DISCLOSURE = 16.0
#: Above this height (px) a name stands at the top of its card.
_HIGH = 240.0


def disclosure_box(card: PlacedCard, lanes: Lanes) -> QRectF:
    """Where a card is opened, below its name; page coordinates."""
    section = card.sections[0]
    lines = _muted_lines(section, lanes, inner=False)
    top = _top_of_names(section, len(lines), inner=False, opens=True)
    top += _metrics_of_title(inner=False).height() + len(lines) * _small_metrics().height()
    return QRectF(section.place.left() + PAD - 4, top, lanes.name, _DISCLOSURE + 2)


def paint_card(painter: QPainter, card: PlacedCard, lanes: Lanes, look: Look) -> None:
    """Paints a card in page coordinates."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("line"), 1))
    painter.setBrush(theme().color("panel"))
    box = card.place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, _CORNER, _CORNER)
    for number, section in enumerate(card.sections):
        painter.setOpacity(_FAINT if section.section.stop in look.faint else 1.0)
        if number:
            painter.setPen(QPen(theme().color("line"), 1))
            y = section.place.top() - PAD / 2 + 1
            painter.drawLine(QPointF(box.left() + PAD, y), QPointF(box.right() - PAD, y))
        _paint_names(painter, section, lanes, card, number)
        for block in section.blocks:
            paint_block(painter, block, look)
        if look.flow != "forward" and _has_room_for_arrow(section, lanes):
            _paint_arrow(painter, section.place, lanes, back=look.flow == "backward")
        painter.setOpacity(1.0)
        if section.section.stop == look.cursor:
            _paint_cursor(painter, card, section, alone=len(card.sections) == 1)


def _paint_cursor(
    painter: QPainter, card: PlacedCard, section: PlacedSection, *, alone: bool
) -> None:
    painter.setPen(QPen(theme().color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    place = card.place if alone else section.place.adjusted(4, -PAD / 2 + 2, -4, PAD / 2 - 2)
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _CORNER, _CORNER)


def _paint_names(
    painter: QPainter, section: PlacedSection, lanes: Lanes, card: PlacedCard, number: int
) -> None:
    """The name, the muted words under it, and what opens the card."""
    inner = number > 0
    title_metrics, metrics = _metrics_of_title(inner=inner), _small_metrics()
    left = section.place.left() + PAD + _indent(inner=inner)
    room = _room(lanes, inner=inner)
    lines = _muted_lines(section, lanes, inner=inner)
    opens = not inner and card.card.can_open
    y = _top_of_names(section, len(lines), inner=inner, opens=opens)
    painter.setFont(_title_font(inner=inner))
    painter.setPen(theme().color("text"))
    title = title_metrics.elidedText(section.section.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(left, y + title_metrics.ascent()), title)
    y += title_metrics.height()
    painter.setFont(sized_font(-2))
    painter.setPen(theme().color("muted"))
    for line in lines:
        painter.drawText(QPointF(left, y + metrics.ascent()), line)
        y += metrics.height()
    if opens:
        mark = "▾" if card.card.is_open else "▸"
        painter.setPen(theme().color("accent"))
        words = metrics.elidedText(f"{mark} {tr('operations')}", Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, y + 2 + metrics.ascent()), words)


def _title_font(*, inner: bool) -> QFont:
    return sized_font(-1 if inner else 0, bold=not inner)


def _metrics_of_title(*, inner: bool) -> QFontMetrics:
    return QFontMetrics(_title_font(inner=inner))


def _small_metrics() -> QFontMetrics:
    return QFontMetrics(sized_font(-2))


def _indent(*, inner: bool) -> int:
    return 10 if inner else 0


def _room(lanes: Lanes, *, inner: bool) -> int:
    return int(lanes.name - _indent(inner=inner))


def _muted_lines(section: PlacedSection, lanes: Lanes, *, inner: bool) -> list[str]:
    return _broken(section.section.subtitle, _small_metrics(), _room(lanes, inner=inner))


def _top_of_names(section: PlacedSection, lines: int, *, inner: bool, opens: bool) -> float:
    """In the middle of the section; at the top of one so high that its middle may be out of sight."""
    if section.place.height() > _HIGH:
        return section.place.top()
    words = _metrics_of_title(inner=inner).height() + lines * _small_metrics().height()
    height = words + (_DISCLOSURE if opens else 0.0)
    return section.place.top() + max((section.place.height() - height) / 2, 0)


def _broken(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """At most two lines; the second ends in … where there is more."""
    if not words or metrics.horizontalAdvance(words) <= room:
        return [words] if words else []
    first, rest = "", words.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return [metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)]
    return [first, metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, room)]


def _has_room_for_arrow(section: PlacedSection, lanes: Lanes) -> bool:
    """Whether it leads from something to something, and no wide numbers stand there."""
    middle = section.place.left() + lanes.arrow + 12
    return any(block.place.left() > middle for block in section.blocks) and not any(
        block.place.left() < middle < block.place.left() + block.width
        and block.place.top() - 6 < section.place.center().y() < block.place.bottom() + 6
        for block in section.blocks
    )


def _paint_arrow(painter: QPainter, place: QRectF, lanes: Lanes, *, back: bool) -> None:
    middle = QPointF(place.left() + lanes.arrow + 12, place.center().y())
    tip = middle + QPointF(-7 if back else 7, 0)
    tail = middle + QPointF(7 if back else -7, 0)
    painter.setPen(QPen(theme().color("accent"), 1.4))
    painter.drawLine(tail, tip)
    side = 4 if back else -4
    painter.drawLine(tip, tip + QPointF(side, -4))
    painter.drawLine(tip, tip + QPointF(side, 4))
