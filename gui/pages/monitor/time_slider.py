"""A slider over the steps of a run that stops at the moments that are kept."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip

from engine import numbers
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import tr

_HEIGHT, _EDGE, _GROOVE, _HANDLE = 24, 8, 4.0, 6.0
#: Ends of epochs are drawn while they are this many pixels apart.
_EPOCHS_APART = 5.0
#: Kept moments are smaller dots where they are nearer than so many pixels.
_DOTS_APART = 8.0
_BACK_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Down}
_AHEAD_KEYS = {Qt.Key.Key_Right, Qt.Key.Key_Up}


@dataclass(frozen=True)
class Moments:
    """What there is on the time line; all are numbers of steps.

    `now` is where the run stands, `end` where the line ends, `kept` what one can
    go back to, `settings` where a live setting changed, `epochs` where epochs ended. `from_file`: the
    run was opened, and its file has no moments between its ends.
    """

    now: int = 0
    end: int = 0
    kept: tuple[int, ...] = ()
    settings: tuple[int, ...] = ()
    epochs: tuple[int, ...] = ()
    from_file: bool = False

    @property
    def stops(self) -> list[int]:
        """Where the slider can stand."""
        return [*(step for step in self.kept if step < self.now), self.now]


class TimeSlider(QSlider):
    """Drag it, or use the arrow keys, Page Up and Down, Home and End.

    Signals:
        chosen(int): the moment after this step is to be looked at.
        now_chosen(): what is now is.
    """

    chosen = Signal(int)
    now_chosen = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("timeSlider")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._moments = Moments()
        theme().changed.connect(self.update)

    def show_moments(self, moments: Moments, at: int | None) -> None:
        """Shows these, standing `at` one of them, or at now."""
        if moments == self._moments and self.value() == (moments.now if at is None else at):
            return
        self._moments = moments
        self.setRange(0, max(moments.end, moments.now, 1))
        self.setValue(moments.now if at is None else at)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(240, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for a few stops."""
        return QSize(80, _HEIGHT)

    def retranslate(self) -> None:
        """Sets the words again."""
        self.setAccessibleName(tr("Time line of the run"))
        self.setAccessibleDescription(
            tr("Goes back to moments that were kept; End is where the run stands.")
        )

    def x_of(self, step: int) -> float:
        """Where a step lies, in pixels from the left edge."""
        room = self.width() - 2 * _EDGE
        return _EDGE + room * step / max(self.maximum(), 1)

    def go(self, stops: int) -> None:
        """Moves by so many stops, back where negative."""
        found = self._moments.stops
        place = max(bisect.bisect_right(found, self.value()) - 1, 0)
        self._choose(found[min(max(place + stops, 0), len(found) - 1)])

    def _choose(self, step: int) -> None:
        if step == self.value():
            return
        self.setValue(step)
        self.update()
        if step == self._moments.now:
            self.now_chosen.emit()
        else:
            self.chosen.emit(step)

    def _stop_at(self, x: float) -> int:
        """The nearest stop to a place in pixels."""
        return min(self._moments.stops, key=lambda step: abs(self.x_of(step) - x))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _BACK_KEYS | _AHEAD_KEYS:
            self.go(-1 if key in _BACK_KEYS else 1)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.go(-5 if key == Qt.Key.Key_PageDown else 5)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose(self._moments.stops[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._choose(self._stop_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._choose(self._stop_at(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            step = self._stop_at(event.pos().x())
            words = (
                tr("now: step {step}") if step == self._moments.now else tr("look at step {step}")
            )
            words = words.format(step=numbers.count(step))
            if self._moments.from_file:
                words += "\n" + tr(
                    "Of this run only the start and where it stands were kept. A saved project also has moments between."
                )
            QToolTip.showText(event.globalPos(), plain(words), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colors = theme().color
        middle = self.height() / 2
        self._groove(painter, 0, self.maximum(), colors("line"))
        self._groove(painter, 0, self._moments.now, colors("handle"))
        self._groove(painter, 0, self.value(), colors("accent"))
        moments = self._moments
        if moments.epochs and self.x_of(moments.epochs[-1]) > _EPOCHS_APART * len(moments.epochs):
            self._ticks(painter, moments.epochs, middle + 5, middle + 8, colors("muted"))
        self._ticks(painter, moments.settings, middle - 9, middle - 4, colors("accent"), 2.0)
        painter.setPen(QPen(colors("panel"), 1.0))
        painter.setBrush(colors("text") if self.isEnabled() else colors("muted"))
        places = [self.x_of(step) for step in moments.kept if step <= moments.now]
        apart = (places[-1] - places[0]) / (len(places) - 1) if len(places) > 1 else _DOTS_APART
        radius = 3.0 if apart >= _DOTS_APART else 1.5
        for place in places:
            painter.drawEllipse(QPointF(place, middle), radius, radius)
        self._handle(painter, middle)
        painter.end()

    def _groove(self, painter: QPainter, start: int, end: int, color: QColor) -> None:
        left, right = self.x_of(start), self.x_of(end)
        painter.setBrush(color)
        place = QRectF(left, self.height() / 2 - _GROOVE / 2, right - left, _GROOVE)
        painter.drawRoundedRect(place, _GROOVE / 2, _GROOVE / 2)

    def _ticks(
        self,
        painter: QPainter,
        steps: Sequence[int],
        top: float,
        bottom: float,
        color: QColor,
        width: float = 1.0,
    ) -> None:
        painter.setPen(QPen(color, width))
        for step in steps:
            x = self.x_of(step)
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)

    def _handle(self, painter: QPainter, middle: float) -> None:
        colors = theme().color
        back = self.value() != self._moments.now
        painter.setBrush(colors("warning" if back else "accent"))
        ring = self.hasFocus()
        painter.setPen(QPen(colors("text"), 1.5) if ring else Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(self.x_of(self.value()), middle), _HANDLE, _HANDLE)
