"""What is different between two projects, in words: to tell two runs apart."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from engine import numbers
from engine.catalog.clipping import clipping_kind
from engine.catalog.initializers import initializer_kind
from engine.catalog.kind import Kind
from engine.catalog.layers import layer_kind
from engine.catalog.losses import loss_kind
from engine.catalog.optimizers import optimizer_kind
from engine.catalog.schedulers import schedule_kind
from engine.catalog.stopping import stopping_kind
from engine.catalog.training_fields import TRAINING_FIELDS
from engine.spec.component import Component
from engine.spec.data import CsvSource, DataSpec, Source
from engine.spec.network import LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import Text, text

#: A value longer than this is cut: a sentence is for reading.
_LONGEST = 60

Value = str | Text


def differences(before: Project, after: Project) -> list[Text]:
    """One sentence for each difference that can change what a run comes to; titles can't."""
    return [
        *_of_networks(before.network, after.network),
        *_of_losses(before.training, after.training),
        *_of_training(before.training, after.training),
        *_of_data(before.data, after.data),
    ]


def _of_networks(before: NetworkSpec, after: NetworkSpec) -> Iterator[Text]:
    old = {layer.name: layer for layer in before.layers}
    new = {layer.name: layer for layer in after.layers}
    for name in [name for name in old if name not in new]:
        yield text("Without {layer} ({kind})", layer=name, kind=old[name].kind)
    for name in [name for name in new if name not in old]:
        yield text("With {layer} ({kind})", layer=name, kind=new[name].kind)
    both = [name for name in old if name in new]
    for name in both:
        yield from _of_layers(old[name], new[name])
        yield from _of_sources(before, after, old[name], new[name])
    if both != [name for name in new if name in old]:
        yield text("The layers stand in another order")
    if _names(before, before.outputs) != _names(after, after.outputs):
        yield _changed(
            text("Outputs"), _names(before, before.outputs), _names(after, after.outputs)
        )


def _of_layers(old: LayerSpec, new: LayerSpec) -> Iterator[Text]:
    if old.kind != new.kind:
        yield _changed(old.name, old.kind, new.kind)
    else:
        for field, was, now in _of_params(layer_kind(old.kind), old.params, new.params):
            yield _changed(f"{old.name} {field}", was, now)
    for tensor in sorted(old.init.keys() | new.init.keys()):
        was, now = _drawn(old.init.get(tensor)), _drawn(new.init.get(tensor))
        if was != now:
            what = text("{layer}, initial {tensor}", layer=old.name, tensor=tensor)
            yield _changed(what, was, now)
    if old.frozen != new.frozen:
        yield _changed(text("{layer} frozen", layer=old.name), _yes(old.frozen), _yes(new.frozen))
    if old.enabled != new.enabled:
        what = text("{layer} switched on", layer=old.name)
        yield _changed(what, _yes(old.enabled), _yes(new.enabled))


def _of_sources(
    before: NetworkSpec, after: NetworkSpec, old: LayerSpec, new: LayerSpec
) -> Iterator[Text]:
    """Other inputs, unless a layer came or went there, which is told already."""
    was, now = _names(before, old.sources), _names(after, new.sources)
    there = {layer.name for layer in before.layers} & {layer.name for layer in after.layers}
    if was != now and there.issuperset([*was.split(", "), *now.split(", ")]):
        yield _changed(text("{layer} takes", layer=old.name), was, now)


def _names(network: NetworkSpec, refs: tuple[str, ...]) -> str:
    return ", ".join(network.layer(source_id(ref)).name for ref in refs)


def _drawn(component: Component | None) -> Value:
    """An initialiser with what was set of it."""
    if component is None:
        return text("PyTorch's own")
    kind = initializer_kind(component.kind)
    return kind.label + _set(kind, component.params)


def _set(kind: Kind, params: Mapping[str, Any]) -> str:
    """The parameters that are not at their defaults, as a call has them."""
    filled = kind.filled(params)
    chosen = [
        f"{f.name}={_value(filled[f.name])}" for f in kind.fields if filled[f.name] != f.default
    ]
    return f" ({', '.join(chosen)})" if chosen else ""


def _of_params(
    kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, Value, Value]]:
    """The fields whose values differ, those left at their defaults filled in."""
    was, now = kind.filled(old), kind.filled(new)
    for field in kind.fields:
        if was[field.name] != now[field.name]:
            yield field.name, _value(was[field.name]), _value(now[field.name])


