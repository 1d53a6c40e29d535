"""Records what a piece of torch computes as a list of operations that change nothing.

Where `tape` keeps what runs for speed, this keeps what there is to see: the numbers themselves, each as it
was when the operation that gave it had ended. What is changed in place gets a new name, and the
operation is noted as the one that would have made it anew (`add` for `add_`). Kernels that do many
things at once are run as the ordinary operations that they stand for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import torch
from torch import Tensor
from torch._ops import OpOverload
from torch.utils._python_dispatch import TorchDispatchMode

from engine.text import text
from engine.train.expansions import FUSED, PaddedByParts, written_out
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.tape import (
    Call,
    CannotRecord,
    Value,
    is_random,
    mapped,
    memory_of,
    renamed,
    simplified,
    tensors_in,
    values_in,
)

_ALIAS = torch.ops.aten.alias.default
_MAKES_ALIKE = "empty_like", "new_empty", "zeros_like", "new_zeros", "ones_like", "full_like"
#: Arguments of which only shape and format matter.
_UNREAD = {
    **dict.fromkeys((*_MAKES_ALIKE, "bernoulli", "copy", "fill", "zero"), "self"),
    "rrelu_with_noise_functional": "noise",
}
#: Arguments that are changed although the operation does not say so.
_SECRETLY_CHANGED = {"native_batch_norm": ("running_mean", "running_var")}


def plain_name(op: OpOverload) -> str:
    """An operation's name without where it is from and which form of it is meant."""
    return op._schema.name.removeprefix("aten::")  # noqa: SLF001 - has no public name


