"""Runs on the command line: recorded by `train`, listed and compared by `runs`."""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.files.project_file import load
from engine.runs.place import runs_file
from engine.runs.reading import RunReader
from engine.runs.store import RunStore
from main import main
from tests.engine.runs.making import assert_same

ROOT = Path(__file__).parents[3]


@pytest.fixture
def call(capsys):
    def run(*arguments):
        code = main([str(a) for a in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def iris(call, tmp_path):
    path = tmp_path / "iris.netw"
    options = ("--data", "iris", "--hidden", "8", "--set", "training.epochs=3", "--output", path)
    assert call("new", *options)[0] == 0
    return path


def listed(call, *options):
    return json.loads(call("runs", "list", "--json", *options)[1])


def test_that_training_is_recorded_with_every_figure_of_the_saved_file(iris, call):
    assert call("train", iris)[0] == 0
    (run,) = listed(call)
    assert (run["state"], run["epochs"], run["planned_epochs"]) == ("finished", 3, 3)
    assert run["name"] == "iris 1"
    assert run["file"] == str(iris)
    saved = load(iris)
    assert run["steps"] == saved.history.step_count
    assert run["best"] == saved.checkpoint.state["best"]
    assert run["best_epoch"] == saved.checkpoint.state["best_epoch"]
    store = RunStore(runs_file())
    found = RunReader(store, run["id"]).history()
    assert_same(found, saved.history)
    store.close()


def test_that_no_record_leaves_no_trace(iris, call):
    assert call("train", iris, "--no-record")[0] == 0
    assert not runs_file().exists()
    assert "No runs yet" in call("runs")[1]


def test_that_runs_go_to_the_file_that_is_named(iris, call, tmp_path):
    own = tmp_path / "mine.sqlite"
    assert call("train", iris, "--runs", own)[0] == 0
    assert not runs_file().exists()
    assert [run["number"] for run in listed(call, "--runs", own)] == [1]
    assert call("runs", "--runs", tmp_path / "none.sqlite")[0] == 2


def test_that_a_table_is_printed_for_people(iris, call):
    call("train", iris)
    lines = call("runs")[1].splitlines()
    assert lines[0].split()[:4] == ["#", "name", "state", "best"]
    assert lines[1].split()[:3] == ["1", "iris", "1"]


def test_that_two_runs_are_compared_in_words(iris, call):
    call("train", iris)
    call("train", iris, "--lr", 0.5, "--batch-size", 7)
    out = call("runs", "compare", 1, 2)[1]
    assert "Learning rate: 0.01 → 0.5" in out
    assert "Batch size: 32 → 7" in out
    assert "best" in out
    told = json.loads(call("runs", "compare", 1, 2, "--json")[1])
    assert told["figures"]["best"] == [run["best"] for run in listed(call)]


def test_that_a_restored_run_is_the_project_as_it_was_with_its_history(iris, call, tmp_path):
    call("train", iris)
    before = load(iris)
    call("train", iris, "--epochs", 5, "--lr", 0.5)
    output = tmp_path / "back.netw"
    assert call("runs", "restore", 1, "--output", output)[0] == 0
    back = load(output)
    assert back.project == before.project
    assert_same(back.history, before.history)
    for name, tensor in before.checkpoint.last.items():
        assert tensor.equal(back.checkpoint.last[name])


def test_that_figures_are_exported_with_the_layers_names(iris, call, tmp_path):
    call("train", iris)
    output = tmp_path / "steps.csv"
    assert call("runs", "export", 1, "--output", output)[0] == 0
    rows = list(csv.DictReader(output.read_text().splitlines()))
    history = load(iris).history
    assert [int(row["step"]) for row in rows] == list(range(1, history.step_count + 1))
    found = np.array([row["loss"] for row in rows], np.float32)
    np.testing.assert_array_equal(found, history.steps["loss"].values)
    assert any(name.startswith("gradient/fc") for name in rows[0])
    call("runs", "export", 1, "--part", "epochs", "--output", output)
    epochs = list(csv.DictReader(output.read_text().splitlines()))
    assert [float(row["train_loss"]) for row in epochs] == history.epochs[
        "train_loss"
    ].values.tolist()


def test_that_a_deleted_run_goes_with_its_weights(iris, call):
    call("train", iris)
    call("train", iris)
    assert len(list(runs_file().parent.glob("*.netw"))) == 2
    assert call("runs", "delete", 1)[0] == 0
    assert [run["number"] for run in listed(call)] == [2]
    assert len(list(runs_file().parent.glob("*.netw"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "7"), "no run 7"),
        (("compare", "1"), "Name 2 of the runs"),
        (("restore", "1"), "--output"),
        (("show",), "Name 1 of the runs"),
    ],
)
def test_that_a_wrong_call_is_said_in_one_line(iris, call, arguments, said):
    call("train", iris)
    code, _, err = call("runs", *arguments)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1


def test_that_a_file_of_runs_which_can_not_be_used_does_not_stop_training(iris, call, tmp_path):
    (tmp_path / "file").touch()
    code, _, err = call("train", iris, "--runs", tmp_path / "file" / "runs.sqlite")
    assert code == 0
    assert "not recorded" in err
    assert load(iris).history.epoch_count == 3


def test_that_a_run_of_another_process_is_seen_while_it_trains_and_when_it_is_killed(iris):
    child = subprocess.Popen(
        [sys.executable, "main.py", "train", str(iris), "--epochs", "1000000"], cwd=ROOT
    )
    end = time.monotonic() + 60
    try:
        while not (steps := seen_steps()):
            assert time.monotonic() < end
            time.sleep(0.05)
        while seen_steps() == steps:
            assert time.monotonic() < end
            time.sleep(0.05)
        store = RunStore(runs_file())
        assert [run.state for run in store.runs()] == ["running"]
    finally:
        child.kill()
        child.wait()
    assert [run.state for run in store.runs()] == ["interrupted"]
    store.close()


def seen_steps():
    if not runs_file().exists():
        return 0
    store = RunStore(runs_file())
    runs = store.runs()
    store.close()
    return runs[0].standing.steps if runs else 0
