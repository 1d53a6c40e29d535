"""What each loss term looks at: the output, and the activation that it ends in."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.catalog.kind import LossKind
from engine.catalog.losses import loss_kind
from engine.check.rules.case import REARRANGING, Case
from engine.check.targets import output_of
from engine.spec.network import INPUT, LayerSpec, source_id
from engine.spec.training import LossTerm

SOFTMAX = frozenset({"Softmax", "Softmin"})
LOG_SOFTMAX = "LogSoftmax"
PROBABILITIES = frozenset({"Sigmoid", "Hardsigmoid", *SOFTMAX})


@dataclass(frozen=True)
class Ending:
    """A loss term by its number, the id of its output, and the activation that the output ends in."""

    number: int
    term: LossTerm
    loss: LossKind
    output: str
    closing: LayerSpec | None

    @property
    def kind(self) -> str:
        """The activation's kind; empty where there is none."""
        return self.closing.kind if self.closing is not None else ""


def endings(case: Case) -> Iterator[Ending]:
    """Every term that compares an output with the data's target, once something has been built."""
    if not case.network.outputs:
        return
    for number, term in enumerate(case.project.training.losses):
        ref = output_of(case.network, term)
        if ref is None or term.target == "input":
            continue
        layer = case.network.layer(source_id(ref))
        if layer.kind != INPUT:
            loss = loss_kind(term.loss.kind)
            yield Ending(number, term, loss, layer.id, _closing_activation(case, layer))


def of_two_for_number(case: Case, end: Ending) -> bool:
    """Whether a loss of two classes stands before a target that is a number."""
    of_two = end.loss.tasks == ("binary",) and end.loss.expects == "float"
    return of_two and case.data is not None and case.data.task == "regression"


def _closing_activation(case: Case, layer: LayerSpec) -> LayerSpec | None:
    """Seen through layers that only rearrange numbers."""
    found: LayerSpec | None = layer
    if case.kind(layer) in REARRANGING:
        found = case.above(layer, REARRANGING)
    return found if found is not None and case.group(found) == "activation" else None
