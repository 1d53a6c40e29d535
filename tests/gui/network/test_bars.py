"""The gradient bars under the cards, which move all the time while a run goes on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QRegion

from gui.network.model import Role


def test_that_a_bar_that_moves_is_all_that_is_painted_anew(bench):
    cards, model, view = bench.cards, bench.model, bench.cards.viewport()
    bench.selection.set(["l4"])
    model.set_gradients({"l2": 0.9, "l4": 0.2, "l7": 0.5})
    picture, rooms = view.grab(), []

    def note(index, _last, roles):
        assert roles == [Role.GRADIENT]
        rooms.append(cards.itemDelegate().bar_room(cards.visualRect(index), index.row()))

    model.dataChanged.connect(note)
    model.set_gradients({"l2": 0.1, "l4": 0.8, "l7": 0.5})
    assert [room.height() for room in rooms] == [4, 4]
    with QPainter(picture) as painter:  # as the window does before it paints
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        for room in rooms:
            painter.fillRect(room, Qt.GlobalColor.transparent)
    for room in rooms:
        view.render(picture, room.topLeft(), QRegion(room))
    assert picture.toImage() == view.grab().toImage()
