"""What torch lacks, word for word from `engine/functions.py` and `engine/modules.py`, read without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.export.writer import Writer

_FOLDER = Path(__file__).resolve().parent.parent
_FILES = (_FOLDER / "functions.py", _FOLDER / "modules.py")


@dataclass(frozen=True)
class _Definition:
    """The lines of a function or a class, and the imports that they need, as `Writer.use` takes them."""

    lines: tuple[str, ...]
    imports: tuple[tuple[str, str], ...]


@cache
def _definitions() -> dict[str, _Definition]:
    return {name: found for file in _FILES for name, found in _read(file)}


def _read(file: Path) -> Iterator[tuple[str, _Definition]]:
    source = file.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    imports = _imports(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert node.end_lineno is not None, "parsed from text"
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            names = {used.id for used in ast.walk(node) if isinstance(used, ast.Name)}
            needed = tuple(imports[name] for name in sorted(names & set(imports)))
            yield node.name, _Definition(tuple(lines[first - 1 : node.end_lineno]), needed)


def _imports(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """What each imported name of a file stands for."""
    found: dict[str, tuple[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.name: (node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name
                found[name] = (alias.name, f"as {alias.asname}" if alias.asname else "")
    return found


def function_names() -> frozenset[str]:
    """Every name that a printed definition may bring into a script."""
    return frozenset(_definitions())


def write_functions(code: Writer, names: list[str]) -> None:
    """The definitions of these names, each set off by two blank lines, with their imports noted."""
    for name in names:
        definition = _definitions()[name]
        code.add(*definition.lines, "", "")
        for module, imported in definition.imports:
            code.use(module, imported)
