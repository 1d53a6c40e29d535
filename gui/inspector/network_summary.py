"""What the Layer page shows while no layer is selected: how big the network is."""

from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.check.shapes import NetworkInfo
from engine.spec.network import NetworkSpec
from gui.inspector.parts import Spoken, column, words
from gui.translate import tr


class NetworkSummary(Spoken):
    """A hint and the totals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers, self._info = 0, NetworkInfo({})
        self._title = words("heading")
        self._hint = words("muted", "layerNothingSelected")
        self._totals = words("mono", "networkTotals", selectable=True)
        layout = column(self)
        for label in (self._title, self._hint, self._totals):
            layout.addWidget(label)
        self.retranslate()

    def show_network(self, network: NetworkSpec, info: NetworkInfo) -> None:
        """Shows the totals of a network."""
        self._layers, self._info = len(network.layers), info
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(tr("The whole network"))
        self._hint.setText(
            tr("Select a layer on the left to see and change what it does, or add one there.")
        )
        self._totals.setText(
            "\n".join(
                (
                    tr("{count} layers").format(count=numbers.count(self._layers)),
                    tr("{count} params").format(count=numbers.count(self._info.parameters)),
                    tr("depth {count} (layers with parameters)").format(
                        count=numbers.count(self._info.depth)
                    ),
                    tr("{count} multiply-adds a sample").format(
                        count=numbers.count(self._info.multiply_adds)
                    ),
                )
            )
        )
