"""The gallery: ready networks as cards, chosen by mouse or keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QTabBar

from engine.catalog.templates import TEMPLATES, DataShape
from engine.catalog.templates.blocks import BLOCKS
from engine.check.shapes import infer
from gui.network.gallery.cards import ENTRY
from gui.network.gallery.entries import network_entries, search
from gui.network.gallery.sketch import sketch_of
from gui.translate import set_language

PICTURES = DataShape((1, 8, 8), "multiclass", 10, 1797)
TABLE = DataShape((13,), "multiclass", 3, 178)


@pytest.fixture
def window(open_window):
    return open_window("digits")


@pytest.fixture
def gallery(qtbot, window, user):
    """The window's gallery, opened by its shortcut."""
    user.press(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = user.find(window, "templatesDialog")
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def cards(gallery):
    return gallery.findChild(QListView, "templatesList")


def titles(gallery):
    model = cards(gallery).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def chosen(gallery):
    return cards(gallery).currentIndex().data(ENTRY)


def select(gallery, title):
    grid = cards(gallery)
    grid.setCurrentIndex(grid.model().index(titles(gallery).index(title), 0))


def card_place(gallery, title):
    grid = cards(gallery)
    return grid.visualRect(grid.model().index(titles(gallery).index(title), 0)).center()


def kinds(window):
    return [layer.kind for layer in window.document.project.network.layers]


def test_that_there_is_a_card_for_every_template():
    for shape in (PICTURES, TABLE):
        assert {entry.name for entry in network_entries(shape)} == set(TEMPLATES)


def test_that_a_card_tells_the_size_at_this_data_or_why_it_does_not_fit():
    entries = network_entries(TABLE)
    for entry in entries:
        template = TEMPLATES[entry.name]
        assert entry.sketch is not None
        if entry.fits:
            count = infer(template.build(TABLE)).parameters
            assert entry.figure.replace("\u202f", "").startswith(f"{count} param")
        else:
            assert "needs pictures" in entry.reason
            assert not entry.figure
    refused = {entry.name for entry in entries if not entry.fits}
    pictures = {name for name, made in TEMPLATES.items() if made.group == "pictures"}
    assert refused == pictures | {"unet"}


def test_that_a_sketch_has_a_bar_a_layer_and_an_arc_a_shortcut():
    network = TEMPLATES["resnet18"].build(PICTURES)
    sketch = sketch_of(network, infer(network))
    assert len(sketch.bars) == sum(layer.enabled for layer in network.layers)
    assert max(bar.height for bar in sketch.bars) == 1.0
    # Eight blocks skip; three of their shortcuts have layers, which take from afar and end afar.
    assert len(sketch.arcs) == 8 + 3
    assert sketch_of(TEMPLATES["mlp"].build(TABLE), infer(TEMPLATES["mlp"].build(TABLE))).arcs == ()


def test_that_a_search_finds_any_word_of_a_card_in_both_languages():
    found = search(network_entries(PICTURES), "residual he")
    assert [entry.name for entry in found] == ["resnet18"]
    set_language("zh_CN")
    try:
        entries = network_entries(PICTURES)
        assert [entry.name for entry in search(entries, "residual")] == ["resnet18"]
        assert [entry.name for entry in search(entries, "残差")] == ["resnet18"]
    finally:
        set_language("en")


def test_that_keys_alone_find_and_start_from_a_template(qtbot, window, user, gallery):
    field = user.find(window, "templatesSearch")
    before = window.document.project
    user.type(field, "resnet")
    assert titles(gallery) == ["ResNet-18"]
    user.press(field, Qt.Key.Key_Return)
    assert not gallery.isVisible()
    assert kinds(window).count("Add") == 8
    assert window.document.undo_stack.undoText() == "Start from ResNet-18"
    window.document.undo_stack.undo()
    assert window.document.project == before


def test_that_arrow_keys_in_the_search_field_move_over_the_cards(window, user, gallery):
    field = user.find(window, "templatesSearch")
    first = chosen(gallery)
    assert first.name == "mlp"
    user.press(field, Qt.Key.Key_Right)
    assert chosen(gallery).title == titles(gallery)[1]
    user.press(field, Qt.Key.Key_Left)
    assert chosen(gallery) == first
    user.press(field, Qt.Key.Key_Down)
    assert titles(gallery).index(chosen(gallery).title) > 1
    user.press(field, Qt.Key.Key_Escape)
    assert not gallery.isVisible()


def test_that_a_template_that_does_not_fit_is_shown_but_not_used(qtbot, window, user, gallery):
    button = user.find(window, "templatesUse")
    assert button.isEnabled()
    select(gallery, "LeNet-5")
    assert "at least 12×12" in chosen(gallery).reason
    assert not button.isEnabled()
    before = window.document.project
    grid = cards(gallery)
    where = card_place(gallery, "LeNet-5")
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    user.press(user.find(window, "templatesSearch"), Qt.Key.Key_Return)
    assert gallery.isVisible()
    assert window.document.project == before


def test_that_a_double_click_or_the_button_starts_from_a_card(qtbot, window, user, gallery):
    grid = cards(gallery)
    where = card_place(gallery, "MLP")
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not gallery.isVisible()
    assert "Conv2d" not in kinds(window)
    user.activate(window)
    user.press(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(gallery.isVisible)
    select(gallery, "CNN")
    user.click(window, "templatesUse")
    assert "Conv2d" in kinds(window)


def test_that_the_gallery_follows_the_data_while_it_is_open(qtbot, window, user, gallery):
    assert "1×8×8" in user.find(window, "templatesContext").text()
    select(gallery, "MLP")
    before = chosen(gallery).figure
    window.files.new()
    qtbot.waitUntil(lambda: "8×8" not in user.find(window, "templatesContext").text())
    assert chosen(gallery).title == "MLP"
    assert chosen(gallery).figure != before
    assert user.find(window, "templatesContext").text().startswith("Sized to the network on screen")
    user.click(window, "templatesUse")
    assert kinds(window)[-1] == "Linear"


def test_that_a_search_without_a_match_says_so(window, user, gallery):
    user.type(user.find(window, "templatesSearch"), "perceiver <b>")
    assert titles(gallery) == []
    assert user.find(window, "templatesNone").text() == "No template matches “perceiver <b>”."
    assert not user.find(window, "templatesUse").isEnabled()
    user.press(user.find(window, "templatesSearch"), Qt.Key.Key_Return)
    assert gallery.isVisible()


def test_that_the_gallery_speaks_the_language_on_screen(qtbot, window, user, gallery):
    close = user.find(window, "templatesClose")
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: close.text() == "关闭")
        assert gallery.findChild(QTabBar, "templatesTabs").tabText(0) == "网络"
    finally:
        set_language("en")


def test_that_a_block_goes_below_the_selected_card(qtbot, window, user):
    window.selection.set([window.document.project.network.named("conv2").id])
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    user.press(window, Qt.Key.Key_T, shift)
    gallery = user.find(window, "templatesDialog")
    qtbot.waitUntil(gallery.isVisible)
    assert set(titles(gallery)) == {block.title for block in BLOCKS.values()}
    assert user.find(window, "templatesContext").text() == (
        "Goes below “conv2”, which gives 32×4×4"
    )
    user.type(user.find(window, "templatesSearch"), "squeeze")
    user.press(user.find(window, "templatesSearch"), Qt.Key.Key_Return)
    network = window.document.project.network
    at = network.index(network.named("conv2").id) + 1
    assert network.layers[at].kind == "AdaptiveAvgPool2d"
    assert [block.name for block in network.blocks] == ["squeeze1"]
    assert window.document.undo_stack.undoText() == "Add Squeeze-and-excite"
    assert window.selection.ids == tuple(la.id for la in network.members(network.blocks[0].id))


def test_that_blocks_are_in_the_palette_too(qtbot, window, user):
    window.selection.set([window.document.project.network.named("conv1").id])
    user.press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    palette = user.find(window, "palette")
    qtbot.waitUntil(palette.isVisible)
    user.type(user.find(window, "paletteSearch"), "inception")
    user.press(user.find(window, "paletteSearch"), Qt.Key.Key_Return)
    assert kinds(window).count("Concat") == 1
    assert window.document.undo_stack.undoText() == "Add Inception block"


def test_that_the_submenu_has_the_same_templates(window):
    menu = window.actions_table.menus["templates"]
    names = [action.objectName().removeprefix("template-") for action in menu.actions()]
    assert [name for name in names if name] == list(TEMPLATES)
    before = window.document.project
    next(a for a in menu.actions() if a.objectName() == "template-lenet5").trigger()
    assert window.document.project == before  # its reason is in the message strip
    assert "at least 12×12" in window.notice.findChild(object, "noticeText").text()
