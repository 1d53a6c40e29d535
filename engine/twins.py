"""Layers that stand at the same place in copies of a block, and what of one goes to the others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.blocks import families
from engine.catalog.layers import layer_kind
from engine.latest import kept
from engine.naming import fresh_name, has_automatic_name, stem_of
from engine.spec.network import LayerSpec, NetworkSpec


def pairs(network: NetworkSpec, first: str, second: str) -> list[tuple[LayerSpec, LayerSpec]]:
    """The layers of two blocks of a family, place by place; none when they do not match."""
    one, other = network.members(first), network.members(second)
    return list(zip(one, other, strict=True)) if len(one) == len(other) else []


@kept
def twins(network: NetworkSpec) -> Mapping[str, frozenset[str]]:
    """For each layer in a block with copies: the layers that stand for it there, itself among them.

    Blocks lie in one another: the twin of a twin is a twin.
    """
    places = network.spans
    classes: dict[str, set[str]] = {}
    for ids in families(network).values():
        first = places[ids[0]]
        for other in (places[block_id] for block_id in ids[1:]):
            if len(first) != len(other):
                continue
            for one, two in zip(first, other, strict=True):
                _unite(classes, network.layers[one].id, network.layers[two].id)
    made: dict[int, frozenset[str]] = {}
    return {
        layer_id: made.setdefault(id(members), frozenset(members))
        for layer_id, members in classes.items()
    }


def _unite(classes: dict[str, set[str]], one: str, two: str) -> None:
    first = classes.setdefault(one, {one})
    second = classes.setdefault(two, {two})
    if first is not second:
        first |= second
        for layer_id in second:
            classes[layer_id] = first


def with_values_followed(
    before: NetworkSpec, after: NetworkSpec, since: NetworkSpec, *, only_here: bool
) -> NetworkSpec:
    """Gives the twins of an edited layer the values it was given.

    A twin keeps a value that differed before the edit or in `since`, or that was edited itself. When
    `only_here`, just the kind of a layer goes to its twins.
    """
    known = twins(before)
    layers = {layer.id: layer for layer in after.layers}
    for layer, old in _edited(before, after, known):
        for twin_id in known[layer.id] - {layer.id}:
            if twin_id not in layers:
                continue
            if old.kind != layer.kind:
                now = after.replace(layers=tuple(layers.values()))
                layers[twin_id] = _as_kind(now, old, layer, twin_id)
            elif not only_here:
                alike = [(old, before.layer(twin_id))]
                if layer.id in since and twin_id in since:
                    alike.append((since.layer(layer.id), since.layer(twin_id)))
                layers[twin_id] = _followed(layer, layers[twin_id], alike)
    if all(layers[layer.id] is layer for layer in after.layers):
        return after
    return after.replace(layers=tuple(layers.values()))


def _edited(
    before: NetworkSpec, after: NetworkSpec, known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[LayerSpec, LayerSpec]]:
    """The layers that have twins and other values than before, and what they were before."""
    for layer in after.layers:
        if layer.id in known:
            old = before.layer(layer.id)
            if layer is not old and _values(layer) != _values(old):
                yield layer, old


def _values(layer: LayerSpec) -> tuple[object, ...]:
    return (layer.kind, layer.params, layer.init, layer.frozen, layer.enabled)


def _followed(
    new: LayerSpec, twin: LayerSpec, alike: Sequence[tuple[LayerSpec, LayerSpec]]
) -> LayerSpec:
    """The twin with what was changed in `new`, where both were alike.

    Args:
        new: the layer after the edit.
        twin: its twin after the edit.
        alike: both before the edit, and at other times when a difference counts.
    """
    old, twin_before = alike[0]
    changes: dict[str, Any] = {}
    for name in ("params", "init"):
        times = [(getattr(one, name), getattr(two, name)) for one, two in alike]
        mine = getattr(twin, name)
        merged = _merged(getattr(new, name), mine, times)
        if merged != mine:
            changes[name] = merged
    for name in ("frozen", "enabled"):
        changed = getattr(new, name) != getattr(old, name)
        untouched = getattr(twin, name) == getattr(twin_before, name)
        same = all(getattr(one, name) == getattr(two, name) for one, two in alike)
        if changed and untouched and same:
            changes[name] = getattr(new, name)
    return twin.replace(**changes) if changes else twin


def _merged(
    new: Mapping[str, Any],
    mine: Mapping[str, Any],
    times: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> dict[str, Any]:
    """`mine` with what was changed in `new`, where both had the same at all times."""
    old, theirs = times[0]
    merged = dict(mine)
    for name in dict.fromkeys((*old, *new)):
        changed = new.get(name) != old.get(name)
        untouched = mine.get(name) == theirs.get(name)
        same = all(one.get(name) == two.get(name) for one, two in times)
        if changed and untouched and same:
            merged.pop(name, None)
            if name in new:
                merged[name] = new[name]
    return merged


def _as_kind(network: NetworkSpec, old: LayerSpec, new: LayerSpec, twin_id: str) -> LayerSpec:
    """The twin as another kind: with the parameters given, and its own where they still fit."""
    twin = network.layer(twin_id)
    if twin.kind == new.kind:
        return twin
    before, kind = layer_kind(old.kind), layer_kind(new.kind)
    own = {
        field.name: twin.params.get(field.name, field.default)
        for field in before.fields
        if twin.kind == old.kind and twin.params.get(field.name) != old.params.get(field.name)
    }
    name = twin.name
    if has_automatic_name(twin) and stem_of(kind) != stem_of(layer_kind(twin.kind)):
        name = fresh_name(network, stem_of(kind))
    params = kind.fitting({**new.params, **own})
    return twin.replace(kind=kind.name, params=params, init=new.init, name=name)
