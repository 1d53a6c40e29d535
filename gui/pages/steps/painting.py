"""Paints one card: its name, its tensors, and the arrow between values and gradients."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from gui.pages.steps.block_painting import Look, paint_block
from gui.pages.steps.placing import PAD, Lanes, PlacedCard, PlacedSection
from gui.theme import sized_font, theme
from gui.translate import tr

_CORNER = 8.0
#: What the operation under the cursor has not reached yet.
_FAINT = 0.35
_DISCLOSURE = 16.0


def disclosure_box(card: PlacedCard, lanes: Lanes) -> QRectF:
    """Where a card is opened, below its name; page coordinates."""
    section = card.sections[0].place
    left = card.place.left() + PAD
    return QRectF(left - 4, section.bottom() - _DISCLOSURE, lanes.name, _DISCLOSURE + 4)


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
    """The name and the muted words under it, in the middle of the section's height."""
    inner = number > 0
    title_font, small = sized_font(0 if not inner else -1, bold=not inner), sized_font(-2)
    title_metrics, metrics = QFontMetrics(title_font), QFontMetrics(small)
    left = section.place.left() + PAD + (10 if inner else 0)
    room = int(lanes.name - (10 if inner else 0))
    lines = _broken(section.section.subtitle, metrics, room)
    opens = not inner and card.card.can_open
    height = title_metrics.height() + len(lines) * metrics.height() + (_DISCLOSURE if opens else 0)
    y = section.place.top() + max((section.place.height() - height) / 2, 0)
    painter.setFont(title_font)
    painter.setPen(theme().color("text"))
    title = title_metrics.elidedText(section.section.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(left, y + title_metrics.ascent()), title)
    y += title_metrics.height()
    painter.setFont(small)
    painter.setPen(theme().color("muted"))
    for line in lines:
        painter.drawText(QPointF(left, y + metrics.ascent()), line)
        y += metrics.height()
    if opens:
        mark = "▾" if card.card.is_open else "▸"
        painter.setPen(theme().color("accent"))
        words = metrics.elidedText(f"{mark} {tr('operations')}", Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, y + 2 + metrics.ascent()), words)


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
