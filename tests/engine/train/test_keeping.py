"""Which earlier states a run keeps, where, and what happens where the disk is full or can't be read."""

import math
import tempfile

import numpy as np
import pytest

from engine.text import UserError
from engine.train.checkpoint import take
from engine.train.keeping import Keeping, Limits
from engine.train.rewind import go_on_from, look_back
from engine.train.trainer import drain
from tests.engine.train.making import session
from tests.engine.train.rewinding import (
    Clock,
    fill,
    kept_at_every_epoch,
    numbers,
    same_state,
)


def test_that_the_states_kept_stay_spread_evenly_with_the_first_and_the_latest():
    run, keeping = session(), Keeping(Limits(count=10))
    fill(keeping, run, range(0, 1001, 5))
    steps = np.array(keeping.steps)
    assert (len(steps), steps[0], steps[-1]) == (10, 0, 1000)
    assert np.diff(steps).max() < 4 * np.diff(steps).min() + 10


def test_that_going_on_from_an_earlier_state_lets_go_of_the_later_ones():
    run, keeping = session(), Keeping()
    fill(keeping, run, (0, 5, 10, 15))
    keeping.forget_from(11)
    fill(keeping, run, (12,))
    assert keeping.steps == (0, 5, 10, 12)


def one_checkpoint_bytes(run):
    checkpoint = take(run)
    return sum(t.nbytes for part in (checkpoint.last, checkpoint.tensors) for t in part.values())


def test_that_what_does_not_fit_into_memory_is_read_back_from_files_bit_for_bit():
    run = kept_at_every_epoch()
    run.keeping = Keeping(
        Limits(memory=2 * one_checkpoint_bytes(run), epoch_seconds=0.0, seconds=math.inf), Clock()
    )
    first = drain(run)
    end = take(run)
    assert run.keeping.steps == (0, 5, 10, 15, 20)
    go_on_from(run, 5)
    np.testing.assert_array_equal(numbers(drain(run)), numbers(first)[5:])
    assert same_state(take(run), end)


@pytest.mark.parametrize("fault", ["full", "limit"])
def test_that_on_a_full_disk_fewer_states_are_kept_and_the_run_goes_on(monkeypatch, fault):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    run = kept_at_every_epoch(epochs=20)
    limits = Limits(
        memory=6 * one_checkpoint_bytes(run), epoch_seconds=0.0, seconds=math.inf, disk=0
    )
    if fault == "full":
        limits = Limits(memory=6 * one_checkpoint_bytes(run), epoch_seconds=0.0, seconds=math.inf)
        monkeypatch.setattr(tempfile, "TemporaryFile", full)
    run.keeping = Keeping(limits, Clock())
    assert drain(run)[-1].reason == "finished"
    assert 2 <= len(run.keeping.steps) <= 6
    assert (run.keeping.steps[0], run.keeping.steps[-1]) == (0, 100)


def test_that_a_file_that_can_not_be_read_back_is_told(monkeypatch):
    class Broken:
        def __init__(self, **_options):
            self.data = b""

        def write(self, data):
            return len(data)

        def flush(self):
            return None

        def seek(self, _place):
            return None

        def read(self, size):
            return b"\0" * size

        def close(self):
            return None

    run = kept_at_every_epoch(epochs=2)
    monkeypatch.setattr(tempfile, "TemporaryFile", Broken)
    run.keeping = Keeping(Limits(memory=1, epoch_seconds=0.0, seconds=math.inf), Clock())
    assert drain(run)[-1].reason == "finished"
    end = take(run)
    with pytest.raises(UserError, match="step 5 can't be read back"):
        look_back(run, 5)
    assert same_state(take(run), end)


def test_that_a_session_that_is_no_longer_used_keeps_fewer_states():
    run, keeping = session(), Keeping(Limits(count=12))
    fill(keeping, run, range(12))
    keeping.shrink()
    assert len(keeping.steps) == 3


def test_that_states_are_kept_seldom_enough():
    clock, run = Clock(), session()
    keeping = Keeping(Limits(epoch_seconds=0.5, seconds=10.0), clock)
    fill(keeping, run, (0,))
    clock.now = 0.4
    assert not keeping.is_due(epoch_ended=True)
    clock.now = 0.6
    assert keeping.is_due(epoch_ended=True)
    assert not keeping.is_due(epoch_ended=False)
    clock.now = 10.1
    assert keeping.is_due(epoch_ended=False)

    def slowly():
        clock.now += 2.0
        return take(run)

    keeping.add(1, run.project, slowly)
    clock.now += 50
    assert not keeping.is_due(epoch_ended=True)
    clock.now += 51
    assert keeping.is_due(epoch_ended=True)
