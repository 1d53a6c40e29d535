"""The way of the weights: every point is where the weights were, and no number of a run depends on it."""

import numpy as np
import pytest
import torch

from engine.spec.component import component
from engine.train.carry import carry_over
from engine.train.control import Control
from engine.train.events import Paused, StepsDone
from engine.train.session import Session
from engine.train.trail import MOST_SNAPSHOTS, Trail
from engine.train.trainer import drain, train
from engine.train.watch import LOSS_ALONE
from tests.engine.test_examples import session_of
from tests.engine.train.making import only, session


def points(trail, step):
    way = trail.way(step)
    return [step for step, _ in way], np.array([point for _, point in way])


def test_that_a_network_of_one_number_keeps_every_step():
    lesson = session_of("one-weight")
    drain(lesson)
    steps, way = points(lesson.trail, lesson.progress.step)
    assert steps == list(range(301))
    w, expected = torch.tensor(1.0), [1.0]
    for _ in range(100):
        for x, y in ((1.0, 2.0), (2.0, 4.0), (3.0, 6.0)):
            w = w - 0.01 * 2 * (w * x - y) * x
            expected.append(float(w))
    np.testing.assert_allclose(way[:, 0], expected, atol=1e-6)
    assert way[-1, 0] == lesson.model.get_submodule("fc1").weight.item()


def test_that_points_of_a_larger_network_are_thinned_evenly_and_are_its_weights():
    run, control = session(epochs=40), Control()
    seen = {}
    control.step()
    for event in train(run, control):
        if isinstance(event, Paused):
            seen[event.step] = torch.cat([p.detach().reshape(-1) for p in run.parameters]).numpy()
            control.step()
    steps, way = points(run.trail, run.progress.step)
    assert len(steps) <= MOST_SNAPSHOTS + 1
    apart = np.diff(steps[:-1])
    assert set(apart) == {8}
    assert steps[0] == 0
    for step, point in zip(steps[1:], way[1:], strict=True):
        if step in seen:
            np.testing.assert_array_equal(point, seen[step])
    assert len(seen.keys() & set(steps)) > 20


@pytest.mark.parametrize("path", ["eager", "lowered"])
def test_that_keeping_the_way_changes_no_number(path):
    settings = {"epochs": 60, "steps": "eager" if path == "eager" else "auto"}
    kept, bare = session(**settings), session(**settings)
    for run in (kept, bare):
        run.progress.path = path  # lowered steps from the first one on
    losses = [
        np.concatenate([event.loss for event in only(events, StepsDone)])
        for events in (drain(kept), list(train(bare, Control(), LOSS_ALONE)))
    ]
    assert kept.progress.path == path
    np.testing.assert_array_equal(*losses)
    assert len(bare.trail.way(0)) == 1
    assert len(kept.trail.way(kept.progress.step)) > MOST_SNAPSHOTS // 2


def test_that_the_way_goes_on_with_other_settings_and_begins_anew_with_other_weights():
    run = session(epochs=2)
    drain(run)
    training = run.project.training.replace(epochs=4, optimizer=component("SGD", lr=0.5))
    again = Session(run.project.replace(training=training), run.prepared)
    carry_over(run, again)
    drain(again)
    steps, _way = points(again.trail, again.progress.step)
    assert steps == list(range(again.progress.step + 1))
    again.start_from(run.weights())
    assert len(again.trail.way(again.progress.step)) == 1


def test_that_a_run_taken_back_walks_another_way_from_there():
    weight = torch.nn.Parameter(torch.zeros(1))
    trail = Trail([weight])
    for step, value in ((0, 0.0), (1, 1.0), (2, 2.0), (3, 3.0), (1, 1.0), (2, 2.5)):
        weight.data.fill_(value)
        trail.note(step)
    weight.data.fill_(3.5)
    steps, way = points(trail, 3)
    assert steps == [0, 1, 2, 3]
    np.testing.assert_array_equal(way[:, 0], [0.0, 1.0, 2.5, 3.5])


def test_that_a_very_large_network_keeps_nothing():
    trail = Trail([torch.nn.Parameter(torch.zeros(2_000_000))])
    trail.note(0)
    assert not trail.is_kept
    assert trail.room(0, 100) == 100
    assert len(trail.way(5)) == 1
