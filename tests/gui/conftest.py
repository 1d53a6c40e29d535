"""What every test of the screen has: the program's own look, settings of its own, the whole window."""

import gc

import pytest

from gui.theme import theme
from gui.translate import set_language
from tests.journeys.conftest import garbage, open_window, settings, user

__all__ = ["garbage", "open_window", "settings", "user"]


@pytest.fixture(autouse=True)
def own_look(qapp):
    """Fonts, style sheet and language as in the program; widths depend on them."""
    theme().apply(qapp)
    set_language("en")


@pytest.fixture(autouse=True)
def collected_between_tests():
    """A widget that a test has left is closed by Qt first, and only then collected by Python.

    The other way round, a widget without parent loses its attributes while Qt still takes the focus
    from it, and its slots fail.
    """
    gc.disable()
    yield
    gc.enable()
