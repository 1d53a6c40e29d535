"""Names of files, columns and classes that look like code are data in a script, and nothing else."""

import ast
from pathlib import Path

import pytest

from engine.export.writer import literal
from engine.spec.data import ColumnSpec, CsvSource, DataSpec, InlineSource, SplitSpec
from engine.spec.project import Project
from tests.engine.export.exporting import (
    assert_formatted,
    assert_same,
    checked,
    mlp,
    run_here,
    run_program,
    training,
)

HOSTILE = [
    '"); raise SystemExit("run") #',
    "'); raise SystemExit('run') #",
    '"""\nraise SystemExit("run")\n"""',
    "line\nraise SystemExit('run')",
    "back\\slash\\",
    "{__import__('os').abort()}",
    "\u202eright to left\u202c",
    "\u2028new line\u2029",
    "naïve 名字 \U0001f600",
    "\x00\x07\x1b[31m",
    "%s %(x)s {0} ${HOME} `id`",
    "both ' and \" quotes",
    "",
    "features",
    "x" * 5000,
]
WHOLE = SplitSpec(train=0.5, validation=0.5, test=0.0, stratify=False)


def strings(code: str) -> set[str]:
    """Every string that stands in the code as a literal."""
    nodes = ast.walk(ast.parse(code))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def assert_one_statement_each(code: str, plain: str) -> None:
    """A hostile name changes no statement: the two scripts differ in literals only."""

    def without_literals(source: str) -> str:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = ""
        return ast.dump(tree)

    assert without_literals(code) == without_literals(plain)


def typed_in(name: str) -> Project:
    """A column and a class of this name, in a table typed in."""
    other = name + "2"
    source = InlineSource(
        name=name,
        columns=(name, other, "class"),
        rows=(
            (1.0, "u" + name, name + "a"),
            (2.0, "v", "b"),
            (3.0, "v", name + "a"),
            (0.5, "v", "b"),
        ),
    )
    columns = (
        ColumnSpec(name=name),
        ColumnSpec(name=other, type="category"),
        ColumnSpec(name="class", role="target", type="category"),
    )
    return Project(
        title=name,
        notes=name,
        data=DataSpec(source=source, columns=columns, split=WHOLE),
        network=mlp(3, 2),
        training=training("CrossEntropy", epochs=1),
    )


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_that_names_are_only_data(name):
    code = checked(typed_in(name))
    assert {name, ("u" + name).strip(), (name + "a").strip()} <= strings(code)
    assert_one_statement_each(code, checked(typed_in("plain")))
    assert all(line.isprintable() for line in code.split("\n"))
    if len(name) < 100:
        assert_formatted(code)


@pytest.mark.parametrize("name", [n for n in HOSTILE if n], ids=ascii)
def test_that_a_table_with_such_names_trains_alike(name):
    project = typed_in(name)
    assert_same(run_here(checked(project)), run_program(project))


@pytest.mark.parametrize(
    "name", [n for n in HOSTILE if n and len(n) < 100 and "\x00" not in n], ids=ascii
)
def test_that_such_files_are_read(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = f"{name}.csv".replace("/", "_")
    Path(file).write_text("a,b\n1,2\n2,4\n3,6\n4,8\n", encoding="utf-8")
    columns = (ColumnSpec(name="a"), ColumnSpec(name="b", role="target"))
    project = Project(
        data=DataSpec(source=CsvSource(path=file), columns=columns, split=WHOLE),
        network=mlp(1, 1),
        training=training("MSE", epochs=1),
    )
    code = checked(project, tmp_path)
    assert file in strings(code)
    assert_same(run_here(code), run_program(project, tmp_path))


def test_that_half_a_character_can_be_written():
    assert literal("\ud800'") == '"\\ud800\'"'
