"""The data section: the rows, their split and their preparation, as `engine.data.preprocess` does it."""

from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from engine.data.split import can_stratify
from engine.export.code_sources import Columns, Left, find_columns, write_source
from engine.export.writer import Writer, call, collection, literal
from engine.spec.data import CsvSource, DataSpec


@dataclass(frozen=True)
class Rows:
    """What the training section has to know of the rows.

    `classes` is code for the number of classes; "" for a regression. `n_train` is None where only the
    file knows. `scaled` says that the target is standardised and `y_std` holds its deviation.
    """

    is_regression: bool
    classes: str
    n_targets: int
    n_train: int | None
    validation: bool
    test: bool
    scaled: bool

    @property
    def is_split(self) -> bool:
        """Whether the training rows are a part of all rows."""
        return self.validation or self.test


@dataclass(frozen=True)
class _Parts:
    """Which parts there are, and how many rows they have where that is known."""

    validation: bool
    test: bool
    n_train: int | None

    @property
    def any(self) -> bool:
        return self.validation or self.test

    def of_train(self, name: str) -> str:
        """Code for the training rows of an array."""
        return f"{name}[train]" if self.any else name

    def of_train_frame(self, name: str) -> str:
        """Code for the training rows of a table."""
        return f"{name}.iloc[train]" if self.any else name


def write_data(code: Writer, spec: DataSpec, folder: Path | None, device: str) -> Rows:
    """Writes the lines that leave `x_train`, `y_train` and so on behind; `x`, `y` without a split."""
    columns = find_columns(spec)
    left = write_source(code, spec, columns, folder)
    parts = _parts(spec, columns)
    classes = left.classes
    if left.form == "frame":
        _Frame(code, spec, columns, parts).write()
        left = Left("arrays", 2 if columns.is_regression else 1)
        classes = "len(classes)"
    else:
        _write_split(code, spec, columns, parts, "len(x)")
        if left.form == "arrays":
            _write_scaling(code, spec, columns, parts)
    _write_target_scaling(code, spec, columns, parts)
    _write_tensors(code, columns, left)
    _write_parts(code, parts, device)
    return Rows(
        is_regression=columns.is_regression,
        classes="" if columns.is_regression else classes,
        n_targets=len(columns.targets),
        n_train=parts.n_train,
        validation=parts.validation,
        test=parts.test,
        scaled=columns.is_regression and spec.scale_target,
    )


def _parts(spec: DataSpec, columns: Columns) -> _Parts:
    n, shares = columns.n_rows, spec.split
    if n is None:
        return _Parts(shares.validation > 0, shares.test > 0, None)
    n_validation, n_test = round(n * shares.validation), round(n * shares.test)
    return _Parts(n_validation > 0, n_test > 0, n - n_validation - n_test)


def _write_split(code: Writer, spec: DataSpec, columns: Columns, parts: _Parts, size: str) -> None:
    if not parts.any:
        return
    shares = spec.split
    code.use("numpy", "as np")
    names = ["training", *(["validation"] * parts.validation), *(["test"] * parts.test)]
    code.add("", f"# Which rows are for {' and for '.join(names)}.")
    n_test, n_validation = f"round({size} * {shares.test})", f"round({size} * {shares.validation})"
    if not shares.shuffle:
        _write_cuts(code, parts, size, n_validation, n_test)
        return
    code.use("sklearn.model_selection", "train_test_split")
    strata = _write_strata(code, spec, columns, parts, size)
    seed = f"random_state={shares.seed}"
    rows = f"np.arange({size})"
    for part, n_part, there in (
        ("test", n_test, parts.test),
        ("validation", n_validation, parts.validation),
    ):
        if not there:
            continue
        rest = "rest" if part == "test" and parts.validation else "train"
        own = [f"stratify={_of_rest(strata) if rows == 'rest' else strata}"]
        arguments = [rows, f"test_size={n_part}", *(own if strata else []), seed]
        code.set(f"{rest}, {part}", call("train_test_split", *arguments))
        rows = rest


def _write_cuts(code: Writer, parts: _Parts, size: str, n_validation: str, n_test: str) -> None:
    """Without shuffling the parts follow each other in the order of the file."""
    rows = f"np.arange({size})"
    if parts.validation and parts.test:
        code.add(f"n_validation, n_test = {n_validation}, {n_test}")
        code.add(f"n_train = {size} - n_validation - n_test")
        cuts = "[n_train, n_train + n_validation]"
        code.add(f"train, validation, test = np.split({rows}, {cuts})")
        return
    part, n_part = ("test", n_test) if parts.test else ("validation", n_validation)
    code.add(f"train, {part} = np.split({rows}, [{size} - {n_part}])")


