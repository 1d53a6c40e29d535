"""The points of a run, into the file and out again: every one, in whatever pieces they come."""

import sqlite3
import time

import numpy as np
import pytest

from engine.runs.faults import RunsError
from engine.runs.points import CHUNK, PIECE, PointWriter
from engine.runs.reading import RunReader, StoredSeries
from engine.runs.run import Standing
from engine.runs.store import RunStore
from engine.series import MOST_MOMENTS, Series
from engine.train.events import StepsDone
from tests.engine.runs.making import (
    add_epoch,
    add_moment,
    add_steps,
    assert_same,
    begun,
    loss_at,
    new_run,
)


@pytest.fixture
def store(tmp_path):
    opened = RunStore(tmp_path / "runs.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def run(store):
    return store.begin(new_run()).id


def rows(store, run, name="loss"):
    """Where the pieces of a series of steps begin, and their lengths."""
    with store.reading() as connection:
        return [
            (start, length // 4)
            for start, length in connection.execute(
                "SELECT start, length(data) FROM points JOIN series ON series = series.number JOIN "
                "runs ON run = runs.number WHERE runs.id = ? AND part = 'steps' AND "
                "series.name = ? ORDER BY start",
                (run, name),
            )
        ]


def test_that_a_history_comes_back_as_it_was(store, run):
    history = begun()
    for _ in range(3):
        add_steps(history, 700)
        add_moment(history)
        add_epoch(history, 0.5, 0.7, accuracy=0.8)
    PointWriter(store, run).write(history)
    assert_same(RunReader(store, run).history(), history)


@pytest.mark.parametrize("part", [1, PIECE - 1, PIECE, PIECE + 1, CHUNK, 3 * CHUNK + 5])
def test_that_points_written_bit_by_bit_are_all_there_once(store, run, part):
    history, writer = begun(), PointWriter(store, run)
    total = max(4 * part, 30) if part < CHUNK else 2 * part
    while history.step_count < total:
        add_steps(history, part)
        writer.write(history.snapshot())
    found = RunReader(store, run).history().steps["loss"].values
    np.testing.assert_array_equal(found, loss_at(np.arange(1, len(history.steps["loss"]) + 1)))


def test_that_pieces_become_one_chunk_when_it_is_full(store, run):
    history, writer = begun(), PointWriter(store, run)
    writer.write(add_steps(history, CHUNK - 1))
    assert len(rows(store, run)) == CHUNK // PIECE
    writer.write(add_steps(history, 2))
    assert rows(store, run) == [(0, CHUNK), (CHUNK, 1)]


def test_that_another_program_goes_on_where_one_stopped(store, run):
    history = add_steps(begun(), 700)
    PointWriter(store, run).write(history)
    add_moment(add_steps(history, 900))
    PointWriter(store, run).write(history)
    assert_same(RunReader(store, run).history(), history)


def test_that_a_run_begun_anew_replaces_what_was_there(store, run):
    PointWriter(store, run).write(add_moment(add_steps(begun(), 700)))
    shorter = add_steps(begun(), 30)
    PointWriter(store, run).write(shorter)
    assert_same(RunReader(store, run).history(), shorter)


def test_that_steps_undone_and_taken_otherwise_meanwhile_are_written_again(store, run):
    history, writer = add_epoch(add_steps(begun(), 20), 1.0), PointWriter(store, run)
    writer.write(history.snapshot())
    history.take_back(12)
    for step in range(13, 21):
        history.apply(taken_otherwise(step))
    add_epoch(history, 2.0)
    writer.write(history.snapshot())

    found = RunReader(store, run).history()
    assert_same(found, history)
    assert found.steps["loss"].values[12:].tolist() == [float(-step) for step in range(13, 21)]
    assert found.epochs["train_loss"].values.tolist() == [2.0]


def taken_otherwise(step):
    loss = np.array([-float(step)])
    norms = np.stack([loss, loss], axis=1)
    return StepsDone(step, 1, loss, loss[:, None], norms, np.array([0.1]), 1000.0, step / 100, 32)


def test_that_moments_thinned_meanwhile_are_written_again(store, run):
    history, writer = add_steps(begun(), 1), PointWriter(store, run)
    for step in range(MOST_MOMENTS - 1):
        history.probes.add(step, {"update/l1": float(step)})
    writer.write(history.snapshot())
    for step in range(MOST_MOMENTS, MOST_MOMENTS + 20):
        history.probes.add(step, {"update/l1": float(step)})
    assert history.probes.count < MOST_MOMENTS
    writer.write(history.snapshot())
    assert_same(RunReader(store, run).history(), history)


def test_that_histograms_dropped_meanwhile_are_dropped_in_the_file(store, run):
    history, writer = begun(), PointWriter(store, run)
    for _ in range(150):
        add_moment(add_steps(history, 1))
        writer.write(history.snapshot())
    assert_same(RunReader(store, run).history(), history)


def test_that_a_follower_gets_what_is_written_meanwhile(store, run):
    history, writer = add_steps(begun(), 10), PointWriter(store, run)
    writer.write(history)
    watching = RunStore(store.path)
    reader = RunReader(watching, run)
    seen = reader.history()
    assert not reader.follow(seen)
    for count in (1, 600, 9000, 3):
        if count == 9000:  # from here on what was read before is added to
            assert len(seen.steps["loss"].values) == 611
        add_epoch(add_moment(add_steps(history, count)), 0.5, 0.4)
        writer.write(history.snapshot())
        before = seen.version
        assert reader.follow(seen)
        assert seen.version > before
        assert_same(seen, history)
    watching.close()


def test_that_a_follower_follows_into_a_run_begun_anew(store, run):
    PointWriter(store, run).write(add_steps(begun(), 700))
    reader = RunReader(store, run)
    seen = reader.history()
    assert len(seen.steps["loss"].values) == 700
    shorter = add_steps(begun(), 30)
    PointWriter(store, run).write(shorter)
    assert reader.follow(seen)
    assert_same(seen, shorter)


def test_that_one_series_can_be_read_alone(store, run):
    PointWriter(store, run).write(add_steps(begun(), 1000))
    reader = RunReader(store, run)
    np.testing.assert_array_equal(reader.series("steps", "loss"), loss_at(np.arange(1, 1001)))
    assert len(reader.series("steps", "gradient/none")) == 0


def test_that_points_are_read_when_they_are_first_looked_at(store, run):
    PointWriter(store, run).write(add_steps(begun(), 1000))
    series = RunReader(store, run).history().steps["loss"]
    assert isinstance(series, StoredSeries)
    assert len(series) == 1000
    store.note(run, Standing(), "finished")
    store.delete([run])
    store.purge()
    assert np.isnan(series.values).all()


def test_that_ten_million_points_open_in_less_than_a_second(store, run):
    history = begun()
    values = np.arange(10_000_000, dtype=np.float32)
    history.steps = {name: Series(values) for name in ("loss", "gradient/l1")}
    PointWriter(store, run).write(history)
    start = time.process_time()
    opened = RunReader(store, run).history()
    loss = opened.steps["loss"].values
    assert time.process_time() - start < 1.0
    np.testing.assert_array_equal(loss, values)


def read_all(reader):
    reader.history()
    reader.series("steps", "loss")


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM points WHERE start = 512",
        "UPDATE points SET data = x'00' WHERE start = 512",
        "UPDATE points SET start = 513 WHERE start = 512",
        "UPDATE series SET points = points + 1",
        "UPDATE samples SET data = x'0011'",
        "UPDATE runs SET notes = '[1'",
        "UPDATE runs SET notes = '{\"kept\": 3}'",
    ],
)
def test_that_points_which_are_none_are_refused(store, run, harm):
    PointWriter(store, run).write(add_moment(add_epoch(add_steps(begun(), 1200), 0.5, 0.5)))
    other = sqlite3.connect(store.path)
    with other:
        other.execute(harm)
    other.close()
    with pytest.raises(RunsError, match="damaged"):
        read_all(RunReader(store, run))


def test_that_a_run_that_is_not_there_is_said(store):
    with pytest.raises(RunsError, match="no run"):
        PointWriter(store, "missing")
    with pytest.raises(RunsError, match="no run"):
        RunReader(store, "missing").history()
