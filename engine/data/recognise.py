"""What a table's columns seem to be for, so that a file can be opened and trained on at once.

Everything found here is a proposal: the Data page shows it and each choice can be changed.
"""

import difflib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from engine.data.split import can_stratify
from engine.data.table import Column, Table, categories, is_number, missing
from engine.data.values import shortened, to_float
from engine.spec.data import ColumnSpec, ColumnType, DataSpec, SplitSpec, Task
from engine.text import Text, UserError, text

#: Above so many different words a text column would flood the network with inputs.
MOST_CATEGORIES = 50
#: At most so many different whole numbers are taken for class numbers.
MOST_CLASSES = 20
#: With fewer rows every row is needed for training.
FEWEST_TO_SPLIT = 20
#: From this share of numbers on, the rest of a text column is taken for mistakes.
MOSTLY = 0.9

TARGET_NAMES = frozenset(
    "target targets label labels class classes y output outcome result response species diagnosis "
    "cultivar category survived quality price".split()
)
ID_NAMES = frozenset(
    "id ids index idx row rowid row_id no nr number uid uuid unnamed key #".split()
)


class Recognition(NamedTuple):
    """A proposal and what is odd about the table."""

    spec: DataSpec
    warnings: tuple[Text, ...]


def recognise(table: Table, target: str | None = None) -> DataSpec:
    """How to use the table; see `examine` for the warnings that go with it."""
    return examine(table, target).spec


def examine(table: Table, target: str | None = None) -> Recognition:
    """The type and role of each column, the task, and settings that suit them.

    Args:
        table: as it was read.
        target: the column to predict; found by its name or place when None.

    Raises:
        UserError: for an unknown target, a target with one class, a single column, or no column
            that could serve as a feature.
    """
    names = list(table.columns)
    if len(names) < 2:
        raise UserError(
            text(
                "{table} has one column only. At least two are needed: something to learn from and "
                "something to predict. If there are more, choose another delimiter.",
                table=table.title,
            )
        )
    warnings: list[Text] = []
    odd = {name: reason for name in names if (reason := _unusable(table, name))}
    targets = _targets(table, target, odd)
    columns = tuple(_column(table, name, targets, odd, warnings) for name in names)
    if not any(column.role == "feature" for column in columns):
        raise UserError(
            text(
                "{table} has no column to learn from besides the target: {reason}",
                table=table.title,
                reason=next(iter(odd.values()), text("every column is a target.")),
            )
        )
    spec = DataSpec(source=table.source, columns=columns, shape=table.shape)
    spec = spec.replace(task=task_of(spec, table))
    return Recognition(_settings(spec, table), tuple(warnings))


def resolve(spec: DataSpec, table: Table) -> DataSpec:
    """The spec with every open choice made: its columns, its task, the shape of a picture.

    Raises:
        UserError: when the columns do not fit the table or the task does not fit the target.
    """
    if not spec.columns:
        found = recognise(table)
        shape = found.shape if spec.shape is None else spec.shape
        spec = spec.replace(columns=found.columns, shape=shape)
    for column in spec.columns:
        if column.name not in table.columns:
            raise _unknown(column.name, table)
    if not any(column.role == "feature" for column in spec.columns):
        raise UserError(
            text("No column is a feature: set the role of at least one column to feature.")
        )
    found_task = task_of(spec, table)
    if spec.task is None:
        return spec.replace(task=found_task)
    if (spec.task == "regression") != (found_task == "regression"):
        names = [column.name for column in spec.columns if column.role == "target"]
        raise UserError(
            text(
                "The task is {task}, but column “{column}” is read for {found}: change the task or "
                "the type of the column.",
                task=spec.task,
                column=names[0],
                found=found_task,
            )
        )
    return spec


def task_of(spec: DataSpec, table: Table) -> Task:
    """What the target columns make of the task: a category to name, or numbers to predict."""
    targets = [column for column in spec.columns if column.role == "target"]
    if not targets:
        raise UserError(text("No column is the target: choose the column to predict."))
    for column in targets:
        if column.name not in table.columns:
            raise _unknown(column.name, table)
        if missing(table.columns[column.name]).all():
            raise UserError(
                text("Column “{column}” has no values: choose another target.", column=column.name)
            )
    if all(column.type == "number" for column in targets):
        return "regression"
    if len(targets) > 1:
        raise UserError(
            text(
                "Several targets must all be numbers, but “{column}” is a category: choose one "
                "target.",
                column=next(column.name for column in targets if column.type == "category"),
            )
        )
    values = table.columns[targets[0].name]
    classes, _ = categories(values)
    if len(classes) == 1:
        raise UserError(
            text(
                "Every row has the same class “{name}” in column “{column}”: there is nothing to "
                "learn. Choose another target.",
                name=shortened(classes[0]),
                column=targets[0].name,
            )
        )
    if len(classes) > MOST_CLASSES and len(classes) == np.sum(~missing(values)):
        raise UserError(
            text(
                "Every row has another class in column “{column}”: there is nothing to learn. "
                "Read it as a number, or choose another target.",
                column=targets[0].name,
            )
        )
    return "binary" if len(classes) == 2 else "multiclass"


def _unknown(name: str, table: Table) -> UserError:
    near = difflib.get_close_matches(name, list(table.columns), n=3, cutoff=0.5)
    if not near:
        folded = {column.casefold(): column for column in table.columns}
        near = [folded[name.casefold()]] if name.casefold() in folded else []
    return UserError(
        text(
            "{table} has no column “{name}”. Near it: {near}.",
            table=table.title,
            name=shortened(name),
            near=", ".join(near),
        )
        if near
        else text(
            "{table} has no column “{name}”. It has: {known}.",
            table=table.title,
            name=shortened(name),
            known=", ".join(list(table.columns)[:20]),
        )
    )


