import numpy as np
import pytest
import torch

from engine.pairs_query import MOST_ROWS, pairs
from engine.text import UserError
from tests.engine.train import making

LAYERS = [("Linear", {"out_features": 4}), ("Tanh", {}), ("Linear", {"out_features": 2})]


def session(rows=60, **settings):
    return making.session(LAYERS, making.rows(rows, 3, classes=0), loss="MSE", **settings)


def test_that_pairs_are_of_the_validation_rows_in_their_unit():
    run = session(validation=20)
    answer = pairs(run)
    assert (answer.split, answer.targets, answer.step) == ("validation", ("a", "b"), 0)
    np.testing.assert_array_equal(answer.rows, run.prepared.validation)
    np.testing.assert_array_equal(answer.truth, run.prepared.y[answer.rows].astype(np.float64))
    with torch.no_grad():
        said = run.model(torch.from_numpy(run.prepared.x[answer.rows]))[0].double().numpy()
    np.testing.assert_allclose(answer.predicted, said, rtol=1e-6)


def test_that_training_rows_stand_in_where_nothing_is_validated():
    assert pairs(session()).split == "train"


def test_that_many_rows_are_thinned():
    answer = pairs(session(rows=4000))
    assert len(answer.rows) == len(answer.truth) == MOST_ROWS


def test_that_classes_have_no_pairs():
    with pytest.raises(UserError, match="confusion matrix"):
        pairs(making.session())
