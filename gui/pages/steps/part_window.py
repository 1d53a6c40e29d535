"""A tensor too large for its card, in a window of its own: zoom in until every number has its cell."""

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from engine import numbers
from engine.explain.derivation import Cell
from engine.tensor_figures import Part, statistics
from engine.walk_answers import TensorPartAnswer
from gui.card import ElidedLabel, plain_label
from gui.plots.zoom_map import ZoomMap
from gui.run.controller import RunController
from gui.translate import tr

_PART = "walk part"
#: So many rows and columns around the number that was clicked are shown first.
_FIRST = 64


class PartWindow(QDialog):
    """Shows a stretch of a tensor of the step, or of its gradient.

    Signals:
        cell_chosen(Cell): where does this number come from?
    """

    cell_chosen = Signal(object)

    def __init__(self, controller: RunController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stepsPart")
        self.resize(720, 560)
        self._controller = controller
        self._cell: Cell | None = None
        self._shape: tuple[int, ...] = ()
        self._answer: TensorPartAnswer | None = None
        self._title = ElidedLabel("heading", "stepsPartTitle")
        self._caption = plain_label("mono-muted", "stepsPartExtent")
        self._map = ZoomMap()
        self._map.setObjectName("stepsPartMap")
        self._map.part_wanted.connect(self._ask)
        self._map.number_chosen.connect(self._choose)
        self._hint = plain_label("small")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for widget in (self._title, self._caption):
            column.addWidget(widget)
        column.addWidget(self._map, 1)
        column.addWidget(self._hint)
        controller.answered.connect(self._take)
        self._retranslate()

    def show_around(self, cell: Cell, shape: tuple[int, ...], label: str) -> None:
        """Opens on the numbers around one of them.

        Args:
            cell: the number.
            shape: of its tensor.
            label: what the tensor is called on its card.
        """
        self._cell, self._shape, self._answer = cell, shape, None
        self._title.set_words(f"{label}  {numbers.shape(shape)}")
        row, column = place_in_matrix(cell, shape)
        half = _FIRST // 2
        self._ask(Part(max(row - half, 0), max(column - half, 0), _FIRST, _FIRST))
        self.show()
        self.raise_()
        self._map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, part: Part | None) -> None:
        if self._cell is not None:
            self._controller.ask(_PART, cell=self._cell, part=part)

    def _take(self, kind: str, value: object) -> None:
        if kind == _PART and isinstance(value, TensorPartAnswer) and value.cell == self._cell:
            self._answer = value
            self._map.show_picture(value.figures.picture)
            self._show_caption()

    def _choose(self, flat: int) -> None:
        if self._cell is None:
            return
        at = tuple(int(n) for n in np.unravel_index(flat, self._shape))
        self.cell_chosen.emit(Cell(self._cell.tensor, at, self._cell.kind))

    def _show_caption(self) -> None:
        if (answer := self._answer) is None:
            self._caption.setText("")
            return
        part = answer.figures.picture.part
        found = statistics(answer.figures.sample)
        self._caption.setText(
            tr(
                "rows {row}–{last_row}, columns {column}–{last_column} of {whole} · {low} … {high}"
            ).format(
                row=part.top,
                last_row=part.top + part.rows - 1,
                column=part.left,
                last_column=part.left + part.columns - 1,
                whole=numbers.shape(answer.figures.picture.whole),
                low=numbers.short(found.low),
                high=numbers.short(found.high),
            )
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("A part of a tensor"))
        self._map.setAccessibleName(tr("A part of a tensor"))
        self._hint.setText(
            tr(
                "Double-click or + zooms in, Shift+double-click or − out, 0 shows all. A click on a number "
                "shows where it comes from."
            )
        )
        self._show_caption()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def place_in_matrix(cell: Cell, shape: tuple[int, ...]) -> tuple[int, int]:
    """Row and column of a number in its tensor seen as a matrix, as pictures show it."""
    flat = int(np.ravel_multi_index(cell.at, shape)) if shape else 0
    sizes = list(shape)
    while len(sizes) > 1 and sizes[0] == 1:
        del sizes[0]
    columns = int(np.prod(sizes[1:])) if len(sizes) > 1 else flat + 1
    row, column = divmod(flat, columns)
    return row, column
