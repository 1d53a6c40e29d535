"""Moments of a run in its project file: there again when it is opened, bit for bit, and never too many."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.files import layout
from engine.files.archive import open_archive
from engine.files.project_file import ProjectFile, load, load_project_only, save
from engine.history import History
from engine.queries import autosaved_contents, project_contents, saved_contents
from engine.spec.component import component
from engine.spec.data import SplitSpec
from engine.train.carry import carry_over
from engine.train.checkpoint import restore, take
from engine.train.events import PathChanged
from engine.train.keeping import Keeping, Limits
from engine.train.rewind import go_on_from, keep_opened, look_back
from engine.train.session import Session
from engine.train.trainer import drain
from tests.engine.files.samples import damaged, trained
from tests.engine.train.making import MLP, only, session
from tests.engine.train.rewinding import (
    AT_EPOCHS,
    Clock,
    fill,
    kept_at_every_epoch,
    numbers,
    same_state,
)
from tests.hostile.sealing import sealed


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "run.netw"


@pytest.fixture
def saved(path) -> Path:
    """A file with moments at its start and after the first two of three epochs."""
    save(path, trained())
    return path


def opened(run: Session, path: Path) -> Session:
    """The run, saved and opened again."""
    save(path, saved_contents(run, run.project))
    file = load(path)
    assert file.left_out is None
    again = Session(run.project, run.prepared)
    restore(again, file.checkpoint)
    again.keeping = Keeping(AT_EPOCHS, Clock())
    keep_opened(again, file.moments)
    return again


def test_that_the_moments_come_back_to_the_last_bit(saved, tmp_path):
    wanted, found = trained().moments, load(saved).moments
    assert [state.step for state in found] == [0, 6, 12]
    for one, other in zip(found, wanted, strict=True):
        assert (one.step, one.epoch, one.project) == (other.step, other.epoch, other.project)
        assert same_state(one.checkpoint(), other.checkpoint())
    save(tmp_path / "again.netw", load(saved))
    assert (tmp_path / "again.netw").read_bytes() == saved.read_bytes()


def test_that_weights_which_several_moments_have_are_there_once(saved):
    with open_archive(saved) as archive:
        places = [
            [moment[part] for part in ("last", "best", "initial")]
            for moment in archive.json(layout.KEPT)["moments"]
        ]
    first, second = layout.kept_weights(0), layout.kept_weights(1)
    start = layout.INITIAL
    assert places == [[start] * 3, [first, first, start], [second, second, start]]


@pytest.mark.parametrize("steps", ["eager", "lowered"])
def test_that_a_branch_from_a_moment_of_an_opened_file_is_the_one_before_saving(steps, path):
    run = kept_at_every_epoch(
        optimizer=component("Adam"),
        schedule=component("one_cycle"),
        steps="eager" if steps == "eager" else "auto",
        epochs=6,
    )
    run.progress.path = steps
    drain(run)
    again = opened(run, path)
    assert again.keeping.steps == run.keeping.steps
    for step in (20, 5):
        look_back(again, step)
        for one in (run, again):
            go_on_from(one, step)
        first, second = drain(run), drain(again)
        assert [e.path for e in only(second, PathChanged)] == [
            e.path for e in only(first, PathChanged)
        ]
        np.testing.assert_array_equal(numbers(second), numbers(first))
        assert same_state(take(again), take(run))


def test_that_a_moment_remembers_the_settings_it_was_trained_with(path):
    old = kept_at_every_epoch(optimizer=component("SGD", lr=0.1))
    drain(old)
    training = old.project.training.replace(optimizer=component("SGD", lr=0.02), epochs=6)
    run = Session(old.project.replace(training=training), old.prepared)
    carry_over(old, run)
    drain(run)
    again = opened(run, path)
    assert look_back(again, 10).settings["lr"] == 0.1
    assert look_back(again, 25).settings["lr"] == 0.02


def test_that_a_file_has_a_bounded_number_of_moments_spread_evenly(path):
    run = session()
    run.keeping = Keeping(Limits(count=200))
    fill(run.keeping, run, range(0, 1000, 10))
    run.progress.step = 1000
    again = opened(run, path)
    steps = np.array(again.keeping.steps)
    assert len(steps) == layout.MOST_KEPT + 1  # and where it stands
    assert (steps[0], steps[-1]) == (0, 1000)
    assert np.diff(steps).max() <= 4 * np.diff(steps).min()


def test_that_moments_are_left_away_until_those_that_stay_fit(monkeypatch, path):
    run = kept_at_every_epoch(optimizer=component("Adam"), epochs=20)
    drain(run)
    whole = run.keeping.excerpt(take(run), 99, 2**30)
    assert len(whole) == 20
    for most in (100_000, 30_000):
        monkeypatch.setattr("engine.queries.MOST_KEPT_BYTES", most)
        save(path, saved_contents(run, run.project))
        moments = load(path).moments
        tensors = {
            tensor.data_ptr(): tensor.nbytes
            for state in moments
            for part in ("last", "best", "tensors")
            for tensor in getattr(state.checkpoint(), part).values()
        }
        assert moments[0].step == 0
        assert 1 < len(moments) < 20
        assert sum(tensors.values()) <= most


def test_that_moments_of_a_large_run_are_saved_from_their_temporary_files(path):
    run = kept_at_every_epoch()
    run.keeping = Keeping(replace(AT_EPOCHS, memory=1), Clock())
    drain(run)
    assert any(not state.in_memory for state in run.keeping.excerpt(take(run), 9, 2**30))
    again = opened(run, path)
    assert again.keeping.steps == run.keeping.steps
    for step in run.keeping.steps:
        assert same_state(again.keeping.at(step)[0], run.keeping.at(step)[0])


def test_that_what_is_written_again_and_again_has_few_or_no_moments(monkeypatch):
    run = kept_at_every_epoch()
    drain(run)
    assert len(autosaved_contents(run, run.project).moments) == 4
    monkeypatch.setattr("engine.queries.MOST_AUTOSAVED", 1000)
    assert len(autosaved_contents(run, run.project).moments) < 4
    assert project_contents(run, run.project).moments == ()


def test_that_a_project_that_is_not_of_the_run_any_more_has_no_moments():
    run = kept_at_every_epoch()
    drain(run)
    project = run.project.replace(
        data=run.project.data.replace(split=SplitSpec(train=0.6, validation=0.2, test=0.2))
    )
    assert saved_contents(run, project).moments == ()


def test_that_moments_not_read_are_copied(saved, tmp_path):
    other = tmp_path / "other.netw"
    save(other, load_project_only(saved))
    assert other.read_bytes() == saved.read_bytes()


def test_that_a_damaged_moment_is_left_out_and_said_and_all_else_is_there(saved, tmp_path):
    damaged(saved, layout.kept_training(1))
    file, whole = load(saved), trained()
    assert [state.step for state in file.moments] == [0, 12]
    assert "after step 6 can't be read from “run.netw”" in str(file.left_out)
    assert same_state(file.checkpoint, whole.checkpoint)
    save(tmp_path / "copy.netw", load_project_only(saved))
    assert [state.step for state in load(tmp_path / "copy.netw").moments] == [0, 12]


def test_that_a_damaged_list_of_moments_is_left_out_and_said(saved):
    damaged(saved, layout.KEPT)
    file = load(saved)
    assert len(file.moments) == 0
    assert "earlier moments of the run in “run.netw” can't be read" in str(file.left_out)
    assert same_state(file.checkpoint, trained().checkpoint)


LIES = {
    "another step": lambda moment: moment | {"step": 7},
    "a later step": lambda moment: {**moment, "step": 40, "state": {**moment["state"], "step": 40}},
    "a member elsewhere": lambda moment: moment | {"best": "../secret.safetensors"},
    "the project as weights": lambda moment: moment | {"last": "project.json"},
    "weights that are none": lambda moment: moment | {"last": moment["training"]},
    "a member that is not there": lambda moment: moment | {"training": "kept/000009.safetensors"},
    "a project that is not there": lambda moment: moment | {"project": 5},
    "no state": lambda moment: moment | {"state": []},
    "an entry more": lambda moment: moment | {"evil": 1},
}


def with_list(path: Path, change) -> None:
    """Puts the file with another list of moments in its place, its digests right."""
    with open_archive(path) as archive:
        names = ["project.json", *[n for n in archive.digests if n != "project.json"]]
        members = [(name, archive.read(name)) for name in names if name != layout.KEPT]
        listed = archive.json(layout.KEPT)
    members.append((layout.KEPT, json.dumps(change(listed)).encode()))
    path.write_bytes(sealed(members))


@pytest.mark.parametrize("lie", LIES)
def test_that_a_moment_that_lies_is_left_out(lie, saved):
    def change(listed):
        first, second, third = listed["moments"]
        told = LIES[lie](second if lie != "a later step" else third)
        moments = [first, told, third] if lie != "a later step" else [first, second, told]
        return listed | {"moments": moments}

    with_list(saved, change)
    file = load(saved)
    assert len(file.moments) == 2
    assert file.left_out is not None


def test_that_more_moments_than_a_file_may_have_are_not_read(saved, monkeypatch):
    monkeypatch.setattr(layout, "MOST_KEPT_READ", 1000)
    assert (len(load(saved).moments), load(saved).left_out is None) == (0, False)
    monkeypatch.undo()
    with_list(saved, lambda listed: listed | {"moments": listed["moments"][:1] * 40})
    assert (len(load(saved).moments), load(saved).left_out is None) == (0, False)


def test_that_a_file_says_how_a_run_diverged(path):
    run, history = session(MLP, optimizer=component("SGD", lr=1e30), epochs=9), History()
    history.apply_all(drain(run))
    save(path, ProjectFile(run.project, take(run), history))
    ended, found = history.ended, load(path).history.ended
    assert (found.reason, found.step, found.layer) == ("diverged", ended.step, ended.layer)
    assert found.message == ended.message
