"""Runs every benchmark of this folder one after another and writes `docs/performance.md`: `make bench`.

`--quick` takes few short rounds of those that take long and leaves the document alone.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks.claims import VARIABLE, Claim, read

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "docs" / "performance.md"
NOT_BENCHMARKS = {"__init__.py", "run.py", "common.py", "claims.py", "threads.py"}
#: What makes the longer ones short.
QUICK = {
    "builder": ["--rounds", "3"],
    "memory": ["--quick"],
    "observing": ["--quick"],
    "plots": ["--rounds", "5"],
    "startup": ["2"],
    "training_loop": ["--quick"],
    "window": ["--quick"],
}


def processor() -> str:
    """What the machine's processor is called, as far as the system tells."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def machine() -> str:
    """A sentence that names the machine and what ran on it."""
    memory = psutil.virtual_memory().total / 2**30
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("torch", "numpy", "PySide6_Essentials", "pyqtgraph")
    )
    return (
        f"{processor()}, {os.cpu_count()} logical processors, {memory:.0f} GiB of memory, no GPU used; "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {libraries}. "
        f"Load of the machine before the run: {os.getloadavg()[0]:.1f}."
    )


def document(claims: dict[str, list[Claim]], about: str) -> str:
    """The page: what was measured where, and a table a benchmark."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`; every figure is measured in that one run, ratios side by side in turns, and "
        "what counts is their median.",
        "",
        about,
        "",
    ]
    for name, found in claims.items():
        lines += [f"## `python -m benchmarks.{name}`", ""]
        lines += ["| | Target | Measured | |", "|---|---|---|---|"]
        lines += [f"| {c.what} | {c.target} | {c.measured} | {verdict(c)} |" for c in found]
        lines.append("")
    return "\n".join(lines)


def verdict(claim: Claim) -> str:
    """What stands behind a measurement."""
    if not claim.target:
        return ""
    return "kept" if claim.kept else "**missed**"


def main() -> int:
    """Runs them; the exit code tells whether every claim held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few short rounds, no document")
    options = parser.parse_args()
    about, claims = f"{time.strftime('%d %B %Y')}: {machine()}", dict[str, list[Claim]]()
    failed = 0
    for script in sorted(HERE.glob("*.py")):
        if script.name in NOT_BENCHMARKS:
            continue
        print(f"\n=== {script.name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            noted = Path(folder) / "claims"
            command = [sys.executable, "-m", f"benchmarks.{script.stem}"]
            command += QUICK.get(script.stem, []) if options.quick else []
            env = os.environ | {VARIABLE: str(noted)}
            begun = time.perf_counter()
            failed |= subprocess.run(command, cwd=HERE.parent, env=env, check=False).returncode
            print(f"({time.perf_counter() - begun:.0f} s)", flush=True)
            if found := read(noted):
                claims[script.stem] = found
    missed = [claim for found in claims.values() for claim in found if not claim.kept]
    for claim in missed:
        print(f"missed: {claim.what}: {claim.measured}, should be {claim.target}")
    if not options.quick:
        DOCUMENT.write_text(document(claims, about), encoding="utf-8")
    return int(bool(failed or missed))


if __name__ == "__main__":
    sys.exit(main())
