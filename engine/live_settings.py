"""Settings that a run under way takes on, by name: what is allowed, and what a project says of each.

`lr`, `batch_size`, `clip/off`, `clip/norm`, `clip/value` (its value is the bound) and
`dropout/<layer id>`; `dropout` alone stands for all Dropout layers.
"""

from collections.abc import Mapping

from engine import numbers
from engine.catalog.clipping import CLIPPING, clipping_kind
from engine.catalog.layers import layer_kind
from engine.catalog.optimizers import optimizer_kind
from engine.catalog.training_fields import training_field
from engine.edits import set_param
from engine.spec.component import component
from engine.spec.fields import Field
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import Text, UserError, text

LR, BATCH_SIZE, DROPOUT = "lr", "batch_size", "dropout"
_CLIP, _LAYER = "clip/", f"{DROPOUT}/"


def family(name: str) -> str:
    """What of several settings takes the place of the one before: all ways of clipping are one."""
    return "clip" if name.startswith(_CLIP) else name


def clip_name(kind: str) -> str:
    """The setting that clips this way."""
    return _CLIP + kind


def clip_kind(name: str) -> str | None:
    """The way of clipping that a setting stands for; None for other settings."""
    return name.removeprefix(_CLIP) if name.startswith(_CLIP) else None


def layer_name(layer_id: str) -> str:
    """The setting that is the dropout of one layer."""
    return _LAYER + layer_id


def layer_of(name: str) -> str | None:
    """The id of the layer whose dropout a setting is; None for other settings."""
    return name.removeprefix(_LAYER) if name.startswith(_LAYER) else None


def clip_values(kind: str, bound: float) -> dict[str, float]:
    """The parameters of a way of clipping with this bound; raises UserError."""
    fields = clipping_kind(kind).fields
    return {field.name: float(field.check(bound)) for field in fields}


def dropout_field(layer: LayerSpec) -> Field | None:
    """The parameter that says how much of what a layer handles is dropped; None where nothing is."""
    kind = layer_kind(layer.kind)
    named = "p" if kind.group == "regularization" else DROPOUT
    return next((field for field in kind.fields if field.name == named), None)


def dropouts(network: NetworkSpec) -> dict[str, float]:
    """How much each layer drops, by its id."""
    return {
        layer.id: float(layer.params.get(field.name, field.default))
        for layer in network.layers
        if (field := dropout_field(layer)) is not None
    }


def is_dropout(layer: LayerSpec) -> bool:
    """Whether dropping is all that the layer does: `dropout` alone is about these."""
    return layer_kind(layer.kind).group == "regularization"


def checked(name: str, value: float) -> float:
    """The value as the setting takes it.

    Raises:
        UserError: when there is no such setting, or it does not take this value.
    """
    if name == LR:
        return float(optimizer_kind("SGD").field(LR).check(value))
    if name == BATCH_SIZE:
        whole = int(value) if value == value // 1 else value
        return float(training_field(BATCH_SIZE).check(whole))
    if (kind := clip_kind(name)) in CLIPPING:
        return next(iter(clip_values(kind, value).values()), 0.0)
    if name == DROPOUT or layer_of(name):
        return float(layer_kind("Dropout").field("p").check(value))
    raise UserError(text("A run has no live setting “{name}”.", name=name[:60]))


def settings_of(project: Project) -> dict[str, float]:
    """What the project says of every live setting."""
    training = project.training
    clipping = clipping_kind(training.clipping.kind).values(training.clipping.params)
    optimizer = optimizer_kind(training.optimizer.kind)
    return {
        LR: float(training.optimizer.params.get(LR, optimizer.field(LR).default)),
        BATCH_SIZE: float(training.batch_size),
        clip_name(training.clipping.kind): next(iter(clipping.values()), 0.0),
        **{layer_name(layer): p for layer, p in dropouts(project.network).items()},
    }


def with_settings(project: Project, settings: Mapping[str, float]) -> Project:
    """The project that says of these settings what the run used; layers it lacks are left out.

    Raises:
        UserError: when a setting does not take its value.
    """
    training, network = project.training, project.network
    for name, given in settings.items():
        value, layer, kind = checked(name, given), layer_of(name), clip_kind(name)
        if name == LR:
            params = {**training.optimizer.params, LR: value}
            training = training.replace(optimizer=training.optimizer.replace(params=params))
        elif name == BATCH_SIZE:
            training = training.replace(batch_size=int(value))
        elif kind is not None:
            training = training.replace(clipping=component(kind, **clip_values(kind, value)))
        elif layer is None or layer in network:
            ids = [la.id for la in network.layers if is_dropout(la)] if layer is None else [layer]
            for layer_id in ids:
                if (field := dropout_field(network.layer(layer_id))) is not None:
                    network = set_param(network, layer_id, field.name, value)
    return project.replace(network=network, training=training)


def changed(now: Project, then: Mapping[str, float]) -> dict[str, float]:
    """The settings of `now` that are not what `then` says of them."""
    return {name: value for name, value in settings_of(now).items() if then.get(name) != value}


def put(settings: dict[str, float], name: str, value: float) -> None:
    """Notes a setting in place of the one that it replaces."""
    for other in [other for other in settings if family(other) == family(name)]:
        del settings[other]
    settings[name] = value


def differing(project: Project, settings: Mapping[str, float]) -> dict[str, float]:
    """Those of `settings` that the project does not say; layers that it lacks are left out."""
    own = settings_of(project)
    return {
        name: value
        for name, value in settings.items()
        if own.get(name) != value and (layer_of(name) is None or name in own)
    }


def without_dropout(network: NetworkSpec) -> NetworkSpec:
    """The network as far as a change of dropout leaves it alone."""
    return network.replace(layers=tuple(_without_dropout(layer) for layer in network.layers))


def _without_dropout(layer: LayerSpec) -> LayerSpec:
    field = dropout_field(layer)
    if field is None or field.name not in layer.params:
        return layer
    return layer.replace(params={k: v for k, v in layer.params.items() if k != field.name})


def in_words(name: str, value: float, network: NetworkSpec) -> Text:
    """A setting and its value for people, such as “batch size 64”."""
    layer, kind = layer_of(name), clip_kind(name)
    number = numbers.short(value)
    if name == LR:
        return text("learning rate {value}", value=number)
    if name == BATCH_SIZE:
        return text("batch size {value}", value=numbers.count(int(value)))
    if kind == "off":
        return text("gradients not clipped")
    if kind == "norm":
        return text("gradients clipped by norm at {value}", value=number)
    if kind is not None:
        return text("gradients clipped by value at {value}", value=number)
    if layer is not None and layer in network:
        return text("dropout {value} in “{layer}”", value=number, layer=network.layer(layer).name)
    return text("dropout {value}", value=number)
