"""Loss, the task's metric and the learning rate."""

from collections.abc import Iterator

from engine.catalog.losses import loss_kind
from engine.catalog.metrics import METRICS
from engine.text import Text, text
from gui.pages.monitor.cards import MonitorPlot, chooser, fill_chooser
from gui.pages.monitor.feed import Curve, epochs_with_numbers
from gui.pages.monitor.figures import WeightedShare
from gui.pages.monitor.panel import LinePanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.pages.monitor.source import Source
from gui.translate import show, tr

_RATE_COLOR = 2
#: Instead of the name of a metric: all of them.
_ALL = "all"


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
        names = _terms(self.source)
        if len(names) > 1:
            found += [
                Curve("steps", name, _term_name(self.source, number), number, "smoothed")
                for number, name in enumerate(names)
            ]
        return tuple(found)


class LossSharePanel(LinePanel):
    """What each term of a loss of several makes of the whole, weighted."""

    empty = text("The shares of the terms appear with the first step.")

    def __init__(self, around: Surroundings) -> None:
        title = text("Loss terms")
        plot = MonitorPlot(title, "lossSharePlot", with_log=False, smoothing=around.smoothing)
        super().__init__(around.source, plot)
        plot.set_title(title, text("% of the loss, weighted"))

    def curves(self) -> tuple[Curve, ...]:
        """A line for each term."""
        names = _terms(self.source)
        weights = tuple(term.weight for term in self.source.project.training.losses)
        if len(names) != len(weights):
            return ()  # recorded with another loss than the project has
        return tuple(
            Curve(
                "steps",
                name,
                _term_name(self.source, number),
                number,
                "smoothed",
                WeightedShare((weights[number], *weights[:number], *weights[number + 1 :])),
                (*names[:number], *names[number + 1 :]),
            )
            for number, name in enumerate(names)
        )


def has_terms(source: Source) -> bool:
    """Whether the loss is a sum of several."""
    return len(source.project.training.losses) > 1


def _terms(source: Source) -> list[str]:
    return [name for name in source.history.steps if name.startswith("term/")]


def _term_name(source: Source, number: int) -> str:
    terms = source.project.training.losses
    if number >= len(terms):
        return tr("term {number}").format(number=number + 1)
    kind = loss_kind(terms[number].loss.kind)
    return tr("{number}: {name}").format(number=number + 1, name=show(Text(kind.label)))


class MetricPanel(LinePanel):
    """One of the task's metrics, of training and of validation; or all of them at once."""

    empty = text("Metrics appear after the first epoch.")

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
        if self._chosen in recorded or (self._chosen == _ALL and len(recorded) > 1):
            return self._chosen
        return recorded[0] if recorded else self._expected()

    def choose(self, metric: str) -> None:
        """Shows another metric from now on."""
        self._chosen = metric
        self._settings.set_text("monitor/metric", metric)
        self._offered = ()
        self.refresh()

    def curves(self) -> tuple[Curve, ...]:
        """The metric of training and of validation; of all of them what there is of validation."""
        metric = self.metric
        if metric == _ALL:
            return tuple(self._one_of_all())
        found = [Curve("epochs", metric, tr("train"), "train")]
        if epochs_with_numbers(self.source.history, f"validation_{metric}"):
            found.append(Curve("epochs", f"validation_{metric}", tr("val"), "validation"))
        return tuple(found)

    def _one_of_all(self) -> Iterator[Curve]:
        for place, metric in enumerate(self._recorded()):
            name = show(Text(METRICS[metric].title))
            yield Curve("epochs", f"{self._split}{metric}", name, place, "points")

    @property
    def _split(self) -> str:
        """How the names of the series begin that all metrics at once are read from."""
        history = self.source.history
        validated = any(epochs_with_numbers(history, f"validation_{m}") for m in self._recorded())
        return "validation_" if validated else ""

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
        if self.metric == _ALL:
            self.plot.set_title(
                text("Metrics"), text("validation") if self._split else text("train")
            )
        else:
            self.plot.set_title(Text(METRICS[self.metric].title))
        labels = {name: show(Text(METRICS[name].title)) for name in self._recorded()}
        if len(labels) > 1:
            labels[_ALL] = tr("all")
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
