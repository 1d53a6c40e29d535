"""The loss around the way of the weights, against closed forms and NumPy."""

import numpy as np
import pytest
import torch

from engine.main_directions import filter_lengths, main_directions
from engine.surface import along_numbers
from engine.surface_query import Survey, number_name, surface
from engine.text import UserError
from engine.train.trainer import drain
from tests.engine.test_examples import session_of
from tests.engine.train.making import rows, session


def whole(run):
    """The picture when it is done, and the answers on the way to it."""
    answers = [surface(run)]
    while not answers[-1].done:
        answers.append(surface(run, answers[-1].going_on))
    return answers[-1], answers


def test_lesson_3_the_loss_over_w_with_the_way_that_training_walks():
    run = session_of("one-weight")
    drain(run)
    answer, _ = whole(run)
    assert answer.names == ("fc1.weight",)
    assert answer.rows == 3
    w = np.linspace(*answer.ends[0], len(answer.values))
    x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
    expected = ((w[:, None] * x - y) ** 2).mean(axis=1)
    np.testing.assert_allclose(answer.values, expected, rtol=1e-5, atol=1e-6)
    assert answer.way_steps.tolist() == list(range(301))
    assert answer.way[:, 0].tolist() == [float(point[0]) for _, point in run.trail.way(300)]
    assert f"{answer.way[3, 0]:.6f}" == "1.260688", "after the first epoch"
    assert f"{answer.way[6, 0]:.6f}" == "1.453418", "after the second"
    assert f"{answer.way[-1, 0]:.9f}" == "1.999999642"


def test_lesson_1_the_loss_over_weight_and_bias():
    run = session_of("one-neuron")
    drain(run)
    answer, _ = whole(run)
    assert answer.names == ("fc1.weight", "fc1.bias")
    w, b = (np.linspace(low, high, len(answer.values)) for low, high in answer.ends)
    x, y = np.array([1.0, 2.0, 3.0]), np.array([1.5, 2.5, 3.5])
    said = w[None, :, None] * x + b[:, None, None]
    np.testing.assert_allclose(answer.values, ((said - y) ** 2).mean(axis=2), rtol=1e-4, atol=1e-5)
    assert f"{answer.way[0, 0]:.4f}, {answer.way[0, 1]:.4f}" == "-0.2505, 0.9166"
    layer = run.model.get_submodule("fc1")
    assert answer.way[-1].tolist() == [layer.weight.item(), layer.bias.item()]
    np.testing.assert_array_equal(answer.off, 0.0)


def test_that_the_plane_has_the_main_components_of_the_way_in_lengths_of_filters():
    rng = np.random.default_rng(5)
    points = rng.normal(size=(9, 17)).astype(np.float32).cumsum(axis=0)
    shapes = [(3, 4), (3,), (2, 1)]
    plane = main_directions(points, shapes)
    last = points[-1].astype(np.float64)
    parts = [last[0:4], last[4:8], last[8:12], last[12:15], last[15:16], last[16:17]]
    lengths = np.array([np.linalg.norm(part) for part in parts])
    scale = np.repeat(np.maximum(lengths, 0.1 * lengths.mean()), [len(part) for part in parts])
    np.testing.assert_allclose(plane.scale, scale)
    apart = (points - last) / scale
    _, sizes, components = np.linalg.svd(apart - apart.mean(axis=0), full_matrices=False)
    for unit, component in zip(plane.units, components[:2], strict=True):
        assert abs(unit @ component) == pytest.approx(1.0)
        assert unit @ (apart[-1] - apart[0]) >= 0
    np.testing.assert_allclose(plane.explained, sizes[:2] ** 2 / (sizes**2).sum())
    seen, off = plane.coordinates(points)
    np.testing.assert_allclose(seen, apart @ plane.units.T, atol=1e-9)
    rest = apart - seen @ plane.units
    np.testing.assert_allclose(off, np.linalg.norm(rest, axis=1), atol=1e-6)
    assert off[-1] == 0
    np.testing.assert_allclose(
        plane.origin + np.array([2.0, -1.0]) @ plane.steps,
        last + scale * (2 * plane.units[0] - plane.units[1]),
    )


def test_that_a_short_filter_counts_as_a_tenth_of_the_mean_one():
    now = torch.tensor([3.0, 4.0, 0.0, 0.0])
    assert filter_lengths(now, [(2, 2)]).tolist() == pytest.approx([5.0, 5.0, 0.25, 0.25])


