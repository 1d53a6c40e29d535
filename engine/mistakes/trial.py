"""The question what a common mistake does: a right run and a wrong one from the same seed, beside the run."""

import time

import numpy as np

from engine.abreast import Abreast, SideRun, unhindered
from engine.mistakes.comparing import after_step, before_first_step
from engine.mistakes.making import MAKING
from engine.mistakes.outcome import NO_CURVES, Curves, MistakeAnswer
from engine.mistakes.seen import not_told_apart
from engine.text import Text, UserError
from engine.train.epoch import begin_epoch
from engine.train.session import Session
from engine.train.step import Step

#: Each run takes as many steps as the project's own, within these bounds, …
_FEWEST, _MOST = 60, 3000
#: … and no more than both together take in so many seconds.
_LONGEST = 15.0


class Trial:
    """A mistake on trial.

    Args:
        session: the run that is asked; nothing of it changes.
        mistake: its name in `engine.mistakes.kinds`.
        steps: how many steps each of the two runs takes.

    Raises:
        UserError: when the mistake can't be made in this project.
    """

    def __init__(self, session: Session, mistake: str, steps: int) -> None:
        room = 1 + -(-steps // max(session.steps_per_epoch, 1))
        project = unhindered(session.project, room)
        right = Session(project, session.prepared, like=session)
        self._mistake, self._made = mistake, MAKING[mistake](right)
        self._runs = Abreast(SideRun(right), SideRun(self._made.session), steps)
        self._difference = before_first_step(right, self._made.session)
        self._spent = 0.0

    def slice(self, seconds: float) -> MistakeAnswer:
        """Lets both take steps for about so long, and tells how far they are."""
        begun, done = time.perf_counter(), False
        until = begun + seconds
        while self._difference is None and not done and time.perf_counter() < until:
            done = self._step_and_compare()
        if not done and (left := until - time.perf_counter()) > 0:
            done = self._runs.go_on(left)
        self._spent += time.perf_counter() - begun
        if not done and self._spent > _LONGEST:
            self._runs.end_here()
            done = True
        if done and self._mistake == "eval":
            self._validate_once()
        right, wrong = self._runs.first, self._runs.second
        return MistakeAnswer(
            mistake=self._mistake,
            steps=self._runs.steps,
            right=_curves(right),
            wrong=_curves(wrong),
            done=done,
            difference=self._difference,
            findings=self._findings(done),
            going_on=None if done else self,
        )

    def _step_and_compare(self) -> bool:
        """One step of each; gives whether both are done."""
        self._runs.go_on(0.0)
        done = self._runs.go_on(0.0)
        right, wrong = self._runs.first, self._runs.second
        if right.losses and len(right.losses) == len(wrong.losses):
            self._difference = after_step(len(right.losses), right, wrong)
        return done

    def _validate_once(self) -> None:
        """Where no epoch came to its end, some validation rows are judged after the last step."""
        right, wrong = self._runs.first, self._runs.second
        if right.validations or right.ended is not None:
            return
        for run in (right, wrong):
            if (loss := run.judge()) is not None:
                run.validations.append((self._runs.steps, loss))
        self._difference = self._difference or after_step(self._runs.steps, right, wrong)

    def _findings(self, done: bool) -> tuple[Text, ...]:
        if self._mistake == "zeros" and done:
            return not_told_apart(self._made.session, len(self._runs.second.losses))
        return self._made.findings


def _curves(run: SideRun) -> Curves:
    return Curves(np.array(run.losses), tuple(run.validations), run.ended)


def backward_twice(session: Session) -> MistakeAnswer:
    """The first step of the project with a second call of `backward`, and what PyTorch says to it."""
    project = unhindered(session.project, 1)
    twin = Session(project, session.prepared, like=session)
    twin.model.train()
    step = Step(twin, begin_epoch(twin).at(0))
    step.zero_grad()
    step.forward()
    step.compute_loss()
    step.backward()
    raised = ""
    try:
        step.backward()
    except RuntimeError as error:
        raised = str(error)
    return MistakeAnswer("retain", 1, NO_CURVES, NO_CURVES, done=True, raised=raised)


def mistake(
    session: Session,
    name: str = "",
    going_on: object = None,
    seconds: float = 0.15,
    steps: int = 0,
) -> MistakeAnswer:
    """One slice of a mistake's trial: the first of the one called `name`, or the next of one `going_on`.

    Args:
        session: the one asked; nothing of it changes, nor of a step that is walked through.
        name: of the mistake.
        going_on: what the slice before gave.
        seconds: about how long a slice takes.
        steps: how many steps each run takes; 0 for as many as show something.
    """
    if isinstance(going_on, Trial):
        return going_on.slice(seconds)
    if name == "retain":
        return backward_twice(session)
    try:
        return Trial(session, name, steps or _enough(session)).slice(seconds)
    except UserError as error:
        return MistakeAnswer(name, 0, NO_CURVES, NO_CURVES, done=True, refused=error.text)


def _enough(session: Session) -> int:
    whole = session.project.training.epochs * session.steps_per_epoch
    return max(_FEWEST, min(_MOST, whole))
