"""What can be changed about a table's use: pure functions from one DataSpec to the next.

Each takes the spec with every choice made (see `engine.data.recognise.resolve`), so that a change
of one column never silently changes another.
"""

from engine.data.recognise import MOST_CLASSES, recognise
from engine.data.table import Table, categories, is_number
from engine.data.values import to_float
from engine.spec.data import ColumnSpec, ColumnType, DataSpec, Role, SplitSpec, Task

#: The parts of a split in the order in which they are cut.
PARTS = ("train", "validation", "test")


def set_target(spec: DataSpec, table: Table, name: str) -> DataSpec:
    """Predict this column; what was predicted before becomes a feature again.

    The types of both, the task and the target's scaling are found anew; everything else stays: a
    small whole number is a class as a target, but a number as a feature.
    """
    found = recognise(table, name)
    types = {column.name: column.type for column in found.columns}
    columns = tuple(
        column.replace(role="target", type=types[name])
        if column.name == name
        else column.replace(role="feature", type=types[column.name])
        if column.role == "target"
        else column
        for column in spec.columns
    )
    stratify = found.split.stratify or spec.split.stratify
    return spec.replace(
        columns=columns,
        task=None,
        scale_target=found.scale_target,
        split=spec.split.replace(stratify=stratify),
        shape=_shape_of(spec, columns),
    )


def set_role(spec: DataSpec, name: str, role: Role) -> DataSpec:
    """What one column is for; `target` adds it to the targets there are."""
    columns = tuple(c.replace(role=role) if c.name == name else c for c in spec.columns)
    return spec.replace(columns=columns, task=None, shape=_shape_of(spec, columns))


def set_type(spec: DataSpec, name: str, type_: ColumnType) -> DataSpec:
    """How one column is read."""
    columns = tuple(c.replace(type=type_) if c.name == name else c for c in spec.columns)
    return spec.replace(columns=columns, task=None, shape=_shape_of(spec, columns))


def set_task(spec: DataSpec, task: Task) -> DataSpec:
    """What is learnt from the target, which is read as numbers or as classes accordingly."""
    type_: ColumnType = "number" if task == "regression" else "category"
    columns = tuple(c.replace(type=type_) if c.role == "target" else c for c in spec.columns)
    return spec.replace(columns=columns, task=task)


def targets(spec: DataSpec) -> tuple[ColumnSpec, ...]:
    """The columns to predict."""
    return tuple(column for column in spec.columns if column.role == "target")


def can_be_number(table: Table, name: str) -> bool:
    """Whether every value of the column is a number or missing."""
    values = table.columns[name]
    return is_number(values) or all(to_float(value) is not None for value in values)


def can_add_target(spec: DataSpec, table: Table, name: str) -> bool:
    """Whether the column can be predicted beside the present targets: all must be numbers."""
    others = [column for column in targets(spec) if column.name != name]
    numeric = all(column.type == "number" for column in others)
    return bool(others) and numeric and can_be_number(table, name)


def possible_tasks(spec: DataSpec, table: Table) -> tuple[Task, ...]:
    """The tasks that the present targets allow."""
    names = [column.name for column in targets(spec) if column.name in table.columns]
    if not names:
        return ()
    found: list[Task] = []
    if len(names) == 1:
        count = len(categories(table.columns[names[0]])[0])
        if count == 2:
            found.append("binary")
        if 2 <= count <= MOST_CLASSES or (count > 1 and spec.task in {"binary", "multiclass"}):
            found.append("multiclass")
    if all(can_be_number(table, name) for name in names):
        found.append("regression")
    return tuple(found)


def set_share(split: SplitSpec, part: str, share: float) -> SplitSpec:
    """One part's share of the rows; training gives or takes the difference.

    Of training's own share the other two take the rest, in the proportion they had.
    """
    others = [name for name in PARTS if name != part]
    shares = {name: getattr(split, name) for name in PARTS} | {part: share}
    if part == "train":
        rest, before = 1.0 - share, sum(shares[name] for name in others)
        for name in others:
            shares[name] = round(rest * (shares[name] / before if before else 0.5), 6)
        shares["test"] = max(round(rest - shares["validation"], 6), 0.0)
    else:
        shares["train"] = round(1.0 - shares["validation"] - shares["test"], 6)
    return split.replace(**shares)


def largest_share(split: SplitSpec, part: str) -> float:
    """The most a part can have while at least a hundredth is left for training."""
    if part == "train":
        return 1.0
    other = split.test if part == "validation" else split.validation
    return max(0.99 - other, 0.0)


def _shape_of(spec: DataSpec, columns: tuple[ColumnSpec, ...]) -> tuple[int, ...] | None:
    """The pictures' shape, as long as the same columns are their pixels."""
    before = {(c.name, c.type) for c in spec.columns if c.role == "feature"}
    after = {(c.name, c.type) for c in columns if c.role == "feature"}
    return spec.shape if before == after else None
