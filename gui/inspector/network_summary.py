"""What the Layer page shows while no layer is selected: how big the network is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.check.memory import NUMBER, activations
from engine.check.shapes import NetworkInfo
from engine.spec.network import NetworkSpec
from gui import counts
from gui.inspector.cost_table import Cost, CostTable
from gui.inspector.parts import Spoken, column, words
from gui.translate import tr


class NetworkSummary(Spoken):
    """A hint, the totals, and what each layer costs.

    Signals:
        chosen(str): the id of a layer that was clicked in the table.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers, self._info = 0, NetworkInfo({})
        self._title = words("heading")
        self._hint = words("muted", "layerNothingSelected")
        self._totals = words("mono", "networkTotals", selectable=True)
        self._costs = CostTable()
        self._costs.chosen.connect(self.chosen)
        layout = column(self)
        for widget in (self._title, self._hint, self._totals, self._costs):
            layout.addWidget(widget)
        self.retranslate()

    def show_network(self, network: NetworkSpec, info: NetworkInfo) -> None:
        """Shows the totals of a network."""
        self._layers, self._info = len(network.layers), info
        kept = activations(network, info)
        self._costs.show_costs(
            [
                Cost(
                    layer.id,
                    layer.name,
                    known.parameters,
                    known.multiply_adds,
                    kept[layer.id] * NUMBER,
                )
                for layer in network.layers
                if (known := info.layers.get(layer.id)) is not None
            ]
        )
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(tr("The whole network"))
        self._costs.retranslate()
        self._hint.setText(
            tr("Select a layer on the left to see and change what it does, or add one there.")
        )
        self._totals.setText(
            "\n".join(
                (
                    counts.layers(self._layers),
                    counts.parameters(self._info.parameters),
                    tr("depth {count} (layers with parameters)").format(
                        count=numbers.count(self._info.depth)
                    ),
                    tr("{count} multiply-adds a sample").format(
                        count=numbers.large(self._info.multiply_adds)
                    ),
                )
            )
        )
