"""The decision boundary as it moves: which class, or which value, the network says where."""

import time

from engine.plane import MOST_FEATURES, BoundaryAnswer
from engine.text import Text, text
from gui.pages.monitor.asking_panel import AskingPanel
from gui.pages.monitor.cards import MonitorCard
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.source import Source
from gui.plots.boundary_plot import BoundaryPlot
from gui.run.state import RunState

#: Points along a side: coarse enough for large networks, fine enough for a smooth line.
_FEWEST, _MOST = 12, 96
#: Seconds that an answer may take while a run goes on, and while nothing waits for it.
_RUNNING, _IDLE = 0.012, 0.08
#: A picture this much finer is asked for at once when nothing waits for it.
_WORTH_IT = 1.2


class BoundaryPanel(AskingPanel[BoundaryAnswer]):
    """Asks for as fine a picture as there is time for."""

    def __init__(self, around: Surroundings) -> None:
        self._plot = BoundaryPlot()
        self._plot.setObjectName("boundaryMap")
        self._side, self._painted = _FEWEST * 2, 0.0
        card = MonitorCard(text("Decision boundary"), "boundaryPlot")
        card.set_body(self._plot, self._plot.table)
        super().__init__(around, "boundary", card, self._plot, self._plot)

    def arguments(self) -> dict[str, object]:
        """How many points along a side."""
        return {"side": self._side}

    def take(self, answer: BoundaryAnswer) -> None:
        """Draws it, and notes what that and the answer have cost."""
        running = self.controller.state is RunState.TRAINING
        allowed = _RUNNING if running else _IDLE
        finer = self._side * (allowed / max(answer.seconds, 1e-4)) ** 0.5
        before, self._side = self._side, int(min(max(finer, _FEWEST), _MOST, 2 * self._side))
        if not running and self._side > before * _WORTH_IT:
            self.asking.ask_soon()
        painted, begun = self._plot.paint_seconds, time.perf_counter()
        super().take(answer)
        # What was painted since the last answer was painted for that one.
        self.asking.drawing = time.perf_counter() - begun + painted - self._painted
        self._painted = painted

    def draw(self, answer: BoundaryAnswer | None) -> None:
        """The plane and the rows on it."""
        self._plot.show_answer(answer)

    def subtitle(self, answer: BoundaryAnswer) -> Text:
        """The step, and how much of the data is seen."""
        if answer.plane.names is not None:
            return text("step {step}", step=answer.step)
        return text(
            "plane of the two main components, {share} % of the variance · step {step}",
            share=round(100 * sum(answer.plane.explained), 1),
            step=answer.step,
        )


def has_plane(source: Source) -> bool:
    """Whether the data can be seen on a plane."""
    return 2 <= source.features <= MOST_FEATURES


def is_plane(source: Source) -> bool:
    """Whether the data is a plane: nothing of it is hidden from the picture."""
    return source.features == 2
