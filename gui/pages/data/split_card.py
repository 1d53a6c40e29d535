"""Which share of the rows trains, watches and judges, and how the target is spread."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from engine import numbers
from engine.data.choices import PARTS, largest_share, set_share
from engine.data.preprocess import Prepared
from engine.data.values import to_float
from engine.spec.data import DataSpec, SplitSpec
from engine.spec.fields import Whole
from gui.card import Card, ElidedLabel, plain_label, tell
from gui.forms.editors import WholeEditor
from gui.plots.bars import Bar, Bars, StackedBar
from gui.plots.histogram import Histogram
from gui.translate import tr

_COLORS = {"train": "train", "validation": "validation", "test": "muted"}
_SPINS = {"train": "splitTrainSpin", "validation": "splitValidationSpin", "test": "splitTestSpin"}
#: So many classes have a bar of their own.
MOST_CLASSES = 60
_BINS = 30


class SplitCard(Card):
    """The Split card. Signal split_edited(SplitSpec, str, str): split, name for undo, merge key."""

    split_edited = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dataSplit", parent=parent)
        self._split = SplitSpec()
        self._prepared: Prepared | None = None
        self._bar = StackedBar()
        self._bar.setObjectName("splitBar")
        self._spins = {part: self._make_spin(part) for part in PARTS}
        self._stratify = QCheckBox()
        self._stratify.setObjectName("splitStratify")
        self._stratify.clicked.connect(lambda on: self._edit(self._split.replace(stratify=on)))
        self._shuffle = QCheckBox()
        self._shuffle.setObjectName("splitShuffle")
        self._shuffle.clicked.connect(lambda on: self._edit(self._split.replace(shuffle=on)))
        self._seed = WholeEditor(Whole(name="seed", default=0, low=0, high=2**32 - 1))
        self._seed.control.setObjectName("splitSeed")
        self._seed.valueChanged.connect(self._edit_seed)
        self._balance_title = ElidedLabel("caption", "balanceTitle")
        self._balance = Bars()
        self._balance.setObjectName("classBalance")
        self._histogram = Histogram()
        self._histogram.setObjectName("targetHistogram")
        self._classes = QScrollArea()
        self._classes.setWidgetResizable(True)
        self._classes.setWidget(self._balance)
        self._spread = QStackedWidget()
        self._spread.addWidget(self._classes)
        self._spread.addWidget(self._histogram)
        self._lay_out()

    def _lay_out(self) -> None:
        spins = QHBoxLayout()
        spins.setSpacing(6)
        for spin in self._spins.values():
            spins.addWidget(spin, 1)
        percent = plain_label("muted")
        percent.setText("%")
        spins.addWidget(percent)
        seed = QHBoxLayout()
        seed.setSpacing(8)
        seed.addWidget(self._shuffle)
        seed.addWidget(self._seed, 1)
        self.body.setSpacing(6)
        self.body.addWidget(self._bar)
        self.body.addLayout(spins)
        self.body.addWidget(self._stratify)
        self.body.addLayout(seed)
        self.body.addWidget(self._balance_title)
        self.body.addWidget(self._spread, 1)

    def _make_spin(self, part: str) -> QSpinBox:
        spin = QSpinBox()
        spin.setObjectName(_SPINS[part])
        spin.setMinimumWidth(72)
        spin.setProperty("steps", "true")
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda percent: self._edit_share(part, percent))
        return spin

    def show_data(self, spec: DataSpec, prepared: Prepared | None) -> None:
        """Show everything as it is now."""
        self._split = spec.split
        self._retranslate(spec)
        for part, spin in self._spins.items():
            spin.blockSignals(True)
            spin.setRange(1 if part == "train" else 0, round(100 * largest_share(spec.split, part)))
            spin.setValue(round(100 * getattr(spec.split, part)))
            spin.blockSignals(False)
        self._stratify.setChecked(spec.split.stratify and spec.split.shuffle)
        self._stratify.setEnabled(spec.split.shuffle)
        self._stratify.setVisible(prepared is None or bool(prepared.classes))
        self._shuffle.setChecked(spec.split.shuffle)
        self._seed.setValue(spec.split.seed)
        self._seed.setEnabled(spec.split.shuffle)
        self._show_counts(prepared)
        self._show_balance_title(prepared)
        if prepared is not self._prepared:
            self._prepared = prepared
            self._show_spread(prepared)

    def _retranslate(self, spec: DataSpec) -> None:
        self.set_title(tr("Split"))
        names = _part_names()
        for part, spin in self._spins.items():
            tell(
                spin,
                names[part],
                tr("Share of the rows in percent: {part}").format(part=names[part]),
            )
        target = next((c.name for c in spec.columns if c.role == "target"), "")
        words = tr("stratified by {column}").format(column=_shortened(target))
        self._stratify.setText(words.replace("&", "&&"))
        tell(self._stratify, words, tr("Each part gets the same share of every class"))
        self._shuffle.setText(tr("shuffled with seed"))
        tell(self._shuffle, tr("shuffled"), tr("Unshuffled, the rows are cut in the file's order"))
        self._seed.control.setAccessibleName(tr("Seed of the split"))
        self._bar.setAccessibleName(tr("Split"))
        for bars in (self._balance, self._classes):
            bars.setAccessibleName(tr("Rows of each class"))

    def _show_counts(self, prepared: Prepared | None) -> None:
        names = {"train": tr("train"), "validation": tr("val"), "test": tr("test")}
        sizes = {part: len(getattr(prepared, part)) if prepared else 0 for part in PARTS}
        self._bar.set_parts(
            [
                Bar(names[part], size, _COLORS[part], numbers.count(size))
                for part, size in sizes.items()
                if size
            ]
        )

    def _show_balance_title(self, prepared: Prepared | None) -> None:
        """How many classes are left out, or which number the histogram is of."""
        rest = 0 if prepared is None else len(prepared.classes) - MOST_CLASSES
        number = prepared is not None and not prepared.classes
        self._balance_title.setVisible(number or rest > 0)
        if rest > 0:
            self._balance_title.set_words(tr("and {count} more").format(count=rest))
        elif prepared is not None and number:
            self._balance_title.set_words(prepared.target_names[0])

    def _show_spread(self, prepared: Prepared | None) -> None:
        self._spread.setVisible(prepared is not None)
        if prepared is None:
            return
        self._spread.setCurrentIndex(0 if prepared.classes else 1)
        if prepared.classes:
            sizes = np.bincount(prepared.y, minlength=len(prepared.classes))
            by_size = np.argsort(-sizes, kind="stable")
            counted = all(to_float(name) is not None for name in prepared.classes)
            order = (np.arange(len(sizes)) if counted else by_size)[:MOST_CLASSES]
            self._balance.set_bars(
                [
                    Bar(prepared.classes[i], int(sizes[i]), int(i), numbers.count(int(sizes[i])))
                    for i in order
                ]
            )
            return
        values = prepared.encoder.in_unit(prepared.y)[:, 0]
        # Standardised in float32 and back, a zero is a little off; it must not read −1.785e−6.
        values[np.abs(values) < 1e-6 * np.ptp(values)] = 0.0
        counts, edges = np.histogram(values, bins=_BINS)
        self._histogram.set_counts(counts, edges)
        self._histogram.setAccessibleName(prepared.target_names[0])

    def _edit_share(self, part: str, percent: int) -> None:
        self._edit(set_share(self._split, part, percent / 100), f"split {part}")

    def _edit_seed(self, seed: int) -> None:
        self._edit(self._split.replace(seed=seed), f"seed {self._seed.merge_token}")

    def _edit(self, split: SplitSpec, merge_key: str = "") -> None:
        self.split_edited.emit(split, tr("Change the split"), merge_key)


def _part_names() -> dict[str, str]:
    return {"train": tr("training"), "validation": tr("validation"), "test": tr("test")}


def _shortened(name: str) -> str:
    return name if len(name) <= 22 else f"{name[:21]}…"
