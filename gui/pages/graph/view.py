"""The view of the graph: zoom towards the pointer, pan, click, keys."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsView

from gui.pages.graph.items import FrameItem
from gui.pages.graph.label_item import LabelItem
from gui.pages.graph.look import tip_of
from gui.pages.graph.minimap import Minimap
from gui.pages.graph.node_item import NodeItem
from gui.pages.graph.scene import GraphScene
from gui.pages.graph.steps import ARROWS, next_node

_LARGEST, _SMALLEST = 4.0, 0.02
_STEP = 1.25
#: A wheel's notch, in eighths of a degree.
_NOTCH = 120.0
_MARGIN = 24.0
#: A drawing that would be smaller than this to fit is shown from its beginning instead.
_READABLE = 0.5
#: The same for one with a step's numbers, which are written small.
_READABLE_NUMBERS = 0.7
#: A small drawing is not blown up beyond this.
_FIT_LARGEST = 1.25
_CORNER = 12


class GraphView(QGraphicsView):
    """Shows a `GraphScene`.

    Signals:
        chosen(str, bool): a node was clicked or entered, by id; whether to add it to what is selected.
        folded(str): the frame or block with this id is to be folded, or unfolded.
        explain_wanted(Cell): a number of a walked step was clicked.
        emptied(): a click beside everything.
    """

    chosen = Signal(str, bool)
    folded = Signal(str)
    explain_wanted = Signal(object)
    emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("graphView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.NoDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.current = ""
        self._layers: tuple[str, ...] = ()
        self._fresh = True
        self._fitted = False
        self._pressed: QPointF | None = None
        self._panning = False
        self.minimap = Minimap(self)
        self.minimap.moved.connect(self.centerOn)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._show_minimap)

    @property
    def graph(self) -> GraphScene | None:
        """What is on show."""
        scene = self.scene()
        return scene if isinstance(scene, GraphScene) else None

    @property
    def scale_now(self) -> float:
        """Pixels on screen to one of the drawing."""
        return self.transform().m11()

    def show_graph(self, graph: GraphScene, *, anew: bool) -> None:
        """Shows another scene; unless `anew`, what was in the middle of the view stays there."""
        before = self.graph
        offset = self._offset(before, graph) if before is not None and not anew else None
        middle = self.mapToScene(self.viewport().rect().center())
        self.setScene(graph)
        if before is not None:
            before.deleteLater()
        graph.setParent(self)
        if self.current not in graph.nodes:
            self.current = next(iter(graph.nodes), "")
        self.mark(self._layers)
        if anew or self._fitted or self._fresh:
            self.begin()
        elif offset is not None:
            self.centerOn(middle + offset)
        self.minimap.show_boxes([(i.place, i.node.group) for i in graph.nodes.values()])
        self._show_minimap()

    def _offset(self, before: GraphScene, after: GraphScene) -> QPointF | None:
        """How far what is nearest to the middle of the view has moved."""
        middle = self.mapToScene(self.viewport().rect().center())
        both = [i for i in before.nodes if i in after.nodes]
        if not both:
            return None
        nearest = min(both, key=lambda i: _distance(before.nodes[i].place.center(), middle))
        return after.nodes[nearest].place.center() - before.nodes[nearest].place.center()

    def mark(self, layers: tuple[str, ...]) -> None:
        """Shows which layers are selected."""
        self._layers = layers
        if self.graph is not None:
            self.graph.mark(layers, self.current if self.hasFocus() else "")

    def reveal(self, node_id: str) -> None:
        """Brings a node into view, and the keyboard to it."""
        if self.graph is not None and node_id in self.graph.nodes:
            self._go_to(node_id)

    def bring(self, node_ids: Collection[str]) -> None:
        """Moves as little as brings one of these nodes with its numbers into view."""
        places = [self.graph.place_of(i) for i in node_ids] if self.graph is not None else []
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if places and not any(seen.contains(place) for place in places):
            self.ensureVisible(places[0], 24, 24)
            self._fitted = False

    def begin(self) -> None:
        """The whole drawing where that can be read, else its beginning."""
        self._fresh = not self.isVisible()
        self.fit()
        graph = self.graph
        readable = _READABLE_NUMBERS if graph is not None and graph.labels else _READABLE
        if graph is None or self.scale_now >= readable:
            return
        self._scale_to(readable)
        content, half = graph.content, QPointF(self.viewport().width(), self.viewport().height())
        half = half * (0.5 / readable) - QPointF(_MARGIN, _MARGIN) * (1.0 / readable)
        middle = content.center()
        if graph.layout.direction == "down":
            self.centerOn(QPointF(middle.x(), min(content.top() + half.y(), middle.y())))
        else:
            self.centerOn(QPointF(min(content.left() + half.x(), middle.x()), middle.y()))
        self._fitted = False

    def fit(self) -> None:
        """Shows the whole drawing."""
        if self.graph is None:
            return
        content = self.graph.content
        room = self.viewport().rect().adjusted(*(round(_MARGIN),) * 2, *(-round(_MARGIN),) * 2)
        scale = min(
            room.width() / max(content.width(), 1.0),
            room.height() / max(content.height(), 1.0),
            _FIT_LARGEST,
        )
        self._scale_to(scale)
        self.centerOn(content.center())
        self._fitted = True
        self._show_minimap()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Magnifies, what is under `at` (the viewport's middle unless told) staying where it is."""
        place = at if at is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(place.toPoint())
        self._scale_to(self.scale_now * factor)
        shift = self.mapFromScene(before) - place.toPoint()
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        bars[0].setValue(bars[0].value() + shift.x())
        bars[1].setValue(bars[1].value() + shift.y())
        self._fitted = False
        self._show_minimap()

    def _scale_to(self, scale: float) -> None:
        bounded = min(max(scale, _SMALLEST), _LARGEST)
        self.setTransform(QTransform.fromScale(bounded, bounded))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pan(QPointF(turned.y() or turned.x(), 0))
        elif turned.y():
            self.zoom(_STEP ** (turned.y() / _NOTCH), event.position())
        event.accept()

    def _pan(self, shift: QPointF) -> None:
        for bar, step in (
            (self.horizontalScrollBar(), shift.x()),
            (self.verticalScrollBar(), shift.y()),
        ):
            bar.setValue(bar.value() - round(step))
        self._fitted = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._pressed, self._panning = event.position(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            self._show_cursor(event.position())
            return
        moved = event.position() - self._pressed
        if self._panning or moved.manhattanLength() >= QApplication.startDragDistance():
            self._panning = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(moved)
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._pressed is not None and not self._panning
        self._pressed, self._panning = None, False
        self._show_cursor(event.position())
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            self._click(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, NodeItem) and item.node.form == "block":
            self.folded.emit(item.node.id)
        else:
            self.mousePressEvent(event)

    def _click(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if isinstance(item, LabelItem):
            cell = item.cell_at(self.mapToScene(event.position().toPoint()))
            if cell is not None:
                self.explain_wanted.emit(cell)
        elif isinstance(item, NodeItem):
            self.current = item.node.id
            self.chosen.emit(item.node.id, extend)
        elif isinstance(item, FrameItem):
            self.folded.emit(item.frame.id)
        elif not extend:
            self.emptied.emit()
        self.mark(self._layers)

    def _show_cursor(self, place: QPointF) -> None:
        item = self.itemAt(place.toPoint())
        pointing = isinstance(item, NodeItem | FrameItem | LabelItem)
        shape = Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS and self.graph is not None and self.current:
            graph = self.graph
            found = next_node(self.current, key, graph.layout, graph.drawing.edges)
            if found is not None:
                self._go_to(found)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            label = self.graph.labels.get(self.current) if self.graph is not None else None
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                if label is not None and label.first_cell is not None:
                    self.explain_wanted.emit(label.first_cell)
                return
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.chosen.emit(self.current, extend)
        elif key == Qt.Key.Key_Space and self.graph is not None and self.current:
            node = self.graph.nodes[self.current].node
            block = node.id if node.form == "block" else self.graph.drawing.frame_of(node.id)
            if block:
                self.folded.emit(block)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key in {Qt.Key.Key_0, Qt.Key.Key_F}:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _go_to(self, node_id: str) -> None:
        assert self.graph is not None
        self.current = node_id
        item = self.graph.nodes[node_id]
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if not seen.contains(item.place):
            self.ensureVisible(item.place, 40, 40)
            self._fitted = False
        label = self.graph.labels.get(node_id)
        parts = [tip_of(item.node).replace("\n", ", "), label.words if label is not None else ""]
        self.setAccessibleDescription("; ".join(part for part in parts if part))
        self.mark(self._layers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.mark(self._layers)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.mark(self._layers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fresh or self._fitted:
            self.begin()
        self._show_minimap()

    def _show_minimap(self) -> None:
        """Keeps it in its corner, and away while everything is in view."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        content = QRectF() if self.graph is None else self.graph.content
        self.minimap.show_view(seen, content)
        self.minimap.setVisible(not content.isEmpty() and not seen.contains(content))
        self.minimap.move(
            self.width() - self.minimap.width() - _CORNER,
            self.height() - self.minimap.height() - _CORNER,
        )


def _distance(first: QPointF, second: QPointF) -> float:
    between = first - second
    return between.x() ** 2 + between.y() ** 2
