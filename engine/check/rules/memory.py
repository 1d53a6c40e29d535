"""Training that the machine has no room for."""

from collections.abc import Iterator

from engine import machine, numbers
from engine.check.memory import Memory, memory_of
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import set_training
from engine.text import text


def more_than_there_is(case: Case) -> Iterator[Advice]:
    """A step that takes more memory than the machine has would bring the whole machine to a halt.

    A CUDA device has a memory of its own, which nobody knows of before torch is there.
    """
    training, there_is = case.project.training, machine.memory()
    if training.device == "cuda" or not case.info.parameters:
        return
    memory = memory_of(case.project, case.info)
    batch = training.batch_size
    if case.figures is not None:
        batch = min(batch, max(case.figures.rows, 1))
    if memory.total(batch) <= there_is:
        return
    message = text(
        "A step with {batch} rows takes about {needed} of memory, but this machine has {found}.",
        batch=numbers.count(batch),
        needed=numbers.size(memory.total(batch)),
        found=numbers.size(there_is),
    )
    largest = round_down(memory, there_is)
    label = text("Set the batch size to {size}", size=largest)
    fixes = (set_training(label, batch_size=largest),) if largest else ()
    yield Advice(None if largest else _heaviest(memory), message, fixes, "misfit")


def round_down(memory: Memory, available: int) -> int:
    """The largest power of two of rows that leaves a tenth of the memory free; 0 where none does."""
    largest = memory.largest_batch(available * 9 // 10)
    return 1 << largest.bit_length() - 1 if largest else 0


def _heaviest(memory: Memory) -> str:
    return max(memory.layers, key=lambda layer: memory.layers[layer].weights)


RULES: dict[str, Rule] = {"memoryTooSmall": more_than_there_is}
