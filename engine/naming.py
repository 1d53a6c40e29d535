"""Ids and names that are free in a network, for layers and for blocks."""

from collections.abc import Collection

from engine.catalog.kind import LayerKind
from engine.catalog.layers import layer_kind
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec, check_name
from engine.text import UserError

_LONGEST_STEM = 50
_DIGITS = "0123456789"


class Fresh:
    """Hands out ids and names that neither the network nor anybody before has taken; `more` are blocks to come."""

    def __init__(self, network: NetworkSpec, *more: BlockSpec) -> None:
        self._ids = {layer.id for layer in network.layers}
        self._names = {layer.name for layer in network.layers}
        self._block_ids = {block.id for block in (*network.blocks, *more)}
        self._block_names = {block.name for block in (*network.blocks, *more)}

    def layer_id(self) -> str:
        """An id for a layer."""
        return _taken(self._ids, _free(self._ids, "l", len(self._ids) + 1))

    def layer_name(self, stem: str) -> str:
        """The first of stem1, stem2, … that is free."""
        return _taken(self._names, _free(self._names, stem, 1))

    def name_like(self, name: str, *wanted: str) -> str:
        """The first of the wanted names that is free and fit for code; else one that counts on."""
        for candidate in wanted:
            if candidate not in self._names and _is_fit(candidate):
                return _taken(self._names, candidate)
        return self.layer_name(name.rstrip(_DIGITS)[:_LONGEST_STEM])

    def block_id(self) -> str:
        """An id for a block."""
        return _taken(self._block_ids, _free(self._block_ids, "b", len(self._block_ids) + 1))

    def block_name(self, name: str) -> str:
        """The name itself while it is free, else the next number behind it."""
        if name in self._block_names:
            stem = name.rstrip(_DIGITS)[:_LONGEST_STEM]
            name = _free(self._block_names, stem, 1 if stem != name else 2)
        return _taken(self._block_names, name)


def fresh_id(network: NetworkSpec) -> str:
    """An id that no layer of the network has."""
    return Fresh(network).layer_id()


def fresh_name(network: NetworkSpec, stem: str) -> str:
    """The first of stem1, stem2, … that no layer of the network has."""
    return Fresh(network).layer_name(stem)


def has_automatic_name(layer: LayerSpec) -> bool:
    """Whether the layer still has the name it was given when it was added."""
    return is_automatic(layer.name, layer_kind(layer.kind))


def is_automatic(name: str, kind: LayerKind) -> bool:
    """Whether a layer of this kind could be given the name when it is added."""
    stem = stem_of(kind)
    return name == stem or name.removeprefix(stem).isdigit()


def stem_of(kind: LayerKind) -> str:
    """How the names of new layers of a kind begin."""
    return kind.stem or kind.name.lower()


def _free(taken: Collection[str], stem: str, number: int) -> str:
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _taken(names: set[str], name: str) -> str:
    names.add(name)
    return name


def _is_fit(name: str) -> bool:
    try:
        check_name(name)
    except UserError:
        return False
    return True
