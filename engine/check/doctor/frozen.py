"""Layers that do not learn though they should, and normalisations whose running figures are off."""

from collections.abc import Iterator, Mapping

from engine import numbers
from engine.catalog.layers import layer_kind
from engine.check.doctor.finding import Evidence, Finding
from engine.check.doctor.look import FEWEST_STEPS, Look, Rule, worst
from engine.check.doctor.mends import set_param, unfreeze
from engine.check.remedies import Fix
from engine.check.shapes import infer
from engine.text import text

#: Steps without any gradient before a layer counts as cut off.
_STEPS = 50
#: Distance of the running figures from those of a batch, in standard deviations of the batch.
_FAR, _FAR_KEPT = 1.0, 0.5
#: Steps after which the running figures should have come near.
_SETTLED = 100
_MOMENTUM = 0.1
#: A part of a batch in the running figures below which they follow too slowly.
_SLOW = 0.01


def frozen_layer(look: Look) -> Iterator[Finding]:
    """No gradient at all comes to a layer that should learn, while it does to others."""
    layers = look.by_layer("gradient")
    recent = {layer: look.recent(series, _STEPS) for layer, series in layers.items()}
    silent = [la for la, norms in recent.items() if len(norms) >= FEWEST_STEPS and not norms.any()]
    if len(silent) == len(layers):
        return  # all layers: the loss itself has no slope, which other rules tell
    for layer_id in silent[:3]:
        series = layers[layer_id]
        yield Finding(
            "frozenLayer",
            "warning",
            text(
                "No gradient at all arrives: its weights do not change, though it is not set frozen."
            ),
            look.epoch,
            look.step,
            about=layer_id,
            where=look.where(layer_id),
            evidence=(
                look.of_steps(
                    text("Gradient norm of the last {count} steps", count=len(recent[layer_id])),
                    0.0,
                    series,
                    len(recent[layer_id]),
                ),
            ),
        )


def set_frozen(look: Look) -> Iterator[Finding]:
    """Nothing is wrong with a frozen layer whose weights were trained before; a new one learns nothing."""
    if not look.norms:
        return
    frozen = [layer for layer in look.project.network.layers if layer.frozen and layer.enabled]
    known = infer(look.project.network).layers if frozen else {}
    with_weights = [layer for layer in frozen if layer.id in known and known[layer.id].weights]
    for layer in with_weights[:3]:
        yield Finding(
            "setFrozen",
            "note",
            text("Set frozen: it keeps the weights it has, while the other layers learn."),
            look.epoch,
            look.step,
            (unfreeze(layer),),
            layer.id,
            look.where(layer.id),
            (
                Evidence(
                    text("Parameters that stay as they are"),
                    float(known[layer.id].parameters),
                    unit="count",
                ),
            ),
        )


def frozen_norm(look: Look) -> Iterator[Finding]:
    """Running figures that do not follow the batches: in evaluation the layer computes something else."""
    yield from worst(_stuck_norms(look))


def _stuck_norms(look: Look) -> Iterator[tuple[float, Finding]]:
    for layer in look.project.network.layers:
        if not layer.kind.startswith("BatchNorm") or not layer.enabled or not look.norms:
            continue
        values = layer_kind(layer.kind).filled(layer.params)
        momentum = values["momentum"]
        if not values["track_running_stats"]:
            continue
        series = f"norm_drift/{layer.id}"
        probed = look.stretch(series) if look.step >= _SETTLED else None
        far = probed is not None and look.above(
            probed.middle, probed.newest, "frozenNorm", (_FAR, _FAR_KEPT), layer.id
        )
        if momentum == 0:
            message = text(
                "Its momentum is 0: the running mean and variance stay as they started, and evaluation "
                "uses them instead of those of the data."
            )
        elif far and probed is not None:
            message = text(
                "Its running mean and variance are {drift} standard deviations away from those of the "
                "batches: evaluation computes something else than training.",
                drift=numbers.short(float(f"{probed.middle:.2g}")),
            )
        else:
            continue
        mends: tuple[Fix, ...] = ()
        if momentum is not None and momentum < _SLOW:
            mends = (set_param(layer, "momentum", _MOMENTUM, numbers.typed(_MOMENTUM)),)
        evidence = [
            Evidence(text("Share of a batch in the running figures"), float(momentum or 0.0))
        ]
        if probed is not None:
            label = text("Distance of the running figures, in standard deviations")
            evidence.insert(0, look.of_stretch(label, probed.middle, probed, series))
        yield (
            probed.middle if probed is not None else 0.0,
            Finding(
                "frozenNorm",
                "warning",
                message,
                look.epoch,
                look.step,
                mends,
                layer.id,
                look.where(layer.id),
                tuple(evidence),
            ),
        )


RULES: Mapping[str, Rule] = {
    "frozenLayer": frozen_layer,
    "frozenNorm": frozen_norm,
    "setFrozen": set_frozen,
}