def _of_losses(before: TrainingSpec, after: TrainingSpec) -> Iterator[Text]:
    for number in range(max(len(before.losses), len(after.losses))):
        what = text("Loss") if number == 0 else text("Loss {number}", number=number + 1)
        old = before.losses[number] if number < len(before.losses) else None
        new = after.losses[number] if number < len(after.losses) else None
        if old is None or new is None or old.loss.kind != new.loss.kind:
            yield _changed(what, _named(old), _named(new))
            continue
        kind = loss_kind(old.loss.kind)
        changes = list(_of_params(kind, old.loss.params, new.loss.params))
        changes += [
            (name, _value(getattr(old, name)), _value(getattr(new, name)))
            for name in ("weight", "target", "transform", "output")
            if getattr(old, name) != getattr(new, name)
        ]
        for field, was, now in changes:
            yield _changed(text("{loss} {field}", loss=Text(kind.label), field=field), was, now)


def _named(term: LossTerm | None) -> Value:
    return text("none") if term is None else Text(loss_kind(term.loss.kind).label)


def _of_training(before: TrainingSpec, after: TrainingSpec) -> Iterator[Text]:
    chosen = (
        (text("Optimizer"), optimizer_kind, before.optimizer, after.optimizer),
        (text("Schedule"), schedule_kind, before.schedule, after.schedule),
        (text("Clipping"), clipping_kind, before.clipping, after.clipping),
        (text("Early stopping"), stopping_kind, before.stopping, after.stopping),
    )
    for what, find, old, new in chosen:
        if old.kind != new.kind:
            yield _changed(what, Text(find(old.kind).label), Text(find(new.kind).label))
            if what.template != "Optimizer":
                continue
        yield from _of_component(find(old.kind), old, find(new.kind), new)
    for field in TRAINING_FIELDS:
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now:
            yield _changed(Text(field.label), _value(was), _value(now))


def _of_component(old_kind: Kind, old: Component, new_kind: Kind, new: Component) -> Iterator[Text]:
    """The fields that both kinds have and whose values differ."""
    was, now = old_kind.filled(old.params), new_kind.filled(new.params)
    for field in old_kind.fields:
        if field.name in now and was[field.name] != now[field.name]:
            label = Text(field.label or field.name)
            yield _changed(label, _value(was[field.name]), _value(now[field.name]))


def _of_data(before: DataSpec, after: DataSpec) -> Iterator[Text]:
    if before.source != after.source:
        was, now = _source(before.source), _source(after.source)
        yield (
            text("Other rows of {source}", source=was)
            if was == now
            else _changed(text("Data"), was, now)
        )
    roles = [{c.name: c for c in data.columns} for data in (before, after)]
    for name in [name for name in roles[0] if name in roles[1]]:
        for part in ("role", "type"):
            was, now = (getattr(columns[name], part) for columns in roles)
            if was != now:
                yield _changed(text("Column {column}", column=name[:_LONGEST]), was, now)
    if before.split != after.split:
        yield _changed(text("Split"), _split(before), _split(after))
    labels = {
        "missing": text("Missing values"),
        "scale": text("Scaling"),
        "scale_target": text("Target scaled"),
        "shape": text("Shape of a row"),
        "task": text("Task"),
    }
    for name, what in labels.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield _changed(what, _value(was), _value(now))


def _source(source: Source) -> str:
    return PurePath(source.path).name if isinstance(source, CsvSource) else source.name


def _split(data: DataSpec) -> Value:
    split = data.split
    shares = " / ".join(numbers.percent(s) for s in (split.train, split.validation, split.test))
    order = text("shuffled") if split.shuffle else text("in file order")
    return text("{shares} {order}, seed {seed}", shares=shares, order=order, seed=split.seed)


def _changed(what: Value, was: Value, now: Value) -> Text:
    return text("{what}: {before} → {after}", what=what, before=was, after=now)


def _yes(value: bool) -> Text:
    return text("yes") if value else text("no")


def _value(value: Any) -> Value:
    """A parameter's value as a person would write it."""
    match value:
        case bool():
            return _yes(value)
        case None | "" | ():
            return numbers.NOTHING
        case int() | float():
            return numbers.typed(value)
        case list() | tuple():
            shown = ", ".join(str(_value(item)) for item in value)
        case _:
            shown = str(value)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
