"""Whether a batch shows the direction: the gradient noise scale, and what to do about it.

McCandlish, Kaplan, Amodei et al., “An Empirical Model of Large-Batch Training” (2018): the simple noise
scale tr(Σ)/|G|², in rows, tells from which batch size on more rows bring little. Both parts are estimated
from the gradients g₁, g₂ of two halves of a batch of B rows without bias: |G|² ≈ g₁·g₂ and
tr(Σ) ≈ B/4·|g₁ − g₂|²; they are averaged over probes before they are divided.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from engine import numbers
from engine.check.doctor.finding import Evidence, Finding
from engine.check.doctor.look import Look, Rule
from engine.check.doctor.mends import larger_batches
from engine.text import text

SIGNAL, SPREAD = "noise/signal", "noise/spread"
#: Probes looked at, of which a few have these figures, and fewer than which say nothing.
_PROBES, _FEWEST = 256, 16
#: Noise scale over batch size.
_NOISY, _NOISY_KEPT = 20.0, 8.0
#: The loss has stopped falling: windows of the latest tenths of the steps.
_PARTS, _LEVEL = 10, 0.02


def noisy(look: Look) -> Iterator[Finding]:
    """The gradient of a batch is mostly chance, and the loss has stopped falling while much is left."""
    spread, signal = look.probed(SPREAD, _PROBES), look.probed(SIGNAL, _PROBES)
    size, rows = look.project.training.batch_size, _rows(look)
    if min(len(spread), len(signal)) < _FEWEST or (rows is not None and size >= rows):
        return
    noise, strength = float(spread.mean()), float(signal.mean())
    scale = noise / strength if strength > 0 else float("inf")
    if scale < look.limit("noisyGradient", _NOISY, _NOISY_KEPT) * size or not _stalled(look):
        return
    mend = larger_batches(look.project, rows)
    shown = numbers.short(float(f"{scale:.2g}")) if np.isfinite(scale) else None
    if shown is None:
        message = text(
            "A batch of {size} rows shows no common direction: its gradient is chance, and the loss no "
            "longer falls.",
            size=numbers.count(size),
        )
    else:
        message = text(
            "A batch of {size} rows shows little of the direction: the gradient's noise scale is {scale} "
            "rows, and the loss no longer falls.",
            size=numbers.count(size),
            scale=shown,
        )
    yield Finding(
        "noisyGradient",
        "note",
        message,
        look.epoch,
        look.step,
        (mend,) if mend else (),
        evidence=(
            Evidence(text("Noise scale tr(Σ)/|G|², in rows"), scale),
            Evidence(text("Batch size, in rows"), float(size), unit="count"),
            look.of_probes(text("Spread tr(Σ) of the gradient of one row"), noise, SPREAD, _PROBES),
            look.of_probes(text("Square of the mean gradient |G|²"), strength, SIGNAL, _PROBES),
        ),
    )


def _rows(look: Look) -> int | None:
    figures = look.data.figures if look.data is not None else None
    return figures.rows if figures is not None else None


def _stalled(look: Look) -> bool:
    """Whether the latest tenths of the steps lie as high as those before, far from 0."""
    parts = look.windows("loss", _PARTS)
    if len(parts) < _PARTS or not np.isfinite(parts).all() or look.step < 10 * _PARTS:
        return False
    fell = float(parts[-6:-3].mean() - parts[-3:].mean())
    return fell < _LEVEL * abs(look.first_loss) and parts[-1] > 0.2 * look.first_loss


RULES: Mapping[str, Rule] = {"noisyGradient": noisy}
