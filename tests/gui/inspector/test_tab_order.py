"""The Tab key goes down the Layer page, whatever was selected before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.inspector.conftest import chain


def heights(b, qtbot):
    """Where on the page Tab stops, from the layer's name on, until it leaves the page."""
    page = b.inspector.findChild(QWidget, "layerPage")
    b.inspector.activateWindow()
    b.find(QWidget, "layerNameEdit").setFocus()
    found = []
    while (stop := QApplication.focusWidget()) is not None and page.isAncestorOf(stop):
        if stop.objectName() in {name for name, _place in found}:
            break
        place = stop.mapTo(page.widget(), stop.rect().topLeft())
        found.append((stop.objectName(), (place.y() // 8, place.x())))
        qtbot.keyClick(stop, Qt.Key.Key_Tab)
    return found


def test_that_tab_goes_down_the_page_although_forms_come_and_go(bench, qtbot):
    b = bench(
        chain(
            (1, 8, 8),
            ("Conv2d", {"out_channels": 4}),
            ("Flatten", {}),
            ("Linear", {"out_features": 3}),
        )
    )
    for name, fields in (
        ("fc1", ["paramOutFeatures", "paramBias"]),
        ("conv1", ["paramOutChannels"]),
    ):
        b.selection.set([b.document.project.network.named(name).id])
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        found = heights(b, qtbot)
        assert [stop for stop, _place in found][: len(fields) + 1] == ["layerNameEdit", *fields]
        assert len(found) > 6
        assert [place for _stop, place in found] == sorted(place for _stop, place in found)
