"""Advice is about a machine of a known size."""

import pytest

from engine import machine


@pytest.fixture(autouse=True)
def sixteen_gibibytes(monkeypatch):
    """The machine has as much memory here wherever the tests run."""
    monkeypatch.setattr(machine, "memory", lambda: 16 * 2**30)