def _write_strata(code: Writer, spec: DataSpec, columns: Columns, parts: _Parts, size: str) -> str:
    """The variable that holds the classes to share out evenly; "" for a split by chance."""
    shares = spec.split
    if columns.is_regression or not shares.stratify:
        return ""
    if columns.n_rows is not None and columns.class_sizes is not None:
        classes = np.repeat(np.arange(len(columns.class_sizes)), columns.class_sizes)
        n = columns.n_rows
        cut = [round(n * share) for share in (shares.validation, shares.test)]
        return "y" if can_stratify(classes, cut[0], cut[1]) else ""
    there = [(shares.validation, parts.validation), (shares.test, parts.test)]
    smallest = min(share for share, used in [*there, (shares.train, True)] if used)
    enough = f"round({size} * {smallest}) >= len(classes)"
    code.add(
        "# Each class gets its share of every part, unless it has too few rows.",
        "fewest = np.unique(y, return_counts=True)[1].min()",
        f"strata = y if fewest > {parts.validation + parts.test} and {enough} else None",
    )
    return "strata"


def _of_rest(strata: str) -> str:
    return "y[rest]" if strata == "y" else "None if strata is None else y[rest]"


def _write_scaling(code: Writer, spec: DataSpec, columns: Columns, parts: _Parts) -> None:
    if spec.scale == "none":
        return
    code.add("", f"# {_scaling_words(spec, parts)}")
    train = parts.of_train("x")
    if columns.shape is not None:
        _write_common_scale(code, spec, "x", train)
        return
    scaler = "StandardScaler" if spec.scale == "standard" else "MinMaxScaler"
    code.use("sklearn.preprocessing", scaler)
    code.add(f"x = {scaler}().fit({train}).transform(x)")


def _scaling_words(spec: DataSpec, parts: _Parts) -> str:
    figures = "mean 0 and spread 1" if spec.scale == "standard" else "the range 0 to 1"
    whose = " of the training rows" if parts.any else ""
    return f"Features are brought to {figures}{whose}."


def _write_common_scale(code: Writer, spec: DataSpec, name: str, train: str) -> None:
    """All pixels of a picture share their unit."""
    if spec.scale == "standard":
        code.add(f"{name} = ({name} - {train}.mean()) / {train}.std()")
    else:
        code.add(f"low, high = {train}.min(), {train}.max()")
        code.add(f"{name} = ({name} - low) / (high - low)")


def _write_target_scaling(code: Writer, spec: DataSpec, columns: Columns, parts: _Parts) -> None:
    if not columns.is_regression or not spec.scale_target:
        return
    train = parts.of_train("y")
    code.add("", "# The target too; errors are turned back into its unit.")
    code.add(
        f"y_mean, y_std = {train}.mean(axis=0), {train}.std(axis=0)", "y = (y - y_mean) / y_std"
    )


def _write_tensors(code: Writer, columns: Columns, left: Left) -> None:
    code.use("torch")
    width = len(columns.features)
    shape = columns.shape or (width,)
    lines = []
    if left.form == "tensors":
        if shape != left.shape:
            lines.append(f"x = x.reshape({_sizes(shape)})")
        if columns.is_regression and left.y_dims == 1:
            lines.append("y = y.float().unsqueeze(1)")
    else:
        known_width = columns.shape is None
        reshaped = "" if known_width else f".reshape({_sizes(shape)})"
        column = ".reshape(-1, 1)" if columns.is_regression and left.y_dims == 1 else ""
        kind = ", dtype=torch.float32" if columns.is_regression else ""
        lines.append(f"x = torch.tensor(x, dtype=torch.float32){reshaped}")
        lines.append(f"y = torch.tensor(y{kind}){column}")
    if lines:
        code.add("", *lines)


def _sizes(shape: tuple[int, ...]) -> str:
    assert prod(shape) > 0, "a shape has sizes of at least 1"
    return ", ".join(map(str, (-1, *shape)))


def _write_parts(code: Writer, parts: _Parts, device: str) -> None:
    to = ".to(device)" if device else ""
    if not parts.any:
        if to:
            code.add(f"x, y = x{to}, y{to}")
        return
    code.add(f"x_train, y_train = x[train]{to}, y[train]{to}")
    for part, there in (("validation", parts.validation), ("test", parts.test)):
        if there:
            code.add(f"x_{part}, y_{part} = x[{part}]{to}, y[{part}]{to}")


