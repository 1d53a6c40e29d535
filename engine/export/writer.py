"""Lines of Python in the style of `ruff format`, and which layer or phase each of them belongs to.

Only the few shapes of statement that exported scripts need are laid out: calls and collections.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

WIDTH = 88

#: Standard modules that a script may need; isort puts them before all others.
_STANDARD = frozenset({"collections.abc", "copy", "math", "typing", "zipfile"})


@dataclass(frozen=True)
class Group:
    """Something in brackets: `head` and the bracket, the items, the closing bracket and `tail`."""

    head: str
    items: "tuple[Expression, ...]"
    brackets: str = "()"
    tail: str = ""

    @property
    def is_call(self) -> bool:
        """Calls may keep their arguments in one line of their own; collections never do."""
        return bool(self.head) and self.brackets == "()"


Expression = str | Group


class Named(int):
    """A whole number that code shows by the name of a variable, such as `epochs`."""

    name: str

    def __new__(cls, value: int, name: str) -> "Named":
        """A number that knows its name."""
        number = super().__new__(cls, value)
        number.name = name
        return number

    def __mul__(self, other: int) -> "Named":
        shown = other.name if isinstance(other, Named) else str(other)
        return Named(int(self) * int(other), f"{self.name} * {shown}")


def literal(value: Any) -> str:
    """The value as code; whatever a string holds, nothing of it is ever more than a string."""
    if isinstance(value, Named):
        return value.name
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        inside = ", ".join(map(literal, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    assert value is None or isinstance(value, bool | int | float), f"no literal for {value!r}"
    return repr(value)


def _quoted(value: str) -> str:
    """Double quotes, unless single ones need fewer backslashes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    body = "".join(
        "\\" + c if c == quote else repr(c)[1:-1] if c not in "'\"" else c for c in value
    )
    return f"{quote}{body}{quote}"


def collection(values: Sequence[Any]) -> Group:
    """A list of literals, which may break over several lines."""
    items = (collection(v) if isinstance(v, list) else literal(v) for v in values)
    return Group("", tuple(items), "[]")


def call(function: str, *arguments: Any, tail: str = "") -> Group:
    """`function(arguments)`; the arguments are expressions, not values."""
    return Group(function, tuple(arguments), tail=tail)


def flat(expression: Expression) -> str:
    """The expression in one line."""
    if isinstance(expression, str):
        return expression
    opening, closing = expression.brackets[0], expression.brackets[1]
    inside = ", ".join(map(flat, expression.items))
    return f"{expression.head}{opening}{inside}{closing}{expression.tail}"


def layout(expression: Expression, before: str = "", after: str = "", indent: int = 0) -> list[str]:
    """The lines of `before expression after`, broken at brackets where one line is too short."""
    pad = " " * indent
    line = pad + before + flat(expression) + after
    if len(line) <= WIDTH or isinstance(expression, str) or not expression.items:
        return [line]
    opening, closing = expression.brackets[0], expression.brackets[1]
    lines = [pad + before + expression.head + opening]
    inside = " " * (indent + 4) + ", ".join(map(flat, expression.items))
    if expression.is_call and len(inside) <= WIDTH:
        lines.append(inside)
    else:
        comma = "," if len(expression.items) > 1 else ""
        for item in expression.items:
            lines += layout(item, after=comma, indent=indent + 4)
    return [*lines, pad + closing + expression.tail + after]


@dataclass
class Writer:
    """Collects lines, the imports they need, the functions to print in full, and who owns which.

    `owned` has the numbers of the lines of each layer, or of each phase of a step, counted from 0 in
    this writer.
    """

    lines: list[str] = field(default_factory=list)
    owned: dict[str, list[int]] = field(default_factory=dict)
    imports: set[tuple[str, str]] = field(default_factory=set)
    functions: dict[str, None] = field(default_factory=dict)
    indent: int = 0

    def add(self, *lines: str, owner: str = "") -> None:
        """Lines as they are, at the present indentation."""
        pad = " " * self.indent
        self._take([pad + line if line else "" for line in lines], owner)

    def set(self, name: str, expression: Expression, owner: str = "") -> None:
        """`name = expression`."""
        self._take(layout(expression, f"{name} = ", indent=self.indent), owner)

    def do(self, expression: Expression, owner: str = "") -> None:
        """The expression as a statement."""
        self._take(layout(expression, indent=self.indent), owner)

    def use(self, module: str, name: str = "") -> None:
        """Notes an import: `use("torch")`, `use("numpy", "as np")`, `use("torch", "nn")`."""
        self.imports.add((module, name))

    def symbol(self, target: str) -> str:
        """How code calls a declared target, with its import noted."""
        module, _, name = target.rpartition(".")
        if module in ("engine.functions", "engine.modules"):
            self.functions[name] = None
            return name
        if target.startswith("torch.nn.functional."):
            self.use("torch.nn.functional", "as F")
            return f"F.{name}"
        if target.startswith("torch.nn."):
            self.use("torch", "nn")
            return target.removeprefix("torch.")
        self.use(module.partition(".")[0])
        return target

    def _take(self, lines: Sequence[str], owner: str) -> None:
        if owner:
            start = len(self.lines)
            self.owned.setdefault(owner, []).extend(range(start, start + len(lines)))
        self.lines += lines


def import_lines(imports: set[tuple[str, str]]) -> list[str]:
    """Sorted as isort does: the standard library first, plain imports before `from` ones."""
    blocks: list[str] = []
    for standard in (True, False):
        chosen = sorted(i for i in imports if (i[0] in _STANDARD) == standard)
        plain = [f"import {m} {n}".strip() for m, n in chosen if not n or n.startswith("as ")]
        names: dict[str, list[str]] = {}
        for module, name in chosen:
            if name and not name.startswith("as "):
                names.setdefault(module, []).append(name)
        parts = [f"from {m} import {', '.join(_by_case(found))}" for m, found in names.items()]
        if plain or parts:
            blocks += [*([""] if blocks else []), *plain, *parts]
    return blocks


def _by_case(names: Sequence[str]) -> list[str]:
    """Constants, classes, then functions."""
    return sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
