"""Records what a piece of torch computes as a list of ATen operations, with real tensors.

The operations are run as they are recorded, below autograd: the list holds what eager execution does,
kernel by kernel and in the same order. Recording is a matter of one thread; others go on undisturbed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch._ops import OpOverload
from torch.utils._python_dispatch import TorchDispatchMode

from engine.text import Text, text


@dataclass(frozen=True)
class Value:
    """A tensor of the recorded computation, by name."""

    name: str


#: The place of the random generator among the arguments of an operation.
GENERATOR = Value("generator")


@dataclass(frozen=True)
class Call:
    """One operation: what it is given (tensors as `Value`), and the names of what it gives.

    `results` has a Value a returned tensor, a list of them where it returns one, None where what it
    returns is not needed or is an argument that it changed.
    """

    op: OpOverload
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    results: tuple[Any, ...]

    @property
    def changes_something(self) -> bool:
        """Whether it must happen even where nobody needs its results."""
        return self.op._schema.is_mutable or is_random(self.op)  # noqa: SLF001 - has no public name

    @property
    def is_view(self) -> bool:
        """Whether all it gives is another look at the memory of its first argument."""
        returns = self.op._schema.returns  # noqa: SLF001
        return not self.op._schema.is_mutable and all(  # noqa: SLF001
            r.alias_info is not None for r in returns
        )

    def uses(self) -> list[Value]:
        """Every tensor that it is given."""
        return list(values_in((self.args, tuple(self.kwargs.values()))))

    def gives(self) -> list[Value]:
        """Every tensor that it makes."""
        return list(values_in(self.results))


C = TypeVar("C", bound=Call)


class CannotRecord(Exception):  # noqa: N818 - an answer, not an error of the program
    """The computation is not the same list of operations at every step."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


def is_random(op: OpOverload) -> bool:
    """Whether the operation may draw random numbers."""
    return torch.Tag.nondeterministic_seeded in op.tags


def takes_generator(op: OpOverload) -> bool:
    """Whether it may be said where its random numbers come from."""
    return is_random(op) and "generator" in argument_names(op)


def argument_names(op: OpOverload) -> list[str]:
    """The names of what an operation takes, in order."""
    return [argument.name for argument in op._schema.arguments]  # noqa: SLF001


@dataclass
class _Known:
    """A tensor that has a name; it is kept, so that its memory is not given to another one."""

    tensor: Tensor
    value: Value


