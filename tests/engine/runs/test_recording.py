"""A run on its way into the file: from a thread of its own, whatever happens to file and process."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.files.project_file import ProjectFile, load_project_only
from engine.runs import latest_work
from engine.runs import recording as module
from engine.runs.points import PointWriter
from engine.runs.processes import Writer
from engine.runs.reading import RunReader
from engine.runs.recording import Recording
from engine.runs.store import RunStore
from tests.engine.runs.making import (
    add_epoch,
    add_moment,
    add_steps,
    assert_same,
    begun,
    loss_at,
    new_run,
    project,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runs.sqlite"


@pytest.fixture
def patient(monkeypatch):
    """A recording that tries again sooner than it would for a person."""
    monkeypatch.setattr(latest_work, "PAUSE", 0.05)
    monkeypatch.setattr(latest_work, "LAST_PAUSE", 0.05)


def read(path, run_id):
    store = RunStore(path)
    found = store.run(run_id), RunReader(store, run_id).history()
    for series in found[1].steps.values():
        assert len(series.values) == len(series)  # read before the file is closed
    store.close()
    return found


def begun_recording(path, tell, run=None):
    recording = Recording(path, tell)
    recording.begin(run or new_run("a" * 32))
    return recording


def until(found, seconds=20.0):
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def test_that_a_run_is_recorded_to_its_last_point(path):
    told = []
    recording = begun_recording(path, told.append)
    history = begun()
    for _ in range(5):
        add_moment(add_steps(history, 300))
        recording.note(history)
    add_epoch(history, 0.5, 0.6)
    recording.note(history, "finished")
    assert recording.close(20)
    run, found = read(path, "a" * 32)
    assert run.state == "finished"
    assert_same(found, history)
    assert told == []


def test_that_a_run_which_goes_on_is_the_same_run(path):
    history = add_steps(begun(), 10)
    for state in ("stopped", "finished"):
        recording = begun_recording(path, pytest.fail)
        add_steps(history, 700)
        recording.note(history, state)
        assert recording.close(20)
    store = RunStore(path)
    assert [run.state for run in store.runs()] == ["finished"]
    store.close()
    assert_same(read(path, "a" * 32)[1], history)


def test_that_what_changes_after_it_was_noted_is_not_written(path):
    recording = begun_recording(path, pytest.fail)
    history = add_steps(begun(), 10)
    recording.note(history, "stopped")
    add_steps(history, 10)
    assert recording.close(20)
    assert read(path, "a" * 32)[1].step_count == 10


def test_that_a_killed_run_is_listed_as_interrupted_with_all_but_its_last_second(path):
    run_id = "b" * 32
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.engine.runs.recording_child", str(path), run_id],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = [child.stdout.readline().split() for _ in range(70)]
    live = RunStore(path)
    assert live.run(run_id).state == "running"
    child.kill()
    killed = time.monotonic()
    said += [line.split() for line in child.communicate()[0].splitlines()]
    assert live.run(run_id).state == "interrupted"
    live.close()
    before = max(int(steps) for steps, when in said if float(when) <= killed - 1.0)
    assert before > 0
    _, history = read(path, run_id)
    assert history.step_count >= before
    expected = loss_at(np.arange(1, history.step_count + 1))
    np.testing.assert_array_equal(history.steps["loss"].values, expected)
    assert history.kept


def test_that_a_number_given_to_another_process_is_not_taken_for_the_run():
    here = Writer.here()
    assert here.lives
    assert not Writer(here.host, here.process, here.began - 60, here.heartbeat).lives


def test_that_a_process_on_another_machine_lives_while_it_is_heard_of():
    here = Writer.here()
    assert Writer("elsewhere", 1, 1.0, here.heartbeat).lives
    assert not Writer("elsewhere", 1, 1.0, here.heartbeat - 3600).lives


def test_that_a_locked_file_is_said_once_and_nothing_is_lost(path, patient, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    RunStore(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    told, history = [], add_steps(begun(), 100)
    recording = begun_recording(path, told.append)
    for _ in range(10):
        recording.note(add_steps(history, 10))
        time.sleep(0.02)
    until(lambda: told)
    holder.rollback()
    holder.close()
    recording.note(history, "finished")
    assert recording.close(20)
    assert len(told) == 1
    assert "Another program holds" in str(told[0])
    assert_same(read(path, "a" * 32)[1], history)


def test_that_a_file_deleted_meanwhile_is_begun_anew_with_every_point(path, patient):
    told, history = [], add_steps(begun(), 100)
    recording = begun_recording(path, told.append)
    recording.note(history)
    until(path.exists)
    recording.note(add_steps(history, 10))
    until(lambda: recorded_steps(path) == 110)
    path.unlink()
    recording.note(add_steps(history, 10))
    until(lambda: told)
    assert "was deleted" in str(told[0])
    recording.note(add_steps(history, 10), "finished")
    assert recording.close(20)
    assert_same(read(path, "a" * 32)[1], history)


def recorded_steps(path):
    other = sqlite3.connect(path)
    try:
        return other.execute("SELECT steps FROM runs").fetchone()[0]
    except (sqlite3.Error, TypeError):
        return None
    finally:
        other.close()


def test_that_a_file_damaged_before_is_put_aside_and_the_run_recorded(path):
    path.write_bytes(b"nonsense" * 1000)
    told, history = [], add_steps(begun(), 100)
    recording = begun_recording(path, told.append)
    recording.note(history, "finished")
    assert recording.close(20)
    assert [str(message).startswith("The file of runs was damaged") for message in told] == [True]
    assert_same(read(path, "a" * 32)[1], history)


def test_that_a_folder_nobody_may_write_to_is_said_and_the_thread_ends(tmp_path):
    (tmp_path / "file").touch()
    told = []
    recording = begun_recording(tmp_path / "file" / "runs.sqlite", told.append, new_run())
    recording.note(add_steps(begun(), 10))
    recording.note(add_steps(begun(), 20), "finished")
    assert recording.close(20)
    assert len(told) == 1
    assert "The run goes on, but is not recorded" in str(told[0])


def test_that_a_file_damaged_while_it_is_in_use_is_put_aside_and_begun_anew(path, patient):
    told, history = [], add_steps(begun(), 100)
    recording = begun_recording(path, told.append)
    recording.note(history)
    until(lambda: recorded_steps(path) == 100)
    truncate_log(path)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    recording.note(add_steps(history, 5000))
    until(lambda: told)
    recording.note(add_steps(history, 10), "finished")
    assert recording.close(20)
    assert len(list(path.parent.glob("runs-damaged-*"))) >= 1
    assert_same(read(path, "a" * 32)[1], history)


def truncate_log(path):
    other = sqlite3.connect(path)
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()


def test_that_weights_are_kept_beside_the_file(path):
    contents = ProjectFile(project())
    recording = begun_recording(path, pytest.fail)
    recording.note(add_steps(begun(), 10), "finished")
    recording.keep_weights(contents)
    assert recording.close(20)
    assert load_project_only(path.parent / f"{'a' * 32}.netw").project == contents.project


def test_that_weights_wait_for_the_points_of_their_run(path, patient, monkeypatch):
    told, contents, good = [], ProjectFile(project()), PointWriter.write
    monkeypatch.setattr(PointWriter, "write", lambda *_: 1 / 0)
    recording = begun_recording(path, told.append)
    recording.keep_weights(contents)
    recording.note(add_steps(begun(), 10))
    until(lambda: told)
    kept = path.parent / f"{'a' * 32}.netw"
    assert not kept.exists()
    monkeypatch.setattr(PointWriter, "write", good)
    recording.note(add_steps(begun(), 10), "finished")
    assert recording.close(20)
    assert load_project_only(kept).project == contents.project
    assert len(told) == 1


def test_that_an_error_nobody_expected_is_told_and_the_next_write_succeeds(
    path, patient, monkeypatch
):
    told, history, good = [], add_steps(begun(), 10), PointWriter.write
    monkeypatch.setattr(PointWriter, "write", lambda *_: 1 / 0)
    recording = begun_recording(path, told.append)
    recording.note(history)
    until(lambda: told)
    assert "ZeroDivisionError" in str(told[0])
    monkeypatch.setattr(PointWriter, "write", good)
    recording.note(history, "finished")
    assert recording.close(20)
    assert_same(read(path, "a" * 32)[1], history)
