"""Saves a project over and over until it is killed; for the tests of kill −9.

    python -m tests.hostile.saver FILE

The title counts the saves, so that the file tells which one it holds. Needs no torch: weights are
copied from the file before.
"""

import sys
from dataclasses import replace
from pathlib import Path

from engine.files.project_file import load_project_only, save


def main() -> None:
    path = Path(sys.argv[1])
    contents = load_project_only(path)
    start = int(contents.project.title or 0)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in range(start + 1, start + 100_000):
        project = contents.project.replace(title=str(number))
        save(path, replace(contents, project=project))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
