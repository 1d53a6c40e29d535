"""Puts a block template into a network, as one more click in the builder."""

from engine.catalog.kind import Shape
from engine.catalog.templates.blocks import BlockTemplate
from engine.check.shapes import NetworkInfo, infer
from engine.copying import copies
from engine.naming import Fresh
from engine.rewiring import Rewiring
from engine.spec.network import NetworkSpec, source_id, source_port
from engine.text import UserError, text


def insert_block(
    network: NetworkSpec, template: BlockTemplate, after: str | None = None
) -> tuple[NetworkSpec, list[str]]:
    """Puts a block behind `after` (the last layer unless told), sized to the shape there.

    It stands in the blocks that both of its neighbours stand in. Gives the network and the new ids.

    Raises:
        UserError: when there is no shape there yet, or the block can't work on it.
    """
    at, entry = place_below(network, after)
    shape = shape_at(network, infer(network), entry)
    part = template.build(shape, Fresh(network).block_name(f"{template.name}1"))
    return copies(network, part.layers, at, part.blocks)


def place_below(network: NetworkSpec, after: str | None) -> tuple[int, str]:
    """The place behind `after`, or at the end, and the reference that a newcomer there takes.

    Raises:
        UserError: when there is no input yet.
    """
    if not network.layers:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    at = network.index(after) + 1 if after is not None else len(network.layers)
    return at, Rewiring(network).onward(at)


def shape_at(network: NetworkSpec, info: NetworkInfo, ref: str) -> Shape:
    """The shape that a reference gives.

    Raises:
        UserError: when the layer has none, because something above it is wrong.
    """
    above = info.layers.get(source_id(ref))
    if above is None or source_port(ref) >= len(above.outputs):
        raise UserError(
            text(
                "“{layer}” gives nothing yet. Mend what is wrong there first.",
                layer=network.layer(source_id(ref)).name,
            )
        )
    return above.outputs[source_port(ref)]
