"""Plots are tested in the dress they wear."""

import pytest

from gui.theme import theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme().apply(qapp)
