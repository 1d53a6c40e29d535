"""What the curves of a run say, in words: rules over its figures, each with evidence and a remedy.

A rule is a pure function of what it looks at. It takes more to raise a finding than to keep one, so that
a row does not come and go with every epoch.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.check.doctor import (
    balance,
    failure,
    fitting,
    frozen,
    gradients,
    noise,
    pace,
    progress,
    units,
)
from engine.check.doctor.finding import (
    Evidence,
    Finding,
    Kind,
    Source,
    from_json,
    to_json,
)
from engine.check.doctor.look import Ending, Figures, Look, Rule
from engine.check.doctor.why import WHY
from engine.check.remedies import is_far_too_high, scale_learning_rate
from engine.check.targets import DataLike
from engine.live_settings import with_settings
from engine.spec.project import Project

__all__ = [
    "RULES",
    "WHY",
    "Evidence",
    "Finding",
    "Kind",
    "Source",
    "findings",
    "from_json",
    "to_json",
]

_THEMES: tuple[Mapping[str, Rule], ...] = (
    failure.RULES,
    gradients.RULES,
    pace.RULES,
    balance.RULES,
    units.RULES,
    progress.RULES,
    fitting.RULES,
    noise.RULES,
    frozen.RULES,
)
#: Every rule by its id; of equal weight, what stands first is shown first.
RULES: dict[str, Rule] = {name: rule for theme in _THEMES for name, rule in theme.items()}
_ORDER: tuple[Kind, ...] = ("bad", "warning", "note", "good")

#: What is not said where something else says it better: by the rule that is said.
_HIDES: Mapping[str, frozenset[str]] = {
    "diverged": frozenset(
        {"exploding", "rateTooHigh", "oscillation", "flat", "plateau", "improving", "chance"}
    )
    | {"noisyGradient"},
    "exploding": frozenset({"rateTooHigh", "oscillation", "gradients", "noisyGradient"}),
    "vanishing": frozenset({"gradients", "noisyGradient", "rateTooLow"}),
    "frozenLayer": frozenset({"gradients", "noisyGradient"}),
    "rateTooHigh": frozenset({"rateTooLow", "improving", "flat"}),
    "oscillation": frozenset({"rateTooHigh", "rateTooLow", "improving", "plateau"}),
    "rateTooLow": frozenset({"flat", "underfitting", "plateau", "noisyGradient", "deadUnits"}),
    "flat": frozenset({"plateau", "underfitting", "overfitting", "improving", "noisyGradient"}),
    "collapse": frozenset({"chance", "imbalance", "overfitting"}),
    "underfitting": frozenset({"plateau", "generalises", "overfitting"}),
    "imbalance": frozenset({"chance"}),
    "overfitting": frozenset({"generalises", "improving", "plateau"}),
    "plateau": frozenset({"improving"}),
}

#: What says by itself when it began.
_DATED = frozenset({"overfitting"})

#: What a rate that is far too high brings about: the first thing to mend is the rate.
_OF_LONG_STEPS = frozenset(
    {"vanishing", "deadUnits", "saturated", "chance", "collapse", "underfitting", "frozenLayer"}
)


def findings(
    figures: Figures,
    project: Project,
    ended: Ending | None = None,
    previous: Iterable[Finding] = (),
    data: DataLike | None = None,
) -> tuple[Finding, ...]:
    """What the run's figures say now, the gravest first.

    Args:
        figures: the run's History.
        project: what was trained; what was changed while it ran is put into it, and fixes are edits of that.
        ended: how the latest run ended, None while it goes on.
        previous: what was found at the last look; such findings stay until they clearly no longer
            hold, and keep the epoch and step they were first seen in.
        data: the prepared data, where they are known.
    """
    before = {(finding.rule, finding.about): finding for finding in previous}
    live = {name: value for _step, name, value in figures.settings}
    look = Look(figures, with_settings(project, live), ended, data, before)
    found = [finding for rule in RULES.values() for finding in rule(look)]
    said = {finding.rule for finding in found}
    hidden = frozenset[str]().union(*(_HIDES.get(rule, frozenset()) for rule in said))
    kept = [
        _since(_with_cause(finding, look.project), before.get((finding.rule, finding.about)))
        for finding in found
        if finding.rule not in hidden
    ]
    return tuple(sorted(kept, key=lambda finding: _ORDER.index(finding.kind)))


def _with_cause(finding: Finding, project: Project) -> Finding:
    """Trouble that steps far too long bring about is mended by shorter ones first."""
    if finding.rule not in _OF_LONG_STEPS or not is_far_too_high(project):
        return finding
    lower = scale_learning_rate(project, 0.1)
    others = [fix for fix in finding.fixes if fix.label != lower.label]
    return replace(finding, fixes=(lower, *others))


def _since(finding: Finding, before: Finding | None) -> Finding:
    """Trouble keeps the moment it was first seen in."""
    if finding.rule in _DATED or before is None or finding.kind == "good":
        return finding
    if before.step > finding.step:
        return finding
    return replace(finding, epoch=min(before.epoch, finding.epoch), step=before.step)
