"""The confusion matrix of the latest epoch's validation rows."""

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent

from engine import numbers
from engine.text import text
from gui.pages.monitor.cards import MonitorCard, TimedHeatMap, is_seen
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.export import Table
from gui.translate import tr

_TITLE = text("Confusion matrix")
#: Narrower, the names of the classes would leave the matrix too little room; hover names them.
_ROOM_FOR_NAMES = 480
_MOST_NAMES = 40


class ConfusionMap(TimedHeatMap):
    """Rows are the true classes, columns the predicted ones."""

    def __init__(self) -> None:
        super().__init__(square=True)
        self.setObjectName("confusionMap")
        self._counts: np.ndarray | None = None
        self._classes: tuple[str, ...] = ()

    def show_counts(self, counts: np.ndarray, classes: tuple[str, ...]) -> None:
        """Shows counts of true × predicted."""
        self._counts, self._classes = counts, classes
        named = classes if self.width() >= _ROOM_FOR_NAMES and len(classes) <= _MOST_NAMES else ()
        self.set_matrix(counts, row_labels=named, column_labels=named, counts=True)

    def _name(self, index: int) -> str:
        return self._classes[index] if index < len(self._classes) else str(index)

    def describe(self, place: QPoint) -> str:
        """How many of which class were taken for which."""
        cell = self.cell_at(place)
        if cell is None or self._counts is None:
            return ""
        return tr("true {true}, predicted {predicted}: {count}").format(
            true=self._name(cell[0]),
            predicted=self._name(cell[1]),
            count=numbers.count(int(self._counts[cell])),
        )

    def table(self) -> Table:
        """A row a true class, a column a predicted one."""
        if self._counts is None:
            return {}
        classes = range(len(self._counts))
        table: dict[str, list[object]] = {tr("true"): [self._name(index) for index in classes]}
        for index in classes:
            name = tr("predicted {name}").format(name=self._name(index))
            table[name] = [int(count) for count in self._counts[:, index]]
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the classes where there is room."""
        super().resizeEvent(event)
        if self._counts is not None:
            self.show_counts(self._counts, self._classes)


class ConfusionPanel(CardPanel):
    """The matrix in its card."""

    def __init__(self, around: Surroundings) -> None:
        self._map = ConfusionMap()
        card = MonitorCard(_TITLE, "confusionPlot")
        card.set_body(self._map, self._map.table)
        super().__init__(around.source, card, self._map)
        self._shown: np.ndarray | None = None

    def restart(self) -> None:
        """Another history has another matrix, or none."""
        self._shown = None
        self._map.show_counts(np.zeros((0, 0)), ())
        self.card.set_title(_TITLE)

    def refresh(self) -> bool:
        """Shows the latest matrix."""
        history = self.source.history
        counts = history.confusion
        if counts is None and history.epoch_count:
            self.card.set_title(_TITLE, text("there are no validation rows to count"))
        if counts is None or counts is self._shown or not is_seen(self._map):
            return False
        self._shown = counts
        self._map.show_counts(counts, self.source.classes)
        subtitle = text("validation, epoch {epoch}", epoch=self.source.epoch)
        self.card.set_title(_TITLE, subtitle)
        return True
