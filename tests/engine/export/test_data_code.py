"""The data section: the same rows, split and preparation as the program's."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.preprocess import Prepared, prepare
from engine.data.sources import BUILTIN_NAMES, GENERATED_NAMES, open_source
from engine.export.generated_sets import GENERATED_SETS
from engine.export.known_sets import KNOWN_SETS
from engine.export.python_code import python_code
from engine.spec.data import (
    BuiltinSource,
    ColumnSpec,
    CsvSource,
    DataSpec,
    GeneratedSource,
    InlineSource,
    SplitSpec,
)
from engine.spec.project import Project
from engine.text import UserError
from tests.engine.export.exporting import (
    assert_formatted,
    assert_same,
    checked,
    mlp,
    resolved,
    run_here,
    run_program,
    stack,
    training,
    wine,
)


def project_on(data: DataSpec, folder: Path | None = None) -> tuple[Project, Prepared]:
    """A small network that fits the data, and the data as the program prepares it."""
    prepared = prepare(data, open_source(data.source, folder))
    outputs = len(prepared.classes) or len(prepared.target_names)
    network = mlp(prepared.shape[0], outputs)
    if len(prepared.shape) > 1:
        network = stack(prepared.shape, ("Flatten", {}), ("Linear", {"out_features": outputs}))
    loss = "CrossEntropy" if prepared.classes else "MSE"
    return Project(data=data, network=network, training=training(loss, epochs=1)), prepared


def assert_rows_alike(data: DataSpec, folder: Path | None = None) -> str:
    """Runs the data section alone and compares every part of it with the program's."""
    project, prepared = project_on(data, folder)
    code = python_code(project, folder)
    assert_formatted(code)
    before, _, rest = code.partition("# Data\n")
    section = before + rest[: rest.index("\n\n\n")]
    space: dict[str, torch.Tensor] = {}
    exec(compile(section, "exported.py", "exec"), space)
    parts = {"train": prepared.train, "validation": prepared.validation, "test": prepared.test}
    if not len(prepared.validation) and not len(prepared.test):
        parts = {"": prepared.train}
    for name, rows in parts.items():
        suffix = f"_{name}" if name else ""
        if not len(rows):
            assert f"x{suffix}" not in space
            continue
        x, y = space[f"x{suffix}"], space[f"y{suffix}"]
        assert x.dtype == torch.float32
        np.testing.assert_allclose(x.numpy(), prepared.x[rows], rtol=1e-5, atol=1e-6)
        assert x.shape[1:] == prepared.shape
        assert y.numpy().dtype == prepared.y.dtype
        np.testing.assert_allclose(y.numpy(), prepared.y[rows], rtol=1e-5, atol=1e-6)
    return code


SPLITS = [
    SplitSpec(),
    SplitSpec(stratify=False, seed=5),
    SplitSpec(shuffle=False, train=0.6, validation=0.2, test=0.2),
    SplitSpec(train=0.8, validation=0.2, test=0.0),
    SplitSpec(train=0.8, validation=0.0, test=0.2, shuffle=False),
    SplitSpec(train=1.0, validation=0.0, test=0.0),
]


@pytest.mark.parametrize("name", BUILTIN_NAMES)
@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
def test_that_builtin_sets_are_prepared_alike(name, scale):
    data = DataSpec(source=BuiltinSource(name=name), scale=scale, scale_target=scale == "standard")
    assert_rows_alike(data)
    shaped = resolved(wine().replace(data=data)).data
    assert_rows_alike(shaped)


@pytest.mark.parametrize("split", SPLITS, ids=repr)
@pytest.mark.parametrize("name", ["wine", "diabetes"])
def test_that_every_split_is_the_same(name, split):
    assert_rows_alike(DataSpec(source=BuiltinSource(name=name), split=split))


