"""The Step-through page in the window: made when it is first shown, led by the Step-through menu.

The Code page and the Graph follow it: the one lights the line that the step stands at, the other has its
numbers in the drawing.
"""

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.run.controller import RunController
from gui.workspace import Workspace

if TYPE_CHECKING:
    from gui.pages.code.code_page import CodePage
    from gui.pages.graph.page import GraphPage
    from gui.pages.steps.page import StepsPage


class StepsPart(QObject):
    """Makes the page and leads it, and the pages that follow.

    Signals:
        changed(): other actions are possible, or it plays now or no more.
        covered(bool): numbers of the step are to be guessed; what gives them away is put out of sight.
    """

    changed = Signal()
    covered = Signal(bool)

    def __init__(
        self,
        parent: QObject,
        document: Document,
        store: DataStore,
        selection: Selection,
        controller: RunController,
    ) -> None:
        super().__init__(parent)
        self._document, self._store, self._selection = document, store, selection
        self._controller = controller
        self._page: StepsPage | None = None
        self._code: CodePage | None = None
        self._graph: GraphPage | None = None
        self._show: Callable[[], object] = lambda: None
        self._actions: Mapping[str, QAction] = {}

    def stand_in(self, workspace: Workspace, actions: Mapping[str, QAction]) -> None:
        """Tells where the page stands, and which actions its buttons are for."""
        self._show = lambda: workspace.show_page("steps")
        self._actions = actions

    def make(self) -> QWidget:
        """The page."""
        from gui.pages.steps.page import StepsPage

        self._page = StepsPage(
            self._document,
            self._store,
            self._selection,
            self._controller,
            self._controller.walk,
            self._actions,
        )
        self._page.possible_changed.connect(self.changed)
        self._page.possible_changed.connect(self._light)
        self._controller.walk.failed.connect(self._tell_problem)
        return self._page

    def make_code(self) -> QWidget:
        """The Code page, which lights the line that the step stands at."""
        from gui.pages.code.code_page import CodePage

        self._code = CodePage(self._document, self._selection)
        self._light()
        return self._code

    def make_graph(self) -> QWidget:
        """The Graph page, which has the numbers of the step; one leads to its derivation."""
        from gui.pages.graph.page import GraphPage

        self._graph = GraphPage(self._document, self._selection)
        self._graph.came.connect(self._light)
        self._graph.inside_wanted.connect(self._look_into)
        self._graph.explain_wanted.connect(
            lambda cell: self._leading(lambda page: page.explain(cell))()
        )
        return self._graph

    def _look_into(self, keys: Collection[str]) -> None:
        if self._page is not None:
            self._page.look_into(keys)

    def _light(self) -> None:
        if self._page is None:
            return
        self.covered.emit(self._page.aids.hides_numbers)
        if self._code is not None:
            self._code.show_running(*self._page.running)
        if self._graph is not None and self._graph.isVisible():
            self._graph.show_walk(self._page.walk_view)

    @property
    def _is_read_elsewhere(self) -> bool:
        """Whether the reader follows the step on the Code page or the Graph, and not on this one."""
        if self._page is None:
            return False
        on_code = self._code is not None and self._code.isVisible()
        on_graph = self._graph is not None and self._graph.isVisible()
        return on_graph or (on_code and bool(self._page.running[0]))

    def _tell_problem(self) -> None:
        """What can't be done is said on the page."""
        if self._is_read_elsewhere:
            self._show()

    @property
    def possible(self) -> AbstractSet[str]:
        """The ids of the actions that make sense now."""
        if self._page is not None:
            return self._page.possible
        network = self._document.project.network
        ready = self._store.prepared is not None and bool(network.layers)
        return {"nextPhase"} if ready and self._controller.walk.can_begin else frozenset()

    @property
    def phase(self) -> str:
        """The phase on show; "" where there is none."""
        return self._page.running[0] if self._page is not None else ""

    @property
    def playing(self) -> bool:
        """Whether the page plays slowly."""
        return self._page is not None and self._page.player.playing

    def callbacks(self) -> dict[str, Callable[[], object]]:
        """By the ids of the table of actions."""
        return {
            "showSteps": lambda: self._show(),  # noqa: PLW0108 - the workspace is made later
            "nextPhase": self._walking(lambda page: page.next_phase()),
            "previousPhase": self._walking(lambda page: page.previous_phase()),
            "nextOperation": self._walking(lambda page: page.next_operation()),
            "previousOperation": self._walking(lambda page: page.previous_operation()),
            "nextBatch": self._walking(lambda page: page.next_batch()),
            "undoStep": self._walking(lambda page: page.step_back()),
            "typeValues": self._leading(lambda page: page.choosing.type_values()),
            "playSlowly": self._walking(lambda page: page.toggle_play()),
            "guessFirst": self._leading(lambda page: page.aids.toggle_guessing()),
            "revealAll": self._leading(lambda page: page.aids.reveal_all()),
            "printWorksheet": self._leading(lambda page: page.aids.print_step()),
            "saveWorksheet": self._leading(lambda page: page.aids.save_step()),
            "lossSurface": self._leading(lambda page: page.aids.show_surface()),
        }

    def _walking(self, does: "Callable[[StepsPage], None]") -> Callable[[], None]:
        """Does something to the step; who watches it on another page stays there."""
        leading = self._leading(does)

        def act() -> None:
            if self._is_read_elsewhere and self._page is not None:
                does(self._page)
            else:
                leading()

        return act

    def _leading(self, does: "Callable[[StepsPage], None]") -> Callable[[], None]:
        """Brings the page up, and does something there."""

        def act() -> None:
            self._show()
            assert self._page is not None, "a page that is shown was made"
            does(self._page)

        return act
