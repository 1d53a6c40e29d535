"""The confusion matrix of the validation rows, of the latest epoch or of any other that was kept."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from engine import numbers
from engine.history import History
from engine.text import Text, text
from gui.pages.monitor.cards import MonitorCard, TimedHeatMap, chooser, fill_chooser, is_seen
from gui.pages.monitor.empty_note import EmptyNote
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.export import Table
from gui.theme import sized_font
from gui.translate import tr

_TITLE = text("Confusion matrix")
_SOON = text("The confusion matrix appears after the first epoch.")
_NO_ROWS = text("There are no validation rows to count. The Data page can split some off.")
#: Smaller cells have no room for the names of their classes, or for the first letters of them.
_SMALLEST_NAMED, _FIRST_LETTERS = 13, 28
#: Names are cut short where they are longer; what else stands beside the matrix and below it.
_LONGEST, _AROUND = 110, 42


class ConfusionMap(TimedHeatMap):
    """Rows are the true classes, columns the predicted ones; as counts, or in % of the true class."""

    def __init__(self) -> None:
        super().__init__(square=True)
        self.setObjectName("confusionMap")
        self._counts = np.zeros((0, 0), np.int64)
        self._classes: tuple[str, ...] = ()
        self._as_shares = False

    def show_counts(
        self, counts: np.ndarray, classes: tuple[str, ...], *, as_shares: bool = False
    ) -> None:
        """Shows counts of true × predicted."""
        self._counts, self._classes, self._as_shares = counts, classes, as_shares
        named = classes if self._has_room_for_names(classes) else ()
        self.set_axis_names(tr("true"), tr("predicted"))
        self.set_matrix(
            self._shares().round() if as_shares else counts,
            row_labels=named,
            column_labels=named,
            limits=(0.0, 100.0) if as_shares else None,
            counts=True,
        )

    def _has_room_for_names(self, classes: tuple[str, ...]) -> bool:
        """Whether the cells are large enough beside the names of these classes."""
        metrics, count = QFontMetrics(sized_font(-2)), max(len(classes), 1)
        widest = max(map(metrics.horizontalAdvance, classes), default=0)
        across = self.width() - min(widest, _LONGEST) - _AROUND
        side = min(across, self.height() - _AROUND) / count
        return side >= max(_SMALLEST_NAMED, min(widest, _FIRST_LETTERS))

    def _shares(self) -> np.ndarray:
        """Each count in % of the rows of its true class; 0 where there are none."""
        rows = self._counts.sum(axis=1, keepdims=True)
        return np.asarray(100.0 * self._counts / np.maximum(rows, 1))

    def _name(self, index: int) -> str:
        return self._classes[index] if index < len(self._classes) else str(index)

    def describe(self, place: QPoint) -> str:
        """How many of which class were taken for which."""
        cell = self.cell_at(place)
        if cell is None:
            return ""
        words = tr("true {true}, predicted {predicted}: {count} ({share} % of the class)")
        return words.format(
            true=self._name(cell[0]),
            predicted=self._name(cell[1]),
            count=numbers.count(int(self._counts[cell])),
            share=numbers.short(round(float(self._shares()[cell]), 1)),
        )

    def table(self) -> Table:
        """A row a true class, a column a predicted one."""
        classes = range(len(self._counts))
        if not classes:
            return {}
        table: dict[str, list[object]] = {tr("true"): [self._name(index) for index in classes]}
        for index in classes:
            name = tr("predicted {name}").format(name=self._name(index))
            table[name] = [int(count) for count in self._counts[:, index]]
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the classes where there is room."""
        super().resizeEvent(event)
        if self._counts.size:
            self.show_counts(self._counts, self._classes, as_shares=self._as_shares)


