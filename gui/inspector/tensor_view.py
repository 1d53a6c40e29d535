"""One tensor of the selected layer in pictures: histogram, figures, and heat map or kernels."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.answers import LayerAnswer
from engine.tensor_figures import MOST_WHOLE, Part, TensorFigures, statistics
from gui.forms.boxes import Combo
from gui.forms.row import FormRow
from gui.inspector import figures
from gui.inspector.kernels import ALL, COLOR, KernelGrid
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.plots.histogram import Histogram
from gui.plots.zoom_map import ZoomMap
from gui.translate import tr

_HISTOGRAM_HEIGHT = 94
_HEAT_MAP_HEIGHT = 150


class TensorView(Spoken):
    """Which tensor, or its gradient, is chosen above; the rest shows it.

    Signals:
        look_wanted(str, Part | None): of which tensor which part is shown.
        number_chosen(int): the flat place of a number that was clicked.
    """

    look_wanted = Signal(str, object)
    number_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._convolves = "", False
        self._names: tuple[str, ...] = ()
        self._answer: LayerAnswer | None = None
        self._choice = Combo()
        self._choice.setObjectName("layerTensor")
        self._choice.activated.connect(self._choose)
        self._row = FormRow(self._choice, self._choice)
        self._histogram = Histogram()
        self._histogram.setObjectName("layerWeightsHistogram")
        self._histogram.setFixedHeight(_HISTOGRAM_HEIGHT)
        self._statistics = words("mono-muted", "layerTensorStatistics", selectable=True)
        self._title = words("heading", "layerPictureTitle")
        self._channel = Combo()
        self._channel.setObjectName("layerKernelChannel")
        self._channel.activated.connect(self._show_kernels)
        self._channel_row = FormRow(self._channel, self._channel)
        self._kernels = KernelGrid()
        self._kernels.setObjectName("layerKernels")
        self._matrix = ZoomMap()
        self._matrix.setObjectName("layerWeightMatrix")
        self._matrix.setFixedHeight(_HEAT_MAP_HEIGHT)
        self._matrix.part_wanted.connect(self._look)
        self._matrix.number_chosen.connect(self.number_chosen)
        self._extent = words("mono-muted", "layerPictureExtent")
        layout = column(self, 4)
        for widget in (
            self._row,
            self._histogram,
            self._statistics,
            self._title,
            self._channel_row,
            self._kernels,
            self._matrix,
            self._extent,
        ):
            layout.addWidget(widget)
        self.retranslate()

    @property
    def tensor(self) -> str:
        """The tensor that is shown, or whose gradient is."""
        return self._chosen()[0]

    def begin(self, subject: Subject) -> None:
        """Turns to a layer: its first tensor, whole."""
        self._role = subject.role
        self._convolves = subject.kind.group == "convolution"
        self._names, self._answer = (), None

    def show_answer(self, answer: LayerAnswer) -> None:
        """Shows the chosen tensor of an answer; the choice stays as long as there is one."""
        names = tuple(answer.tensors)
        if names != self._names:
            self._names = names
            self._choice.clear()
            for name in names:
                self._choice.addItem(name, (name, False))
                if name in answer.gradients:
                    self._choice.addItem(f"∂L/∂{name}", (name, True))
        self._answer = answer
        self._show()

    def retranslate(self) -> None:
        self._row.set_caption(tr("Tensor"))
        self._channel_row.set_caption(tr("Channel"))
        for widget, name in (
            (self._choice, tr("Tensor")),
            (self._channel, tr("Channel of the kernels")),
            (self._histogram, tr("Histogram of the weights")),
            (self._kernels, tr("Kernels")),
            (self._matrix, tr("Weight matrix")),
        ):
            widget.setAccessibleName(name)
        self._show()

    def _chosen(self) -> tuple[str, bool]:
        """The tensor's name, and whether its gradient is meant."""
        name, slope = self._choice.currentData() or ("", False)
        return name, slope

    def _choose(self) -> None:
        self._look(None)
        self._show()

    def _look(self, part: Part | None) -> None:
        self.look_wanted.emit(self.tensor, part)

    def _figures(self) -> TensorFigures | None:
        name, slope = self._chosen()
        if self._answer is None or name not in self._answer.tensors:
            return None
        return self._answer.gradients.get(name) if slope else self._answer.tensors[name]

    def _show(self) -> None:
        shown = self._figures()
        kernels = shown is not None and self._has_kernels(shown)
        for widget in (self._histogram, self._title):
            widget.setVisible(shown is not None)
        self._kernels.setVisible(kernels)
        self._matrix.setVisible(shown is not None and not kernels)
        self._extent.setVisible(shown is not None and not kernels)
        if shown is None:
            self._channel_row.hide()
            self._statistics.setText(tr("none before the first backward"))
            return
        self._histogram.set_counts(*figures.histogram(shown.sample), self._role)
        self._statistics.setText(_statistics_words(shown))
        if kernels:
            self._fill_channels(shown)
            self._show_kernels()
        else:
            self._channel_row.hide()
            self._show_matrix(shown)

    def _has_kernels(self, shown: TensorFigures) -> bool:
        return shown.kernels is not None and (self._convolves or shown.shape[0] > 1)

    def _fill_channels(self, shown: TensorFigures) -> None:
        """The choices of channels: all, in colour where there are three, or one."""
        assert shown.kernels is not None, "only a tensor with kernels has channels"
        count = shown.kernels.shape[1] if self._convolves else 1
        color = count == 3 and shown.kernels.ndim == 4
        choices = [COLOR] * color + [ALL, *range(count)]
        if [self._channel.itemData(i) for i in range(self._channel.count())] != choices:
            self._channel.clear()
            names = {COLOR: tr("as colour"), ALL: tr("all")}
            for choice in choices:
                self._channel.addItem(names.get(choice, str(choice)), choice)
        self._channel_row.setVisible(count > 1)

    def _show_kernels(self) -> None:
        shown = self._figures()
        if shown is None or shown.kernels is None:
            return
        weight = shown.kernels if self._convolves else shown.kernels[:, None]
        channel = self._channel.currentData()
        self._kernels.set_weight(weight, ALL if channel is None else channel)
        ins = shown.shape[1] if self._convolves and channel == ALL else 1
        total, count = shown.shape[0] * ins, self._kernels.shown
        of_all = tr("Kernels · {shown} of {total}").format(shown=count, total=numbers.count(total))
        self._title.setText(tr("Kernels") if count == total else of_all)

    def _show_matrix(self, shown: TensorFigures) -> None:
        picture, part = shown.picture, shown.picture.part
        self._matrix.show_picture(picture)
        two = len(shown.shape) == 2
        self._title.setText(tr("Weight · outputs down, inputs across") if two else tr("Numbers"))
        if (part.rows, part.columns) == picture.whole:
            self._extent.setText(tr("Double-click or Ctrl+wheel zooms in"))
            return
        self._extent.setText(
            tr("rows {top}–{bottom}, columns {left}–{right} of {whole}").format(
                top=part.top,
                bottom=part.top + part.rows - 1,
                left=part.left,
                right=part.left + part.columns - 1,
                whole=numbers.shape(picture.whole),
            )
        )


def _statistics_words(shown: TensorFigures) -> str:
    found = statistics(shown.sample)
    line = tr("{low} … {high} · zero {zeros}\nmean {mean} · std {std}").format(
        low=numbers.short(found.low),
        high=numbers.short(found.high),
        mean=numbers.short(found.mean),
        std=numbers.short(found.std),
        zeros=numbers.percent(found.zeros),
    )
    if shown.size <= MOST_WHOLE:
        return line
    return (
        line
        + "\n"
        + tr("from a sample of {count} of {total}").format(
            count=numbers.count(shown.sample.size), total=numbers.count(shown.size)
        )
    )