def _unusable(table: Table, name: str) -> Text | None:
    """Why a column can't serve as a feature, if so."""
    values = table.columns[name]
    absent = missing(values)
    if absent.all():
        return text("Column “{column}” has no values and is ignored.", column=name)
    if is_number(values):
        if _is_running_number(table, name):
            return text("Column “{column}” only numbers the rows and is ignored.", column=name)
        return None
    if _number_share(values) >= MOSTLY:
        return None
    n_distinct = len(categories(values)[0])
    n_present = int((~absent).sum())
    if n_distinct == n_present and n_present >= 5:
        return text("Every value of column “{column}” is different: it is ignored.", column=name)
    if n_distinct > MOST_CATEGORIES:
        return text(
            "Column “{column}” holds {count} different words, too many for categories: it is "
            "ignored.",
            column=name,
            count=n_distinct,
        )
    return None


def _is_running_number(table: Table, name: str) -> bool:
    """Whether a column counts the rows, by its name or by counting from 0 or 1 in a long table."""
    values = table.columns[name].astype(np.float64)
    if len(values) < 5 or name in table.targets or np.isnan(values).any():
        return False
    word = name.casefold().split(":")[0].strip()
    if word in ID_NAMES or word.endswith(("_id", " id")):
        return len(np.unique(values)) == len(values) and bool((values % 1 == 0).all())
    counts = values[0] in (0, 1) and bool((np.diff(values) == 1).all())
    return counts and len(values) >= FEWEST_TO_SPLIT and len(table.columns) > 3


def _number_share(values: Column) -> float:
    """The share of a text column's values that are numbers."""
    present = [value for value in values if value is not None]
    return sum(to_float(value) is not None for value in present) / len(present)


def _targets(table: Table, target: str | None, odd: dict[str, Text]) -> tuple[str, ...]:
    if target is not None:
        if target not in table.columns:
            raise _unknown(target, table)
        return (target,)
    if table.targets:
        return table.targets
    named = [name for name in table.columns if name.strip().casefold() in TARGET_NAMES]
    usable = [name for name in named or list(table.columns) if name not in odd]
    last = usable[-1] if usable else list(table.columns)[-1]
    if named:
        return (last,)
    # Found by its place alone, a column that never varies is no target: another one can be.
    return (next((name for name in reversed(usable) if _varies(table.columns[name])), last),)


def _varies(values: Column) -> bool:
    present = values[~missing(values)]
    return bool(len(present) and (present != present[0]).any())


def _column(
    table: Table, name: str, targets: Sequence[str], odd: dict[str, Text], warnings: list[Text]
) -> ColumnSpec:
    values = table.columns[name]
    if name in targets:
        return ColumnSpec(name=name, role="target", type=_target_type(values, len(targets)))
    if name in odd:
        warnings.append(odd[name])
        return ColumnSpec(name=name, role="ignore", type=_type(values))
    type_ = _type(values)
    if type_ == "number" and not is_number(values):
        row, value = next(
            (row, v) for row, v in enumerate(values, 1) if v is not None and to_float(v) is None
        )
        warnings.append(
            text(
                "Column “{column}” is a number but row {row} holds “{value}”: mend it, or read the "
                "column as a category.",
                column=name,
                row=row,
                value=shortened(value),
            )
        )
    return ColumnSpec(name=name, role="feature", type=type_)


def _type(values: Column) -> ColumnType:
    if is_number(values) or (not missing(values).all() and _number_share(values) >= MOSTLY):
        return "number"
    return "category"


def _target_type(values: Column, n_targets: int) -> ColumnType:
    """A target of few whole numbers names classes: 0 and 1, or neighbours that return often."""
    if not is_number(values):
        return _type(values)
    present = values[~missing(values)].astype(np.float64)
    distinct = np.unique(present)
    if n_targets > 1 or not len(distinct) or (distinct % 1 != 0).any():
        return "number"
    if set(distinct.tolist()) <= {0.0, 1.0}:
        return "category"
    neighbours = distinct[-1] - distinct[0] == len(distinct) - 1
    often = len(present) >= 5 * len(distinct)
    return "category" if neighbours and often and len(distinct) <= MOST_CLASSES else "number"


def _settings(spec: DataSpec, table: Table) -> DataSpec:
    """Scaling and split that suit the data; lessons' numbers stay as they are."""
    lesson = spec.source.type in {"generated", "inline"}
    scale = "none" if lesson else "minmax" if table.shape is not None else "standard"
    target = next(column.name for column in spec.columns if column.role == "target")
    scale_target = False
    stratify = False
    values = table.columns[target]
    shares = SplitSpec()
    if table.n_rows < FEWEST_TO_SPLIT:
        shares = SplitSpec(train=1.0, validation=0.0, test=0.0, shuffle=False, stratify=False)
    if spec.task == "regression":
        if not lesson and is_number(values):
            std = float(np.nanstd(values.astype(np.float64)))
            scale_target = std > 10 or 0 < std < 0.1
    elif shares.shuffle:
        classes = categories(values)[1]
        n_part = round((classes >= 0).sum() * shares.test)
        stratify = can_stratify(classes[classes >= 0], n_part, n_part)
    return spec.replace(
        scale=scale, scale_target=scale_target, split=shares.replace(stratify=stratify)
    )
