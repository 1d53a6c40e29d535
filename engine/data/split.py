"""Which rows train, which watch and which judge: the split every figure rests on."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.spec.data import SplitSpec
from engine.text import Text, UserError, text

Indices = npt.NDArray[np.int64]


class Split(NamedTuple):
    """Row indices of the three parts, in the order in which they are used."""

    train: Indices
    validation: Indices
    test: Indices
    warnings: tuple[Text, ...] = ()


def split(n_rows: int, spec: SplitSpec, classes: Indices | None = None) -> Split:
    """The split of `n_rows` rows; `classes` is each row's class index, None for a regression.

    The same rows as these lines give, where `n_test = round(n_rows * spec.test)` and
    `n_validation` likewise, and a part without rows is not cut off at all:

        rest, test = train_test_split(
            np.arange(n_rows), test_size=n_test, stratify=classes, random_state=seed)
        train, validation = train_test_split(
            rest, test_size=n_validation, stratify=classes[rest], random_state=seed)

    Unshuffled, training, validation and test rows follow each other in the order of the file.
    """
    rows = np.arange(n_rows)
    n_test = round(n_rows * spec.test)
    n_validation = round(n_rows * spec.validation)
    n_train = n_rows - n_validation - n_test
    if n_train < 1:
        raise UserError(
            text(
                "{rows} rows are too few for this split: no row is left for training. "
                "Give training a larger share.",
                rows=n_rows,
            )
        )
    if not spec.shuffle:
        train, validation, test = np.split(rows, [n_train, n_train + n_validation])
        return Split(train, validation, test)
    warnings: tuple[Text, ...] = ()
    if not spec.stratify:
        classes = None
    if classes is not None and not can_stratify(classes, n_validation, n_test):
        warnings = (
            text(
                "Some classes have too few rows to be shared out evenly: split by chance instead."
            ),
        )
        classes = None
    rest, test = _cut(rows, n_test, classes, spec.seed)
    train, validation = _cut(rest, n_validation, classes, spec.seed)
    return Split(train, validation, test, warnings)


def can_stratify(classes: Indices, n_validation: int, n_test: int) -> bool:
    """Whether every class has rows enough for each part that is cut off."""
    sizes = np.bincount(classes)
    sizes = sizes[sizes > 0]
    parts = [n for n in (n_validation, n_test) if n]
    n_train = len(classes) - n_validation - n_test
    # One row more than there are parts keeps two of each class for the second cut.
    return bool(sizes.min() > len(parts) and min(n_train, *parts, n_train) >= len(sizes))


def _cut(rows: Indices, size: int, classes: Indices | None, seed: int) -> tuple[Indices, Indices]:
    """Draws `size` of the rows: those left and those drawn, row for row as scikit-learn does.

    Written out here because importing scikit-learn takes longer than opening the window.
    """
    if size == 0:
        return rows, rows[:0]
    rng = np.random.RandomState(seed)  # the generator that scikit-learn draws from
    if classes is None:
        order = rng.permutation(len(rows))
        return rows[order[size:]], rows[order[:size]]
    _, strata, sizes = np.unique(classes[rows], return_inverse=True, return_counts=True)
    n_rest = _shares(sizes, len(rows) - size, rng)
    n_drawn = _shares(sizes - n_rest, size, rng)
    rest, drawn = [], []
    for stratum, (first, second) in enumerate(zip(n_rest, n_drawn, strict=True)):
        order = np.flatnonzero(strata == stratum)[rng.permutation(sizes[stratum])]
        rest.append(order[:first])
        drawn.append(order[first : first + second])
    return rows[rng.permutation(np.concatenate(rest))], rows[rng.permutation(np.concatenate(drawn))]


def _shares(sizes: Indices, count: int, rng: np.random.RandomState) -> Indices:
    """How many of `count` rows each class gives: its share rounded down, the largest rests first.

    Chance decides among equal rests (the mode of a multivariate hypergeometric distribution).
    """
    exact = sizes / sizes.sum() * count
    shares = np.floor(exact)
    rests = exact - shares
    lacking = int(count - shares.sum())
    for rest in np.unique(rests)[::-1]:
        if lacking == 0:
            break
        equal = np.flatnonzero(rests == rest)
        chosen = rng.choice(equal, size=min(len(equal), lacking), replace=False)
        shares[chosen] += 1
        lacking -= len(chosen)
    whole: Indices = shares.astype(np.int64)
    return whole