class Tape(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While it is entered, this thread's operations are recorded.

    Args:
        named: the tensors that the computation starts from, by the name they are to have.
        generator: what random operations draw from while recording.

    Tensors from elsewhere are `constants`, by name.
    """

    def __init__(self, named: Mapping[str, Tensor], generator: torch.Generator) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.calls: list[Call] = []
        self.constants: dict[str, Tensor] = {}
        self._generator = generator
        self._by_id: dict[int, _Known] = {}
        self._by_memory: dict[tuple[Any, ...], Value] = {}
        self._count = 0
        for name, tensor in named.items():
            self._know(tensor, Value(name))

    @property
    def tensors(self) -> dict[Value, Tensor]:
        """What was recorded, by name."""
        return {known.value: known.tensor for known in self._by_id.values()}

    def value_of(self, tensor: Tensor) -> Value:
        """The name of a tensor; one that was never seen is a constant."""
        known = self._by_id.get(id(tensor))
        if known is not None:
            return known.value
        value = self._by_memory.get(memory_of(tensor))
        if value is None:
            value = Value(f"constant_{len(self.constants)}")
            self.constants[value.name] = tensor
        self._know(tensor, value)
        return value

    def __torch_dispatch__(
        self,
        func: OpOverload,
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Runs the operation and notes it."""
        given = dict(kwargs or {})
        _refuse(func, args, given)
        noted_args = mapped(args, self.value_of)
        noted_kwargs = {name: mapped(value, self.value_of) for name, value in given.items()}
        if takes_generator(func):
            given["generator"], noted_kwargs["generator"] = self._generator, GENERATOR
        given_ids = {id(t) for t in tensors_in((args, tuple(given.values())))}
        result = func(*args, **given)
        if func is torch.ops.aten.detach.default:
            self._know(result, noted_args[0])
            return result
        several = result if isinstance(result, tuple) else (result,)
        results = tuple(mapped(r, lambda t: self._result(t, given_ids)) for r in several)
        self.calls.append(Call(func, noted_args, noted_kwargs, results))
        return result

    def _result(self, tensor: Tensor, given: set[int]) -> Value | None:
        if id(tensor) in given:
            return None
        self._count += 1
        value = Value(f"v{self._count}")
        self._know(tensor, value)
        return value

    def _know(self, tensor: Tensor, value: Value) -> None:
        self._by_id[id(tensor)] = _Known(tensor, value)
        self._by_memory[memory_of(tensor)] = value


def memory_of(tensor: Tensor) -> tuple[Any, ...]:
    """Two tensors with the same answer are the same numbers in the same place."""
    return (
        tensor.untyped_storage().data_ptr(),
        tensor.storage_offset(),
        tensor.shape,
        tensor.stride(),
        tensor.dtype,
    )


def _refuse(op: OpOverload, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
    """Refuses what does not have the same outcome, or no place to say where numbers come from."""
    name = op._schema.name.removeprefix("aten::")  # noqa: SLF001
    if torch.Tag.dynamic_output_shape in op.tags or torch.Tag.data_dependent_output in op.tags:
        raise CannotRecord(
            text(
                "“{operation}” makes the course of a step depend on the numbers in it",
                operation=name,
            )
        )
    given = dict(zip(argument_names(op), args, strict=False)) | dict(kwargs)
    share = given.get("dropout_p", 0.0 if "dropout_p" in argument_names(op) else None)
    if is_random(op) and not takes_generator(op) and share != 0.0:
        raise CannotRecord(
            text("“{operation}” draws random numbers in a way of its own", operation=name)
        )


def mapped(value: Any, function: Callable[[Tensor], Any]) -> Any:
    """`value` with `function` applied to every tensor in it."""
    if isinstance(value, Tensor):
        return function(value)
    if isinstance(value, list | tuple):
        return type(value)(mapped(v, function) for v in value)
    return value


def tensors_in(value: Any) -> Iterable[Tensor]:
    """Every tensor in an argument, be it a list of them."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from tensors_in(inner)


def values_in(value: Any) -> Iterable[Value]:
    """Every `Value` in an argument, be it a list of them."""
    if isinstance(value, Value):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from values_in(inner)


def simplified(calls: Sequence[C], wanted: Iterable[Value]) -> tuple[list[C], dict[Value, Value]]:
    """The calls without views made twice and without what nobody needs.

    Returns:
        The calls, and by which value another one was replaced.
    """
    same: dict[Value, Value] = {}
    seen: dict[Any, C] = {}
    turned: dict[Value, Value] = {}
    kept: list[C] = []

    def now(value: Value) -> Value:
        return same.get(value, value)

    for call in calls:
        call = replace(  # noqa: PLW2901
            call, args=renamed(call.args, now), kwargs=renamed(call.kwargs, now)
        )
        if call.is_view:
            if call.op is torch.ops.aten.t.default:
                source, (result,) = call.args[0], call.results
                if source in turned:
                    same[result] = turned[source]
                    continue
                turned[result] = source
            key = (call.op, repr(call.args), repr(call.kwargs))
            if key in seen:
                same.update(zip(call.gives(), seen[key].gives(), strict=True))
                continue
            seen[key] = call
        kept.append(call)
    needed = {now(v) for v in wanted}
    needful: list[C] = []
    for call in reversed(kept):
        if call.changes_something or needed.intersection(call.gives()):
            needed.update(call.uses())
            needful.append(call)
    return needful[::-1], same


def renamed(value: Any, now: Callable[[Value], Any]) -> Any:
    """`value` with `now` applied to every `Value` in it."""
    if isinstance(value, Value):
        return now(value)
    if isinstance(value, Mapping):
        return {k: renamed(v, now) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(renamed(v, now) for v in value)
    return value
