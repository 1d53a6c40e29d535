"""The list of runs in its file: what is kept, what may go wrong with the file."""

import sqlite3
import threading
import time

import pytest

from engine.runs import schema
from engine.runs.faults import GoneError, RunsError
from engine.runs.rows import message_of
from engine.runs.run import Standing
from engine.runs.store import RunStore
from engine.text import text
from tests.engine.runs.making import add_epoch, add_steps, begun, new_run, project


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runs" / "runs.sqlite"


@pytest.fixture
def store(path):
    opened = RunStore(path, patience=0.2)
    yield opened
    opened.close()


def test_that_a_run_is_kept_with_its_project_and_where_it_was_trained(store):
    new = new_run(device="cuda:0", threads=2, torch="2.13.0", file="/home/a/iris.netw")
    store.begin(new)
    (run,) = store.runs()
    assert (run.id, run.state, run.is_live) == (new.id, "running", True)
    assert (run.device, run.threads, run.torch, run.file) == (
        "cuda:0",
        2,
        "2.13.0",
        "/home/a/iris.netw",
    )
    assert run.planned == new.project.training.epochs
    assert store.project(new.id) == new.project


def test_that_best_and_last_values_are_those_of_the_history(store):
    new = new_run()
    store.begin(new)
    history = add_steps(begun(), 10)
    add_epoch(history, 0.5, 0.7, accuracy=0.8)
    add_epoch(history, 0.4, 0.3, accuracy=0.9)
    add_epoch(history, 0.2, float("nan"), accuracy=0.95)
    add_epoch(history, 0.1, 0.6, accuracy=1.0)
    store.note(new.id, Standing.of(history), "finished")
    standing = store.run(new.id).standing
    assert (standing.watched, standing.best, standing.best_epoch) == ("validation_loss", 0.3, 2)
    assert standing.last["accuracy"] == 1.0
    assert standing.last["validation_loss"] == 0.6
    assert (standing.steps, standing.epochs, standing.seconds) == (10, 4, 0.1)
    assert store.run(new.id).last_loss == 0.6


def test_that_a_run_without_validation_is_judged_by_its_training_loss():
    history = add_epoch(add_epoch(add_steps(begun(), 4), 0.5), 0.9)
    standing = Standing.of(history)
    assert (standing.watched, standing.best, standing.best_epoch) == ("train_loss", 0.5, 1)


def test_that_a_diverged_loss_is_kept_as_what_it_is(store):
    new = new_run()
    store.begin(new)
    history = add_epoch(add_steps(begun(), 4), float("nan"))
    said = text("The loss is {loss} in {where}.", loss="NaN", where=text("step {n}", n=4))
    store.note(new.id, Standing.of(history), "diverged", said)
    run = store.run(new.id)
    assert run.standing.best is None
    assert run.standing.last["train_loss"] != run.standing.last["train_loss"]
    assert run.message == said


@pytest.mark.parametrize(
    "line",
    [
        "Written before messages had parts: {n}",
        '{"args":{"n":1},"template":"{n:>999999999}"}',
        '{"args":{"n":1},"template":"{n.__class__}"}',
        '{"args":{},"template":"{n}"}',
        '{"args":{},"template":5}',
        '{"args":3,"template":"words"}',
        "{",
    ],
)
def test_that_a_message_of_another_kind_is_said_as_it_stands(line):
    assert str(message_of(line)) == line


@pytest.mark.parametrize(
    "name",
    ["plain", "a'; DROP TABLE runs; --", "<b>bold</b> & \u202eright", "名字", "x" * 10_000, "{0}"],
)
def test_that_a_name_may_be_anything(store, name):
    new = new_run()
    store.begin(new)
    store.rename(new.id, name)
    store.set_note(new.id, name)
    run = store.run(new.id)
    assert (run.name, run.note) == (name, name)


def test_that_what_is_no_unicode_is_replaced(store):
    new = new_run(file="/data/\udce9.netw")
    store.begin(new)
    store.rename(new.id, "a\ud800b\0c")
    assert store.run(new.id).name == "a?bc"
    assert store.run(new.id).file == "/data/?.netw"


def test_that_tags_and_colours_are_set_for_several_runs_at_once(store):
    ids = [store.begin(new_run()).id for _ in range(3)]
    store.set_tags(ids[:2], ["good", "small net", "good"])
    store.set_colour(ids[1:], 4)
    assert [run.tags for run in store.runs()] == [("good", "small", "net")] * 2 + [()]
    assert [run.colour for run in store.runs()] == [None, 4, 4]


def test_that_who_knew_a_purged_run_is_told_of_the_next_one(store):
    kept, gone = store.begin(new_run("kept")), store.begin(new_run("gone"))
    store.note(gone.id, Standing(), "finished")
    store.delete([gone.id])
    known = max(run.revision for run in store.runs(deleted=True))
    store.purge()
    store.begin(new_run("next"))
    assert "next" in [run.id for run in store.runs(known)]
    assert [run.id for run in store.runs()] == [kept.id, "next"]


