"""The Graph tab: the network as a drawn graph, or the computation behind it."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from engine.check.shapes import infer
from engine.graph.computation import computation_drawing
from engine.graph.drawing import Drawing, block_of, layer_drawing
from engine.graph.layered import Direction
from engine.graph.walked import with_loss
from engine.text import UserError
from gui.card import plain_label
from gui.document import Document, Selection
from gui.file_dialogs import ask_save
from gui.pages.graph.bar import GraphBar
from gui.pages.graph.export import Paper
from gui.pages.graph.look import Look
from gui.pages.graph.scene import GraphScene
from gui.pages.graph.view import GraphView
from gui.theme import theme
from gui.titles import project_title
from gui.translate import tr
from gui.walk_readings import WalkView

Mode = Literal["layers", "computation"]

#: Edits in quick succession are drawn once.
_DELAY_MS = 100


class GraphPage(QWidget):
    """Draws the document's network; a click selects the layer everywhere.

    While a step is walked its numbers stand in the drawing.

    Signals:
        came(): the page is in front.
        inside_wanted(set): what these cards of the step are made of, by their keys.
        explain_wanted(Cell): where a number of the walked step comes from.
    """

    came = Signal()
    inside_wanted = Signal(object)
    explain_wanted = Signal(object)

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self.setObjectName("graphPage")
        self._document, self._selection = document, selection
        self._mode: Mode = "layers"
        self._direction: Direction = "down"
        self._shapes = True
        self._stale = True
        self._anew = True
        self._walk: WalkView | None = None
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._draw)
        self._build()
        document.changed.connect(self._note_change)
        document.loaded.connect(self._note_load)
        document.opened.changed.connect(self._follow_folding)
        selection.changed.connect(self._show_selection)
        theme().changed.connect(self._note_change)
        self._retranslate()

    @property
    def drawing(self) -> Drawing:
        """What is on show."""
        return self.view.graph.drawing if self.view.graph is not None else Drawing()

    def show_walk(self, view: WalkView | None) -> None:
        """Follows a walked step; None where none is. What stands where stays while shapes do."""
        before, self._walk = self._walk, view
        same = before is not None and view is not None and before.shapes == view.shapes
        if not same and (before is not None or view is not None):
            self._stale = True
        if not self.isVisible():
            self._stale = True
        elif self._stale:
            self._draw()
        elif view is not None and self.view.graph is not None:
            self.view.graph.show_walk(view)
            self._show_hint()
            if before is not None and (before.phase, before.at) != (view.phase, view.at):
                self.view.bring(self.view.graph.in_front(view))

    def _build(self) -> None:
        self.view = GraphView()
        self.view.chosen.connect(self._choose)
        self.view.folded.connect(self._fold)
        self.view.explain_wanted.connect(self.explain_wanted)
        self.view.emptied.connect(lambda: self._selection.set(()))
        self.bar = GraphBar()
        self.bar.mode_chosen.connect(self._set_mode)
        self.bar.direction_chosen.connect(self._set_direction)
        self.bar.shapes_toggled.connect(self._set_shapes)
        self.bar.export_wanted.connect(self._ask_where)
        self.bar.copy_wanted.connect(self._copy)
        self.bar.fit_wanted.connect(self._fit)
        card = QFrame()
        card.setProperty("card", True)
        self._empty = plain_label("muted", "graphEmpty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3, 3, 3, 3)
        self._stack = QStackedWidget()
        inside.addWidget(self._stack)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.setSpacing(8)
        page.addWidget(self.bar)
        page.addWidget(card, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came.emit()
        if self._stale:
            self._draw()
        else:
            self._show_selection()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._note_change()
        super().changeEvent(event)

    def _note_change(self, *_of_no_matter: object) -> None:
        self._stale = True
        if self.isVisible():
            self._delay.start()

    def _note_load(self, _project: object) -> None:
        self._anew = True

    def _follow_folding(self) -> None:
        if self._mode == "layers":
            self._stale = True
            if self.isVisible():
                self._draw()

    def _draw(self) -> None:
        """Makes the scene anew; the view keeps its scale and what is in its middle."""
        self._stale = False
        drawing = self._make_drawing()
        self.bar.set_can_export(can=bool(drawing.nodes))
        self._stack.setCurrentIndex(0 if drawing.nodes else 1)
        look = Look(shapes=self._shapes)
        scene = GraphScene(
            drawing, self._direction, look, closes=self._mode == "layers", walk=self._walk
        )
        self.view.show_graph(scene, anew=self._anew)
        self._anew = False
        inner = {node.cards[0] for node in drawing.nodes if node.inner and self._walk is not None}
        self.inside_wanted.emit(inner)
        self.view.mark(self._selection.ids)
        self._show_hint()

    def _make_drawing(self) -> Drawing:
        project = self._document.project
        info = infer(project.network)
        if self._mode == "computation":
            return computation_drawing(project.network, info, project.training)
        closed = {block.id for block in project.network.blocks} - self._document.opened.ids
        drawing = layer_drawing(project.network, info, closed)
        if self._walk is None:
            return drawing
        return with_loss(drawing, project.network, info, project.training)

    def _redraw(self, *, anew: bool) -> None:
        self._anew = self._anew or anew
        self._draw()

    def _set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._retranslate()
        self._redraw(anew=True)

    def _set_direction(self, direction: Direction) -> None:
        self._direction = direction
        self._redraw(anew=True)

    def _set_shapes(self, shapes: bool) -> None:
        self._shapes = shapes
        self._redraw(anew=False)

    def _fold(self, drawn_id: str) -> None:
        """Closes a block or opens it; in the computation a frame is a layer, which is selected."""
        block = block_of(drawn_id)
        if self._mode == "computation":
            self._selection.set([block])
            return
        opened, inside = self._document.opened, self._document.project.network.members(block)
        closes = block in opened.ids
        if closes and self._selection.current in {layer.id for layer in inside}:
            self._selection.set_block(block)  # what is selected goes out of sight
        opened.set_open(block, opened=not closes)
        shown = self.view.graph.node_of(inside[0].id) if self.view.graph is not None else None
        if shown is not None:
            self.view.reveal(shown.id)

    def _fit(self) -> None:
        self.view.fit()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, node_id: str, extend: bool) -> None:
        graph = self.view.graph
        node = graph.nodes[node_id].node if graph is not None else None
        layers = node.layers if node is not None else ()
        if node is not None and node.form == "block" and not extend:
            self._selection.set_block(block_of(node_id))
        elif not extend:
            self._selection.set(layers)
        elif set(layers) <= set(self._selection.ids):
            self._selection.set(i for i in self._selection.ids if i not in layers)
        else:
            self._selection.set((*self._selection.ids, *layers))

    def _show_selection(self) -> None:
        """Marks what is selected; when chosen elsewhere it is brought into view."""
        if self._stale or not self.isVisible():
            return
        graph, current = self.view.graph, self._selection.current
        node = graph.node_of(current) if graph is not None and current is not None else None
        if node is not None and not self.view.hasFocus():
            self.view.reveal(node.id)
        self.view.mark(self._selection.ids)

    def _paper(self) -> Paper:
        return Paper(
            self._make_drawing(),
            self._direction,
            shapes=self._shapes,
            title=project_title(self._document.project.title),
            walk=self._walk,
        )

    def _ask_where(self, suffix: str) -> None:
        folder = self._document.path.parent if self._document.path else Path.home()
        stem = self._document.path.stem if self._document.path else "network"
        ask_save(
            self,
            tr("Export as…"),
            f"{suffix.upper()} (*.{suffix})",
            folder / f"{stem}.{suffix}",
            self._save_to,
        )

    def _save_to(self, path: Path) -> None:
        try:
            self._paper().save(path)
        except UserError as error:
            self._document.report(error.text)
        else:
            self.bar.tell(tr("Saved to “{file}”.").format(file=path.name))

    def _copy(self) -> None:
        self._paper().copy()
        self.bar.tell(tr("Copied"))

    def _retranslate(self) -> None:
        self._show_hint()
        self._empty.setText(tr("Nothing to draw yet: add a layer in the Network panel."))
        self.view.setAccessibleName(
            tr("Graph of the network") if self._mode == "layers" else tr("Graph of the computation")
        )

    def _show_hint(self) -> None:
        if self._walk is not None:
            self.bar.set_hint(
                tr("{phase} · click a number to see why").format(phase=self._walk.phase)
            )
            return
        if self._mode == "computation":
            self.bar.set_hint(tr("∇ marks the leaves that require a gradient"))
            return
        closed = any(node.form == "block" for node in self.drawing.nodes)
        self.bar.set_hint(tr("Double-click a block to open it") if closed else "")
