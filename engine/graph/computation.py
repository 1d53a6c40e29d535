"""The computation behind the network on screen, as autograd records it: operations and leaves.

It is derived from what the kinds declare. A kind whose module computes more than one well-known
operation has an entry in `TRACES`; any other is one operation of its inputs and its weights. A kind
that folds its inputs is one operation a pair.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine import numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import LAYERS
from engine.catalog.losses import loss_kind
from engine.check.shapes import LayerInfo, NetworkInfo
from engine.graph.drawing import Drawing, Edge, Frame, Node, frame_id, gives_of
from engine.record_names import tensor_name
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id, source_port
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import Text, text

BATCH = "N"
#: How textbooks write an operation; any other kind is written by its name.
SYMBOLS = {
    "Add": "+",
    "Multiply": "⊙",
    "Sigmoid": "σ",
    "Tanh": "tanh",
    "Flatten": "view",
    "Concat": "cat",
}

#: A node and the shape of what it gives, as words.
Value = tuple[str, str]


class Trace:
    """Collects the nodes and edges while the network is gone through in order of execution."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], Edge] = {}
        self.inside: dict[str, str] = {}

    def leaf(
        self,
        node_id: str,
        title: str,
        shape: str,
        *,
        detail: str | Text = "",
        layer: LayerSpec | None = None,
        learns: bool = False,
        count: int = 0,
        gives: str = "",
        card: str = "",
    ) -> Value:
        """A tensor that nothing computes: data, or a layer's weight."""
        self.nodes[node_id] = Node(
            id=node_id,
            title=title,
            detail=detail or shape,
            form="leaf",
            group="input",
            shape=shape,
            layers=(layer.id,) if layer else (),
            parameters=count,
            learns=learns,
            gives=(gives,) if gives else (),
            cards=(card or (layer.id if layer else ""),),
        )
        return node_id, shape

    def operation(
        self,
        node_id: str,
        title: str,
        shape: str,
        inputs: list[Value],
        *,
        detail: str | Text = "",
        group: str = "shape",
        layer: LayerSpec | None = None,
        gives: str = "",
        card: str = "",
    ) -> Value:
        """What is computed from other values."""
        self.nodes[node_id] = Node(
            id=node_id,
            title=title,
            detail=detail,
            form="operation",
            group=group,
            shape=shape,
            layers=(layer.id,) if layer else (),
            gives=(gives,) if gives else (),
            cards=(card or (layer.id if layer else ""),),
        )
        for source, carried in inputs:
            self.edges[source, node_id] = Edge(source, node_id, carried)
        return node_id, shape

    def note(self, node_id: str, **known: Any) -> None:
        """Says more of a node."""
        self.nodes[node_id] = replace(self.nodes[node_id], **known)


class Step:
    """One layer about to be traced: its declaration, its inputs and the leaves of its weights.

    `takes` and `gives` are what its inputs and outputs are called in the record of a step.
    """

    def __init__(
        self,
        trace: Trace,
        layer: LayerSpec,
        info: LayerInfo,
        inputs: list[Value],
        takes: Sequence[str] = (),
        gives: tuple[str, ...] = (),
    ) -> None:
        self.trace, self.layer, self.info, self.inputs = trace, layer, info, inputs
        self.takes, self.gives = takes, gives

    @property
    def out(self) -> str:
        """The shape of the layer's first output."""
        return with_batch(self.info.outputs[0])

    def weight(self, name: str) -> Value:
        """The leaf of a weight; it learns unless the layer is frozen."""
        shape = self.info.weights[name]
        return self.trace.leaf(
            f"{self.layer.id}.{name}",
            f"{self.layer.name}.{name}",
            numbers.shape(shape) or "1",
            layer=self.layer,
            learns=not self.layer.frozen,
            count=_product(shape),
            gives=f"{self.layer.name}.{name}",
        )

    def apply(
        self, title: str, inputs: list[Value], *, detail: str | Text = "", part: str = ""
    ) -> Value:
        """One operation of this layer; `part` tells several apart."""
        return self.trace.operation(
            f"{self.layer.id}/{part}",
            title,
            self.out,
            inputs,
            detail=detail,
            group=self.info.kind.group,
            layer=self.layer,
        )