class EpochSlider(QWidget):
    """Which of the kept epochs is looked at; at its right end it follows the latest one."""

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("confusionEpoch")
        self.slider.setPageStep(5)
        self._label = QLabel()
        self._label.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self._label)
        self._epochs: list[int] = []
        self.slider.valueChanged.connect(self._tell)
        self.offer([])

    def offer(self, epochs: list[int]) -> None:
        """These epochs are kept; the one looked at stays where it still is, else the nearest."""
        follows = self.slider.value() >= len(self._epochs) - 1
        looked_at = self.epoch
        self._epochs = epochs
        last = max(len(epochs) - 1, 0)
        place = last
        if not follows and looked_at is not None and epochs:
            place = int(np.abs(np.array(epochs) - looked_at).argmin())
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setValue(place)
        self.slider.blockSignals(False)
        self.setVisible(len(epochs) > 1)
        self._tell()

    def show_epoch(self, epoch: int) -> None:
        """Looks at the kept epoch nearest to this one."""
        self.slider.blockSignals(True)
        self.slider.setValue(int(np.abs(np.array(self._epochs) - epoch).argmin()))
        self.slider.blockSignals(False)
        self._tell()

    @property
    def epoch(self) -> int | None:
        """The epoch looked at; None while there is none."""
        return self._epochs[self.slider.value()] if self._epochs else None

    def _tell(self, _place: int = 0) -> None:
        self.slider.setAccessibleName(tr("Epoch"))
        if self.epoch is None:
            return
        words = tr("epoch {epoch} of {last}").format(epoch=self.epoch, last=self._epochs[-1])
        self._label.setText(words)
        self.slider.setAccessibleDescription(words)
        self.slider.setToolTip(tr("Look at an earlier epoch; the right end follows the latest"))

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()
        super().changeEvent(event)


class ConfusionPanel(CardPanel):
    """The matrix in its card, over a slider through the epochs."""

    def __init__(self, around: Surroundings) -> None:
        self._map, self._slider = ConfusionMap(), EpochSlider()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._map, 1)
        column.addWidget(self._slider)
        card = MonitorCard(_TITLE, "confusionPlot")
        card.set_body(body, self._map.table)
        card.body_controls = (self._slider,)
        super().__init__(around.source, card, self._map)
        self._note = EmptyNote(self._map)
        self._settings = around.settings
        self._view = self._settings.text("monitor/confusion", "counts")
        self._button = chooser("confusionView")
        card.add_choice(self._button)
        self._shown: tuple[object, ...] = ()
        self._history: History | None = None
        self._looking: int | None = None
        self._slider.slider.valueChanged.connect(self._look)
        self.arrange()

    def arrange(self) -> None:
        """Names the choice in the language on screen."""
        views = {"counts": tr("counts"), "shares": tr("% of class")}
        fill_chooser(self._button, views, self._view, self._choose)
        self._button.setAccessibleName(tr("View"))
        self._button.setToolTip(tr("How many rows, or which share of the true class"))

    def restart(self) -> None:
        """Another history has other matrices, or none; in the same one the epoch looked at stays."""
        self._shown = ()
        if self.source.history is not self._history:
            self._history = self.source.history
            self._slider.offer([])
        self._map.show_counts(np.zeros((0, 0), np.int64), ())
        self.card.set_title(_TITLE)
        self._note.say(_SOON)

    def refresh(self) -> bool:
        """Offers the epochs that are kept and shows the matrix of the one looked at."""
        history = self.source.history
        kept = dict(history.confusions.items)
        if not kept:
            self._note.say(_NO_ROWS if history.epoch_count else _SOON)
            return False
        if not is_seen(self._map):
            return False
        self._slider.offer(list(kept))
        if self.source.looking != self._looking:
            self._looking = self.source.looking
            self._slider.show_epoch(
                history.epoch_count
                if self._looking is None
                else history.epochs_until(self._looking)
            )
        epoch = self._slider.epoch
        assert epoch is not None, "some are kept"
        shown = (epoch, self.source.classes, self._view)
        if shown == self._shown:
            return False
        self._shown = shown
        self._note.say(None)
        self._map.show_counts(kept[epoch], self.source.classes, as_shares=self._view == "shares")
        self.card.set_title(_TITLE, self._subtitle(epoch))
        return True

    def _subtitle(self, epoch: int) -> Text:
        if self._view == "shares":
            return text("% of each true class, validation, epoch {epoch}", epoch=epoch)
        return text("validation, epoch {epoch}", epoch=epoch)

    def _look(self, _place: int) -> None:
        self.refresh()

    def _choose(self, view: str) -> None:
        self._view = view
        self._settings.set_text("monitor/confusion", view)
        self.arrange()
        self.refresh()
