"""Units that no longer take part: dead ones of a ReLU, and those at the ends of a bounded activation."""

from collections.abc import Iterator, Mapping

from engine import numbers
from engine.check.doctor.finding import Finding
from engine.check.doctor.look import Look, Rule, worst
from engine.check.doctor.mends import straighten, use_kind
from engine.spec.network import source_id
from engine.text import text

#: Share of a layer's units that are zero on every row looked at; from the last on the layer is cut off.
_DEAD, _DEAD_KEPT, _CUT_OFF = 0.2, 0.1, 0.95
_FEWEST_ROWS = 16
#: Share of a layer's outputs near an end.
_SATURATED, _SATURATED_KEPT = 0.5, 0.35


def dead(look: Look) -> Iterator[Finding]:
    """ReLUs whose units are zero on every row."""
    yield from worst(_dead(look))


def _dead(look: Look) -> Iterator[tuple[float, Finding]]:
    if look.project.training.batch_size < _FEWEST_ROWS:
        return  # in so small a batch most units are zero on all rows now and then
    for layer_id, series in look.by_layer("dead", "probes").items():
        probed, layer = look.stretch(series), look.layer(layer_id)
        if probed is None or layer is None or layer_id in _outputs(look):
            continue
        # A unit may be zero on a whole batch by chance: the low shares are nearest to that of dead ones.
        share = probed.low
        if not look.above(share, probed.newest, "deadUnits", (_DEAD, _DEAD_KEPT), layer_id):
            continue
        label = text("Use {kind} in “{layer}”", kind="LeakyReLU", layer=layer.name)
        mends = (use_kind([layer], "LeakyReLU", label),) if layer.kind in {"ReLU", "ReLU6"} else ()
        shown = numbers.percent(share)
        message = text("{share} of the units are zero on every row (dead ReLU)", share=shown)
        if share >= _CUT_OFF:
            message = text(
                "{share} of the units are zero on every row: nothing gets through, and no gradient "
                "comes back.",
                share=shown,
            )
        yield (
            share,
            Finding(
                "deadUnits",
                "bad" if share >= _CUT_OFF else "note" if look.learnt else "warning",
                message,
                look.epoch,
                look.step,
                mends,
                layer_id,
                look.where(layer_id),
                (
                    look.of_stretch(
                        text("Dead units, in nine of ten of the latest probes at least"),
                        share,
                        probed,
                        series,
                        share=True,
                    ),
                ),
            ),
        )


def saturated(look: Look) -> Iterator[Finding]:
    """Hidden activations that stand at their ends, where they have no slope."""
    yield from worst(_saturated(look))


def _saturated(look: Look) -> Iterator[tuple[float, Finding]]:
    for layer_id, series in look.by_layer("saturated", "probes").items():
        probed, layer = look.stretch(series), look.layer(layer_id)
        # At the end of a network it is what a good classifier does.
        if probed is None or layer is None or layer_id in _outputs(look):
            continue
        share = probed.middle
        limits = _SATURATED, _SATURATED_KEPT
        if not look.above(share, probed.newest, "saturated", limits, layer_id):
            continue
        mend = straighten(look.project)
        yield (
            share,
            Finding(
                "saturated",
                "note" if look.learnt else "warning",
                text(
                    "{share} of the outputs stand at an end of {kind}, where its slope is almost 0.",
                    share=numbers.percent(share),
                    kind=layer.kind,
                ),
                look.epoch,
                look.step,
                (mend,) if mend else (),
                layer_id,
                look.where(layer_id),
                (
                    look.of_stretch(
                        text("Outputs near an end, median over the latest steps"),
                        share,
                        probed,
                        series,
                        share=True,
                    ),
                ),
            ),
        )


def _outputs(look: Look) -> frozenset[str]:
    return frozenset(source_id(ref) for ref in look.project.network.outputs)


RULES: Mapping[str, Rule] = {"deadUnits": dead, "saturated": saturated}
