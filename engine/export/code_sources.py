"""The lines that read or make the rows: scikit-learn's loaders, generated sets, CSV files, literals."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

import numpy as np

from engine.data.recognise import resolve
from engine.data.sources import inline
from engine.data.table import Table, categories, is_number
from engine.data.values import MISSING_CELLS, to_numbers
from engine.export.csv_layout import csv_layout
from engine.export.generated_sets import GENERATED_SETS, GeneratedSet
from engine.export.known_sets import IN_ORDER, KNOWN_SETS, KnownSet
from engine.export.writer import Expression, Group, Writer, call, collection, literal
from engine.files.layout import SUFFIX
from engine.spec.data import (
    BuiltinSource,
    ColumnSpec,
    CsvSource,
    DataSpec,
    GeneratedSource,
    InlineSource,
)
from engine.text import UserError, text

#: So many rows of three classes drawn by chance have all of them, beyond any doubt.
_SURE_TO_HAVE_ALL = 100
_ARCHIVES = (".gz", ".bz2", ".zip", ".xz", ".zst", ".tar", ".tgz")


@dataclass(frozen=True)
class Columns:
    """The columns in use; numbers of rows are None where only the file knows them.

    `class_sizes` has the rows of each class where the target names classes.
    """

    features: tuple[ColumnSpec, ...]
    targets: tuple[ColumnSpec, ...]
    shape: tuple[int, ...] | None
    n_rows: int | None = None
    class_sizes: tuple[int, ...] | None = None
    table: Table | None = None

    @property
    def is_regression(self) -> bool:
        """Whether numbers are predicted, not classes."""
        return all(column.type == "number" for column in self.targets)

    @property
    def names(self) -> list[str]:
        """The features' names."""
        return [column.name for column in self.features]


@dataclass(frozen=True)
class Left:
    """What the lines leave behind.

    "frame" is a DataFrame `frame`; "arrays" are `x` with two dimensions and `y`; "tensors" the same in
    torch, `x` of the shape given. `y` has one dimension or two.
    """

    form: Literal["frame", "arrays", "tensors"]
    y_dims: int = 1
    shape: tuple[int, ...] = ()
    classes: str = ""


def find_columns(spec: DataSpec) -> Columns:
    """The columns as `engine.data.recognise` finds them where the spec leaves them open.

    Raises:
        UserError: where only the file itself could tell, or no column is the target.
    """
    table, known = None, None
    if isinstance(spec.source, InlineSource):
        table = inline.read(spec.source)
        spec = resolve(spec, table)
    elif isinstance(spec.source, CsvSource):
        if not spec.columns:
            raise UserError(
                text(
                    "The columns of {file} are not known yet. Open it on the Data page.",
                    file=spec.source.path,
                )
            )
    else:
        known = _known_set(spec.source)
        if not spec.columns:
            spec = spec.replace(columns=_known_columns(known), shape=spec.shape or known.shape)
    found = Columns(
        features=tuple(c for c in spec.columns if c.role == "feature"),
        targets=tuple(c for c in spec.columns if c.role == "target"),
        shape=spec.shape,
        table=table,
    )
    if not found.targets or not found.features:
        raise UserError(text("Choose a target column and at least one feature on the Data page."))
    return _sized(found, spec, known)


def _known_set(source: BuiltinSource | GeneratedSource) -> KnownSet | GeneratedSet:
    sets: dict[str, KnownSet] | dict[str, GeneratedSet] = (
        KNOWN_SETS if isinstance(source, BuiltinSource) else GENERATED_SETS
    )
    if source.name not in sets:
        raise UserError(text("There is no data set called “{name}”.", name=source.name[:60]))
    return sets[source.name]


def _known_columns(known: KnownSet | GeneratedSet) -> tuple[ColumnSpec, ...]:
    has_classes = known.class_sizes if isinstance(known, KnownSet) else known.n_classes
    kind: Literal["number", "category"] = "category" if has_classes else "number"
    return (
        *(ColumnSpec(name=name) for name in known.features),
        *(ColumnSpec(name=name, role="target", type=kind) for name in known.targets),
    )


