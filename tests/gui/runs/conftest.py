"""The file of runs, and windows with its list open."""

import pytest
from PySide6.QtCore import Qt

from engine.runs.place import runs_file
from engine.runs.store import RunStore
from tests.gui.runs.listing import record


@pytest.fixture
def file():
    """The file of runs, as another program writes it."""
    store = RunStore(runs_file())
    yield store
    store.close()


@pytest.fixture
def opened(open_window, user, qtbot, file):
    """A window with the list open on these runs."""

    def make(**runs):
        ids = {name: record(file, name=name, **facts) for name, facts in runs.items()}
        window = open_window()
        user.press(
            window,
            Qt.Key.Key_R,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        table = window.runs.drawer.table
        qtbot.waitUntil(lambda: table.shown_count == len(runs), timeout=10_000)
        assert set(window.runs.watch._known) == set(ids.values())
        return window, table, ids

    return make
