"""A Linear layer as x · Wᵀ + b = y on real rows, and the sum behind any number of y."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from engine import numbers
from engine.answers import MatricesAnswer
from engine.spec.project import Project
from engine.tensor_figures import TensorFigures
from gui.inspector.matrix_map import MatrixMap
from gui.inspector.parts import words
from gui.run.watcher import Asked, Watcher
from gui.translate import tr

_MOST_TERMS = 8
_HEIGHT, _ROW = 260, 34
#: Widths are shared by the numbers of columns between these bounds.
_NARROWEST, _WIDEST = 3, 24


class MatricesDialog(QDialog):
    """Four matrices with their shapes; pointing at a number of y lights the row and column that make it.

    It stays open beside the window, and follows the training.
    """

    def __init__(self, controller: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matricesDialog")
        self.resize(980, 470)
        self._layer = self._name = ""
        self._answer: MatricesAnswer | None = None
        self._maps = {key: MatrixMap() for key in ("x", "w", "b", "y")}
        self._titles = {key: words("heading") for key in self._maps}
        self._signs = {key: QLabel(sign) for key, sign in (("w", "·"), ("b", "+"), ("y", "="))}
        self._explained = words("muted", "matricesExplained")
        self._sum = words("mono", "matricesSum", selectable=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        for place, (key, shown) in enumerate(self._maps.items()):
            shown.setObjectName(f"matrix{key.upper()}")
            shown.setMinimumHeight(_ROW)
            shown.set_clickable(key == "y")
            column = 2 * place
            if key in self._signs:
                sign = self._signs[key]
                sign.setProperty("role", "title")
                self._grid.addWidget(sign, 1, column - 1, Qt.AlignmentFlag.AlignVCenter)
            self._titles[key].setWordWrap(False)
            self._grid.addWidget(self._titles[key], 0, column)
            top = Qt.AlignmentFlag.AlignTop if key == "b" else Qt.AlignmentFlag(0)
            self._grid.addWidget(shown, 1, column, top)
        self._grid.setRowStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._explained)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self._sum)
        self._watcher = Watcher(controller, "matrices", self)
        self._watcher.arrived.connect(self._show)
        self._watcher.wake_with(self)
        self._maps["y"].hovered.connect(self._choose)
        self._maps["y"].number_chosen.connect(self._choose_flat)
        self._retranslate()

    def show_layer(self, layer: str, name: str) -> None:
        """Opens, or comes to the front, with this layer."""
        self._layer, self._name = layer, name
        self._watcher.watch(layer, row=0, column=0)
        self._retranslate()
        self.show()
        self.raise_()

    def follow(self, project: Project) -> None:
        """Closes when its layer has gone or multiplies no more; says its name as it is now."""
        network = project.network
        layer = network.layer(self._layer) if self._layer in network else None
        if layer is None or layer.kind != "Linear" or not layer.enabled:
            self.close()
        elif layer.name != self._name:
            self._name = layer.name
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("{layer} as matrices").format(layer=self._name))
        self._explained.setText(
            tr(
                "Every row of x is one sample of the training data. Point at a number of y, or choose it "
                "with the arrow keys and Enter: it is the sum of the lit row times the lit column."
            )
        )
        for key, name in (
            ("x", tr("Inputs x")),
            ("w", tr("Weights Wᵀ")),
            ("b", tr("Biases b")),
            ("y", tr("Outputs y")),
        ):
            self._maps[key].setAccessibleName(name)
        if self._answer is not None:
            self._show(self._answer)

    def _choose(self, row: int, column: int) -> None:
        self._watcher.look(row=row, column=column)

    def _choose_flat(self, at: int) -> None:
        if self._answer is not None:
            self._choose(*divmod(at, self._answer.y.shape[-1]))

    def _show(self, answer: MatricesAnswer) -> None:
        self._answer = answer
        tensors = {"x": answer.x, "w": answer.weight, "b": answer.bias, "y": answer.y}
        names = {"x": "x", "w": "Wᵀ", "b": "b", "y": "y"}
        for place, (key, tensor) in enumerate(tensors.items()):
            for part in (self._maps[key], self._titles[key], self._signs.get(key)):
                if part is not None:
                    part.setVisible(tensor is not None)
            if tensor is not None:
                self._maps[key].show_picture(tensor.picture)
                self._titles[key].setText(f"{names[key]} {numbers.shape(tensor.shape)}")
                self._fit(2 * place, key, tensor)
        row, column = answer.row, answer.column
        self._maps["x"].light(row=row)
        self._maps["w"].light(column=column)
        self._maps["b"].light(row=0, column=column)
        self._maps["y"].light(row=row, column=column)
        self._sum.setText(_sum_words(answer))

    def _fit(self, column: int, key: str, tensor: TensorFigures) -> None:
        """A share of the width for its columns; a bias is one row high."""
        width = min(max(tensor.picture.whole[1], _NARROWEST), _WIDEST)
        self._grid.setColumnStretch(column, width)
        if key == "b":
            self._maps[key].setFixedHeight(_ROW)


def _sum_words(answer: MatricesAnswer) -> str:
    """“y[0, 3] = 0.5·2 + 1·0.25 + … + 0.1 = 1.35”, with the first terms written out."""
    pairs = list(zip(answer.x_terms.tolist(), answer.w_terms.tolist(), strict=True))
    parts = [f"{numbers.short(x)}·{_bracketed(w)}" for x, w in pairs[:_MOST_TERMS]]
    if len(pairs) > _MOST_TERMS:
        more = sum(x * w for x, w in pairs[_MOST_TERMS:])
        parts.append(
            tr("{sum} from {count} more").format(
                sum=_bracketed(more), count=numbers.count(len(pairs) - _MOST_TERMS)
            )
        )
    if answer.bias_term is not None:
        parts.append(_bracketed(answer.bias_term))
    total = numbers.long(answer.value)
    return f"y[{answer.row}, {answer.column}] = {' + '.join(parts)} = {total}"


def _bracketed(value: float) -> str:
    words_ = numbers.short(value)
    return f"({words_})" if value < 0 else words_
