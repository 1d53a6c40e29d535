"""What the controller sends to the engine's thread, and what comes back beside the run's events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.data.preprocess import Prepared
from engine.spec.project import Project
from engine.text import Text


@dataclass(frozen=True)
class OpenSession:
    """Make a session of the project; `checkpoint_file` holds weights to go on from.

    `another`: the project was opened in place of the one before, whose weights are not for it.
    `undone`: undo or redo has brought the project back, and with it what was trained then.
    """

    project: Project
    prepared: Prepared
    checkpoint_file: Path | None = None
    another: bool = False
    undone: bool = False


@dataclass(frozen=True)
class StartRun:
    """Train; `anew` puts the weights back to where they started first."""

    anew: bool


@dataclass(frozen=True)
class ResetWeights:
    """Forget the training: back to the weights that the run began with, or `fresh` from the seed."""

    fresh: bool = False


@dataclass(frozen=True)
class GoOnFrom:
    """Make a session that stands where the present one stood after `step`; the present one stays."""

    step: int


@dataclass(frozen=True)
class DiscardRun:
    """Make everything as it was before the last run was started."""


@dataclass(frozen=True)
class AnswerQuestions:
    """Questions are waiting in the control."""


@dataclass(frozen=True)
class Question:
    """A question to the session by kind, asked without importing torch here."""

    kind: str
    arguments: Mapping[str, Any]

    def __call__(self, session: Any) -> Any:
        """Answers in the engine's thread."""
        from engine.queries import QUERIES

        return QUERIES[self.kind](session, **self.arguments)


@dataclass(frozen=True)
class Quit:
    """End the thread, once `parting` is answered."""

    parting: Question | None = None


Command = OpenSession | StartRun | ResetWeights | GoOnFrom | DiscardRun | AnswerQuestions | Quit


@dataclass(frozen=True)
class EngineReady:
    """Torch is imported and warm. `version` and `cuda` describe it."""

    version: str
    cuda: tuple[str, ...]
    threads: int


@dataclass(frozen=True)
class SessionOpened:
    """The weights on hand belong to `project` now.

    `key` names the session: its history is kept under it. `begins_from` is the key whose history goes
    on in this session (None: a new history). `kept` and `fresh` name layers whose trained weights were
    carried over, or start anew. `branched_at` is the step up to which the history of `begins_from` goes
    on in this one, where that is not all of it. `moments` are the steps that one can go back to, `live`
    the settings that are not what the project says. `left_out` says which moments of an opened file
    could not be read.
    """

    key: int
    project: Project
    epoch: int
    step: int
    threads: int
    device: str
    begins_from: int | None = None
    kept: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    branched_at: int | None = None
    moments: tuple[int, ...] = ()
    live: Mapping[str, float] = field(default_factory=dict)
    left_out: Text | None = None


@dataclass(frozen=True)
class SessionFailed:
    """The project can't be trained as it is; says why."""

    project: Project
    message: Text


@dataclass(frozen=True)
class EngineFailed:
    """Something that must not happen has happened in the engine's thread; it serves on if it can."""

    message: Text
    works: bool
