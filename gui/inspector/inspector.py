"""The right column of the window: pages under underlined tabs."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.card import divider
from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.inspector.copy_weights import KeptWeights
from gui.inspector.layer_page import LayerPage
from gui.inspector.training_page import TrainingPage
from gui.run.controller import RunController
from gui.shown_sample import ShownSample
from gui.translate import tr

WIDTH = 304
#: The place of the lesson among the tabs.
LESSON = 2
_MARGIN = 12


class Inspector(QWidget):
    """What can be changed: about the selected layer, and about training."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        controller: RunController,
        store: DataStore,
        parent: QWidget | None = None,
        *,
        sample: ShownSample | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setMinimumWidth(248)
        self._tabs = QTabBar()
        self._tabs.setObjectName("inspectorTabs")
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.addTab("")
        self._tabs.addTab("")
        self._pages = QStackedWidget()
        layer = self._layer = LayerPage(
            document, selection, controller, sample or ShownSample(self)
        )
        layer.setObjectName("layerPage")
        training = self._training = TrainingPage(document, controller, store)
        training.setObjectName("trainingPage")
        self._pages.addWidget(layer)
        self._pages.addWidget(training)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        bar = QHBoxLayout()
        bar.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        bar.addWidget(self._tabs)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(divider())
        layout.addWidget(self._pages, 1)
        self._retranslate()

    def offer_lesson(self, page: QWidget) -> None:
        """Takes in the page of a lesson; it stays hidden until `show_lesson`."""
        self._tabs.addTab("")
        self._pages.addWidget(page)
        self.show_lesson(on=False)
        self._retranslate()

    def show_lesson(self, *, on: bool) -> None:
        """Brings the lesson to the front, or puts it away."""
        self._tabs.setTabVisible(LESSON, on)
        self._tabs.updateGeometry()
        self._tabs.setCurrentIndex(LESSON if on else min(self._tabs.currentIndex(), LESSON - 1))

    def bring(self, widget: QWidget) -> None:
        """Brings the page that a widget is on, or that it is, to the front."""
        for number in range(self._pages.count()):
            page = self._pages.widget(number)
            if page is not None and (page is widget or page.isAncestorOf(widget)):
                self._tabs.setCurrentIndex(number)

    def offer_runs(self, kept: Callable[[], KeptWeights]) -> None:
        """Offers the weights of these runs for copying into a layer."""
        self._layer.offer_runs(kept)

    def cover_numbers(self, covered: bool) -> None:
        """Puts the numbers of the Layer page out of sight while some are to be guessed."""
        self._layer.cover_numbers(covered)

    def show_layer(self) -> None:
        """Brings the Layer page to the front."""
        self._tabs.setCurrentIndex(0)

    def show_training(self) -> None:
        """Brings the Training page to the front."""
        self._tabs.setCurrentIndex(1)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._tabs.setTabText(0, tr("Layer"))
        self._tabs.setTabText(1, tr("Training"))
        if self._tabs.count() > LESSON:
            self._tabs.setTabText(LESSON, tr("Lesson"))
        self._tabs.setAccessibleName(tr("Inspector"))
        self._layer.setAccessibleName(tr("Layer"))
        self._training.setAccessibleName(tr("Training"))
