"""Runs every benchmark of this folder one after another: `make bench`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_BENCHMARKS = {"__init__.py", "run.py", "common.py"}


def main() -> int:
    failed = 0
    for script in sorted(HERE.glob("*.py")):
        if script.name not in NOT_BENCHMARKS:
            print(f"\n=== {script.name}", flush=True)
            command = [sys.executable, "-m", f"benchmarks.{script.stem}"]
            failed |= subprocess.run(command, cwd=HERE.parent, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
