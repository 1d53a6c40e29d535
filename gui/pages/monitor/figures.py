"""How figures of a history become what is drawn: shares as percent, a mean and its deviation."""

from dataclasses import dataclass

import numpy as np

from gui.plots.samples import Floats


def percent(share: Floats) -> Floats:
    """A share from 0 to 1 as 0 to 100."""
    return 100.0 * share


def mebibytes(size: Floats) -> Floats:
    """Bytes as MiB."""
    return size / 2**20


def above(mean: Floats, deviation: Floats) -> Floats:
    """The upper edge of a mean with its standard deviation."""
    return mean + deviation


def below(mean: Floats, deviation: Floats) -> Floats:
    """The lower edge."""
    return mean - deviation


@dataclass(frozen=True)
class WeightedShare:
    """What the first of several terms makes of their sum, in percent; `weights` are in their order."""

    weights: tuple[float, ...]

    def __call__(self, *terms: Floats) -> Floats:
        """The share at each step; NaN where the sum is zero."""
        parts = [weight * term for weight, term in zip(self.weights, terms, strict=True)]
        whole: Floats = np.sum(parts, axis=0)
        shares: Floats = np.full_like(whole, np.nan)
        np.divide(100.0 * parts[0], whole, out=shares, where=whole != 0)
        return shares
