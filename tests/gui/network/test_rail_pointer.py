"""Pointing at rails: which connection lies there, and taking it away."""

from PySide6.QtCore import QEvent, QPoint, Qt

from gui.network import geometry
from tests.gui.network.conftest import RESIDUAL


def rail_point(bench, name):
    """A point on the innermost lane, at the height of a card."""
    model = bench.cards.model()
    return QPoint(round(geometry.lane_x(0, model.lanes)), bench.middle(name).y())


def tap_point(bench, name):
    """A point on the arrow in the gap above a card."""
    rect = bench.cards.visualRect(bench.cards.model().index(bench.row(name)))
    return QPoint(round(geometry.lane_x(0, 1)) + 8, rect.top())


def press(bench, where):
    bench.mouse(QEvent.Type.MouseButtonPress, where)
    bench.drop(where)


def lit(bench):
    link = bench.cards.itemDelegate().link
    return None if link is None else (bench.names[link.source], bench.names[link.target])


def test_that_a_rail_and_its_cards_light_up_under_the_pointer(bench):
    for where in (rail_point(bench, "relu1"), rail_point(bench, "conv2"), tap_point(bench, "add1")):
        bench.mouse(QEvent.Type.MouseMove, where, pressed=False)
        assert lit(bench) == ("conv1", "add1")
    bench.panel.grab()
    for name in ("input1", "flatten1"):
        bench.mouse(QEvent.Type.MouseMove, rail_point(bench, name), pressed=False)
        assert lit(bench) is None


def test_that_a_clicked_connection_is_deleted(bench):
    press(bench, rail_point(bench, "relu1"))
    assert bench.selection.ids == ()
    assert bench.panel.can("delete")
    bench.mouse(QEvent.Type.MouseMove, bench.middle("fc1"), pressed=False)
    assert lit(bench) == ("conv1", "add1")
    bench.key(Qt.Key.Key_Delete)
    assert bench.inputs("add1") == ["conv2"]
    assert bench.undo_texts() == ["Disconnect conv1 from add1"]
    assert lit(bench) is None
    assert not bench.panel.can("delete")


def test_that_a_connection_that_is_needed_stays_and_says_why(bench):
    bench.document.edit_network(
        "Cut",
        lambda net: net.replace(
            layers=tuple(la.replace(inputs=("l2",)) if la.id == "l5" else la for la in net.layers)
        ),
    )
    press(bench, rail_point(bench, "relu1"))
    bench.key(Qt.Key.Key_Delete)
    assert bench.refusals == ["add1 needs its only input. Connect another layer to it instead."]
    assert bench.inputs("add1") == ["conv1"]


def test_that_selecting_a_card_lets_go_of_the_connection(bench):
    press(bench, rail_point(bench, "relu1"))
    bench.click("fc1")
    assert lit(bench) is None
    bench.key(Qt.Key.Key_Delete)
    assert "fc1" not in bench.names
    assert bench.inputs("add1") == ["conv2", "conv1"]
    bench.document.undo_stack.undo()
    assert bench.document.project.network == RESIDUAL
