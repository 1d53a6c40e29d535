"""File ▸ Lessons: which there are, how far one has come in each, going on and starting afresh."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.lessons.progress import Progress, to_do
from engine.lessons.reading import read_lesson, shipped_lessons
from engine.spec.lesson import Lesson, said
from gui.card import plain_label
from gui.icons import icon
from gui.lessons.course import keep_progress, progress_of
from gui.settings import Settings
from gui.theme import theme
from gui.translate import tr, translator

_SIZE = (760, 540)
_LIST_WIDTH = 320
_ICON = QSize(16, 16)


class LessonsDialog(QDialog):
    """The lessons that come with the program.

    Signals:
        chosen(Path): this one is to be opened, where it was left.
        wants_file(): one from a file is to be opened.
    """

    chosen = Signal(Path)
    wants_file = Signal()

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self.setObjectName("lessonsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._settings = settings
        self._lessons = [(path, read_lesson(path)) for path in shipped_lessons()]
        self._list = QListWidget()
        self._list.setObjectName("lessonsList")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setIconSize(_ICON)
        for _lesson in self._lessons:
            QListWidgetItem(self._list)
        self._title = plain_label("title", "lessonsTitle")
        self._about = plain_label("muted", "lessonsAbout")
        self._state = plain_label("", "lessonsState")
        self._steps = plain_label("", "lessonsSteps")
        self._file, self._afresh = _button("lessonsFile"), _button("lessonsAfresh")
        self._close, self._open = _button("lessonsClose"), _button("lessonsOpen")
        self._open.setProperty("primary", True)
        self._open.setDefault(True)
        self._lay_out()
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(self._go_on)
        self._open.clicked.connect(self._go_on)
        self._afresh.clicked.connect(self._start_afresh)
        self._close.clicked.connect(self.close)
        self._file.clicked.connect(self._choose_file)
        theme().changed.connect(self._mark)
        self._retranslate()
        self._list.setCurrentRow(self._next())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(10)
        for label in (self._title, self._about, self._state, self._steps):
            label.setWordWrap(True)
            words.addWidget(label)
        words.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._list)
        middle.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._file)
        buttons.addStretch(1)
        for button in (self._close, self._afresh, self._open):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        whole.addLayout(middle, 1)
        whole.addLayout(buttons)

    def _next(self) -> int:
        """The lesson that was left unfinished; else the first that was not finished."""
        found = [self._progress(lesson) for _path, lesson in self._lessons]
        begun = (n for n, kept in enumerate(found) if kept.is_begun and not kept.finished)
        return next(begun, next((n for n, kept in enumerate(found) if not kept.finished), 0))

    def _progress(self, lesson: Lesson) -> Progress:
        return progress_of(lesson, self._settings)

    def _go_on(self) -> None:
        path = self._lessons[self._list.currentRow()][0]
        self.close()
        self.chosen.emit(path)

    def _start_afresh(self) -> None:
        keep_progress(self._lessons[self._list.currentRow()][1], Progress(), self._settings)
        self._go_on()

    def _choose_file(self) -> None:
        self.close()
        self.wants_file.emit()

    def _show(self, row: int) -> None:
        if row < 0:
            return
        lesson, language = self._lessons[row][1], translator().current
        kept = self._progress(lesson)
        self._title.setText(said(lesson, "title", language))
        self._about.setText(said(lesson, "about", language))
        self._state.setText(_stand(lesson, kept))
        self._steps.setText(
            "\n".join(
                f"{'✓' if kept.is_step_done(number, lesson) else '○'}  {said(step, 'title', language)}"
                for number, step in enumerate(lesson.steps)
            )
        )
        begun = kept.is_begun and not kept.finished
        self._open.setText(
            tr("Go on") if begun else tr("Open again") if kept.finished else tr("Begin")
        )
        self._afresh.setEnabled(kept.is_begun)

    def _mark(self) -> None:
        """Ticks what is finished, and points at what was left."""
        for row, (_path, lesson) in enumerate(self._lessons):
            kept, item = self._progress(lesson), self._list.item(row)
            title, stand = said(lesson, "title", translator().current), _stand(lesson, kept)
            if kept.finished:
                item.setIcon(icon("circle-check", "good"))
            elif kept.is_begun:
                item.setIcon(icon("target", "accent"))
            else:
                item.setIcon(icon("minus", "disabled"))
            item.setText(title)
            item.setToolTip(stand)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}: {stand}")

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Lessons"))
        self._list.setAccessibleName(tr("Lessons"))
        self._file.setText(tr("Open lesson…"))
        self._afresh.setText(tr("Start afresh"))
        self._close.setText(tr("Close"))
        self._mark()
        self._show(self._list.currentRow())


def _stand(lesson: Lesson, kept: Progress) -> str:
    """How far one has come, in words."""
    if kept.finished:
        return tr("Finished.")
    if not kept.is_begun:
        return tr("Not begun yet.")
    return tr("Stopped at step {number} of {all}; {done} of {many} done.").format(
        number=kept.at + 1, all=len(lesson.steps), done=kept.done, many=to_do(lesson)
    )


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
