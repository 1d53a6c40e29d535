"""Predictions beside the truth as they move, for a regression: the cloud, or how far off it is."""

import numpy as np
from PySide6.QtWidgets import QStackedWidget

from engine import numbers
from engine.answers import PairsAnswer
from engine.text import Text, text
from gui.pages.monitor.asking import Asking
from gui.pages.monitor.cards import MonitorCard, chooser, fill_chooser
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.export import Table
from gui.plots.histogram import Histogram
from gui.plots.scatter import Scatter
from gui.translate import tr

_TITLE = text("Predicted and true")
_BARS = 32


class PairsPanel(CardPanel):
    """One target at a time, as a cloud or as a histogram of the errors."""

    def __init__(self, around: Surroundings) -> None:
        self._cloud, self._errors = Scatter("validation"), Histogram("validation")
        self._cloud.setObjectName("pairsCloud")
        self._errors.setObjectName("pairsErrors")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cloud)
        self._stack.addWidget(self._errors)
        card = MonitorCard(_TITLE, "pairsPlot")
        card.set_body(self._stack, self._table)
        super().__init__(around.source, card, self._cloud)
        self._settings = around.settings
        self._view = self._settings.text("monitor/pairs", "cloud")
        self._target = 0
        self._answer: PairsAnswer | None = None
        self._reason, self._new = text(""), False
        self._view_button, self._target_button = chooser("pairsView"), chooser("pairsTarget")
        card.add_choice(self._view_button)
        card.add_choice(self._target_button)
        self._asking = Asking(around.controller, "pairs", card)
        self._asking.arrived.connect(self._take)
        self._asking.refused.connect(self._refuse)
        self.arrange()

    def arrange(self) -> None:
        """Names the choices in the language on screen."""
        views = {"cloud": tr("values"), "errors": tr("errors")}
        fill_chooser(self._view_button, views, self._view, self._choose_view)
        self._view_button.setAccessibleName(tr("View"))
        self._view_button.setToolTip(tr("Values beside each other, or how far off they are"))
        names = self._answer.targets if self._answer is not None else ()
        targets = {str(number): name for number, name in enumerate(names)}
        fill_chooser(self._target_button, targets, str(self._target), self._choose_target)
        self._target_button.setAccessibleName(tr("Target"))
        self._target_button.setToolTip(tr("Choose the target"))
        self.card.room.offer(self._target_button, wanted=len(names) > 1, first=True)
        self._stack.setCurrentIndex(1 if self._view == "errors" else 0)

    def restart(self) -> None:
        """Another history may belong to other weights."""
        self._asking.ask_soon()

    def refresh(self) -> bool:
        """Draws the latest answer."""
        if not self._new or not self._stack.isVisible():
            return False
        self._new = False
        answer = self._answer
        self._target = min(self._target, len(answer.targets) - 1) if answer is not None else 0
        truth, predicted = self._columns()
        self._cloud.set_points(truth, predicted)
        errors = predicted - truth
        errors = errors[np.isfinite(errors)]
        # Around zero, so that a bias is seen as one.
        reach = float(np.abs(errors).max()) if len(errors) else 1.0
        counts, edges = np.histogram(errors, bins=_BARS, range=(-reach or -1.0, reach or 1.0))
        self._errors.set_counts(counts, edges)
        self.card.set_title(_TITLE, self._subtitle(errors))
        return True

    def _columns(self) -> tuple[np.ndarray, np.ndarray]:
        if self._answer is None:
            return np.empty(0), np.empty(0)
        return self._answer.truth[:, self._target], self._answer.predicted[:, self._target]

    def _subtitle(self, errors: np.ndarray) -> Text:
        if self._answer is None:
            return self._reason
        bias = numbers.short(float(errors.mean())) if len(errors) else "–"
        if self._view == "errors":
            return text("mean error {bias} · step {step}", bias=bias, step=self._answer.step)
        if self._answer.split == "train":
            return text("training rows, step {step}", step=self._answer.step)
        return text("validation, step {step}", step=self._answer.step)

    def _table(self) -> Table:
        if self._answer is None:
            return {}
        truth, predicted = self._columns()
        return {
            tr("row"): self._answer.rows + 1,
            tr("true value"): truth,
            tr("predicted value"): predicted,
        }

    def _choose_view(self, view: str) -> None:
        self._view = view
        self._settings.set_text("monitor/pairs", view)
        self._draw_anew()

    def _choose_target(self, target: str) -> None:
        self._target = int(target)
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._new = True
        self.arrange()
        self.refresh()

    def _take(self, answer: PairsAnswer) -> None:
        others = self._answer is None or self._answer.targets != answer.targets
        self._answer, self._new = answer, True
        if others:
            self.arrange()
        self.refresh()

    def _refuse(self, reason: Text) -> None:
        self._answer, self._reason, self._new = None, reason, True
        self.refresh()
