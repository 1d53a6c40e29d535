"""Mutated project files: no crash, no code run, nothing else read, no silent change."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from engine.files.project_file import save
from tests.engine.files.samples import trained
from tests.hostile.killing import kill_while_saving, prepare_file
from tests.hostile.mutants import DAMAGE, MALICE

ROOT = Path(__file__).parents[2]
#: The memory cap of the child is one of Unix.
pytest.importorskip("resource")

COUNT = 400
KILLS = 20


def run_victim(file: Path, first: int, count: int) -> list[str]:
    """The outcome of each mutant; a dead child is one of them."""
    command = [sys.executable, "-m", "tests.hostile.victim", str(file), str(first), str(count)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    lines = done.stdout.splitlines()
    outcomes = [line for line in lines if "…" not in line.split(" ")[1]]
    if done.returncode:
        outcomes.append(
            f"{lines[-1] if lines else first} BAD died with {done.returncode}\n{done.stderr}"
        )
    return outcomes


def originals(folder: Path) -> tuple[Path, Path]:
    """The files that go wrong: a plain stack, and one with blocks and copies of them."""
    files = folder / "moons.netw", folder / "blocks.netw"
    for file in files:
        save(file, trained(in_blocks=file.stem == "blocks"))
    return files


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> list[str]:
    half = COUNT // 2
    files = originals(tmp_path_factory.mktemp("original"))
    return [
        line for number, file in enumerate(files) for line in run_victim(file, number * half, half)
    ]


def test_that_nothing_bad_comes_of_them(outcomes):
    assert [line for line in outcomes if " BAD" in line] == []
    assert len(outcomes) == COUNT


def test_that_every_kind_was_tried_and_most_are_refused_or_lose_a_moment_and_say_so(outcomes):
    words = {line.rpartition(": ")[2] for line in outcomes}
    assert words == {change.__name__ for change in (*DAMAGE, *MALICE)}
    refused = sum(" refused |" in line for line in outcomes)
    less = sum(" less |" in line for line in outcomes)
    assert refused > 0.6 * COUNT
    assert less > 0
    assert refused + less > 0.8 * COUNT


def test_that_damage_is_always_refused_or_without_effect(outcomes):
    assert not [line for line in outcomes if "other | damage" in line]


def test_that_a_kill_while_saving_leaves_the_old_file_or_the_new_one(tmp_path):
    path, rng = tmp_path / "moons.netw", random.Random(7)
    prepare_file(path)
    faults = [fault for _ in range(KILLS) for fault in kill_while_saving(path, rng)]
    assert faults == []
    assert len(list(tmp_path.iterdir())) > 2, "not one kill fell into the middle of a save"
