"""Networks with blocks written in one line, and read back as one."""

from engine.blocks import spans
from engine.spec.network import BlockSpec
from tests.engine.edits.nets import net


def blocks_net(*layers, outputs=None, copies=None):
    """Layers as in `net`; "b1/b2:name" stands in block b2 in block b1; `copies` says copy=original."""
    split = [layer.rpartition(":")[::2] for layer in layers]
    flat = net(*(name for _path, name in split), outputs=outputs)
    grouped = tuple(
        layer.replace(group=tuple(path.split("/")) if path else ())
        for layer, (path, _name) in zip(flat.layers, split, strict=True)
    )
    links = copies or {}
    return flat.replace(
        layers=grouped,
        blocks=tuple(
            BlockSpec(id=block_id, name=block_id, copy_of=links.get(block_id, ""))
            for block_id in spans(grouped)
        ),
    )


def shape(network):
    """Wires, and in which blocks every layer stands: "fc1 | b1: relu1 fc2 | fc3"."""
    parts, path = [], None
    for layer in network.layers:
        if layer.group != path:
            names = "/".join(network.block(b).name for b in layer.group)
            parts.append(f"{names}:" if names else "")
            path = layer.group
        parts[-1] += f" {layer.name}"
    return " | ".join(part.strip() for part in parts)


def links(network):
    """Which block is a copy of which, by name."""
    return {
        block.name: network.block(block.copy_of).name for block in network.blocks if block.copy_of
    }
