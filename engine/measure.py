"""How long a training step takes and how much memory there is, tried out beside the run.

Nothing of the run changes: the steps are taken by a copy of the network with an optimizer of its own, and
the random generators are put back.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import torch

from engine.answers import MeasureAnswer
from engine.build import build_optimizer
from engine.check.memory import memory_of
from engine.check.shapes import infer
from engine.train.kernels import Update, backward
from engine.train.session import Session

#: A step of more multiplications is tried out on fewer rows: it would keep a run waiting.
_MOST_MULTIPLY_ADDS = 1_500_000_000
#: Forward once, backward about twice.
_PASSES = 3
_FEWEST_STEPS, _MOST_STEPS = 3, 12
_ENOUGH_SECONDS, _LONG_SECONDS = 0.25, 1.5


def measure(session: Session) -> MeasureAnswer:
    """The time of a step at the session's batch size, and the memory that its training could take."""
    info = infer(session.project.network)
    memory = memory_of(session.project, info)
    available = available_memory(session)
    work = max(1, _PASSES * info.multiply_adds)
    rows = max(1, min(session.batch_size, _MOST_MULTIPLY_ADDS // work))
    step = None
    if memory.fixed + memory.total(rows) <= available:
        step = _seconds_a_step(session, rows) * session.batch_size / rows
    return MeasureAnswer(
        project=session.project,
        batch=session.batch_size,
        tried=rows,
        step_seconds=step,
        epoch_seconds=None if step is None else step * session.steps_per_epoch,
        available=available,
        rows=len(session.train_rows),
        device=str(session.device),
    )


def available_memory(session: Session) -> int:
    """Bytes of the device that training could take: what is free, and what this session holds already."""
    held = sum(_held_by_training(session))
    if session.device.type != "cuda":
        return psutil.virtual_memory().available + held
    free, _total = torch.cuda.mem_get_info(session.device)
    # What torch keeps for itself from tensors that are gone is as good as free.
    kept = torch.cuda.memory_reserved(session.device) - torch.cuda.memory_allocated(session.device)
    return free + kept + held


def _held_by_training(session: Session) -> Iterator[int]:
    for tensor in (*session.model.parameters(), *session.model.buffers()):
        yield tensor.nbytes
        if tensor.grad is not None:
            yield tensor.grad.nbytes
    for state in session.optimizer.state.values():
        yield from (value.nbytes for value in state.values() if isinstance(value, torch.Tensor))


def _seconds_a_step(session: Session, rows: int) -> float:
    """The median of a few steps on the first `rows` training rows, after one to warm up."""
    model = session.copy_of_model()
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    update = Update(build_optimizer(session.project.training.optimizer, parameters), parameters)
    batch = session.train_rows.cut(rows)[0]

    def step() -> float:
        begun = time.perf_counter()
        for parameter in parameters:
            parameter.grad = None
        loss, _terms = session.criterion(model(batch.x), batch.targets)
        backward(loss, session.one)
        update()
        if session.device.type == "cuda":
            torch.cuda.synchronize(session.device)
        return time.perf_counter() - begun

    with _as_in_a_run(session):
        first = step()
        if first > _LONG_SECONDS:
            return first  # warming up counts for little in a step as long as this
        if first > _ENOUGH_SECONDS:
            return min(first, step())
        steps: list[float] = []
        while len(steps) < _FEWEST_STEPS or (
            len(steps) < _MOST_STEPS and sum(steps) < _ENOUGH_SECONDS
        ):
            steps.append(step())
    return statistics.median(steps)


@contextmanager
def _as_in_a_run(session: Session) -> Iterator[None]:
    """With as many threads as a run has, and random numbers that nobody misses."""
    threads = torch.get_num_threads()
    devices = [session.device] if session.device.type == "cuda" else []
    torch.set_num_threads(session.threads)
    try:
        with torch.random.fork_rng(devices=devices):
            yield
    finally:
        torch.set_num_threads(threads)
