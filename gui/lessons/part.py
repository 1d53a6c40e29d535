"""Puts lessons together: the menu, the course of the open project, its page in the Inspector."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.lessons.judging import Situation
from engine.lessons.reading import LESSON_SUFFIX, open_lesson
from gui.actions import Actions
from gui.document import Document
from gui.file_dialogs import ask_open
from gui.files import FileActions
from gui.inspector.inspector import Inspector
from gui.lessons.course import Course
from gui.lessons.dialog import LessonsDialog
from gui.lessons.panel import LessonPanel
from gui.lessons.showing import Showing
from gui.run.controller import RunController
from gui.settings import Settings
from gui.translate import tr
from gui.workspace import Workspace


class LessonsPart(QObject):
    """All that the window has of lessons."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        controller: RunController,
        files: FileActions,
        workspace: Workspace,
        inspector: Inspector,
        actions: Actions,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._actions, self._settings = actions, settings
        self._window, self._document, self._controller = window, document, controller
        self._files, self._workspace, self._inspector = files, workspace, inspector
        self.course = Course(document, self._situation, settings, self)
        self.showing = Showing(window, document, workspace, inspector, actions)
        panel = LessonPanel(self.course, self.showing.show)
        inspector.offer_lesson(panel)
        panel.left.connect(lambda: inspector.show_lesson(on=False))
        self.course.opened.connect(lambda: inspector.show_lesson(on=self.course.lesson is not None))
        self.course.turned.connect(self.showing.put_out)
        self.course.turned.connect(self._bring_page)
        for signal in (
            controller.progressed,
            controller.epoch_ended,
            controller.session_changed,
            controller.walk.changed,
            workspace.currentChanged,
        ):
            signal.connect(lambda *_: self.course.look())

    def choose(self) -> None:
        """The lessons that come with the program, how far one has come in each, and one from a file."""
        dialog = LessonsDialog(self._window, self._settings)
        dialog.chosen.connect(self.open)
        dialog.wants_file.connect(self.open_dialog)
        dialog.open()

    def open(self, path: Path) -> None:
        """Opens a lesson's project with the lesson in it; it has no path, as an example has none."""
        self._files.open_copy(lambda: open_lesson(path, set(self._actions.by_id)))

    def open_dialog(self) -> None:
        """Asks for a lesson's file and opens it."""
        ask_open(
            self._window,
            tr("Open lesson"),
            (tr("Lessons") + f" (*{LESSON_SUFFIX})", tr("All files") + " (*)"),
            Path.home(),
            self.open,
        )

    def _situation(self) -> Situation:
        session = self._controller.session
        return Situation(
            self._document.project,
            self._controller.history,
            self._workspace.current_id,
            self._controller.walk.answer,
            trained=session.project if session is not None else None,
        )

    def _bring_page(self) -> None:
        step = self.course.step
        if step is not None and step.page:
            self._workspace.show_page(step.page)
