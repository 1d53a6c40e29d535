"""Counts with their words, in the language on screen."""

from engine import numbers
from gui.translate import tr


def parameters(count: int) -> str:
    """`1 param`, `2 144 params`."""
    return tr("1 param") if count == 1 else tr("{count} params").format(count=numbers.count(count))


def layers(count: int) -> str:
    """`1 layer`, `12 layers`."""
    return tr("1 layer") if count == 1 else tr("{count} layers").format(count=numbers.count(count))
