"""Weights or gradients of one layer through time."""

from typing import Literal

import numpy as np

from engine.text import Text, text
from gui.pages.monitor.cards import MonitorCard, chooser, is_seen
from gui.pages.monitor.empty_note import EmptyNote
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.ridge import Ridge, RidgePlot
from gui.translate import tr

_TITLES: dict[str, Text] = {
    "weight": text("Weights through time"),
    "gradient": text("Gradients through time"),
}


class HistogramPanel(CardPanel):
    """Shows the selected layer, else the one shown last, else the first one."""

    def __init__(self, around: Surroundings, figure: Literal["weight", "gradient"]) -> None:
        self._figure = figure
        self._plot = RidgePlot()
        self._plot.setObjectName(f"{figure}Ridge")
        card = MonitorCard(_TITLES[figure], f"{figure}HistogramPlot")
        card.set_body(self._plot, self._plot.table)
        super().__init__(around.source, card, self._plot)
        self._note = EmptyNote(self._plot)
        self._selection = around.selection
        self._layer = ""
        self._button = chooser(f"{figure}HistogramLayer")
        self._button.menu().aboutToShow.connect(self._fill_layers)
        card.add_choice(self._button)
        self._shown: tuple[object, ...] = ()
        self.arrange()

    @property
    def layer(self) -> str:
        """The layer on show; "" while there is none."""
        layers = self._layers()
        selected = next((layer for layer in layers if layer in self._selection.ids), "")
        if selected or self._layer not in layers:
            self._layer = selected or next(iter(layers), "")
        return self._layer

    def restart(self) -> None:
        """Another history has other histograms, or none."""
        self._shown = ()

    def arrange(self) -> None:
        """Names the choice in the language on screen."""
        name = self.source.layer_name(self.layer) if self.layer else ""
        self._plot.set_caption(name)
        self._button.setText(tr("layer") + " ▾")
        self._button.setToolTip(tr("Choose the layer"))
        self._button.setAccessibleName(tr("Layer"))
        self.card.room.offer(self._button, wanted=bool(name), first=True)
        self.card.room.fit(self.card.width())
        self._plot.setAccessibleName(f"{self.card.accessibleName()} · {name}")
        self.card.set_help(
            tr("A histogram each few moments, one behind the other: the newest in front.")
        )
        self._shown = ()

    def refresh(self) -> bool:
        """Shows the histograms of the layer where there are new ones."""
        if not is_seen(self._plot):
            return False
        layer = self.layer
        kept = self.source.history.histograms.get(f"{self._figure}/{layer}")
        items = kept.items if kept is not None else []
        stamp = (layer, len(items), items[-1][0] if items else 0)
        if stamp == self._shown:
            return False
        if not self._shown or self._shown[0] != layer:
            self.arrange()
        self._shown = stamp
        self._note.say(None if items else text("Histograms appear once training has run a moment."))
        self._plot.set_ridges(
            [Ridge(step, h.low, h.high, np.asarray(h.counts, np.float64)) for step, h in items]
        )
        return True

    def _layers(self) -> tuple[str, ...]:
        return self.source.layers_in(self.source.history.histograms, self._figure)

    def _fill_layers(self) -> None:
        menu = self._button.menu()
        menu.clear()
        for layer in self._layers():
            action = menu.addAction(self.source.layer_name(layer).replace("&", "&&"))
            action.setObjectName(f"{self._button.objectName()}-{layer}")
            action.setCheckable(True)
            action.setChecked(layer == self._layer)
            action.triggered.connect(lambda _checked, layer=layer: self._selection.set([layer]))
