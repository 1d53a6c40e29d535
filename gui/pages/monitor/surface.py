"""The loss surface with the way that training walks on it."""

from engine.check.shapes import infer
from engine.surface import SurfaceAnswer
from engine.text import Text, text
from gui.pages.monitor.asking_panel import AskingPanel
from gui.pages.monitor.cards import MonitorCard
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.source import Source
from gui.plots.surface_plot import SurfacePlot
from gui.run.state import RunState

#: Seconds that an answer may take while a run goes on, and while nothing waits for it.
_RUNNING, _IDLE = 0.02, 0.06


class SurfacePanel(AskingPanel[SurfaceAnswer]):
    """Asks for more of the picture until it is done, and for where the weights are."""

    def __init__(self, around: Surroundings) -> None:
        self._plot = SurfacePlot()
        self._plot.setObjectName("surfaceMap")
        card = MonitorCard(text("Loss surface"), "surfacePlot")
        card.set_body(self._plot, self._plot.table)
        super().__init__(around, "surface", card, self._plot, self._plot)

    def arguments(self) -> dict[str, object]:
        """Which picture to go on with, and for how long."""
        running = self.controller.state is RunState.TRAINING
        going_on = self.answer.going_on if self.answer is not None else None
        return {"going_on": going_on, "seconds": _RUNNING if running else _IDLE}

    def take(self, answer: SurfaceAnswer) -> None:
        """Draws it, and asks on while it is not whole."""
        if not answer.done:
            self.asking.ask_soon()
        super().take(answer)

    def draw(self, answer: SurfaceAnswer | None) -> None:
        """The landscape and the way."""
        self._plot.show_answer(answer)

    def subtitle(self, answer: SurfaceAnswer) -> Text:
        """The step, and how much of the way is seen."""
        if answer.names:
            return text("{rows} training rows, step {step}", rows=answer.rows, step=answer.step)
        return text(
            "plane of {share} % of the way’s variance, the rest is not seen · step {step}",
            share=round(100 * sum(answer.explained), 1),
            step=answer.step,
        )


def learns_few(source: Source) -> bool:
    """Whether so few numbers are learnt that the surface is exact."""
    info, network = infer(source.network), source.network
    learnt = sum(
        known.parameters
        for layer_id, known in info.layers.items()
        if not network.layer(layer_id).frozen
    )
    return 1 <= learnt <= 2
