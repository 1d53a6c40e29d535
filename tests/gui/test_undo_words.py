"""What undo and redo say: the edit by name, in the language on screen even after it was changed."""

import pytest

from engine import block_edits, edits
from engine.examples import example
from engine.files.project_file import load_project_only
from engine.text import text
from gui.document import Document
from gui.translate import set_language


@pytest.fixture
def document(qapp):
    return Document(load_project_only(example("digits").path).project)


def test_that_undo_texts_follow_the_language(document):
    layer = document.project.network.named("fc1")
    document.edit_network(text("Delete {layer}", layer="fc1"), edits.remove, [layer.id])
    document.edit_network("words of a plugin", edits.set_frozen, ["l1"], frozen=True)
    stack = document.undo_stack
    assert stack.text(0) == "Delete fc1"
    set_language("zh_CN")
    document.retranslate()
    assert (stack.text(0), stack.text(1)) == ("删除 fc1", "words of a plugin")
    set_language("en")
    document.retranslate()
    stack.undo()
    assert (stack.undoText(), stack.redoText()) == ("Delete fc1", "words of a plugin")


def test_that_the_menu_follows_the_language(open_window, qtbot):
    window = open_window("wine")
    window.document.edit_network(text("Rename {layer}", layer="a"), edits.add_layer, "ReLU")
    undo = window.actions_table.by_id["undo"]
    assert undo.text() == "Undo “Rename a”"
    set_language("zh_CN")
    qtbot.waitUntil(lambda: undo.text() == "撤销“重命名 a”")


def test_that_a_name_is_read_neither_as_a_shortcut_nor_as_html(open_window):
    window = open_window("wine")
    network, block = block_edits.group(window.document.project.network, ["l2"], "<b>R&D</b>")
    window.document.set_network(network, text("Ungroup {block}", block=network.block(block).name))
    undo = window.actions_table.by_id["undo"]
    assert undo.text() == "Undo “Ungroup <b>R&&D</b>”"
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in undo.toolTip()