@pytest.mark.parametrize("name", GENERATED_NAMES)
@pytest.mark.parametrize("size", [7, 150])
def test_that_generated_sets_are_the_same(name, size):
    if size == 7 and name in {"blobs", "three_class"}:
        size = 21
    for scale in ("none", "standard"):
        source = GeneratedSource(name=name, size=size, noise=0.3, seed=11)
        assert_rows_alike(DataSpec(source=source, scale=scale, scale_target=scale == "standard"))


def test_that_too_few_rows_of_a_class_are_split_by_chance():
    split = SplitSpec(train=0.98, validation=0.01, test=0.01)
    code = assert_rows_alike(DataSpec(source=BuiltinSource(name="wine"), split=split))
    assert "stratify" not in code


def columns(**roles: str) -> tuple[ColumnSpec, ...]:
    """`name="number"`, `name="category"`, or `name="target category"`."""
    found = []
    for name, role in roles.items():
        target, _, kind = role.rpartition(" ")
        found.append(ColumnSpec(name=name, role="target" if target else "feature", type=kind))
    return tuple(found)


@pytest.mark.parametrize(
    ("source", "chosen"),
    [
        (BuiltinSource(name="wine"), columns(proline="number", hue="target number")),
        (BuiltinSource(name="wine"), columns(proline="number", cultivar="target category")),
        (
            BuiltinSource(name="diabetes"),
            columns(sex="category", bmi="number", progression="target number"),
        ),
        (BuiltinSource(name="linnerud"), columns(weight="number", Jumps="target number")),
        (BuiltinSource(name="digits"), columns(pixel_2_2="number", digit="target number")),
        (GeneratedSource(name="spirals"), columns(x2="number", x1="target number")),
        (
            GeneratedSource(name="three_class"),
            columns(x4="number", x2="number", x1="target number"),
        ),
        (
            GeneratedSource(name="random_images", size=9),
            columns(pixel3="number", y2="target number"),
        ),
        (
            GeneratedSource(name="moons"),
            columns(x1="number", x2="number", **{"class": "target number"}),
        ),
    ],
    ids=repr,
)
def test_that_columns_can_be_chosen(source, chosen):
    assert_rows_alike(DataSpec(source=source, columns=chosen, scale_target=True))
    assert_rows_alike(DataSpec(source=source, columns=chosen, scale="none"))


INLINE = InlineSource(
    columns=("size", "color", "price"),
    rows=(
        (1.0, "red", "cheap"),
        (None, "blue", "dear"),
        (3.5, None, "dear"),
        (2.0, "red", None),
        (4.0, "green", "dear"),
        (-7.25, "blue", "cheap"),
    ),
)


@pytest.mark.parametrize("missing", ["mean", "median", "zero", "drop"])
def test_that_a_table_typed_in_is_printed_whole(missing):
    split = SplitSpec(train=0.5, validation=0.5, test=0.0, stratify=False)
    chosen = columns(size="number", color="category", price="target category")
    assert_rows_alike(DataSpec(source=INLINE, columns=chosen, missing=missing, split=split))
    numbers = columns(size="number", price="target category")
    assert_rows_alike(DataSpec(source=INLINE, columns=numbers, missing=missing, split=split))


def test_that_typed_classes_keep_their_names():
    rows = ((1.0, "b"), (2.0, "a"), (3.0, "b"))
    source = InlineSource(columns=("x", "kind"), rows=rows)
    whole = SplitSpec(train=1.0, validation=0.0, test=0.0)
    code = assert_rows_alike(DataSpec(source=source, scale="none", split=whole))
    assert 'classes = ["a", "b"]\n' in code
    assert "y = torch.tensor([1, 0, 1])\n" in code


