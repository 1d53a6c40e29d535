"""The small button that chooses how much of the past a smoothed line keeps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from engine import numbers
from gui.translate import tr

SMOOTHING_CHOICES = (0.0, 0.3, 0.6, 0.9, 0.97, 0.99)


class SmoothingButton(QToolButton):
    """Shows the weight of the past and offers others in a menu."""

    chosen = Signal(float)

    def __init__(self, weight: float) -> None:
        super().__init__()
        self.setObjectName("plotSmoothing")
        self.setProperty("small", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._weight = weight
        self._choices: list[QAction] = []
        menu = QMenu(self)
        menu.setObjectName("plotSmoothingMenu")
        for choice in SMOOTHING_CHOICES:
            action = menu.addAction("")
            action.setData(choice)
            action.setCheckable(True)
            action.triggered.connect(lambda _on, weight=choice: self.chosen.emit(weight))
            self._choices.append(action)
        self.setMenu(menu)
        self.retranslate()

    def set_weight(self, weight: float) -> None:
        """Show another weight as the chosen one."""
        self._weight = weight
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        shown = numbers.short(self._weight)
        self.setText(
            tr("smooth {weight}").format(weight=shown) if self._weight else tr("smooth off")
        )
        self.setToolTip(tr("Smoothing: the weight of the past"))
        self.setAccessibleName(tr("Smoothing"))
        for action in self._choices:
            value = float(action.data())
            action.setText(numbers.short(value) if value else tr("off"))
            action.setChecked(value == self._weight)