def test_that_a_way_on_one_line_still_has_a_plane():
    points = np.outer(np.arange(5.0), np.ones(6)).astype(np.float32)
    plane = main_directions(points, [(6,)])
    assert plane.explained == pytest.approx((1.0, 0.0))
    np.testing.assert_allclose(plane.units @ plane.units.T, np.eye(2), atol=1e-9)


def test_that_the_surface_of_a_larger_network_is_its_loss_there():
    run = session(epochs=6)
    drain(run)
    answer, answers = whole(run)
    assert answer.values.shape == (33, 33)
    assert sum(answer.explained) > 0.5
    assert [len(a.values) for a in answers] == sorted(len(a.values) for a in answers)
    plane = answer.going_on.directions
    (a_low, a_high), (b_low, b_high) = answer.ends
    for row, column in ((0, 0), (5, 20), (32, 7)):
        place = a_low + (a_high - a_low) * column / 32, b_low + (b_high - b_low) * row / 32
        weights = torch.from_numpy(plane.origin + np.array(place) @ plane.steps)
        model = run.copy_of_model().double().eval()
        torch.nn.utils.vector_to_parameters(weights, model.parameters())
        with torch.no_grad():
            outputs = model(run.train_rows.x.double())
        loss = torch.nn.functional.cross_entropy(outputs[0], run.train_rows.labels)
        assert answer.values[row, column] == pytest.approx(float(loss), rel=1e-4)


def test_that_asking_leaves_no_trace_in_the_run():
    layers = (
        ("Linear", {"out_features": 6}),
        ("BatchNorm1d", {}),
        ("Dropout", {"p": 0.5}),
        ("Linear", {"out_features": 3}),
    )
    asked, left_alone = session(layers, epochs=3), session(layers, epochs=3)
    drain(asked)
    drain(left_alone)
    before = asked.weights()
    asked.model.train()
    answer = surface(asked)
    surface(asked, answer.going_on, 1.0)
    assert asked.model.training
    assert all(torch.equal(before[name], now) for name, now in asked.weights().items())
    assert torch.equal(asked.rng["cpu"], left_alone.rng["cpu"])


def test_that_a_picture_is_kept_while_it_serves():
    run = session_of("one-neuron")
    first = surface(run)
    assert surface(run, first.going_on).going_on is first.going_on
    again = session_of("one-neuron")
    assert surface(again, first.going_on).going_on is not first.going_on
    run.start_from(run.weights())
    assert surface(run, first.going_on).going_on is not first.going_on
    drain(run)
    last = surface(run, first.going_on)
    low, high = last.ends[0]
    assert (low < last.way[:, 0]).all()
    assert (last.way[:, 0] < high).all()


def test_that_a_slice_takes_about_the_time_it_is_given():
    run = session(epochs=2)
    drain(run)
    answer = surface(run, seconds=0.0)
    assert len(answer.values) == 0
    assert not answer.done


def test_that_any_two_numbers_of_a_network_can_be_the_axes():
    run = session(
        data=rows(20, 2, classes=0), loss="MSE", layers=(("Linear", {"out_features": 2}),)
    )
    names = [number_name(run, place) for place in range(6)]
    assert names == [
        "l1.weight[0, 0]",
        "l1.weight[0, 1]",
        "l1.weight[1, 0]",
        "l1.weight[1, 1]",
        "l1.bias[0]",
        "l1.bias[1]",
    ]
    way = run.trail.way(0)
    survey = Survey(run, along_numbers(way[0][1], (1, 4), ("a", "b")), way)
    survey.fill(60.0)
    answer = survey.answer(way, 0.0)
    assert answer.way[0].tolist() == [way[0][1][1], way[0][1][4]]
    weight = run.model.get_submodule("l1").weight.detach().double().numpy().copy()
    bias = run.model.get_submodule("l1").bias.detach().double().numpy().copy()
    weight[0, 1], bias[0] = answer.ends[0][1], answer.ends[1][0]
    said = run.train_rows.x.double().numpy() @ weight.T + bias
    expected = ((said - run.train_rows.labels.double().numpy()) ** 2).mean()
    assert answer.values[0, -1] == pytest.approx(expected, rel=1e-5)


def test_that_it_says_why_there_is_nothing_to_see():
    with pytest.raises(UserError, match="after a few steps"):
        surface(session())
    with pytest.raises(UserError, match="not moved"):
        main_directions(np.ones((4, 8), np.float32), [(4, 2)])
    wide = (("Linear", {"out_features": 200_000}), ("Linear", {"out_features": 3}))
    with pytest.raises(UserError, match="too large"):
        surface(session(wide))


def test_that_no_more_rows_are_looked_at_than_time_allows():
    run = session(data=rows(3000, 6), epochs=1)
    drain(run)
    assert surface(run).rows == 512
