"""The Data page, used by clicks and keys."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QMenu,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)

from engine.spec.data import BuiltinSource, CsvSource, GeneratedSource
from gui.pages.data.page import DataPage
from gui.plots.histogram import Histogram
from gui.translate import set_language


@pytest.fixture
def page(qtbot, document, store):
    made = DataPage(document, store)
    qtbot.addWidget(made)
    made.resize(800, 770)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def mixed(tmp_path):
    file = tmp_path / "mixed.csv"
    rows = [f"{i % 60 + 18},{'red,green,blue'.split(',')[i % 3]},{i * 1.5}" for i in range(80)]
    rows[3], rows[4] = "30,,7.5", ",red,8.5"
    file.write_text("age,color,price\n" + "\n".join(rows))
    return file


def settle(qtbot, store):
    qtbot.waitUntil(lambda: not store.busy, timeout=60_000)


def child(page, kind, name):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(qtbot, combo, index):
    """Opens the list and goes to an entry with the keys."""
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(index):
        qtbot.keyClick(combo, Qt.Key.Key_Down)


def trigger(menu_name, action_name):
    menu = next(
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, QMenu) and w.objectName() == menu_name
    )
    action = menu.findChild(QAction, action_name)
    assert action is not None, action_name
    action.trigger()
    menu.close()


def test_that_an_empty_page_offers_ways_to_begin(qtbot, page, store):
    assert child(page, QWidget, "dataEmpty").isVisible()
    menu = child(page, QPushButton, "dataEmptyExamples").menu()
    menu.aboutToShow.emit()
    assert menu.findChild(QAction, "example-iris") is not None
    menu.findChild(QAction, "example-moons").trigger()
    settle(qtbot, store)
    assert store.table.title == "moons"
    assert not child(page, QWidget, "dataEmpty").isVisible()


def test_that_a_file_is_chosen_without_blocking(qtbot, page, store, mixed):
    page.open_dialog()
    dialog = child(page, QFileDialog, "openDataDialog")
    dialog.fileSelected.emit(str(mixed))
    dialog.close()
    settle(qtbot, store)
    assert store.table.title == "mixed.csv"
    table = child(page, QTableView, "dataTable")
    assert table.model().rowCount() == 80
    assert table.model().index(3, 1).data() == "missing"


def test_that_a_dropped_file_is_opened(qtbot, page, store, mixed):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(mixed))])
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert child(page, QWidget, "dropFrame").isVisible()
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page, drop)
    assert not child(page, QWidget, "dropFrame").isVisible()
    settle(qtbot, store)
    assert store.table.title == "mixed.csv"


def test_that_a_picture_file_is_not_taken(page, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not child(page, QWidget, "dropFrame").isVisible()


def test_that_another_target_changes_the_task(qtbot, page, document, store, opened, mixed):
    opened(CsvSource(path=str(mixed)))
    assert store.prepared.task == "regression"
    choose(qtbot, child(page, QComboBox, "dataTargetCombo"), 1)
    settle(qtbot, store)
    assert store.prepared.task == "multiclass"
    assert document.undo_stack.undoText() == "Choose the target"
    assert "3-class" in child(page, QComboBox, "dataTaskCombo").currentText()
    while document.undo_stack.undoText() == "Choose the target":
        document.undo_stack.undo()
    settle(qtbot, store)
    assert store.prepared.task == "regression"
    assert child(page, QComboBox, "dataTargetCombo").currentText() == "price"


def test_that_the_task_can_be_overridden(qtbot, page, store, opened):
    opened(BuiltinSource(name="digits"))
    combo = child(page, QComboBox, "dataTaskCombo")
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    settle(qtbot, store)
    assert store.prepared.task == "regression"


def test_that_a_header_menu_changes_a_role(qtbot, page, document, store, opened, mixed):
    opened(CsvSource(path=str(mixed)))
    header = child(page, QTableView, "dataTable").horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 20, 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    trigger("dataColumnMenu", "columnIgnore")
    settle(qtbot, store)
    assert store.prepared.feature_names[0].startswith("color=")
    assert document.undo_stack.undoText() == "Change a column's role"


def test_that_return_opens_the_column_menu(qtbot, page, store, opened):
    opened(BuiltinSource(name="iris"))
    table = child(page, QTableView, "dataTable")
    table.setCurrentIndex(table.model().index(0, 2))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    trigger("dataColumnMenu", "columnTarget")
    settle(qtbot, store)
    assert store.prepared.target_names == ("petal length (cm)",)


def test_that_missing_values_are_named_and_their_filling_chosen(qtbot, page, store, opened, mixed):
    opened(CsvSource(path=str(mixed)))
    button = child(page, QPushButton, "dataMissingButton")
    assert button.isVisible()
    assert "2 missing in 2 columns" in button.text()
    button.menu().aboutToShow.emit()
    button.menu().findChild(QAction, "missing-drop").trigger()
    settle(qtbot, store)
    assert len(store.prepared.rows) == 78
    assert "left out" in button.text()


def test_that_shares_are_edited_with_the_keyboard(qtbot, page, document, store, opened):
    opened(GeneratedSource(name="moons", size=200))
    spin = child(page, QSpinBox, "splitTestSpin")
    spin.setFocus()
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    settle(qtbot, store)
    assert document.project.data.split.test == pytest.approx(0.17)
    assert document.project.data.split.train == pytest.approx(0.68)
    assert len(store.prepared.test) == 34
    document.undo_stack.undo()
    assert spin.value() == 15


def test_that_shuffling_and_strata_are_switched(qtbot, page, document, opened):
    opened(GeneratedSource(name="moons", size=200))
    stratify = child(page, QCheckBox, "splitStratify")
    shuffle = child(page, QCheckBox, "splitShuffle")
    qtbot.mouseClick(stratify, Qt.MouseButton.LeftButton, pos=QPoint(8, stratify.height() // 2))
    assert not document.project.data.split.stratify
    qtbot.mouseClick(shuffle, Qt.MouseButton.LeftButton, pos=QPoint(8, shuffle.height() // 2))
    assert not document.project.data.split.shuffle
    assert not stratify.isEnabled()


def test_that_the_size_of_a_generated_set_is_typed(qtbot, page, document, store, opened):
    opened(GeneratedSource(name="moons", size=100))
    size = child(page, QWidget, "generatedSize")
    size.setFocus()
    size.selectAll()
    qtbot.keyClicks(size, "80")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    settle(qtbot, store)
    assert document.project.data.source.size == 80
    assert store.table.n_rows == 80


def test_that_the_link_fits_the_network(qtbot, page, document, store, opened):
    opened(BuiltinSource(name="iris"))
    link = child(page, QPushButton, "fitNetworkLink")
    assert link.isVisible()
    click(qtbot, link)
    assert store.misfit() is None
    assert not link.isVisible()
    assert child(page, QWidget, "networkFits").isVisible()
    assert document.undo_stack.undoText() == "Fit the network to the data"


def test_that_an_error_leaves_the_page_usable(qtbot, page, store, opened, tmp_path):
    opened(BuiltinSource(name="iris"))
    store.open_path(str(tmp_path / "none.csv"))
    settle(qtbot, store)
    notice = child(page, QWidget, "dataNotice")
    assert notice.isVisible()
    assert "none.csv" in notice.text
    assert child(page, QTableView, "dataTable").isVisible()
    assert child(page, QComboBox, "dataTargetCombo").isEnabled()


def test_that_pictures_are_shown_as_pictures_or_numbers(qtbot, page, opened):
    opened(BuiltinSource(name="digits"))
    pictures = child(page, QWidget, "dataPictures")
    assert pictures.isVisible()
    click(qtbot, child(page, QPushButton, "dataPicturesLink"))
    assert not pictures.isVisible()
    assert child(page, QTableView, "dataTable").model().columnCount() == 65


def test_that_names_are_never_read_as_html(qtbot, page, opened, tmp_path):
    file = tmp_path / "odd.csv"
    name = "<b>bold</b> & " + "x" * 60
    file.write_text(f"{name},y\n" + "\n".join(f"{i * 0.5},{i * 0.25}" for i in range(30)))
    opened(CsvSource(path=str(file)))
    header = child(page, QTableView, "dataTable").model()
    assert header.headerData(0, Qt.Orientation.Horizontal) == name
    tip = header.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_that_chinese_words_have_room(qtbot, page, opened, tmp_path):
    file = tmp_path / "flowers.csv"
    rows = "\n".join(f"{i},{'山鸢尾,变色鸢尾,维吉尼亚鸢尾'.split(',')[i % 3]}" for i in range(60))
    file.write_text("花瓣的长度,品种\n" + rows)
    opened(CsvSource(path=str(file)))
    table = child(page, QTableView, "dataTable")
    measure = QFontMetrics(table.font()).horizontalAdvance
    assert table.columnWidth(0) >= measure("花瓣的长度") + 20
    assert table.columnWidth(1) >= measure("维吉尼亚鸢尾") + 20


def test_that_a_new_purpose_has_room(qtbot, page, opened, mixed):
    set_language("zh_CN")
    try:
        opened(CsvSource(path=str(mixed)))
        table = child(page, QTableView, "dataTable")
        narrow = table.columnWidth(2)
        set_language("en")
        qtbot.waitUntil(lambda: table.columnWidth(2) > narrow)
    finally:
        set_language("en")


def test_that_ten_thousand_columns_stay_light(qtbot, page, store, opened, tmp_path):
    file = tmp_path / "wide.csv"
    names = ",".join(f"g{i}" for i in range(10_000))
    line = ",".join(f"{i % 7}.5" for i in range(10_000))
    file.write_text("\n".join([f"{names},y"] + [f"{line},{row}.25" for row in range(25)]))
    opened(CsvSource(path=str(file)))
    assert child(page, QTableView, "dataTable").model().columnCount() == 10_001
    assert "9960" in child(page, QWidget, "dataMoreFeatures").text().replace("\u202f", "")
    assert child(page, QComboBox, "dataTargetCombo").count() == 1


def test_that_the_spread_of_a_target_begins_at_its_own_zero(page, opened, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("a,b\n" + "".join(f"{n},{n * 2}\n" for n in range(60)))
    opened(CsvSource(path=str(table)))
    columns = page.findChild(Histogram, "targetHistogram").table()
    assert columns["from"][0] == 0.0
    assert columns["to"][-1] == pytest.approx(118)
