"""`train`: the same loop as in the window, with a progress bar or JSON lines."""

import argparse
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tqdm import tqdm

from engine import numbers
from engine.check.doctor import Finding, Kind, findings, to_json
from engine.commands.recorder import recorded
from engine.commands.set_path import set_path
from engine.commands.shared import Opened, open_project, print_json, read_data, show, tell
from engine.files.layout import MOST_KEPT, MOST_KEPT_BYTES
from engine.files.project_file import save
from engine.history import History
from engine.queries import open_weights, saved_contents
from engine.spec.project import Project
from engine.text import UserError, text
from engine.train.carry import go_on
from engine.train.checkpoint import differences
from engine.train.control import Control
from engine.train.events import EpochEnded, Event, RunEnded, RunStarted
from engine.train.keeping import Keeping, Limits
from engine.train.rewind import keep_opened
from engine.train.session import Session
from engine.train.trainer import train

#: Moments of the run for the time line of the window: what a file takes, and nothing on the disk beside it.
_KEPT = Limits(count=MOST_KEPT, memory=MOST_KEPT_BYTES, disk=0)
#: What stands before a finding.
_MARKS: Mapping[Kind, str] = {"bad": "✗", "warning": "!", "note": "·", "good": "✓"}


def run(options: argparse.Namespace) -> int:
    """Trains and saves; 1 when the run diverged or failed (then nothing is written)."""
    opened = open_project(options.project)
    project = _changed(opened.project, options)
    prepared = opened.prepared
    if project.data != opened.project.data:
        prepared = read_data(project, opened.path.parent)
    session = Session(project, prepared)
    session.keeping = Keeping(_KEPT)
    history = _resume(session, opened, project) if options.resume else History()
    if options.weights:
        open_weights(session, Path(options.weights))
    control = Control()
    ended: RunEnded | None = None
    found: tuple[Finding, ...] = ()
    reporter = _JsonReporter() if options.json else _BarReporter()
    output = Path(options.output) if options.output else opened.path
    with _stop_on_interrupt(control), recorded(session, history, output, options) as recorder:
        for event in train(session, control):
            history.apply(event)
            if isinstance(event, RunEnded):
                ended, found = event, findings(history, project, event, data=prepared)
            reporter.note(event, found)
            recorder.note(event)
    assert ended is not None, "a run always ends with RunEnded"
    if ended.reason in {"diverged", "failed"}:
        tell(str(ended.message))
        return 1
    contents = saved_contents(session, project)
    save(output, replace(contents, history=history, fitted=prepared.encoder))
    if not options.json:
        show(_summary(ended, session, output))
        for line in _in_words(found):
            show(line)
    return 0


def _changed(project: Project, options: argparse.Namespace) -> Project:
    """The project with the command line's options, checked like a form."""
    settings = {
        "training.epochs": options.epochs,
        "training.batch_size": options.batch_size,
        "training.optimizer.lr": options.lr,
        "training.device": options.device,
        "training.threads": options.threads,
        "training.seed": options.seed,
    }
    for path, value in settings.items():
        if value is not None:
            project = set_path(project, f"{path}={value}")
    for assignment in options.set:
        project = set_path(project, assignment)
    return project


def _resume(session: Session, opened: Opened, project: Project) -> History:
    if opened.file.checkpoint is None:
        raise UserError(
            text("“{file}” has never been trained. Leave out --resume.", file=opened.path.name)
        )
    if project.network != opened.project.network:
        raise UserError(text("--resume can't go on with another network. Leave out --resume."))
    for difference in differences(session, opened.file.checkpoint):
        tell(str(difference))
    if opened.file.left_out is not None:
        tell(str(opened.file.left_out))
    go_on(session, opened.file.checkpoint, opened.project)
    keep_opened(session, opened.file.moments)
    return opened.file.history or History()


class _JsonReporter:
    """One JSON object a line for each epoch and one for the end, with what the curves say."""

    def note(self, event: Event, found: Sequence[Finding]) -> None:
        if isinstance(event, EpochEnded):
            print_json(
                {
                    "event": "epoch",
                    "epoch": event.epoch,
                    "step": event.step,
                    "train_loss": event.train_loss,
                    "validation_loss": event.validation_loss,
                    "metrics": event.metrics,
                    "samples_per_second": event.samples_per_second,
                }
            )
        elif isinstance(event, RunEnded):
            print_json(
                {
                    "event": "ended",
                    "reason": event.reason,
                    "epoch": event.epoch,
                    "step": event.step,
                    "seconds": event.seconds,
                    "message": str(event.message) if event.message else None,
                    "findings": [to_json(finding) for finding in found],
                }
            )


class _BarReporter:
    """A progress bar of epochs on a terminal; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None

    def note(self, event: Event, _found: Sequence[Finding]) -> None:
        if isinstance(event, RunStarted):
            self._bar = tqdm(
                total=event.epochs,
                initial=event.epoch,
                unit="epoch",
                disable=not sys.stderr.isatty(),
            )
        elif isinstance(event, EpochEnded) and self._bar is not None:
            figures = {"loss": numbers.short(event.train_loss)}
            if event.validation_loss is not None:
                figures["validation"] = numbers.short(event.validation_loss)
            self._bar.set_postfix(figures, refresh=False)
            self._bar.update()
        elif isinstance(event, RunEnded) and self._bar is not None:
            self._bar.close()


def _summary(ended: RunEnded, session: Session, output: Path) -> str:
    progress = session.progress
    return str(
        text(
            "{reason} after {epochs} epochs, {steps} steps, {seconds}. Best loss {best} at epoch {best_epoch}. "
            "Saved to {file}.",
            reason=ended.reason.capitalize(),
            epochs=ended.epoch,
            steps=ended.step,
            seconds=numbers.seconds(ended.seconds),
            best=numbers.short(progress.best),
            best_epoch=progress.best_epoch,
            file=output,
        )
    )


def _in_words(found: Sequence[Finding]) -> Iterator[str]:
    """What the curves say, a line each, with what to try below it."""
    if found:
        yield f"\n{text('What the curves say')}"
    for finding in found:
        epoch = text("epoch {number}", number=numbers.count(finding.epoch))
        yield f"  {_MARKS[finding.kind]} {finding.words} ({epoch})"
        if finding.fixes:
            labels = "; ".join(str(fix.label) for fix in finding.fixes)
            yield f"      {text('Try: {fixes}', fixes=labels)}"


@contextmanager
def _stop_on_interrupt(control: Control) -> Iterator[None]:
    """Ctrl+C stops at the next step and saves; a second one ends at once."""

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        if control.stopping:
            raise KeyboardInterrupt
        control.stop()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
