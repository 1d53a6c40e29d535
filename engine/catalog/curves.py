"""The activation functions and their derivatives in numpy, for drawing without torch.

Each follows the definition in torch's documentation; the tests hold them against torch and autograd.
Where a function has a kink, the derivative there is the one that torch takes.
"""

import math

import numpy as np

from engine.catalog.kind import Numbers, Params

_erf = np.frompyfunc(math.erf, 1, 1)


def sigmoid(z: Numbers, _params: Params) -> Numbers:
    """1 / (1 + e⁻ᶻ), by way of tanh so that it never overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def sigmoid_slope(z: Numbers, params: Params) -> Numbers:
    """σ(1 − σ)."""
    s = sigmoid(z, params)
    return s * (1 - s)


def tanh(z: Numbers, _params: Params) -> Numbers:
    """The hyperbolic tangent."""
    return np.tanh(z)


def tanh_slope(z: Numbers, _params: Params) -> Numbers:
    """1 − tanh²."""
    return 1 - np.tanh(z) ** 2


def relu(z: Numbers, _params: Params) -> Numbers:
    """max(0, z)."""
    return np.maximum(0.0, z)


def relu_slope(z: Numbers, _params: Params) -> Numbers:
    """1 right of zero."""
    return np.where(z > 0, 1.0, 0.0)


def leaky(z: Numbers, slope: float) -> Numbers:
    """Gives z right of zero, slope·z left of it."""
    return np.where(z > 0, z, slope * z)


def leaky_slope(z: Numbers, slope: float) -> Numbers:
    """1 right of zero, `slope` left of it."""
    return np.where(z > 0, 1.0, slope)


def exponential(z: Numbers, height: float, width: float, scale: float) -> Numbers:
    """ELU's family: scale·z right of zero, scale·height·(e^(z/width) − 1) left of it."""
    return scale * np.where(z > 0, z, height * np.expm1(np.minimum(z, 0.0) / width))


def exponential_slope(z: Numbers, height: float, width: float, scale: float) -> Numbers:
    """The derivative of `exponential`."""
    return scale * np.where(z > 0, 1.0, height / width * np.exp(np.minimum(z, 0.0) / width))


def gelu(z: Numbers, params: Params) -> Numbers:
    """z·Φ(z), or its approximation by tanh (Hendrycks and Gimpel 2016)."""
    if params["approximate"] == "tanh":
        t: Numbers = np.tanh(_gelu_inner(z))
        return 0.5 * z * (1 + t)
    return z * _normal_share(z)


def gelu_slope(z: Numbers, params: Params) -> Numbers:
    """Φ(z) + z·φ(z), or the approximation's own derivative."""
    if params["approximate"] == "tanh":
        t: Numbers = np.tanh(_gelu_inner(z))
        inner_slope = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z**2)
        return 0.5 * (1 + t) + 0.5 * z * (1 - t**2) * inner_slope
    return _normal_share(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def _gelu_inner(z: Numbers) -> Numbers:
    return math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)


def _normal_share(z: Numbers) -> Numbers:
    """Φ, the share of a standard normal distribution below z."""
    return 0.5 * (1 + np.asarray(_erf(z / math.sqrt(2)), dtype=np.float64))


def silu(z: Numbers, params: Params) -> Numbers:
    """z·σ(z)."""
    return z * sigmoid(z, params)


def silu_slope(z: Numbers, params: Params) -> Numbers:
    """σ + z·σ(1 − σ)."""
    s = sigmoid(z, params)
    return s * (1 + z * (1 - s))


def mish(z: Numbers, _params: Params) -> Numbers:
    """z·tanh(log(1 + eᶻ))."""
    return z * np.tanh(np.logaddexp(0.0, z))


def mish_slope(z: Numbers, params: Params) -> Numbers:
    """tanh(s) + z·(1 − tanh²(s))·σ(z) with s = log(1 + eᶻ)."""
    t: Numbers = np.tanh(np.logaddexp(0.0, z))
    return t + z * (1 - t**2) * sigmoid(z, params)


