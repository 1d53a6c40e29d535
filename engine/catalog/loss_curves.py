"""The loss of one element in numpy, for drawing without torch; the tests hold it against torch."""

import math

import numpy as np

from engine.catalog.kind import Numbers, Params


def square(x: Numbers, _params: Params) -> Numbers:
    """The error squared."""
    return x**2


def absolute(x: Numbers, _params: Params) -> Numbers:
    """The error without its sign."""
    return np.abs(x)


def huber(x: Numbers, params: Params) -> Numbers:
    """Squared up to delta, straight beyond."""
    delta: float = params["delta"]
    size = np.abs(x)
    return np.where(size <= delta, 0.5 * x**2, delta * (size - 0.5 * delta))


def smooth_l1(x: Numbers, params: Params) -> Numbers:
    """Huber divided by beta; MAE where beta is 0."""
    beta: float = params["beta"]
    size = np.abs(x)
    if beta == 0:
        return size
    return np.where(size < beta, 0.5 * x**2 / beta, size - 0.5 * beta)


def log_cosh(x: Numbers, _params: Params) -> Numbers:
    """Log cosh of the error."""
    sum_of_exponentials: Numbers = np.logaddexp(x, -x)
    return sum_of_exponentials - math.log(2)


def minus_log(p: Numbers, _params: Params) -> Numbers:
    """−log p of the true class."""
    with np.errstate(divide="ignore"):
        return -np.log(p) + 0.0


def logistic(margin: Numbers, params: Params) -> Numbers:
    """For a sample of class 1, the one that `pos_weight` weighs."""
    weight: float = params["pos_weight"][0] if params["pos_weight"] else 1.0
    return np.logaddexp(0.0, -margin) * weight


def cross_entropy(p: Numbers, params: Params) -> Numbers:
    """For two classes: label smoothing moves half of its share to the other class."""
    share: float = params["label_smoothing"] / 2
    if share == 0:
        return minus_log(p, params)
    other = np.maximum(1 - p, 1e-6)  # at p = 1 the loss is infinite, which no plot can show
    return -(1 - share) * np.log(p) - share * np.log(other)


def focal(p: Numbers, params: Params) -> Numbers:
    """−(1 − p)^γ log p of the true class."""
    gamma: float = params["gamma"]
    return (1 - p) ** gamma * minus_log(p, params)


def hinge(margin: Numbers, _params: Params) -> Numbers:
    """max(0, 1 − margin)."""
    return np.maximum(0.0, 1 - margin)


def multi_margin(margin: Numbers, params: Params) -> Numbers:
    """For two classes; torch divides by the number of classes."""
    lead: float = params["margin"]
    power: int = params["p"]
    return np.maximum(0.0, lead - margin) ** power / 2


def poisson(x: Numbers, params: Params) -> Numbers:
    """For a target of 1."""
    if params["log_input"]:
        return np.exp(x) - x
    return x - np.log(x + 1e-8)


def cosine(degrees: Numbers, _params: Params) -> Numbers:
    """1 − cos of an angle in degrees."""
    return 1 - np.cos(np.radians(degrees))
