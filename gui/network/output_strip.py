"""Under the selected card: what comes out of it for the sample on show, live while training."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from engine.answers import SampleAnswer
from gui.document import Selection
from gui.plots.map_grid import finite_range, map_image
from gui.run.watcher import Asked, Watcher
from gui.shown_sample import ShownSample
from gui.theme import sized_font, theme
from gui.translate import tr

#: Height of the strip in pixels, with the space below it.
HEIGHT = 40
_SIDE, _GAP, _BELOW = 30.0, 3.0, 8.0
#: More values than this are cells instead of bars.
_MOST_BARS = 64


class OutputStrip(QObject):
    """Follows the selection's current layer; asks only while it is on and the panel is on screen.

    Signals:
        moved(): another card, or none, has the strip now.
        changed(): it has something else to show.
    """

    moved = Signal()
    changed = Signal()

    def __init__(
        self,
        controller: Asked,
        selection: Selection,
        sample: ShownSample,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._selection, self._sample = selection, sample
        self._on = self._visible = False
        self._layer: str | None = None
        self._answer: SampleAnswer | None = None
        self._watcher = Watcher(controller, "strip", self)
        self._watcher.arrived.connect(self._take)
        self._watcher.lost.connect(lambda: self._take(None))
        selection.changed.connect(self._follow)
        sample.changed.connect(self._look)

    @property
    def on(self) -> bool:
        """Whether the strip is wanted."""
        return self._on

    @property
    def answer(self) -> SampleAnswer | None:
        """What is shown."""
        return self._answer

    def set_on(self, *, on: bool) -> None:
        """Shows the strip, or not."""
        self._on = on
        self._follow()

    def set_visible(self, *, visible: bool) -> None:
        """Whether the panel is on screen."""
        self._visible = visible
        self._watcher.set_awake(self._on and visible)

    def height(self, layer_id: str) -> int:
        """How much higher a card is for it."""
        return HEIGHT if self._on and layer_id == self._layer else 0

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Draws the output into the lower end of its card."""
        box = QRectF(area.left(), area.bottom() - HEIGHT, area.width(), HEIGHT - _BELOW)
        if self._answer is None:
            painter.setFont(sized_font(-2))
            painter.setPen(theme().color("muted"))
            painter.drawText(box, tr("no output yet"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        maps, cells = self._answer.maps, self._answer.output.picture.cells
        if maps is not None:
            _paint_maps(painter, box, maps)
        elif cells.shape[0] == 1 and cells.shape[1] <= _MOST_BARS:
            _paint_bars(painter, box, cells[0])
        else:
            painter.drawImage(box, map_image(cells, *finite_range(cells)))

    def _follow(self) -> None:
        layer = self._selection.current if self._on else None
        if layer != self._layer:
            self._layer = layer
            self._watcher.watch(layer, **self._arguments())
            self.moved.emit()
        self._watcher.set_awake(self._on and self._visible)

    def _arguments(self) -> dict[str, object]:
        return {"split": self._sample.split, "index": self._sample.index}

    def _look(self) -> None:
        self._watcher.look(**self._arguments())

    def _take(self, answer: SampleAnswer | None) -> None:
        self._answer = answer
        self.changed.emit()


def _paint_maps(painter: QPainter, box: QRectF, maps: NDArray[np.floating]) -> None:
    """As many maps as fit side by side."""
    low, high = finite_range(maps)
    count = int((box.width() + _GAP) // (_SIDE + _GAP))
    for number, shown in enumerate(maps[:count]):
        place = QRectF(box.left() + number * (_SIDE + _GAP), box.top(), _SIDE, _SIDE)
        painter.drawImage(place, map_image(shown, low, high))


def _paint_bars(painter: QPainter, box: QRectF, values: NDArray[np.float64]) -> None:
    """One bar a value, up from zero or down."""
    low, high = finite_range(values)
    low, high = min(low, 0.0), max(high, 0.0)
    scale = box.height() / ((high - low) or 1.0)
    zero = box.top() + high * scale
    width = min(box.width() / len(values), _SIDE)
    for place, value in enumerate(np.nan_to_num(values).tolist()):
        role = "accent" if value >= 0 else "validation"
        top = zero - max(value, 0.0) * scale
        bar = QRectF(box.left() + place * width, top, max(width - 1, 1), abs(value) * scale)
        painter.fillRect(bar, theme().color(role))
    painter.fillRect(QRectF(box.left(), zero, width * len(values), 1), theme().color("line"))
