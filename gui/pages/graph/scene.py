"""The graph as a scene of items; made anew when what it shows has changed."""

from collections import defaultdict
from collections.abc import Collection

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsScene

from engine.graph.drawing import Drawing, Node
from engine.graph.layered import Direction, Layout, lay_out
from gui.pages.graph.items import EdgeItem, FrameItem
from gui.pages.graph.look import Look, node_size, spacing
from gui.pages.graph.node_item import NodeItem

#: Empty room around the drawing, so that its border can be dragged into the middle.
_ROOM = 400.0


class GraphScene(QGraphicsScene):
    """Nodes, edges and frames in their places.

    Args:
        drawing: what is shown.
        direction: where the network leads to.
        look: screen or paper.
        closes: whether a click on a frame's name folds it.
    """

    def __init__(
        self, drawing: Drawing, direction: Direction, look: Look, *, closes: bool = False
    ) -> None:
        super().__init__()
        self.drawing = drawing
        sizes = {node.id: node_size(node) for node in drawing.nodes}
        room = spacing(drawing.edges, direction, shapes=look.shapes)
        self.layout = lay_out(drawing, sizes, direction, room)
        self.nodes: dict[str, NodeItem] = {}
        self._edges: list[EdgeItem] = []
        self.setBackgroundBrush(look.color("panel"))
        self._fill(look, closes=closes)
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
            line = EdgeItem(edge, route, layout.direction, look)
            self._edges.append(line)
            self.addItem(line)
        sides: dict[str, list[int]] = defaultdict(list)
        for line in self._edges:
            sides[line.edge.target].append(line.arrives_from)
        for line in self._edges:
            line.place_label(sides[line.edge.target])
        for node in self.drawing.nodes:
            card = NodeItem(node, layout.boxes[node.id], look)
            self.nodes[node.id] = card
            self.addItem(card)

    @property
    def content(self) -> QRectF:
        """What the drawing covers, the labels of edges that stand beyond it included."""
        covered = QRectF(0, 0, *self.layout.size)
        for edge in self._edges:
            covered |= edge.boundingRect()
        return covered

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
