"""What every test of the screen has: the program's own look, settings of its own, the whole window."""

import pytest

from gui.theme import theme
from gui.translate import set_language
from tests.journeys.conftest import open_window, settings, user

__all__ = ["open_window", "settings", "user"]


@pytest.fixture(autouse=True)
def own_look(qapp):
    """Fonts, style sheet and language as in the program; widths depend on them."""
    if not qapp.styleSheet():
        theme().apply(qapp)
    set_language("en")
