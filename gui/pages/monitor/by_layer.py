"""A figure of every layer: lines while the layers are few, a layer × step heat map beyond."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from engine.series import Moments, Series
from engine.text import Text, text
from gui.pages.monitor.buckets import BLOCK, StepBuckets
from gui.pages.monitor.cards import MonitorCard, MonitorPlot, chooser, fill_chooser, is_seen
from gui.pages.monitor.empty_note import EmptyNote
from gui.pages.monitor.feed import Curve
from gui.pages.monitor.figures import above, below, percent
from gui.pages.monitor.layer_map import LayerMap, Scale
from gui.pages.monitor.panel import LinePanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.guide import Guide
from gui.plots.series import SeriesStyle
from gui.translate import show, tr

MOST_LINES = 8
#: The bands of so few lines can be told apart.
_MOST_BANDS = 3


@dataclass(frozen=True)
class LayerFigure:
    """A figure and how it is drawn.

    `name` begins the names of its widgets. `series` is the figure's name in the table `source` of the
    history, `deviation` that of the standard deviation around it. `guide` is the power of ten
    that is good to know, `help` the tooltip that says why. `map_title` names the heat map where that shows another
    figure, `map_series`.
    """

    name: str
    title: Text
    selected: Text
    empty: Text
    source: Literal["steps", "probes"]
    series: str
    scale: Scale = "log"
    style: SeriesStyle = "smoothed"
    deviation: str = ""
    guide: int | None = None
    help: Text | None = None
    map_title: Text | None = None
    map_series: str = ""
    map_scale: Scale | None = None


class ByLayerPanel(LinePanel):
    """Both views in one place of the grid; below the heat map, lines of the selected layers."""

    def __init__(self, around: Surroundings, figure: LayerFigure) -> None:
        plot = MonitorPlot(
            figure.title,
            f"{figure.name}Plot",
            with_log=False,
            log_y=figure.scale == "log",
            smoothing=around.smoothing,
            legend_inside=True,
        )
        if figure.scale == "percent":
            plot.set_least_y(0.0, 100.0)
        super().__init__(around.source, plot)
        self.figure, self.empty = figure, figure.empty
        self._selection, self._settings = around.selection, around.settings
        self._setting = f"monitor/view/{figure.name}"
        self._view = self._settings.text(self._setting, "")
        self._map_series = figure.map_series or figure.series
        self._map_scale = figure.map_scale or figure.scale
        self._map = LayerMap(f"{figure.name}Map", self._map_scale)
        self._map.layer_chosen.connect(lambda number: self._select(self._layers[number]))
        self._map_card = MonitorCard(figure.map_title or figure.title, f"{figure.name}MapCard")
        self._map_card.set_body(self._map, self._map.table)
        self._map_note = EmptyNote(self._map)
        self._choosers = (chooser(f"{figure.name}View"), chooser(f"{figure.name}MapView"))
        plot.add_choice(self._choosers[0])
        self._map_card.add_choice(self._choosers[1])
        self._guide = None if figure.guide is None else Guide(plot, figure.guide)
        plot.log_y_changed.connect(self.arrange)
        plot.choose_by_click(self._select_curve)
        plot.fill_more = self._fill_menu
        self._box = QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._map_card, 3)
        column.addWidget(plot, 2)
        self._buckets = StepBuckets(0)
        self._generation = 0
        self._layers: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self.restart()
        self.arrange()

    @property
    def widget(self) -> QWidget:
        """Both cards."""
        return self._box

    @property
    def cards(self) -> tuple[MonitorCard | MonitorPlot, ...]:
        """Both cards; each has its menu."""
        return (self.plot, self._map_card)

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far, by either view."""
        return super().paint_seconds + self._map.paint_seconds

    @property
    def shows_map(self) -> bool:
        """Whether the heat map is on show."""
        if self._view:
            return self._view in {"map", "both"}
        return len(self._layers) > MOST_LINES

    def choose(self, view: str) -> None:
        """Shows lines, the heat map, or both from now on."""
        self._view = view
        self._settings.set_text(self._setting, view)
        self.arrange()
        self.refresh()

    def arrange(self) -> None:
        """Shows the views that are wanted now, and names the choice in the language on screen."""
        figure, shows_map = self.figure, self.shows_map
        both = shows_map and self._view == "both"
        self._map_card.setVisible(shows_map)
        self.plot.setVisible(not shows_map or both or bool(self._chosen()))
        self.plot.set_title(
            figure.selected if shows_map and self._chosen() else figure.title, self._subtitle()
        )
        self._map_card.set_title(
            figure.map_title or figure.title, self._scale_words(self._map_scale)
        )
        self._map.setAccessibleName(show(figure.map_title or figure.title))
        if figure.help is not None:
            self.plot.set_help(show(figure.help))
        self._map_card.set_help(
            tr(
                "Ctrl+wheel, + and − zoom to fewer layers, the wheel goes through them, a click selects."
            )
        )
        labels = {"lines": tr("lines"), "map": tr("heat map"), "both": tr("both")}
        chosen = "both" if both else "map" if shows_map else "lines"
        for button in self._choosers:
            fill_chooser(button, labels, chosen, self.choose)
            button.setToolTip(tr("Choose between lines and a heat map"))
            button.setAccessibleName(tr("View"))
        self.plot.room.offer(self._choosers[0], wanted=not shows_map, first=True)
        self.plot.room.fit(self.plot.width())
        self._stand_out()

    def curves(self) -> tuple[Curve, ...]:
        """A line for each layer that is to have one, with the edges of its band where it has one."""
        figure, lines = self.figure, self._lines()
        found: list[Curve] = []
        for place, layer in enumerate(self._layers):
            if layer not in lines:
                continue
            name, series = self.source.layer_name(layer), f"{figure.series}/{layer}"
            compute = percent if figure.scale == "percent" else None
            found.append(Curve(figure.source, series, name, place, figure.style, compute))
            if figure.deviation:
                others = (f"{figure.deviation}/{layer}",)
                for key, words, edge in (
                    ("low", tr("mean − deviation"), below),
                    ("high", tr("mean + deviation"), above),
                ):
                    band = (edge, others, (key, words))
                    found.append(Curve(figure.source, series, name, place, "line", *band))
        return tuple(found)

    def restart(self) -> None:
        """All points come anew."""
        super().restart()
        self._layers = ()
        self._begin_map()

    def refresh(self) -> bool:
        """Takes what is new and draws whichever view is on show."""
        layers = self.source.layers_in(self._table, self.figure.series)
        if layers != self._layers:
            self._layers = layers
            self._begin_map()
            self.arrange()
        drew_map = is_seen(self._map) and self._draw_map()
        drew = super().refresh()
        self._stand_out()
        return drew or drew_map

    @property
    def _table(self) -> Mapping[str, Series]:
        history = self.source.history
        return history.steps if self.figure.source == "steps" else history.probes

    def _subtitle(self) -> Text:
        hidden = len(self._layers) - len(self._lines())
        scale = self._scale_words(self.figure.scale)
        if hidden <= 0 or self.shows_map:
            return scale
        return text(
            "{scale} · {shown} of {all} layers, select others in the Network panel",
            scale=show(scale),
            shown=len(self._lines()),
            all=len(self._layers),
        )

    def _scale_words(self, scale: Scale) -> Text:
        if scale == "percent":
            return (
                text("% of the units") if self.figure.series == "dead" else text("% of the outputs")
            )
        if scale == "log":
            if self.shows_map:
                return text("log10")
            return text("log y") if self.plot.log_y else text("linear y")
        return text("mean ± deviation") if self.figure.deviation else text("")

    def _lines(self) -> tuple[str, ...]:
        """The layers that get a line: all while they are few, else the selected ones."""
        layers = self._layers
        if len(layers) <= MOST_LINES and (not self.shows_map or self._view == "both"):
            return layers
        return self._chosen() or layers[:MOST_LINES]

    def _chosen(self) -> tuple[str, ...]:
        ids = set(self._selection.ids)
        return tuple(layer for layer in self._layers if layer in ids)[:MOST_LINES]

    def _stand_out(self) -> None:
        """The lines of the selected layers stand out, and have their bands filled."""
        keys = {curve.key: curve for curve in self.curves()}
        chosen = {f"{self.figure.series}-{layer}" for layer in self._chosen()}
        strong = chosen if len(chosen) < len(self._lines()) else set()
        self.plot.stand_out(
            {key for key, one in keys.items() if (one.group or (key,))[0] in strong}
        )
        if self.figure.deviation:
            filled = chosen if len(self._lines()) > _MOST_BANDS else set(keys)
            wanted = {(f"{key}-low", f"{key}-high") for key in filled}
            self.plot.fill_bands({edges for edges in wanted if set(edges) <= set(keys)})

    def _select(self, layer: str) -> None:
        self._selection.set([layer])

    def _select_curve(self, key: str) -> None:
        for curve in self.curves():
            if curve.key == key:
                self._select(curve.series.partition("/")[2])

    def _fill_menu(self, menu: QMenu) -> None:
        """The layers that have lines can be selected by the keyboard too."""
        if not self._lines():
            return
        layers = menu.addMenu(tr("Select a layer"))
        layers.setObjectName("selectLayer")
        for layer in self._lines():
            action: QAction = layers.addAction(self.source.layer_name(layer).replace("&", "&&"))
            action.setObjectName(f"selectLayer-{layer}")
            action.triggered.connect(lambda _checked, layer=layer: self._select(layer))

    def _begin_map(self) -> None:
        self._buckets = StepBuckets(len(self._layers), log=self._map_scale == "log")
        self._names = ()

    def _draw_map(self) -> bool:
        table = self._table
        series = [
            table[name] for la in self._layers if (name := f"{self._map_series}/{la}") in table
        ]
        self._map_note.say(None if series else self.figure.empty)
        if not series or len(series) < len(self._layers):
            return False
        generation = table.generation if isinstance(table, Moments) else 0
        count = min(len(one) for one in series)
        if generation != self._generation or count < self._buckets.size:
            self._generation = generation
            self._begin_map()
        names = tuple(self.source.layer_name(layer) for layer in self._layers)
        if self._buckets.size == count and names == self._names:
            return False
        self._take(series, count)
        self._names = names
        steps = self._steps_at(self._buckets.ends)
        timeline = self.source.timeline
        first_steps = [int(step) + 1 for step in steps[:-1]]
        self._map.show_means(
            self._buckets.means, names, timeline.of(steps), first_steps, timeline.axis
        )
        return True

    def _take(self, series: list[Series], count: int) -> None:
        for start in range(self._buckets.size, count, BLOCK):
            stop = min(start + BLOCK, count)
            block = [one.values[start:stop] for one in series]
            self._buckets.add(np.stack(block).astype(np.float64))

    def _steps_at(self, counts: np.ndarray) -> np.ndarray:
        """The step after which there were so many points."""
        if self.figure.source == "steps":
            return counts.astype(np.float64)
        steps = self.source.history.probes["step"].values
        return np.append(0.0, steps[counts[1:] - 1])
