"""Offscreen unless told otherwise, one thread, and nothing of the user's own settings."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
if "DISPLAY" not in os.environ or os.environ.get("NETWRIGHT_TEST_SCREEN") != "x11":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Settings, recovery files and runs of a test go to a folder of its own."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("NETWRIGHT_RUNS", str(tmp_path / "runs" / "runs.sqlite"))
