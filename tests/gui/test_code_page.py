"""The Code tab follows the project, marks what is selected, and gives its script away."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from engine import edits
from engine.export.python_code import python_code
from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from gui.document import Document, Selection
from gui.pages.code.code_page import CodePage
from gui.theme import theme
from gui.translate import set_language


def project() -> Project:
    layers = [LayerSpec(id="l0", kind="Input", name="input1", params={"shape": (13,)})]
    kinds = [
        ("Linear", "fc1", {"out_features": 8}),
        ("ReLU", "relu1", {}),
        ("Linear", "fc2", {"out_features": 3}),
    ]
    for number, (kind, name, params) in enumerate(kinds, 1):
        above = (f"l{number - 1}",)
        layers.append(LayerSpec(id=f"l{number}", kind=kind, name=name, params=params, inputs=above))
    return Project(
        data=DataSpec(source=BuiltinSource(name="wine")),
        network=NetworkSpec(layers=tuple(layers), outputs=("l3",)),
        training=TrainingSpec(losses=(LossTerm(loss=component("CrossEntropy")),)),
    )


@pytest.fixture
def document(qapp):
    return Document(project())


@pytest.fixture
def selection(document):
    return Selection(document)


@pytest.fixture
def page(document, selection, qtbot):
    widget = CodePage(document, selection)
    qtbot.addWidget(widget)
    widget.resize(700, 400)
    widget.show()
    return widget


def shown(page: CodePage) -> str:
    return page.view.toPlainText()


def line(page: CodePage, number: int) -> str:
    return page.view.document().findBlockByNumber(number).text().strip()


def test_that_the_page_shows_the_script_of_the_project(page, document):
    assert shown(page) == python_code(document.project)
    assert page.view.isReadOnly()
    words = page.findChild(QLabel, "codeSummary").text()
    assert str(shown(page).count("\n")) in words


def test_that_an_edit_is_written_after_a_moment(page, document, qtbot):
    document.edit_network("", edits.set_param, "l1", "out_features", 21)
    assert "nn.Linear(13, 21)" not in shown(page)
    qtbot.waitUntil(lambda: "nn.Linear(13, 21)" in shown(page))
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: "nn.Linear(13, 8)" in shown(page))


def test_that_a_hidden_page_waits_until_it_is_looked_at(page, document, qtbot):
    page.hide()
    document.edit_network("", edits.rename, "l1", "first")
    qtbot.wait(150)
    assert "first" not in shown(page)
    page.show()
    assert "self.first" in shown(page)


def test_that_scrolling_and_selection_stay_when_the_code_changes(page, document, qtbot):
    page.view.verticalScrollBar().setValue(12)
    cursor = page.view.textCursor()
    cursor.setPosition(30)
    page.view.setTextCursor(cursor)
    page.view.verticalScrollBar().setValue(12)
    document.edit_network("", edits.set_param, "l1", "out_features", 9)
    qtbot.waitUntil(lambda: "nn.Linear(13, 9)" in shown(page))
    assert page.view.verticalScrollBar().value() == 12
    assert page.view.textCursor().position() == 30


def test_that_a_selected_layer_marks_its_lines(page, selection, document, qtbot):
    selection.set(["l3"])
    assert [line(page, n) for n in page.view.marked] == [
        "self.fc2 = nn.Linear(8, 3)",
        "x = self.fc2(x)",
    ]
    first = page.view.firstVisibleBlock().blockNumber()
    assert first <= page.view.marked[0] < first + 30
    document.edit_network("", edits.add_layer, "Tanh", after="l1")
    qtbot.waitUntil(lambda: "nn.Tanh()" in shown(page))
    assert line(page, page.view.marked[0]) == "self.fc2 = nn.Linear(8, 3)"
    selection.set([])
    assert page.view.marked == ()


def test_that_the_line_of_the_phase_is_lit_and_said(page):
    page.show_running("backward")
    assert [line(page, n) for n in page.view.lit] == ["loss.backward()"]
    first = page.view.firstVisibleBlock().blockNumber()
    assert first <= page.view.lit[0] < first + 30
    assert page.findChild(QLabel, "codeSummary").text().endswith("at loss.backward()")
    page.resize(420, 400)
    assert "loss.backward()" in page.findChild(QLabel, "codeSummary").toolTip()
    page.show_running("")
    assert page.view.lit == ()
    assert "backward" not in page.findChild(QLabel, "codeSummary").text()


def test_that_in_forward_the_line_of_the_layer_that_computes_is_lit(page):
    page.show_running("forward")
    assert [line(page, n) for n in page.view.lit] == ["output = model(x_batch)"]
    page.show_running("forward", "l3")
    assert [line(page, n) for n in page.view.lit] == ["x = self.fc2(x)"]
    page.show_running("loss", "l3")
    assert [line(page, n) for n in page.view.lit] == ["loss = criterion(output, y_batch)"]


def test_that_the_lit_line_is_still_the_right_one_after_an_edit(page, document, selection, qtbot):
    page.show_running("step")
    selection.set(["l1"])
    document.edit_network("", edits.add_layer, "Tanh", after="l1")
    qtbot.waitUntil(lambda: "nn.Tanh()" in shown(page))
    assert [line(page, n) for n in page.view.lit] == ["optimizer.step()"]
    assert len(page.view.extraSelections()) == len(page.view.marked) + 1


def test_that_the_whole_script_is_copied(page, qtbot):
    button = page.findChild(QPushButton, "codeCopyButton")
    before = button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == page.code
    assert button.text() == "Copied"
    qtbot.waitUntil(lambda: button.text() == before, timeout=3000)


def test_that_the_script_is_saved_where_asked(page, qtbot, tmp_path):
    qtbot.mouseClick(page.findChild(QPushButton, "codeSaveButton"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog, "fileDialog")
    file = tmp_path / "mine.py"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert file.read_text(encoding="utf-8") == page.code
    assert "mine.py" in page.findChild(QLabel, "codeSummary").text()


def test_that_a_failed_save_is_told(page, document, qtbot, tmp_path):
    with qtbot.waitSignal(document.refused):
        page._save_to(tmp_path / "no folder" / "mine.py")


def test_that_a_layer_at_fault_is_named_instead_of_code(page, document, qtbot):
    document.edit_network("", edits.add_layer, "Conv2d", after="l1")
    problem = page.findChild(QLabel, "codeProblem")
    qtbot.waitUntil(problem.isVisible)
    assert "conv1" in problem.text()
    assert problem.textFormat() == Qt.TextFormat.PlainText
    assert not page.view.isVisible()
    assert not page.findChild(QPushButton, "codeCopyButton").isEnabled()
    document.undo_stack.undo()
    qtbot.waitUntil(page.view.isVisible)
    assert page.findChild(QPushButton, "codeCopyButton").isEnabled()


def colors(page: CodePage, number: int) -> dict[str, QColor]:
    """The colour of each coloured piece of a line."""
    block = page.view.document().findBlockByNumber(number)
    return {
        block.text()[f.start : f.start + f.length]: f.format.foreground().color()
        for f in block.layout().formats()
    }


@pytest.fixture
def _modes():
    yield
    theme().set_mode("system")


@pytest.mark.usefixtures("_modes")
@pytest.mark.parametrize("mode", ["dark", "light"])
def test_that_python_is_coloured_by_the_theme(page, selection, mode):
    theme().set_mode("light" if mode == "dark" else "dark")
    theme().set_mode(mode)
    selection.set(["l1"])
    made = colors(page, page.view.marked[0])
    assert made["self"] == theme().color("pooling")
    assert made["nn.Linear"] == theme().color("accent")
    assert made["13"] == theme().color("activation")
    assert "fc1" not in made
    last = page.view.blockCount() - 2
    assert any(color == theme().color("good") for color in colors(page, last).values())
    assert colors(page, 0) == {line(page, 0): theme().color("muted")}


def test_that_the_words_follow_the_language(page, qtbot):
    button = page.findChild(QPushButton, "codeSaveButton")
    before = button.text()
    set_language("zh_CN")
    try:
        QApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        qtbot.waitUntil(lambda: button.text() != before)
    finally:
        set_language("en")
    qtbot.waitUntil(lambda: button.text() == before)
