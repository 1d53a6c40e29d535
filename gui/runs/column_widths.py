"""How wide the columns of the list are: as their words need, and together no wider than the list."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStyle, QTableView

from gui.runs.model import COLUMNS, PLACES, Column

#: Where there is little room these are cut short, in this order, down to so many pixels; figures never are.
_GIVES = {"note": 44, "tags": 44, "name": 132}
#: Where there is room each column is so much wider.
_SPARE = 12


class ColumnWidths(QObject):
    """Keeps the columns as wide as their words until the user drags one.

    The device is told where there are several: otherwise it says the same in every row.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._is_fitting = self._chosen = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        table.setColumnHidden(PLACES["device"], True)
        table.horizontalHeader().sectionResized.connect(self._note_drag)
        table.horizontalHeader().sortIndicatorChanged.connect(self.fit_soon)

    def fit_soon(self) -> None:
        """Fits them once what is going on now is over, where somebody sees it."""
        if self._table.isVisible():
            self._soon.start(0)

    def _follow(self) -> None:
        model, device = self._table.model(), PLACES["device"]
        devices = {model.index(row, device).data() for row in range(model.rowCount())}
        self._is_fitting = True
        self._table.setColumnHidden(device, len(devices) < 2)
        if not self._chosen:
            self._fit()
        self._is_fitting = False

    def _fit(self) -> None:
        table = self._table
        shown = [column for column in COLUMNS if not table.isColumnHidden(PLACES[column.id])]
        widths = {column.id: self._wanted(column) for column in shown}
        missing = sum(widths.values()) - table.viewport().width()
        for name in [name for name in _GIVES if name in widths]:
            given = min(max(missing, 0), max(widths[name] - _GIVES[name], 0))
            widths[name] -= given
            missing -= given
        spare = min(max(-missing, 0) // len(widths), _SPARE)
        for name, width in widths.items():
            table.setColumnWidth(PLACES[name], width + spare)

    def _wanted(self, column: Column) -> int:
        """As wide as its words or its title, whichever needs more."""
        place, header = PLACES[column.id], self._table.horizontalHeader()
        title = header.sectionSizeHint(place)
        if place != header.sortIndicatorSection():  # Qt asks for room for the arrow in every column
            title -= header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize, None, header)
        return max(title, min(self._table.sizeHintForColumn(place), column.width))

    def _note_drag(self) -> None:
        """The user knows better from now on."""
        self._chosen |= not self._is_fitting
