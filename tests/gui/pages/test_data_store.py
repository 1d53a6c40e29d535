"""Data is read beside the window, once a source, and an error leaves everything usable."""

import pytest

from engine.catalog.templates import TEMPLATES, DataShape
from engine.data import preprocess
from engine.spec.data import BuiltinSource, CsvSource, GeneratedSource, SplitSpec
from engine.text import text
from gui import data_store


def settle(qtbot, store):
    qtbot.waitUntil(lambda: not store.busy, timeout=60_000)


def test_that_opening_a_set_is_one_step_of_undo(qtbot, document, store, opened):
    assert store.is_empty
    assert not store.busy
    opened(BuiltinSource(name="iris"))
    assert document.undo_stack.count() == 1
    assert store.prepared.classes == ("setosa", "versicolor", "virginica")
    assert document.project.data == store.resolved
    document.undo_stack.undo()
    assert store.is_empty
    assert store.table is None


def test_that_an_unsaved_project_is_called_after_its_file(document, store, opened, tmp_path):
    table = tmp_path / "houses 2.csv"
    table.write_text("size,price\n" + "".join(f"{n},{n * n}\n" for n in range(40)))
    opened(CsvSource(path=str(table)))
    assert document.project.title == "houses 2"
    document.undo_stack.undo()
    assert document.project.title == ""
    document.mark_saved(tmp_path / "mine.netw")
    opened(CsvSource(path=str(table)))
    assert document.project.title == ""


def test_that_another_split_prepares_without_reading_again(
    qtbot, document, store, opened, monkeypatch
):
    opened(GeneratedSource(name="moons", size=100))
    reads = []
    monkeypatch.setattr(data_store, "open_source", lambda *a: reads.append(a))
    table = store.table
    split = SplitSpec(train=0.5, validation=0.25, test=0.25)
    document.set_data(document.project.data.replace(split=split), "Split")
    assert store.busy
    settle(qtbot, store)
    assert len(store.prepared.train) == 50
    assert store.table is table
    assert reads == []


def test_that_a_bad_file_says_why_and_leaves_the_data_as_it_was(
    qtbot, document, store, opened, tmp_path
):
    opened(GeneratedSource(name="moons", size=100))
    before, prepared = document.project, store.prepared
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n1,2,3\n")
    store.open_path(str(bad))
    settle(qtbot, store)
    assert "Line 3" in str(store.error)
    assert document.project is before
    assert store.prepared is prepared
    opened(GeneratedSource(name="xor", size=100))
    assert store.error is None


def test_that_settings_without_sense_keep_the_table_on_show(qtbot, document, store, opened):
    opened(GeneratedSource(name="moons", size=100))
    columns = tuple(c.replace(role="ignore") for c in document.project.data.columns)
    document.set_data(document.project.data.replace(columns=columns, task=None), "Ignore")
    settle(qtbot, store)
    assert store.prepared is None
    assert store.table is not None
    assert "feature" in str(store.error)
    document.undo_stack.undo()
    settle(qtbot, store)
    assert store.error is None
    assert store.prepared is not None


def test_that_the_latest_of_several_requests_wins(qtbot, document, store, opened):
    opened(GeneratedSource(name="moons", size=100))
    for name in ("xor", "circles", "blobs"):
        store.open_source(GeneratedSource(name=name, size=60))
    settle(qtbot, store)
    assert store.table.title == "blobs"
    assert document.project.data.source.name == "blobs"
    assert document.undo_stack.count() == 2


def test_that_a_missing_file_of_a_project_is_told(qtbot, document, store):
    source = CsvSource(path="/nowhere/x.csv")
    document.set_data(document.project.data.replace(source=source), "Open")
    settle(qtbot, store)
    assert "no file" in str(store.error)
    assert store.table is None


def test_that_a_file_that_could_not_be_opened_is_forgotten_with_the_project(
    qtbot, document, store, opened
):
    opened(GeneratedSource(name="moons", size=100))
    store.open_source(CsvSource(path="/nowhere/x.csv"))
    settle(qtbot, store)
    assert store.prepared is not None
    assert "no file" in str(store.error)
    document.load(document.project, None)
    assert store.error is None


def test_that_closing_while_reading_waits_for_nothing_to_arrive(qtbot, document, store):
    store.open_source(BuiltinSource(name="iris"))
    store.close(seconds=60)
    assert not store.busy
    with qtbot.assertNotEmitted(store.changed, wait=100):
        pass
    assert document.undo_stack.count() == 0


def test_that_an_unexpected_error_is_told_and_raised(qtbot, store, monkeypatch):
    def broken(*_args):
        raise RuntimeError("broken inside")

    monkeypatch.setattr(data_store, "open_source", broken)
    with qtbot.captureExceptions() as raised:
        store.open_source(BuiltinSource(name="iris"))
        settle(qtbot, store)
    assert "broken inside" in str(store.error)
    assert [kind for kind, *_ in raised] == [RuntimeError]


@pytest.mark.parametrize("name", ["iris", "diabetes", "digits", "linnerud"])
def test_that_the_suggested_network_fits_in_one_step(document, store, opened, name):
    opened(BuiltinSource(name=name))
    assert store.misfit() is not None
    document.set_training(document.project.training.replace(seed=7), "Seed")
    count = document.undo_stack.count()
    store.fit_network()
    assert store.misfit() is None
    assert document.project.training.seed == 7
    assert document.undo_stack.count() == count + 1
    assert preprocess.Prepared is type(store.prepared)


def test_that_an_empty_network_takes_the_samples_of_the_data_opened(document, store, opened):
    blank = TEMPLATES["blank"].build(DataShape((1,), "regression", 1, 0))
    document.edit_network(text("Blank"), lambda _network: blank)
    opened(BuiltinSource(name="digits"))
    assert document.project.network.layers[0].params == {"shape": (1, 8, 8)}
    document.undo_stack.undo()
    assert store.is_empty
    assert document.project.network == blank


def test_that_a_network_with_layers_stays_as_it_is_whatever_data_is_opened(document, opened):
    before = document.project.network
    assert len(before.layers) > 1
    opened(BuiltinSource(name="digits"))
    assert document.project.network == before
