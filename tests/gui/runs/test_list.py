"""The list of runs in the window: opened, searched, sorted, written into, deleted, compared."""

import time
import uuid
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QStyle, QStyleOptionViewItem

from engine.runs.place import runs_file
from engine.runs.points import PointWriter
from engine.runs.run import Standing
from engine.train.events import Setting
from gui.runs.model import PLACES
from gui.runs.words import short_name
from tests.engine.runs.making import add_epoch, add_steps, begun, new_run, project
from tests.gui.runs.listing import cell, click, names, record, sort_by


def test_that_the_button_says_how_many_there_are_and_opens_the_list(open_window, user, qtbot, file):
    record(file)
    record(file)
    window = open_window()
    button = user.find(window, "runsButton")
    qtbot.waitUntil(lambda: button.text() == "Runs · 2 ▾", timeout=10_000)
    user.click(window, "runsButton")
    assert window.runs.drawer.isVisible()
    user.tab(window, 1)
    assert window.runs.drawer.isVisible()
    user.click(window, "runsClose")
    assert not window.runs.drawer.isVisible()
    assert not button.isChecked()


def test_that_the_button_counts_a_run_of_this_window_though_the_list_is_closed(
    open_window, user, qtbot
):
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.session is not None, timeout=20_000)
    button = user.find(window, "runsButton")
    assert button.text() == "Runs · 0 ▾"
    window.actions_table.by_id["train"].trigger()
    qtbot.waitUntil(lambda: button.text() == "Runs · 1 ▾", timeout=20_000)
    window.actions_table.by_id["stop"].trigger()
    qtbot.waitUntil(lambda: not any(run.is_live for run in window.runs.watch.runs), timeout=20_000)


def test_that_a_name_a_state_and_many_epochs_are_read_in_full(opened, file, qtbot):
    window, table, ids = opened(**{"Handwritten digits": {"state": "interrupted"}})
    (run_id,) = ids.values()
    history = begun()
    standing = replace(Standing.of(history), epochs=5429)
    file.note(run_id, standing, "interrupted")
    window.runs.watch.look()
    shown = table.model().index(0, PLACES["epochs"])
    qtbot.waitUntil(lambda: shown.data().startswith("5429"))
    for column in ("name", "state", "epochs"):
        place = PLACES[column]
        assert table.columnWidth(place) >= table.sizeHintForColumn(place), column
    index = table.model().index(0, PLACES["name"])
    drawn = QStyleOptionViewItem()
    drawn.initFrom(table)
    drawn.rect = table.visualRect(index)
    table.itemDelegate().initStyleOption(drawn, index)
    style, part = table.style(), QStyle.SubElement.SE_ItemViewItemText
    margins = 2 * (style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1)
    room = style.subElementRect(part, drawn, table).width() - margins
    assert table.fontMetrics().horizontalAdvance(index.data()) <= room


def test_that_at_its_first_size_the_list_needs_no_scrolling_sideways(opened, qtbot):
    window, table, _ = opened(**{"Handwritten digits 12": {"state": "stopped early"}})
    assert window.width() == 1440
    places = [PLACES[column] for column in PLACES.keys() - {"tags", "note", "device"}]
    qtbot.waitUntil(
        lambda: (
            table.horizontalScrollBar().maximum() == 0
            and all(table.columnWidth(at) >= table.sizeHintForColumn(at) for at in places)
        )
    )


def test_that_devices_have_a_column_once_there_are_several(opened, file, qtbot):
    window, table, _ = opened(first={})
    assert table.isColumnHidden(PLACES["device"])
    file.begin(replace(new_run(uuid.uuid4().hex, project=project()), device="cuda:0"))
    window.runs.watch.look()
    qtbot.waitUntil(lambda: not table.isColumnHidden(PLACES["device"]))


def test_that_a_column_keeps_the_width_it_was_dragged_to(opened, qtbot):
    window, table, ids = opened(first={})
    qtbot.waitUntil(lambda: table.columnWidth(0) >= table.sizeHintForColumn(0))
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(1) - 1, 10)
    before = table.columnWidth(0)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(60, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(60, 0))
    assert table.columnWidth(0) == before + 60
    window.runs.watch.rename(ids["first"], "a rather longer name than before")
    qtbot.waitUntil(lambda: names(table) == ["a rather longer name than before"])
    window.resize(1500, 900)
    qtbot.waitUntil(lambda: table.viewport().width() > 800)
    assert table.columnWidth(0) == before + 60


