"""Loss, the task's metric and the learning rate."""

from engine.catalog.losses import loss_kind
from engine.catalog.metrics import METRICS
from engine.text import Text, text
from gui.pages.monitor.cards import MonitorPlot, chooser, fill_chooser
from gui.pages.monitor.feed import Curve, epochs_with_numbers
from gui.pages.monitor.panel import LinePanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.translate import show, tr

_RATE_COLOR = 2


class LossPanel(LinePanel):
    """Train loss as it is and smoothed, validation loss, and each term of a loss of several."""

    def __init__(self, around: Surroundings) -> None:
        plot = MonitorPlot(
            text("Loss"), "lossPlot", with_smoothing=True, smoothing=around.smoothing
        )
        super().__init__(around.source, plot)

    def curves(self) -> tuple[Curve, ...]:
        """The loss of every step, of every epoch's validation, and the terms."""
        history = self.source.history
        found = [Curve("steps", "loss", tr("train"), "train", "smoothed")]
        if epochs_with_numbers(history, "validation_loss"):
            validation = tr("validation")
            found.append(Curve("epochs", "validation_loss", validation, "validation", "points"))
        names = [name for name in history.steps if name.startswith("term/")]
        if len(names) > 1:
            found += [
                Curve("steps", name, self._term(number), number, "smoothed")
                for number, name in enumerate(names)
            ]
        return tuple(found)

    def _term(self, number: int) -> str:
        terms = self.source.project.training.losses
        if number >= len(terms):
            return tr("term {number}").format(number=number + 1)
        kind = loss_kind(terms[number].loss.kind)
        return tr("{number}: {name}").format(number=number + 1, name=show(Text(kind.label)))


class MetricPanel(LinePanel):
    """One of the task's metrics, of training and of validation."""

    def __init__(self, around: Surroundings) -> None:
        plot = MonitorPlot(text("Metric"), "metricPlot", with_log=False)
        super().__init__(around.source, plot)
        self._settings = around.settings
        self._chosen = self._settings.text("monitor/metric", "")
        self._offered: tuple[str, ...] = ()
        self._button = chooser("metricChooser")
        plot.add_choice(self._button)
        plot.room.offer(self._button, wanted=False)

    @property
    def metric(self) -> str:
        """The metric on show: the chosen one where the run has it, else the task's first."""
        recorded = self._recorded()
        if self._chosen in recorded:
            return self._chosen
        return recorded[0] if recorded else self._expected()

    def choose(self, metric: str) -> None:
        """Shows another metric from now on."""
        self._chosen = metric
        self._settings.set_text("monitor/metric", metric)
        self._offered = ()
        self.refresh()

    def curves(self) -> tuple[Curve, ...]:
        """The metric of training and of validation."""
        metric = self.metric
        found = [Curve("epochs", metric, tr("train"), "train")]
        if epochs_with_numbers(self.source.history, f"validation_{metric}"):
            found.append(Curve("epochs", f"validation_{metric}", tr("val"), "validation"))
        return tuple(found)

    def refresh(self) -> bool:
        """Names the card after the metric, then draws."""
        offered = (self.metric, *self._recorded())
        if offered != self._offered:
            self._offered = offered
            self._name_card()
        return super().refresh()

    def arrange(self) -> None:
        """Sets the words of the choice again."""
        self._offered = ()

    def _name_card(self) -> None:
        kind = METRICS[self.metric]
        self.plot.set_title(Text(kind.title))
        labels = {name: show(Text(METRICS[name].title)) for name in self._recorded()}
        fill_chooser(self._button, labels, self.metric, self.choose)
        self._button.setToolTip(tr("Choose the metric"))
        self._button.setAccessibleName(tr("Metric"))
        self.plot.room.offer(self._button, wanted=len(labels) > 1, first=True)
        self.plot.room.fit(self.plot.width())

    def _recorded(self) -> tuple[str, ...]:
        return tuple(name for name in METRICS if name in self.source.history.epochs)

    def _expected(self) -> str:
        return "accuracy" if self.source.is_classification else "mae"


class LearningRatePanel(LinePanel):
    """The learning rate that each step was taken with."""

    def __init__(self, around: Surroundings) -> None:
        plot = MonitorPlot(text("Learning rate"), "learningRatePlot")
        super().__init__(around.source, plot)

    def curves(self) -> tuple[Curve, ...]:
        """One line."""
        return (Curve("steps", "lr", tr("learning rate"), _RATE_COLOR),)
