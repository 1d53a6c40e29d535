"""A dashed horizontal line at a power of ten that is good to know, with its label at the right."""

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt

from gui.plots.line_plot import LinePlot
from gui.plots.ticks import power
from gui.theme import sized_font, theme

_PLACE = 0.985


class Guide(QObject):
    """Stands in a plot at 10 to the `exponent`, on a linear and on a logarithmic axis."""

    def __init__(self, plot: LinePlot, exponent: int) -> None:
        super().__init__(plot)
        self._exponent = exponent
        self._plot = plot
        options = {"position": _PLACE, "anchors": [(1, 1), (1, 1)], "movable": False}
        self._line = pg.InfiniteLine(
            angle=0, movable=False, label=power(exponent), labelOpts=options
        )
        self._line.setZValue(-20)
        plot.graph.addItem(self._line, ignoreBounds=True)
        plot.log_y_changed.connect(self._place)
        theme().changed.connect(self._recolor)
        self._recolor()
        self._place()

    def _place(self) -> None:
        self._line.setValue(self._exponent if self._plot.log_y else 10.0**self._exponent)

    def _recolor(self) -> None:
        color = theme().color("muted")
        self._line.setPen(pg.mkPen(color, width=1, style=Qt.PenStyle.DashLine))
        self._line.label.setColor(color)
        self._line.label.setFont(sized_font(-2))
