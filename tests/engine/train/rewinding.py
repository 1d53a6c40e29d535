"""Runs that keep every epoch, and whether two states are the same."""

import math

import numpy as np
import torch

from engine.train.checkpoint import take
from engine.train.events import StepsDone
from engine.train.keeping import Keeping, Limits
from tests.engine.train.making import MLP, only, session

AT_EPOCHS = Limits(epoch_seconds=0.0, seconds=math.inf)
DROPOUT = [*MLP[:2], ("Dropout", {"p": 0.5}), *MLP[2:]]


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def kept_at_every_epoch(layers=DROPOUT, **training):
    run = session(layers, validation=10, **({"epochs": 4, "steps": "eager"} | training))
    run.keeping = Keeping(AT_EPOCHS, Clock())
    return run


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one)


def same_state(one, other):
    """Whether two checkpoints are of the same state; the seconds that it took are not looked at."""
    return (
        all(same(getattr(one, part), getattr(other, part)) for part in ("last", "best", "tensors"))
        and one.tensors.keys() == other.tensors.keys()
        and {**one.state, "seconds": 0} == {**other.state, "seconds": 0}
    )


def numbers(events):
    return np.concatenate([chunk.loss for chunk in only(events, StepsDone)])


def fill(keeping, run, steps):
    for step in steps:
        run.progress.step = step
        keeping.add(step, run.project, lambda: take(run))
