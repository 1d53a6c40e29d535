"""The functions that torch lacks, word for word from `engine/functions.py`, read without running it."""

import ast
from functools import cache
from pathlib import Path

from engine.export.writer import Writer

_FILE = Path(__file__).resolve().parent.parent / "functions.py"


@cache
def _source() -> tuple[str, ast.Module]:
    source = _FILE.read_text(encoding="utf-8")
    return source, ast.parse(source)


@cache
def _definitions() -> dict[str, ast.FunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name: node for node in _source()[1].body if isinstance(node, kinds)}


@cache
def _imports() -> dict[str, tuple[str, str]]:
    """What each imported name of the file stands for, as `Writer.use` takes it."""
    found: dict[str, tuple[str, str]] = {}
    for node in _source()[1].body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.name: (node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name
                found[name] = (alias.name, f"as {alias.asname}" if alias.asname else "")
    return found


def function_names() -> frozenset[str]:
    """Every name that a printed function may bring into a script."""
    return frozenset(_definitions())


def write_functions(code: Writer, names: list[str]) -> None:
    """The definitions of these names, each set off by two blank lines, with their imports noted."""
    lines = _source()[0].splitlines()
    for name in names:
        node = _definitions()[name]
        assert node.end_lineno is not None, "parsed from text"
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        code.add(*lines[first - 1 : node.end_lineno], "", "")
        for used in ast.walk(node):
            if isinstance(used, ast.Name) and used.id in _imports():
                code.use(*_imports()[used.id])
