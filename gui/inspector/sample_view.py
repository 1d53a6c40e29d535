"""What comes out of the selected layer for one real sample, live while training."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engine import numbers
from engine.answers import SampleAnswer
from engine.spec.fields import Whole
from engine.text import UserError
from gui.forms.boxes import Combo
from gui.forms.typed import read
from gui.icons import icon
from gui.inspector.output_picture import OutputPicture
from gui.inspector.parts import Fold, Spoken, column, preset, words
from gui.inspector.subject import Subject
from gui.run.watcher import Asked, Watcher
from gui.shown_sample import ShownSample
from gui.translate import tr

_SPLITS = ("train", "validation", "test")


class SampleView(Spoken):
    """Which sample, and the layer's output for it; asks only while it is open and on screen."""

    def __init__(
        self, controller: Asked, sample: ShownSample, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sample = sample
        self._layer = ""
        self._answer: SampleAnswer | None = None
        self._fold = Fold("sampleFold")
        self._split = Combo()
        self._split.setObjectName("sampleSplit")
        for name in _SPLITS:
            self._split.addItem("", name)
        self._split.activated.connect(lambda: self._go(0))
        self._previous = preset("samplePrevious", lambda: self._step(-1))
        self._previous.setIcon(icon("chevron-left"))
        self._next = preset("sampleNext", lambda: self._step(1))
        self._next.setIcon(icon("chevron-right"))
        self._index = QLineEdit()
        self._index.setObjectName("sampleIndex")
        self._index.editingFinished.connect(self._type)
        self._truth = words("muted", "sampleTruth")
        self._picture = OutputPicture()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._split, 3)
        row.addWidget(self._previous)
        row.addWidget(self._index, 2)
        row.addWidget(self._next)
        self._fold.body.addLayout(row)
        self._fold.body.addWidget(self._truth)
        self._fold.body.addWidget(self._picture)
        column(self).addWidget(self._fold)
        self._watcher = Watcher(controller, "sample", self)
        self._watcher.arrived.connect(self._show)
        self._watcher.lost.connect(self._forget)
        self._watcher.wake_with(self._picture)  # on screen while the section is open
        self._picture.channel_chosen.connect(self._look)
        sample.changed.connect(self._look)
        self.retranslate()
        self._forget()

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer; hidden where nothing comes out of it."""
        self.setVisible(subject.info is not None)
        self._picture.begin(subject.role)
        if subject.layer.id != self._layer:
            self._layer = subject.layer.id
            self._forget()
        if subject.info is not None:
            self._watcher.watch(subject.layer.id, **self._arguments())

    def retranslate(self) -> None:
        self._fold.set_title(tr("Output for one sample"))
        names = {"train": tr("Training"), "validation": tr("Validation"), "test": tr("Test")}
        for place, name in enumerate(_SPLITS):
            self._split.setItemText(place, names[name])
        for control, name in (
            (self._split, tr("Part of the data")),
            (self._index, tr("Number of the sample, from 1")),
            (self._previous, tr("Previous sample")),
            (self._next, tr("Next sample")),
        ):
            control.setAccessibleName(name)
            control.setToolTip(name)
        self._show_sample()

    def _arguments(self) -> dict[str, object]:
        return {
            "split": self._sample.split,
            "index": self._sample.index,
            "channel": self._picture.channel,
        }

    def _look(self) -> None:
        self._watcher.look(**self._arguments())

    def _go(self, index: int) -> None:
        self._sample.set(self._split.currentData(), index)

    def _step(self, by: int) -> None:
        answer = self._answer
        at = answer.index if answer is not None else self._sample.index
        count = answer.count if answer is not None else at + by + 1
        self._go((at + by) % max(count, 1))

    def _type(self) -> None:
        """Goes to a sample by its number; what is no number gives way to the one on show."""
        most = self._answer.count if self._answer is not None else None
        try:
            index = read(Whole(name="sample", default=1, low=1, high=most), self._index.text()) - 1
        except UserError:
            self._show_sample()
            return
        self._go(index)

    def _show(self, answer: SampleAnswer) -> None:
        self._answer = answer
        self._picture.show_answer(answer)
        self._show_sample()

    def _forget(self) -> None:
        self._answer = None
        self._picture.forget()
        self._show_sample()

    def _show_sample(self) -> None:
        answer = self._answer
        split = answer.split if answer is not None else self._sample.split
        self._split.setCurrentIndex(_SPLITS.index(split))
        index = answer.index if answer is not None else self._sample.index
        self._index.setText(str(index + 1))
        if answer is None:
            self._truth.setText(
                tr(
                    "Not known yet: PyTorch has to be loaded, and data and network have to fit together."
                )
            )
            return
        self._truth.setText(
            tr("Sample {number} of {count} · {truth}").format(
                number=numbers.count(answer.index + 1),
                count=numbers.count(answer.count),
                truth=answer.truth,
            )
        )
