"""How long do the file of runs and its list make anyone wait?

Writes a run of ten million steps and opens it, up to the curve of its loss; then lists ten thousand runs, and
notes a run under way with 20 layers as often as it is done while training.

    python -m benchmarks.runs
"""

import statistics
import tempfile
import time
import uuid
from pathlib import Path

import numpy as np

from benchmarks.builder import project_of
from benchmarks.claims import at_most, told
from engine.history import History
from engine.runs.points import PointWriter
from engine.runs.reading import RunReader
from engine.runs.recording import EVERY
from engine.runs.run import NewRun, Standing
from engine.runs.store import RunStore
from engine.series import Series
from engine.train.events import RunStarted, StepsDone

STEPS, RUNS, LAYERS = 10_000_000, 10_000, 20
STEPS_A_SECOND, TICKS = 20_000, 40


def begun(store: RunStore) -> str:
    return store.begin(NewRun(uuid.uuid4().hex, project_of(20))).id


def opening(store: RunStore) -> float:
    """Seconds from the list to the points of the loss."""
    history = History()
    history.steps["loss"] = Series(np.random.default_rng(0).random(STEPS, np.float32))
    run = begun(store)
    PointWriter(store, run).write(history)
    start = time.perf_counter()
    loss = RunReader(store, run).history().steps["loss"].values
    assert len(loss) == STEPS
    return time.perf_counter() - start


def noting(store: RunStore) -> tuple[list[float], list[float]]:
    """Milliseconds that the run waits for one note, and that its thread then takes to write it."""
    history, rng = History(), np.random.default_rng(0)
    layers = tuple(f"l{number}" for number in range(LAYERS))
    history.apply(RunStarted(0, 0, 1, 1000, layers, 1, "cpu", 1))
    run = begun(store)
    writer, count = PointWriter(store, run), round(STEPS_A_SECOND * EVERY)
    waits, writes = [], []
    for tick in range(TICKS):
        losses, rates = rng.random(count), np.full(count, 0.1)
        norms = rng.random((count, LAYERS))
        first = tick * count + 1
        history.apply(
            StepsDone(first, 1, losses, losses[:, None], norms, rates, 1e4, float(tick), first)
        )
        start = time.perf_counter()
        noted = history.snapshot()
        waits.append((time.perf_counter() - start) * 1e3)
        start = time.perf_counter()
        writer.write(noted)
        store.note(run, Standing.of(noted), "running")
        writes.append((time.perf_counter() - start) * 1e3)
    return waits, writes


def listing(store: RunStore) -> float:
    """Seconds to read the whole list."""
    for _ in range(RUNS):
        begun(store)
    with store.writing() as connection:
        connection.execute("UPDATE runs SET state = 'finished'")
    start = time.perf_counter()
    assert len(store.runs()) > RUNS
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = RunStore(Path(folder) / "runs.sqlite")
        seconds = opening(store)
        print(f"opening {STEPS:,} steps: {seconds:.3f} s")
        at_most("opening a run of ten million steps", seconds, 1.0, "s")
        waits, writes = noting(store)
        wait, write = statistics.median(waits), statistics.median(writes)
        print(
            f"noting {LAYERS} layers, {STEPS_A_SECOND:,} steps a second: {wait:.3f} ms, then {write:.1f}"
        )
        at_most("a run of 20 layers waits for being noted, twice a second", wait, 2.0, "ms")
        told("the recording's thread writes that in", write, "ms")
        seconds = listing(store)
        print(f"listing {RUNS:,} runs: {seconds:.3f} s")
        told("reading a list of ten thousand runs, in a thread of its own", seconds, "s")
        store.close()


if __name__ == "__main__":
    main()
