"""What the undo list says of an edit: the layer by name when it is one, else how many."""

from collections.abc import Callable, Sequence

from engine.spec.network import NetworkSpec
from engine.text import Text, text

#: Gives the words for an edit of these layers.
TextOf = Callable[[NetworkSpec, Sequence[str]], Text]


def move_text(network: NetworkSpec, ids: Sequence[str]) -> Text:
    """“Move fc1” or “Move 2 layers”."""
    return _one_or_many(network, ids, text("Move {layer}"), text("Move {count} layers"))


def delete_text(network: NetworkSpec, ids: Sequence[str]) -> Text:
    """“Delete fc1” or “Delete 2 layers”."""
    return _one_or_many(network, ids, text("Delete {layer}"), text("Delete {count} layers"))


def cut_text(network: NetworkSpec, ids: Sequence[str]) -> Text:
    """“Cut fc1” or “Cut 2 layers”."""
    return _one_or_many(network, ids, text("Cut {layer}"), text("Cut {count} layers"))


def duplicate_text(network: NetworkSpec, ids: Sequence[str]) -> Text:
    """“Duplicate fc1” or “Duplicate 2 layers”."""
    return _one_or_many(network, ids, text("Duplicate {layer}"), text("Duplicate {count} layers"))


def paste_text(names: Sequence[str]) -> Text:
    """“Paste fc1” or “Paste 2 layers”."""
    if len(names) == 1:
        return text("Paste {layer}", layer=names[0])
    return text("Paste {count} layers", count=len(names))


def connect_text(network: NetworkSpec, source: str, target: str) -> Text:
    """“Connect conv1 to add1”."""
    names = {"source": network.layer(source).name, "target": network.layer(target).name}
    return text("Connect {source} to {target}", **names)


def disconnect_text(network: NetworkSpec, source: str, target: str) -> Text:
    """“Disconnect conv1 from add1”."""
    names = {"source": network.layer(source).name, "target": network.layer(target).name}
    return text("Disconnect {source} from {target}", **names)


def output_text(network: NetworkSpec, layer_id: str, *, used: bool) -> Text:
    """“Use fc1 as an output”, “Use fc1 no longer as an output”."""
    name = network.layer(layer_id).name
    if used:
        return text("Use {layer} as an output", layer=name)
    return text("Use {layer} no longer as an output", layer=name)


def replace_text(network: NetworkSpec, layer_id: str, kind: str) -> Text:
    """“Change fc1 to Conv2d”."""
    name = network.layer(layer_id).name
    return text("Change {layer} to {kind}", layer=name, kind=kind)


def _one_or_many(network: NetworkSpec, ids: Sequence[str], one: Text, many: Text) -> Text:
    """With the name of the layer, or of the block that the layers are all of, else with their number."""
    chosen = set(ids)
    for block_id in network.layer(ids[0]).group:
        if chosen == {layer.id for layer in network.members(block_id)}:
            return Text(one.template, {"layer": network.block(block_id).name})
    if len(ids) == 1:
        return Text(one.template, {"layer": network.layer(ids[0]).name})
    return Text(many.template, {"count": len(ids)})
