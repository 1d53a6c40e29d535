"""How a test looks at a line plot."""

from PySide6.QtWidgets import QToolButton

from gui.plots.legend import LegendEntry


class Column:
    """A long series of someone else."""

    def __init__(self, values):
        self.values = values

    def __len__(self):
        return len(self.values)


def button(plot, name):
    return plot.findChild(QToolButton, name)


def entry(plot, key):
    return plot.findChild(LegendEntry, f"legend-{key}")


def line_of(plot, key):
    return plot._series.items_of(key).line.getData()
