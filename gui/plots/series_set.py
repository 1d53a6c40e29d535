"""All series of a line plot with what draws them, by key; which groups of them are hidden."""

import time
from collections.abc import Iterator, Mapping
from typing import Final

import pyqtgraph as pg

from engine.text import Text
from gui.colors import mix
from gui.plots.export import Table
from gui.plots.graph import GraphView
from gui.plots.samples import Floats
from gui.plots.series import Series
from gui.plots.series_items import Frame, SeriesItems
from gui.theme import theme
from gui.translate import words

#: Samples are taken in for at most about so long at once.
_SECONDS: Final = 0.06
#: And not again before so long, though the card may be laid out anew in between.
_REST: Final = 0.01
#: The keys of the series at both edges of a band.
Edges = tuple[str, str]
_BAND_DEPTH = -40
_BAND_SHARE = 0.16


class SeriesSet(Mapping[str, Series]):
    """The series in their order. What is hidden stays so when a series of that group comes back."""

    def __init__(self, graph: GraphView) -> None:
        self._graph = graph
        self._series: dict[str, Series] = {}
        self._items: dict[str, SeriesItems] = {}
        self._hidden: set[str] = set()
        self.complete = True
        self._goes_on = 0.0
        self._bands: dict[Edges, pg.FillBetweenItem] = {}

    def __getitem__(self, key: str) -> Series:
        return self._series[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._series)

    def __len__(self) -> int:
        return len(self._series)

    def items_of(self, key: str) -> SeriesItems:
        """What draws a series."""
        return self._items[key]

    def add(self, key: str, series: Series, scale: float) -> None:
        """Add a series, its lines for so many device pixels to a pixel."""
        series.visible = series.group not in self._hidden
        self._series[key] = series
        self._items[key] = SeriesItems(self._graph, behind=series.behind)
        self._items[key].recolor(series, scale)

    def remove(self, key: str) -> str | None:
        """Take a series away; the key of its group when that is empty now."""
        self.fill_bands({edges for edges in self._bands if key not in edges})
        group = self._series.pop(key).group
        self._items.pop(key).remove()
        return None if group in self.groups else group

    @property
    def groups(self) -> set[str]:
        """The keys of all groups."""
        return {series.group for series in self._series.values()}

    @property
    def shown_groups(self) -> set[str]:
        """The keys of those that are not hidden."""
        return self.groups - self._hidden

    def show_group(self, group: str, *, shown: bool) -> None:
        """Show or hide the series of a group."""
        (self._hidden.discard if shown else self._hidden.add)(group)
        for series in self._series.values():
            if series.group == group:
                series.visible = shown

    def stand_out(self, keys: set[str]) -> None:
        """Draw these series stronger and the others fainter; all as usual where none is among them."""
        keys = keys & set(self._series)
        for key, series in self._series.items():
            self._items[key].stand_out(series, more=key in keys if keys else None)

    def fill_bands(self, wanted: set[Edges]) -> None:
        """Fill what is between the lines of these pairs of series, and nothing else."""
        for edges in self._bands.keys() - wanted:
            self._graph.removeItem(self._bands.pop(edges))
        for edges in wanted - self._bands.keys():
            if set(edges) <= set(self._series):
                low, high = (self._items[key].line for key in edges)
                band = self._bands[edges] = pg.FillBetweenItem(low, high)
                band.setZValue(_BAND_DEPTH)
                self._graph.addItem(band, ignoreBounds=True)
                self._color_band(edges)

    def _color_band(self, edges: Edges) -> None:
        color = self._series[edges[0]].color
        faint = mix(theme().color("panel").name(), color.name(), _BAND_SHARE)
        self._bands[edges].setBrush(pg.mkBrush(faint))

    def draw(self, frame: Frame) -> list[tuple[float, float]]:
        """Draw what is in view and give the lowest and the highest y of each series in drawn units.

        `complete` then says whether all samples have been taken in: a long series comes in parts, so
        that the window never waits long for it.
        """
        now = time.perf_counter()
        if self.complete or now > self._goes_on:
            visible = [series for series in self._series.values() if series.visible]
            self.complete = all(series.grow(now + _SECONDS) for series in visible)
            self._goes_on = time.perf_counter() + _REST
        spans = [self._items[key].draw(series, frame) for key, series in self._series.items()]
        return [span for span in spans if span is not None]

    @property
    def lines(self) -> Iterator[tuple[Floats, Floats]]:
        """X and y of the lines on screen, in drawn units."""
        for key, series in self._series.items():
            x, y = self._items[key].line.getData()
            if series.visible and x is not None and y is not None:
                yield x, y

    def mark_lost(self, frame: Frame, low: float, high: float) -> None:
        """Mark samples that are not finite at the edges of y."""
        for key, series in self._series.items():
            self._items[key].mark_lost(series, frame, low, high)

    def recolor(self, scale: float) -> None:
        """Take the colours of the theme, and widths for so many device pixels to a pixel."""
        for key, series in self._series.items():
            self._items[key].recolor(series, scale)
        for edges in self._bands:
            self._color_band(edges)

    @property
    def nbytes(self) -> int:
        """Bytes kept beside the samples."""
        return sum(series.nbytes for series in self._series.values())

    def table(self, x_label: Text | str) -> Table:
        """Every sample of the visible series, in full."""
        label = words(x_label) or "x"
        columns: dict[str, Floats] = {}
        for key, series in self._series.items():
            if series.visible:
                name = series.full_name
                if name in columns:
                    name = f"{name} ({key})"
                columns[f"{name}: {label}"] = series.samples.x
                columns[name] = series.samples.y
        return columns
