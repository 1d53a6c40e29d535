"""Runs put into the file, and the list of them as a user's mouse meets it."""

import uuid

from PySide6.QtCore import QPoint, Qt

from engine.runs.points import PointWriter
from engine.runs.run import Standing
from gui.runs.column_widths import ColumnWidths
from gui.runs.model import PLACES
from tests.engine.runs.making import add_epoch, add_steps, begun, new_run, project


def record(store, losses=(0.5, 0.4), state="finished", name="", settings=None):
    new = new_run(uuid.uuid4().hex, project=project(**settings) if settings else project())
    store.begin(new)
    history = begun()
    for loss in losses:
        add_epoch(add_steps(history, 10), loss, loss, accuracy=1 - loss)
    PointWriter(store, new.id).write(history)
    store.note(new.id, Standing.of(history), state)
    if name:
        store.rename(new.id, name)
    return new.id


def names(table):
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cell(table, name, column):
    row = names(table).index(name)
    return table.model().index(row, PLACES[column])


def place_of(qtbot, table, index):
    """Where a cell is, once the columns are as wide as what has changed needs."""
    widths = table.findChild(ColumnWidths)
    qtbot.waitUntil(lambda: not widths._soon.isActive())
    table.scrollTo(index)
    return table.visualRect(index).center()


def click(qtbot, table, index, modifier=Qt.KeyboardModifier.NoModifier):
    place = place_of(qtbot, table, index)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def sort_by(qtbot, table, column):
    header = table.horizontalHeader()
    x = header.sectionViewportPosition(PLACES[column]) + 10
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
