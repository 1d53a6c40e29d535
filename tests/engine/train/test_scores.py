"""Metrics against scikit-learn, in one go or in pieces."""

import numpy as np
import pytest
import torch
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    mean_absolute_error,
    precision_recall_fscore_support,
    r2_score,
    root_mean_squared_error,
)

from engine.evaluate import Scores
from engine.spec.component import component
from tests.engine.train.making import prepare, rows

PIECES = [[40], [1, 39], [7, 8, 9, 16]]


def collected(task, loss, classes, scale, output, labels, pieces):
    scores, at = Scores(task, component(loss), classes, scale), 0
    for size in pieces:
        scores.update(output[at : at + size], labels[at : at + size])
        at += size
    return scores


@pytest.mark.parametrize("pieces", PIECES)
@pytest.mark.parametrize("missing", [None, 2], ids=["all classes", "one class never occurs"])
def test_that_class_metrics_are_those_of_scikit_learn(pieces, missing):
    torch.manual_seed(0)
    output, labels = torch.randn(40, 4), torch.randint(0, 4, (40,))
    if missing is not None:
        output[:, missing], labels[labels == missing] = -9.0, 0
    scores = collected(
        "multiclass", "CrossEntropy", 4, prepare(*rows(8, 2)), output, labels, pieces
    )
    predicted = output.argmax(1)
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels, predicted, average="macro", zero_division=0
    )
    assert scores.metrics() == pytest.approx(
        {
            "accuracy": accuracy_score(labels, predicted),
            "precision": precision,
            "recall": recall,
            "f1": f1,
        }
    )
    expected = confusion_matrix(labels, predicted, labels=range(4))
    np.testing.assert_array_equal(scores.confusion, expected)


def test_that_a_class_never_predicted_has_precision_zero():
    output = torch.tensor([[2.0, 0.0], [3.0, 0.0]])
    scores = Scores("binary", component("CrossEntropy"), 2, prepare(*rows(8, 2)))
    scores.update(output, torch.tensor([0, 1]))
    assert scores.metrics() == pytest.approx(
        {"accuracy": 0.5, "precision": 0.25, "recall": 0.5, "f1": 1 / 3}
    )


def test_that_nothing_seen_is_no_number():
    scores = Scores("multiclass", component("CrossEntropy"), 3, prepare(*rows(8, 2)))
    assert np.isnan(list(scores.metrics().values())).all()


@pytest.mark.parametrize("pieces", PIECES)
def test_that_errors_are_those_of_scikit_learn_in_the_targets_unit(pieces):
    torch.manual_seed(0)
    truth = torch.randn(40, 2)
    output = truth + 0.3 * torch.randn(40, 2)

    class Unit:
        target_mean, target_std = (10.0, 10.0), (3.0, 3.0)

    found = collected("regression", "MSE", 0, Unit(), output, truth, pieces).metrics()
    y, p = truth.double().numpy() * 3 + 10, output.double().numpy() * 3 + 10
    assert found["mae"] == pytest.approx(mean_absolute_error(y, p))
    assert found["rmse"] == pytest.approx(root_mean_squared_error(y.ravel(), p.ravel()))
    assert found["r2"] == pytest.approx(r2_score(y, p, multioutput="variance_weighted"))
