"""The loss of one batch over chosen weights, against closed forms in NumPy."""

import numpy as np
import pytest
import torch

from engine.slice_query import Scene, loss_slice, walked_slice
from engine.text import UserError
from engine.train.epoch import begin_epoch
from engine.walk_query import walk
from tests.engine.test_examples import session_of
from tests.engine.train.making import session

X, Y = np.array([1.0, 2.0, 3.0]), np.array([1.5, 2.5, 3.5])
W, B = ("fc1.weight", (0, 0)), ("fc1.bias", (0,))


def scene_of(run):
    return Scene(run, run.copy_of_model().train(), begin_epoch(run).at(0), run.rng)


def loss_at(w, b):
    return float(np.mean((w * X + b - Y) ** 2))


def slope_at(w, b):
    error = w * X + b - Y
    return np.array([np.mean(2 * error * X), np.mean(2 * error)])


def test_lesson_1_the_loss_around_weight_and_bias_with_the_gradient_and_both_ways():
    found = loss_slice(scene_of(session_of("one-neuron")), [W, B], None)
    assert found.names == ("fc1.weight[0,0]", "fc1.bias[0]")
    assert f"{found.loss:.6f}" == "5.387224"
    np.testing.assert_allclose(found.gradient, [-10.004933, -4.168800], atol=2e-6)
    across, up = (np.linspace(*ends, len(found.values)) for ends in found.ends)
    expected = [[loss_at(w, b) for w in across] for b in up]
    np.testing.assert_allclose(found.values, expected, rtol=1e-4, atol=1e-5)

    for way, share in ((found.plain, 0.0), (found.momentum, 0.9)):
        place, velocity = np.array([-0.2505, 0.9166]), np.zeros(2)
        for walked in way:
            np.testing.assert_allclose(walked, place, atol=2e-5)
            velocity = share * velocity + slope_at(*place)
            place = place - 0.01 * velocity
    assert found.share == 0.9
    assert len(found.plain) == len(found.momentum) > 3
    assert loss_at(*found.plain[-1]) < found.loss
    assert found.plain_loss == pytest.approx(loss_at(*found.plain[-1]), rel=1e-4)
    assert found.momentum_loss == pytest.approx(loss_at(*found.momentum[-1]), rel=1e-4)
    assert found.after_loss is None


def test_that_one_weight_alone_is_a_line():
    found = loss_slice(scene_of(session_of("one-neuron")), [W], None)
    assert found.values.ndim == 1
    line = np.linspace(*found.ends[0], len(found.values))
    np.testing.assert_allclose(found.values, [loss_at(w, 0.9166) for w in line], rtol=1e-4)


def test_that_looking_changes_nothing():
    run = session(
        (("Linear", {"out_features": 5}), ("Dropout", {}), ("Linear", {"out_features": 3})),
    )
    scene, state = scene_of(run), torch.get_rng_state()
    before = {name: t.clone() for name, t in scene.model.state_dict().items()}
    loss_slice(scene, [("l1.weight", (0, 0)), ("l3.bias", (1,))], None)
    assert all(torch.equal(t, before[name]) for name, t in scene.model.state_dict().items())
    assert torch.equal(torch.get_rng_state(), state)


def test_that_dropout_drops_the_same_units_at_every_point():
    run = session((("Dropout", {}), ("Linear", {"out_features": 3})))
    scene = scene_of(run)
    first, second = (loss_slice(scene, [("l2.weight", (0, 0))], None) for _ in range(2))
    shared = min(len(first.values), len(second.values))
    assert shared > 0
    assert first.loss == second.loss
    np.testing.assert_array_equal(first.gradient, second.gradient)


def test_that_a_way_that_flies_off_does_not_blow_the_picture_up():
    run = session_of("one-neuron")
    run.set_learning_rate(5.0)
    found = loss_slice(scene_of(run), [W, B], None)
    assert np.isfinite(found.plain).all()
    assert all(high - low < 50 for low, high in found.ends)


def test_that_a_network_too_slow_to_be_drawn_is_told(monkeypatch):
    monkeypatch.setattr("engine.slice_query._SECONDS", 1e-7)
    with pytest.raises(UserError, match="too long for a picture"):
        loss_slice(scene_of(session_of("one-neuron")), [W, B], None)


def test_that_the_slice_of_a_walked_step_is_around_its_own_weights_and_shows_where_it_led():
    run = session_of("one-neuron")
    before = walked_slice(run_at(run, "loss"), [W, B])
    taken = walked_slice(run_at(run, "step"), [W, B])
    np.testing.assert_array_equal(before.here, taken.here)
    assert before.after is None
    np.testing.assert_allclose(taken.after, [-0.150451, 0.958288], atol=1e-6)
    np.testing.assert_allclose(taken.after, taken.plain[1], atol=1e-6)
    assert taken.after_loss == pytest.approx(loss_at(*taken.after), rel=1e-5)
    for wrong in (("fc1.weight", (0, 1)), ("fc9.weight", (0, 0)), ("fc1.bias", ())):
        with pytest.raises(UserError, match="no learnable number"):
            walked_slice(run, [wrong])


def run_at(run, phase):
    walk(run, phase)
    return run
