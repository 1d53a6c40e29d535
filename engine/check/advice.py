"""Everything that is wrong or unwise about a project, each with what mends it by one click."""

from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Level
from engine.check.rules.layers import layer_advice
from engine.check.rules.losses import loss_advice
from engine.check.rules.misfits import misfit_advice
from engine.check.rules.problems import problem_advice
from engine.check.shapes import NetworkInfo, infer
from engine.check.targets import DataLike
from engine.spec.project import Project

__all__ = ["Advice", "Fix", "Level", "advise"]


def advise(
    project: Project, data: DataLike | None = None, info: NetworkInfo | None = None
) -> tuple[Advice, ...]:
    """What to mend, the worst first.

    Args:
        project: what the user built.
        data: the prepared data, once it has been read.
        info: what `infer` found for the network, where it is known already.
    """
    known = info or infer(project.network)
    return (
        *problem_advice(project, known),
        *misfit_advice(project, data, known),
        *loss_advice(project, data),
        *layer_advice(project, known),
    )
