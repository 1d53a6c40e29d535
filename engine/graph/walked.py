"""The layers' drawing while a step is walked: the loss stands at its end, as gradients begin there."""

from dataclasses import replace

from engine import numbers
from engine.check.shapes import NetworkInfo
from engine.graph.computation import output_of
from engine.graph.drawing import Drawing, Edge, Node
from engine.spec.network import NetworkSpec, source_id
from engine.spec.training import TrainingSpec

LOSS = "loss"
#: The node's id, which no layer has.
LOSS_NODE = "=loss"


def with_loss(
    drawing: Drawing, network: NetworkSpec, info: NetworkInfo, training: TrainingSpec
) -> Drawing:
    """The drawing with one node more for the whole loss, behind the outputs that its terms look at."""
    shown = {layer: node.id for node in drawing.nodes for layer in node.layers}
    sources: dict[str, str] = {}
    for term in training.losses:
        ref = output_of(term, network)
        if ref in info.outputs and source_id(ref) in shown:
            sources[shown[source_id(ref)]] = numbers.shape(info.outputs[ref]) or "1"
    if not sources:
        return drawing
    terms = tuple(f"term/{number}" for number in range(len(training.losses)))
    kinds = " + ".join(term.loss.kind for term in training.losses)
    node = Node(
        LOSS_NODE, "L", kinds, form="result", shape="1", gives=(LOSS,), cards=(LOSS, *terms)
    )
    edges = tuple(Edge(source, node.id, shape) for source, shape in sources.items())
    return replace(drawing, nodes=(*drawing.nodes, node), edges=(*drawing.edges, *edges))