class _Frame:
    """The way from a DataFrame `frame` to arrays `x` and `y` and the split."""

    def __init__(self, code: Writer, spec: DataSpec, columns: Columns, parts: _Parts) -> None:
        self._code, self._spec, self._columns, self._parts = code, spec, columns, parts
        self._numbers = [c.name for c in columns.features if c.type == "number"]
        self._categories = [c.name for c in columns.features if c.type == "category"]
        self._has_gaps = isinstance(spec.source, CsvSource) or (
            columns.table is not None and columns.n_rows is None
        )

    def write(self) -> None:
        """Rows without gaps first, then the split, then what is learnt from the training rows."""
        code = self._code
        code.set("features", collection(self._columns.names))
        self._write_targets()
        _write_split(code, self._spec, self._columns, self._parts, "len(frame)")
        if self._categories:
            self._write_mixed()
        else:
            self._write_numbers()

    def _write_targets(self) -> None:
        code = self._code
        targets = [column.name for column in self._columns.targets]
        code.set("targets" if len(targets) > 1 else "target", self._target(targets))
        names = "targets" if len(targets) > 1 else "[target]"
        dropping = self._has_gaps and self._spec.missing == "drop"
        if not self._columns.is_regression and dropping:
            code.use("numpy", "as np")
            code.add("classes = np.unique(frame[target].dropna())")
        if self._has_gaps:
            subset = f"features + {names}" if dropping else names
            code.add(f"frame = frame.dropna(subset={subset})")
        if self._columns.is_regression:
            code.use("numpy", "as np")
            code.add(f"y = np.array(frame[{names}], dtype=float)")
        elif dropping:
            code.add("y = np.searchsorted(classes, frame[target])")
        else:
            code.use("numpy", "as np")
            code.add("classes, y = np.unique(frame[target], return_inverse=True)")

    @staticmethod
    def _target(targets: list[str]) -> str:
        return literal(targets if len(targets) > 1 else targets[0])

    def _write_numbers(self) -> None:
        code, parts = self._code, self._parts
        code.use("numpy", "as np")
        code.add("", "x = np.array(frame[features], dtype=float)")
        missing = self._spec.missing
        if self._has_gaps and missing == "zero":
            code.add("x = np.nan_to_num(x)  # missing values become 0")
        elif self._has_gaps and missing != "drop":
            code.use("sklearn.impute", "SimpleImputer")
            code.add(f"# Missing values are filled with the {missing}{self._whose}.")
            code.add(f'imputer = SimpleImputer(strategy="{missing}", keep_empty_features=True)')
            code.add(f"x = imputer.fit({parts.of_train('x')}).transform(x)")
        _write_scaling(code, self._spec, self._columns, parts)

    @property
    def _whose(self) -> str:
        return " of the training rows" if self._parts.any else ""

    def _write_mixed(self) -> None:
        code = self._code
        code.use("pandas", "as pd")
        code.add("")
        if self._numbers:
            code.set("numbers", collection(self._numbers))
        code.set("categories", collection(self._categories))
        if self._has_gaps and self._spec.missing != "drop":
            self._write_fills()
        if self._numbers and self._spec.scale != "none":
            self._write_scales()
        code.add("# Each category becomes a column of zeros and ones.")
        if self._columns.names == self._numbers + self._categories:
            code.add("x = pd.get_dummies(frame[features], columns=categories)")
            code.add("x = x.to_numpy(dtype=float)")
            return
        code.add("encoded = [")
        code.add("    pd.get_dummies(frame[name]) if name in categories else frame[name]")
        code.add("    for name in features", "]")
        code.add("x = pd.concat(encoded, axis=1).to_numpy(dtype=float)")

    def _write_fills(self) -> None:
        """Numbers by the mean or median, categories by the most frequent one, or all by zeros."""
        code, missing = self._code, self._spec.missing
        if self._numbers:
            if missing == "zero":
                code.add("frame[numbers] = frame[numbers].fillna(0)")
            else:
                train = self._parts.of_train_frame("frame[numbers]")
                code.add(f"# Missing values are filled with the {missing}{self._whose}.")
                code.add(f"frame[numbers] = frame[numbers].fillna({train}.{missing}())")
        if missing != "zero":
            train = self._parts.of_train_frame("frame[name]")
            code.add("# A missing category is filled with the most frequent one.")
            code.add("for name in categories:")
            code.add(f"    frame[name] = frame[name].fillna({train}.mode()[0])")

    def _write_scales(self) -> None:
        code, parts = self._code, self._parts
        code.add(f"# {_scaling_words(self._spec, parts)}".replace("Features", "Numbers"))
        train = parts.of_train_frame("frame[numbers]")
        if self._columns.shape is not None:
            _write_common_scale(code, self._spec, "frame[numbers]", f"{train}.to_numpy()")
            return
        scaler = "StandardScaler" if self._spec.scale == "standard" else "MinMaxScaler"
        code.use("sklearn.preprocessing", scaler)
        code.add(f"scaler = {scaler}().fit({train})")
        code.add("frame[numbers] = scaler.transform(frame[numbers])")