def test_that_a_deleted_run_can_be_put_back_until_it_is_purged(store):
    ids = [store.begin(new_run()).id for _ in range(2)]
    for run_id in ids:
        store.note(run_id, Standing(), "finished")
    weights = store.path.parent / f"{ids[0]}.netw"
    weights.write_bytes(b"weights")
    store.delete(ids)
    assert store.runs() == []
    store.put_back(ids[1:])
    assert [run.id for run in store.runs()] == ids[1:]
    store.purge()
    assert not weights.exists()
    assert [run.id for run in store.runs(deleted=True)] == ids[1:]


def test_that_a_run_at_work_is_not_deleted(store):
    done, live = store.begin(new_run()), store.begin(new_run())
    store.note(done.id, Standing(), "finished")
    with pytest.raises(RunsError, match="is at work"):
        store.delete([done.id, live.id])
    assert len(store.runs()) == 2


def test_that_only_what_changed_is_read_again(store):
    ids = [store.begin(new_run()).id for _ in range(3)]
    known = max(run.revision for run in store.runs())
    assert store.runs(since=known) == []
    store.rename(ids[1], "second")
    assert [run.name for run in store.runs(since=known)] == ["second"]


def test_that_another_program_sees_a_change_at_once(store, path):
    other = RunStore(path)
    before = other.change
    new = store.begin(new_run())
    assert other.change != before
    assert [run.id for run in other.runs()] == [new.id]
    other.close()


def test_that_two_programs_write_at_once(path):
    def write():
        own = RunStore(path)
        for _ in range(20):
            own.note(own.begin(new_run()).id, Standing(steps=1), "finished")
        own.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = RunStore(path)
    runs = store.runs()
    store.close()
    assert len(runs) == 80
    assert len({run.number for run in runs}) == len({run.revision for run in runs}) == 80


def test_that_a_number_is_never_given_out_again(store):
    first = store.begin(new_run())
    store.note(first.id, Standing(), "finished")
    store.delete([first.id])
    store.purge()
    assert store.begin(new_run()).number == first.number + 1


def test_that_a_newer_file_is_refused_and_left_as_it_is(path, store):
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RunsError, match="version 99"):
        RunStore(path)
    assert path.read_bytes() == before


def test_that_another_programs_file_is_refused(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(RunsError, match="belongs to another program"):
        RunStore(path)


def test_that_an_older_file_is_brought_up_to_date(path, store, monkeypatch):
    store.begin(new_run())
    store.close()
    more = (*schema.MIGRATIONS, ("ALTER TABLE runs ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",))
    monkeypatch.setattr(schema, "MIGRATIONS", more)
    monkeypatch.setattr(schema, "VERSION", len(more))
    newer = RunStore(path)
    assert len(newer.runs()) == 1
    with newer.reading() as connection:
        assert connection.execute("SELECT mood FROM runs").fetchone()["mood"] == "calm"
    newer.close()


def test_that_a_damaged_file_is_put_aside_and_said(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 500)
    store = RunStore(path)
    assert "was damaged" in str(store.notice)
    assert store.runs() == []
    store.close()
    (aside,) = path.parent.glob("runs-damaged-*.sqlite")
    assert aside.read_bytes() == b"no database at all" * 500


def test_that_an_empty_file_becomes_a_list(path):
    path.parent.mkdir()
    path.touch()
    store = RunStore(path)
    assert store.runs() == []
    assert store.notice is None
    store.close()


def test_that_a_folder_nobody_may_write_to_is_named(tmp_path):
    folder = tmp_path / "file"
    folder.touch()
    with pytest.raises(RunsError, match="can't be made"):
        RunStore(folder / "runs.sqlite")


def test_that_a_deleted_file_is_noticed(store, path):
    store.begin(new_run())
    path.unlink()
    with pytest.raises(GoneError):
        store.runs()
    with pytest.raises(GoneError):
        _ = store.change


def test_that_a_locked_file_is_said_and_can_be_read_meanwhile(store, path):
    new = store.begin(new_run())
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(RunsError, match="Another program holds"):
        store.rename(new.id, "x")
    assert len(store.runs()) == 1
    holder.rollback()
    holder.close()
    store.rename(new.id, "x")
    assert store.run(new.id).name == "x"


def test_that_a_full_disk_is_said(store):
    new = store.begin(new_run())
    with store.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RunsError, match="is full"):
        store.set_note(new.id, "x" * 1_000_000)
    assert store.run(new.id).note == ""


def test_that_a_clock_set_back_loses_no_change(store, monkeypatch):
    first = store.begin(new_run())
    known = first.revision
    monkeypatch.setattr(time, "time", lambda: 1000.0)
    store.rename(first.id, "after")
    assert [run.name for run in store.runs(since=known)] == ["after"]


def test_that_ten_thousand_runs_are_listed_quickly(store):
    described = new_run()
    store.begin(described)
    with store.writing() as connection:
        names = [c[1] for c in connection.execute("PRAGMA table_info(runs)")][1:]
        others = ", ".join(n for n in names if n not in {"id", "revision", "state"})
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
            f"INSERT INTO runs (id, revision, state, {others}) "
            f"SELECT 'r' || i, i + 1, 'finished', {others} FROM n, runs WHERE number = 1"
        )
    start = time.process_time()
    assert len(store.runs()) == 10_000
    assert time.process_time() - start < 2.0
    assert store.project("r5") == project()
