import numpy as np
import pytest

from engine import series as series_module
from engine.history import MOST_CONFUSIONS, History
from engine.series import Moments, Series, Thinned
from engine.train.events import EpochEnded, Histogram, Kept, Probed, Setting, StepsDone


def steps_done(first, count):
    steps = np.arange(first, first + count, dtype=np.float64)
    last = first + count - 1
    return StepsDone(
        first,
        1,
        1 / steps,
        np.empty((count, 0)),
        np.empty((count, 0)),
        steps,
        1.0,
        last / 10,
        last * 8,
    )


def epoch_ended(epoch, step, size=3):
    counts = np.full((size, size), epoch, np.int64)
    return EpochEnded(
        epoch, step, 0.5, None, {"accuracy": 0.5}, 1.0, 1.0, best=False, confusion=counts
    )


def test_that_a_long_series_moves_to_disk_and_loses_no_point(monkeypatch):
    monkeypatch.setattr(series_module, "IN_MEMORY", 5000)
    series = Series()
    expected = np.random.default_rng(0).normal(size=30_000).astype(np.float32)
    early = None
    for part in np.split(expected, 30):
        series.append(part)
        early = series.values if early is None else early
    assert series.on_disk
    np.testing.assert_array_equal(series.values, expected)
    np.testing.assert_array_equal(early, expected[:1000])


def test_that_a_full_disk_leaves_the_series_in_memory(monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(series_module, "IN_MEMORY", 5000)
    monkeypatch.setattr(series_module.tempfile, "TemporaryFile", full)
    series = Series()
    for _ in range(10):
        series.append(np.ones(1000))
    assert not series.on_disk
    assert series.values.sum() == 10_000


@pytest.mark.parametrize("count", [1, 7, 8, 9, 100, 1000])
def test_that_thinned_items_are_few_evenly_spread_and_end_with_the_latest(count):
    kept = Thinned[int](8)
    for number in range(count):
        kept.add(number)
    assert len(kept) <= 9
    assert kept.items[0] == 0
    assert kept.items[-1] == count - 1
    assert len(set(np.diff(kept.items[:-1]))) <= 1


def test_that_moments_are_thinned_and_gaps_are_not_numbers():
    moments = Moments(most=64)
    for step in range(1, 1001):
        moments.add(step, {"a": step * 2.0} | ({"b": 1.0} if step > 500 else {}))
    assert moments.count <= 64
    np.testing.assert_array_equal(moments["a"].values, moments["step"].values * 2)
    late = moments["step"].values > 500
    assert np.isnan(moments["b"].values[~late]).all()
    assert (moments["b"].values[late] == 1).all()


def test_that_a_copy_of_moments_does_not_go_on():
    moments = Moments()
    moments.add(1, {"a": 1.0})
    copy = moments.copy()
    moments.add(2, {"a": 2.0})
    copy.add(2, {"a": 5.0})
    assert moments["a"].values.tolist() == [1, 2]
    assert copy["a"].values.tolist() == [1, 5]


def test_that_a_branch_begins_with_what_was_known_at_its_step():
    history = History()
    for epoch in range(1, 5):
        history.apply(steps_done((epoch - 1) * 10 + 1, 10))
        history.apply(epoch_ended(epoch, epoch * 10))
        history.apply(
            Probed(
                epoch * 10,
                {"update/l1": epoch},
                {"weight/l1": Histogram(0, epoch, np.ones(4, int))},
            )
        )
        history.apply(Setting(epoch * 10, "lr", 0.1 / epoch))
        history.apply(Kept(epoch * 10, epoch))
    cut = history.until(25)
    assert (cut.step_count, cut.epoch_count) == (25, 2)
    assert cut.probes["update/l1"].values.tolist() == [1, 2]
    assert [step for step, _ in cut.histograms["weight/l1"].items] == [10, 20]
    assert cut.confusion[0, 0] == 2
    assert (cut.settings[-1], cut.kept[-1]) == ((20, "lr", 0.05), (20, 2))
    cut.apply(steps_done(26, 5))
    assert (cut.step_count, history.step_count) == (30, 40)
    assert history.steps["loss"].values[29] == np.float32(1 / 30)


def test_that_the_chunks_tell_time_and_samples():
    history = History()
    history.apply(steps_done(1, 10))
    history.apply(steps_done(11, 10))
    assert history.chunks["step"].values.tolist() == [10, 20]
    assert history.chunks["seconds"].values.tolist() == [1, 2]
    assert history.chunks["samples"].values.tolist() == [80, 160]


def test_that_few_large_confusion_matrices_are_kept():
    small, large = History(), History()
    for epoch in range(1, 200):
        small.apply(epoch_ended(epoch, epoch))
        large.apply(epoch_ended(epoch, epoch, size=500))
    assert MOST_CONFUSIONS // 2 <= len(small.confusions) <= MOST_CONFUSIONS + 1
    assert len(large.confusions) <= 5
    assert large.confusion[0, 0] == 199
