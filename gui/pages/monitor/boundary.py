"""The decision boundary as it moves: which class, or which value, the network says where."""

import time

from engine.plane import MOST_FEATURES, BoundaryAnswer
from engine.text import Text, text
from gui.pages.monitor.asking import Asking
from gui.pages.monitor.cards import MonitorCard
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.source import Source
from gui.plots.boundary_plot import BoundaryPlot
from gui.run.state import RunState

_TITLE = text("Decision boundary")
#: Points along a side: coarse enough for large networks, fine enough for a smooth line.
_FEWEST, _MOST = 12, 96
#: Seconds that an answer may take while a run goes on, and while nothing waits for it.
_RUNNING, _IDLE = 0.012, 0.08


class BoundaryPanel(CardPanel):
    """Asks for as fine a picture as there is time for."""

    def __init__(self, around: Surroundings) -> None:
        self._plot = BoundaryPlot()
        self._plot.setObjectName("boundaryMap")
        card = MonitorCard(_TITLE, "boundaryPlot")
        card.set_body(self._plot, self._plot.table)
        super().__init__(around.source, card, self._plot)
        self._controller = around.controller
        self._side, self._reason = _FEWEST * 2, text("")
        self._answer: BoundaryAnswer | None = None
        self._new, self._painted = False, 0.0
        self._asking = Asking(around.controller, "boundary", card, self._arguments)
        self._asking.arrived.connect(self._take)
        self._asking.refused.connect(self._refuse)

    def _arguments(self) -> dict[str, object]:
        return {"side": self._side}

    def _take(self, answer: BoundaryAnswer) -> None:
        self._answer, self._new = answer, True
        allowed = _RUNNING if self._controller.state is RunState.TRAINING else _IDLE
        finer = self._side * (allowed / max(answer.seconds, 1e-4)) ** 0.5
        side = int(min(max(finer, _FEWEST), _MOST, 2 * self._side))
        if side > self._side * 1.2 and self._controller.state is not RunState.TRAINING:
            self._side = side
            self._asking.ask_soon()
        self._side = side
        painted = self._plot.paint_seconds
        begun = time.perf_counter()
        self.refresh()
        # What was painted since the last answer was painted for that one.
        self._asking.drawing = time.perf_counter() - begun + painted - self._painted
        self._painted = painted

    def _refuse(self, reason: Text) -> None:
        self._answer, self._new, self._reason = None, True, reason
        self.refresh()

    def restart(self) -> None:
        """Another history may belong to other weights."""
        self._asking.ask_soon()

    def refresh(self) -> bool:
        """Draws the latest answer."""
        if not self._new or not self._plot.isVisible():
            return False
        self._new = False
        self._plot.show_answer(self._answer)
        self.card.set_title(_TITLE, self._subtitle())
        return True

    def _subtitle(self) -> Text:
        if self._answer is None:
            return self._reason
        if self._answer.plane.names is not None:
            return text("step {step}", step=self._answer.step)
        share = round(100 * sum(self._answer.plane.explained), 1)
        return text(
            "plane of the two main components, {share} % of the variance · step {step}",
            share=share,
            step=self._answer.step,
        )


def has_plane(source: Source) -> bool:
    """Whether the data can be seen on a plane."""
    return 2 <= source.features <= MOST_FEATURES


def is_plane(source: Source) -> bool:
    """Whether the data is a plane: nothing of it is hidden from the picture."""
    return source.features == 2
