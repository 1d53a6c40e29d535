"""One operation of a step as it ran: what it was given, what it gave, and the gradients that flowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

Index = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Operand:
    """A tensor that an operation took or gave.

    `name` is the tensor's own in the record, such as `fc.weight` or `fc/2`; `symbol` is how formulas
    write it. Of what an operation gave, `gradient` is the whole ∂L/∂tensor (what arrives from above);
    of what it took, the share that this operation hands back. None before backward, and where no
    gradient flows.
    """

    name: str
    symbol: str
    array: np.ndarray
    gradient: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Operation:
    """An ATen operation by its plain name (`addmm`, `convolution`), with no trailing underscore.

    `inputs` are the tensors it took by the names of its schema (`mat1`; the members of a list as
    `tensors[0]`, `tensors[1]`); a tensor that may be left out and was is missing. `settings` are all its
    other arguments by name, defaults filled in. `outputs` are `out`, or `out[0]`, `out[1]` of several.
    `unnoticed`: it changed its first input while autograd looked away, so that what arrives at its output
    is handed back as it is.
    """

    name: str
    inputs: Mapping[str, Operand]
    outputs: Mapping[str, Operand]
    settings: Mapping[str, object] = field(default_factory=dict)
    unnoticed: bool = False
