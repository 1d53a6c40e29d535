"""How far someone has come in a lesson, as it is kept between starts of the program."""

import hashlib
import json
from typing import Self

from engine.spec.base import Spec
from engine.spec.lesson import Lesson
from engine.text import UserError

Places = tuple[tuple[int, int], ...]


class Progress(Spec):
    """The step in front, and the tasks and questions that are done, as (step, place), counted from 0.

    `finished` stays once everything was done, wherever one leafs afterwards.
    """

    at: int = 0
    tasks: Places = ()
    questions: Places = ()
    finished: bool = False

    @classmethod
    def read(cls, kept: str, lesson: Lesson) -> Self:
        """What was kept, as far as the lesson still has it; nothing done where it can't be read."""
        try:
            found = cls.parse(json.loads(kept)) if kept else cls()
        except (ValueError, TypeError, UserError):
            return cls()
        steps = dict(enumerate(lesson.steps))
        return cls(
            at=min(max(found.at, 0), len(steps) - 1),
            tasks=_there(found.tasks, {n: len(step.tasks) for n, step in steps.items()}),
            questions=_there(
                found.questions, {n: len(step.questions) for n, step in steps.items()}
            ),
            finished=found.finished,
        )

    def written(self) -> str:
        """What `read` reads."""
        return self.model_dump_json()

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to go on from."""
        return self != type(self)()

    @property
    def done(self) -> int:
        """How many tasks and questions are done."""
        return len(self.tasks) + len(self.questions)

    def is_step_done(self, number: int, lesson: Lesson) -> bool:
        """Whether all tasks and questions of a step are done; of one without any, whether it was passed."""
        step = lesson.steps[number]
        whole = len(step.tasks) + len(step.questions)
        if not whole:
            return self.finished or self.at > number
        mine = [place for place in self.tasks + self.questions if place[0] == number]
        return len(mine) == whole


def to_do(lesson: Lesson) -> int:
    """How many tasks and questions a lesson has."""
    return sum(len(step.tasks) + len(step.questions) for step in lesson.steps)


def key_of(lesson: Lesson) -> str:
    """Under what a lesson's progress is kept: its English title, so that it may be mended meanwhile."""
    return f"lesson-{hashlib.sha256(lesson.title.encode()).hexdigest()[:16]}"


def _there(places: Places, many: dict[int, int]) -> Places:
    return tuple(sorted({(step, n) for step, n in places if 0 <= n < many.get(step, 0)}))