def _linear(step: Step) -> Value:
    """x·Wᵀ, then the bias."""
    product = step.apply("MatMul", [*step.inputs, step.weight("weight")], detail="x·Wᵀ", part="mm")
    if "bias" not in step.info.weights:
        return product
    if step.takes and step.gives:
        names = step.takes[0], f"{step.layer.name}.weight", step.gives[0]
        step.trace.note(product[0], product=names)
    return step.apply("+", [product, step.weight("bias")], part="add")


def _generic(step: Step) -> Value:
    """One operation of the inputs and all weights; merges that fold are one a pair."""
    kind = step.info.kind
    title = SYMBOLS.get(kind.name, kind.name)
    if kind.merge == "fold":
        value = step.inputs[0]
        for number, other in enumerate(step.inputs[1:], 1):
            value = step.apply(title, [value, other], part=str(number))
        return value
    weights = [step.weight(name) for name in step.info.weights]
    detail = "" if title != kind.name else step.info.summary.removeprefix(kind.name).strip()
    return step.apply(title, [*step.inputs, *weights], detail=detail)


#: How kinds are written whose module does more than one well-known operation.
TRACES: Mapping[str, Callable[[Step], Value]] = {"Linear": _linear}


def computation_drawing(network: NetworkSpec, info: NetworkInfo, training: TrainingSpec) -> Drawing:
    """The graph of one forward pass and its loss, as far as shapes are known.

    Leaves are marked that the backward pass from the loss gives a gradient to.
    """
    trace = Trace()
    values: dict[str, tuple[Value, ...]] = {}
    frames: list[Frame] = []
    for layer in network.layers:
        known = info.layers.get(layer.id)
        if known is None:
            continue
        before = set(trace.nodes)
        inputs = [
            values[source_id(ref)][source_port(ref)] for ref in layer.inputs[: len(known.inputs)]
        ]
        takes = [
            tensor_name(network, network.layer(source_id(ref)), source_port(ref))
            for ref in layer.inputs[: len(known.inputs)]
        ]
        gives = gives_of(network, layer, info)
        values[layer.id] = _layer_values(Step(trace, layer, known, inputs, takes, gives))
        added = [node for node in trace.nodes if node not in before]
        if len(added) > 1:
            frames.append(Frame(frame_id(layer.id), layer.name, layers=(layer.id,)))
            trace.inside.update(dict.fromkeys(added, frame_id(layer.id)))
    _trace_loss(trace, network, info, training, values)
    marked = _marked(trace)
    return Drawing(
        _settled(trace, marked), tuple(trace.edges.values()), tuple(frames), trace.inside
    )


def _layer_values(step: Step) -> tuple[Value, ...]:
    """What a layer gives, a value a port."""
    layer, known = step.layer, step.info
    if layer.kind == INPUT:
        made = step.trace.leaf(layer.id, "x", step.out, detail=layer.name, layer=layer)
        card = "x" if step.gives == ("x",) else layer.id
        step.trace.note(layer.id, gives=step.gives, cards=(card,))
        return (made,)
    if not layer.enabled:
        return (step.inputs[0],)
    value = TRACES.get(known.kind.name, _generic)(step)
    if step.trace.nodes[value[0]].layers == (layer.id,):
        step.trace.note(value[0], gives=step.gives)
    return tuple((value[0], with_batch(shape)) for shape in known.outputs)


def _trace_loss(
    trace: Trace,
    network: NetworkSpec,
    info: NetworkInfo,
    training: TrainingSpec,
    values: Mapping[str, tuple[Value, ...]],
) -> None:
    """Every term of the loss, weighted and added up."""
    total: Value | None = None
    for number, term in enumerate(training.losses):
        ref = output_of(term, network)
        if source_id(ref) not in values:
            continue
        output = values[source_id(ref)][source_port(ref)]
        shape, only = info.outputs[ref], is_one_term(training)
        value = _trace_term(trace, number, term, output, shape, network, values, only=only)
        total = (
            value
            if total is None
            else trace.operation(
                f"sum{number}", "+", "1", [total, value], group="merge", card="loss"
            )
        )
    if total is None:
        return
    is_apart = trace.nodes[total[0]].gives == ("term/0",)
    added = [n for n in trace.nodes.values() if n.form == "operation" and n.cards == ("loss",)]
    for place, node in enumerate(node for node in added if not node.gives):
        trace.note(node.id, gives=(f"loss/{place}",), inner=True)
    if not is_apart and trace.nodes[total[0]].inner:
        trace.note(total[0], gives=("loss",), inner=False)
    node_id, _ = trace.operation("loss", "L", "1", [total], card="loss")
    trace.note(node_id, form="result", gives=("loss",) if is_apart else ())


