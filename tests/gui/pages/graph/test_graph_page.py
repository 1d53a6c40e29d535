"""The Graph tab, used as a person does: wheel, drag, click, keys, its row of buttons."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from engine import edits
from engine.examples import example
from engine.files.project_file import load_project_only
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec
from gui.document import Document, Selection
from gui.pages.graph.page import GraphPage
from gui.theme import theme
from gui.translate import set_language


def layer(layer_id, kind, name, inputs=(), group=(), **params):
    return LayerSpec(
        id=layer_id, kind=kind, name=name, inputs=tuple(inputs), group=group, params=params
    )


def residual():
    """A shortcut around a block of two layers, and two outputs."""
    layers = (
        layer("x", "Input", "input1", shape=(13,)),
        layer("f", "Linear", "fc1", ["x"], out_features=13),
        layer("g", "Linear", "fc2", ["f"], ("b",), out_features=13),
        layer("r", "ReLU", "relu1", ["g"], ("b",)),
        layer("a", "Add", "add1", ["r", "f"]),
        layer("h", "Linear", "left", ["a"], out_features=3),
        layer("k", "Linear", "right", ["a"], out_features=3),
    )
    return NetworkSpec(
        layers=layers, outputs=("h", "k"), blocks=(BlockSpec(id="b", name="Residual"),)
    )


@pytest.fixture
def document(qapp):
    project = load_project_only(example("wine").path).project
    document = Document(project.replace(network=residual()))
    document.opened.set_open("b", opened=True)
    return document


@pytest.fixture
def selection(document):
    return Selection(document)


@pytest.fixture
def page(document, selection, qtbot):
    widget = GraphPage(document, selection)
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def titles(page):
    return [node.title for node in page.drawing.nodes]


def place(page, node_id):
    """The middle of a node in the viewport."""
    return page.view.mapFromScene(page.view.graph.nodes[node_id].place.center())


def click(qtbot, page, node_id, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, modifier, place(page, node_id)
    )


def push(qtbot, page, name):
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def turn_wheel(page, where, notches):
    viewport = page.view.viewport()
    event = QWheelEvent(
        QPointF(where),
        QPointF(viewport.mapToGlobal(where)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_that_the_whole_network_is_in_view_at_first(page):
    assert titles(page) == ["input1", "fc1", "fc2", "relu1", "add1", "left", "right"]
    shown = page.view.mapToScene(page.view.viewport().rect()).boundingRect()
    assert shown.contains(page.view.graph.content)
    assert page.findChild(QWidget, "graphMinimap").isHidden()


def test_that_the_wheel_magnifies_what_is_under_the_pointer(page):
    where = place(page, "g")
    before, scale = page.view.mapToScene(where), page.view.scale_now
    turn_wheel(page, where, 3)
    assert page.view.scale_now == pytest.approx(scale * 1.25**3)
    after = page.view.mapToScene(where)
    assert (after - before).manhattanLength() < 3
    turn_wheel(page, where, -3)
    assert page.view.scale_now == pytest.approx(scale)


def test_that_dragging_moves_the_paper_and_selects_nothing(page, selection, qtbot):
    viewport, start = page.view.viewport(), place(page, "g")
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, start + QPoint(30, 20))
    qtbot.mouseMove(viewport, start + QPoint(60, 45))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 45))
    assert (place(page, "g") - start - QPoint(60, 45)).manhattanLength() <= 2
    assert selection.ids == ()


def test_that_a_click_selects_the_layer_and_ctrl_adds_another(page, selection, qtbot):
    click(qtbot, page, "g")
    assert selection.ids == ("g",)
    click(qtbot, page, "h", Qt.KeyboardModifier.ControlModifier)
    assert selection.ids == ("g", "h")
    click(qtbot, page, "g", Qt.KeyboardModifier.ControlModifier)
    assert selection.ids == ("h",)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert selection.ids == ()


def test_that_what_is_selected_elsewhere_comes_into_view(page, selection):
    page.view.zoom(8.0)
    page.view.centerOn(page.view.graph.nodes["x"].place.center())
    selection.set(["k"])
    shown = page.view.mapToScene(page.view.viewport().rect()).boundingRect()
    assert shown.intersects(page.view.graph.nodes["k"].place)


def test_that_arrows_follow_the_connections_and_enter_selects(page, selection, qtbot):
    page.view.setFocus()
    page.view.reveal("f")
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current in {"g", "a"}
    page.view.reveal("h")
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current == "k"
    qtbot.keyClick(page.view, Qt.Key.Key_Up)
    assert page.view.current == "a"
    assert "add1" in page.view.accessibleDescription()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert selection.ids == ("a",)


def test_that_keys_zoom_and_bring_the_whole_back(page, qtbot):
    scale = page.view.scale_now
    qtbot.keyClick(page.view, Qt.Key.Key_Plus)
    assert page.view.scale_now == pytest.approx(1.25 * scale)
    qtbot.keyClick(page.view, Qt.Key.Key_Minus)
    qtbot.keyClick(page.view, Qt.Key.Key_Minus)
    assert page.view.scale_now == pytest.approx(scale / 1.25)
    qtbot.keyClick(page.view, Qt.Key.Key_0)
    assert page.view.scale_now == pytest.approx(scale)


def test_that_a_block_folds_by_its_name_and_opens_by_a_double_click(page, qtbot):
    frame = page.view.graph.layout.frames["#b"]
    name = page.view.mapFromScene(QPointF(frame.x + 20, frame.y + 10))
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert titles(page) == ["input1", "fc1", "Residual", "add1", "left", "right"]
    middle = place(page, "#b")
    qtbot.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert "fc2" in titles(page)


def test_that_space_folds_the_block_around_the_current_node(page, selection, qtbot):
    page.view.setFocus()
    page.view.reveal("r")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert "relu1" not in titles(page)
    assert page.view.current == "#b"
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert selection.ids == ("g", "r")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert "relu1" in titles(page)


def test_that_an_edit_is_drawn_and_the_scale_stays(page, document, qtbot):
    page.view.zoom(2.0)
    scale, before = page.view.scale_now, place(page, "f")
    document.edit_network("", edits.rename, "f", "first")
    qtbot.waitUntil(lambda: "first" in titles(page))
    assert page.view.scale_now == pytest.approx(scale)
    assert (place(page, "f") - before).manhattanLength() < 3
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: "fc1" in titles(page))


def test_that_a_hidden_page_draws_when_it_is_looked_at(page, document):
    page.hide()
    document.edit_network("", edits.rename, "f", "first")
    assert "first" not in titles(page)
    page.show()
    assert "first" in titles(page)


def test_that_a_layer_at_fault_has_a_red_outline_and_says_why(page, document, qtbot):
    document.edit_network("", edits.set_param, "g", "out_features", 5)
    qtbot.waitUntil(lambda: page.view.graph.nodes["a"].node.trouble is not None)
    item = page.view.graph.nodes["a"]
    assert "equal shape" in item.toolTip()
    page.view.zoom(2.0)
    page.view.centerOn(item.place.center())
    image = page.view.grab().toImage()
    edge = page.view.mapFromScene(item.place.center().x(), item.place.top())
    bad = theme().color("bad")
    near = [image.pixelColor(edge.x(), edge.y() + dy) for dy in range(-3, 4)]
    assert any(abs(c.red() - bad.red()) + abs(c.green() - bad.green()) < 40 for c in near)


def test_that_the_computation_shows_operations_and_selects_their_layer(page, selection, qtbot):
    push(qtbot, page, "graphModeComputation")
    assert {"MatMul", "fc1.weight", "CrossEntropy", "L"} <= set(titles(page))
    assert "∇" in page.findChild(QLabel, "graphHint").text()
    page.view.fit()
    click(qtbot, page, "g.weight")
    assert selection.ids == ("g",)
    frame = page.view.graph.layout.frames["#h"]
    name = page.view.mapFromScene(QPointF(frame.x + 15, frame.y + 10))
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert selection.ids == ("h",)
    push(qtbot, page, "graphModeLayers")
    assert "fc2" in titles(page)


def test_that_the_network_can_lead_to_the_right(page, qtbot):
    push(qtbot, page, "graphRight")
    boxes = page.view.graph.layout.boxes
    assert boxes["x"].center[0] < boxes["f"].center[0] < boxes["a"].center[0]
    push(qtbot, page, "graphDown")
    boxes = page.view.graph.layout.boxes
    assert boxes["x"].center[1] < boxes["f"].center[1] < boxes["a"].center[1]


def test_that_the_overview_shows_where_one_is_and_leads_elsewhere(page, qtbot):
    page.view.zoom(4.0)
    overview = page.findChild(QWidget, "graphMinimap")
    assert overview.isVisible()
    wanted = page.view.graph.nodes["k"].place.center()
    spot = next(
        QPoint(x, y)
        for x in range(overview.width())
        for y in range(overview.height())
        if (overview.to_scene(QPointF(x, y)) - wanted).manhattanLength() < 12
    )
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=spot)
    middle = page.view.mapToScene(page.view.viewport().rect().center())
    assert (middle - wanted).manhattanLength() < 20


@pytest.mark.parametrize("count", [0, 1])
def test_that_no_layer_and_one_layer_look_fine(document, selection, qtbot, count):
    one = NetworkSpec(layers=residual().layers[:count], outputs=("x",) * count)
    document.set_network(one, "")
    page = GraphPage(document, selection)
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    assert len(titles(page)) == count
    assert page.findChild(QLabel, "graphEmpty").isVisible() == (count == 0)
    assert page.findChild(QPushButton, "graphExport").isEnabled() == (count == 1)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_F)
    assert page.view.scale_now <= 1.25


def test_that_the_theme_reaches_the_drawing(page, qtbot):
    def paper():
        return page.view.grab().toImage().pixelColor(10, 10)

    try:
        for mode in ("dark", "light"):
            theme().set_mode(mode)
            qtbot.waitUntil(lambda: paper() == theme().color("panel"))
    finally:
        theme().set_mode("system")


def test_that_the_words_follow_the_language(page, qtbot):
    button = page.findChild(QPushButton, "graphModeComputation")
    before = button.text()
    set_language("zh_CN")
    try:
        QApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        qtbot.waitUntil(lambda: button.text() != before)
    finally:
        set_language("en")
    qtbot.waitUntil(lambda: button.text() == before)


def test_that_the_tab_comes_by_its_shortcut_and_selects_the_card(open_window, user, qtbot):
    window = open_window("wine")
    user.press(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.current_id == "graph"
    page = user.find(window, "graphPage")
    first = window.document.project.network.named("fc1").id
    qtbot.waitUntil(lambda: first in page.view.graph.nodes)
    click(qtbot, page, first)
    assert window.selection.ids == (first,)
    assert user.find(window, "layerNameEdit").text() == "fc1"


def test_that_what_was_selected_behind_another_page_is_marked(page, selection, qtbot):
    selection.set(["f"])
    page.hide()
    selection.set(["h"])
    page.show()
    qtbot.waitExposed(page)

    def edge(node_id):
        """The colour of a card's upper edge: blue where it is selected, grey where not."""
        card = page.view.graph.nodes[node_id].place
        return (
            page.view.grab()
            .toImage()
            .pixelColor(page.view.mapFromScene(card.topLeft() + QPointF(60, 0)))
        )

    assert edge("h").saturation() > 100
    assert edge("f").saturation() < 100  # in either theme


def test_that_blocks_are_open_in_the_graph_where_they_are_in_the_list(page, document, selection):
    hint = page.findChild(QLabel, "graphHint")
    assert hint.text() == ""
    document.opened.set_open("b", opened=False)
    assert "Residual" in titles(page)
    assert "fc2" not in titles(page)
    assert hint.text() == "Double-click a block to open it"
    document.opened.reveal("g")
    assert "fc2" in titles(page)


def test_that_folding_what_is_selected_selects_the_block(page, document, selection, qtbot):
    selection.set(["g"])
    page.view.reveal("g")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert document.opened.ids == frozenset()
    assert selection.block == "b"
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.view.current == "g"
    selection.set(())
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place(page, "#b"))
    assert selection.block == "b"
