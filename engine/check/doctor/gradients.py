"""Whether each layer hears of the loss: gradients that fade, that grow without end, or that arrive."""

from collections.abc import Iterator, Mapping

from engine import numbers
from engine.check.doctor.finding import Evidence, Finding
from engine.check.doctor.look import NOW_STEPS, Look, Rule
from engine.check.doctor.mends import straighten
from engine.check.remedies import clip_gradients, scale_learning_rate
from engine.text import text

#: The least norm as a share of the largest: below the first a layer hardly learns, above the second it does.
_VANISHING, _REACHING = 1e-4, 1e-3
#: Growth of a norm since the first steps, while the loss is above that of the first steps.
_GROWN, _GROWN_KEPT = 100.0, 10.0
_FIRST, _LAST = 5, 10
#: Norm of a layer over that of the layer nearest the loss.
_BACKWARDS, _BACKWARDS_KEPT = 1e4, 1e3
#: Share of the latest steps that clipping cut, and by how much at least.
_CUT, _CUT_KEPT, _CUT_BY = 0.9, 0.7, 2.0


def _of_layer(look: Look, layer: str, value: float) -> Evidence:
    label = text(
        "Gradient norm of “{layer}”, mean of the last {count} steps",
        layer=look.name(layer),
        count=NOW_STEPS,
    )
    return look.of_steps(label, value, f"gradient/{layer}")


def _ends(look: Look) -> tuple[str, str, float] | None:
    """The layers with the least and the largest gradient, and the ratio of the two."""
    # A layer that gets none at all is another matter, and nothing fades on the way to a single one.
    norms = {layer: norm for layer, norm in look.norms.items() if norm > 0}
    if len(norms) < 2:
        return None
    least, most = min(norms, key=norms.__getitem__), max(norms, key=norms.__getitem__)
    return least, most, norms[least] / norms[most]


def vanishing(look: Look) -> Iterator[Finding]:
    """The layer with the smallest gradient gets none worth the name."""
    ends = _ends(look)
    if ends is None:
        return
    least, most, ratio = ends
    order = list(look.norms)
    if order.index(least) > order.index(most):
        return  # it grows on its way back, which is another matter
    if ratio >= look.limit("vanishing", _VANISHING, _REACHING, least):
        return
    mend = straighten(look.project)
    yield Finding(
        "vanishing",
        "warning",
        text(
            "Hardly any gradient arrives: its norm is {norm}, that of “{other}” {largest}.",
            norm=numbers.short(look.norms[least]),
            other=look.name(most),
            largest=numbers.short(look.norms[most]),
        ),
        look.epoch,
        look.step,
        (mend,) if mend else (),
        least,
        look.where(least),
        (
            _of_layer(look, least, look.norms[least]),
            _of_layer(look, most, look.norms[most]),
            Evidence(text("Smallest / largest norm"), ratio),
        ),
    )


def reaching(look: Look) -> Iterator[Finding]:
    """Every layer gets a gradient."""
    ends = _ends(look)
    if ends is None or ends[2] < _VANISHING:
        return
    least, most, ratio = ends
    yield Finding(
        "gradients",
        "good",
        text(
            "Gradients reach every layer: smallest / largest norm {ratio}",
            ratio=numbers.short(float(f"{ratio:.2g}")),
        ),
        look.epoch,
        look.step,
        evidence=(
            _of_layer(look, least, look.norms[least]),
            _of_layer(look, most, look.norms[most]),
        ),
    )


def exploding(look: Look) -> Iterator[Finding]:
    """Gradients that have grown many times over while the loss rose, or that grow from layer to layer."""
    found = _grown(look) or _backwards(look)
    if found is None:
        return
    layer, grown, evidence = found
    norm = evidence[0].value
    if grown:
        message = text(
            "The gradient explodes: its norm has grown from {before} to {norm} while the loss rose.",
            before=numbers.short(evidence[1].value),
            norm=numbers.short(norm),
        )
    else:
        message = text(
            "The gradient explodes on its way back: its norm is {norm} here, and {before} at the last layer.",
            before=numbers.short(evidence[1].value),
            norm=numbers.short(norm),
        )
    clip = clip_gradients(look.project)
    lower = scale_learning_rate(look.project, 0.1)
    yield Finding(
        "exploding",
        "bad",
        message,
        look.epoch,
        look.step,
        (clip, lower) if clip else (lower,),
        layer,
        look.where(layer),
        evidence,
    )