def _sized(found: Columns, spec: DataSpec, known: KnownSet | GeneratedSet | None) -> Columns:
    n_rows: int | None = None
    sizes: tuple[int, ...] | None = None
    own_target = known is not None and [c.name for c in found.targets] == list(known.targets)
    if isinstance(known, KnownSet):
        n_rows, sizes = known.n_rows, known.class_sizes if own_target else None
    elif isinstance(known, GeneratedSet) and isinstance(spec.source, GeneratedSource):
        n_rows = spec.source.size
        drawn = spec.source.name == "three_class" and n_rows < _SURE_TO_HAVE_ALL
        sizes = known.class_sizes(n_rows) if own_target and not drawn else None
    elif found.table is not None:
        names = [c.name for c in (*found.targets, *found.features)]
        whole = [name for name in names if not _has_gaps(found.table, name)]
        if names == whole:
            n_rows = found.table.n_rows
            indices = categories(found.table.columns[found.targets[0].name])[1]
            sizes = tuple(np.bincount(indices).tolist())
    return Columns(
        found.features,
        found.targets,
        found.shape,
        n_rows,
        None if found.is_regression else sizes,
        found.table,
    )


def _has_gaps(table: Table, name: str) -> bool:
    return bool((categories(table.columns[name])[1] < 0).any())


def write_source(code: Writer, spec: DataSpec, columns: Columns, folder: Path | None) -> Left:
    """Writes the lines for the source, the shortest ones that these columns allow."""
    source = spec.source
    raw = spec.scale == "none" and not spec.scale_target
    match source:
        case BuiltinSource():
            return _write_builtin(code, source, columns)
        case GeneratedSource():
            return _write_generated(code, source, columns, raw)
        case InlineSource():
            return _write_inline(code, columns, raw)
        case CsvSource():
            return _write_csv(code, source, spec, columns, folder)


def _is_whole_set(columns: Columns, known: KnownSet | GeneratedSet) -> bool:
    """Whether all of a set's columns are used for what they are, in their order."""
    return (
        columns.names == list(known.features)
        and all(column.type == "number" for column in columns.features)
        and [column.name for column in columns.targets] == list(known.targets)
    )


def _write_builtin(code: Writer, source: BuiltinSource, columns: Columns) -> Left:
    known, loader = KNOWN_SETS[source.name], f"load_{source.name}"
    code.use("sklearn.datasets", loader)
    if _is_whole_set(columns, known):
        if columns.is_regression or source.name in IN_ORDER:
            code.add(f"x, y = {loader}(return_X_y=True)")
            return Left("arrays", len(known.targets), classes=str(len(known.class_sizes)))
        code.use("numpy", "as np")
        code.add(
            f"data = {loader}()",
            "x = data.data",
            "# The classes in the order of their names.",
            "classes, y = np.unique(data.target_names[data.target], return_inverse=True)",
        )
        return Left("arrays", classes=str(len(known.class_sizes)))
    code.add(f"data = {loader}(as_frame=True)", "frame = data.frame")
    if known.named:
        code.add(f'frame["{known.targets[0]}"] = data.target_names[data.target]')
    else:
        renamed = zip(known.loaded, known.targets, strict=True)
        pairs = ", ".join(f'"{old}": "{new}"' for old, new in renamed)
        code.add(f"frame = frame.rename(columns={{{pairs}}})")
    return Left("frame")


def _write_generated(code: Writer, source: GeneratedSource, columns: Columns, raw: bool) -> Left:
    made = GENERATED_SETS[source.name]
    code.use(*(("torch",) if made.torch else ("numpy", "as np")))
    code.add(*made.lines(source))
    whole = _is_whole_set(columns, made)
    y_dims = min(len(made.targets), 2)
    # So few rows may lack a class, and classes are numbered without gaps.
    lacking = source.name == "three_class" and source.size < _SURE_TO_HAVE_ALL
    if whole and not lacking:
        classes = str(len(made.class_sizes(source.size)))
        if made.torch and raw:
            return Left("tensors", y_dims, made.shape or (len(made.features),), classes)
        if made.torch:
            flat_x = ".flatten(1)" if made.shape else ""
            code.add(f"x, y = x{flat_x}.double().numpy(), y.numpy()")
        return Left("arrays", y_dims, classes=classes)
    code.use("pandas", "as pd")
    features = collection(list(made.features))
    if len(made.features) > 2:
        stem = made.features[0].rstrip("01")
        first = made.features[0].removeprefix(stem)
        number = "i" if first == "0" else "i + 1"
        features = Group("", (f'f"{stem}{{{number}}}" for i in range({len(made.features)})',), "[]")
    x = "x.flatten(1).double().numpy()" if made.torch else "x"
    code.set("frame", call("pd.DataFrame", x, Group("columns=", features.items, "[]")))
    y = "y.numpy()" if made.torch else "y"
    if len(made.targets) == 1:
        code.add(f'frame["{made.targets[0]}"] = {y}')
    else:
        code.add(f"frame[{literal(list(made.targets))}] = {y}")
    return Left("frame")