def named_arguments(
    op: OpOverload, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """All that an operation takes by name, defaults filled in; a generator is none of it."""
    given = dict(kwargs)
    found = {}
    for place, argument in enumerate(op._schema.arguments):  # noqa: SLF001
        if argument.name != "generator":
            default = argument.default_value if argument.has_default_value() else None
            found[argument.name] = (
                args[place] if place < len(args) else given.get(argument.name, default)
            )
    return found


@dataclass(frozen=True)
class Step(Call):
    """One recorded operation.

    `rng` is the state of the generators before it, if it draws from them. `unnoticed`: it ran while
    autograd looked away, so that no gradient takes account of it.
    """

    rng: RngState | None = None
    unnoticed: bool = False

    @property
    def name(self) -> str:
        """ATen's name of it."""
        return plain_name(self.op)

    @property
    def changes_something(self) -> bool:
        """None does."""
        return False

    def given(self) -> dict[str, Any]:
        """All that it takes, by name."""
        return named_arguments(self.op, self.args, self.kwargs)

    @cached_property
    def operands(self) -> Mapping[str, Value]:
        """The tensors whose numbers it reads, by name; members of a list as `tensors[0]`."""
        found = _by_name(self.given())
        found.pop(_UNREAD.get(self.name, ""), None)
        return found

    def outputs(self) -> dict[str, Value]:
        """The tensors that it gives: `out`, or `out[0]`, `out[1]` of several."""
        several = self.results[0] if len(self.results) == 1 else self.results
        return _by_name({"out": several})

    def uses(self) -> list[Value]:
        """Every tensor whose numbers it reads."""
        return list(self.operands.values())


def _by_name(given: Mapping[str, Any]) -> dict[str, Value]:
    found = {}
    for name, value in given.items():
        if isinstance(value, Value):
            found[name] = value
        elif isinstance(value, list | tuple):
            found |= {f"{name}[{i}]": v for i, v in enumerate(value) if isinstance(v, Value)}
    return found


@dataclass(frozen=True, eq=False)
class Recording:
    """A computation: its steps in order, and every tensor of it by name.

    `starts` are what it began with, in the order given, `outputs` what it gave; an output may be a start.
    `learning` are the names of tensors that gradients flow to. `expanded`: the step itself ran a kernel that
    stands for many of the operations.
    """

    starts: tuple[str, ...]
    steps: tuple[Step, ...]
    outputs: tuple[str, ...]
    values: Mapping[str, Tensor]
    learning: frozenset[str]
    expanded: bool = False


class _Fused(Exception):  # noqa: N818 - sends the recorder back to its start
    """A kernel came by that stands for many operations."""


class _Recorder(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While it is entered, this thread's operations are recorded."""

    def __init__(self, starts: Mapping[str, Tensor], expanded: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.steps: list[Step] = []
        self.values: dict[str, Tensor] = {}
        self.learning: set[str] = set()
        self._expanded = expanded
        self._names: dict[int, tuple[Tensor, Value]] = {}
        self._by_memory: dict[tuple[Any, ...], Value] = {}
        #: The names whose numbers still lie where they were made, by that place.
        self._living: dict[int, set[str]] = {}
        self._changed: set[int] = set()
        for name, tensor in starts.items():
            self._know(tensor, Value(name), tensor.requires_grad)

    def __torch_dispatch__(
        self,
        func: OpOverload,
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Runs the operation and notes it."""
        given = dict(kwargs or {})
        name = plain_name(func)
        if name in FUSED and not self._expanded:
            raise _Fused
        if func is torch.ops.aten.detach.default:
            result = func(*args, **given)
            self._names[id(result)] = result, self.name_of(args[0])
            return result
        noted_args = mapped(args, self.name_of)
        noted = {key: mapped(value, self.name_of) for key, value in given.items()}
        if func._schema.is_mutable:  # noqa: SLF001 - its twin may have other defaults
            noted_args, noted = (), named_arguments(func, noted_args, noted)
        changed = _changed_by(func, args, given)
        for tensor in changed:
            self._keep_a_copy(tensor)
        rng = capture_rng(_device_of(args)) if is_random(func) else None
        step = Step(_twin(func), noted_args, noted, (), rng, not torch.is_grad_enabled())
        result = func(*args, **given)
        learns = any(value.name in self.learning for value in step.uses())
        learns = learns and (bool(changed) or not step.unnoticed)
        ids = {id(tensor) for tensor in changed}
        fresh = [
            mapped(r, lambda t: self._new(t, learns))
            for r in (result if isinstance(result, tuple) else (result,))
            if id(r) not in ids
        ]
        again = [self._new(t, learns) for t in changed]
        stated = func._schema.is_mutable  # noqa: SLF001
        self.steps.append(replace(step, results=(*fresh, *again) if stated else tuple(fresh)))
        return result

    def name_of(self, tensor: Tensor) -> Value:
        """The name of a tensor; one that was never seen is a constant.

        Raises:
            CannotRecord: when the tensor looks at numbers that were changed under another name.
        """
        known = self._names.get(id(tensor))
        value = known[1] if known else self._by_memory.get(memory_of(tensor))
        if value is None:
            value = Value(f"constant/{len(self.values)}")
            self._know(tensor, value, learns=tensor.requires_grad)
        if _place(tensor) in self._changed and not torch.allclose(
            self.values[value.name], tensor, rtol=0.0, atol=0.0, equal_nan=True
        ):
            raise CannotRecord(
                text("“{tensor}” was changed through another view.", tensor=value.name)
            )
        return value

    def _new(self, tensor: Tensor, learns: bool) -> Value:
        value = Value(f"#{len(self.values)}")
        self._know(tensor, value, learns and tensor.is_floating_point())
        return value

    def _know(self, tensor: Tensor, value: Value, learns: bool) -> None:
        self._names[id(tensor)] = tensor, value
        self._by_memory[memory_of(tensor)] = value
        self.values[value.name] = tensor.detach()
        self._living.setdefault(_place(tensor), set()).add(value.name)
        if learns:
            self.learning.add(value.name)

    def _keep_a_copy(self, tensor: Tensor) -> None:
        """Before numbers are changed in place: who saw them goes on seeing them as they are."""
        place = _place(tensor)
        for name in self._living.pop(place, ()):
            self.values[name] = self.values[name].clone()
        self._changed.add(place)


def _device_of(args: Sequence[Any]) -> torch.device:
    return next((tensor.device for tensor in tensors_in(args)), torch.device("cpu"))


def _place(tensor: Tensor) -> int:
    return tensor.untyped_storage().data_ptr()


def _changed_by(op: OpOverload, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Tensor]:
    """The tensors that an operation changes in place."""
    given = named_arguments(op, args, kwargs)
    names: Sequence[str] = _SECRETLY_CHANGED.get(plain_name(op), ())
    if op._schema.is_mutable:  # noqa: SLF001
        names = [
            a.name
            for a in op._schema.arguments  # noqa: SLF001
            if a.alias_info is not None and a.alias_info.is_write
        ]
    return [given[name] for name in names if given[name] is not None]


def _twin(op: OpOverload) -> OpOverload:
    """The operation that makes anew what this one changes in place; itself where it changes nothing."""
    schema = op._schema  # noqa: SLF001
    if not schema.is_mutable:
        return op
    name = plain_name(op)
    wanted = [(a.name, str(a.type)) for a in schema.arguments]
    for other in (name.removesuffix("_"), f"{name}_functional"):
        packet = getattr(torch.ops.aten, other, None)
        for overload in packet.overloads() if packet else ():
            twin: OpOverload = getattr(packet, overload)
            its = twin._schema  # noqa: SLF001
            if not its.is_mutable and [(a.name, str(a.type)) for a in its.arguments] == wanted:
                return twin
    raise CannotRecord(text("“{operation}” has no twin that changes nothing.", operation=name))


def recorded(
    function: Callable[[], Tensor | Sequence[Tensor]], starts: Mapping[str, Tensor], given: int = 0
) -> Recording:
    """Runs a computation and keeps all that is to be seen of it.

    Args:
        function: what is run, twice where it has a kernel that stands for many operations.
        starts: the tensors that it begins with, by name: what is fed to it, and its own.
        given: how many of the first starts are inputs that are fed; the others are named only where used.

    Raises:
        CannotRecord: when the computation can't be written as a list of operations that change nothing.
    """
    rng = capture_rng(_device_of(tuple(starts.values())))
    buffers = {k: t.clone() for k, t in starts.items() if not t.requires_grad}
    try:
        return _run(function, starts, given, expanded=False)
    except _Fused:
        restore_rng(rng)
        with torch.no_grad():
            for name, before in buffers.items():
                starts[name].copy_(before)
        with written_out():
            return _run(function, starts, given, expanded=True)


def _run(
    function: Callable[[], Tensor | Sequence[Tensor]],
    starts: Mapping[str, Tensor],
    given: int,
    expanded: bool,
) -> Recording:
    recorder = _Recorder(starts, expanded)
    with torch.enable_grad(), PaddedByParts(), recorder:
        result = function()
    results = (result,) if isinstance(result, Tensor) else tuple(result)
    outputs = [recorder.name_of(tensor) for tensor in results]
    steps, same = simplified(recorder.steps, outputs)
    outputs = [same.get(value, value) for value in outputs]
    names = {v for step in steps for v in (*step.uses(), *step.gives())} | set(outputs)
    named = {v.name for v in names}
    named |= {v.name for step in steps for v in values_in((step.args, tuple(step.kwargs.values())))}
    return Recording(
        starts=tuple(n for i, n in enumerate(starts) if i < given or Value(n) in names),
        steps=tuple(steps),
        outputs=tuple(value.name for value in outputs),
        values={n: t for n, t in recorder.values.items() if n in named or n in starts},
        learning=frozenset(recorder.learning),
        expanded=expanded,
    )


def with_names(recording: Recording, called: Sequence[str], prefix: str) -> Recording:
    """The recording with its outputs called so; what step n gives is `<prefix>/n`, or `<prefix>/n:1`.

    Tensors from elsewhere are `<prefix>/c0`, `<prefix>/c1` … An output that is handed on as it came, or given twice, is an `alias` of its own.
    """
    names = {name: name for name in recording.starts}
    constants = [name for name in recording.values if name.startswith("constant/")]
    names |= {name: f"{prefix}/c{number}" for number, name in enumerate(constants)}
    steps = list(recording.steps)
    for name, wanted in zip(recording.outputs, called, strict=True):
        if name in names:
            steps.append(Step(_ALIAS, (Value(name),), {}, (Value(wanted),)))
        names.setdefault(name, wanted)
    for number, step in enumerate(recording.steps):
        for port, value in enumerate(step.gives()):
            names.setdefault(value.name, f"{prefix}/{number}" + (f":{port}" if port else ""))
    found = _renamed(replace(recording, steps=tuple(steps)), names)
    origins = {wanted: names[name] for name, wanted in zip(recording.outputs, called, strict=True)}
    return replace(
        found,
        outputs=tuple(called),
        values={**found.values, **{n: found.values[o] for n, o in origins.items()}},
        learning=found.learning | {n for n, o in origins.items() if o in found.learning},
    )


def _renamed(recording: Recording, names: Mapping[str, str]) -> Recording:
    def now(value: Value) -> Value:
        return Value(names.get(value.name, value.name))

    steps = tuple(
        replace(
            step,
            args=renamed(step.args, now),
            kwargs=renamed(step.kwargs, now),
            results=renamed(step.results, now),
        )
        for step in recording.steps
    )
    return replace(
        recording,
        steps=steps,
        outputs=tuple(now(Value(name)).name for name in recording.outputs),
        values={now(Value(name)).name: t for name, t in recording.values.items()},
        learning=frozenset(now(Value(name)).name for name in recording.learning),
    )
