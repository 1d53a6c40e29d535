"""Events that are noted together give the history that they give one by one."""

import numpy as np

from engine.history import History
from engine.train.control import Control
from engine.train.events import (
    EpochEnded,
    Event,
    RunEnded,
    RunStarted,
    Setting,
    StepsDone,
    samples_per_second,
)
from engine.train.trainer import train
from engine.train.watch import CLOSELY
from tests.engine.runs.making import add_epoch, add_steps
from tests.engine.train.making import only, session


def events_of_a_run() -> list[Event]:
    return list(train(session(validation=10, epochs=6), Control(), CLOSELY))


def columns(history: History) -> dict[str, np.ndarray]:
    found = {f"steps/{name}": series.values for name, series in history.steps.items()}
    found |= {f"epochs/{name}": series.values for name, series in history.epochs.items()}
    return found | {f"probes/{name}": series.values for name, series in history.probes.items()}


def test_that_events_may_be_noted_together():
    events = events_of_a_run()
    one_by_one, together = History(), History()
    for event in events:
        one_by_one.apply(event)
    together.apply_all(events[:1])
    together.apply_all(events[1:-1])
    expected = columns(one_by_one)
    assert list(columns(together)) == list(expected)
    for name, values in columns(together).items():
        np.testing.assert_array_equal(values, expected[name], err_msg=name)
    assert [e for e, _ in together.confusions.items] == [1, 2, 3, 4, 5, 6]
    assert together.histograms.keys() == one_by_one.histograms.keys()


def test_that_the_rate_of_several_chunks_is_their_samples_over_their_time():
    def chunk(first: int, steps: int, seconds: float) -> StepsDone:
        zeros = np.zeros(steps)
        rate = 8 * steps / seconds
        return StepsDone(first, 1, zeros, zeros[:, None], zeros[:, None], zeros, rate, 0.0, 0)

    chunks = [chunk(1, 10, 0.1), chunk(11, 30, 0.9)]
    assert np.isclose(samples_per_second(chunks), 8 * 40 / 1.0)
    history = History()
    history.apply_all(chunks)
    assert np.isclose(history.chunks["samples_per_second"].values[0], 320)


def test_that_steps_after_a_gap_stand_where_they_belong():
    events = events_of_a_run()
    last = only(events, StepsDone)[-1]
    history = History()
    history.apply_all([events[0], last, only(events, EpochEnded)[-1]])
    assert np.isnan(history.steps["loss"].values[: last.first_step - 1]).all()
    np.testing.assert_allclose(history.steps["loss"].values[last.first_step - 1 :], last.loss)


def steps_done(first: int, *losses: float) -> StepsDone:
    loss = np.array(losses)
    none = np.empty((len(loss), 0))
    return StepsDone(first, 1, loss, loss[:, None], none, np.full(len(loss), 0.1), 1.0, 0.0, 0)


def test_that_steps_that_come_again_take_the_place_of_those_undone():
    ended = EpochEnded(1, 4, 2.0, None, {}, 1.0, 1.0, True)
    history = History()
    history.apply_all([steps_done(1, 4, 3), steps_done(3, 2, 1), ended, steps_done(3, 9, 8)])
    assert history.steps["loss"].values.tolist() == [4, 3, 9, 8]
    assert history.steps["term/0"].values.tolist() == [4, 3, 9, 8]
    assert history.epoch_count == 0
    history.apply(steps_done(2, 7))
    assert history.steps["loss"].values.tolist() == [4, 7]


def test_that_why_a_run_came_to_nothing_is_said_until_it_goes_on_or_back():
    events = events_of_a_run()
    history = History()
    history.apply_all(events)
    history.ended = RunEnded("diverged", 5, history.step_count, 1.0)
    assert history.snapshot().ended is history.ended
    assert history.until(history.step_count - 1).ended is None
    history.apply(events[0])
    assert history.ended is None


def test_that_a_live_batch_size_changes_what_is_left_of_the_run():
    history = History()
    history.apply(RunStarted(0, 0, 5, 10, ("l1",), 1, "cpu", 1))
    add_epoch(add_steps(history, 10), 0.5)
    add_steps(history, 5)
    assert (history.epochs_taken, history.steps_until(5)) == (1.5, 50)
    add_epoch(add_steps(history, 5), 0.5)
    history.apply(Setting(20, "batch_size", 64.0, steps_per_epoch=5))
    assert (history.epochs_taken, history.steps_until(5)) == (2.0, 35)
