"""The Monitor page's x axis and heat map columns, held against the plain computation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.examples import EXAMPLES
from engine.files.project_file import load_project_only
from engine.history import History
from engine.series import Series
from gui.pages.monitor.buckets import FLOOR, StepBuckets
from gui.pages.monitor.source import Source
from gui.pages.monitor.timeline import UNITS, Timeline, near_end


def history(steps, ends=(), per_epoch=10):
    made = History()
    made.steps["loss"] = Series(np.zeros(steps))
    made.epochs["step"] = Series(np.array(ends, np.float64))
    made.steps_per_epoch = per_epoch
    return made


@given(st.lists(st.integers(1, 700), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_that_columns_are_the_means_however_the_steps_come(chunks, seed):
    norms = 10.0 ** np.random.default_rng(seed).uniform(-6, 3, (3, sum(chunks)))
    buckets = StepBuckets(3, most=16)
    start = 0
    for count in chunks:
        buckets.add(norms[:, start : start + count])
        start += count
    width = buckets.width
    expected = [
        np.log10(norms[:, i : i + width]).mean(axis=1) for i in range(0, norms.shape[1], width)
    ]
    assert buckets.size == norms.shape[1]
    assert buckets.means == pytest.approx(np.stack(expected, axis=1))
    assert buckets.means.shape[1] <= 16


def test_that_zero_is_the_floor_and_nothing_finite_is_nan():
    buckets = StepBuckets(2, most=4)
    buckets.add(np.array([[0.0, np.nan, 100.0], [np.inf, 1.0, np.nan]]))
    assert buckets.means == pytest.approx(
        np.array([[FLOOR, np.nan, 2.0], [np.nan, 0.0, np.nan]]), nan_ok=True
    )
    buckets.add(np.array([[10.0, 10.0], [10.0, 10.0]]))
    assert buckets.width == 2
    assert buckets.means[0] == pytest.approx([FLOOR, 1.5, 1.0])


@pytest.mark.parametrize(
    ("now", "whole", "end"),
    [(0.0, 20, 20), (4.0, 20, 20), (5.0, 100, 10.0), (1.0, 1000, 2.0), (144.0, 3000, 500.0)],
)
def test_that_the_axis_ends_where_a_curve_can_be_seen(now, whole, end):
    assert near_end(now, whole) == end


@given(st.floats(1e-6, 1e7), st.integers(1, 10**7))
def test_that_an_axis_never_ends_before_the_curve_or_after_the_run(now, whole):
    end = near_end(min(now, whole), whole)
    assert min(now, whole) <= end <= whole


def test_that_even_epochs_divide_the_steps():
    line = Timeline(history(25, (10, 20)), "epoch")
    assert list(line.of(np.arange(10.0, 13.0))) == [1.0, 1.1, 1.2]
    assert list(line.of(np.array([10.0, 20.0]))) == [1.0, 2.0]
    assert line.extent(4, running=True) == (0.0, 4.0)
    assert line.extent(4, running=False) == (0.0, 2.5)


def test_that_uneven_epochs_are_counted_by_their_ends():
    line = Timeline(history(40, (10, 34), per_epoch=12), "epoch")
    assert list(line.of(np.array([5.0, 10.0, 22.0, 34.0, 40.0]))) == [0.5, 1.0, 1.5, 2.0, 2.5]


def test_that_epochs_of_half_as_many_steps_are_no_even_ones():
    made = history(60, (20, 40, 50), per_epoch=10)  # went on with twice the batch size
    line = Timeline(made, "epoch")
    assert list(line.of(np.array([20.0, 40.0, 50.0, 60.0]))) == [1.0, 2.0, 3.0, 4.0]
    assert Timeline(made, "step").extent(7, running=True) == (0.0, 90.0)


def test_that_x_never_goes_back():
    line = Timeline(history(100, (10, 34), per_epoch=12), "epoch")
    assert (np.diff(line.of(np.arange(1.0, 101.0))) >= 0).all()


def test_that_another_length_of_epochs_makes_an_axis_stale():
    made = history(20, (10, 20))
    line = Timeline(made, "epoch")
    assert not line.is_stale
    made.epochs["step"].append(np.array([27.0]))
    assert line.is_stale
    made = history(20, (10, 20))
    line = Timeline(made, "epoch")
    made.steps_per_epoch = 5
    assert line.is_stale


def test_that_steps_count_themselves():
    line = Timeline(history(25, (10, 20)), "step")
    assert list(line.of(np.array([1.0, 20.0]))) == [1.0, 20.0]
    assert line.extent(4, running=True) == (0.0, 40.0)


def timed_history():
    made = history(40, (10, 20, 30, 40))
    for step, seconds, samples in ((10, 1.0, 320), (20, 5.0, 640), (40, 6.0, 1280)):
        made.chunks.add(step, {"seconds": seconds, "samples": samples})
    return made


def test_that_time_and_samples_are_those_noted_with_straight_lines_between():
    made = timed_history()
    steps = np.array([0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0])
    assert Timeline(made, "seconds").of(steps).tolist() == [0, 0.5, 1, 3, 5, 5.5, 6]
    assert Timeline(made, "samples").of(steps) == pytest.approx(steps * 32)


def test_that_steps_behind_the_last_note_go_on_at_the_mean_speed():
    made = timed_history()
    assert Timeline(made, "seconds").of(np.array([60.0])) == pytest.approx(9.0)
    made.chunks.add(60, {"seconds": 20.0, "samples": 1920})
    line = Timeline(made, "seconds")
    assert line.at(60) == 20.0
    assert line.at(50) == 13.0


@pytest.mark.parametrize("unit", UNITS)
def test_that_a_place_tells_its_step(unit):
    line = Timeline(timed_history(), unit)
    assert [line.step_at(line.at(step)) for step in (1, 7, 20, 40)] == [1, 7, 20, 40]
    assert line.step_at(-3.0) == 1
    assert line.step_at(1e9) == 40
    assert Timeline(History(), unit).step_at(1.0) == 0


@pytest.mark.parametrize("unit", ["seconds", "samples"])
def test_that_a_history_without_notes_counts_steps(unit):
    assert Timeline(history(9), unit).of(np.array([1.0, 9.0, 12.0])).tolist() == [1, 9, 12]


def test_that_a_branch_begins_where_it_left():
    assert Timeline(history(25, (10, 20)), "epoch", offset=30).at(5) == 3.5


def test_that_the_end_of_time_is_a_round_number_behind_now():
    line = Timeline(timed_history(), "seconds")
    assert line.extent(20, running=True) == (0.0, 8.0)
    assert line.extent(20, running=False) == (0.0, 6.0)
    assert Timeline(timed_history(), "samples").extent(20, running=True) == (0.0, 6400.0)


def test_that_layers_are_in_their_order_however_a_file_gave_them():
    project = load_project_only(EXAMPLES[0].path).project
    ids = [layer.id for layer in project.network.layers if layer.kind == "Linear"]
    made = History()
    for layer_id in ["gone", *reversed(ids)]:
        made.steps[f"gradient/{layer_id}"] = Series(np.ones(3))
    assert Source(project, project.network, made).layers == (*ids, "gone")
