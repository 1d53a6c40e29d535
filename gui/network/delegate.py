"""Paints the cards of the network, and the field in which a card is renamed."""

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.icons import icon
from gui.network import geometry
from gui.network.block_painter import paint_brackets, paint_head, paint_triangle
from gui.network.geometry import Place
from gui.network.model import LayerModel, Role
from gui.network.output_strip import OutputStrip
from gui.network.rail_hits import Link
from gui.network.rail_painter import paint_break, paint_link, paint_rails
from gui.network.rename_field import RenameField, is_enter
from gui.network.row import Row
from gui.network.wrapped import draw_lines, wrapped
from gui.theme import mono_font, sized_font, theme
from gui.translate import tr

Index = QModelIndex | QPersistentModelIndex
_RADIUS = 7.0
_BAR_HEIGHT = 3.0
_OUTLINE = 2
#: How strong a card is while it is dragged, or can't take the connection that is drawn.
_FAINT = 0.4
#: Baselines below the top of a card of 13-pixel text.
_TITLE, _DETAIL, _SHAPE, _COUNT = 21, 35, 19, 34
#: The mark of a frozen layer, and its distance from the title.
_LOCK, _LOCK_GAP = 11, 5
_TAG_SIZE = -3


class CardDelegate(QStyledItemDelegate):
    """One card a row.

    Attributes:
        lifted: the cards being dragged.
        marked: the card under a new connection, and the role of its outline.
        dimmed: the cards that a new connection can't go to.
        found: the cards that match what is searched for.
        strip: what is drawn under the selected card.
        link: the connection that is under the pointer or selected; its two cards light up too.
        exposed: what of the list is being painted, as far as that is known.
    """

    def __init__(self, view: QListView, model: LayerModel, parent: QObject | None = None) -> None:
        super().__init__(parent or view)
        self._view = view
        self._model = model
        self.lifted: frozenset[str] = frozenset()
        self.marked: tuple[str, str] = ("", "")
        self.dimmed: frozenset[str] = frozenset()
        self.found: frozenset[str] = frozenset()
        self.strip: OutputStrip | None = None
        self.link: Link | None = None
        self.exposed = QRegion()

    def place(self, rect: QRect, number: int) -> Place:
        """Where the card of a row with this rectangle lies."""
        last = number == self._model.rowCount() - 1
        lanes = self._model.lanes
        width = self._view.width()
        if self._view.verticalScrollBar().isVisible():
            width = self._view.viewport().width() + geometry.RIGHT_MARGIN - _OUTLINE
        depth = self._model.row(number).depth if number < self._model.rowCount() else 0
        return geometry.place_card(rect, lanes, width, depth, first=number == 0, last=last)

    def bar_room(self, rect: QRect, number: int) -> QRect:
        """Where the gradient bar of a row with this rectangle moves, above the lower edge of its card."""
        card = self.place(rect, number).card
        height = 1 + _BAR_HEIGHT
        return QRectF(card.left(), card.bottom() - height, card.width(), height).toAlignedRect()

    def _shows_bar_only(self, rect: QRect, number: int, row: Row) -> bool:
        """Whether nothing of a row is to be painted but its bar, as four times a second during a run."""
        if row.trouble is not None or (self.strip and self.strip.height(row.layer_id)):
            return False
        return self.bar_room(rect, number).contains((self.exposed & rect).boundingRect())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        number = index.row()
        row = self._model.row(number)
        lines = 0
        if row.trouble is not None:
            lines = len(self._message(row, self.place(QRect(0, 0, 1, 100), number).card.width()))
        last = number == self._model.rowCount() - 1
        height = geometry.row_height(row, lines, first=number == 0, last=last)
        return QSize(0, height + (self.strip.height(row.layer_id) if self.strip else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not self.exposed.isEmpty() and not self.exposed.intersects(option.rect):
            return  # the list paints every row from the first to the last that has something new
        row: Row = index.data(Role.ROW)
        place = self.place(option.rect, index.row())
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar_only = self._shows_bar_only(option.rect, index.row(), row)
        if not bar_only:
            self._paint_beside(painter, row, place, index.row())
        if row.layer_id in self.lifted or row.layer_id in self.dimmed:
            painter.setOpacity(_FAINT)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.opened:
            paint_head(painter, row, place.card, hovered=hovered)
        else:
            self._paint_card(painter, row, place.card, hovered=hovered)
            if not bar_only:
                self._paint_words(painter, row, place.card)
        if self.strip is not None and self.strip.height(row.layer_id):
            inset = geometry.TEXT_INSET, geometry.FIGURE_INSET
            self.strip.paint(painter, place.card.adjusted(inset[0], 0, -inset[1], 0))
        ends = (self.link.source, self.link.target) if self.link is not None else ()
        self._paint_outline(painter, row, place.card, option, lit=index.row() in ends)
        painter.restore()

    def _paint_beside(self, painter: QPainter, row: Row, place: Place, number: int) -> None:
        paint_rails(painter, row, place)
        if self.link is not None:
            paint_link(painter, number, row, place, self.link)
        paint_break(painter, row, place)
        paint_brackets(painter, row, place, self._depth_below(number))

    def _paint_card(self, painter: QPainter, row: Row, card: QRectF, *, hovered: bool) -> None:
        outer, inner = QPainterPath(), QPainterPath()
        outer.addRoundedRect(card, _RADIUS, _RADIUS)
        inner.addRoundedRect(card.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        painter.fillPath(outer, theme().color("line"))
        painter.fillPath(inner, theme().color("hover" if hovered else "raised"))
        strip = QPainterPath()
        strip.addRect(QRectF(card.left(), card.top(), 1 + geometry.STRIP_WIDTH, card.height()))
        painter.fillPath(inner & strip, theme().color("line" if row.off else row.group))
        if row.gradient is not None:
            color = theme().color("muted" if row.frozen else "good")
            color.setAlphaF(0.4 if row.frozen else 0.8)
            painter.fillPath(inner & _bar(card, row.gradient), color)

    def _paint_words(self, painter: QPainter, row: Row, card: QRectF) -> None:
        scaled = geometry.scaled
        height = geometry.body_height(row)
        right = card.right() - geometry.FIGURE_INSET
        alone = row.short or not row.parameters
        figures = mono_font(-2)
        painter.setFont(figures)
        painter.setPen(theme().color("muted"))
        advance = QFontMetricsF(figures).horizontalAdvance
        middle = height / 2 + scaled(4)
        lines = (
            (row.shape, middle if alone else scaled(_SHAPE)),
            (row.parameters, scaled(_COUNT)),
        )
        for words, baseline in lines:
            painter.drawText(QPointF(right - advance(words), card.top() + baseline), words)
        taken = max(advance(row.shape), advance(row.parameters))
        left = card.left() + geometry.TEXT_INSET
        if row.folds:
            paint_triangle(painter, row, card, scaled(_TITLE))
            left += scaled(geometry.FOLD)
        room = max(20.0, right - taken - 8 - left)
        tag = _tag_width() if row.output else 0.0
        title_room = room - tag - (scaled(_LOCK) + _LOCK_GAP if row.frozen else 0)
        title = card.top() + (height / 2 + scaled(5) if row.short else scaled(_TITLE))
        end = _draw(
            painter,
            row.title,
            QPointF(left, title),
            title_room,
            role="muted" if row.off else "text",
            bold=not row.short,
            struck=row.off,
        )
        if row.frozen:
            lock = QRect(round(end) + _LOCK_GAP, round(title) - scaled(_LOCK) + 1, scaled(_LOCK), 0)
            lock.setHeight(lock.width())
            icon("lock", "muted").paint(painter, lock)
            end = lock.right() + 1
        if row.output:
            _draw_tag(painter, QPointF(end + _LOCK_GAP, title))
        if not row.short:
            _draw(
                painter, row.detail, QPointF(left, card.top() + scaled(_DETAIL)), room, -2, "muted"
            )
        if row.trouble is not None:
            painter.setPen(theme().color(row.trouble.role))
            message = self._message(row, card.width())
            draw_lines(painter, message, sized_font(-2), QPointF(left, card.top() + height - 2))

    def _depth_below(self, number: int) -> int:
        """The number of blocks around the row below."""
        below = number + 1
        return self._model.row(below).depth if below < self._model.rowCount() else 0

    def _message(self, row: Row, card_width: float) -> list[str]:
        """The message of a card at fault, in as many lines as are shown."""
        if row.trouble is None:
            return []
        room = card_width - geometry.TEXT_INSET - geometry.FIGURE_INSET
        return wrapped(row.trouble.message, sized_font(-2), room, geometry.MESSAGE_LINES)

    def _paint_outline(
        self,
        painter: QPainter,
        row: Row,
        card: QRectF,
        option: QStyleOptionViewItem,
        *,
        lit: bool,
    ) -> None:
        marked, role = self.marked
        if row.layer_id == marked:
            color: QColor | None = theme().color(role)
        elif option.state & QStyle.StateFlag.State_Selected or lit:
            color = theme().color("accent")
        elif row.layer_id in self.found:
            color = theme().color("warning")
        elif row.trouble is not None:
            color = theme().color(row.trouble.role)
        elif option.state & QStyle.StateFlag.State_HasFocus:
            color = theme().color("focus")
        else:
            color = None
        if color is not None:
            painter.setPen(
                QPen(color, 2.0 if row.trouble is None or row.layer_id == marked else 1.5)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card, _RADIUS, _RADIUS)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return RenameField(parent, partial(self._model.refusal, index.row()))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """A name that can't be is not taken over; its field stays."""
        if (
            isinstance(editor, RenameField)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and is_enter(event.key())
            and not editor.accepts
        ):
            return True
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # A row that changes meanwhile, as its bar does while training, leaves what is being typed.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        card = self.place(option.rect, index.row()).card
        height = geometry.scaled(26)
        left = round(card.left()) + geometry.STRIP_WIDTH + 1
        editor.setGeometry(left, round(card.top()) + 3, round(card.width() * 0.62), height)


def _bar(card: QRectF, level: float) -> QPainterPath:
    """The gradient bar above the lower edge of a card."""
    left = card.left() + 1 + geometry.STRIP_WIDTH
    width = (card.right() - 1 - left) * level
    top = card.bottom() - 1 - _BAR_HEIGHT
    path = QPainterPath()
    path.addRoundedRect(QRectF(left, top, width, _BAR_HEIGHT), 1.5, 1.5)
    return path


def _draw(
    painter: QPainter,
    words: str,
    where: QPointF,
    room: float,
    size: int = 0,
    role: str = "text",
    *,
    bold: bool = False,
    struck: bool = False,
) -> float:
    """One line of plain text, cut with an ellipsis where it is too long; gives where it ends."""
    font = sized_font(size, bold=bold)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(theme().color(role))
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(where, cut)
    return where.x() + metrics.horizontalAdvance(cut)


def _tag_width() -> float:
    """How much room the mark of an output takes behind a title."""
    return QFontMetricsF(sized_font(_TAG_SIZE)).horizontalAdvance(tr("output")) + 12 + _LOCK_GAP


def _draw_tag(painter: QPainter, where: QPointF) -> None:
    """The mark of an output on the line of a title."""
    font = sized_font(_TAG_SIZE)
    metrics = QFontMetricsF(font)
    words = tr("output")
    frame = QRectF(where.x(), where.y() - metrics.ascent() - 1, 0, metrics.height() + 1)
    frame.setWidth(metrics.horizontalAdvance(words) + 10)
    painter.setPen(QPen(theme().color("accent"), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 4, 4)
    painter.setFont(font)
    painter.drawText(QPointF(where.x() + 5, where.y()), words)
