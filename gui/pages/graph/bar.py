"""The row above the graph: what is drawn, how, and where to."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QWidget

from gui.card import ElidedLabel, tell
from gui.icons import icon
from gui.translate import tr

_TOLD_MS = 4000
_FORMATS = {"svg": "download", "pdf": "file", "png": "image"}


class GraphBar(QWidget):
    """Signals carry what was chosen: "layers" or "computation", "down" or "right", a file's suffix."""

    mode_chosen = Signal(str)
    direction_chosen = Signal(str)
    shapes_toggled = Signal(bool)
    export_wanted = Signal(str)
    copy_wanted = Signal()
    fit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hint_words = ""
        self._hint = ElidedLabel("caption", "graphHint")
        self._told = QTimer(self, singleShot=True, interval=_TOLD_MS)
        self._told.timeout.connect(lambda: self._hint.set_words(self._hint_words))
        self._layers = self._choice("graphModeLayers", lambda: self.mode_chosen.emit("layers"))
        self._computation = self._choice(
            "graphModeComputation", lambda: self.mode_chosen.emit("computation")
        )
        self._down = self._choice("graphDown", lambda: self.direction_chosen.emit("down"))
        self._down.setIcon(icon("arrow-down"))
        self._right = self._choice("graphRight", lambda: self.direction_chosen.emit("right"))
        self._right.setIcon(icon("arrow-right"))
        self._shapes = _button("graphShapes")
        self._shapes.setCheckable(True)
        self._shapes.setChecked(True)
        self._shapes.toggled.connect(self.shapes_toggled)
        self._fit = _button("graphFit")
        self._fit.setIcon(icon("scan"))
        self._fit.clicked.connect(self.fit_wanted)
        self._export = _button("graphExport")
        self._export.setProperty("menu", True)
        self._fill_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(_joined("graphMode", self._layers, self._computation))
        row.addLayout(_joined("graphDirection", self._down, self._right))
        row.addWidget(self._shapes)
        row.addWidget(self._hint, 1)
        row.addWidget(self._fit)
        row.addWidget(self._export)
        self._layers.setChecked(True)
        self._down.setChecked(True)
        self.retranslate()

    @staticmethod
    def _choice(name: str, chosen: Callable[[], None]) -> QPushButton:
        button = _button(name)
        button.setCheckable(True)
        button.clicked.connect(chosen)
        return button

    def _fill_menu(self) -> None:
        menu = QMenu(self._export)
        menu.setObjectName("graphExportMenu")
        self._formats = {}
        for suffix, picture in _FORMATS.items():
            action = menu.addAction(icon(picture, "muted"), "")
            action.setObjectName(f"graphExport{suffix.capitalize()}")
            action.triggered.connect(lambda _on, suffix=suffix: self.export_wanted.emit(suffix))
            self._formats[suffix] = action
        menu.addSeparator()
        self._copy = menu.addAction(icon("copy", "muted"), "")
        self._copy.setObjectName("graphCopyPicture")
        self._copy.triggered.connect(lambda _on: self.copy_wanted.emit())
        self._export.setMenu(menu)

    def set_can_export(self, *, can: bool) -> None:
        """Whether there is anything to export."""
        self._export.setEnabled(can)
        self._fit.setEnabled(can)

    def set_hint(self, words: str) -> None:
        """What stands in the row while nothing is told."""
        self._hint_words = words
        if not self._told.isActive():
            self._hint.set_words(words)

    def tell(self, words: str) -> None:
        """Says for a moment what has been done."""
        self._hint.set_words(words)
        self._told.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Sets all words in the language on screen."""
        self._layers.setText(tr("Layers"))
        tell(self._layers, tr("Draw the layers"))
        self._computation.setText(tr("Computation"))
        tell(self._computation, tr("Draw every operation, its weights and the loss"))
        tell(self._down, tr("From top to bottom"))
        tell(self._right, tr("From left to right"))
        self._shapes.setText(tr("Shapes"))
        tell(self._shapes, tr("Write the shapes on the connections"))
        tell(self._fit, tr("Show the whole graph (0)"))
        self._export.setText(tr("Export"))
        tell(self._export, tr("Export the graph as a picture"))
        self._formats["svg"].setText(tr("Export as SVG…"))
        self._formats["pdf"].setText(tr("Export as PDF…"))
        self._formats["png"].setText(tr("Export as PNG (300 dpi)…"))
        self._copy.setText(tr("Copy picture"))


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("compact", True)
    return button


def _joined(name: str, *buttons: QPushButton) -> QHBoxLayout:
    """Buttons of which exactly one is down."""
    row = QHBoxLayout()
    row.setSpacing(2)
    group = QButtonGroup(buttons[0])
    group.setObjectName(name)
    for button in buttons:
        group.addButton(button)
        row.addWidget(button)
    return row
