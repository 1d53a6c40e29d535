"""The row that brings data in, where there is little room."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect

from gui.translate import set_language


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_the_knobs_of_a_generated_set_fit_into_a_small_window(
    open_window, user, qtbot, language
):
    set_language(language)
    window = open_window("spirals")
    window.resize(1100, 700)
    window.workspace.show_page("data")
    page = window.workspace.page("data")
    qtbot.waitUntil(lambda: user.find(window, "generatedSeed").isVisible(), timeout=20_000)
    names = ("dataOpenButton", "dataExamplesButton", "generatedSize", "generatedNoise")
    row = [user.find(window, name) for name in (*names, "generatedSeed")]
    places = [QRect(widget.mapTo(page, QPoint()), widget.size()) for widget in row]
    assert all(left.right() < right.left() for left, right in pairwise(places))
    assert places[-1].right() < page.width()
