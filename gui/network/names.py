"""What the undo list says of an edit: the layer by name when it is one, else how many."""

from collections.abc import Callable, Sequence

from engine.spec.network import NetworkSpec
from gui.translate import tr

#: Gives the words for an edit of these layers.
TextOf = Callable[[NetworkSpec, Sequence[str]], str]


def move_text(network: NetworkSpec, ids: Sequence[str]) -> str:
    """“Move fc1” or “Move 2 layers”."""
    return _one_or_many(network, ids, tr("Move {layer}"), tr("Move {count} layers"))


def delete_text(network: NetworkSpec, ids: Sequence[str]) -> str:
    """“Delete fc1” or “Delete 2 layers”."""
    return _one_or_many(network, ids, tr("Delete {layer}"), tr("Delete {count} layers"))


def cut_text(network: NetworkSpec, ids: Sequence[str]) -> str:
    """“Cut fc1” or “Cut 2 layers”."""
    return _one_or_many(network, ids, tr("Cut {layer}"), tr("Cut {count} layers"))


def duplicate_text(network: NetworkSpec, ids: Sequence[str]) -> str:
    """“Duplicate fc1” or “Duplicate 2 layers”."""
    return _one_or_many(network, ids, tr("Duplicate {layer}"), tr("Duplicate {count} layers"))


def paste_text(names: Sequence[str]) -> str:
    """“Paste fc1” or “Paste 2 layers”."""
    if len(names) == 1:
        return tr("Paste {layer}").format(layer=names[0])
    return tr("Paste {count} layers").format(count=len(names))


def connect_text(network: NetworkSpec, source: str, target: str) -> str:
    """“Connect conv1 to add1”."""
    names = {"source": network.layer(source).name, "target": network.layer(target).name}
    return tr("Connect {source} to {target}").format(**names)


def disconnect_text(network: NetworkSpec, source: str, target: str) -> str:
    """“Disconnect conv1 from add1”."""
    names = {"source": network.layer(source).name, "target": network.layer(target).name}
    return tr("Disconnect {source} from {target}").format(**names)


def output_text(network: NetworkSpec, layer_id: str, *, used: bool) -> str:
    """“Use fc1 as an output”, “Use fc1 no longer as an output”."""
    words = tr("Use {layer} as an output") if used else tr("Use {layer} no longer as an output")
    return words.format(layer=network.layer(layer_id).name)


def replace_text(network: NetworkSpec, layer_id: str, kind: str) -> str:
    """“Change fc1 to Conv2d”."""
    name = network.layer(layer_id).name
    return tr("Change {layer} to {kind}").format(layer=name, kind=kind)


def _one_or_many(network: NetworkSpec, ids: Sequence[str], one: str, many: str) -> str:
    if len(ids) == 1:
        return one.format(layer=network.layer(ids[0]).name)
    return many.format(count=len(ids))
