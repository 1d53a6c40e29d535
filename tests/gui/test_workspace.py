"""The tabs of the window's centre."""

import pytest

from gui.translate import set_language


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [1100, 1440])
def test_that_every_tab_is_in_sight_at_the_smallest_size_too(qtbot, open_window, width, language):
    window = open_window()
    window.resize(width, 700)
    set_language(language)
    bar = window.workspace.tabBar()
    for page in ("data", "monitor", "steps"):
        window.workspace.show_page(page)
        qtbot.waitUntil(lambda: bar.tabRect(bar.count() - 1).right() <= bar.width())
        assert bar.tabRect(0).left() >= 0