def _write_inline(code: Writer, columns: Columns, raw: bool) -> Left:
    table = columns.table
    assert table is not None, "an inline table has been read"
    target = columns.targets[0]
    plain = columns.n_rows is not None and all(c.type == "number" for c in columns.features)
    if not plain:
        code.use("pandas", "as pd")
        pairs = [
            Group(f"{literal(c.name)}: ", tuple(map(literal, _cells(table, c))), "[]")
            for c in (*columns.features, *columns.targets)
        ]
        code.set("frame", call("pd.DataFrame", Group("", tuple(pairs), "{}")))
        return Left("frame")
    code.use(*(("torch",) if raw else ("numpy", "as np")))
    maker = "torch.tensor" if raw else "np.array"
    code.set("x", call(maker, _matrix([_cells(table, c) for c in columns.features])))
    if columns.is_regression:
        code.set("y", call(maker, _matrix([_cells(table, c) for c in columns.targets])))
        return Left("tensors" if raw else "arrays", 2, (len(columns.features),))
    names, indices = categories(table.columns[target.name])
    if not is_number(table.columns[target.name]):
        code.set("classes", collection(list(names)))
    code.set("y", call(maker, collection(indices.tolist())))
    return Left("tensors" if raw else "arrays", 1, (len(columns.features),), str(len(names)))


def _file(code: Writer, name: str, folder: Path | None) -> str:
    """Code for the file: its path from `folder` on where it lies there, or the data in a project file."""
    path = PurePath(name)
    if folder is not None and path.is_absolute() and path.is_relative_to(folder):
        path = path.relative_to(folder)
        name = path.as_posix()
    if path.parent.parent.suffix == SUFFIX:
        code.use("zipfile", "ZipFile")
        member = literal(f"{path.parent.name}/{path.name}")
        return f"ZipFile({literal(path.parent.parent.as_posix())}).open({member})"
    if "://" in name or name.lower().endswith(_ARCHIVES):
        return f'open({literal(name)}, "rb")'  # else pandas would fetch an address or unpack
    return literal(name)


def _matrix(columns: list[list[object]]) -> Group:
    rows = (collection(list(row)) for row in zip(*columns, strict=True))
    return Group("", tuple(rows), "[]")


def _cells(table: Table, column: ColumnSpec) -> list[object]:
    """A column's cells as numbers or words, None where there is no value."""
    values = table.columns[column.name]
    if column.type == "number" and not is_number(values):
        values = to_numbers(values, column.name)
    return [None if cell is None or cell != cell else cell for cell in values.tolist()]  # noqa: PLR0124 - NaN


def _write_csv(
    code: Writer, source: CsvSource, spec: DataSpec, columns: Columns, folder: Path | None
) -> Left:
    layout = csv_layout(source, folder)
    found = layout.dialect
    arguments: list[Expression] = [_file(code, source.path, folder)]
    if found.delimiter != ",":
        arguments.append(f"sep={literal(found.delimiter)}")
    if found.decimal != ".":
        arguments.append(f"decimal={literal(found.decimal)}")
    if layout.encoding != "utf-8":
        arguments.append(f"encoding={literal(layout.encoding)}")
    if not found.header or found.renamed:
        arguments.append(f"header={0 if found.header else None}")
        names = found.names or tuple(column.name for column in spec.columns)
        arguments.append(Group("names=", tuple(map(literal, names)), "[]"))
    arguments += ["skipinitialspace=True", "low_memory=False"]
    arguments += ['na_values=["", *missing]', "keep_default_na=False"]
    code.use("pandas", "as pd")
    code.add("# What stands for a missing value.", "missing = (")
    words = [word for word in MISSING_CELLS if word]
    half = len(words) // 2
    code.add(f'    "{" ".join(words[:half])} "', f'    "{" ".join(words[half:])}"', ").split()")
    code.set("frame", call("pd.read_csv", *arguments))
    if layout.padded:
        code.add('for name in frame.select_dtypes("str"):')
        code.add("    frame[name] = frame[name].str.strip()")
    used = [c.name for c in (*columns.features, *columns.targets)]
    if absent := [name for name in used if found.names and name not in found.names]:
        raise UserError(
            text("{file} has no column “{name}”.", file=source.path, name=absent[0][:60])
        )
    return Left("frame")
