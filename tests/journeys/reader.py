"""Walks steps by clicks and keys, and reads what the window shows of them."""

import re

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from engine import numbers
from engine.explain.derivation import Cell

LONG = 30_000
CONTROL = Qt.KeyboardModifier.ControlModifier


class StepReader:
    """A person at the Step-through page; numbers are read as on hover, where every digit stands."""

    def __init__(self, qtbot, user, window):
        self.qtbot, self.user, self.window = qtbot, user, window
        self.walk = window.controller.walk
        self.page = window.workspace.page("steps")

    def walk_to(self, phase):
        """Begins where no step is begun, then presses F8 until the phase is shown."""
        self.user.press(self.window, Qt.Key.Key_3, CONTROL)
        if self.walk.answer is None:
            with self.qtbot.waitSignal(self.walk.changed, timeout=LONG):
                self.user.click(self.window, "stepsBegin")
        while self.walk.answer.phase != phase:
            with self.qtbot.waitSignal(self.walk.changed, timeout=LONG):
                self.user.press(self.window, Qt.Key.Key_F8)

    def next_batch(self):
        """Takes the step and begins the next."""
        with self.qtbot.waitSignal(self.walk.changed, timeout=LONG):
            self.user.press(self.window, Qt.Key.Key_F9)
        self.qtbot.waitUntil(lambda: self.walk.answer.phase == "zero_grad", timeout=LONG)

    def read(self, name, kind="value", digits=6):
        """All numbers of a tensor (`value`), its `gradient`, or what the step made of it (`changed`)."""
        block = self._block(name, kind)
        if block is None:
            return []
        view = self.page.view
        down = QPoint(0, view.verticalScrollBar().value())
        boxes = [block.cell_box(*place) for place in np.argwhere(block.grid.places >= 0).tolist()]
        words = [view.words_at(box.center().toPoint() - down) for box in boxes]
        return [f"{number(w.partition(' = ')[2]):.{digits}f}" for w in words]

    def shape(self, name, kind):
        """Rows and columns of numbers that stand there."""
        return self._block(name, kind).grid.shape

    def _block(self, name, kind):
        blocks = self.page.view.placing.blocks
        return next((b for b in blocks if (b.row.tensor.name, b.kind) == (name, kind)), None)

    def notes(self, kind):
        """What stands in the places of numbers that there are not yet."""
        blocks = (block for card in self.page.view.placing.cards for block in card.blocks)
        return [block.column.note for block in blocks if block.kind == kind]

    def predict(self, typed, expected):
        """Types a single input on the Predict page, and waits for all digits of what comes out."""
        self.user.press(self.window, Qt.Key.Key_4, CONTROL)
        field = self.user.find(self.window, "predictField0")
        line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        line.selectAll()
        self.user.type(line, typed)
        self.user.press(line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self._predicted() == expected, timeout=LONG)

    def _predicted(self):
        hover = self.window.findChild(QLabel, "predictValue0")
        digits = re.sub("<[^>]*>", "", hover.toolTip()) if hover is not None else ""
        return f"{float(digits):.7f}" if digits else ""

    def click(self, name, at):
        """Clicks a number; waits for how it comes about."""
        view, cell = self.page.view, Cell(name, at)
        view.choose(cell)  # scrolls to it
        place = view.box_of(cell)
        assert view.viewport().rect().contains(place)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def anatomy(self):
        """The optimizer's stages for the number that was clicked."""
        panel = self.user.find(self.window, "stepsAnatomy")
        self.qtbot.waitUntil(lambda: "Δw" in panel.words, timeout=LONG)
        return panel.words


def number(words):
    """A float32 as it is printed, read again."""
    return float(np.float32(words.replace(numbers.MINUS, "-")))