_Exploding = tuple[str, bool, tuple[Evidence, ...]]


def _grown(look: Look) -> _Exploding | None:
    """The layer whose norm has grown most since the first steps, where the loss is above theirs."""
    loss_before, loss_now = look.first("loss", _FIRST), look.recent("loss", _LAST)
    if look.step < _FIRST + _LAST or not len(loss_before) or not len(loss_now):
        return None
    growth: dict[str, tuple[float, float]] = {}
    for layer, series in look.by_layer("gradient").items():
        before, now = look.first(series, _FIRST), look.recent(series, _LAST)
        if len(before) and len(now) and before.mean() > 0:
            growth[layer] = float(before.mean()), float(now.mean())
    if not growth or loss_now.mean() <= loss_before.mean():
        return None
    layer = max(growth, key=lambda la: growth[la][1] / growth[la][0])
    before_norm, now_norm = growth[layer]
    if now_norm < look.limit("exploding", _GROWN, _GROWN_KEPT, layer) * before_norm:
        return None
    series = f"gradient/{layer}"
    name = look.name(layer)
    return (
        layer,
        True,
        (
            look.of_steps(
                text(
                    "Gradient norm of “{layer}”, mean of the last {count} steps",
                    layer=name,
                    count=_LAST,
                ),
                now_norm,
                series,
                _LAST,
            ),
            look.of_start(
                text(
                    "Gradient norm of “{layer}”, mean of the first {count} steps",
                    layer=name,
                    count=_FIRST,
                ),
                before_norm,
                series,
                _FIRST,
            ),
            look.of_start(
                text("Loss, mean of the first {count} steps", count=_FIRST),
                float(loss_before.mean()),
                "loss",
                _FIRST,
            ),
            look.of_steps(
                text("Loss, mean of the last {count} steps", count=_LAST),
                float(loss_now.mean()),
                "loss",
                _LAST,
            ),
        ),
    )


def _backwards(look: Look) -> _Exploding | None:
    """The layer with the largest norm, where it is far above that of the layer nearest the loss."""
    if len(look.norms) < 3:
        return None
    last = list(look.norms)[-1]
    layer = max(look.norms, key=look.norms.__getitem__)
    limit = look.limit("exploding", _BACKWARDS, _BACKWARDS_KEPT, layer)
    if look.norms[last] <= 0 or look.norms[layer] < limit * look.norms[last]:
        return None
    return (
        layer,
        False,
        (_of_layer(look, layer, look.norms[layer]), _of_layer(look, last, look.norms[last])),
    )


def always_clipped(look: Look) -> Iterator[Finding]:
    """Clipping that cuts nearly every step: it sets the length of the steps, not the gradient."""
    clipping = look.project.training.clipping
    series = list(look.by_layer("gradient").values())
    if clipping.kind != "norm" or not series:
        return
    bound = float(clipping.params.get("max_norm", 1.0))
    parts = [look.figures.steps[name].values[-NOW_STEPS:] for name in series]
    if min(map(len, parts)) < NOW_STEPS:
        return
    norms = sum(part.astype("f8") ** 2 for part in parts) ** 0.5
    share, typical = float((norms > bound).mean()), float(sorted(norms)[len(norms) // 2])
    if share < look.limit("alwaysClipped", _CUT, _CUT_KEPT) or typical < _CUT_BY * bound:
        return
    yield Finding(
        "alwaysClipped",
        "note",
        text(
            "Clipping cuts {share} of the steps: the gradient is {norm} long, the bound is {bound}.",
            share=numbers.percent(share),
            norm=numbers.short(typical),
            bound=numbers.short(bound),
        ),
        look.epoch,
        look.step,
        evidence=(
            Evidence(text("Steps cut, of the last {count}", count=NOW_STEPS), share, unit="share"),
            Evidence(text("Length of all gradients together, median"), typical),
            Evidence(text("Bound of the clipping"), bound),
        ),
    )


RULES: Mapping[str, Rule] = {
    "exploding": exploding,
    "vanishing": vanishing,
    "alwaysClipped": always_clipped,
    "gradients": reaching,
}
