"""The Graph page while a step is walked, in the window with the real engine."""

import pytest
from PySide6.QtCore import Qt

from engine.explain.derivation import Cell

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window, user):
    window = open_window("one-neuron")
    user.press(window, Qt.Key.Key_5, CONTROL)
    assert window.workspace.current_id == "graph"
    return window


@pytest.fixture
def graph(window):
    return window.workspace.page("graph")


def go_on(qtbot, user, window, times=1):
    for _ in range(times):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            user.press(window, Qt.Key.Key_F8)


def written(graph, title):
    """The lines under the nodes with a title."""
    scene = graph.view.graph
    found = [i for i, item in scene.nodes.items() if item.node.title == title]
    return [" ".join(t.words for t in line) for i in found for line in scene.labels[i].lines]


def quiet(graph):
    scene = graph.view.graph
    return {item.node.title for item in scene.nodes.values() if item.opacity() < 0.5}


def click_number(qtbot, graph, cell):
    boxes = (label.box_of(cell) for label in graph.view.graph.labels.values())
    place = graph.view.mapFromScene(next(box for box in boxes if box is not None).center())
    qtbot.mouseClick(graph.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_tutorial_11_can_be_read_off_the_computation(window, graph, user, qtbot):
    user.click(window, "graphModeComputation")
    assert graph.view.graph.labels == {}, "as before while no step is walked"
    go_on(qtbot, user, window)
    assert window.workspace.current_id == "graph", "F8 begins a step here"
    assert written(graph, "fc1.weight") == ["−0.2505", "∂ None"]
    assert quiet(graph) == {"MatMul", "+", "MSE", "L", "y"}
    go_on(qtbot, user, window)
    assert written(graph, "x") == ["1 2 3"]
    assert written(graph, "MatMul") == ["−0.2505 −0.5010 −0.7515"]
    assert written(graph, "+") == ["0.6661 0.4156 0.1651"]
    assert quiet(graph) == {"MSE", "L", "y"}
    go_on(qtbot, user, window)
    assert written(graph, "MSE") == ["5.3872"]
    assert written(graph, "y") == ["1.5 2.5 3.5"]
    assert quiet(graph) == set()
    go_on(qtbot, user, window)
    assert written(graph, "fc1.weight") == ["−0.2505", "∂ −10.0049"]
    assert written(graph, "fc1.bias") == ["0.9166", "∂ −4.1688"]
    assert written(graph, "+")[1] == "∂ −0.5559 −1.3896 −2.2233"
    assert written(graph, "x")[1] == "∂ 0.1393 0.3481 0.5569"
    go_on(qtbot, user, window)
    assert written(graph, "fc1.weight") == ["−0.2505 → −0.1505", "∂ −10.0049"]
    user.press(window, Qt.Key.Key_F8, SHIFT)
    assert written(graph, "fc1.weight") == ["−0.2505", "∂ −10.0049"]


def test_that_a_number_leads_to_its_derivation(window, graph, user, qtbot):
    go_on(qtbot, user, window, 4)
    cell = Cell("fc1", (1, 0), "gradient")
    click_number(qtbot, graph, cell)
    steps = window.workspace.page("steps")
    assert window.workspace.current_id == "steps"
    assert steps.below.cell == cell


def test_that_places_stay_from_phase_to_phase(window, graph, user, qtbot):
    go_on(qtbot, user, window)
    scene, scale = graph.view.graph, graph.view.scale_now
    go_on(qtbot, user, window, 3)
    assert graph.view.graph is scene
    assert graph.view.scale_now == scale
    assert written(graph, "L") == ["5.3872", "∂ 1"]


def test_that_hidden_numbers_are_hidden_here_and_on_the_layer_page(window, graph, user, qtbot):
    go_on(qtbot, user, window, 4)
    window.selection.set([window.document.project.network.layers[1].id])
    table = user.find(window, "layerNumbers")
    qtbot.waitUntil(table.isVisible, timeout=20_000)
    user.press(window, Qt.Key.Key_F7, CONTROL)
    user.tab(window, 4)
    assert written(graph, "fc1") == ["0.6661 0.4156 0.1651", "∂ ? ? ?"]
    assert not table.isVisible()
    assert user.find(window, "layerCovered").isVisible()
    cell = Cell("fc1", (0, 0), "gradient")
    click_number(qtbot, graph, cell)
    user.type(user.find(window, "stepsGuess"), "-0.556")
    user.click(window, "stepsGuessCheck")
    user.tab(window, 4)
    assert written(graph, "fc1")[1] == "∂ −0.5559 ? ?"


def test_that_the_cursor_is_followed_with_keys_alone(window, graph, user, qtbot):
    go_on(qtbot, user, window, 4)
    graph.view.setFocus()
    user.press(graph.view, Qt.Key.Key_F7)
    assert window.workspace.current_id == "graph"
    assert quiet(graph) == {"input1", "fc1"}, "the loss comes first on the way back"
    user.press(graph.view, Qt.Key.Key_Home)
    while graph.view.current != "=loss":
        user.press(graph.view, Qt.Key.Key_Down)
    assert "5.3872" in graph.view.accessibleDescription()
    user.press(graph.view, Qt.Key.Key_Return, SHIFT)
    assert window.workspace.page("steps").below.cell == Cell("loss", (), "gradient")


def test_that_a_picture_for_paper_has_the_numbers(window, graph, user, qtbot, tmp_path):
    go_on(qtbot, user, window, 3)
    path = tmp_path / "graph.svg"
    graph._save_to(path)
    assert ">5.3872<" in path.read_text()


def test_that_what_only_a_card_holds_is_looked_up(open_window, user, qtbot):
    window = open_window("sum-loss")
    user.press(window, Qt.Key.Key_5, CONTROL)
    user.click(window, "graphModeComputation")
    graph = window.workspace.page("graph")
    go_on(qtbot, user, window, 4)
    sums = ["1.2468", "∂ −12.5064", "7.5"]
    qtbot.waitUntil(lambda: written(graph, "Σ") == sums, timeout=20_000)
    assert "44.4897" in written(graph, "+")