def is_one_term(training: TrainingSpec) -> bool:
    """Whether the loss is its only term as it is, so that a step has one card for both."""
    term = training.losses[0]
    return len(training.losses) == 1 and (term.weight, term.transform) == (1.0, "none")


def output_of(term: LossTerm, network: NetworkSpec) -> str:
    """The reference among the network's outputs that a term looks at; the first one otherwise."""
    return next(
        (ref for ref in network.outputs if source_id(ref) == term.output),
        next(iter(network.outputs), ""),
    )


def _trace_term(
    trace: Trace,
    number: int,
    term: LossTerm,
    output: Value,
    shape: Shape,
    network: NetworkSpec,
    values: Mapping[str, tuple[Value, ...]],
    *,
    only: bool,
) -> Value:
    kind, card = loss_kind(term.loss.kind), "loss" if only else f"term/{number}"
    target = _target(trace, kind.expects, term, shape, network, values)
    leaf = trace.nodes[target[0]]
    if term.target != "input":  # one leaf may be several terms' target
        gives = leaf.gives or (f"target/{number}",)
        trace.note(leaf.id, gives=gives, cards=(*filter(None, leaf.cards), card))
    if term.transform != "none":
        title = {"sum": "Σ", "mean": "mean"}[term.transform]
        output = trace.operation(f"t{number}/ŷ", title, "1", [output], card=card)
        target = trace.operation(f"t{number}/y", title, "1", [target], card=card)
        for place, (node_id, _) in enumerate((output, target)):
            trace.note(node_id, gives=(f"{card}/{place}",), inner=True)
    reduction = kind.values(term.loss.params).get("reduction", "")
    value = trace.operation(
        f"t{number}/loss",
        kind.name,
        "1",
        [output, target],
        detail=str(reduction),
        group="pooling",
        gives=card,
        card=card,
    )
    if term.weight == 1.0:
        return value
    factor = trace.leaf(
        f"t{number}/λ", numbers.typed(term.weight), "1", detail=text("Weight"), card="loss"
    )
    return trace.operation(
        f"t{number}/weighted", "×", "1", [value, factor], group="merge", card="loss"
    )


def _target(
    trace: Trace,
    expects: str,
    term: LossTerm,
    shape: Shape,
    network: NetworkSpec,
    values: Mapping[str, tuple[Value, ...]],
) -> Value:
    """The data's target, one leaf for all terms that take it in the same form, or the input itself."""
    if term.target == "input" and network.inputs:
        return values[network.inputs[0].id][0]
    words = with_batch(shape[1:] if expects == "index" else shape)
    node_id = f"y:{expects}:{words}"
    if node_id in trace.nodes:
        return node_id, words
    return trace.leaf(node_id, "y", words, detail=text("Target"))


def _marked(trace: Trace) -> set[str]:
    """The leaves from which a way leads to the loss."""
    behind: dict[str, list[str]] = {}
    for source, target in trace.edges:
        behind.setdefault(target, []).append(source)
    reached, waiting = {"loss"}, ["loss"]
    while waiting:
        for source in behind.get(waiting.pop(), ()):
            if source not in reached:
                reached.add(source)
                waiting.append(source)
    return {node for node in reached if node in trace.nodes and trace.nodes[node].learns}


def _settled(trace: Trace, marked: set[str]) -> tuple[Node, ...]:
    """The nodes in the order they came, which no edge leads against; only marked leaves learn."""
    return tuple(
        replace(node, learns=node.id in marked) if node.learns else node
        for node in trace.nodes.values()
    )


def with_batch(shape: Shape) -> str:
    """The shape of a whole batch in words, such as N×1×28×28."""
    return numbers.shape((BATCH, *shape))


def _product(shape: Shape) -> int:
    product = 1
    for size in shape:
        product *= size
    return product


def leaf_names(drawing: Drawing) -> set[str]:
    """The names of the marked leaves, as the module has them."""
    return {node.title for node in drawing.nodes if node.learns}


assert set(TRACES) <= set(LAYERS), "only declared kinds have a trace"
