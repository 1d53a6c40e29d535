"""Typed parameter fields: what a value may be, its default, its unit and its help.

A field says everything a form, a command line and a file need to know of one parameter, so
bounds and error sentences are written once.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from engine.text import Text, UserError, text


@dataclass(frozen=True, kw_only=True)
class Field:
    """One parameter: PyTorch's name, the default, one line of help, and a label where the name is not enough.

    A `rare` one is seldom changed: a form shows it only when asked, or when it was changed.
    """

    name: str
    default: Any
    help: str = ""
    label: str = ""
    rare: bool = False

    def check(self, value: Any) -> Any:
        """The value in its normal form.

        Raises:
            UserError: when the value is not allowed; the sentence names the field and the bounds.
        """
        raise TypeError(f"{type(self).__name__} declares no check for {value!r}")

    def fail(self, expected: Text, value: Any) -> UserError:
        """The error for a refused value."""
        shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "…"
        return UserError(
            text(
                "{field} must be {expected}, not {value}.",
                field=self.name,
                expected=expected,
                value=shown,
            )
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _items(value: Any) -> list[Any]:
    """A list's items; a value by itself is a list of one."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _range(kind: Text, low: float | None, high: float | None) -> Text:
    if low is not None and high is not None:
        return text("{kind} from {low} to {high}", kind=kind, low=low, high=high)
    if low is not None:
        return text("{kind} of at least {low}", kind=kind, low=low)
    if high is not None:
        return text("{kind} of at most {high}", kind=kind, high=high)
    return kind


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number within closed bounds; with `optional`, None means off or automatic.

    `zero` is the word shown in place of 0 where 0 stands for something, such as “automatic”.
    """

    low: int | None = None
    high: int | None = None
    optional: bool = False
    zero: str = ""

    @override
    def check(self, value: Any) -> int | None:
        if value is None and self.optional:
            return None
        whole = _is_number(value) and math.isfinite(value) and value == int(value)
        if (
            not whole
            or (self.low is not None and value < self.low)
            or (self.high is not None and value > self.high)
        ):
            raise self.fail(_range(text("a whole number"), self.low, self.high), value)
        return int(value)


@dataclass(frozen=True, kw_only=True)
class Real(Field):
    """A finite real number; `above`/`below` are open bounds, `low`/`high` closed ones."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    below: float | None = None
    optional: bool = False

    @override
    def check(self, value: Any) -> float | None:
        if value is None and self.optional:
            return None
        allowed = (
            _is_number(value)
            and math.isfinite(value)
            and (self.low is None or value >= self.low)
            and (self.high is None or value <= self.high)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )
        if not allowed:
            raise self.fail(self._expected(), value)
        return float(value)

    def _expected(self) -> Text:
        kind = text("a number")
        if self.above is not None and self.below is not None:
            return text(
                "a number between {low} and {high}, both excluded", low=self.above, high=self.below
            )
        if self.above is not None and self.high is not None:
            return text("a number above {low} and at most {high}", low=self.above, high=self.high)
        if self.low is not None and self.below is not None:
            return text(
                "a number of at least {low} and below {high}", low=self.low, high=self.below
            )
        if self.above is not None:
            return text("a number above {low}", low=self.above)
        if self.below is not None:
            return text("a number below {high}", high=self.below)
        return _range(kind, self.low, self.high)


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    @override
    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.fail(text("true or false"), value)
        return value


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a few words."""

    options: tuple[str, ...]

    @override
    def check(self, value: Any) -> str:
        if value not in self.options:
            raise self.fail(text("one of {options}", options=", ".join(self.options)), value)
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Size(Field):
    """A size along `dims` dimensions: one whole number for all, or one each; or one of `words`.

    Kept as a plain int when all dimensions are equal, else as a tuple.
    """

    dims: int
    low: int = 0
    words: tuple[str, ...] = ()
    optional: bool = False

    @override
    def check(self, value: Any) -> int | tuple[int, ...] | str | None:
        if value is None and self.optional:
            return None
        if isinstance(value, str) and value in self.words:
            return value
        items = _items(value)
        whole = all(
            _is_number(v) and math.isfinite(v) and v == int(v) and v >= self.low for v in items
        )
        if not whole or len(items) not in (1, self.dims):
            expected = text(
                "a whole number of at least {low}, or {dims} of them", low=self.low, dims=self.dims
            )
            if self.dims == 1:
                expected = text("a whole number of at least {low}", low=self.low)
            if self.words:
                words = ", ".join(self.words)
                expected = text("{size}, or {words}", size=expected, words=words)
            raise self.fail(expected, value)
        sizes = tuple(int(v) for v in items)
        return sizes[0] if len(set(sizes)) == 1 else sizes


@dataclass(frozen=True, kw_only=True)
class Wholes(Field):
    """A list of whole numbers, such as a shape; `count` fixes its length."""

    low: int | None = None
    count: int | None = None
    optional: bool = False

    @override
    def check(self, value: Any) -> tuple[int, ...] | None:
        if value is None and self.optional:
            return None
        items = _items(value)
        item = Whole(name=self.name, default=0, low=self.low)
        if not items or (self.count is not None and len(items) != self.count):
            raise self.fail(text("a list of whole numbers"), value)
        return tuple(int(item.check(v) or 0) for v in items)


@dataclass(frozen=True, kw_only=True)
class Reals(Field):
    """A list of numbers, such as Adam's betas; `count` fixes its length, `low`/`below` bound each."""

    low: float | None = None
    below: float | None = None
    count: int | None = None
    optional: bool = False

    @override
    def check(self, value: Any) -> tuple[float, ...] | None:
        if value is None and self.optional:
            return None
        items = _items(value)
        item = Real(name=self.name, default=0.0, low=self.low, below=self.below)
        if not items or (self.count is not None and len(items) != self.count):
            raise self.fail(text("a list of numbers"), value)
        return tuple(float(item.check(v) or 0.0) for v in items)


def check_params(fields: Sequence[Field], params: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """Every field's value, defaults filled in.

    Args:
        fields: what is declared.
        params: what was set.
        owner: named in errors, such as a layer's or an optimizer's name.

    Raises:
        UserError: for an unknown parameter or a refused value.
    """
    known = {f.name for f in fields}
    for name in params:
        if name not in known:
            raise UserError(
                text(
                    "{owner} has no parameter “{name}”. It has: {known}.",
                    owner=owner,
                    name=name[:60],
                    known=", ".join(sorted(known)) or "–",
                )
            )
    values = {}
    for field in fields:
        try:
            values[field.name] = field.check(params.get(field.name, field.default))
        except UserError as error:
            raise UserError(text("{owner}: {reason}", owner=owner, reason=error.text)) from None
    return values
