"""Whatever the catalogue has: steps walked, undone and walked again leave a run that never was left."""

import numpy as np
import pytest

from engine.catalog.clipping import CLIPPING
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.spec.component import component
from engine.train.events import Answer
from engine.train.session import Session
from engine.train.trainer import drain
from engine.walk_query import walk, walk_back
from tests.engine.catalog.samples import sample_id, variants
from tests.engine.train.making import MLP, only, prepare, project, session
from tests.engine.train.test_lowered_kinds import FIRST, ROWS, around, inputs_for
from tests.engine.train.walking import driven, fingerprint, history_of


def taken(run):
    return walk(run, "step", anew=True)


def left_halfway(run):
    return walk(run, "backward", anew=True)


#: Batches 1 to 3 make the first epoch; a step is undone after which there was none, one, and an epoch's end.
ASKS = {
    0: [left_halfway],
    1: [left_halfway, taken, walk_back, taken],
    3: [taken, taken, walk_back, walk_back, left_halfway],
    7: [taken],
}


def assert_walking_changes_nothing(make):
    whole, run = make(), make()
    expected = history_of(drain(whole))
    events = driven(run, ASKS)
    assert [str(e.error) for e in only(events, Answer) if e.error] == []
    assert fingerprint(run) == fingerprint(whole)
    found = history_of(events)
    for name, series in expected.steps.items():
        np.testing.assert_array_equal(found.steps[name].values, series.values, err_msg=name)
    for name in ("step", "train_loss", "validation_loss"):
        np.testing.assert_array_equal(found.epochs[name].values, expected.epochs[name].values)


@pytest.mark.parametrize("sample", FIRST.values(), ids=sample_id)
def test_that_every_layer_is_walked_as_it_is_trained(sample):
    kind, params, inputs = sample
    x = inputs_for(kind, params, inputs[0])
    y = np.random.default_rng(5).normal(size=(ROWS, 2)).astype(np.float32)

    def make():
        spec = project(MLP, (6,), "MSE", epochs=3, steps="eager")
        return Session(spec.replace(network=around(*sample)), prepare(x, y))

    assert_walking_changes_nothing(make)


@pytest.mark.parametrize("path", ["eager", "lowered"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_every_optimizer_goes_on_from_a_walked_step(name, path):
    data = np.random.default_rng(1).normal(size=(ROWS, 6)).astype(np.float32), np.arange(ROWS) % 3
    for params in variants(OPTIMIZERS[name]):

        def make(params=params):
            steps = "auto" if path == "lowered" else "eager"
            run = session(MLP, data, optimizer=component(name, **params), steps=steps, epochs=3)
            run.progress.path = path
            return run

        assert_walking_changes_nothing(make)


@pytest.mark.parametrize("clipping", CLIPPING)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_that_every_schedule_is_where_it_was_after_a_step_back(schedule, clipping):
    limits = {"norm": {"max_norm": 0.05}, "value": {"clip_value": 0.01}}

    def make():
        data = np.random.default_rng(2).normal(size=(ROWS + 6, 6)).astype(np.float32)
        return session(
            MLP,
            (data, np.arange(len(data)) % 3),
            validation=6,
            epochs=3,
            schedule=component(schedule),
            clipping=component(clipping, **limits.get(clipping, {})),
            optimizer=component("SGD", lr=0.1, momentum=0.9),
        )

    assert_walking_changes_nothing(make)
