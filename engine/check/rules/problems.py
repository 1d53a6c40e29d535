"""Layers that can't work as they are, and the edits that let them."""

from collections.abc import Callable, Iterator

from engine import edits, numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import layer_kind
from engine.catalog.layers.windows import spread
from engine.check.remedies import Fix
from engine.check.rules.base import Advice
from engine.check.shapes import NetworkInfo, infer
from engine.spec.fields import Size
from engine.spec.network import LayerSpec, NetworkSpec, source_id, source_port
from engine.spec.project import Project
from engine.text import Text, UserError, text

Edit = Callable[[NetworkSpec], NetworkSpec]


def problem_advice(project: Project, info: NetworkInfo) -> Iterator[Advice]:
    """One advice for every layer that `infer` found at fault."""
    for problem in info.problems:
        layer = project.network.layer(problem.layer_id)
        message = text("{layer}: {reason}", layer=layer.name, reason=problem.message)
        fixes = tuple(
            Fix(label, _on_network(edit))
            for label, edit in _candidates(layer, project.network, info)
            if _mends(edit, project.network, layer.id)
        )
        yield Advice(layer.id, message, fixes, "error")


def _candidates(
    layer: LayerSpec, network: NetworkSpec, info: NetworkInfo
) -> Iterator[tuple[Text, Edit]]:
    shape = _input_shape(layer, info)
    if shape is None:
        return
    yield from _enough_padding(layer, shape)
    if not shape and layer.kind == "Linear":
        yield (
            text("Put a Flatten before {layer}", layer=layer.name),
            lambda net: edits.add_before(net, "Flatten", layer.id)[0],
        )


def _enough_padding(layer: LayerSpec, shape: Shape) -> Iterator[tuple[Text, Edit]]:
    """Ways to make the picture as large as the kernel that slides over it."""
    kind = layer_kind(layer.kind)
    size = next((f for f in kind.fields if f.name == "kernel_size"), None)
    try:
        params = kind.values(layer.params)
    except UserError:
        return  # the message already says which value to change
    if not isinstance(size, Size) or "padding" not in params or len(shape) != size.dims + 1:
        return
    kernel = spread(params["kernel_size"], size.dims)
    dilation = spread(params.get("dilation", 1), size.dims)
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    if all(n >= r for n, r in zip(shape[1:], reach, strict=True)):
        return
    if params["stride"] == 1 and layer.kind.startswith("Conv"):
        yield text("Set padding to same"), _set(layer.id, "padding", "same")
    needed = tuple(max(0, -(-(r - n) // 2)) for n, r in zip(shape[1:], reach, strict=True))
    yield (
        text("Set padding to {padding}", padding=numbers.shape(needed)),
        _set(layer.id, "padding", needed),
    )


def _set(layer_id: str, name: str, value: object) -> Edit:
    return lambda network: edits.set_param(network, layer_id, name, value)


def _input_shape(layer: LayerSpec, info: NetworkInfo) -> Shape | None:
    if not layer.inputs:
        return None
    ref = layer.inputs[0]
    outputs = info.layers[source_id(ref)].outputs
    return outputs[source_port(ref)] if source_port(ref) < len(outputs) else None


def _mends(edit: Edit, network: NetworkSpec, layer_id: str) -> bool:
    """Only what really helps is offered."""
    try:
        return layer_id in infer(edit(network)).layers
    except UserError:
        return False


def _on_network(edit: Edit) -> Callable[[Project], Project]:
    return lambda project: edits.with_network(project, edit(project.network))
