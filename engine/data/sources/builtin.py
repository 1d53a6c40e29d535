"""The sets that come with scikit-learn, with the column names people know them by."""

from collections.abc import Sequence

import numpy as np

from engine.data.table import Column, Table
from engine.spec.data import BuiltinSource
from engine.text import Text, UserError, text

#: Each set's one-line description.
DOCS: dict[str, Text] = {
    "iris": text("150 flowers of three species, by the size of their petals and sepals"),
    "wine": text("178 wines of three cultivars, by 13 chemical measurements"),
    "breast_cancer": text("569 tumours, malignant or benign, by 30 measurements of their cells"),
    "digits": text("1797 handwritten digits as grey pictures of 8 × 8 pixels"),
    "diabetes": text("442 patients: the progress of diabetes after a year, a number"),
    "linnerud": text("20 men in a gym: three exercises predict three body measurements"),
}

#: What each set is called; its name in English.
TITLES: dict[str, Text] = {
    "iris": text("iris"),
    "wine": text("wine"),
    "breast_cancer": text("breast_cancer"),
    "digits": text("digits"),
    "diabetes": text("diabetes"),
    "linnerud": text("linnerud"),
}

_TARGETS = {
    "iris": ("species",),
    "wine": ("cultivar",),
    "breast_cancer": ("diagnosis",),
    "digits": ("digit",),
    "diabetes": ("progression",),
    "linnerud": ("weight", "waist", "pulse"),
}


def read(source: BuiltinSource) -> Table:
    """The set of this name; a class is called by its name, a digit is a whole number."""
    if source.name not in DOCS:
        raise UserError(
            text(
                "There is no built-in data set called “{name}”. There are: {known}.",
                name=source.name,
                known=", ".join(DOCS),
            )
        )
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{source.name}")()
    features = np.asfortranarray(bunch.data, np.float64)
    targets = np.asarray(bunch.target).reshape(len(features), -1)
    names = _TARGETS[source.name]
    named = source.name in {"iris", "wine", "breast_cancer"}
    columns: dict[str, Column] = dict(zip(_feature_names(bunch), features.T, strict=True))
    for name, values in zip(names, targets.T, strict=True):
        columns[name] = _labels(bunch.target_names, values) if named else values.astype(np.float64)
    shape = (1, 8, 8) if source.name == "digits" else None
    return Table(source, source.name, columns, targets=names, shape=shape)


def _feature_names(bunch: "dict[str, Sequence[str]]") -> list[str]:
    return [str(name) for name in bunch["feature_names"]]


def _labels(names: Sequence[str], indices: Column) -> Column:
    return np.array([str(name) for name in names], dtype=object)[indices]
