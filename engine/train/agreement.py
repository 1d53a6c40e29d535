"""Whether lowered steps do what eager ones do: some are taken both ways from the same state."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch._ops import OpOverload
from torch.utils._python_dispatch import TorchDispatchMode

from engine.text import text
from engine.train.batches import Batches
from engine.train.lowered import Bound
from engine.train.lowering import CannotLower, LoweredStep
from engine.train.session import Session
from engine.train.step import Step
from engine.train.tape import takes_generator
from engine.train.update_source import momentum_of

#: Steps of a whole batch that are taken both ways.
STEPS = 3


class DrawingFrom(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While it is entered, this thread's random operations draw from `generator`."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._generator = generator

    def __torch_dispatch__(
        self,
        func: OpOverload,
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Runs the operation."""
        given = dict(kwargs or {})
        if takes_generator(func):
            given["generator"] = self._generator
        return func(*args, **given)


def require_agreement(twin: Session, steps: Sequence[LoweredStep]) -> None:
    """Takes some steps both ways from the state of `twin`, which moves on.

    Raises:
        CannotLower: when the results are not the same.
    """
    twin.model.train()
    batches = Batches(twin, torch.arange(len(twin.train_rows)))
    generator = torch.Generator()
    if not _eager_step(twin, batches, 0, generator):  # it makes the optimizer's state
        raise CannotLower(text("the step tried out gives numbers that are not finite"))
    other = twin.twin()
    for step in steps:
        bound = Bound(step, other)
        if not bound.ready():
            raise CannotLower(text("its optimizer keeps another state than expected"))
        whole = batches.end // twin.batch_size
        is_last = step.outline.batch_size < twin.batch_size
        first, count = (whole, 1) if is_last else (0, min(STEPS, whole, bound.most))
        generator.manual_seed(0)
        for number in range(first, first + count):
            if not _eager_step(twin, batches, number, generator):
                break  # where lowered steps stop too
        generator.manual_seed(0)
        momentum = momentum_of(other.optimizer.param_groups[0])
        bound.run(batches, first, [other.learning_rate()] * count, [momentum] * count, generator)
    for ours, theirs in zip(_state(other), _state(twin), strict=True):
        _compare(ours, theirs)


def _eager_step(
    session: Session, batches: Batches, number: int, generator: torch.Generator
) -> bool:
    """Takes a step if it is finite, and tells whether it was."""
    step = Step(session, batches.at(number * session.batch_size))
    with DrawingFrom(generator):
        step.zero_grad()
        step.forward()
        step.compute_loss()
        step.backward()
    if not step.is_finite(step.figures()):
        step.revert()
        return False
    step.update()
    return True


def _state(session: Session) -> Iterator[Tensor]:
    """Every tensor that a step changes."""
    yield from (p.detach() for p in session.model.parameters())
    yield from session.buffers
    for parameter in session.parameters:
        for value in session.optimizer.state.get(parameter, {}).values():
            if isinstance(value, Tensor):
                yield value


def _compare(ours: Tensor, theirs: Tensor) -> None:
    """Bit for bit: then it does not matter to a run's numbers when it changes from one to the other."""
    if not torch.equal(ours, theirs):
        apart = (ours.double() - theirs.double()).abs().max()
        raise CannotLower(
            text("its results differ from those of eager steps by {apart}", apart=f"{apart:.1g}")
        )
