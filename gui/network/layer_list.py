"""The list of cards: selecting, dragging to reorder, drawing connections, renaming in place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QPushButton, QWidget

from gui.document import Document
from gui.network import geometry
from gui.network.connection_entries import references
from gui.network.delegate import CardDelegate
from gui.network.drags import Connection, Reorder
from gui.network.folding import block_key, layers_of
from gui.network.handle import ConnectHandle, DragReason
from gui.network.keys import action_of
from gui.network.model import Index, LayerModel, Role
from gui.network.names import move_text
from gui.network.output_strip import OutputStrip
from gui.network.rail_painter import drop_line, rubber_line
from gui.network.rail_pointer import RailPointer
from gui.translate import show, tr

_SCROLL_ZONE = 28
_SCROLL_STEP = 12
_SCROLL_MS = 25
_FOLDING = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_Mode = QAbstractItemView


class LayerList(QListView):
    """Shows the cards and turns what the mouse does with them into edits.

    Signals:
        add_requested(): the empty state's link was clicked.
        action_requested(str): a key that stands for an action of the panel.
        joined(source, target): a connection was drawn from one card to another.
    """

    add_requested = Signal()
    action_requested = Signal(str)
    joined = Signal(str, str)

    def __init__(self, document: Document, model: LayerModel, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document, self._layers = document, model
        self._cards = CardDelegate(self, model)
        self._pressed: tuple[QPoint, str] | None = None
        self._select_on_release = False
        self._reorder: Reorder | None = None
        self._connection: Connection | None = None
        self._pointer = QPoint()
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_while_dragging)
        self.handle = ConnectHandle(self.viewport())
        self.handle.begun.connect(self._begin_connection)
        self.handle.moved.connect(self._track_connection)
        self.handle.released.connect(self._end_connection)
        self.rails = RailPointer(self, self._cards, model)
        self._reason = DragReason(self.viewport())
        self._first = QPushButton(self.viewport())
        self._first.setObjectName("addFirstLayer")
        self._first.setProperty("link", True)
        self._first.clicked.connect(self.add_requested)
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setObjectName("layerList")
        self.setSelectionMode(_Mode.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Mode.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(_Mode.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        document.changed.connect(self.cancel_drag)
        document.changed.connect(self.rails.clear)
        self._retranslate()

    def rename(self) -> None:
        """Opens the field for the current row's name."""
        self.edit(self.currentIndex())

    def card_center(self, number: int) -> QPointF:
        """The middle of a card in the viewport; for tests and for showing menus by key."""
        index = self._layers.index(number)
        return self._cards.place(self.visualRect(index), number).card.center()

    def fold_center(self, number: int) -> QPointF:
        """The middle of a block's triangle in the viewport."""
        index = self._layers.index(number)
        return geometry.fold_area(self._cards.place(self.visualRect(index), number).card).center()

    def mark_found(self, layer_ids: frozenset[str]) -> None:
        """Marks the cards that match what is searched for, and closed blocks with a match inside."""
        found = self._layers.keys_of(layer_ids)
        if found != self._cards.found:
            self._cards.found = found
            self.viewport().update()

    def show_strip(self, strip: OutputStrip) -> None:
        """Draws a strip under the card that it belongs to."""
        self._cards.strip = strip
        strip.moved.connect(self._make_room_for_strip)
        strip.changed.connect(self.viewport().update)

    def _make_room_for_strip(self) -> None:
        """The card that has grown stays in sight, the last one too."""
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.scrollTo(self.currentIndex())

    def card_box(self, layer_id: str) -> QRect | None:
        """A card's place in the viewport, scrolled into sight; None where no row shows the layer."""
        row = self._layers.row_of(layer_id)
        if row < 0:
            return None
        index = self._layers.index(row)
        self.scrollTo(index)
        return self._cards.place(self.visualRect(index), row).card.toRect()

    def below_card(self, layer_id: str) -> QPoint:
        """Where on screen a list that belongs to a card opens; the card is scrolled into sight."""
        index = self._layers.index(self._layers.row_of(layer_id))
        self.scrollTo(index)
        card = self._cards.place(self.visualRect(index), index.row()).card
        return self.viewport().mapToGlobal(card.bottomLeft().toPoint() + QPoint(0, 4))

    @property
    def dragging(self) -> bool:
        """Whether cards or a connection are being dragged."""
        return self._reorder is not None or self._connection is not None

    # Selecting and dragging cards

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._select_on_release = False
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        if self.rails.press(event.position().toPoint()) or self._press_triangle(event, index):
            return
        self._pressed = (event.position().toPoint(), index.data(Role.LAYER_ID))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self.selectionModel().isSelected(index):
            self._select_on_release = True  # it may be the beginning of a drag of all selected
            return
        super().mousePressEvent(event)

    def _press_triangle(self, event: QMouseEvent, index: QModelIndex) -> bool:
        """Opens or closes the block whose triangle was clicked; says whether there was one."""
        row = self._layers.row(index.row())
        card = self._cards.place(self.visualRect(index), index.row()).card
        if not row.folds or not geometry.fold_area(card).contains(event.position()):
            return False
        self._pressed = None
        self.fold(index.row(), opened=not row.opened)
        return True

    def fold(self, number: int, *, opened: bool) -> None:
        """Opens or closes the block of a row; it becomes the current one."""
        line = self._layers.line(number)
        flags = self.selectionModel().SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._layers.index(number), flags)
        self._document.opened.set_open(line.block, opened=opened)

    def turn_fold(self, *, opened: bool) -> bool:
        """What the left and right keys do; says whether there was something to do.

        A closed block opens, an open one closes; from inside a block the left key goes to its head, and
        from an open head the right key to the first row inside.
        """
        number = self.currentIndex().row()
        if number < 0:
            return False
        line = self._layers.line(number)
        if line.block and line.opened != opened:
            self.fold(number, opened=opened)
            return True
        if opened and line.block:
            self.setCurrentIndex(self._layers.index(number + 1))
        elif not opened and line.path:
            head = self._layers.place(block_key(line.path[-1]))
            self.setCurrentIndex(self._layers.index(head))
        return bool(line.block) if opened else bool(line.path)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_handle(where)
            self.rails.hover(where)
            super().mouseMoveEvent(event)
            return
        start, layer_id = self._pressed
        far = (where - start).manhattanLength() >= QApplication.startDragDistance()
        if self._reorder is None and far:
            self._begin_reorder(layer_id)
        if self._reorder is not None:
            self._track_reorder(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        reorder, self._pressed = self._reorder, None
        if reorder is not None:
            self.cancel_drag()
            verdict = reorder.verdict() if reorder.to >= 0 else None
            if verdict is not None and verdict.reason is not None:
                self._document.report(verdict.reason)
            elif verdict is not None and verdict.network is not None:
                text = move_text(self._document.project.network, reorder.ids)
                self._document.set_network(verdict.network, text)
            return
        if self._select_on_release:
            self._select_on_release = False
            index = self.indexAt(event.position().toPoint())
            flags = self.selectionModel().SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.edit(index)

    def _begin_reorder(self, layer_id: str) -> None:
        network = self._document.project.network
        chosen = [index.data(Role.LAYER_ID) for index in self.selectedIndexes()]
        keys = chosen if layer_id in chosen else [layer_id]
        found = {i for key in keys for i in layers_of(network, key)}
        ids = tuple(layer.id for layer in network.layers if layer.id in found)
        self._reorder = Reorder(network, ids, tuple(self._layers.lines))
        self._cards.lifted = frozenset((*keys, *ids))
        self.handle.cancel()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroller.start()

    def _track_reorder(self, where: QPoint) -> None:
        assert self._reorder is not None
        self._pointer = where
        self._reorder.to = self._gap_at(where.y())
        reason = self._reorder.verdict().reason
        self._reason.say(show(reason) if reason else "", where, self.viewport().rect(), "bad")
        self.viewport().update()

    def _gap_at(self, y: int) -> int:
        """The gap nearest to a height: its number is that of the row below it."""
        for number in range(self._layers.rowCount()):
            if y < self.visualRect(self._layers.index(number)).center().y():
                return number
        return self._layers.rowCount()

    # Drawing a connection

    def _show_handle(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid() and not self._layers.line(index.row()).opened:
            place = self._cards.place(self.visualRect(index), index.row())
            self.handle.show_at(self._layers.members(index.row())[-1], place.middle)
        else:
            self.handle.leave()

    def _begin_connection(self) -> None:
        network = self._document.project.network
        outputs = references(network.layer(self.handle.layer_id), self._layers.info)
        self._connection = Connection(network, tuple(outputs))
        self._cards.dimmed = self._layers.keys_of(self._connection.impossible(), first_only=True)
        self.viewport().update()
        self._scroller.start()

    def _track_connection(self, where: QPoint) -> None:
        if self._connection is None:
            return
        self._pointer = where
        index = self.indexAt(where)
        connection = self._connection
        # A connection to a block leads to its first layer; one's own row is no aim.
        members = self._layers.members(index.row()) if index.isValid() else [""]
        connection.target = "" if connection.source in members else members[0]
        role = "bad" if connection.reason else "accent"
        marked = index.data(Role.LAYER_ID) if index.isValid() else ""
        self._cards.marked = (marked, role) if connection.aims else ("", "")
        effect = connection.effect
        self._reason.say(show(effect) if effect else "", where, self.viewport().rect(), role)
        self.viewport().update()

    def _end_connection(self, where: QPoint) -> None:
        self._track_connection(where)
        connection = self._connection
        self.cancel_drag()
        if connection is None or not connection.aims:
            return
        if connection.reason is not None:
            self._document.report(connection.reason)
        else:
            self.joined.emit(connection.source, connection.target)

    def cancel_drag(self) -> None:
        """Ends whatever is being dragged; nothing changes."""
        self._reorder, self._connection = None, None
        self._cards.lifted = self._cards.dimmed = frozenset()
        self._cards.marked = ("", "")
        self._scroller.stop()
        self._reason.hide()
        self.handle.cancel()
        self.unsetCursor()
        self.viewport().update()

    def _scroll_while_dragging(self) -> None:
        """Scrolls when the pointer rests near the upper or lower end of the list."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if self._pointer.y() < _SCROLL_ZONE:
            bar.setValue(bar.value() - _SCROLL_STEP)
        elif self._pointer.y() > height - _SCROLL_ZONE:
            bar.setValue(bar.value() + _SCROLL_STEP)
        else:
            return
        if self._reorder is not None:
            self._track_reorder(self._pointer)
        else:
            self._track_connection(self._pointer)

    # The view itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self._pressed = None
            self.cancel_drag()
        elif self.state() == _Mode.State.EditingState:
            event.accept()  # the name field passes on what it has used itself, such as Enter
        elif event.key() in _FOLDING and not self.dragging:
            self.turn_fold(opened=event.key() == Qt.Key.Key_Right)
        elif (action := action_of(event)) and not self.dragging:
            self.action_requested.emit(action)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.handle.leave()
            self.rails.leave()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cards.exposed = event.region()
        super().paintEvent(event)
        self._cards.exposed = QRegion()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._reorder is not None and self._reorder.to >= 0 and self._reorder.changes_something:
            role = "bad" if self._reorder.verdict().reason else "accent"
            first = self._cards.place(self.visualRect(self._layers.index(0)), 0).card.left()
            left = first + geometry.INDENT * self._reorder.depth
            y = self._gap_height(self._reorder.to)
            drop_line(painter, self.viewport().rect(), y, left, role)
        if self._connection is not None and not self._pointer.isNull():
            number = self._layers.row_of(self._connection.source)
            rect = self.visualRect(self._layers.index(number))
            start = self._cards.place(rect, number).middle
            role = "bad" if self._cards.marked[1] == "bad" else "accent"
            rubber_line(painter, start, QPointF(self._pointer), role)

    def _gap_height(self, gap: int) -> float:
        if gap < self._layers.rowCount():
            row = self.visualRect(self._layers.index(gap))
            return row.top() + (4.0 if gap == 0 else 0.0)
        return self.visualRect(self._layers.index(gap - 1)).bottom() - 4.0

    def updateGeometries(self) -> None:
        super().updateGeometries()
        count = self._layers.rowCount()
        last = self.visualRect(self._layers.index(count - 1)) if count else self.viewport().rect()
        self._first.adjustSize()
        top = last.bottom() + 12 if count else 24
        self._first.move((self.viewport().width() - self._first.width()) // 2, top)
        self._first.setVisible(count <= len(self._document.project.network.inputs))

    def settle(self) -> None:
        """Lays out what has changed now: at its first painting the list would be painted twice."""
        self.executeDelayedItemsLayout()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """A card whose message changed may be higher now; other words and bars change no height."""
        if list(roles) == [Role.GRADIENT]:
            self.viewport().update(self._cards.bar_room(self.visualRect(first), first.row()))
        elif roles:
            _Mode.dataChanged(self, first, last, roles)  # QListView would ask for every height
        else:
            super().dataChanged(first, last, roles)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Layers"))
        self._first.setText(tr("Add the first layer"))
        self._first.setAccessibleName(tr("Add the first layer"))
