"""The Layer page: everything about the selected layer, from its name to its gradient."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from engine.answers import LayerAnswer
from engine.check.shapes import NetworkInfo, infer
from engine.spec.network import NetworkSpec
from gui.document import Document, Selection
from gui.inspector.block_page import BlockPage
from gui.inspector.copies_line import CopiesLine
from gui.inspector.copy_weights import CopyWeights, KeptWeights
from gui.inspector.covered import Covered
from gui.inspector.function_view import FunctionView
from gui.inspector.heading import Heading
from gui.inspector.initialisation import Initialisation
from gui.inspector.layers_switch import LayersSwitches
from gui.inspector.matrices_link import MatricesLink
from gui.inspector.network_summary import NetworkSummary
from gui.inspector.outputs_view import OutputsView
from gui.inspector.parameters import Parameters
from gui.inspector.parts import Page
from gui.inspector.sample_view import SampleView
from gui.inspector.shape_view import ShapeView
from gui.inspector.softmax_view import SoftmaxView
from gui.inspector.subject import subject
from gui.inspector.switches import FROZEN, OFF
from gui.inspector.weights_view import WeightsView
from gui.run.controller import RunController
from gui.run.watcher import Watcher
from gui.run.weight_edits import WeightEdits
from gui.shown_sample import ShownSample
from gui.switching import learning_layers


class LayerPage(Page):
    """Shows the selection's current layer or block, and the network's totals when there is none."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        controller: RunController,
        sample: ShownSample,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self._known: tuple[NetworkSpec, NetworkInfo] | None = None
        self._summary = NetworkSummary()
        self._heading = Heading(document)
        self._function = FunctionView()
        self._softmax = SoftmaxView()
        self._copies = CopiesLine(document)
        self._parameters = Parameters(document)
        self._block = BlockPage(document)
        self._shape = ShapeView()
        self._switches = LayersSwitches((OFF, FROZEN), document, selection)
        self._matrices = MatricesLink(document, controller)
        self._initialisation = Initialisation(document)
        self._weights = WeightsView()
        self._edits = WeightEdits(document, controller, self)
        self._copy = CopyWeights(document, controller, self._edits)
        self._outputs = OutputsView()
        self._one_sample = SampleView(controller, sample)
        self._sections = (
            self._heading,
            self._function,
            self._softmax,
            self._copies,
            self._parameters,
            self._shape,
            self._switches,
            self._matrices,
            self._initialisation,
            self._weights,
            self._copy,
            self._outputs,
            self._one_sample,
        )
        self._summary.chosen.connect(lambda layer_id: selection.set([layer_id]))
        self.body.addWidget(self._summary)
        self.body.addWidget(self._block)
        self._numbers = Covered((self._weights, self._copy, self._outputs, self._one_sample))
        for section in self._sections[: self._sections.index(self._weights)]:
            self.body.addWidget(section)
        self.body.addWidget(self._numbers)
        self.body.addStretch(1)
        self._watcher = Watcher(controller, "layer", self)
        self._watcher.arrived.connect(self._show_answer)
        self._watcher.lost.connect(self._forget_answer)
        self._watcher.wake_with(self)
        self._weights.number_set.connect(self._set_number)
        self._weights.reinitialise_wanted.connect(self._reinitialise)
        self._weights.look_wanted.connect(
            lambda tensor, part: self._watcher.look(tensor=tensor, part=part)
        )
        document.changed.connect(self._refresh)
        selection.changed.connect(self._refresh)
        self._refresh()

    def offer_runs(self, kept: Callable[[], KeptWeights]) -> None:
        """Offers the weights of these runs for copying."""
        self._copy.offer_runs(kept)

    def cover_numbers(self, covered: bool) -> None:
        """Puts weights, gradients and outputs out of sight, or shows them again."""
        self._numbers.cover(covered)

    def _info(self, network: NetworkSpec) -> NetworkInfo:
        """The shapes, worked out once for each network."""
        if self._known is None or self._known[0] is not network:
            self._known = (network, infer(network))
        return self._known[1]

    def _refresh(self) -> None:
        network = self._document.project.network
        info = self._info(network)
        current, block = self._selection.current, self._selection.block
        shown = subject(network, info, current) if current is not None and not block else None
        self._summary.setVisible(shown is None and not block)
        self._block.setVisible(bool(block))
        if block:
            self._block.show_block(block, info)
        if shown is None:
            self._copies.forget()
            if not block:
                self._summary.show_network(network, info)
            for section in (*self._sections, self._numbers):
                section.hide()
            self._watcher.watch(None)
            return
        for always in (self._heading, self._shape, self._numbers):
            always.show()
        for section in self._sections:
            section.show_subject(shown)
        self._weights.show_count(len(learning_layers(network, self._selection.ids)))
        self._watcher.watch(shown.layer.id)

    def _set_number(self, tensor: str, at: int, value: float, name: str) -> None:
        if self._selection.current is not None:
            self._edits.set_number(self._selection.current, tensor, at, value, name)

    def _reinitialise(self, own_seed: bool) -> None:
        project = self._document.project
        layers = [la.id for la in learning_layers(project.network, self._selection.ids)]
        self._edits.reinitialise(layers, project.training.seed if own_seed else None)

    def _show_answer(self, answer: LayerAnswer) -> None:
        self._weights.show_answer(answer)
        self._outputs.show_answer(answer)
        self._function.show_answer(answer)

    def _forget_answer(self) -> None:
        self._weights.show_answer(None)
        self._outputs.show_answer(None)
        self._function.show_answer(None)