def softplus(z: Numbers, params: Params) -> Numbers:
    """log(1 + e^(βz)) / β, and z itself where βz is beyond the threshold."""
    beta: float = params["beta"]
    threshold: float = params["threshold"]
    return np.where(beta * z > threshold, z, np.logaddexp(0.0, beta * z) / beta)


def softplus_slope(z: Numbers, params: Params) -> Numbers:
    """σ(βz), and 1 beyond the threshold."""
    beta: float = params["beta"]
    threshold: float = params["threshold"]
    return np.where(beta * z > threshold, 1.0, sigmoid(beta * z, params))


def softsign(z: Numbers, _params: Params) -> Numbers:
    """Gives z / (1 + |z|)."""
    size: Numbers = np.abs(z)
    return z / (1 + size)


def softsign_slope(z: Numbers, _params: Params) -> Numbers:
    """1 / (1 + |z|)²."""
    return 1 / (1 + np.abs(z)) ** 2


def hardtanh(z: Numbers, low: float, high: float) -> Numbers:
    """Cuts z off at both ends."""
    return np.clip(z, low, high)


def hardtanh_slope(z: Numbers, low: float, high: float) -> Numbers:
    """1 between the ends."""
    return np.where((z > low) & (z < high), 1.0, 0.0)


def hardsigmoid(z: Numbers, _params: Params) -> Numbers:
    """z/6 + ½ cut off at 0 and 1."""
    return np.clip(z / 6 + 0.5, 0.0, 1.0)


def hardsigmoid_slope(z: Numbers, _params: Params) -> Numbers:
    """⅙ between −3 and 3."""
    return np.where(np.abs(z) < 3, 1 / 6, 0.0)


def hardswish(z: Numbers, params: Params) -> Numbers:
    """z·hardsigmoid(z)."""
    return z * hardsigmoid(z, params)


def hardswish_slope(z: Numbers, _params: Params) -> Numbers:
    """z/3 + ½ between −3 and 3, then 1."""
    return np.where(z <= -3, 0.0, np.where(z < 3, z / 3 + 0.5, 1.0))


def log_sigmoid(z: Numbers, _params: Params) -> Numbers:
    """−log(1 + e⁻ᶻ)."""
    return -np.logaddexp(0.0, -z)


def log_sigmoid_slope(z: Numbers, params: Params) -> Numbers:
    """1 − σ(z)."""
    return sigmoid(-z, params)


def tanhshrink(z: Numbers, _params: Params) -> Numbers:
    """Gives z − tanh z."""
    return z - np.tanh(z)


def tanhshrink_slope(z: Numbers, _params: Params) -> Numbers:
    """tanh²."""
    return np.tanh(z) ** 2


def softshrink(z: Numbers, params: Params) -> Numbers:
    """Moved towards zero by λ, and zero within λ."""
    lambd: float = params["lambd"]
    return np.sign(z) * np.maximum(np.abs(z) - lambd, 0.0)


def hardshrink(z: Numbers, params: Params) -> Numbers:
    """Zero within λ, z itself elsewhere."""
    return np.where(np.abs(z) > params["lambd"], z, 0.0)


def shrink_slope(z: Numbers, params: Params) -> Numbers:
    """1 beyond λ, of both shrinks."""
    return np.where(np.abs(z) > params["lambd"], 1.0, 0.0)


def threshold(z: Numbers, params: Params) -> Numbers:
    """Passes z above the threshold, gives the fixed value elsewhere."""
    return np.where(z > params["threshold"], z, params["value"])


def threshold_slope(z: Numbers, params: Params) -> Numbers:
    """1 above the threshold."""
    return np.where(z > params["threshold"], 1.0, 0.0)


def softmax(row: Numbers, _params: Params) -> Numbers:
    """exp(zᵢ) / Σ exp(zⱼ) of one row; the largest is taken off first, so that nothing overflows."""
    shares = np.exp(row - np.max(row))
    return np.asarray(shares / shares.sum())


def log_softmax(row: Numbers, _params: Params) -> Numbers:
    """zᵢ − log Σ exp(zⱼ) of one row; never the logarithm of zero."""
    shifted = row - np.max(row)
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))


def softmin(row: Numbers, params: Params) -> Numbers:
    """Softmax of the negated row."""
    return softmax(-row, params)
