"""The Training page: loss, optimizer, schedule, batches and the rest of a run's settings."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from engine.catalog.clipping import CLIPPING
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.catalog.stopping import STOPPING
from engine.catalog.training_fields import TRAINING_FIELDS, training_field
from engine.live_settings import in_words
from engine.spec.component import Component
from engine.text import Text, text
from gui.data_store import DataStore
from gui.document import Document
from gui.forms.component_editor import ComponentEditor
from gui.forms.editors import caption_text
from gui.forms.form import SPACING, FieldsForm
from gui.inspector.budget_view import BudgetView
from gui.inspector.losses_view import LossesView
from gui.inspector.parts import Page, link, words
from gui.run.controller import RunController
from gui.translate import show, tr

_FIRST = ("batch_size", "epochs")
_CAPTIONS = {
    "optimizer": text("Optimizer"),
    "schedule": text("Schedule"),
    "clipping": text("Clip gradients"),
    "stopping": text("Stop early"),
}


class TrainingPage(Page):
    """Every setting of a run, drawn from what the catalogue declares.

    A run under way takes on its learning rate, batch size, clipping and dropout; the others wait for
    the next run, and the page says so. It also says what a run uses that the project does not say.
    """

    def __init__(
        self,
        document: Document,
        controller: RunController,
        store: DataStore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._controller = document, controller
        self._later = words("muted", "trainingTakesEffectLater")
        self._used = words("muted", "trainingRunUses")
        self._take_over = link("trainingKeepSettings")
        self._take_over.clicked.connect(controller.live.take_over)
        self._losses = LossesView(document, store)
        self._components = {
            "optimizer": ComponentEditor(
                OPTIMIZERS,
                _CAPTIONS["optimizer"],
                "trainingOptimizer",
                {"lr": "trainingLearningRate"},
            ),
            "schedule": ComponentEditor(SCHEDULES, _CAPTIONS["schedule"], "trainingSchedule"),
            "clipping": ComponentEditor(CLIPPING, _CAPTIONS["clipping"], "trainingClipping"),
            "stopping": ComponentEditor(STOPPING, _CAPTIONS["stopping"], "trainingStopping"),
        }
        first = [training_field(name) for name in _FIRST]
        self._forms = (
            FieldsForm(first, "training"),
            FieldsForm([f for f in TRAINING_FIELDS if f.name not in _FIRST], "training"),
        )
        for form in self._forms:
            form.changed.connect(self._set_field)
        for editor in self._components.values():
            editor.valueChanged.connect(self._set_component)
        parts = self._components
        self.body.setSpacing(SPACING)
        for line in (self._later, self._used, self._take_over):
            self.body.addWidget(line)
        self.body.addWidget(self._losses)
        self.body.addSpacing(4)
        for widget in (
            parts["optimizer"],
            parts["schedule"],
            self._forms[0],
            parts["clipping"],
            parts["stopping"],
            self._forms[1],
        ):
            self.body.addWidget(widget)
        self.body.addSpacing(4)
        self.body.addWidget(BudgetView(document, controller))
        self.body.addStretch(1)
        document.changed.connect(self._refresh)
        controller.state_changed.connect(self._follow_run)
        controller.live.changed.connect(self._show_used)
        self._retranslate()
        self._refresh()
        self._follow_run()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._later.setText(
            tr(
                "Learning rate, batch size, clipping and dropout take effect at once; everything else "
                "from the next run on."
            )
        )
        self._take_over.setText(tr("Keep these settings in the project"))
        self._show_used()

    def _refresh(self) -> None:
        training = self._document.project.training
        self._losses.refresh()
        for name, editor in self._components.items():
            editor.setValue(getattr(training, name))
        values = {field.name: getattr(training, field.name) for field in TRAINING_FIELDS}
        for form in self._forms:
            form.set_values(values)
        self._show_used()

    def _show_used(self) -> None:
        """What the run uses and the project does not say."""
        network = self._document.project.network
        used = [
            show(in_words(name, value, network))
            for name, value in self._controller.live.differing.items()
        ]
        self._used.setText(tr("The run uses: {settings}.").format(settings=", ".join(used)))
        for widget in (self._used, self._take_over):
            widget.setVisible(bool(used))

    def _follow_run(self) -> None:
        self._later.setVisible(self._controller.is_running)

    def _set_field(self, name: str, value: Any, token: str) -> None:
        self._change(name, value, caption_text(training_field(name)), token)

    def _set_component(self, chosen: Component) -> None:
        name, editor = next((n, e) for n, e in self._components.items() if e is self.sender())
        self._change(name, chosen, _CAPTIONS[name], editor.merge_token)

    def _change(self, name: str, value: Any, what: Text, token: str) -> None:
        training = self._document.project.training.replace(**{name: value})
        words_ = text("Change {setting}", setting=what)
        self._document.set_training(training, words_, f"training/{name}/{token}" if token else "")
