"""Offscreen unless told otherwise, one thread, and nothing of the user's own settings."""

import gc
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
if "DISPLAY" not in os.environ or os.environ.get("NETWRIGHT_TEST_SCREEN") != "x11":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

#: Milliseconds. A machine with much else to do must not fail a test that waits for the right thing.
PATIENCE = 30_000


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Settings, recovery files and runs of a test go to a folder of its own."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("NETWRIGHT_RUNS", str(tmp_path / "runs" / "runs.sqlite"))


def pytest_collection_finish():
    """As in the program: what is loaded stays, and only the main thread collects garbage.

    A test of the engine would otherwise collect, in a thread of its own, the windows that tests
    before it have left; their timers go on in the main thread and fire at objects that are gone.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol():
    """What a test has left goes between tests: first what Qt is to delete, then Python's garbage.

    A window that stays is dressed anew with each later style sheet, for seconds. Collected before it
    is closed, a widget loses its attributes while Qt still takes the focus from it, and its slots fail.
    """
    result = yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    due = [age for age, most in enumerate(gc.get_threshold()) if gc.get_count()[age] > most]
    if due:
        gc.collect(max(due))
    return result


class PatientBot(QtBot):
    """Waits as long as a busy machine may need, where the test does not say how long."""

    def waitUntil(self, callback, *, timeout=PATIENCE):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE, **options):
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals, *, timeout=PATIENCE, **options):
        return super().waitSignals(signals, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp, request):
    """pytest-qt's, with more patience."""
    return PatientBot(request)
