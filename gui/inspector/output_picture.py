"""One sample's output in the form that suits its shape: maps, a heat map, bars, or a row of cells."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.answers import SampleAnswer
from engine.tensor_figures import MOST_WHOLE, statistics
from gui.inspector.parts import Spoken, column, words
from gui.plots.bars import Bar, Bars
from gui.plots.map_grid import MapGrid
from gui.plots.zoom_map import ZoomMap
from gui.translate import tr

#: More values than this are cells instead of bars.
_MOST_BARS = 20
_BAR_HEIGHT = 22
_ROW_HEIGHT, _MAP_HEIGHT = 36, 150


class OutputPicture(Spoken):
    """Shows an output, and one feature map large where it is chosen.

    Signals:
        channel_chosen(): another feature map is wanted large; `channel` says which.
    """

    channel_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = "accent"
        self._answer: SampleAnswer | None = None
        self.channel = -1
        self._maps = MapGrid()
        self._maps.setObjectName("sampleMaps")
        self._maps.map_chosen.connect(self._choose)
        self._large_title = words("heading", "sampleLargeTitle")
        self._large = ZoomMap()
        self._large.setObjectName("sampleLarge")
        self._large.setFixedHeight(_MAP_HEIGHT)
        self._bars = Bars()
        self._bars.setObjectName("sampleBars")
        self._cells = ZoomMap()
        self._cells.setObjectName("sampleCells")
        self._summary = words("mono-muted", "sampleSummary", selectable=True)
        layout = column(self, 4)
        for widget in (
            self._maps,
            self._large_title,
            self._large,
            self._bars,
            self._cells,
            self._summary,
        ):
            layout.addWidget(widget)
        self.retranslate()

    def begin(self, role: str) -> None:
        """Turns to a layer with bars in the colour of its group."""
        self._role = role

    def show_answer(self, answer: SampleAnswer) -> None:
        """Shows an output."""
        self._answer = answer
        self._show()

    def forget(self) -> None:
        """Shows nothing; no map is wanted large."""
        self._answer, self.channel = None, -1
        self._maps.set_current(-1)
        self._show()

    def retranslate(self) -> None:
        for widget, name in (
            (self._maps, tr("Feature maps")),
            (self._large, tr("One feature map, large")),
            (self._bars, tr("Outputs of the sample")),
            (self._cells, tr("Outputs of the sample")),
        ):
            widget.setAccessibleName(name)
        self._maps.setToolTip(tr("Click a map to see it large"))
        self._show()

    def _choose(self, number: int) -> None:
        """A second click on the same map closes the large one."""
        self.channel = -1 if number == self.channel else number
        if self.channel < 0:
            self._maps.set_current(-1)
        self.channel_chosen.emit()

    def _show(self) -> None:
        answer = self._answer
        values = answer.output.values if answer is not None else None
        maps = answer.maps if answer is not None else None
        large = answer.large if answer is not None else None
        bars = values is not None and maps is None and values.ndim <= 1
        bars = bars and values is not None and values.size <= _MOST_BARS
        self._maps.setVisible(maps is not None)
        self._large.setVisible(large is not None)
        self._large_title.setVisible(large is not None)
        self._bars.setVisible(bars)
        self._cells.setVisible(answer is not None and maps is None and not bars)
        self._summary.setVisible(answer is not None)
        if answer is None:
            return
        if maps is not None:
            self._maps.set_maps(maps)
        if large is not None:
            self._large_title.setText(tr("Channel {number}").format(number=self.channel))
            self._large.show_picture(large)
        if bars and values is not None:
            self._show_bars(answer)
        elif maps is None:
            picture = answer.output.picture
            self._cells.show_picture(picture)
            self._cells.setFixedHeight(_ROW_HEIGHT if picture.whole[0] == 1 else _MAP_HEIGHT)
        self._summary.setText(_summary_words(answer))

    def _show_bars(self, answer: SampleAnswer) -> None:
        assert answer.output.values is not None, "bars are for few values"
        values = answer.output.values.reshape(-1)
        names = answer.classes or tuple(map(str, range(len(values))))
        self._bars.set_bars(
            [
                Bar(name, float(value), self._role if value >= 0 else None)
                for name, value in zip(names, values, strict=True)
            ]
        )
        self._bars.setFixedHeight(_BAR_HEIGHT * len(values))


def _summary_words(answer: SampleAnswer) -> str:
    found = statistics(answer.output.sample)
    parts = [
        numbers.shape(answer.output.shape) or "1",
        f"{numbers.short(found.low)} … {numbers.short(found.high)}",
        tr("zero {share}").format(share=numbers.percent(found.zeros)),
    ]
    if answer.maps is not None and len(answer.maps) < answer.output.shape[0]:
        parts.append(
            tr("{shown} of {total} channels").format(
                shown=len(answer.maps), total=answer.output.shape[0]
            )
        )
    if answer.output.size > MOST_WHOLE:
        parts.append(tr("from a sample"))
    return " · ".join(parts)
