"""Runs whose steps are partly walked through, and what there is to compare of them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from engine.history import History
from engine.train.control import Control
from engine.train.events import Answer, Event, Paused
from engine.train.session import Session
from engine.train.trainer import train

Ask = Callable[[Session], Any]


def fingerprint(run: Session) -> str:
    """Every bit that a run changes."""
    digest = hashlib.sha256()
    for name, tensor in sorted(run.model.state_dict().items()):
        digest.update(name.encode() + tensor.numpy().tobytes())
    for number, entries in sorted(run.optimizer.state_dict()["state"].items()):
        for name, value in sorted(entries.items()):
            digest.update(f"{number}{name}".encode() + torch.as_tensor(value).numpy().tobytes())
    for name, state in sorted(run.rng.items()):
        digest.update(name.encode() + state.numpy().tobytes())
    digest.update(run.generator.get_state().numpy().tobytes())
    schedule = run.scheduler.state_dict() if run.scheduler is not None else None
    p = run.progress
    standing = (p.epoch, p.step, p.position, p.loss_sum, p.rows_before, p.best, p.waited)
    digest.update(repr((standing, run.learning_rate(), schedule, run.live)).encode())
    return digest.hexdigest()


def history_of(events: Sequence[Event]) -> History:
    """What a run's events come to."""
    history = History()
    history.apply_all(events)
    return history


def driven(run: Session, asks: Mapping[int, Sequence[Ask]]) -> list[Event]:
    """Trains to the end, pausing after some steps to ask; gives all events.

    A run that has gone beyond a step, because one that was asked took it, waits for it no more.
    """
    control, events = Control(), list[Event]()
    stops, waiting = iter(sorted(asks)), list[Ask]()
    control.run_to(next(stops))
    for event in train(run, control):
        events.append(event)
        if isinstance(event, Paused):
            waiting = list(asks.get(event.step, ()))
        elif not isinstance(event, Answer):
            continue
        if waiting:
            control.ask("walk", waiting.pop(0))
        elif (step := next(stops, None)) is not None:
            control.run_to(step)
        else:
            control.resume()
    return events
