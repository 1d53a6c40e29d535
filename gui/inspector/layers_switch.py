"""A switch of the Layer page that works on all selected layers at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import Text
from gui.document import Document, Selection
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.translate import show


@dataclass(frozen=True)
class Switch:
    """What a switch is called, whom it concerns, and what it does.

    `many` is its label for several layers, with their {count}; `means` stands below while it is on.
    """

    name: str
    one: Text
    many: Text
    hint: Text
    means: Text
    layers: Callable[[NetworkSpec, Iterable[str]], list[LayerSpec]]
    is_on: Callable[[LayerSpec], bool]
    turn: Callable[[Document, list[LayerSpec], bool], None]


class LayersSwitch(Spoken):
    """One switch for all selected layers that it concerns; hidden where it concerns none."""

    def __init__(
        self,
        switch: Switch,
        document: Document,
        selection: Selection,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._switch, self._document, self._selection = switch, document, selection
        self._box = QCheckBox()
        self._box.setObjectName(switch.name)
        self._box.clicked.connect(self._turn)
        self._explained = words("muted", f"{switch.name}Means")
        layout = column(self, 2)
        layout.addWidget(self._box)
        layout.addWidget(self._explained)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows how the current layer is."""
        network = self._document.project.network
        concerned = self._switch.layers(network, (subject.layer.id,))
        self.setVisible(bool(concerned))
        on = self._switch.is_on(subject.layer)
        self._box.setChecked(on)
        self._explained.setVisible(on)
        self.retranslate()

    def retranslate(self) -> None:
        count = len(self._layers())
        label = show(self._switch.many).format(count=count) if count > 1 else show(self._switch.one)
        self._box.setText(label)
        self._box.setToolTip(show(self._switch.hint))
        self._explained.setText(show(self._switch.means))

    def _layers(self) -> list[LayerSpec]:
        return self._switch.layers(self._document.project.network, self._selection.ids)

    def _turn(self, checked: bool) -> None:
        self._switch.turn(self._document, self._layers(), checked)
