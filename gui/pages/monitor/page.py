"""The Monitor page: a run's loss, metrics and gradients as they move, and what they say.

The page holds no figures. The controller's news only mark it; the scheduler's ticks carry what is
new from the history to the plots, one plot at a time.
"""

import math
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from engine.check.doctor import Evidence
from engine.history import History
from engine.live_settings import without_dropout
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.train.events import RunEnded
from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.pages.monitor.arrangement import Arrangement
from gui.pages.monitor.axis_bar import AxisBar
from gui.pages.monitor.below import Below
from gui.pages.monitor.findings.doctor import JUDGE_MS, Doctor
from gui.pages.monitor.findings.places import panel_of
from gui.pages.monitor.grid import PlotGrid
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.panels import PANELS
from gui.pages.monitor.pins import Pins
from gui.pages.monitor.plots_popup import PlotsButton
from gui.pages.monitor.shelf import Shelf
from gui.pages.monitor.source import Overlay, Pointed, Source
from gui.pages.monitor.time_line import TimeLine, side_by_side
from gui.pages.monitor.welcome import Welcome
from gui.plots.scheduler import FREE_SHARE, SHARE, RedrawScheduler
from gui.run.controller import RunController
from gui.run.state import RunState
from gui.settings import Settings
from gui.translate import tr


