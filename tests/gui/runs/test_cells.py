"""What is written into the cells of the list of runs, with the mouse or by keys alone."""

import threading
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from engine.runs.place import runs_file
from engine.runs.run import Standing
from engine.runs.store import RunStore
from gui.runs.watch import RunsWatch
from tests.engine.runs.making import begun
from tests.gui.runs.listing import cell, click, names, place_of, record


def test_that_keys_alone_choose_show_tag_sort_and_delete_runs(opened, user, qtbot):
    window, table, ids = opened(
        a={"losses": (0.5,)}, b={"losses": (0.25,)}, c={"losses": (1.5,)}, d={"losses": (1.0,)}
    )
    drawer, shift = window.runs.drawer, Qt.KeyboardModifier.ShiftModifier
    drawer._actions.menu.findChild(QAction, "runsSort-best").trigger()
    assert names(table) == ["b", "a", "d", "c"]
    user.press(user.find(window, "runsFilter"), Qt.Key.Key_Down)
    assert [run.name for run in table.selected] == ["b"]
    user.press(table, Qt.Key.Key_Down, shift)
    user.press(table, Qt.Key.Key_Space)
    assert window.runs.overlays.ids == {ids["a"], ids["b"]}
    user.press(table, Qt.Key.Key_Space)
    assert not window.runs.overlays.ids
    window.runs.watch.set_tags([ids["a"]], ["old", "kept"])
    drawer._actions.by_id["tag"].trigger()
    editor = user.find(table, "runsCellEdit")
    user.type(editor, "good")
    user.press(editor, Qt.Key.Key_Return)
    tagged = {"a": ("old", "kept", "good"), "b": ("good",), "c": (), "d": ()}
    qtbot.waitUntil(lambda: {run.name: run.tags for run in window.runs.watch.runs} == tagged)
    user.press(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(table) == ["d", "c"])
    assert [run.name for run in table.selected] == ["d"]
    assert table.hasFocus()
    drawer._actions.menu.findChild(QAction, "runsSort-best").trigger()
    assert names(table) == ["c", "d"]


def test_that_f2_renames_and_the_file_knows(opened, user, qtbot, file):
    _window, table, ids = opened(before={})
    click(qtbot, table, cell(table, "before", "state"))
    user.press(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit, "runsCellEdit")
    editor.selectAll()
    user.type(editor, "<b>after</b>")
    user.press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(table) == ["<b>after</b>"])
    assert file.run(ids["before"]).name == "<b>after</b>"


def test_that_tags_and_notes_are_written_into_their_cells(opened, user, qtbot, file):
    _, table, ids = opened(run={})
    for column, words in (("tags", "small good"), ("note", "try more")):
        place = place_of(qtbot, table, cell(table, "run", column))
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        editor = table.findChild(QLineEdit, "runsCellEdit")
        user.type(editor, words)
        user.press(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: cell(table, "run", column).data() == words)  # noqa: B023 - waits here
        qtbot.waitUntil(lambda: table.findChild(QLineEdit, "runsCellEdit") is None)
    run = file.run(ids["run"])
    assert (run.tags, run.note) == (("small", "good"), "try more")


def test_that_a_colour_is_chosen_from_the_menu(opened, user, qtbot, file):
    window, table, ids = opened(one={}, two={})
    click(qtbot, table, cell(table, "one", "state"))
    window.runs.drawer.findChild(object, "runsColour3").trigger()
    assert (file.run(ids["one"]).colour, file.run(ids["two"]).colour) == (3, None)
    window.runs.drawer.findChild(object, "runsColourAuto").trigger()
    assert file.run(ids["one"]).colour is None


def test_that_a_run_which_goes_on_leaves_what_is_being_written(opened, user, qtbot, file):
    window, table, ids = opened(run={"state": "running"}, other={})
    click(qtbot, table, cell(table, "run", "state"))
    window.runs.drawer._actions.by_id["annotate"].trigger()
    editor = user.find(table, "runsCellEdit")
    user.type(editor, "half a ")
    window.runs.watch.set_tags(list(ids.values()), ["new"])
    file.note(ids["run"], replace(Standing.of(begun()), epochs=17), "running")
    qtbot.waitUntil(lambda: cell(table, "run", "epochs").data().startswith("17"), timeout=10_000)
    user.type(editor, "note")
    user.press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: file.run(ids["run"]).note == "half a note")


def test_that_a_list_read_before_a_change_does_not_undo_it(qtbot, file, monkeypatch):
    run_id, read = record(file), RunStore.runs
    was_read, changed = threading.Event(), threading.Event()

    def slow(store, *args, **options):
        found = read(store, *args, **options)
        if threading.current_thread() is not threading.main_thread():
            was_read.set()
            assert changed.wait(10)
        return found

    monkeypatch.setattr(RunStore, "runs", slow)
    watch = RunsWatch(runs_file())
    watch.begin()
    assert was_read.wait(10)
    watch.set_note(run_id, "kept")
    changed.set()
    watch.look()
    qtbot.waitUntil(lambda: not watch._reader.busy)
    assert watch.run(run_id).note == "kept"
    watch.close()
