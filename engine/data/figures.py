"""What the training rows are like, in a few numbers: what advice on data and training rests on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.data.split import Indices

#: Numbers looked at; of larger data evenly spaced rows stand for all.
_MOST_VALUES = 4_000_000
_FEWEST_ROWS = 50


@dataclass(frozen=True)
class Figures:
    """Figures of the training rows as the network takes them.

    `class_counts` has the rows of each class by index, and `class_changes` how often the class
    changes from one row to the next; both are empty for a regression. Spreads are standard
    deviations of single input values, those that never change left out. `largest` is the largest
    input by size, and `whole` tells whether all inputs are whole numbers from 0 on. `target_size` is
    the largest mean or standard deviation of a regression's targets, by size.
    """

    rows: int
    validation_rows: int = 0
    class_counts: tuple[int, ...] = ()
    class_changes: int = 0
    least_spread: float = 1.0
    most_spread: float = 1.0
    largest: float = 1.0
    whole: bool = False
    target_size: float = 1.0


def figures(
    x: npt.NDArray[np.float32],
    y: npt.NDArray[Any],
    train: Indices,
    validation_rows: int,
    classes: int,
) -> Figures:
    """The figures of the rows `train` of the inputs `x` [n, *shape] and the targets `y`."""
    wanted = max(_MOST_VALUES // max(x[0].size, 1), _FEWEST_ROWS)
    some = x[train[:: -(-len(train) // wanted)]].reshape(-1, x[0].size)
    spreads = some.std(axis=0, dtype=np.float64)
    spreads = spreads[spreads > 0]
    targets = y[train]
    labelled = y.ndim == 1
    return Figures(
        rows=len(train),
        validation_rows=validation_rows,
        class_counts=tuple(np.bincount(targets, minlength=classes).tolist()) if labelled else (),
        class_changes=int(np.count_nonzero(np.diff(targets))) if labelled else 0,
        least_spread=float(spreads.min()) if spreads.size else 0.0,
        most_spread=float(spreads.max()) if spreads.size else 0.0,
        largest=float(np.abs(some).max()),
        whole=bool((some >= 0).all() and (some == np.floor(some)).all()),
        target_size=1.0 if labelled else _size(targets.astype(np.float64)),
    )


def _size(targets: npt.NDArray[np.float64]) -> float:
    return float(max(np.abs(targets.mean(axis=0)).max(), targets.std(axis=0).max()))
