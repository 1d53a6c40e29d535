"""What every painted picture of numbers has in common: theme, language, tooltip and table."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.plots.export import Table
from gui.theme import theme
from gui.tooltips import plain


def draw_label(painter: QPainter, center: float, top: float, room: float, label: str) -> None:
    """Draw a label of an axis below a place, moved aside where it would not fit into the width."""
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(label) + 1
    left = min(max(center - width / 2, 0.0), max(room - width, 0.0))
    painter.drawText(QPointF(left, top + metrics.ascent()), label)


class Canvas(QWidget):
    """A widget that paints numbers; subclasses paint, describe a place and give their table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def describe(self, _place: QPoint) -> str:
        """What stands at this place, for the tooltip; "" for nothing."""
        return ""

    def table(self) -> Table:
        """The numbers as columns."""
        return {}

    def sizeHint(self) -> QSize:
        """A comfortable size; every canvas stretches."""
        return QSize(240, 120)

    def minimumSizeHint(self) -> QSize:
        """Small enough for the narrowest column."""
        return QSize(80, 48)

    def event(self, event: QEvent) -> bool:
        """Show what stands under the mouse as plain text."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.describe(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), plain(words), self)
            else:
                QToolTip.hideText()
                event.ignore()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.update()
        super().changeEvent(event)
