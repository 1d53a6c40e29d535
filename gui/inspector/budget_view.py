"""What training takes of memory and time, before it begins."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from engine import numbers
from engine.check.memory import Memory, memory_of
from engine.text import Text, text
from gui.document import Document
from gui.inspector.budget_bar import BudgetBar, Piece, Swatch
from gui.inspector.measuring import Measuring
from gui.inspector.parts import Spoken, column, link, words
from gui.run.controller import RunController
from gui.translate import show, tr

#: The share of the free memory that may be planned with; the rest is for what else there is.
USABLE = 0.9
_MOST_BATCH = 10_000_000

#: What memory goes to, with what a tooltip says of it.
_PARTS: tuple[tuple[str, Text, Text], ...] = (
    ("weights", text("Weights"), text("Learnable numbers, and running means and the like")),
    ("gradients", text("Gradients"), text("As many as there are numbers to learn")),
    ("optimizer", text("Optimizer"), text("What the optimizer keeps from step to step")),
    (
        "activations",
        text("Activations"),
        text("Values of the batch that the backward pass needs again"),
    ),
    ("flow", text("In flight"), text("Values of the batch that are there for a moment only")),
)


class BudgetView(Spoken):
    """A stacked bar with figures, the largest batch that fits, and the time of an epoch."""

    def __init__(
        self, document: Document, controller: RunController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("memoryAndSpeed")
        self._document = document
        self._measuring = Measuring(document, controller, self)
        self._title = words("heading")
        self._bar = BudgetBar()
        self._bar.setObjectName("memoryBar")
        self._names: list[QLabel] = []
        self._figures: list[QLabel] = []
        self._total = words("mono", "memoryTotal")
        self._largest = words("muted", "largestBatch")
        self._use = link("useLargestBatch")
        self._speed = words("muted", "epochTime")
        self._build()
        self._use.clicked.connect(self._use_largest)
        self._measuring.changed.connect(self._refresh)
        self.retranslate()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (key, _name, _help) in enumerate(_PARTS):
            name, figure = words("muted"), words("mono", f"memory_{key}")
            figure.setWordWrap(False)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._names.append(name)
            self._figures.append(figure)
            grid.addWidget(Swatch(row), row, 0)
            grid.addWidget(name, row, 1)
            grid.addWidget(figure, row, 2)
        self._sum = words("muted")
        self._total.setWordWrap(False)
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._sum, len(_PARTS), 1)
        grid.addWidget(self._total, len(_PARTS), 2)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._largest, 1)
        line.addWidget(self._use)
        layout = column(self, 6)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addLayout(grid)
        layout.addLayout(line)
        layout.addWidget(self._speed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._measuring.set_awake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._measuring.set_awake(False)

    def retranslate(self) -> None:
        self._title.setText(tr("Memory and speed"))
        self._bar.setAccessibleName(tr("Memory that training takes"))
        for name, part in zip(self._names, _PARTS, strict=True):
            name.setText(show(part[1]))
            name.setToolTip(show(part[2]))
        self._use.setText(tr("Use it"))
        self._use.setToolTip(tr("Set the batch size to the largest that fits"))
        self._use.setAccessibleName(tr("Set the batch size to the largest that fits"))
        self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return  # long networks are edited faster while nobody looks here
        memory, batch = memory_of(self._document.project), self._batch()
        pieces = tuple(_pieces(memory, batch))
        self._bar.set_pieces(pieces)
        for piece, figure in zip(pieces, self._figures, strict=True):
            figure.setText(piece.words)
        self._sum.setText(tr("At batch size {count}").format(count=numbers.count(batch)))
        self._total.setText(numbers.size(memory.total(batch)))
        self._show_largest(memory, batch)
        self._show_speed()

    def _batch(self) -> int:
        """The rows of a step: never more than there are."""
        batch, answer = self._document.project.training.batch_size, self._measuring.answer
        return min(batch, answer.rows) if answer is not None else batch

    def _fitting(self, memory: Memory) -> int | None:
        """The largest batch that fits; None while nobody knows."""
        available = self._measuring.available
        if available is None or not memory.activation:
            return None
        return min(memory.largest_batch(round(available * USABLE)), _MOST_BATCH)

    def _show_largest(self, memory: Memory, batch: int) -> None:
        largest = self._fitting(memory)
        too_large = largest is not None and batch > largest
        self._largest.setVisible(largest is not None)
        self._use.setVisible(too_large and largest != 0)
        self._largest.setProperty("role", "warning" if too_large else "muted")
        self._largest.style().polish(self._largest)
        if largest is None:
            return
        answer = self._measuring.answer
        if largest == 0:
            self._largest.setText(tr("Not even one row fits into the free memory."))
        elif answer is not None and largest >= answer.rows:
            self._largest.setText(tr("All rows would fit into one batch."))
        else:
            self._largest.setText(
                tr("Largest batch that fits: {count}").format(count=numbers.count(largest))
            )
        self._largest.setToolTip(
            tr("{size} are free on this device; a tenth is left alone.").format(
                size=numbers.size(self._measuring.available)
            )
        )

    def _show_speed(self) -> None:
        answer = self._measuring.answer
        measured = answer is not None and answer.epoch_seconds is not None
        self._speed.setText(tr("The time of an epoch is measured once the network can be trained."))
        if answer is None or not measured:
            return
        sentence = tr("About {time} an epoch on this machine (measured)")
        self._speed.setText(sentence.format(time=numbers.duration(answer.epoch_seconds)))
        self._speed.setToolTip(
            tr("{time} a step; tried on {count} of {batch} rows on {device}").format(
                time=numbers.duration(answer.step_seconds),
                count=numbers.count(answer.tried),
                batch=numbers.count(answer.batch),
                device=answer.device,
            )
        )

    def _use_largest(self) -> None:
        largest = self._fitting(memory_of(self._document.project))
        if largest:
            training = self._document.project.training.replace(batch_size=largest)
            self._document.set_training(training, text("Use the largest batch that fits"))


def _pieces(memory: Memory, batch: int) -> Iterator[Piece]:
    values = {
        "weights": memory.weights,
        "gradients": memory.gradients,
        "optimizer": memory.optimizer,
        "activations": memory.activation * batch,
        "flow": memory.flow * batch,
    }
    for series, (key, name, _help) in enumerate(_PARTS):
        yield Piece(show(name), numbers.size(values[key]), values[key], series)
