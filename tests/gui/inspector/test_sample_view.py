"""One sample's output at the selected layer: which sample, and the picture that suits its shape."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton

from engine.answers import SampleAnswer
from engine.tensor_figures import picture, tensor_figures
from gui.plots.bars import Bars
from gui.plots.map_grid import MapGrid
from gui.plots.zoom_map import ZoomMap
from gui.run.state import RunState
from tests.gui.inspector.conftest import chain

RNG = np.random.default_rng(0)
CNN = chain(
    (1, 8, 8), ("Conv2d", {"out_channels": 6}), ("Flatten", {}), ("Linear", {"out_features": 3})
)


@pytest.fixture
def page(qtbot, bench):
    """The section, opened on a layer that gives `output`."""

    def make(output, classes=(), layer="conv1"):
        b = bench(CNN)

        def answer(layer, *, split, index, channel):
            shown = output + index
            maps = shown if shown.ndim == 3 else None
            large = picture(shown[channel]) if maps is not None and channel >= 0 else None
            return SampleAnswer(
                layer, 1, split, index % 7, 7, "cat", tensor_figures(shown), maps, large, classes
            )

        b.controller.ready["sample"] = answer
        b.selection.set([b.document.project.network.named(layer).id])
        qtbot.mouseClick(b.find(QToolButton, "sampleFold"), Qt.MouseButton.LeftButton)
        return b

    return make


def asked(page):
    return [more for kind, _, more in page.controller.questions if kind == "sample"]


def test_that_a_closed_section_asks_nothing(bench):
    b = bench(CNN)
    b.selection.set([b.document.project.network.named("conv1").id])
    assert asked(b) == []
    assert not b.find(MapGrid, "sampleMaps").isVisible()


def test_that_feature_maps_are_pictures_and_a_click_enlarges_one(qtbot, page):
    output = RNG.normal(size=(6, 8, 8))
    b = page(output)
    maps = b.find(MapGrid, "sampleMaps")
    assert maps.shown == 6
    assert np.array_equal(maps.table()["2"], output[2].ravel())
    assert b.find(QLabel, "sampleTruth").text() == "Sample 1 of 7 · cat"
    large = b.find(ZoomMap, "sampleLarge")
    assert not large.isVisible()
    place = maps.place_of(2).center().toPoint()
    qtbot.mouseClick(maps, Qt.MouseButton.LeftButton, pos=place)
    assert large.isVisible()
    assert np.array_equal(np.array(list(large.table().values())[1:]).T, output[2])
    assert b.find(QLabel, "sampleLargeTitle").text() == "Channel 2"
    b.inspector.grab()
    qtbot.mouseClick(maps, Qt.MouseButton.LeftButton, pos=place)
    assert not large.isVisible()


def test_that_another_layer_begins_without_a_large_map(qtbot, page):
    b = page(RNG.normal(size=(6, 8, 8)))
    maps = b.find(MapGrid, "sampleMaps")
    qtbot.mouseClick(maps, Qt.MouseButton.LeftButton, pos=maps.place_of(2).center().toPoint())
    b.selection.set([b.document.project.network.named("input1").id])
    assert asked(b)[-1]["channel"] == -1


def test_that_the_keys_choose_a_map(qtbot, page):
    b = page(RNG.normal(size=(6, 8, 8)))
    maps = b.find(MapGrid, "sampleMaps")
    maps.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(maps, key)
    assert asked(b)[-1]["channel"] == 1


def test_that_samples_are_gone_through_and_round_the_end(qtbot, page, enter):
    b = page(RNG.normal(size=(6, 8, 8)))
    index = b.find(QLineEdit, "sampleIndex")
    qtbot.mouseClick(b.find(QPushButton, "samplePrevious"), Qt.MouseButton.LeftButton)
    assert index.text() == "7"
    qtbot.mouseClick(b.find(QPushButton, "sampleNext"), Qt.MouseButton.LeftButton)
    assert index.text() == "1"
    enter(index, "5")
    assert asked(b)[-1] == {"split": "validation", "index": 4, "channel": -1}
    enter(index, "99")
    assert index.text() == "5"
    split = b.find(QComboBox, "sampleSplit")
    split.setFocus()
    qtbot.keyClick(split, Qt.Key.Key_Down)
    assert asked(b)[-1] == {"split": "test", "index": 0, "channel": -1}


def test_that_an_output_has_bars_with_the_classes_names(page):
    b = page(np.array([0.5, -1.0, 2.0]), ("ant", "bee", "cat"), layer="fc1")
    bars = b.find(Bars, "sampleBars")
    assert bars.isVisible()
    assert bars.accessibleDescription() == "ant 0.5, bee −1, cat 2"
    assert b.find(QLabel, "sampleSummary").text() == "3 · −1 … 2 · zero 0\u00a0%"


def test_that_a_sequence_and_a_long_row_are_cells(page):
    sequence = RNG.normal(size=(4, 30))
    b = page(sequence)
    cells = b.find(ZoomMap, "sampleCells")
    assert np.array_equal(np.array(list(cells.table().values())[1:]).T, sequence)
    other = page(RNG.normal(size=50), layer="fc1")
    row = other.find(ZoomMap, "sampleCells")
    assert row.isVisible()
    assert row.height() < cells.height()


def test_that_it_is_live_while_training_and_rests_when_closed(qtbot, page):
    b = page(RNG.normal(size=(6, 8, 8)))
    b.controller.set_state(RunState.TRAINING)
    before = len(asked(b))
    qtbot.waitUntil(lambda: len(asked(b)) >= before + 2)
    qtbot.mouseClick(b.find(QToolButton, "sampleFold"), Qt.MouseButton.LeftButton)
    count = len(asked(b))
    with qtbot.waitSignal(b.controller.answered):  # the page's own next question
        pass
    assert len(asked(b)) == count
    b.controller.set_state(RunState.IDLE)