CSV = """id;weight;color;size;grade;price
1;1,5;red;3;A;10,5
2;?;blue ;4;B;11
3;2,5;;5;A;12,25
4;3,25;red;NA;B;13
5;1,75;green;7;C;n/a
6;8,5;blue;8;C;15,5
7;2,25;red;9;A;9
8;3;blue;3;B;8,5
9;1;green;4;A;11,25
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("missing", ["mean", "median", "zero", "drop"])
@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
@pytest.mark.parametrize(
    "chosen",
    [
        columns(weight="number", size="number", price="target number"),
        columns(weight="number", color="category", size="number", price="target number"),
        columns(size="number", weight="number", color="category", grade="target category"),
        columns(color="category", size="category", grade="target category"),
        columns(weight="number", size="target number", price="target number"),
    ],
    ids=repr,
)
def test_that_a_csv_file_is_prepared_alike(table, chosen, missing, scale):
    split = SplitSpec(train=0.7, validation=0.3, test=0.0, seed=3)
    source = CsvSource(path="table.csv")
    data = DataSpec(
        source=source, columns=chosen, missing=missing, scale=scale, split=split, scale_target=True
    )
    assert_rows_alike(data, table)


def test_that_a_csv_file_trains_alike(table):
    chosen = columns(weight="number", color="category", grade="target category")
    split = SplitSpec(train=0.7, validation=0.3, test=0.0, stratify=False)
    data = DataSpec(source=CsvSource(path=str(table / "table.csv")), columns=chosen, split=split)
    project, _ = project_on(data, table)
    code = checked(project, table)
    assert 'pd.read_csv(\n    "table.csv",' in code
    assert_same(run_here(code), run_program(project, table))


def test_that_a_file_without_a_header_gets_its_names(table):
    (table / "bare.csv").write_text("1,2\n2,4\n3,6\n4,8\n5,10\n", encoding="utf-16")
    data = DataSpec(source=CsvSource(path="bare.csv"))
    project = resolved(wine().replace(data=data), table)
    split = SplitSpec(train=0.6, validation=0.4, test=0.0)
    code = assert_rows_alike(project.data.replace(split=split), table)
    assert 'names=["column_1", "column_2"]' in code


def test_that_code_can_be_written_without_the_file():
    chosen = columns(a="number", b="target number")
    data = DataSpec(source=CsvSource(path="gone.csv"), columns=chosen)
    code = python_code(wine("MSE").replace(data=data, network=mlp(1, 1)))
    assert '"gone.csv"' in code
    with pytest.raises(UserError, match=r"gone\.csv"):
        python_code(wine().replace(data=DataSpec(source=CsvSource(path="gone.csv"))))


def test_that_data_inside_a_project_is_read_from_it():
    chosen = columns(a="number", b="target number")
    data = DataSpec(source=CsvSource(path="/home/me/wine.netw/data/wine.csv"), columns=chosen)
    code = python_code(wine("MSE").replace(data=data, network=mlp(1, 1)), Path("/home/me"))
    assert 'ZipFile("wine.netw").open("data/wine.csv")' in code
    assert_formatted(code)


def test_that_addresses_are_files_only():
    chosen = columns(a="number", b="target number")
    data = DataSpec(source=CsvSource(path="https://example.org/a.csv"), columns=chosen)
    code = python_code(wine("MSE").replace(data=data, network=mlp(1, 1)))
    assert 'open("https://example.org/a.csv", "rb")' in code


def test_that_the_known_facts_are_the_sets_own():
    assert set(KNOWN_SETS) == set(BUILTIN_NAMES)
    for name, known in KNOWN_SETS.items():
        table = open_source(BuiltinSource(name=name))
        assert (*known.features, *known.targets) == tuple(table.columns)
        assert (known.targets, known.shape, known.n_rows) == (
            table.targets,
            table.shape,
            table.n_rows,
        )
        if known.class_sizes:
            counts = np.unique(table.columns[known.targets[0]].astype("U"), return_counts=True)[1]
            assert sorted(known.class_sizes) == sorted(counts.tolist())
    assert set(GENERATED_SETS) == set(GENERATED_NAMES)
    for name, made in GENERATED_SETS.items():
        table = open_source(GeneratedSource(name=name, size=40))
        assert (*made.features, *made.targets) == tuple(table.columns)
        assert made.shape == table.shape
