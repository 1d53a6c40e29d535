"""Everything that is wrong or unwise about a project, each with what mends it by one click."""

from dataclasses import replace

from engine.check.remedies import Fix
from engine.check.rules import (
    activations,
    batches,
    capacity,
    dropout,
    memory,
    misfits,
    normalisation,
    outputs,
    sequences,
    softmax,
    stopping,
    structure,
    tasks,
    training,
    windows,
)
from engine.check.rules import (
    data as data_rules,
)
from engine.check.rules.base import Advice, Level, Rule
from engine.check.rules.case import Case
from engine.check.rules.problems import problem_advice
from engine.check.shapes import NetworkInfo, infer
from engine.check.targets import DataLike
from engine.spec.project import Project

__all__ = ["RULES", "Advice", "Fix", "Level", "advise"]

_THEMES: tuple[dict[str, Rule], ...] = (
    {"layerAtFault": lambda case: problem_advice(case.project, case.info)},
    misfits.RULES,
    memory.RULES,
    training.RULES,
    batches.RULES,
    outputs.RULES,
    tasks.RULES,
    softmax.RULES,
    activations.RULES,
    normalisation.RULES,
    dropout.RULES,
    windows.RULES,
    sequences.RULES,
    structure.RULES,
    data_rules.RULES,
    stopping.RULES,
    capacity.RULES,
)
#: Every rule by its id; of equal weight, what stands first is shown first.
RULES: dict[str, Rule] = {name: rule for theme in _THEMES for name, rule in theme.items()}
_ORDER: tuple[Level, ...] = ("error", "misfit", "advice")


def advise(
    project: Project, data: DataLike | None = None, info: NetworkInfo | None = None
) -> tuple[Advice, ...]:
    """What to mend, the worst first.

    Args:
        project: what the user built.
        data: the prepared data, once it has been read.
        info: what `infer` found for the network, where it is known already.
    """
    case = Case(project, data, info or infer(project.network))
    found = [replace(advice, rule=name) for name, rule in RULES.items() for advice in rule(case)]
    return tuple(sorted(found, key=lambda advice: _ORDER.index(advice.level)))
