"""The time left is right within a fifth once a twentieth of the run is over, however the run goes."""

import numpy as np
import pytest

from engine.train.events import (
    EpochEnded,
    PathChanged,
    Paused,
    Resumed,
    RunStarted,
    Setting,
    StepsDone,
)
from gui.run.pace import Pace

CHUNK = 0.033


class MadeUpRun:
    """A run whose steps and validations take what they are told to; its clock needs no waiting.

    `step_seconds(seconds)` says what a step takes at that time, `batch(seconds)` how many rows it has.
    """

    def __init__(self, epochs, rows, step_seconds, batch=lambda _s: 10, validation=0.0, told=()):
        self.epochs, self.rows, self.validation_seconds = epochs, rows, validation
        self.step_seconds, self.batch, self.told = step_seconds, batch, list(told)

    def events(self, validation_rows=0):
        """Each event with the time at which it comes."""
        now, step, samples, waiting = 0.0, 0, 0, 0
        since, first = 0.0, 0.0
        steps_per_epoch = -(-self.rows // self.batch(0.0))
        yield (
            now,
            RunStarted(
                0, 0, self.epochs, steps_per_epoch, (), 1, "cpu", 1, self.rows, validation_rows
            ),
        )
        for epoch in range(1, self.epochs + 1):
            position = 0
            while position < self.rows:
                while self.told and self.told[0][0] <= now:
                    yield now, self.told.pop(0)[1]
                size = min(self.batch(now), self.rows - position)
                now += self.step_seconds(now)
                position, step, samples, waiting = (
                    position + size,
                    step + 1,
                    samples + size,
                    waiting + 1,
                )
                if now - since >= CHUNK or position >= self.rows:
                    yield now, self._chunk(step, waiting, epoch, now, samples, now - since)
                    since, waiting = now, 0
            steps_took = now - first
            now += self.validation_seconds
            yield now, EpochEnded(epoch, step, 0.1, 0.1, {}, 1.0, steps_took, False)
            first = now

    @staticmethod
    def _chunk(step, count, epoch, now, samples, seconds):
        figures = np.zeros(count)
        terms = np.zeros((count, 1))
        return StepsDone(
            step - count + 1, epoch, figures, terms, terms[:, :0], figures, 100.0, now, samples
        )


def worst_error(run, validation_rows=0, after=0.05, until=0.97):
    """The largest error of the time left, as a share of what was really left."""
    events = list(run.events(validation_rows))
    end = events[-1][0]
    pace, errors = None, []
    for now, event in events:
        if isinstance(event, RunStarted):
            pace = Pace(event)
            continue
        pace.note([event])
        if after * end <= now <= until * end:
            left = end - now
            errors.append(abs(pace.seconds_left - left) / left)
    assert len(errors) > 10
    return max(errors)


def settled(seconds, slow, fast):
    """Seconds a step: slow at first, fast from then on."""
    return lambda now: slow if now < seconds else fast


def test_that_it_is_right_at_a_constant_pace():
    assert worst_error(MadeUpRun(50, 2000, lambda _now: 0.002)) < 0.05


def test_that_unsteady_steps_do_not_mislead_it():
    rng = np.random.default_rng(3)
    run = MadeUpRun(40, 2000, lambda _now: float(rng.gamma(2.0, 0.001)))
    assert worst_error(run) < 0.2


@pytest.mark.parametrize("validation", [0.05, 0.4, 3.0])
def test_that_validation_at_the_end_of_each_epoch_is_counted(validation):
    assert worst_error(MadeUpRun(40, 2000, lambda _now: 0.002, validation=validation)) < 0.2


def test_that_validation_is_allowed_for_before_there_was_one():
    # A tenth of the rows is evaluated; the first epoch alone is a fifth of the run.
    run = MadeUpRun(5, 20_000, lambda _now: 0.002, validation=0.15 * 4.0)
    assert worst_error(run, validation_rows=8_000) < 0.2


def test_that_epochs_much_shorter_than_a_chunk_are_counted_whole():
    run = MadeUpRun(3000, 40, lambda _now: 0.0005, validation=0.002)
    assert worst_error(run) < 0.1


def test_that_a_slow_first_epoch_is_soon_forgotten():
    run = MadeUpRun(60, 2000, settled(1.2, 0.006, 0.002), validation=0.1)
    assert worst_error(run) < 0.2


def test_that_a_change_to_steps_eight_times_as_fast_is_noticed():
    told = [(1.0, PathChanged(0, "lowered"))]
    run = MadeUpRun(100, 4000, settled(1.0, 0.004, 0.0005), validation=0.05, told=told)
    assert worst_error(run) < 0.2


def test_that_it_is_noticed_too_when_it_is_not_told():
    run = MadeUpRun(200, 4000, settled(1.0, 0.004, 0.0005), validation=0.05)
    assert worst_error(run) < 0.2


def test_that_another_batch_size_is_another_pace():
    # Twice the rows a step, at the price of a step: half the time for what is left.
    def run():
        told = [(8.0, Setting(0, "batch_size", 20))]
        return MadeUpRun(
            40, 2000, lambda _now: 0.002, lambda now: 10 if now < 8.0 else 20, told=told
        )

    end = [now for now, _event in run().events()][-1]
    assert worst_error(run(), after=8.4 / end) < 0.2


def test_that_a_pause_changes_nothing():
    run, paused = (MadeUpRun(20, 1000, lambda _now: 0.002, validation=0.1) for _ in range(2))
    plain, other = Pace(), Pace()
    for (_now, event), (_same, again) in zip(run.events(), paused.events(), strict=True):
        if isinstance(event, RunStarted):
            plain, other = Pace(event), Pace(again)
            continue
        plain.note([event])
        # Wherever one pauses: the seconds of the events leave it out.
        other.note([Paused(1, 1), again, Resumed(1, 1)])
        assert other.seconds_left == plain.seconds_left


def test_that_the_share_goes_by_rows_whatever_the_size_of_batches():
    run = MadeUpRun(10, 1000, lambda _now: 0.01, lambda now: 10 if now < 2.0 else 50)
    pace = None
    for _now, event in run.events():
        if isinstance(event, RunStarted):
            pace = Pace(event)
            assert (pace.share, pace.seconds_left) == (None, None)
        else:
            pace.note([event])
    assert pace.share == 1.0
    assert pace.seconds_left == pytest.approx(0.0, abs=1e-9)
