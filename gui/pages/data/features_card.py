"""How the features spread after scaling: a box a feature, or the mean picture of each class."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine import numbers
from engine.data.preprocess import Prepared
from engine.spec.data import DataSpec
from gui.card import Card, ElidedLabel, tell
from gui.forms.boxes import Combo
from gui.plots.box_plot import Box, BoxPlot
from gui.plots.pictures import PictureGrid, as_pictures
from gui.translate import tr

MOST_BOXES = 40
#: Quartiles of more rows look the same and take the window's time.
MOST_ROWS = 20_000


class FeaturesCard(Card):
    """The Features card. Signal spec_edited(DataSpec, str): a changed spec and its name for undo."""

    spec_edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dataFeatures", parent=parent)
        self._spec: DataSpec | None = None
        self._prepared: Prepared | None = None
        self._scale = Combo()
        self._scale.setObjectName("dataScaleCombo")
        for key in ("standard", "minmax", "none"):
            self._scale.addItem(key, key)
        self._scale.activated.connect(self._choose)
        self.controls.addWidget(self._scale)
        self._boxes = BoxPlot()
        self._boxes.setObjectName("dataBoxPlot")
        self._means = PictureGrid(side=64)
        self._means.setObjectName("dataMeanPictures")
        self._more = ElidedLabel("caption", "dataMoreFeatures")
        self._views = QStackedWidget()
        self._views.addWidget(self._boxes)
        self._views.addWidget(self._means)
        self.body.addWidget(self._views, 1)
        self.body.addWidget(self._more)

    def show_data(self, spec: DataSpec, prepared: Prepared | None) -> None:
        """Show everything as it is now."""
        self._spec = spec
        self._retranslate(spec, prepared)
        if prepared is self._prepared:
            return
        self._prepared = prepared
        if prepared is not None and _has_class_pictures(prepared):
            self._show_means(prepared)
        else:
            self._boxes.set_boxes(feature_boxes(prepared) if prepared else ())

    def _retranslate(self, spec: DataSpec, prepared: Prepared | None) -> None:
        options = {
            "standard": tr("standardise"),
            "minmax": tr("scale to 0…1"),
            "none": tr("as they are"),
        }
        titles = {
            "standard": tr("Features, standardised on the training split"),
            "minmax": tr("Features, scaled to 0…1 on the training split"),
            "none": tr("Features, as they are"),
        }
        for index in range(self._scale.count()):
            self._scale.setItemText(index, options[self._scale.itemData(index)])
        self._scale.setCurrentIndex(self._scale.findData(spec.scale))
        self._scale.setFixedWidth(self._scale.wanted_width)
        tell(self._scale, tr("Scaling"), tr("How features are scaled before training"))
        pictures = prepared is not None and _has_class_pictures(prepared)
        self._views.setCurrentIndex(1 if pictures else 0)
        self.set_title(tr("Mean picture of each class") if pictures else titles[spec.scale])
        self._boxes.setAccessibleName(titles[spec.scale])
        self._means.setAccessibleName(tr("Mean picture of each class"))
        rest = 0 if prepared is None or pictures else len(prepared.feature_names) - MOST_BOXES
        self._more.setVisible(rest > 0)
        self._more.set_words(tr("and {count} more").format(count=numbers.count(rest)))

    def _show_means(self, prepared: Prepared) -> None:
        x, y = prepared.x[prepared.train], prepared.y[prepared.train]
        present = [index for index in range(len(prepared.classes)) if (y == index).any()]
        means = np.stack([x[y == index].mean(axis=0) for index in present])
        pictures = as_pictures(means, float(means.min()), float(means.max()))
        names = [prepared.classes[index] for index in present]
        self._means.show_pictures(len(names), pictures.__getitem__, names.__getitem__)

    def _choose(self, index: int) -> None:
        if self._spec is not None:
            changed = self._spec.replace(scale=self._scale.itemData(index))
            self.spec_edited.emit(changed, tr("Change the scaling"))


def feature_boxes(prepared: Prepared) -> list[Box]:
    """Smallest value, quartiles and largest value of each feature over the training rows."""
    names = prepared.feature_names[:MOST_BOXES]
    rows = prepared.train[:MOST_ROWS]
    values = prepared.x.reshape(len(prepared.x), -1)[rows, : len(names)].astype(np.float64)
    if not len(values):
        return []
    figures = np.percentile(values, [0, 25, 50, 75, 100], axis=0).T.tolist()
    return [Box(name, *five) for name, five in zip(names, figures, strict=True)]


def _has_class_pictures(prepared: Prepared) -> bool:
    return len(prepared.shape) == 3 and bool(prepared.classes)
