"""Below the cards: why a number is what it is, or what the optimizer makes of a weight."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.explain.derivation import Cell, Derivation
from engine.text import Text
from engine.walk_answers import AnatomyAnswer, PhaseName, ShownTensor
from gui.pages.steps.anatomy import AnatomyPanel, next_words
from gui.pages.steps.cell_words import inspected
from gui.pages.steps.phases import is_reached
from gui.pages.steps.why_panel import WhyPanel
from gui.run.controller import RunController

_WHY, _ANATOMY = "why", "anatomy"


class Explanations(QWidget):
    """Asks the engine where a number comes from, and shows the answer.

    Signals:
        cell_wanted(Cell): a factor was followed; its number is to be marked.
        room_wanted(int): so many pixels of the lines have no room.
        forgotten(): nothing is looked at any more.
    """

    cell_wanted = Signal(object)
    room_wanted = Signal(int)
    forgotten = Signal()

    def __init__(self, controller: RunController) -> None:
        super().__init__()
        self._controller = controller
        self.why, self.anatomy = WhyPanel(), AnatomyPanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.why)
        self._stack.addWidget(self.anatomy)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.addWidget(self._stack)
        self.why.cell_wanted.connect(self.cell_wanted)
        self.anatomy.cell_wanted.connect(self.cell_wanted)
        self.why.room_wanted.connect(self.room_wanted)
        self.anatomy.room_wanted.connect(self.room_wanted)
        controller.answered.connect(self._take)
        controller.ask_failed.connect(self._fail)

    @property
    def cell(self) -> Cell | None:
        """The number that is looked at."""
        return self.why.cell

    def forget(self) -> None:
        """Nothing is looked at."""
        self.why.forget()
        self.why.surface.hide()
        self.anatomy.turn_to(None)
        self._stack.setCurrentWidget(self.why)
        self.forgotten.emit()

    def inspect(self, cell: Cell, tensor: ShownTensor | None, phase: PhaseName) -> None:
        """Turns to a number of a tensor, which may not be on a card, in a phase."""
        self.why.inspect(cell, inspected(cell, tensor, phase) if tensor is not None else "")
        self.why.surface.setVisible(_learns(tensor))
        moved = phase == "step" and cell.kind == "value" and _learns(tensor)
        self.anatomy.turn_to(cell if moved else None)
        self._stack.setCurrentWidget(self.anatomy if moved else self.why)

    def explain(self, cell: Cell, tensor: ShownTensor | None, phase: PhaseName) -> None:
        """Turns to a number, and asks where it comes from."""
        self.inspect(cell, tensor, phase)
        if self.anatomy.cell is not None:
            self._controller.ask(_ANATOMY, cell=cell)
            return
        self._controller.ask(_WHY, cell=cell)
        if cell.kind == "gradient" and _learns(tensor) and is_reached(phase, "backward"):
            self._controller.ask(_ANATOMY, cell=cell)

    def _take(self, kind: str, value: object) -> None:
        if kind == _WHY and isinstance(value, Derivation):
            self.why.show_derivation(value)
        elif kind == _ANATOMY and isinstance(value, AnatomyAnswer):
            self.anatomy.show_anatomy(value)
            self.why.show_after(value.cell, [next_words(value)])

    def _fail(self, kind: str, problem: Text) -> None:
        if kind == _WHY:
            self.why.show_problem(problem)
        elif kind == _ANATOMY:
            self.anatomy.show_problem(problem)


def _learns(tensor: ShownTensor | None) -> bool:
    return tensor is not None and tensor.role == "parameter" and tensor.requires_grad