def test_that_a_discarded_run_leaves_the_list_and_undo_brings_it_back(opened, user, qtbot):
    window, table, _ = opened()
    controller = window.controller
    endless = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(endless, "Endless")
    window.actions_table.by_id["train"].trigger()
    qtbot.waitUntil(lambda: table.shown_count == 1, timeout=20_000)
    with qtbot.waitSignal(controller.session_changed, timeout=20_000):
        user.press(
            window,
            Qt.Key.Key_F5,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
        )
    assert user.find(window, "noticeText").text().startswith("The run was discarded")
    qtbot.waitUntil(lambda: table.shown_count == 0, timeout=20_000)
    assert user.find(window, "runsDeletedText").text().startswith("Deleted: 1.")
    user.click(window, "runsUndo")
    qtbot.waitUntil(lambda: table.shown_count == 1)


def test_that_an_empty_list_says_when_there_will_be_something(open_window, user, qtbot):
    window = open_window()
    user.click(window, "runsButton")
    words = user.find(window, "runsEmpty")
    qtbot.waitUntil(words.isVisible)
    assert words.text().startswith("No runs yet")


def test_that_the_list_shows_what_the_file_says(opened):
    _window, table, _ = opened(first={"losses": (0.5, 0.25, 0.75)}, second={"state": "diverged"})
    row = {column: cell(table, "first", column).data() for column in PLACES}
    assert row["state"] == "Finished"
    assert (row["best"], row["last"], row["device"]) == ("0.25", "0.75", "cpu")
    assert row["epochs"].split()[0] == "3"
    assert cell(table, "second", "state").data() == "Diverged"


def test_that_a_click_on_a_header_sorts_by_it(opened, qtbot):
    _, table, _ = opened(a={"losses": (0.5,)}, b={"losses": (0.25,)}, c={"losses": (1.5,)})
    sort_by(qtbot, table, "best")
    assert names(table) == ["b", "a", "c"]
    sort_by(qtbot, table, "best")
    assert names(table) == ["c", "a", "b"]
    sort_by(qtbot, table, "name")
    assert names(table) == ["a", "b", "c"]


def test_that_the_filter_leaves_the_runs_that_have_every_word(opened, user):
    window, table, ids = opened(wide={}, deep={}, other={"state": "failed"})
    window.runs.watch.set_tags([ids["wide"], ids["deep"]], ["good", "net"])
    field = user.find(window, "runsFilter")
    user.type(field, "good wid")
    assert names(table) == ["wide"]
    field.clear()
    user.type(field, "FAILED")
    assert names(table) == ["other"]
    field.clear()
    user.type(field, "nothing has this")
    assert user.find(window, "runsEmpty").text() == "No run has these words."


def test_that_deleted_runs_come_back_by_undo_and_go_when_the_window_closes(
    opened, user, qtbot, file
):
    window, table, ids = opened(a={}, b={}, c={})
    click(qtbot, table, cell(table, "a", "state"))
    click(qtbot, table, cell(table, "b", "state"), Qt.KeyboardModifier.ControlModifier)
    user.press(table, Qt.Key.Key_Delete)
    assert names(table) == ["c"]
    assert "Deleted: 2" in user.find(window, "runsDeletedText").text()
    user.click(window, "runsUndo")
    assert sorted(names(table)) == ["a", "b", "c"]
    click(qtbot, table, cell(table, "c", "state"))
    user.press(table, Qt.Key.Key_Delete)
    window.close()
    assert {run.id for run in file.runs(deleted=True)} == {ids["a"], ids["b"]}


def test_that_two_runs_are_compared_in_words(opened, user, qtbot):
    window, table, _ = opened(
        first={"settings": {"batch_size": 8}, "losses": (0.5,)},
        second={"settings": {"batch_size": 32}, "losses": (0.25,)},
    )
    assert not user.find(window, "runsCompare").isEnabled()
    click(qtbot, table, cell(table, "second", "state"))
    click(qtbot, table, cell(table, "first", "state"), Qt.KeyboardModifier.ControlModifier)
    user.click(window, "runsCompare")
    dialog = window.findChild(QDialog, "runsComparison")
    qtbot.waitUntil(dialog.isVisible)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Batch size: 8 → 32" in said
    place = said.index("Best loss")
    assert said[place + 1 : place + 3] == ["0.5", "0.25"]
    user.click(dialog, "runsComparisonClose")


