"""The weights for rare classes that advice offers, in the loss of a run."""

import numpy as np
import torch

from engine.check.advice import advise
from engine.train.session import Session
from tests.engine.train.making import rows, session

COUNTS = (40, 20, 5)
BINARY = (("Linear", {"out_features": 1}),)


def weighed(old):
    """The session after the click on what is offered for rare classes."""
    (advice,) = [a for a in advise(old.project, old.prepared) if a.rule == "rareClasses"]
    return Session(advice.fixes[0].edit(old.project), old.prepared)


def classes(*counts):
    x, _ = rows(sum(counts), 6)
    return x, np.repeat(np.arange(len(counts)), counts)


def parts(a_session):
    """Outputs in float64, class numbers, and the loss over all training rows."""
    every = a_session.train_rows
    with torch.no_grad():
        outputs = a_session.model(every.x)
        loss = a_session.criterion(outputs, every.targets)[0]
    return outputs[0].double().numpy(), every.labels.numpy(), float(loss)


def test_that_all_classes_weigh_the_same_in_cross_entropy():
    new = weighed(session(data=classes(*COUNTS)))
    weights = np.array(new.project.training.losses[0].loss.params["weight"])
    assert np.allclose(weights * COUNTS, sum(COUNTS) / len(COUNTS), rtol=1e-3)
    outputs, labels, loss = parts(new)
    log_shares = outputs - np.log(np.exp(outputs).sum(axis=1, keepdims=True))
    of_rows = -log_shares[np.arange(len(labels)), labels]
    assert np.isclose(loss, np.average(of_rows, weights=weights[labels]), rtol=1e-5)


def test_that_both_classes_weigh_the_same_with_one_output():
    new = weighed(session(BINARY, classes(60, 12), loss="BCEWithLogits"))
    assert new.project.training.losses[0].loss.params == {"pos_weight": (5.0,)}
    outputs, labels, loss = parts(new)
    signs = np.where(labels == 1, 1, -1)
    of_rows = np.log1p(np.exp(-signs * outputs[:, 0])) * np.where(labels == 1, 5.0, 1.0)
    assert np.isclose(loss, of_rows.mean(), rtol=1e-5)
