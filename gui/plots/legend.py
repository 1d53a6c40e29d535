"""The entries of a legend: a swatch, a name and the value of now; a click hides the series.

Names come from files and users; they are painted, never read as HTML.
"""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLayout, QMenu, QSizePolicy, QWidget

from engine import numbers
from gui.plots.corner import Corner
from gui.plots.graph import GraphView
from gui.plots.samples import Floats
from gui.theme import sized_font, theme
from gui.translate import tr

_SWATCH = QSize(10, 3)
_GAP = 6
_HEIGHT = 18
_GROUND = 0.85
#: A legend inside a plot is left to the crosshair where it would cover more of width, height, and area.
_MOST_SHARE, _MOST_AREA = (0.35, 0.65), 0.16
#: Shares of width and height that are within all three.
_ROOMY = (0.3, 0.53)


class LegendEntry(QAbstractButton):
    """One series in a legend; checked while it is drawn. Ctrl and a click leave it alone on show."""

    solo_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(sized_font(-2))
        self.setText(name)
        self._value = ""
        self._widest = 0
        self._color = QColor()
        self.retranslate()

    def set_color(self, color: QColor) -> None:
        """The colour of the swatch."""
        self._color = color
        self.update()

    def set_value(self, value: str) -> bool:
        """The value of now; the entry never narrows, so nothing beside it jumps. Whether it is wider."""
        if value == self._value:
            return False
        self._value = value
        width = QFontMetrics(self.font()).horizontalAdvance(value)
        wider = width > self._widest
        if wider:
            self._widest = width
            self.updateGeometry()
        self.update()
        return wider

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.text())
        self.setToolTip(tr("Click or Space to hide or show; with Ctrl to show only this one"))

    def sizeHint(self) -> QSize:
        """Room for swatch, name and the widest value so far."""
        metrics = QFontMetrics(self.font())
        width = _SWATCH.width() + _GAP + metrics.horizontalAdvance(self.text())
        if self._widest:
            width += metrics.horizontalAdvance(" ") + self._widest
        return QSize(width + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for swatch and name: where there is little, values go first."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(_SWATCH.width() + _GAP + width + 2, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does; with Ctrl they show this series alone."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.solo_wanted.emit()
            else:
                self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl and a click show this series alone."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.solo_wanted.emit()
            event.accept()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded swatch, then name and value; muted while the series is hidden."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shown = self.isChecked()
        painter.setBrush(self._color if shown else theme().color("handle"))
        swatch = QRect(QPoint(0, (self.height() - _SWATCH.height()) // 2), _SWATCH)
        painter.drawRoundedRect(QRectF(swatch), 1.5, 1.5)
        painter.setPen(theme().color("muted" if shown else "disabled"))
        box = self.rect().adjusted(_SWATCH.width() + _GAP, 0, 0, 0)
        words, metrics = f"{self.text()} {self._value}", QFontMetrics(self.font())
        if not self._value or not shown or metrics.horizontalAdvance(words) > box.width():
            # Where there is little room a whole name tells more than the start of a number.
            words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
        if self.hasFocus():
            painter.setPen(theme().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


class Legend(QWidget):
    """The entries of a plot, in a row in its header or in a column over its corner."""

    toggled = Signal(str, bool)
    solo_wanted = Signal(str)

    def __init__(self, *, column: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, LegendEntry] = {}
        self._corner = Corner()
        #: Whether it needs other room than when somebody last set this to False.
        self.has_changed = True
        direction = QBoxLayout.Direction.TopToBottom if column else QBoxLayout.Direction.LeftToRight
        self._layout = QBoxLayout(direction, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0 if column else 10)
        if not column:
            # In a narrow card the last entries are cut off rather than the controls.
            self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._layout.addStretch(1)

    def add(self, key: str, name: str, color: QColor, *, shown: bool = True) -> None:
        """Add an entry at the end; one that is there already stays."""
        if key in self._entries:
            return
        entry = LegendEntry(name, self)
        entry.setObjectName(f"legend-{key}")
        entry.set_color(color)
        entry.setChecked(shown)
        entry.toggled.connect(lambda shown: self.toggled.emit(key, shown))
        entry.solo_wanted.connect(lambda: self.solo_wanted.emit(key))
        place = self._layout.count() - (0 if self._is_column else 1)
        self._layout.insertWidget(place, entry)
        self._entries[key] = entry
        self._fit()

    def remove(self, key: str) -> None:
        """Take an entry away."""
        entry = self._entries.pop(key)
        self._layout.removeWidget(entry)
        entry.hide()
        entry.deleteLater()
        self._fit()

    def entry(self, key: str) -> LegendEntry:
        """The entry of a series."""
        return self._entries[key]

    def set_value(self, key: str, value: float | None) -> None:
        """The value of now beside a name."""
        shown = "" if value is None else numbers.short(value)
        self.has_changed |= self._entries[key].set_value(shown)

    def fill_menu(self, menu: QMenu) -> None:
        """What is shown, as entries: those that found no room beside the title are here too."""
        if len(self._entries) < 2:
            return
        shown = menu.addMenu(tr("Series"))
        shown.setObjectName("plotSeries")
        for key, entry in self._entries.items():
            action = shown.addAction(entry.text().replace("&", "&&"))
            action.setObjectName(f"series-{key}")
            action.setCheckable(True)
            action.setChecked(entry.isChecked())
            action.triggered.connect(lambda on, entry=entry: entry.setChecked(on))

    def show_only(self, keys: set[str]) -> None:
        """Check exactly these entries."""
        for key, entry in self._entries.items():
            entry.setChecked(key in keys)

    def retranslate(self) -> None:
        """Set the words again."""
        for entry in self._entries.values():
            entry.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over a plot the entries stand on the card's colour, else the curves run through them."""
        if self._is_column:
            ground = QColor(theme().color("panel"))
            ground.setAlphaF(_GROUND)
            QPainter(self).fillRect(self.rect(), ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what has room now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a row the last entries are left out where not even their names have room."""
        self.has_changed = True
        room = self.width()
        for number, entry in enumerate(self._entries.values()):
            room -= entry.minimumSizeHint().width() + (self._layout.spacing() if number else 0)
            entry.setVisible(self._is_column or number == 0 or room >= 0)
        self.setFixedHeight(_HEIGHT * (len(self._entries) if self._is_column else 1))

    def sizeHint(self) -> QSize:
        """As large as all its entries, those without room too."""
        sizes = [entry.sizeHint() for entry in self._entries.values()]
        if self._is_column:
            return QSize(max((size.width() for size in sizes), default=0), _HEIGHT * len(sizes))
        gaps = self._layout.spacing() * max(len(sizes) - 1, 0)
        return QSize(sum(size.width() for size in sizes) + gaps, _HEIGHT)

    def place_in_corner(self, graph: GraphView, curves: Iterable[tuple[Floats, Floats]]) -> None:
        """A column stands in a corner of its plot; names alone, or nothing, where that is small.

        Args:
            graph: the plot.
            curves: X and y of what is drawn in it, in drawn units.
        """
        if not self._is_column:
            return
        names = [entry.minimumSizeHint().width() for entry in self._entries.values()]
        whole = self.sizeHint()
        bare = QSize(max(names, default=0), whole.height())
        fitting = next((one for one in (whole, bare) if _leaves_room(one, graph.size())), None)
        self.setVisible(fitting is not None)
        if fitting is not None:
            self.resize(fitting)
            self.move(self._corner.place(graph, fitting, curves))

    def room(self, card: QSize, plot: QSize) -> QSize:
        """How large a card must be to show every entry, which is so large now with such a plot in it."""
        wanted = self.sizeHint()
        if not self._is_column:
            return card + QSize(max(wanted.width() - self.width(), 0), 0)
        width, height = wanted.width() / _ROOMY[0], wanted.height() / _ROOMY[1]
        missing = QSize(math.ceil(width), math.ceil(height)) - plot
        return card + missing.expandedTo(QSize(0, 0))

    @property
    def _is_column(self) -> bool:
        return self._layout.direction() == QBoxLayout.Direction.TopToBottom


def _leaves_room(legend: QSize, plot: QSize) -> bool:
    """Whether enough of the plot can be seen beside a legend of this size."""
    width, height = (
        legend.width() / max(plot.width(), 1),
        legend.height() / max(plot.height(), 1),
    )
    return width <= _MOST_SHARE[0] and height <= _MOST_SHARE[1] and width * height <= _MOST_AREA
