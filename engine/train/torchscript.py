"""The one place that knows TorchScript: compiles source of ours, and runs it without Python's lock.

TorchScript is no longer developed upstream. Where it is missing or refuses, steps are taken one by one
as before.
"""

from collections.abc import Callable
from typing import Any

import torch


class CannotCompile(Exception):  # noqa: N818 - an answer, not an error of the program
    """TorchScript is not there, or does not take the source."""


def compiled(source: str, name: str) -> Callable[..., Any]:
    """The function called `name` in `source`, to be run on the CPU without gradients.

    The source is compiled by torch's own compiler; none of it is run as Python. Operations are run one
    after another as they are written, neither fused nor put in another order, so that the numbers are
    those of eager execution.

    Raises:
        CannotCompile: with what the compiler says.
    """
    try:
        function = getattr(torch.jit.CompilationUnit(source), name)
        as_written = torch.jit.optimized_execution  # type: ignore[attr-defined]
    except (RuntimeError, AttributeError) as error:
        raise CannotCompile(str(error)) from error

    def run(*arguments: object) -> Any:
        # Inference mode spares the bookkeeping for gradients. They count as wanted all the same, because
        # some layers keep what their backward pass needs only then.
        with torch.inference_mode(), torch.enable_grad(), as_written(False):
            return function(*arguments)

    return run
