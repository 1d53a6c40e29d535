"""Predictions beside the truth as they move, for a regression: the cloud, or how far off it is."""

import numpy as np
from PySide6.QtWidgets import QStackedWidget

from engine import numbers
from engine.answers import PairsAnswer
from engine.text import Text, text
from gui.pages.monitor.asking_panel import AskingPanel
from gui.pages.monitor.cards import MonitorCard, chooser, fill_chooser
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.export import Table
from gui.plots.histogram import Histogram
from gui.plots.scatter import Scatter
from gui.translate import tr

_BARS = 32


class PairsPanel(AskingPanel[PairsAnswer]):
    """One target at a time, as a cloud or as a histogram of the errors."""

    def __init__(self, around: Surroundings) -> None:
        self._cloud, self._errors = Scatter("validation"), Histogram("validation")
        self._cloud.setObjectName("pairsCloud")
        self._errors.setObjectName("pairsErrors")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cloud)
        self._stack.addWidget(self._errors)
        card = MonitorCard(text("Predicted and true"), "pairsPlot")
        card.set_body(self._stack, self._table)
        self._settings = around.settings
        self._view = self._settings.text("monitor/pairs", "cloud")
        self._target = 0
        self._view_button, self._target_button = chooser("pairsView"), chooser("pairsTarget")
        card.add_choice(self._view_button)
        card.add_choice(self._target_button)
        super().__init__(around, "pairs", card, self._cloud, self._stack)
        self.arrange()

    def arrange(self) -> None:
        """Names the choices in the language on screen."""
        views = {"cloud": tr("values"), "errors": tr("errors")}
        fill_chooser(self._view_button, views, self._view, self._choose_view)
        self._view_button.setAccessibleName(tr("View"))
        self._view_button.setToolTip(tr("Values beside each other, or how far off they are"))
        names = self.answer.targets if self.answer is not None else ()
        targets = {str(number): name for number, name in enumerate(names)}
        fill_chooser(self._target_button, targets, str(self._target), self._choose_target)
        self._target_button.setAccessibleName(tr("Target"))
        self._target_button.setToolTip(tr("Choose the target"))
        self.card.room.offer(self._target_button, wanted=len(names) > 1, first=True)
        self._stack.setCurrentIndex(1 if self._view == "errors" else 0)

    def take(self, answer: PairsAnswer) -> None:
        """Draws it; other data has other targets."""
        if self.answer is None or self.answer.targets != answer.targets:
            self.answer, self._target = answer, min(self._target, len(answer.targets) - 1)
            self.arrange()
        super().take(answer)

    def draw(self, answer: PairsAnswer | None) -> None:
        """The pairs of one target, and how far off they are."""
        truth, predicted = self._columns()
        self._cloud.set_points(truth, predicted)
        errors = self._differences()
        # Around zero, so that a bias is seen as one.
        reach = (float(np.abs(errors).max()) if len(errors) else 0.0) or 1.0
        self._errors.set_counts(*np.histogram(errors, bins=_BARS, range=(-reach, reach)))

    def subtitle(self, answer: PairsAnswer) -> Text:
        """Which rows, or how far off on average."""
        if self._view == "errors":
            errors = self._differences()
            bias = numbers.short(float(errors.mean())) if len(errors) else "–"
            return text("mean error {bias} · step {step}", bias=bias, step=answer.step)
        if answer.split == "train":
            return text("training rows, step {step}", step=answer.step)
        return text("validation, step {step}", step=answer.step)

    def _columns(self) -> tuple[np.ndarray, np.ndarray]:
        if self.answer is None:
            return np.empty(0), np.empty(0)
        return self.answer.truth[:, self._target], self.answer.predicted[:, self._target]

    def _differences(self) -> np.ndarray:
        truth, predicted = self._columns()
        errors = predicted - truth
        return np.asarray(errors[np.isfinite(errors)])

    def _table(self) -> Table:
        if self.answer is None:
            return {}
        truth, predicted = self._columns()
        return {
            tr("row"): self.answer.rows + 1,
            tr("true value"): truth,
            tr("predicted value"): predicted,
        }

    def _choose_view(self, view: str) -> None:
        self._view = view
        self._settings.set_text("monitor/pairs", view)
        self._choose()

    def _choose_target(self, target: str) -> None:
        self._target = int(target)
        self._choose()

    def _choose(self) -> None:
        self.arrange()
        self.draw_anew()
