"""What a run takes of the machine: speed, memory, and how busy the processors are."""

import numpy as np

from engine.text import Text, text
from gui.pages.monitor.cards import MonitorCard, MonitorPlot, is_seen
from gui.pages.monitor.empty_note import EmptyNote
from gui.pages.monitor.feed import Curve
from gui.pages.monitor.figures import mebibytes
from gui.pages.monitor.panel import CardPanel, LinePanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.source import Source
from gui.plots.gauges import Gauge, Gauges
from gui.translate import tr

#: Moments that a gauge's curve goes back; there is one about every second.
_LAST = 120
_SOON = text("Figures of the machine appear a second after training has begun.")
_TOO_SHORT = text(
    "Figures of the machine are taken about once a second: this run was over before that."
)


class SpeedPanel(LinePanel):
    """Rows trained on a second."""

    empty = text("The speed appears with the first steps.")

    def __init__(self, around: Surroundings) -> None:
        plot = MonitorPlot(text("Speed"), "speedPlot", with_log=False)
        super().__init__(around.source, plot)

    def curves(self) -> tuple[Curve, ...]:
        """One line."""
        name = tr("samples/s")
        return (Curve("chunks", "samples_per_second", name, 2),)


class MemoryPanel(LinePanel):
    """Memory of the process, and on the graphics card where it trains on one."""

    def __init__(self, around: Surroundings) -> None:
        title = text("Memory")
        super().__init__(around.source, MonitorPlot(title, "memoryPlot", with_log=False))
        self.plot.set_title(title, text("MiB"))

    def refresh(self) -> bool:
        """Says what it waits for while there are no figures."""
        self.empty = _nothing_yet(self.source)
        return super().refresh()

    def curves(self) -> tuple[Curve, ...]:
        """A line for each memory there is."""
        names = {"memory": tr("this program"), "gpu_memory": tr("graphics card")}
        return tuple(
            Curve("machine", series, name, place, "line", mebibytes)
            for place, (series, name) in enumerate(names.items())
            if series in self.source.history.machine
        )


class ProcessorPanel(CardPanel):
    """How busy the processors are, and the graphics card."""

    def __init__(self, around: Surroundings) -> None:
        self._gauges = Gauges()
        self._gauges.setObjectName("processorGauges")
        card = MonitorCard(text("Processors"), "processorPlot")
        card.set_body(self._gauges, self._gauges.table)
        super().__init__(around.source, card, self._gauges)
        self._note = EmptyNote(self._gauges)
        self._shown: tuple[int, ...] = ()
        card.set_title(text("Processors"), text("% of all there is, the last two minutes"))

    def restart(self) -> None:
        """Another history has other figures."""
        self._shown = ()

    def arrange(self) -> None:
        """The names are in another language."""
        self._shown = ()

    def refresh(self) -> bool:
        """Shows the latest figures."""
        machine = self.source.history.machine
        stamp = (machine.generation, machine.count, self.source.running)
        if not is_seen(self._gauges) or stamp == self._shown:
            return False
        self._shown = stamp
        names = {"cpu": tr("CPU"), "gpu": tr("GPU")}
        gauges = [
            Gauge(name, np.asarray(machine[series].values[-_LAST:], np.float64))
            for series, name in names.items()
            if series in machine
        ]
        self._note.say(None if gauges else _nothing_yet(self.source))
        self._gauges.setAccessibleName(self.card.accessibleName())
        self._gauges.set_gauges(gauges)
        return True


def _nothing_yet(source: Source) -> Text:
    return _SOON if source.running or not source.history.step_count else _TOO_SHORT
