"""The graph as a scene of items; made anew when what it shows has changed."""

from collections import defaultdict
from collections.abc import Collection

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsScene

from engine.graph.drawing import Drawing, Node
from engine.graph.layered import Box, Direction, Layout, Point, Size, lay_out
from gui.pages.graph.items import FRAME_TINT, EdgeItem, FrameItem
from gui.pages.graph.known import is_quiet, is_stood_at
from gui.pages.graph.label_item import LabelItem, label_size
from gui.pages.graph.look import Look, node_size, spacing
from gui.pages.graph.node_item import NodeItem
from gui.walk_readings import WalkView

#: Empty room around the drawing, so that its border can be dragged into the middle.
_ROOM = 400.0


class GraphScene(QGraphicsScene):
    """Nodes, edges and frames in their places.

    Args:
        drawing: what is shown.
        direction: where the network leads to.
        look: screen or paper.
        closes: whether a click on a frame's name folds it.
        walk: the step that is walked; its numbers stand below the nodes (beside them where the
            network leads to the right), on the lines that leave them.
    """

    def __init__(
        self,
        drawing: Drawing,
        direction: Direction,
        look: Look,
        *,
        closes: bool = False,
        walk: WalkView | None = None,
    ) -> None:
        super().__init__()
        self.drawing = drawing
        self._own = {node.id: node_size(node) for node in drawing.nodes}
        self._labels = (
            {node.id: label_size(node, walk) for node in drawing.nodes} if walk is not None else {}
        )
        self._down = direction == "down"
        sizes = {node.id: self._with_label(node.id) for node in drawing.nodes}
        room = spacing(drawing.edges, direction, shapes=look.shapes)
        self.layout = lay_out(drawing, sizes, direction, room)
        self.nodes: dict[str, NodeItem] = {}
        self.labels: dict[str, LabelItem] = {}
        self._edges: list[EdgeItem] = []
        self.setBackgroundBrush(look.color("panel"))
        self._fill(look, closes=closes)
        if walk is not None:
            self.show_walk(walk)
        room_around = 0.0 if look.paper else _ROOM
        self.setSceneRect(self.content.adjusted(*(-room_around,) * 2, *(room_around,) * 2))

    def _fill(self, look: Look, *, closes: bool) -> None:
        layout: Layout = self.layout
        for frame in self.drawing.frames:
            if frame.id in layout.frames:
                item = FrameItem(frame, layout.frames[frame.id], look, closes=closes)
                if closes:
                    item.setToolTip(item.tip())
                self.addItem(item)
        for edge in self.drawing.edges:
            route = layout.routes[edge.source, edge.target]
            if self._labels:
                route = (self._way_out(edge.source), *route)
            line = EdgeItem(edge, route, layout.direction, look)
            self._edges.append(line)
            self.addItem(line)
        sides: dict[str, list[int]] = defaultdict(list)
        for line in self._edges:
            sides[line.edge.target].append(line.arrives_from)
        for line in self._edges:
            line.place_label(sides[line.edge.target])
        for node in self.drawing.nodes:
            card = NodeItem(node, self._box(node.id), look)
            self.nodes[node.id] = card
            self.addItem(card)
            if self._labels.get(node.id, (0.0, 0.0))[0]:
                framed = self.drawing.frame_of(node.id)
                ground = look.tint("raised", FRAME_TINT) if framed else look.color("panel")
                place = self._label_place(node.id)
                label = LabelItem(node, place, look, down=self._down, ground=ground)
                self.labels[node.id] = label
                self.addItem(label)

    def _with_label(self, node_id: str) -> Size:
        """The size of a node with the room for its numbers."""
        (width, height), (wide, high) = self._own[node_id], self._labels.get(node_id, (0.0, 0.0))
        if self._down:
            return max(width, wide), height + high
        return width + wide, max(height, high)

    def _box(self, node_id: str) -> Box:
        """The node itself: at the beginning of what was laid out for it, in the middle across."""
        whole, (width, height) = self.layout.boxes[node_id], self._own[node_id]
        if self._down:
            return Box(whole.center[0] - width / 2, whole.y, width, height)
        return Box(whole.x, whole.center[1] - height / 2, width, height)

    def _label_place(self, node_id: str) -> QRectF:
        whole, (width, height) = self.layout.boxes[node_id], self._own[node_id]
        if self._down:
            return QRectF(whole.x, whole.y + height, whole.width, whole.height - height)
        return QRectF(whole.x + width, whole.y, whole.width - width, whole.height)

    def _way_out(self, node_id: str) -> Point:
        """Where a line leaves the node itself, to go through its numbers."""
        box = self._box(node_id)
        if self._down:
            return box.center[0], box.y + box.height
        return box.x + box.width, box.center[1]

    def show_walk(self, view: WalkView) -> None:
        """Shows another phase of the step, or another one with tensors of the same shapes."""
        quiet = {i for i, item in self.nodes.items() if is_quiet(item.node, view)}
        for node_id, item in self.nodes.items():
            item.set_walk(quiet=node_id in quiet, at=is_stood_at(item.node, view))
        for label in self.labels.values():
            label.show_walk(view)
            label.set_quiet(quiet=label.node.id in quiet)
        for line in self._edges:
            line.set_quiet(quiet=not quiet.isdisjoint((line.edge.source, line.edge.target)))

    @property
    def content(self) -> QRectF:
        """What the drawing covers, the labels of edges that stand beyond it included."""
        covered = QRectF(0, 0, *self.layout.size)
        for edge in self._edges:
            covered |= edge.boundingRect()
        return covered

    def place_of(self, node_id: str) -> QRectF:
        """Where a node stands with its numbers."""
        place = self.nodes[node_id].place
        label = self.labels.get(node_id)
        return place if label is None else place.united(label.sceneBoundingRect())

    def in_front(self, view: WalkView) -> list[str]:
        """The nodes to look at: those that the cursor is on, else where the numbers of a phase begin."""
        at = [i for i, item in self.nodes.items() if is_stood_at(item.node, view)]
        if at or not self.nodes:
            return at
        ends = list(self.nodes)
        return ends[-1:] if view.phase in {"loss", "backward"} else ends[:1]

    def mark(self, layers: Collection[str], current: str) -> None:
        """Shows which layers are selected and which node the keyboard is on; "" for none."""
        chosen = {
            i for i, item in self.nodes.items() if not set(layers).isdisjoint(item.node.layers)
        }
        for node_id, item in self.nodes.items():
            item.mark(selected=node_id in chosen, current=node_id == current)
        for line in self._edges:
            line.set_lit(lit=not chosen.isdisjoint((line.edge.source, line.edge.target)))

    def node_of(self, layer_id: str) -> Node | None:
        """The first node that stands for a layer."""
        return next((n for n in self.drawing.nodes if layer_id in n.layers), None)
