"""Work survives a crash, is offered once, and never mixes with that of another copy."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.files import autosave
from engine.files.autosave import find_abandoned, open_slot
from engine.files.project_file import ProjectFile, load_project_only
from engine.text import UserError
from tests.engine.files.samples import small_project

ROOT = Path(__file__).parents[3]

CHILD = """
import sys, time
from pathlib import Path
from engine.files.autosave import open_slot
from engine.files.project_file import ProjectFile, load_project_only
slot = open_slot(Path(sys.argv[1]))
slot.write(load_project_only(Path(sys.argv[2])), Path(sys.argv[2]))
print("written", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def contents() -> ProjectFile:
    return ProjectFile(small_project())


@pytest.fixture
def child(folder, tmp_path, contents):
    """Another copy of the program that has kept its work."""
    from engine.files.project_file import save

    save(tmp_path / "user.netw", contents)
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(tmp_path / "user.netw")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "written\n"
    yield process
    process.kill()
    process.communicate()


def test_that_work_is_offered_after_a_crash_and_only_then(folder, tmp_path, child, contents):
    before = (tmp_path / "user.netw").read_bytes()
    assert find_abandoned(folder) == []
    child.send_signal(signal.SIGKILL)
    child.wait()
    (work,) = find_abandoned(folder)
    assert work.original == tmp_path / "user.netw"
    assert work.title == contents.project.title
    assert load_project_only(work.path).project == contents.project
    assert find_abandoned(folder) == [], "held by this process now"
    work.slot.release()
    (again,) = find_abandoned(folder)
    again.slot.discard()
    assert list(folder.iterdir()) == []
    assert (tmp_path / "user.netw").read_bytes() == before


def test_that_two_copies_keep_apart(folder, child, contents):
    slot = open_slot(folder)
    slot.write(contents, None)
    assert len(list(folder.iterdir())) == 2
    assert find_abandoned(folder) == []
    slot.discard()
    assert len(list(folder.iterdir())) == 1


def test_that_nothing_is_left_after_a_clean_exit(folder, contents):
    slot = open_slot(folder)
    slot.write(contents, None)
    slot.write(contents, None)
    slot.clear()
    assert not slot.path.exists()
    slot.discard()
    assert list(folder.iterdir()) == []


def test_that_a_slot_without_work_is_cleared_away(folder):
    open_slot(folder).release()
    assert find_abandoned(folder) == []
    assert list(folder.iterdir()) == []


def test_that_work_without_its_note_is_offered_all_the_same(folder, contents):
    slot = open_slot(folder)
    slot.write(contents, Path("/somewhere/a.netw"))
    (slot.folder / "about.json").write_bytes(b"{broken")
    slot.release()
    (work,) = find_abandoned(folder)
    assert (work.original, work.title) == (None, "")
    work.slot.release()


def test_that_the_newest_work_comes_first(folder, contents):
    for age, title in ((300, "old"), (0, "new"), (100, "middle")):
        slot = open_slot(folder)
        slot.write(ProjectFile(contents.project.replace(title=title)), None)
        os.utime(slot.path, (10**9 - age, 10**9 - age))
        slot.release()
    found = find_abandoned(folder)
    assert [work.title for work in found] == ["new", "middle", "old"]
    for work in found:
        work.slot.discard()


def test_that_strange_things_in_the_folder_are_passed_over(folder, contents):
    assert find_abandoned(folder) == []
    folder.mkdir()
    (folder / "file").write_text("no slot")
    assert find_abandoned(folder) == []


def test_that_a_folder_that_can_not_be_made_is_said_to_be(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="not saved"):
        open_slot(tmp_path / "file" / "recovery")


def test_that_a_slot_taken_for_empty_is_made_anew(folder, monkeypatch):
    """Another copy looking for abandoned work holds the lock for a moment."""
    answers = iter([None, None, 99])
    monkeypatch.setattr(autosave, "_locked", lambda place: next(answers))
    slot = open_slot(folder)
    assert len(list(folder.iterdir())) == 3
    assert slot.folder in folder.iterdir()
