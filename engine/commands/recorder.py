"""Records a run of the command line in the file of runs that the window shows."""

import argparse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import torch

from engine.commands.shared import tell
from engine.files.project_file import ProjectFile
from engine.history import History
from engine.runs.place import runs_file
from engine.runs.recording import Recording
from engine.runs.run import NewRun, State
from engine.text import Text
from engine.train.checkpoint import take
from engine.train.events import Event, RunEnded
from engine.train.session import Session

#: Seconds that the command waits for the last points of a run to be written.
_WAIT = 20.0


class Recorder(Protocol):
    """Takes note of each event."""

    def note(self, event: Event) -> None:
        """Notes one event, after the history has taken it."""


class _Nowhere:
    """With --no-record."""

    def note(self, event: Event) -> None:
        """Passes it by."""


class _Recorder:
    """Hands over the history now and then, and the weights more seldom."""

    def __init__(self, session: Session, history: History, recording: Recording) -> None:
        self._session, self._history, self._recording = session, history, recording
        self._state: State = "interrupted"
        self._message: Text | None = None

    def note(self, event: Event) -> None:
        """Records what is due."""
        if isinstance(event, RunEnded):
            self._state = event.reason
            self._message = event.message
        elif self._recording.is_due:
            if self._recording.wants_weights:
                self._keep_weights()
            self._recording.note(self._history)

    def finish(self) -> None:
        """Writes the rest."""
        if self._state != "failed":  # of one that diverged, those before the bad step
            self._keep_weights()
        self._recording.note(self._history, self._state, self._message)
        self._recording.close(_WAIT)

    def _keep_weights(self) -> None:
        session = self._session
        contents = ProjectFile(session.project, take(session), None, session.prepared.encoder)
        self._recording.keep_weights(contents)


@contextmanager
def recorded(
    session: Session, history: History, output: Path, options: argparse.Namespace
) -> Iterator[Recorder]:
    """Records while the block lasts, however it ends; what can't be recorded is told on stderr."""
    if options.no_record:
        yield _Nowhere()
        return
    new = NewRun(
        uuid.uuid4().hex,
        session.project,
        file=str(output.absolute()),
        device=str(session.device),
        threads=session.threads,
        torch=torch.__version__,
    )
    path = Path(options.runs) if options.runs else runs_file()
    recording = Recording(path, _tell)
    recording.begin(new)
    recorder = _Recorder(session, history, recording)
    try:
        yield recorder
    finally:
        recorder.finish()


def _tell(message: Text) -> None:
    tell(str(message))
