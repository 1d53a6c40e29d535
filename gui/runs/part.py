"""Puts the runs together: recording, list, button, overlays, and what leads out of them."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QToolButton, QWidget

from engine.files.project_file import ProjectFile
from engine.runs.place import weights_file
from engine.runs.reading import RunReader
from engine.runs.restoring import copy_of
from engine.runs.run import Run
from engine.runs.table import write_csv
from engine.text import Text, UserError, text
from gui.background import Background
from gui.document import Document
from gui.file_dialogs import ask_save
from gui.files import FileActions
from gui.pages.monitor.source import Overlay
from gui.run.controller import RunController
from gui.run.messages import Question
from gui.run.recording import RunRecorder
from gui.runs.comparison import Compared, Comparison
from gui.runs.drawer import RunsDrawer
from gui.runs.overlays import RunOverlays
from gui.runs.watch import RunsWatch
from gui.runs.words import colour_number, run_name, short_name
from gui.translate import tr

#: The drawer's share of the height when it is opened for the first time.
_SHARE = 0.36
#: A window that closes waits so long for the last points to be written.
_CLOSE_SECONDS = 1.0


class Plots(Protocol):
    """Where the curves of other runs are shown; the Monitor page is one."""

    def show_overlays(self, overlays: tuple[Overlay, ...]) -> None:
        """Shows the curves of these runs and of no others."""


class RunsPart(QObject):
    """All that the window has of runs.

    Args:
        window: dialogs open in front of it.
        document: the open project.
        controller: whose runs are recorded.
        files: opens what is restored.
        path: the file of runs.

    Signals:
        told(Text): something done.
        failed(Text): something that could not be.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        document: Document,
        controller: RunController,
        files: FileActions,
        path: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._plots: Plots | None = None
        self.recorder = RunRecorder(document, controller, path, self)
        self.watch = RunsWatch(path, self)
        self.overlays = RunOverlays(self.watch, self.recorder.is_current, self)
        self.drawer = RunsDrawer(self.watch)
        self.drawer.hide()
        self.button = RunsButton(self.watch)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setObjectName("runsSplitter")
        self._split.setChildrenCollapsible(False)
        self._writer = Background(self)
        self._writer.done.connect(self.told)
        self._writer.failed.connect(self.failed)
        self.button.clicked.connect(self.toggle)
        self.drawer.closed.connect(self.toggle)
        self.drawer.curves_wanted.connect(self.overlays.turn)
        self.drawer.compare_wanted.connect(self._compare)
        self.drawer.restore_wanted.connect(self._restore)
        self.drawer.export_wanted.connect(self._ask_export)
        self.overlays.changed.connect(self._show_overlays)
        self.recorder.written.connect(self.watch.look)
        self.recorder.dropped.connect(lambda run_id: self.drawer.delete([run_id]))
        controller.session_changed.connect(self._show_overlays)
        controller.branched.connect(self._show_other_future)
        for part in (self.recorder.told, self.watch.failed, self.overlays.failed):
            part.connect(self.failed)

    def around(self, page: QWidget) -> QWidget:
        """The page with the drawer under it."""
        self._split.addWidget(page)
        self._split.addWidget(self.drawer)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        return self._split

    def show_on(self, plots: Plots) -> None:
        """Shows the ticked runs on these plots."""
        self._plots = plots
        self._show_overlays()

    def kept_weights(self) -> list[tuple[str, Path]]:
        """The runs whose weights were kept, by name, with the files that hold them; the latest first."""
        found = [
            (run_name(run), weights_file(self.watch.path, run.id))
            for run in reversed(self.watch.runs)
        ]
        return [(name, path) for name, path in found if path.exists()]

    def begin(self) -> None:
        """The window is on screen: reads the list."""
        self.watch.begin()

    def toggle(self) -> None:
        """Opens or closes the drawer."""
        opened = self.drawer.isHidden()
        self.button.setChecked(opened)
        if not opened:
            self.drawer.hide()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.drawer.open_drawer()
        upper, lower = self._split.sizes()
        if not lower or lower < self.drawer.sizeHint().height() // 2:
            lower = round((upper + lower) * _SHARE)
            self._split.setSizes([self._split.height() - lower, lower])

    @property
    def parting(self) -> Question | None:
        """What the engine is to answer before it ends: the weights of a run that goes on until then."""
        return self.recorder.parting

    def close(self) -> None:
        """The window goes: writes what is left."""
        self.recorder.close(_CLOSE_SECONDS)
        self.watch.close()
        self._writer.close()

    def _show_overlays(self) -> None:
        self.drawer.set_shown(self.overlays.ids)
        if self._plots is not None:
            self._plots.show_overlays(
                tuple(
                    Overlay(
                        f"run{one.run.number}",
                        short_name(one.run),
                        colour_number(one.run),
                        one.history,
                    )
                    for one in self.overlays.shown
                )
            )

    def _show_other_future(self) -> None:
        """The run goes on from an earlier moment: what it became the first time stays on the plots."""
        if run_id := self.recorder.current:
            self.overlays.turn(run_id, on=True)

    def _compare(self, first: Run, second: Run) -> None:
        try:
            compared = self._compared(first), self._compared(second)
        except UserError as error:
            self.failed.emit(error.text)
            return
        Comparison(*compared, self._window).open()

    def _compared(self, run: Run) -> Compared:
        store = self.watch.store
        settings = RunReader(store, run.id).settings()
        return Compared(run, store.project(run.id), settings, self.watch.run(run.parent))

    def _restore(self, run: Run) -> None:
        def opened(file: ProjectFile) -> None:
            if file.history is None:
                self.failed.emit(_without_weights(run))

        self._files.open_copy(lambda: self._copy(run), opened)

    def _copy(self, run: Run) -> ProjectFile:
        contents = copy_of(self.watch.store, run)
        if contents.history is not None:
            self.recorder.opens(contents.history, run.id)
        return contents

    def _ask_export(self, run: Run, part: str) -> None:
        name = "".join(letter if letter.isalnum() else "-" for letter in run_name(run))[:60]
        ask_save(
            self._window,
            tr("Export figures"),
            tr("Tables") + " (*.csv)",
            Path.home() / f"{name}-{part}.csv",
            lambda path: self._export(run, part, path),
        )

    def _export(self, run: Run, part: str, path: Path) -> None:
        store = self.watch.store

        def write() -> object:
            history = RunReader(store, run.id).history()
            write_csv(history, part, store.project(run.id).network, path)
            return text("Figures saved to “{file}”.", file=path.name)

        self._writer.start(write)


def _without_weights(run: Run) -> Text:
    if not run.message.template:
        return text(
            "The weights of this run were not kept. Its project is open, to be trained anew."
        )
    return text(
        "The weights of this run were not kept. Its project is open, to be trained anew. It had ended so: "
        "{reason}",
        reason=run.message,
    )


class RunsButton(QToolButton):
    """“Runs · 3” beside the tabs: opens the list."""

    def __init__(self, watch: RunsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsButton")
        self.setProperty("bordered", True)
        self.setProperty("compact", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self._watch = watch
        watch.changed.connect(self._show_count)
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_count()
        super().changeEvent(event)

    def _show_count(self) -> None:
        count = len(self._watch.runs)
        self.setText(tr("Runs · {count}").format(count=count) + " ▾")
        self.setAccessibleName(tr("Runs: {count}").format(count=count))
        self.setToolTip(tr("Every run so far: compare, show, restore (Ctrl+Shift+R)"))
