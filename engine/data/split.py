"""Which rows train, which watch and which judge: the split every figure rests on."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.data.strata import can_stratify
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


def _cut(rows: Indices, size: int, classes: Indices | None, seed: int) -> tuple[Indices, Indices]:
    if size == 0:
        return rows, rows[:0]
    from sklearn.model_selection import train_test_split

    strata = None if classes is None else classes[rows]
    rest, part = train_test_split(rows, test_size=size, stratify=strata, random_state=seed)
    return rest, part
