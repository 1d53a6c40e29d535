"""An operation's settings with their types: what ATen's schema promises of each."""

from collections.abc import Sequence

from engine.explain.operation import Operation


def whole(operation: Operation, name: str) -> int:
    """A whole number."""
    number = operation.settings[name]
    assert isinstance(number, int), name
    return number


def real(operation: Operation, name: str) -> float:
    """A number."""
    number = operation.settings[name]
    assert isinstance(number, int | float), name
    return float(number)


def wholes(operation: Operation, name: str, count: int = 1) -> tuple[int, ...]:
    """A list of whole numbers; where there is one a dimension, one alone is that of all `count`."""
    numbers = operation.settings[name]
    listed = [numbers] if isinstance(numbers, int) else numbers
    assert isinstance(listed, Sequence), name
    return tuple(int(number) for number in listed) * (count if len(listed) == 1 else 1)
