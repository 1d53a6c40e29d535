"""The list of all plots: which are in the grid, what each is for, and ready choices of several."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.pages.monitor.arrangement import Arrangement
from gui.pages.monitor.panel_kind import GROUPS, PanelKind
from gui.pages.monitor.panels import PANELS, PRESETS, Preset
from gui.pages.monitor.source import Source
from gui.translate import show, tr

_WIDTH = 400
_INDENT = 22
_MARGIN = 12


class PlotsButton(QToolButton):
    """Opens the list below itself.

    Signals:
        chosen(str, bool): a plot is to be shown or hidden.
        changed(): the arrangement is another one.
    """

    chosen = Signal(str, bool)
    changed = Signal()

    def __init__(self, arrangement: Arrangement, source: Source) -> None:
        super().__init__()
        self.setObjectName("plotsButton")
        self.setProperty("bordered", True)
        self.setProperty("compact", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrangement, self._source = arrangement, source
        self.clicked.connect(self.open)
        self._retranslate()

    def open(self) -> None:
        """Shows the list."""
        popup = PlotsPopup(self, self._arrangement, self._source)
        popup.chosen.connect(self.chosen)
        popup.changed.connect(self.changed)
        popup.open_below(self)

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setText(tr("Plots") + " ▾")
        self.setToolTip(tr("Choose which plots to show"))
        self.setAccessibleName(tr("Plots"))


class PlotsPopup(QFrame):
    """Stays open while plots are ticked; a click elsewhere or Escape closes it."""

    chosen = Signal(str, bool)
    changed = Signal()

    def __init__(self, parent: QWidget, arrangement: Arrangement, source: Source) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("plotsPopup")
        self.setProperty("popup", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Plots"))
        self._arrangement, self._source = arrangement, source
        self._boxes: dict[str, QCheckBox] = {}
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list = QWidget()
        self._scroll.setWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(10)
        column.addLayout(self._presets())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._standard())
        self._fill()

    def open_below(self, button: QWidget) -> None:
        """Stands below the button, within the screen."""
        screen = button.screen().availableGeometry()
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.setFixedWidth(_WIDTH)
        self._list.setFixedWidth(
            _WIDTH - 2 * _MARGIN - self._scroll.verticalScrollBar().sizeHint().width()
        )
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        whole = around + self._list.sizeHint().height()
        self.setFixedHeight(min(whole, screen.bottom() - corner.y() - _MARGIN))
        self.move(max(corner.x() - _WIDTH, screen.left()), corner.y())
        self.show()
        next(iter(self._boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def _presets(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for preset in PRESETS:
            button = QPushButton(show(preset.title))
            button.setObjectName(f"preset-{preset.name}")
            button.setProperty("compact", True)
            button.clicked.connect(lambda _checked, preset=preset: self._apply(preset))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _standard(self) -> QPushButton:
        button = QPushButton(tr("Back to the standard arrangement"))
        button.setObjectName("standardArrangement")
        button.setProperty("compact", True)
        button.clicked.connect(self._reset)
        return button

    def _fill(self) -> None:
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 6, 0)  # clear of the scroll bar
        column.setSpacing(2)
        for group, title in GROUPS.items():
            kinds = [k for k in PANELS if k.group == group and k.offered(self._source)]
            if kinds:
                column.addWidget(_label(show(title), "caption", above=8))
            for kind in kinds:
                self._add(kind, column)
        column.addStretch(1)

    def _add(self, kind: PanelKind, column: QVBoxLayout) -> None:
        box = QCheckBox(show(kind.title))
        box.setObjectName(f"show-{kind.name}")
        box.setChecked(self._arrangement.is_shown(kind.name, self._source))
        box.setAccessibleDescription(show(kind.help))
        box.toggled.connect(lambda on: self.chosen.emit(kind.name, on))
        self._boxes[kind.name] = box
        column.addWidget(box)
        column.addWidget(_label(show(kind.help), "small", left=_INDENT))

    def _apply(self, preset: Preset) -> None:
        self._arrangement.show_only(preset.names(self._source))
        self._show_ticks()

    def _reset(self) -> None:
        self._arrangement.reset()
        self._show_ticks()

    def _show_ticks(self) -> None:
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(self._arrangement.is_shown(name, self._source))
            box.blockSignals(False)
        self.changed.emit()


def _label(words: str, role: str, *, left: int = 0, above: int = 0) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setContentsMargins(left, above, 0, 4)
    return label
