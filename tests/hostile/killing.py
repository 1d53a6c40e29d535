"""Kills a saving process again and again and looks at what it left."""

import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from engine.files.project_file import load, save
from engine.series import Series
from tests.engine.files.samples import trained

ROOT = Path(__file__).parents[2]


def prepare_file(path: Path) -> None:
    """A file large enough that a kill often falls into the middle of writing."""
    contents = trained()
    noise = np.random.default_rng(0).normal(size=1_000_000)
    contents.history.steps["loss"] = Series(noise.astype(np.float32))
    project = contents.project.replace(title="0")
    save(path, type(contents)(project, contents.checkpoint, contents.history, contents.fitted))


def kill_while_saving(path: Path, rng: random.Random) -> list[str]:
    """Kills one child at a random moment; gives what is wrong with the file afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.saver", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(rng.uniform(0.0, 0.12))
    process.kill()
    said = [0, *map(int, process.communicate()[0].split())][-1]
    found = int(load(path).project.title)
    faults = [] if found >= said else [f"save {said} was reported, but {found} is there"]
    previous = path.with_name(f"{path.name}.bak")
    if previous.exists() and int(load(previous).project.title) not in (found - 1, found):
        faults.append("the generation before is another one")
    return faults
