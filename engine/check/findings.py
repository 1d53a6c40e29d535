"""What the curves of a run say, in words: rules over the figures, each with its evidence.

A rule is a pure function of the figures and of whether it held before: it takes more to raise a
finding than to keep it, so that a row does not come and go with every epoch.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from engine import numbers
from engine.check.remedies import Fix, add_dropout, scale_learning_rate, stop_early
from engine.spec.project import Project
from engine.text import Text, text

Kind = Literal["good", "warning", "bad"]
Floats = NDArray[np.float64]

#: Gradients are judged by the mean over this many of the latest steps.
GRADIENT_STEPS = 50
_FEWEST_GRADIENT_STEPS = 20
_VANISHING, _REACHING = 1e-4, 1e-3
_RISING_EPOCHS = 4
#: A rise counts from this share of what had been gained, or of the best loss if that is less; in
#: any case from the last share of what had been gained.
_OF_GAINED, _OF_BEST, _AT_LEAST = 0.05, 0.2, 0.01
_RISE, _RISE_KEPT = 1.0, 0.2
_LOST, _LOST_KEPT = 0.3, 0.15
_UNSTEADY, _UNSTEADY_KEPT = 1.5, 0.8
_WINDOW_EPOCHS = 8
#: Ups and downs below this share of the first loss are noise.
_NOISE = 0.05
_FLAT_EPOCHS = 10
_FLAT, _FLAT_KEPT = 0.02, 0.05
_STUCK_SHARE = 0.1


class Points(Protocol):
    """A series of figures, as History keeps them."""

    @property
    def values(self) -> np.ndarray:
        """All points."""


class Figures(Protocol):
    """The part of a History that the rules read."""

    @property
    def steps(self) -> Mapping[str, Points]:
        """A point a step."""

    @property
    def epochs(self) -> Mapping[str, Points]:
        """A point an epoch."""


class Ending(Protocol):
    """The part of RunEnded that the rules read."""

    @property
    def reason(self) -> str:
        """Why the run ended."""

    @property
    def epoch(self) -> int:
        """Whole epochs before it ended."""

    @property
    def message(self) -> Text | None:
        """What happened, in words."""


@dataclass(frozen=True)
class Finding:
    """One thing the curves say. `rule` and `about` (a layer's id, or "") tell it from others.

    `epoch` is the one it was first seen in; for good news, the latest.
    """

    rule: str
    kind: Kind
    message: Text
    epoch: int
    fix: Fix | None = None
    about: str = ""


@dataclass(frozen=True)
class _Look:
    """What a rule looks at; `held` names the rules that held at the last look."""

    figures: Figures
    project: Project
    ended: Ending | None
    held: frozenset[str]

    @property
    def epoch(self) -> int:
        """The epoch that the latest step belongs to or that just ended."""
        return max(len(self.train), 1)

    @property
    def train(self) -> Floats:
        """The train loss of every epoch."""
        return _values(self.figures.epochs, "train_loss")

    @property
    def validation(self) -> Floats:
        """The validation loss of every epoch."""
        return _values(self.figures.epochs, "validation_loss")

    def limit(self, rule: str, raised: float, kept: float) -> float:
        """The threshold now: the milder one keeps a finding that held before."""
        return kept if rule in self.held else raised


Rule = Callable[[_Look], Finding | None]


def findings(
    figures: Figures,
    project: Project,
    ended: Ending | None = None,
    previous: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """What the run's figures say now: bad news first, then good, then warnings.

    Args:
        figures: the run's History.
        project: what was trained; fixes are edits of it.
        ended: how the latest run ended, None while it goes on.
        previous: what was found at the last look; such findings stay until they clearly no longer
            hold, and keep the epoch they were first seen in.
    """
    before = {(finding.rule, finding.about): finding for finding in previous}
    look = _Look(figures, project, ended, frozenset(rule for rule, _ in before))
    found = [finding for rule in _RULES if (finding := rule(look)) is not None]
    if any(finding.rule == "diverged" for finding in found):
        found = [finding for finding in found if finding.rule not in {"unsteady", "flat"}]
    kept = [_since(finding, before.get((finding.rule, finding.about))) for finding in found]
    return tuple(sorted(kept, key=lambda finding: _ORDER.index(finding.kind)))


_ORDER: tuple[Kind, ...] = ("bad", "good", "warning")


def _since(finding: Finding, before: Finding | None) -> Finding:
    """Trouble keeps the epoch it was first seen in."""
    if before is None or finding.kind == "good":
        return finding
    return replace(finding, epoch=min(before.epoch, finding.epoch))


def _diverged(look: _Look) -> Finding | None:
    """The run ended because a number was none."""
    if look.ended is None or look.ended.reason != "diverged" or look.ended.message is None:
        return None
    fix = scale_learning_rate(look.project, 0.1)
    return Finding("diverged", "bad", look.ended.message, look.ended.epoch + 1, fix)


def _gradients(look: _Look) -> Finding | None:
    """Whether the layer with the smallest gradient still gets one worth the name."""
    norms = _recent_norms(look.figures)
    if len(norms) < 2:
        return None
    least, most = min(norms, key=norms.__getitem__), max(norms, key=norms.__getitem__)
    ratio = norms[least] / norms[most] if norms[most] > 0 else 0.0
    if ratio < look.limit("vanishing", _VANISHING, _REACHING):
        return Finding(
            "vanishing",
            "warning",
            text(
                "Hardly any gradient reaches “{layer}”: its norm is {norm}, that of “{other}” {largest}.",
                layer=_name(look.project, least),
                norm=numbers.short(norms[least]),
                other=_name(look.project, most),
                largest=numbers.short(norms[most]),
            ),
            look.epoch,
            about=least,
        )
    return Finding(
        "gradients",
        "good",
        text(
            "Gradients reach every layer: smallest / largest norm {ratio}",
            ratio=numbers.short(float(f"{ratio:.2g}")),
        ),
        look.epoch,
    )


def _overfitting(look: _Look) -> Finding | None:
    """Validation loss has been rising for epochs while train loss falls."""
    train, validation = look.train, look.validation
    finite = np.isfinite(validation)
    if finite.sum() < _RISING_EPOCHS + 1 or not finite[-1]:
        return None
    best = int(np.nanargmin(validation))
    since = len(validation) - 1 - best
    if since < _RISING_EPOCHS or not train[-1] < train[best]:
        return None
    gained = max(float(np.nanmax(validation[: best + 1]) - validation[best]), 1e-12)
    rise = float(np.nanmean(validation[-3:]) - validation[best])
    best_loss = abs(float(validation[best]))
    enough = max(min(_OF_GAINED * gained, _OF_BEST * best_loss), _AT_LEAST * gained)
    if rise < look.limit("overfitting", _RISE, _RISE_KEPT) * enough:
        return None
    fix = stop_early(look.project) or add_dropout(look.project)
    return Finding(
        "overfitting",
        "warning",
        text(
            "Overfitting: validation loss has risen from {best} to {now} since epoch {epoch} "
            "while train loss falls",
            best=numbers.short(validation[best]),
            now=numbers.short(validation[-1]),
            epoch=best + 1,
        ),
        best + 1 + _RISING_EPOCHS,
        fix,
    )


def _unsteady(look: _Look) -> Finding | None:
    """Train loss rises, or jumps up and down: the learning rate is too high."""
    losses = _finite(_means(look))
    if len(losses) < 4:
        return None
    low, last = float(losses.min()), float(losses[-2:].mean())
    gained = max(float(losses[0]) - low, _NOISE * abs(float(losses[0])), 1e-12)
    if _jumps(losses[-_WINDOW_EPOCHS:], low, gained, look):
        message = text(
            "Train loss jumps up and down from epoch to epoch. The learning rate may be too high."
        )
    elif last - low > look.limit("unsteady", _LOST, _LOST_KEPT) * gained:
        message = text(
            "Train loss is rising again: from {low} to {now}. The learning rate may be too high.",
            low=numbers.short(low),
            now=numbers.short(last),
        )
    else:
        return None
    fix = scale_learning_rate(look.project, 0.1)
    return Finding("unsteady", "warning", message, look.epoch, fix)


def _jumps(recent: Floats, low: float, gained: float, look: _Look) -> bool:
    """Whether the ups of the latest epochs add up to more than their level can explain."""
    changes = np.diff(recent)
    if len(recent) < _WINDOW_EPOCHS or min((changes > 0).sum(), (changes < 0).sum()) < 3:
        return False
    spread = max(float(np.median(recent)) - low, 0.25 * gained)
    ups = float(changes.clip(min=0.0).sum())
    return ups > look.limit("unsteady", _UNSTEADY, _UNSTEADY_KEPT) * spread


def _flat(look: _Look) -> Finding | None:
    """Train loss has stopped falling while most of it is still there."""
    losses = look.train
    if len(losses) < _FLAT_EPOCHS + 1 or not np.isfinite(losses[-_FLAT_EPOCHS - 1 :]).all():
        return None
    first, now = _first_loss(look), float(losses[-1])
    half = _FLAT_EPOCHS // 2
    change = float(losses[-_FLAT_EPOCHS:-half].mean() - losses[-half:].mean())
    scale = max(abs(first), abs(now), 1e-12)
    stuck = first - now < _STUCK_SHARE * scale
    if not stuck or abs(change) > look.limit("flat", _FLAT, _FLAT_KEPT) * scale:
        return None
    return Finding(
        "flat",
        "warning",
        text(
            "Train loss has hardly moved since the start: {first}, now {now}",
            first=numbers.short(first),
            now=numbers.short(now),
        ),
        look.epoch,
        scale_learning_rate(look.project, 10.0),
    )


_RULES: tuple[Rule, ...] = (_diverged, _gradients, _overfitting, _unsteady, _flat)


def _recent_norms(figures: Figures) -> dict[str, float]:
    """The mean gradient norm of every layer over the latest steps, by layer id."""
    norms = {}
    for name, series in figures.steps.items():
        kind, _, layer = name.partition("/")
        recent = _finite(series.values[-GRADIENT_STEPS:]) if kind == "gradient" else np.empty(0)
        if len(recent) >= _FEWEST_GRADIENT_STEPS:
            norms[layer] = float(recent.mean())
    return norms


def _means(look: _Look) -> Floats:
    """The train loss of every epoch; while there are few, means over tenths of the steps."""
    if len(look.train) >= 4:
        return look.train
    steps = _values(look.figures.steps, "loss")
    if len(steps) < 200:
        return np.empty(0)
    size = len(steps) // 10
    return np.asarray(steps[: size * 10].reshape(10, size).mean(axis=1))


def _first_loss(look: _Look) -> float:
    """The loss before anything was learnt: the mean of the first few steps."""
    steps = _finite(_values(look.figures.steps, "loss")[:5])
    return float(steps.mean()) if len(steps) else float(look.train[0])


def _values(series: Mapping[str, Points], name: str) -> Floats:
    return np.asarray(series[name].values, np.float64) if name in series else np.empty(0)


def _finite(values: np.ndarray) -> Floats:
    numbers_only = np.asarray(values, np.float64)
    return numbers_only[np.isfinite(numbers_only)]


def _name(project: Project, layer_id: str) -> str:
    return project.network.layer(layer_id).name if layer_id in project.network else layer_id
