"""The soft ring around what a lesson speaks of."""

from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import theme

#: Pixels between the thing and the ring, of the ring's corners, of its line, and of the glow about it.
_AIR, _CORNER, _LINE, _GLOW = 3, 8, 2, 6
#: A pulse takes so long; after so many the ring goes out.
PULSE_MS, PULSES = 1100, 6


class Ring(QWidget):
    """Lies over the window, lets all clicks through, follows what it is around, and goes out by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("lessonRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around: QWidget | None = None
        self._part: QRect | None = None
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setKeyValueAt(0.5, 1.0)
        self._pulse.setEndValue(0.0)
        self._pulse.setDuration(PULSE_MS)
        self._pulse.setLoopCount(PULSES)
        self._pulse.valueChanged.connect(lambda _value: self.update())
        self._pulse.finished.connect(self.put_out)
        self.hide()

    @property
    def around(self) -> QWidget | None:
        """What is lit."""
        return self._around

    def light(self, widget: QWidget, part: QRect | None = None) -> None:
        """Lights a widget of the window, or a part of it in the widget's own pixels."""
        self.put_out()
        self._around, self._part = widget, part
        widget.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._pulse.start()

    def put_out(self) -> None:
        """Lights nothing any more."""
        if self._around is not None:
            self._around.removeEventFilter(self)
            self._around = None
        if self._pulse.state() != QAbstractAnimation.State.Stopped:
            self._pulse.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes where the thing goes."""
        if watched is self._around:
            if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
                self._place()
            elif event.type() == QEvent.Type.Hide:
                self.put_out()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        widget = self._around
        if widget is None:
            return
        inner = self._part or widget.visibleRegion().boundingRect()
        reach = _AIR + _LINE + _GLOW
        here = QRect(widget.mapTo(self._window, inner.topLeft()), inner.size())
        self.setGeometry(here.adjusted(-reach, -reach, reach, reach) & self._window.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bright = float(self._pulse.currentValue() or 0.0)
        color = theme().color("accent")
        for out in range(_GLOW):
            color.setAlphaF(bright * 0.35 * (1 - out / _GLOW))
            painter.setPen(QPen(color, 1))
            edge = _GLOW - out
            painter.drawRoundedRect(
                self.rect().adjusted(edge, edge, -edge - 1, -edge - 1),
                _CORNER + out,
                _CORNER + out,
            )
        color.setAlphaF(1.0)
        painter.setPen(QPen(color, _LINE))
        edge = _GLOW + 1
        painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), _CORNER, _CORNER)