def test_that_a_comparison_tells_what_was_changed_on_the_way(opened, user, qtbot, file):
    window, table, ids = opened(first={})
    history = begun()
    for step, batch in ((10, 64.0), (20, 128.0)):
        add_steps(history, 10)
        history.apply(Setting(step, "batch_size", batch, steps_per_epoch=5))
    branch = replace(new_run(uuid.uuid4().hex), parent=ids["first"], parent_step=15)
    file.begin(branch)
    PointWriter(file, branch.id).write(history)
    file.rename(branch.id, "second")
    file.note(branch.id, Standing.of(history), "stopped")
    qtbot.waitUntil(lambda: "second" in names(table), timeout=10_000)
    tip = cell(table, "second", "name").data(Qt.ItemDataRole.ToolTipRole)
    assert "Goes on from first, step 15" in tip
    table.selectAll()
    user.click(window, "runsCompare")
    dialog = window.findChild(QDialog, "runsComparison")
    qtbot.waitUntil(dialog.isVisible)
    said = [label.text() for label in dialog.findChildren(QLabel, "runsDifference")]
    assert said[1:] == ["Goes on from first, step 15", "batch size 128 after step 20"]
    user.click(dialog, "runsComparisonClose")


def test_that_a_long_name_leaves_a_legend_its_room(opened, user, qtbot):
    name = "a very long name of my first run that has a number 17"
    window, table, _ = opened(**{name: {}})
    click(qtbot, table, cell(table, name, "state"))
    user.press(table, Qt.Key.Key_Space)
    (overlay,) = window.workspace.page("monitor")._source.overlays
    assert overlay.name == "a very lon…er 17"
    assert names(table) == [name]


def test_that_a_legend_calls_a_run_without_a_name_by_its_number(file):
    record(file)
    (run,) = file.runs()
    assert short_name(run) == f"run {run.number}"


def test_that_a_run_of_another_program_appears_and_moves(opened, qtbot, file):
    _window, table, _ = opened()
    new = new_run(uuid.uuid4().hex)
    file.begin(new)
    qtbot.waitUntil(lambda: table.shown_count == 1, timeout=10_000)
    assert table.model().index(0, PLACES["state"]).data() == "Training"
    history = add_epoch(add_steps(begun(), 10), 0.5, 0.5)
    file.note(new.id, Standing.of(history), "finished")
    best = table.model().index(0, PLACES["best"])
    qtbot.waitUntil(lambda: best.data() == "0.5", timeout=10_000)
    assert table.model().index(0, PLACES["state"]).data() == "Finished"


def test_that_nobody_looks_at_the_file_while_the_list_is_closed(opened, user):
    window, _, _ = opened(a={})
    assert window.runs.watch._timer.isActive()
    user.click(window, "runsClose")
    assert not window.runs.watch._timer.isActive()


def test_that_a_file_deleted_meanwhile_leaves_an_empty_list_and_a_notice(opened, qtbot, user):
    window, table, _ = opened(a={})
    runs_file().unlink()
    qtbot.waitUntil(lambda: table.shown_count == 0, timeout=10_000)
    assert "was deleted" in user.find(window, "noticeText").text()


def test_that_a_thousand_runs_are_sorted_and_searched_at_once(open_window, user, qtbot, file):
    record(file, name="one")
    with file.writing() as connection:
        columns = [c[1] for c in connection.execute("PRAGMA table_info(runs)")][1:]
        others = ", ".join(n for n in columns if n not in {"id", "revision", "name", "best"})
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
            f"INSERT INTO runs (id, revision, name, best, {others}) "
            f"SELECT 'r' || i, i + 10, 'run ' || i, i * 7919 % 1000, {others} "
            "FROM n, runs WHERE number = 1"
        )
    window = open_window()
    user.click(window, "runsButton")
    table = window.runs.drawer.table
    qtbot.waitUntil(lambda: table.shown_count == 1000, timeout=10_000)
    start = time.thread_time()
    sort_by(qtbot, table, "best")
    window.runs.drawer._filter.setText("run 99")
    assert time.thread_time() - start < 1.0
    assert table.shown_count == 19  # 99, 199 … 899 and 990 to 999
