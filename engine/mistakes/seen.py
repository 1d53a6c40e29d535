"""What is seen of a network whose weights all began at 0."""

from torch import Tensor

from engine import numbers
from engine.text import Text, text
from engine.train.session import Session

#: Names that are listed.
_MOST_NAMES = 6


def not_told_apart(session: Session, steps: int) -> tuple[Text, ...]:
    """Tensors that are still 0, and layers whose units are still all alike."""
    named = [(n, p.detach()) for n, p in session.model.named_parameters() if p.requires_grad]
    idle = [name for name, tensor in named if not tensor.any()]
    alike = [
        name.rpartition(".")[0] for name, tensor in named if name not in idle and _is_alike(tensor)
    ]
    found = []
    if idle:
        found.append(
            text(
                "Still all 0 after {steps} steps, as no gradient came: {tensors}.",
                steps=numbers.count(steps),
                tensors=_listed(idle),
            )
        )
    if alike:
        found.append(
            text(
                "All units are still alike after {steps} steps in: {layers}.",
                steps=numbers.count(steps),
                layers=_listed(alike),
            )
        )
    return tuple(found)


def _is_alike(tensor: Tensor) -> bool:
    """Whether every unit has the same weights; one unit alone is like no other."""
    return tensor.dim() > 1 and len(tensor) > 1 and bool((tensor == tensor[:1]).all())


def _listed(names: list[str]) -> str:
    more = " …" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
