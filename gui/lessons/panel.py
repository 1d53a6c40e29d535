"""The lesson in the Inspector: where one stands, what to read, what to do, what to answer."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.spec.lesson import said
from gui.card import divider, link_button, plain_label, restyle, tell
from gui.lessons.course import Course
from gui.lessons.question import QuestionView
from gui.lessons.task import ShowLink, ShowWhere, TaskRow
from gui.lessons.words import Words
from gui.theme import theme
from gui.translate import show, tr, translator

_MARGIN = 12


class LessonPanel(QWidget):
    """Shows a course.

    Args:
        course: what to show.
        show_where: lights what a step or a task names.

    Signals:
        left(): the learner is done with the lesson, or has enough of it.
    """

    left = Signal()

    def __init__(self, course: Course, show_where: ShowWhere) -> None:
        super().__init__()
        self.setObjectName("lessonPage")
        self._course, self._show_where = course, show_where
        self._title = plain_label("heading", "lessonTitle")
        self._title.setWordWrap(True)
        self._place = plain_label("caption", "lessonPlace")
        self._words = Words()
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(10)
        self._rows: list[TaskRow] = []
        self._afresh = link_button("lessonAfresh")
        self._afresh.clicked.connect(course.start_afresh)
        self._back = _button("lessonBack")
        self._next = _button("lessonNext")
        self._next.setProperty("primary", True)
        self._back.clicked.connect(lambda: course.turn_to(course.number - 1))
        self._next.clicked.connect(self._go_on)
        inner = QWidget()
        inner.setProperty("surface", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(10)
        for part in (self._place, self._title, self._words):
            column.addWidget(part)
        column.addLayout(self._tasks)
        column.addWidget(self._afresh)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setObjectName("lessonScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(divider())
        whole.addLayout(buttons)
        self._retranslate()
        course.turned.connect(self._show_step)
        course.judged.connect(self._show_verdicts)
        theme().changed.connect(self._show_verdicts)
        self._show_step()

    def _go_on(self) -> None:
        lesson = self._course.lesson
        if lesson is not None and self._course.number + 1 < len(lesson.steps):
            self._course.turn_to(self._course.number + 1)
        else:
            self.left.emit()

    def _show_step(self) -> None:
        lesson, step = self._course.lesson, self._course.step
        self._clear()
        if lesson is None or step is None:
            return
        language, number = translator().current, self._course.number
        self._place.setText(
            tr("{lesson} · {number} of {all}").format(
                lesson=said(lesson, "title", language), number=number + 1, all=len(lesson.steps)
            )
        )
        self._place.setWordWrap(True)
        self._title.setText(said(step, "title", language))
        self._words.show_words(said(step, "text", language))
        if step.show:
            self._tasks.addWidget(
                ShowLink("lessonShow", step.show, self._title.text(), self._show_where)
            )
        for place, task in enumerate(step.tasks):
            row = TaskRow(place, task, self._show_where)
            self._rows.append(row)
            self._tasks.addWidget(row)
        for place, question in enumerate(step.questions):
            self._tasks.addWidget(
                QuestionView(
                    place,
                    question,
                    lambda given, place=place, question=question: self._course.answer(  # type: ignore[misc]
                        place, question, given
                    ),
                    done=self._course.is_answered(place),
                )
            )
        self._scroll.verticalScrollBar().setValue(0)
        self._show_verdicts()

    def _clear(self) -> None:
        self._rows = []
        while (item := self._tasks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)  # whoever looks for its name finds the new one
                widget.deleteLater()

    def _show_verdicts(self) -> None:
        lesson = self._course.lesson
        if lesson is None:
            return
        for place, row in enumerate(self._rows):
            verdict = self._course.verdict(place)
            row.show_state(
                done=self._course.is_done(place), stands=show(verdict.stands) if verdict else ""
            )
        last = self._course.number + 1 == len(lesson.steps)
        complete = self._course.is_complete
        self._back.setEnabled(self._course.number > 0)
        self._afresh.setVisible(self._course.is_begun)
        self._next.setText(tr("Finish") if last else tr("Next") if complete else tr("Skip"))
        if self._next.property("primary") != complete:
            self._next.setProperty("primary", complete)
            restyle(self._next)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_step()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._back.setText(tr("Back"))
        self._next.setText(tr("Next"))
        self._afresh.setText(tr("Start afresh"))
        tell(self._afresh, tr("Forget what was done in this lesson and open its first step"))
        self._scroll.setAccessibleName(tr("Lesson"))
        self._words.setAccessibleName(tr("What to read"))


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    return button
