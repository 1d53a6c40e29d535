"""Live settings taking effect in a session, between two steps."""

from collections.abc import Mapping

from torch import nn

from engine import live_settings
from engine.catalog.clipping import clipping_kind
from engine.text import UserError, text
from engine.train.session import Session


def apply(session: Session, name: str, value: float) -> float:
    """Lets a setting hold from the next step on, and gives the value that it has now.

    A batch is at most all training rows. What the project itself says is not noted as live.

    Raises:
        UserError: when there is no such setting, it does not take the value, or the network has no
            such layer; nothing has changed then.
    """
    value = live_settings.checked(name, value)
    if name == live_settings.LR:
        session.set_learning_rate(value)
    elif name == live_settings.BATCH_SIZE:
        value = float(min(int(value), len(session.train_rows)))
    layers = _layers_meant(session, name)
    session.drop_unfinished()
    given = {live_settings.layer_name(i): value for i in layers} or {name: value}
    own = live_settings.settings_of(session.project)
    replaced = {live_settings.family(key) for key in given}
    kept = {k: v for k, v in session.live.items() if live_settings.family(k) not in replaced}
    session.live = kept | {k: v for k, v in given.items() if own.get(k) != v}
    if name != live_settings.LR:
        _put_in(session)
    return value


def put_back(session: Session, live: Mapping[str, float]) -> None:
    """Lets exactly these settings differ from the project's; the rate is left as it is.

    Raises:
        UserError: as `apply`, before anything has changed.
    """
    known = live_settings.dropouts(session.project.network)
    for name, value in live.items():
        live_settings.checked(name, value)
        layer = live_settings.layer_of(name)
        if name == live_settings.DROPOUT or (layer is not None and layer not in known):
            raise _no_such_layer()
    session.live = dict(live)
    _put_in(session)


def _put_in(session: Session) -> None:
    """Makes the session work with the project's settings and the live ones over them."""
    own = live_settings.settings_of(session.project)
    clipping = [s for s in session.live.items() if live_settings.clip_kind(s[0]) is not None]
    if clipping:
        ((name, bound),) = clipping
        session.clipping = live_settings.clip_kind(name) or "off"
        session.clip = dict(live_settings.clip_values(session.clipping, bound))
    else:
        spec = session.project.training.clipping
        session.clipping, session.clip = spec.kind, clipping_kind(spec.kind).values(spec.params)
    modules = dict(session.model.named_children())
    network = session.project.network
    for layer, p in live_settings.dropouts(network).items():
        name = network.layer(layer).name
        if name in modules:
            _drop(modules[name], session.live.get(live_settings.layer_name(layer), p))
    session.set_batch_size(
        int(session.live.get(live_settings.BATCH_SIZE, own[live_settings.BATCH_SIZE]))
    )
    session.settings_version += 1
    session.forget_lowering()


def _drop(layer: nn.Module, p: float) -> None:
    """Lets a layer and what is inside it drop with probability `p`."""
    for module in layer.modules():
        if isinstance(module, nn.modules.dropout._DropoutNd):  # noqa: SLF001 - their common base
            module.p = p
        elif isinstance(getattr(module, "dropout", None), int | float):
            module.dropout = p  # type: ignore[assignment]


def _layers_meant(session: Session, name: str) -> list[str]:
    """The layers whose dropout a setting changes; raises UserError when there is none."""
    network = session.project.network
    if name == live_settings.DROPOUT:
        layers = [layer.id for layer in network.layers if live_settings.is_dropout(layer)]
    elif (layer := live_settings.layer_of(name)) is not None:
        layers = [layer] if layer in live_settings.dropouts(network) else []
    else:
        return []
    if not layers:
        raise _no_such_layer()
    return layers


def _no_such_layer() -> UserError:
    return UserError(text("The network that is being trained has no such dropout layer."))
