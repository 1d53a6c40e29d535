"""Switches of the Layer page that work on all selected layers at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QWidget

from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import Text
from gui.document import Document, Selection
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.translate import show

_APART, _STACKED = 20, 2


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


class LayersSwitches(Spoken):
    """Switches side by side, below each other where their words are long; each hidden where it concerns none."""

    def __init__(
        self,
        switches: Sequence[Switch],
        document: Document,
        selection: Selection,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self._parts = [(s, QCheckBox(), words("muted", f"{s.name}Means")) for s in switches]
        self._row = QHBoxLayout()
        layout = column(self, 2)
        layout.addLayout(self._row)
        for switch, box, explained in self._parts:
            box.setObjectName(switch.name)
            box.clicked.connect(lambda on, switch=switch: self._turn(switch, on))
            self._row.addWidget(box)
            layout.addWidget(explained)
        self._row.addStretch(1)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows how the current layer is."""
        network = self._document.project.network
        for switch, box, explained in self._parts:
            concerned, on = switch.layers(network, (subject.layer.id,)), switch.is_on(subject.layer)
            box.setVisible(bool(concerned))
            box.setChecked(on)
            explained.setVisible(bool(concerned) and on)
        self.setVisible(any(not box.isHidden() for _switch, box, _explained in self._parts))
        self.retranslate()

    def retranslate(self) -> None:
        longest = 1
        for switch, box, explained in self._parts:
            count = len(self._layers(switch))
            longest = max(longest, count)
            box.setText(show(switch.many).format(count=count) if count > 1 else show(switch.one))
            box.setToolTip(show(switch.hint))
            explained.setText(show(switch.means))
        across = longest == 1
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
        self._row.setSpacing(_APART if across else _STACKED)

    def _layers(self, switch: Switch) -> list[LayerSpec]:
        return switch.layers(self._document.project.network, self._selection.ids)

    def _turn(self, switch: Switch, checked: bool) -> None:
        switch.turn(self._document, self._layers(switch), checked)
