"""Does memory stay flat however long a run is?

Trains a tiny network for some millions of steps into a History, all that is recorded by default with it,
and prints the memory of the process as it goes: what it holds itself, and what is mapped from files,
which the system may take back at any time.

    python -m benchmarks.memory [--steps 3000000] [--quick]
"""

import argparse
import gc
import sys
import time

import psutil

from benchmarks.claims import at_most
from benchmarks.training_loop import cases
from engine import series
from engine.history import History
from engine.train.control import Control
from engine.train.session import Session
from engine.train.trainer import train

#: Bytes a step that memory may grow by once the series live on disk.
ALLOWED = 1.0
MIB = 2**20


def own_memory() -> int:
    """Bytes that the process holds itself: without what is mapped from files."""
    process = psutil.Process()
    return int(process.memory_info().rss - mapped_from_files(process))


def mapped_from_files(process: psutil.Process) -> int:
    """Bytes of files that are in memory because the process maps them; 0 where the system can't tell."""
    if not hasattr(process, "memory_maps"):
        return 0
    return sum(m.rss for m in process.memory_maps() if m.path.startswith("/"))


def main() -> int:
    """Prints a line every now and then; the exit code tells whether memory stayed flat."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="series go to disk sooner")
    options = parser.parse_args()
    wanted = options.steps or (600_000 if options.quick else 2_000_000)
    if options.quick:
        series.IN_MEMORY //= 8
    case = cases(quick=True)[0]
    session = Session(case.project(wanted // case.steps + 1), case.prepared())
    history, control = History(), Control()
    begun, next_look, seen = time.perf_counter(), 0, list[tuple[int, int]]()
    print(f"{'steps':>12s} {'seconds':>8s} {'own MiB':>9s} {'with files':>10s} {'on disk':>8s}")
    for event in train(session, control):
        history.apply(event)
        if history.step_count < next_look:
            continue
        next_look += wanted // 20
        gc.collect()
        own, whole = own_memory(), psutil.Process().memory_info().rss
        seen.append((history.step_count, own))
        loss = history.steps.get("loss")
        print(
            f"{history.step_count:12,d} {time.perf_counter() - begun:8.1f} {own / MIB:9.1f} "
            f"{whole / MIB:10.1f} {loss is not None and loss.on_disk!s:>8s}",
            flush=True,
        )
    assert history.step_count == session.progress.step
    late = [(steps, own) for steps, own in seen if steps > 1.1 * series.IN_MEMORY]
    (first, before), (last, after) = late[0], late[-1]
    grown = (after - before) / (last - first)
    print(f"\n{grown:.2f} bytes a step once the series are on disk")
    kept = at_most("memory grows a step, once the series are on disk, by", grown, ALLOWED, "bytes")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
