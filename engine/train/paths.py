"""Which way steps are taken: eagerly at once, and lowered as soon as that is ready and known to agree."""

import threading
from typing import Literal

import torch

from engine.text import Text, text
from engine.train.agreement import require_agreement
from engine.train.batches import Batches
from engine.train.events import PathChanged
from engine.train.lowered import Bound
from engine.train.lowered_steps import LoweredSteps
from engine.train.lowering import CannotLower, LoweredStep, lower
from engine.train.recorder import Recorder
from engine.train.session import Session
from engine.train.steps import EagerSteps, Steps

#: Seconds of training after which the lowered form is made: shorter runs are over before it is worth it.
WORTH_IT_AFTER = 0.2
#: Learnable numbers above which a step's own work takes all of its time, and copies of the network to try
#: lowered steps out with would take much memory.
MOST_NUMBERS = 8_000_000


class Lowering:
    """The lowered form of a session's step, being made in a thread of its own.

    It works on a copy of the session taken when it is made; the session may train on meanwhile. `norms`
    tells whether gradient norms are recorded.
    Once `done`: `steps`, or else the `reason` why there are none.
    """

    def __init__(self, session: Session, *, norms: bool = True) -> None:
        self.norms = norms
        self.steps: tuple[LoweredStep, ...] = ()
        self.reason: Text | None = None
        self._twin: Session | None = session.twin()
        self._cancelled = False
        self._thread = threading.Thread(target=self._make, name="lowering")
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether `steps` or `reason` is there."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Returns when it is done."""
        self._thread.join()

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._cancelled = True

    def _make(self) -> None:
        twin, self._twin = self._twin, None
        assert twin is not None, "a thread runs once"
        torch.set_num_threads(twin.threads)
        steps = []
        try:
            for size in _batch_sizes(twin):
                if self._cancelled:
                    return
                rows = torch.arange(size, device=twin.device)
                steps.append(lower(twin.twin(), twin.train_rows.take(rows), norms=self.norms))
            require_agreement(twin, steps)
        except CannotLower as error:
            self.reason = error.reason
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, eager steps go on
            reason = str(error).strip().split("\n")[0][:200] or type(error).__name__
            self.reason = text("it can't be tried out ({reason})", reason=reason)
        else:
            self.steps = tuple(steps)


def _batch_sizes(session: Session) -> list[int]:
    """The sizes of an epoch's batches: of all, and of the last one where it is smaller."""
    rest = len(session.train_rows) % session.batch_size
    keeps_rest = rest and not session.project.training.drop_last
    return [session.batch_size, *([rest] if keeps_rest else [])]


class ChosenSteps:
    """Takes eager steps until there are lowered ones, which are the same and many times as fast.

    A run that took lowered steps when it was left takes no others when it goes on.
    """

    def __init__(self, session: Session, recorder: Recorder) -> None:
        self._session, self._recorder = session, recorder
        self._eager = EagerSteps(session, recorder)
        self._steps: Steps = self._eager
        self._using: Lowering | None = None
        self._begun = recorder.seconds
        self._news: list[PathChanged] = []
        if session.lowering is not None and session.lowering.norms != recorder.records_norms:
            session.lowering = None
        self._never = _why_never(session)
        if self._never is not None:
            session.progress.path = "eager"
            self._tell("eager", self._never)
        elif session.progress.path == "lowered":
            self._begin().wait()
            self._change()

    def take(self, batches: Batches, most: int) -> int:
        """Takes one step or several."""
        if self._never is None and (
            self._using is not self._session.lowering or self._using is None
        ):
            self._look()
        return self._steps.take(batches, most)

    def news(self) -> list[PathChanged]:
        """What changed since this was last asked."""
        news, self._news = self._news, []
        return news

    def close(self) -> None:
        """The run is over; what is still being made is given up."""
        lowering = self._session.lowering
        if lowering is not None and not lowering.done:
            lowering.cancel()
            self._session.lowering = None

    def _look(self) -> None:
        """Begins to make lowered steps when it is time, and changes to them when they are there."""
        lowering = self._session.lowering
        if lowering is None:
            if self._using is not None:  # a setting changed that steps are made of
                self._steps, self._using = self._eager, None
                self._tell("eager")
            if self._recorder.seconds - self._begun >= WORTH_IT_AFTER:
                self._begin()
        elif lowering.done:
            self._change()

    def _begin(self) -> Lowering:
        if self._session.lowering is None:
            self._session.lowering = Lowering(self._session, norms=self._recorder.records_norms)
        return self._session.lowering

    def _change(self) -> None:
        """The session's lowering is done: takes its steps if there are any."""
        session = self._session
        self._using = lowering = session.lowering
        assert lowering is not None, "asked for before"
        if lowering.reason is not None:
            self._steps = self._eager
            self._tell(
                "eager", text("Steps are taken one by one: {reason}.", reason=lowering.reason)
            )
            return
        bound = {step.outline.batch_size: Bound(step, session) for step in lowering.steps}
        self._steps = LoweredSteps(session, self._recorder, bound)
        self._tell("lowered")

    def _tell(self, path: Literal["eager", "lowered"], reason: Text | None = None) -> None:
        self._session.progress.path = path
        self._news.append(PathChanged(self._session.progress.step, path, reason))


def _why_never(session: Session) -> Text | None:
    """Why steps are taken one by one whatever the network is."""
    if session.project.training.steps == "eager":
        return text("Steps are taken one by one, as the training settings want it.")
    if session.device.type != "cpu":
        return text("Steps are taken one by one: on a GPU there is no other way yet.")
    if sum(p.numel() for p in session.parameters) > MOST_NUMBERS:
        return text(
            "Steps are taken one by one: in so large a network no time is lost between them."
        )
    return None
