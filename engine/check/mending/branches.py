"""Branches that meet with shapes that don't go together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from engine import edits, numbers
from engine.catalog.kind import Params, Shape
from engine.check.mending.fault import Fault, on_branch, set_other
from engine.check.remedies import Fix
from engine.check.rules import fixes
from engine.check.rules.fixes import on_network
from engine.check.shapes import LayerInfo
from engine.edits import set_param
from engine.spec.network import NetworkSpec, source_id
from engine.text import Text, text

#: Dimensions beside the channels that there are convolutions and poolings for.
_MOST_DIMS = 3


@dataclass(frozen=True)
class Branch:
    """One input of a merge: its reference, its shape and the layers that only lead there."""

    ref: str
    shape: Shape
    own: frozenset[str]


def meeting(fault: Fault) -> Iterator[Fix]:
    """Makes the shorter branch fit the longer one, or the longer fit the shorter; or joins otherwise."""
    if len(fault.inputs) < 2 or fault.kind.arity[1] == 1 or fault.params is None:
        return
    branches = _branches(fault)
    longest = max(branches, key=lambda branch: len(branch.own))
    shortest = min(branches, key=lambda branch: len(branch.own))
    if longest.shape == shortest.shape:
        others = [branch for branch in branches if branch.shape != longest.shape]
        shortest = others[0] if others else shortest
    dims = _joined_along(fault.params, longest.shape)
    yield from _keep_sizes(fault, longest)
    yield from _one_larger(fault, longest)
    ways = ((shortest, longest), (longest, shortest))
    for bent, fixed in ways:
        yield from _stretched(fault, bent, fixed.shape)
    for bent, fixed in ways:
        wanted = _wanted(bent.shape, fixed.shape, dims)
        yield from _projected(fault, bent, wanted)
        yield from _resized(fault, bent, wanted)
    yield from _along_another(fault)
    if fault.kind.name != "Concat":
        yield fixes.replace_kind(fault.layer, "Concat")
    yield from _all_flat(fault)


def _branches(fault: Fault) -> list[Branch]:
    behind = {ref: _ancestors(fault.network, source_id(ref)) for ref in fault.layer.inputs}
    shared = frozenset.intersection(*behind.values())
    pairs = zip(fault.layer.inputs, fault.inputs, strict=True)
    return [Branch(ref, shape, behind[ref] - shared) for ref, shape in pairs]


def _ancestors(network: NetworkSpec, layer_id: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [layer_id]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += map(source_id, network.layer(at).inputs)
    return frozenset(found)


def _joined_along(params: Params, shape: Shape) -> int | None:
    """The dimension in which the branches of a Concat may differ."""
    dim = params.get("dim")
    return None if dim is None or not -len(shape) <= dim < len(shape) else dim % len(shape)


def _wanted(found: Shape, other: Shape, free: int | None) -> Shape:
    """The shape that a branch should have beside the other one."""
    if free is None or free >= len(found) or len(found) != len(other):
        return other
    return (*other[:free], found[free], *other[free + 1 :])


def _keep_sizes(fault: Fault, branch: Branch) -> Iterator[Fix]:
    """Gives the convolutions of a branch the border with which the picture keeps its size."""
    layers = [
        layer
        for layer in fault.network.layers
        if layer.id in branch.own and _changes_size(fault.info.layers[layer.id])
    ]

    def edit(network: NetworkSpec) -> NetworkSpec:
        for layer in layers:
            network = set_param(network, layer.id, "padding", "same")
        return network

    if layers:
        names = ", ".join(layer.name for layer in layers)
        yield Fix(text("Set padding of {layers} to same", layers=names), on_network(edit))


def _changes_size(found: LayerInfo) -> bool:
    """Whether it is a convolution that could keep the size of its picture, but does not."""
    return (
        "padding_mode" in found.params
        and found.params["stride"] == 1
        and found.outputs[0][1:] != found.inputs[0][1:]
    )


def _one_larger(fault: Fault, branch: Branch) -> Iterator[Fix]:
    """The size that a transposed convolution skips, as where a picture of odd size was halved."""
    for layer in fault.network.layers:
        if layer.id in branch.own and "output_padding" in fault.info.layers[layer.id].params:
            yield set_other(layer, "output_padding", 1)


def _projected(fault: Fault, branch: Branch, wanted: Shape) -> Iterator[Fix]:
    """A 1×1 convolution, with the stride that it takes, or a Linear layer."""
    found, dims = branch.shape, len(wanted) - 1
    if len(found) != len(wanted):
        yield from _through_linear(fault, branch, wanted)
        return
    if 0 < dims <= _MOST_DIMS and (stride := _stride(found[1:], wanted[1:])) is not None:
        params: dict[str, object] = {"out_channels": wanted[0], "kernel_size": 1}
        shown = "×".join("1" * dims)
        label = text(
            "Put a {kernel} convolution behind {source}", kernel=shown, source=_name(fault, branch)
        )
        if set(stride) != {1}:
            params["stride"] = stride[0] if len(set(stride)) == 1 else stride
            label = text(
                "Put a {kernel} convolution with stride {stride} behind {source}",
                kernel=shown,
                stride=numbers.shape(sorted(set(stride)) if len(set(stride)) == 1 else stride),
                source=_name(fault, branch),
            )
        yield _put(fault, branch, f"Conv{dims}d", params, label)
    if found and found[:-1] == wanted[:-1]:
        label = text(
            "Put a Linear layer with {count} outputs behind {source}",
            count=wanted[-1],
            source=_name(fault, branch),
        )
        yield _put(fault, branch, "Linear", {"out_features": wanted[-1]}, label)


def _through_linear(fault: Fault, branch: Branch, wanted: Shape) -> Iterator[Fix]:
    """A picture beside a row of numbers: flat, then as many numbers."""
    if len(wanted) != 1:
        return

    def edit(network: NetworkSpec) -> NetworkSpec:
        out = {"out_features": wanted[0]}
        network = on_branch(network, "Linear", branch.ref, fault.layer.id, out)
        linear = next(la.id for la in network.layers if la.id not in fault.network)
        return edits.add_before(network, "Flatten", linear)[0]

    label = text(
        "Put a Flatten and a Linear layer with {count} outputs behind {source}",
        count=wanted[0],
        source=_name(fault, branch),
    )
    yield Fix(label, on_network(edit))


def _stretched(fault: Fault, branch: Branch, wanted: Shape) -> Iterator[Fix]:
    """One number a channel, where a product stretches sizes of one."""
    if len(branch.shape) == 1 < len(wanted):
        shape = (*branch.shape, *(1,) * (len(wanted) - 1))
        label = text(
            "Put a Reshape to {shape} behind {source}",
            shape=numbers.shape(shape),
            source=_name(fault, branch),
        )
        yield _put(fault, branch, "Reshape", {"shape": shape}, label)


def _stride(found: Shape, wanted: Shape) -> tuple[int, ...] | None:
    """The stride with which a kernel of one place makes these sizes; None where none does."""
    strides = tuple(-(-n // t) for n, t in zip(found, wanted, strict=True))
    made = tuple((n - 1) // s + 1 for n, s in zip(found, strides, strict=True))
    return strides if made == wanted else None


def _resized(fault: Fault, branch: Branch, wanted: Shape) -> Iterator[Fix]:
    """Another size with the same channels: repeated where it is larger, averaged where it is not."""
    dims = len(wanted) - 1
    if len(branch.shape) != len(wanted) or not 1 < dims <= _MOST_DIMS:
        return
    if branch.shape[0] != wanted[0] or branch.shape == wanted:
        return
    source, shown = _name(fault, branch), numbers.shape(wanted[1:])
    if all(new >= old for new, old in zip(wanted[1:], branch.shape[1:], strict=True)):
        label = text("Bring {source} to {size} by repeating", source=source, size=shown)
        yield _put(fault, branch, "Upsample", {"size": wanted[1:]}, label)
        return
    size: object = wanted[1] if len(set(wanted[1:])) == 1 else wanted[1:]
    label = text("Bring {source} to {size} by averaging", source=source, size=shown)
    yield _put(fault, branch, f"AdaptiveAvgPool{dims}d", {"output_size": size}, label)


def _along_another(fault: Fault) -> Iterator[Fix]:
    """The one dimension in which the inputs of a Concat differ."""
    if "dim" not in (fault.params or {}) or len({len(shape) for shape in fault.inputs}) != 1:
        return
    differing = [
        at for at, sizes in enumerate(zip(*fault.inputs, strict=True)) if len(set(sizes)) > 1
    ]
    if len(differing) == 1:
        yield fixes.set_param(fault.layer, "dim", differing[0], str(differing[0]))


def _all_flat(fault: Fault) -> Iterator[Fix]:
    """A Flatten on every branch that has more than one dimension."""
    deep = [
        ref for ref, shape in zip(fault.layer.inputs, fault.inputs, strict=True) if len(shape) > 1
    ]

    def edit(network: NetworkSpec, kind: str | None = None) -> NetworkSpec:
        for ref in dict.fromkeys(deep):
            network = on_branch(network, "Flatten", ref, fault.layer.id, {})
        return edits.replace_kind(network, fault.layer.id, kind) if kind else network

    if deep:
        names = ", ".join(fault.network.layer(source_id(ref)).name for ref in dict.fromkeys(deep))
        yield Fix(text("Put a Flatten behind {layers}", layers=names), on_network(edit))
        if fault.kind.name != "Concat":
            label = text("Put a Flatten behind {layers} and join by Concat", layers=names)
            yield Fix(label, on_network(partial(edit, kind="Concat")))


def _put(fault: Fault, branch: Branch, kind: str, params: dict[str, object], label: Text) -> Fix:
    def edit(network: NetworkSpec) -> NetworkSpec:
        return on_branch(network, kind, branch.ref, fault.layer.id, params)

    return Fix(label, on_network(edit))


def _name(fault: Fault, branch: Branch) -> str:
    return fault.network.layer(source_id(branch.ref)).name
