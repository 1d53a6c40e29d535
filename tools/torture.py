"""The figures of SECURITY.md, reproduced: the tests of files, and random networks, with their full counts.

    python tools/torture.py                     everything; ten minutes or so on two cores
    python tools/torture.py --share 0.01        a hundredth of each
    python tools/torture.py --only mutants kills

Prints one line a claim and ends with 1 when any of them does not hold.
"""

import argparse
import errno
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.files.project_file import load, save  # noqa: E402 - found once the root is on the path
from engine.text import UserError  # noqa: E402
from tests.engine.export.random_networks import assert_same_in_code, grown  # noqa: E402
from tests.engine.files.failing_disk import failing_disk  # noqa: E402
from tests.engine.files.samples import trained  # noqa: E402
from tests.engine.files.test_resume import CASES, Whole, check_cut  # noqa: E402
from tests.hostile.killing import kill_while_saving, prepare_file  # noqa: E402
from tests.hostile.test_project_file import originals, run_victim  # noqa: E402

#: Mutants that one child opens.
BATCH = 500

Result = tuple[str, list[str]]


def mutants(count: int, folder: Path) -> Result:
    """Mutated project files, those with blocks and those without in turn."""
    files = originals(folder)

    def batch(start: int) -> list[str]:
        file = files[start // BATCH % len(files)]
        lines: list[str] = run_victim(file, start, min(BATCH, count - start))
        return lines

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = pool.map(batch, range(0, count, BATCH))
        outcomes = [line for part in parts for line in part]
    found = Counter(line.split()[1] for line in outcomes)
    bad = [line for line in outcomes if " BAD" in line]
    return ", ".join(f"{n} {word}" for word, n in sorted(found.items())), bad


def kills(count: int, folder: Path) -> Result:
    """Kill −9 while saving."""
    path, rng = folder / "killed.netw", random.Random(1)
    prepare_file(path)
    faults = [fault for _ in range(count) for fault in kill_while_saving(path, rng)]
    left = sum(1 for name in folder.glob("*.tmp"))
    return f"{left} fell into the middle of a save", faults


def resumes(count: int, folder: Path) -> Result:
    """Resume at random steps."""
    rng, faults = random.Random(2), []
    cases = list(CASES)
    for place, case in enumerate(cases):
        whole = Whole(case)
        for _ in range(len(range(place, count, len(cases)))):
            cut = rng.randrange(1, whole.steps)
            try:
                check_cut(whole, cut, folder / "resumed.netw")
            except AssertionError:
                faults.append(f"{case}, cut at step {cut}")
    return f"{min(count, len(cases))} architectures and settings", faults


def disks(count: int, folder: Path) -> Result:
    """Full disks and failing ones at many offsets."""
    path, contents = folder / "disk.netw", trained()
    save(path, contents)
    before, faults = path.read_bytes(), []
    for place in range(count):
        offset = place * len(before) // count
        number = (errno.ENOSPC, errno.EIO)[place % 2]
        try:
            with failing_disk(offset, number):
                save(path, contents)
            faults.append(f"no word of a failure at {offset}")
        except UserError:
            pass
        if path.read_bytes() != before:
            faults.append(f"the old file changed at {offset}")
    load(path)
    return "old file identical each time", faults


def graphs(count: int, _folder: Path) -> Result:
    """Random networks through JSON, shapes, construction and exported code."""
    faults, kinds = [], set()
    for seed in range(count):
        network = grown(random.Random(seed))
        kinds |= {layer.kind for layer in network.layers}
        try:
            assert_same_in_code(network)
        except Exception as error:  # noqa: BLE001 - whatever breaks is the finding
            faults.append(f"seed {seed}: {str(error).splitlines()[0]}")
    return f"{len(kinds)} kinds of layers, the same in code", faults


CLAIMS: dict[str, tuple[Callable[[int, Path], Result], int]] = {
    "mutants": (mutants, 10_000),
    "kills": (kills, 1_000),
    "resumes": (resumes, 500),
    "disks": (disks, 100),
    "graphs": (graphs, 2_000),
}


def main() -> int:
    """Runs the claims and prints what came of them."""
    parser = argparse.ArgumentParser(description="Reproduces the figures of SECURITY.md.")
    parser.add_argument("--share", type=float, default=1.0, help="of each full count")
    parser.add_argument("--only", nargs="+", choices=CLAIMS, default=list(CLAIMS))
    options = parser.parse_args()
    failed = False
    for name in options.only:
        claim, full = CLAIMS[name]
        count, began = max(1, round(full * options.share)), time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            said, faults = claim(count, Path(folder))
        failed |= bool(faults)
        seconds = time.monotonic() - began
        print(f"{name:8} {count:6}  {len(faults)} faults  {said}  ({seconds:.0f} s)", flush=True)
        for fault in faults[:20]:
            print(f"  {fault}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
