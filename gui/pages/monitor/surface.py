"""The loss surface with the way that training walks on it."""

from engine.check.shapes import infer
from engine.surface import SurfaceAnswer
from engine.text import Text, text
from gui.pages.monitor.asking import Asking
from gui.pages.monitor.cards import MonitorCard
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.source import Source
from gui.plots.surface_plot import SurfacePlot
from gui.run.state import RunState

_TITLE = text("Loss surface")
#: Seconds that an answer may take while a run goes on, and while nothing waits for it.
_RUNNING, _IDLE = 0.02, 0.06


class SurfacePanel(CardPanel):
    """Asks for more of the picture until it is done, and for where the weights are."""

    def __init__(self, around: Surroundings) -> None:
        self._plot = SurfacePlot()
        self._plot.setObjectName("surfaceMap")
        card = MonitorCard(_TITLE, "surfacePlot")
        card.set_body(self._plot, self._plot.table)
        super().__init__(around.source, card, self._plot)
        self._controller = around.controller
        self._answer: SurfaceAnswer | None = None
        self._reason, self._new = text(""), False
        self._asking = Asking(around.controller, "surface", card, self._arguments)
        self._asking.arrived.connect(self._take)
        self._asking.refused.connect(self._refuse)

    def _arguments(self) -> dict[str, object]:
        running = self._controller.state is RunState.TRAINING
        going_on = self._answer.going_on if self._answer is not None else None
        return {"going_on": going_on, "seconds": _RUNNING if running else _IDLE}

    def _take(self, answer: SurfaceAnswer) -> None:
        self._answer, self._new = answer, True
        if not answer.done:
            self._asking.ask_soon()
        self.refresh()

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
        answer = self._answer
        if answer is None:
            return self._reason
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
