"""Puts the parts together; no logic."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.runs.place import runs_beside
from engine.text import text
from gui.actions import ACTIONS, Actions, Situation
from gui.card import divider
from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.files import FileActions
from gui.help import show_about, show_shortcuts
from gui.inspector.inspector import Inspector
from gui.lessons.part import LessonsPart
from gui.menu_row import MenuRow
from gui.menus import (
    fill_devices,
    fill_examples,
    fill_languages,
    fill_recent,
    fill_templates,
    fill_themes,
    show_device,
)
from gui.network.gallery.opener import GalleryOpener
from gui.network.output_strip import OutputStrip
from gui.network.panel import NetworkPanel
from gui.notice import NoticeBar
from gui.notices import Notices, Ways
from gui.pages.data.page import DataPage
from gui.run.controller import RunController
from gui.run.state import RunState
from gui.run_actions import RunActions
from gui.run_news import RunNews
from gui.runs.part import RunsPart
from gui.settings import Settings
from gui.shown_sample import ShownSample
from gui.status import StatusLine
from gui.steps_part import StepsPart
from gui.theme import theme
from gui.titles import project_title
from gui.toolbar import Toolbar
from gui.workspace import Workspace

#: The side columns have this share of the window, within these bounds, until the user moves them.
SIDE_SHARE = 0.22
SIDE_WIDTHS = (256, 316)
SMALLEST = (1000, 620)


class MainWindow(QMainWindow):
    """Network | workspace | inspector under one toolbar, a status line below.

    Args:
        document: the open project.
        settings: where layout and choices are remembered.
        recovery: the folder for autosaves.
        runs: the file of runs; unless told, the one beside that folder.
    """

    def __init__(
        self, document: Document, settings: Settings, recovery: Path, runs: Path | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.resize(1440, 900)
        self.setMinimumSize(*SMALLEST)
        self.document, self.settings = document, settings
        document.setParent(self)
        self.selection = Selection(document)
        self.store = DataStore(document, self, at_once=False)
        self.controller = RunController(document, self.store, self)
        self.notice = NoticeBar()
        self._columns_chosen = False
        self._painted = False
        self.news = RunNews(self, self.controller, settings)
        self.news.title_changed.connect(self._show_title)
        self.files = FileActions(
            self, self.document, self.store, self.controller, settings, recovery
        )
        self.runs = RunsPart(
            self, document, self.controller, self.files, runs or runs_beside(recovery)
        )
        self._build()
        self.notices = Notices(
            self.notice,
            self.document,
            self.controller,
            self.files,
            Ways(
                self._run.train_or_pause,
                self._open_data,
                lambda: self.workspace.show_page("predict"),
            ),
        )
        self._connect()
        self._show_outputs(on=settings.flag("outputs_under_card", default=False))
        self._restore_layout()
        self._show_situation()
        self._show_title()

    def _build(self) -> None:
        self.network = NetworkPanel(self.document, self.selection, self.controller, self.store)
        sample = ShownSample(self)
        self.strip = OutputStrip(self.controller, self.selection, sample, self)
        self.network.show_strip(self.strip)
        self.gallery = GalleryOpener(self, self.document, self.store, self.selection, self.network)
        self._run = RunActions(
            self,
            self.document,
            self.controller,
            lambda: self.workspace.show_page("monitor"),
            lambda: self.notices.train_more(),  # noqa: PLW0108 - they are made later
        )
        self.steps = StepsPart(self, self.document, self.store, self.selection, self.controller)
        self.actions_table = Actions(self, self.network, self._callbacks())
        self._menus = MenuRow(self.actions_table)
        self.setMenuWidget(self._menus)
        self.toolbar = Toolbar(self.actions_table, self.controller)
        self.workspace = Workspace()
        self.steps.stand_in(self.workspace, self.actions_table.by_id)
        self.data_page = DataPage(self.document, self.store)
        self.workspace.add_page("data", text("Data"), lambda: self.data_page)
        self.workspace.add_page("monitor", text("Monitor"), self._make_monitor)
        self.workspace.add_page("steps", text("Step-through"), self.steps.make)
        self.workspace.add_page("predict", text("Predict"), self._make_predict)
        self.workspace.add_page("graph", text("Graph"), self.steps.make_graph)
        self.workspace.add_page("code", text("Code"), self.steps.make_code)
        self.workspace.add_to_corner(self.runs.button)
        self.inspector = Inspector(
            self.document, self.selection, self.controller, self.store, sample=sample
        )
        self.inspector.offer_runs(self.runs.kept_weights)
        self.steps.covered.connect(self.inspector.cover_numbers)
        self.lessons = LessonsPart(
            self,
            self.document,
            self.controller,
            self.files,
            self.workspace,
            self.inspector,
            self.actions_table,
            settings=self.settings,
        )
        self.status = StatusLine(self.controller, self.store)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.runs.around(self.workspace), 1)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("columns")
        self.columns.setChildrenCollapsible(False)
        for place, part in enumerate((self.network, centre, self.inspector)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(place, 1 if place == 1 else 0)
        self.columns.splitterMoved.connect(self._keep_columns)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in (self.toolbar, divider(), self.columns, divider(), self.status):
            rows.addWidget(part, 1 if part is self.columns else 0)
        self.setCentralWidget(whole)

    def _make_monitor(self) -> QWidget:
        from gui.pages.monitor.page import MonitorPage

        page = MonitorPage(
            self.document,
            self.controller,
            self.store,
            selection=self.selection,
            settings=self.settings,
        )
        self.runs.show_on(page)
        return page

    def _choose_plots(self) -> None:
        from gui.pages.monitor.page import MonitorPage

        self.workspace.show_page("monitor")
        page = self.workspace.page("monitor")
        assert isinstance(page, MonitorPage)
        page.choose_plots()

    def _make_predict(self) -> QWidget:
        from gui.pages.predict.page import PredictPage

        return PredictPage(self.document, self.store, self.controller)

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        stack = self.document.undo_stack
        panel = [spec.id for spec in ACTIONS if spec.context == "panel"]
        by_panel = {action: getattr(self.network, _method_name(action)) for action in panel}
        own: dict[str, Callable[[], object]] = {
            "newProject": self.files.new,
            "openFile": self.files.open_dialog,
            "save": self.files.save,
            "saveAs": self.files.save_dialog,
            "lessons": lambda: self.lessons.choose(),  # noqa: PLW0108 - made later
            "openLesson": lambda: self.lessons.open_dialog(),  # noqa: PLW0108 - made later
            "openWeights": self.files.open_weights_dialog,
            "saveWeights": self.files.save_weights_dialog,
            "exportCode": self.files.export_dialog,
            "quit": self.close,
            "undo": stack.undo,
            "redo": stack.redo,
            "findLayer": self.network.find_layer,
            "showData": lambda: self.workspace.show_page("data"),
            "showMonitor": lambda: self.workspace.show_page("monitor"),
            "choosePlots": self._choose_plots,
            "showPredict": lambda: self.workspace.show_page("predict"),
            "showGraph": lambda: self.workspace.show_page("graph"),
            "showCode": lambda: self.workspace.show_page("code"),
            "toggleTheme": self._toggle_theme,
            "showRuns": self.runs.toggle,
            "showOutputs": lambda: self._show_outputs(on=not self.strip.on),
            "fullScreen": self._toggle_full_screen,
            "addLayer": self.network.add_layer,
            "openTemplates": self.gallery.open_networks,
            "openBlocks": self.gallery.open_blocks,
            "fitNetwork": self.store.fit_network,
            "shortcuts": lambda: show_shortcuts(self),
            "about": lambda: show_about(self, self.controller),
        }
        return by_panel | own | self._run.callbacks() | self.steps.callbacks()

    def _connect(self) -> None:
        self.controller.state_changed.connect(self._show_situation)
        self.controller.session_changed.connect(self._show_situation)
        self.controller.rewind.possible_changed.connect(self._show_situation)
        self.controller.ready.connect(self._fill_menus)
        self.steps.changed.connect(self._show_situation)
        self.steps.changed.connect(lambda: self.status.show_phase(self.steps.phase))
        self.store.changed.connect(self._show_situation)
        self.store.opened.connect(self.notice.close_notice)
        self.network.actions_changed.connect(self._show_situation)
        self.document.undo_stack.indexChanged.connect(self._show_situation)
        self.document.changed.connect(self._show_title)
        self.document.changed.connect(self._show_device)
        self.document.unsaved_changed.connect(self._show_title)
        self.files.path_changed.connect(self._show_title)
        self.files.path_changed.connect(self._fill_menus)
        self.files.autosaved.connect(self.status.note_autosave)
        self.files.saved.connect(self.status.note_saved)
        self.runs.failed.connect(lambda message: self.notice.show_notice("warning", message))
        self.runs.told.connect(lambda message: self.notice.show_notice("success", message))
        self._fill_menus()

    def _fill_menus(self) -> None:
        menus = self.actions_table.menus
        fill_examples(menus["examples"], self.files.open_example)
        fill_recent(menus["recent"], self.settings, self.files.open_path)
        fill_themes(menus["theme"], self.settings)
        fill_languages(menus["language"], self.settings)
        fill_templates(menus["templates"], self.document, self.store)
        self.news.fill(menus["whenDone"])
        fill_devices(menus["device"], self.document, self.controller)
        self._show_device()

    def _open_data(self) -> None:
        self.workspace.show_page("data")
        self.data_page.open_dialog()

    def _toggle_theme(self) -> None:
        theme().set_mode("light" if theme().is_dark else "dark")
        self.settings.set_text("theme", theme().mode)
        fill_themes(self.actions_table.menus["theme"], self.settings)

    def _show_outputs(self, *, on: bool) -> None:
        self.strip.set_on(on=on)
        self.actions_table.by_id["showOutputs"].setChecked(on)
        self.settings.set_flag("outputs_under_card", value=on)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_situation(self) -> None:
        stack, state = self.document.undo_stack, self.controller.state
        rewind = self.controller.rewind
        self.actions_table.update(
            Situation(
                state=state,
                panel_can=self._panel_can(),
                steps_can=self.steps.possible,
                can_undo=stack.canUndo(),
                can_redo=stack.canRedo(),
                has_weights=self.controller.session is not None,
                has_data=self.store.shape is not None,
                has_moments=any(step < self.controller.step for step in rewind.steps),
                looking_back=rewind.looking is not None,
            )
        )
        self.actions_table.by_id["playSlowly"].setChecked(self.steps.playing)
        labels = {RunState.TRAINING: text("Pause"), RunState.PAUSED: text("Resume")}
        idle = text("Train again") if self.controller.begins_anew else text("Train")
        self.actions_table.set_label("train", labels.get(state, idle))
        undo, redo = stack.undoText(), stack.redoText()
        self.actions_table.set_label(
            "undo", text("Undo “{what}”", what=undo) if undo else text("Undo")
        )
        self.actions_table.set_label(
            "redo", text("Redo “{what}”", what=redo) if redo else text("Redo")
        )

    def _panel_can(self) -> set[str]:
        """The ids of the panel's actions that make sense with what is selected."""
        ids = [spec.id for spec in ACTIONS if spec.context == "panel"]
        return {action for action in ids if self.network.can(_method_name(action))}

    def _show_device(self) -> None:
        menu = self.actions_table.menus["device"]
        self.toolbar.set_device(show_device(menu, self.document, self.controller))

    def _show_title(self) -> None:
        path = self.document.path
        name = path.name if path else project_title(self.document.project.title)
        mark = " •" if self.document.unsaved else ""
        self._menus.show_file(f"{name}{mark}", path)
        self.setWindowTitle(f"{self.news.title_prefix}{name}[*] – Netwright")
        self.setWindowModified(self.document.unsaved)

    def _restore_layout(self) -> None:
        if (geometry := self.settings.state("window")) is not None:
            self.restoreGeometry(geometry)
        if (columns := self.settings.state("columns")) is not None:
            self.columns.restoreState(columns)
            self._columns_chosen = True

    def _keep_columns(self) -> None:
        self._columns_chosen = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._columns_chosen:
            low, high = SIDE_WIDTHS
            side = min(max(round(self.width() * SIDE_SHARE), low), high)
            self.columns.setSizes([side, self.width() - 2 * side, side])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._complete)

    def _complete(self) -> None:
        """All that the first look does without: data, the other pages, torch, the work to restore."""
        if not self.isVisible():
            return
        self.store.begin()
        if self.workspace.make_next():
            QTimer.singleShot(0, self, self._complete)
            return
        self.controller.start_engine()
        self.files.begin()
        self.runs.begin()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "files"):
            self.actions_table.retranslate()
            self.document.retranslate()
            self._fill_menus()
            self._show_situation()
            self._show_title()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_close():
            event.ignore()
            return
        self.settings.set_state("window", self.saveGeometry())
        if self._columns_chosen:
            self.settings.set_state("columns", self.columns.saveState())
        self.files.shut_down(self.runs.parting)
        self.runs.close()
        self.store.close()
        event.accept()


def _method_name(action_id: str) -> str:
    """The panel's method for an action: `move_up` for `moveUp`."""
    return re.sub("[A-Z]", lambda found: f"_{found.group().lower()}", action_id)
