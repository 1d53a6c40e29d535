"""What the row of a block shows: its card while it is closed, its head while it is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import numbers
from engine.blocks import run_in
from engine.catalog.layers import LAYERS
from engine.check.shapes import NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec
from gui import counts
from gui.network.folding import Line
from gui.network.rails import RowRails
from gui.network.row import Row, Trouble, shape_of
from gui.translate import tr

#: Beyond so many layers of different kinds their number says more than their names.
_MOST_KINDS = 3


@dataclass(frozen=True)
class Around:
    """What of a row depends on the other rows."""

    rails: RowRails
    lanes: int


def make_block_row(
    network: NetworkSpec,
    line: Line,
    info: NetworkInfo,
    troubles: Mapping[str, Trouble],
    gradients: Mapping[str, float],
    around: Around,
) -> Row:
    """The row of a block; closed, it shows the first trouble and the longest bar of its layers."""
    members = network.layers[line.span.start : line.span.stop]
    block = network.block(line.block)
    known = [info.layers[layer.id] for layer in members if layer.id in info.layers]
    count = sum(found.parameters for found in known)
    times = len(run_in(network, line.block))
    levels = [gradients[layer.id] for layer in members if layer.id in gradients]
    wrong = next((troubles[layer.id] for layer in members if layer.id in troubles), None)
    name = tr("{block} ×{count}").format(block=block.name, count=times) if times > 1 else block.name
    return Row(
        layer_id=line.key,
        name=block.name,
        title=name,
        detail=_inside(members, times),
        shape="" if line.opened else shape_of(info.layers.get(members[-1].id)),
        parameters=numbers.count(count) if count else "",
        group=_color(members, info),
        short=False,
        frozen=_all_frozen(members),
        off=not any(layer.enabled for layer in members),
        trouble=None if line.opened else wrong,
        gradient=None if line.opened else max(levels, default=None),
        rails=around.rails,
        lanes=around.lanes,
        depth=len(line.path),
        folds=True,
        opened=line.opened,
    )


def _inside(members: Sequence[LayerSpec], times: int) -> str:
    """The kinds in a small block; the number of layers in a large one."""
    kinds = [LAYERS[layer.kind].label for layer in members if layer.kind in LAYERS]
    if times < 2 and len(kinds) <= _MOST_KINDS:
        return " · ".join(kinds)
    if times > 1 and len(members) % times == 0:
        return tr("{count} × {layers} layers").format(count=times, layers=len(members) // times)
    return counts.layers(len(members))


def _color(members: Sequence[LayerSpec], info: NetworkInfo) -> str:
    """The group of the layer with the most parameters."""
    weights = [info.layers[la.id].parameters if la.id in info.layers else 0 for la in members]
    kind = LAYERS.get(members[weights.index(max(weights))].kind)
    return kind.group if kind else "shape"


def _all_frozen(members: Sequence[LayerSpec]) -> bool:
    learning = [la for la in members if la.kind in LAYERS and LAYERS[la.kind].learns]
    return bool(learning) and all(layer.frozen for layer in learning)
