"""The button that gives the selected layers fresh weights."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gui.inspector.parts import Spoken, column
from gui.translate import tr


class ReinitialiseButton(Spoken):
    """A button with a menu: a new seed, or the project's.

    Signals:
        wanted(bool): True for the project's seed.
    """

    wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 1
        self._button = QPushButton()
        self._button.setObjectName("layerReinitialise")
        self._button.setProperty("compact", "true")
        self._menu = QMenu(self._button)
        self._menu.setObjectName("reinitialiseMenu")
        self._button.setMenu(self._menu)
        column(self).addWidget(self._button)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)
        self.retranslate()

    def show_count(self, count: int) -> None:
        """How many of the selected layers have weights."""
        self._count = count
        several = tr("Reinitialise {count} layers").format(count=self._count)
        words = several if self._count > 1 else tr("Reinitialise")
        self._button.setText(words)
        self._button.setAccessibleName(words)

    def retranslate(self) -> None:
        self.show_count(self._count)
        self._button.setToolTip(tr("Fresh weights by the layer's own initialisation"))
        self._menu.clear()
        for name, words, own_seed in (
            ("reinitialiseNewSeed", tr("With a new seed"), False),
            ("reinitialiseProjectSeed", tr("With the project's seed, as a run begins"), True),
        ):
            action = self._menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(partial(self.wanted.emit, own_seed))
