"""Writes a recorded training step as a TorchScript function that takes many steps in a row."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from engine.train.norms import Norms
from engine.train.tape import Call, Value

#: The function written, and the one that it calls to move the parameters.
STEPS, UPDATE = "steps", "update"


@dataclass(frozen=True)
class StepOutline:
    """What of a recorded step becomes what.

    Attributes:
        calls: the operations from the batch to the gradients.
        batch_size: rows of the batch.
        whole_size: rows of the epoch's other batches, before it.
        inputs, parameters, buffers, constants: how many tensors of each kind the step starts from;
            they are called `x0`, `w0`, `b0`, `constant_0` and so on.
        changing: numbers of the buffers that the step changes.
        loss: the total, then each term that is not the total itself.
        gradients: of the learnable tensors that have one, by the tensor's number; `vectors` are the numbers
            of those with one dimension.
        output: the output that is scored, if any; a batch of it holds `output_numbers`.
        norms: how gradients come to be recorded: all "flat", the norm of "each", or "none".
        clipping: "off", "norm" or "value".
        state: names of what the optimizer keeps of each parameter.
        update: the source of the function that moves them.
    """

    calls: Sequence[Call]
    batch_size: int
    whole_size: int
    inputs: int
    parameters: int
    buffers: int
    constants: int
    changing: Sequence[int]
    loss: Sequence[Value]
    gradients: dict[int, Value]
    vectors: frozenset[int]
    output: Value | None
    output_numbers: int
    norms: Norms
    clipping: str
    state: Sequence[str]
    update: str = field(repr=False)


def step_source(outline: StepOutline) -> str:
    """The source of `steps`; see `_signature` for what it takes.

    It gives the number of steps taken, and their scored outputs one behind the other. It stops before a
    step whose figures are no numbers, with everything as it was before that step.
    """
    steady, varying = _hoisted(outline)
    lines = [*_signature(outline), *_indented(1, _beginning(outline, steady))]
    lines += _indented(1, ["for i in range(count):"])
    lines += _indented(2, [*_batch(outline), *map(written, varying), *_end_of_step(outline)])
    lines += _indented(1, ["return count, torch.cat(outputs)"])
    return outline.update + "\n\n" + "\n".join(lines) + "\n"


def _signature(outline: StepOutline) -> list[str]:
    """The head of the function.

    `data` are the training rows of each input, `rows` the epoch's order, `first` the number of the first
    batch, `block` how many batches are gathered at once. `lrs` and `momenta` have a number a step, `s` are
    the optimizer's other settings. `figures` has room for a row a step, `gradients` for those of the last.
    """
    states = "".join(f"{name}: List[Tensor], " for name in outline.state)
    return [
        f"def {STEPS}(data: List[Tensor], rows: Tensor, first: int, count: int, block: int, "
        f"w: List[Tensor], b: List[Tensor], before: List[Tensor], constants: List[Tensor], gradients: List[Tensor], {states}"
        "lrs: List[float], momenta: List[float], s: List[float], clip: float, figures: Tensor, "
        "generator: Generator) -> Tuple[int, Tensor]:"
    ]


def _hoisted(outline: StepOutline) -> tuple[list[Call], list[Call]]:
    """The calls that give the same at every step, and the others.

    They are views of parameters, buffers and constants: those change in place, so that a view made
    once goes on showing them.
    """
    fixed = {Value(f"w{i}") for i in range(outline.parameters)}
    fixed |= {Value(f"b{i}") for i in range(outline.buffers)}
    fixed |= {Value(f"constant_{i}") for i in range(outline.constants)}
    steady, varying = [], []
    for call in outline.calls:
        if call.is_view and fixed.issuperset(call.uses()):
            steady.append(call)
            fixed.update(call.gives())
        else:
            varying.append(call)
    return steady, varying


def _beginning(outline: StepOutline, steady: Sequence[Call]) -> Iterator[str]:
    for letter, count in (("w", outline.parameters), ("b", outline.buffers)):
        yield from (f"{letter}{i} = {letter}[{i}]" for i in range(count))
    yield from (f"constant_{i} = constants[{i}]" for i in range(outline.constants))
    yield from map(written, steady)
    yield f"learning = [{', '.join(f'w{i}' for i in outline.gradients)}]"
    if outline.changing:
        yield f"changing = [{', '.join(f'b{i}' for i in outline.changing)}]"
    yield "outputs = [torch.empty([0])]"
    yield "row_of = torch.unbind(figures.narrow(0, 0, count))"
    yield from (f"x{i}_of = [data[{i}]]" for i in range(outline.inputs))
    yield "at = -1"


def _batch(outline: StepOutline) -> Iterator[str]:
    """Gathers a block of batches when its first one is due, laid out in memory as eager steps do."""
    size = outline.whole_size
    yield "number = first + i"
    yield "if number // block != at:"
    yield "    at = number // block"
    yield f"    start = at * block * {size}"
    yield f"    taken = rows.narrow(0, start, min(block * {size}, rows.size(0) - start))"
    for i in range(outline.inputs):
        yield f"    x{i}_of = torch.split(data[{i}].index_select(0, taken), {size})"
    for i in range(outline.inputs):
        yield f"x{i} = x{i}_of[number - at * block]"
    if outline.changing:
        yield "torch._foreach_copy_(before, changing)"


def _end_of_step(outline: StepOutline) -> Iterator[str]:
    """Writes the figures, looks whether they are numbers, and moves the parameters."""
    gradients = [value.name for value in outline.gradients.values()]
    losses = [value.name for value in outline.loss]
    yield f"g = [{', '.join(gradients)}]"
    if outline.norms == "flat":
        parts = [f"{name}.reshape(-1)" for name in losses]
        for number, value in outline.gradients.items():
            parts.append(value.name if number in outline.vectors else f"{value.name}.reshape(-1)")
        yield f"torch.cat([{', '.join(parts)}], out=row_of[i])"
    elif outline.norms == "each":
        yield "norms = torch._foreach_norm(g)"
        yield f"torch.stack([{', '.join(losses)}] + norms, out=row_of[i])"
    else:
        yield f"torch.stack([{', '.join(losses)}], out=row_of[i])"
    yield "squares = float(torch.dot(row_of[i], row_of[i]))"
    # So is infinity − infinity, and NaN; a sum of squares beyond float32 is infinity too.
    yield "if squares - squares != 0.0:"
    if outline.changing:
        yield "    torch._foreach_copy_(changing, before)"
    yield "    return i, torch.cat(outputs)"
    if outline.clipping == "norm":
        norms = "norms" if outline.norms == "each" else "torch._foreach_norm(g)"
        yield f"length = torch.ops.aten.linalg_vector_norm(torch.stack({norms}), 2.0)"
        yield "torch._foreach_mul_(g, torch.clamp(clip / (length + 1e-6), max=1.0))"
    elif outline.clipping == "value":
        yield "torch._foreach_clamp_min_(g, -clip)"
        yield "torch._foreach_clamp_max_(g, clip)"
    yield "if i == count - 1:"
    yield "    torch._foreach_copy_(gradients, g)"
    states = "".join(f"{name}, " for name in outline.state)
    yield f"{UPDATE}(learning, g, {states}lrs[i], momenta[i], s)"
    if outline.output is not None:
        yield f"outputs.append({outline.output.name})"


def _indented(depth: int, lines: Iterator[str] | Sequence[str]) -> list[str]:
    return ["    " * depth + line for line in lines]


def written(call: Call) -> str:
    """One operation as a line of TorchScript."""
    schema = call.op._schema  # noqa: SLF001 - has no public name
    types = {a.name: str(a.type) for a in schema.arguments}
    order = [a.name for a in schema.arguments]
    given = [_literal(v, types[n]) for n, v in zip(order, call.args, strict=False)]
    given += [f"{n}={_literal(v, types[n])}" for n, v in call.kwargs.items()]
    name = schema.name.replace("::", ".")
    line = f"torch.ops.{name}({', '.join(given)})"
    results = call.results
    if len(results) == 1 and isinstance(results[0], list):
        results = tuple(results[0])
        line += "[0]" if len(results) == 1 else ""
    if not any(isinstance(r, Value) for r in results):
        return line
    return f"{', '.join(_target(r, i) for i, r in enumerate(results))} = {line}"


def _target(result: Any, place: int) -> str:
    return result.name if isinstance(result, Value) else f"_unused{place}"


def _literal(value: Any, kind: str) -> str:
    """An argument as TorchScript writes it; `kind` is the type that the operation declares."""
    if isinstance(value, Value):
        return value.name
    if isinstance(value, list | tuple):
        inner = kind.replace("Optional[", "").replace("List[", "").rstrip("]")
        items = f"[{', '.join(_literal(v, inner) for v in value)}]"
        optional = any(v is None for v in value)
        if optional or not value:
            element = f"Optional[{inner}]" if optional or "List[Optional" in kind else inner
            return f"torch.jit.annotate(List[{element}], {items})"
        return items
    if isinstance(value, torch.device):
        return f'torch.device("{value}")'
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)