class MonitorPage(QWidget):
    """Plots in a grid over a strip of findings; a friendly line before there is anything to show.

    `corner` has the page's buttons, for the tab bar.
    """

    def __init__(
        self,
        document: Document,
        controller: RunController,
        store: DataStore,
        *,
        selection: Selection | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("monitorPage")
        self.setProperty("surface", "background")
        self._document, self._controller, self._store = document, controller, store
        self._settings = settings or Settings()
        self._selection = selection or Selection(document)
        self._trained: WeakKeyDictionary[History, Project] = WeakKeyDictionary()
        self._seen_steps = 0
        self._measured: tuple[str, ...] = ()
        self._source = Source(document.project, document.project.network, controller.history)
        self._axis = AxisBar(self._source, self._settings)
        self._axis.unit_chosen.connect(self._restart)
        self._axis.window_chosen.connect(self._draw_now)
        around = Surroundings(
            self._source, self._selection, self._settings, document, controller, store
        )
        self._shelf = Shelf(PANELS, around, self._fill_menu)
        self._scheduler = RedrawScheduler(self)
        self._shelf.made.connect(lambda _name: self._scheduler.set_drawings(self._shelf.panels))
        self._shelf.unfinished.connect(self._draw_now)
        arrangement = Arrangement(PANELS, self._settings)
        self._grid = PlotGrid(self._shelf, self._source, arrangement)
        self._grid.arranged.connect(self._draw_now)
        self._pins = Pins(self._shelf, self._source, self._scheduler)
        self._pins.table.problem.connect(document.report)
        self._grid.arranged.connect(self._pins.note_change)
        self._add_corner(PlotsButton(arrangement, self._source))
        self._doctor = Doctor(document, controller, store, self._selection, self._source, self)
        self._doctor.place_wanted.connect(self._show_evidence)
        self._time = TimeLine(controller, document, self._source)
        self._time.moved.connect(self._note_moment)
        self._scheduler.rested.connect(self._time.refresh_soon)
        self._note = QLabel()
        self._note.setObjectName("monitorNote")
        self._note.setProperty("role", "caption")
        self._note.setWordWrap(True)
        self._lay_out()
        self._listen()
        self._follow_store()
        self._restart()

    def choose_plots(self) -> None:
        """Opens the list of all plots."""
        self._grid.choice_wanted.emit()

    def _add_corner(self, plots: PlotsButton) -> None:
        plots.chosen.connect(lambda name, shown: self._grid.choose(name, shown=shown))
        plots.changed.connect(self._grid.rearrange)
        self._grid.choice_wanted.connect(plots.open)
        self.corner = QWidget()
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(plots)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._note)
        column.addWidget(self._time.strip)
        column.addWidget(self._grid, 1)
        column.addLayout(side_by_side(self._axis, self._time.slider))
        column.addWidget(self._pins.table)
        column.addWidget(self._doctor.strip)
        Below(content, self._grid, self._pins.table, self._doctor.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(Welcome(self._controller))
        self._stack.addWidget(content)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)

    def _listen(self) -> None:
        controller, document = self._controller, self._document
        controller.progressed.connect(self._note_progress)
        controller.epoch_ended.connect(self._note_epoch)
        controller.run_started.connect(self._note_start)
        controller.run_ended.connect(self._note_end)
        controller.state_changed.connect(self._follow_state)
        controller.session_changed.connect(self._follow_history)
        document.changed.connect(self._follow_project)
        document.loaded.connect(self._take_loaded)
        self._store.changed.connect(self._follow_store)
        self._selection.changed.connect(self._arrange_panels)

    def _note_progress(self) -> None:
        """New points: only marks them, whatever their number."""
        self._follow_history()
        self._scheduler.share = FREE_SHARE if self._source.leaves_python_free else SHARE
        self._scheduler.request()
        self._doctor.judge_soon(JUDGE_MS)

    def _note_moment(self) -> None:
        """Another moment of the run is looked at: a line in every plot says which."""
        self._source.looking = self._time.looking
        self._draw_now()

    def _draw_now(self) -> None:
        """Something other than new points: the user waits to see it."""
        self._scheduler.request(at_once=True)

    def _note_epoch(self, _event: object) -> None:
        """What epochs are measured by decides which plots there are; the points have been noted."""
        measured = tuple(self._source.history.epochs)
        if measured != self._measured:
            self._measured = measured
            self._grid.arrange()
        self._pins.note_change()

    def _note_start(self, _event: object) -> None:
        """A run goes on or begins; its project is the one the curves belong to from now on."""
        session = self._controller.session
        project = session.project if session is not None else self._document.project
        self._trained[self._controller.history] = project
        self._doctor.note_start()
        if self._source.history is not self._controller.history or self._source.is_stale:
            self._restart()
        self._follow_state()

    def _note_end(self, event: RunEnded) -> None:
        self._follow_state()
        self._doctor.note_end(event)

    def _follow_history(self, _session: object = None) -> None:
        """Shows the controller's history, from its start where it is another or begins anew.

        After an edit of the network there is a new, still empty one: until the next run the curves
        of the earlier network stay, with a note.
        """
        history, shown = self._controller.history, self._source.history
        if history is not shown:
            if history.step_count or not shown.step_count or not self._is_earlier(shown):
                self._restart()
        elif history.step_count < self._seen_steps or self._source.is_stale:
            self._restart()
        self._seen_steps = self._source.history.step_count
        if self._stack.currentIndex() == 0 or not self._seen_steps:
            self._show_stack()

    def _take_loaded(self, project: Project) -> None:
        """A saved history comes a moment before its project; it belongs to this one."""
        self._trained[self._controller.history] = project
        self._doctor.note_start()
        self._restart()

    def _restart(self) -> None:
        """Every curve anew, from whatever the controller has now."""
        source, controller = self._source, self._controller
        session = controller.session
        known = session.project if session is not None else self._document.project
        if source.history is not controller.history:
            if session is not None and session.begins_from is not None:
                # An edit: until it is trained, what was trained is the project before it.
                known = self._trained.get(source.history, known)
            source.history, source.pointed = controller.history, None
            self._doctor.forget()
        self._seen_steps = source.history.step_count
        source.project = self._trained.setdefault(source.history, known)
        source.place()
        for panel in self._shelf.panels:
            panel.restart()
        self._pins.restart()
        self._follow_state()
        self._doctor.judge()

    def _follow_state(self, _state: object = None) -> None:
        """Running or not decides how far the x axis goes."""
        source, controller = self._source, self._controller
        source.running = controller.is_running
        started = controller.started
        source.epochs = (
            started.epochs if started and source.running else source.project.training.epochs
        )
        self._show_stack()
        self._draw_now()

    def _follow_project(self, project: Project) -> None:
        self._source.network = project.network
        self._show_note()
        self._arrange_panels()
        self._doctor.show()
        self._draw_now()

    def _follow_store(self) -> None:
        prepared = self._store.prepared
        if prepared is not None:
            self._source.task, self._source.classes = prepared.task, prepared.classes
            self._source.features = math.prod(prepared.shape)
        self._grid.arrange()
        self._draw_now()
        self._doctor.judge_soon(0)  # some of what it says of an opened run is about its data

    def _arrange_panels(self) -> None:
        """Something else than new points is another: the selection, names, the language."""
        for panel in self._shelf.panels:
            panel.arrange()
        self._draw_now()

    def _show_stack(self) -> None:
        waiting = self._controller.state in {RunState.IDLE, RunState.PREPARING}
        empty = waiting and not self._source.history.step_count
        self._stack.setCurrentIndex(0 if empty else 1)
        self._grid.arrange()
        self._show_note()

    def _show_note(self) -> None:
        earlier = self._source.history.step_count > 0 and self._is_earlier(self._source.history)
        self._note.setText(
            tr("These curves belong to the network as it was trained, before your latest changes.")
        )
        self._note.setVisible(earlier)

    def _is_earlier(self, history: History) -> bool:
        """Whether the network on screen is another than the one the curves belong to."""
        trained = self._trained.get(history)
        on_screen = self._document.project.network
        return trained is not None and _anonymous(trained.network) != _anonymous(on_screen)

    def _show_evidence(self, evidence: Evidence) -> None:
        """Marks the stretch that a figure comes from on every plot, with the crosshair at its end."""
        source = evidence.source
        if source is None:
            return
        self._source.pointed = Pointed(source.first, source.last, evidence.label)
        name = panel_of(source.series, self._shelf.kinds)
        if name is not None and name not in self._grid.on_show:
            self._grid.choose(name, shown=True)
        self._draw_now()
        self._shelf.show_crosshair(self._source.timeline.at(source.last))

    def _fill_menu(self, menu: QMenu, name: str) -> None:
        if self._shelf.panel(name).plots:
            self._axis.fill_menu(menu)
        self._grid.fill_menu(menu, name)
        menu.addSeparator()

    def show_overlays(self, overlays: tuple[Overlay, ...]) -> None:
        """Shows the curves of other runs behind those of this one."""
        self._source.overlays = overlays
        self._source.place()
        self._draw_now()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self._draw_now()

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show_note()
            self._time.retranslate()
            self._arrange_panels()
            self._pins.note_change()
        super().changeEvent(event)


def _anonymous(network: NetworkSpec) -> tuple[object, ...]:
    """The network without names and groups, which change no figure, and dropout, which a run takes on."""
    layers = (
        (layer.id, layer.kind, layer.params, layer.inputs, layer.init, layer.frozen)
        for layer in without_dropout(network).layers
    )
    return (*layers, network.outputs)
