import numpy as np
import pytest
import torch

from engine.data.preprocess import prepare
from engine.data.sources import open_source
from engine.examples import example
from engine.files.project_file import load
from engine.plane import MOST_POINTS, plane_of
from engine.plane_query import boundary
from engine.text import UserError
from engine.train.control import Control
from engine.train.session import Session
from engine.train.trainer import train
from tests.engine.train import making


def opened(name):
    project = load(example(name).path).project
    return Session(project, prepare(project.data, open_source(project.data.source)))


@pytest.fixture(scope="module")
def spirals():
    session = opened("spirals")
    control = Control()
    for event in train(session, control):
        if getattr(event, "epoch", 0) >= 3:
            control.stop()
    return session


def test_that_two_features_are_their_own_plane_in_their_own_unit(spirals):
    plane, prepared = plane_of(spirals.prepared), spirals.prepared
    np.testing.assert_array_equal(plane.points, prepared.x[plane.rows].astype(np.float64))
    assert plane.names == prepared.feature_names
    raw = [
        column.shift + column.scale * plane.points[:, i]
        for i, column in enumerate(prepared.encoder.columns)
    ]
    shift, scale = np.array(plane.shift), np.array(plane.scale)
    np.testing.assert_allclose((shift + scale * plane.points).T, raw)


def test_that_the_main_directions_are_those_of_the_covariance():
    prepared = opened("wine").prepared
    plane = plane_of(prepared)
    rows = prepared.x[prepared.train].astype(np.float64)
    values, vectors = np.linalg.eigh(np.cov(rows.T))
    shares = values[::-1] / values.sum()
    np.testing.assert_allclose(plane.explained, shares[:2], rtol=1e-6)
    for axis, vector in zip((plane.first, plane.second), vectors.T[::-1], strict=False):
        assert abs(axis @ vector) == pytest.approx(1.0, abs=1e-6)
    assert plane.first @ plane.second == pytest.approx(0.0, abs=1e-12)
    np.testing.assert_allclose(
        plane.points[:, 0], (prepared.x[plane.rows] - rows.mean(0)) @ plane.first, atol=1e-5
    )


def test_that_the_picture_is_what_the_network_says_at_each_point(spirals):
    answer = boundary(spirals, side=9)
    (left, right), (low, high) = answer.plane.ends
    for row, column in ((0, 0), (2, 7), (8, 4)):
        x = left + (right - left) * column / 8, low + (high - low) * row / 8
        with torch.no_grad():
            logit = spirals.model.eval()(torch.tensor([x], dtype=torch.float32))[0]
        spirals.model.train()
        assert answer.shares[row, column, 1] == pytest.approx(float(torch.sigmoid(logit)), abs=1e-6)
    assert answer.step == spirals.progress.step
    np.testing.assert_array_equal(answer.truth, spirals.prepared.y[answer.plane.rows])


def test_that_a_regression_is_shown_in_its_own_unit():
    session = opened("diabetes")
    answer = boundary(session, side=5)
    encoder = session.prepared.encoder
    with torch.no_grad():
        rows = torch.from_numpy(session.prepared.x[answer.plane.rows])
        said = encoder.in_unit(session.model.eval()(rows)[0].numpy())[:, 0]
    np.testing.assert_allclose(answer.point_values, said, rtol=1e-6)
    expected = encoder.in_unit(session.prepared.y[answer.plane.rows])[:, 0]
    np.testing.assert_allclose(answer.truth, expected, rtol=1e-6)


def test_that_asking_changes_no_number_of_the_run():
    layers = [
        ("Linear", {"out_features": 8}),
        ("BatchNorm1d", {}),
        ("Dropout", {}),
        ("Linear", {"out_features": 3}),
    ]
    asked, left = (making.session(layers, making.rows(50, 2)) for _ in range(2))
    control = Control()
    control.ask("boundary", lambda session: boundary(session, 8))
    for _ in train(asked, control):
        control.ask("boundary", lambda session: boundary(session, 8))
    for _ in train(left, Control()):
        pass
    for name, tensor in left.model.state_dict().items():
        assert torch.equal(tensor, asked.model.state_dict()[name]), name


def test_that_many_rows_are_thinned_evenly():
    x, y = making.rows(5000, 2)
    plane = plane_of(making.prepare(x, y, validation=1000))
    assert plane.trained == MOST_POINTS
    assert set(np.diff(plane.rows[: plane.trained])) <= {10, 11}
    assert len(plane.points) == MOST_POINTS + MOST_POINTS // 2


def test_that_one_feature_has_no_plane():
    x, y = making.rows(20, 1)
    with pytest.raises(UserError, match="at least two features"):
        plane_of(making.prepare(x, y))
