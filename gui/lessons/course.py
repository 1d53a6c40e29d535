"""Where a learner stands in the lesson of the open project."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from engine.lessons.judging import Situation, Verdict, is_counting, judge_answer, judge_task
from engine.lessons.progress import Progress, key_of, to_do
from engine.spec.lesson import Lesson, LessonQuestion, LessonStep
from gui.document import Document
from gui.settings import Settings

#: What has changed is looked at this long afterwards, together with all that came meanwhile.
LOOK_MS = 150


class Course(QObject):
    """The lesson's steps, the one in front, and what of it is done. What was done once stays done.

    Args:
        document: whose project may have a lesson.
        situation: what there is to look at now.
        settings: where it is kept how far one has come.
        parent: owns it.

    Signals:
        opened(): another project, with or without a lesson, is open.
        turned(): another step is in front.
        judged(): tasks of the step have been looked at anew.
    """

    opened = Signal()
    turned = Signal()
    judged = Signal()

    def __init__(
        self,
        document: Document,
        situation: Callable[[], Situation],
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._situation, self._settings = document, situation, settings
        self._finished = False
        self.number = 0
        self._done: set[tuple[int, int]] = set()
        self._answered: set[tuple[int, int]] = set()
        self._verdicts: dict[int, Verdict] = {}
        self._before: list[tuple[int, int]] = []
        self._begun: Lesson | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._judge)
        document.loaded.connect(self._begin)
        document.changed.connect(self.look)

    @property
    def lesson(self) -> Lesson | None:
        """The open project's lesson."""
        return self._document.project.lesson

    @property
    def step(self) -> LessonStep | None:
        """The step in front."""
        return self.lesson.steps[self.number] if self.lesson is not None else None

    def is_done(self, task: int) -> bool:
        """Whether a task of the step has been done."""
        return (self.number, task) in self._done

    def verdict(self, task: int) -> Verdict | None:
        """Where a task of the step stands; None before it was looked at."""
        return self._verdicts.get(task)

    def is_answered(self, question: int) -> bool:
        """Whether a question of the step has been answered rightly."""
        return (self.number, question) in self._answered

    @property
    def is_complete(self) -> bool:
        """Whether all tasks and questions of the step are done."""
        step = self.step
        return step is not None and (
            all(self.is_done(number) for number in range(len(step.tasks)))
            and all(self.is_answered(number) for number in range(len(step.questions)))
        )

    def turn_to(self, number: int) -> None:
        """Brings a step to the front."""
        if self.lesson is None or not 0 <= number < len(self.lesson.steps):
            return
        self.number = number
        self._open_step()
        self._keep()

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to forget."""
        return self._progress().is_begun

    def start_afresh(self) -> None:
        """Forgets what was done and opens the first step; the network stays as it is."""
        self._stand_at(Progress())
        if self.lesson is not None:
            self._open_step()
            self._keep()

    def answer(self, number: int, question: LessonQuestion, given: float) -> Verdict | None:
        """Judges an answer; None while the step that is walked has not come to what is asked for."""
        verdict = judge_answer(question, given, self._situation())
        if verdict is not None and verdict.done:
            self._answered.add((self.number, number))
            self._keep()
            self.judged.emit()
        return verdict

    def look(self) -> None:
        """Something has happened: what counts is noted now, tasks are looked at soon."""
        if self.lesson is not None and self.lesson == self._begun:
            self._note()
            if not self._timer.isActive():
                self._timer.start()

    def _begin(self) -> None:
        lesson = self._begun = self.lesson
        kept = progress_of(lesson, self._settings) if lesson is not None else Progress()
        self._stand_at(kept)
        self.opened.emit()
        if lesson is not None:
            self._open_step()

    def _stand_at(self, kept: Progress) -> None:
        self.number = 0 if kept.finished else kept.at
        self._done, self._answered = set(kept.tasks), set(kept.questions)
        self._finished = kept.finished

    def _progress(self) -> Progress:
        return Progress(
            at=self.number,
            tasks=tuple(sorted(self._done)),
            questions=tuple(sorted(self._answered)),
            finished=self._finished,
        )

    def _keep(self) -> None:
        """Keeps how far one has come; a lesson that was only looked into leaves nothing."""
        lesson = self.lesson
        if lesson is None:
            return
        done = len(self._done) + len(self._answered)
        if done == to_do(lesson) and self.number == len(lesson.steps) - 1:
            self._finished = True
        keep_progress(lesson, self._progress(), self._settings)

    def _open_step(self) -> None:
        step = self.step
        assert step is not None, "a step is opened of a lesson"
        history = self._situation().history
        self._verdicts = {}
        self._before = [(history.step_count, history.epoch_count)] * len(step.tasks)
        self.turned.emit()
        self._judge()

    def _note(self) -> None:
        """From where on training counts for each task: a run that began anew, or what it asks for."""
        step = self.step
        if step is None:
            return
        situation = self._situation()
        now = (situation.history.step_count, situation.history.epoch_count)
        for number, task in enumerate(step.tasks):
            if now[0] < self._before[number][0]:
                self._before[number] = (0, 0)
            if not is_counting(task, situation):
                self._before[number] = now

    def _judge(self) -> None:
        step = self.step
        if step is None:
            return
        self._note()
        situation = self._situation()
        for number, task in enumerate(step.tasks):
            steps, epochs = self._before[number]
            counted = replace(situation, steps_before=steps, epochs_before=epochs)
            verdict = self._verdicts[number] = judge_task(task, counted)
            if verdict.done and not self.is_done(number):
                self._done.add((self.number, number))
                self._keep()
        self.judged.emit()


def progress_of(lesson: Lesson, settings: Settings) -> Progress:
    """How far someone has come in a lesson."""
    return Progress.read(settings.text(key_of(lesson), ""), lesson)


def keep_progress(lesson: Lesson, progress: Progress, settings: Settings) -> None:
    """Keeps how far someone has come; nothing where nothing is begun."""
    settings.set_text(key_of(lesson), progress.written() if progress.is_begun else "")
