"""The table of colours keeps text readable, and the look switches as a whole."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from gui import colors
from gui.colors import contrast
from gui.icons import icon
from gui.theme import RESOURCES, Theme, mono_font, theme

TABLES = {"dark": colors.DARK, "light": colors.LIGHT}
PLACES = ["background", "panel", "raised", "field"]
# Words also stand on these states of a control.
STATES = ["hover", "selection"]


def test_that_the_measure_of_contrast_is_the_published_one():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", TABLES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", colors.TEXT_ROLES)
def test_that_text_is_readable_on_every_surface(mode, place, role):
    assert contrast(TABLES[mode][role], TABLES[mode][place]) >= 4.5


@pytest.mark.parametrize("mode", TABLES)
@pytest.mark.parametrize("place", STATES)
def test_that_text_is_readable_on_a_control_in_use(mode, place):
    assert contrast(TABLES[mode]["text"], TABLES[mode][place]) >= 4.5


@pytest.mark.parametrize("mode", TABLES)
@pytest.mark.parametrize("fill", ["accent_fill", "accent_hover", "accent_pressed", "bad_fill"])
def test_that_words_on_a_filled_button_are_readable(mode, fill):
    assert contrast(TABLES[mode]["on_accent"], TABLES[mode][fill]) >= 4.5


@pytest.mark.parametrize("mode", TABLES)
def test_that_lines_of_a_plot_stand_out_from_its_background(mode):
    dark = mode == "dark"
    lines = [TABLES[mode][role] for role in ("train", "validation")]
    lines += [colors.series_color(index, dark=dark) for index in range(12)]
    panel = TABLES[mode]["panel"]
    assert all(contrast(line, panel) >= 2.9 for line in lines)
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("mode", TABLES)
def test_that_focus_rings_stand_out(mode):
    table = TABLES[mode]
    assert all(contrast(table["focus"], table[place]) >= 3 for place in PLACES)


def test_that_colour_maps_run_between_their_roles():
    table = colors.DARK
    diverging = colors.diverging_map(dark=True)
    assert diverging.shape == (256, 3)
    assert tuple(diverging[0]) == colors.channels(table["validation"])
    assert tuple(diverging[-1]) == colors.channels(table["train"])
    assert tuple(colors.sequential_map(dark=True)[-1]) == colors.channels(table["train"])
    assert tuple(colors.ink_map(dark=False)[-1]) == colors.channels(colors.LIGHT["text"])


def test_that_mixing_meets_both_ends():
    assert colors.mix("#000000", "#ff8040", 0) == "#000000"
    assert colors.mix("#000000", "#ff8040", 1) == "#ff8040"
    assert colors.mix("#000000", "#ff8040", 0.5) == "#804020"


@pytest.fixture
def dressed(qapp):
    look = theme()
    look.apply(qapp)
    look.set_mode("light")
    yield look
    look.set_mode("system")


def test_that_a_switch_reaches_palette_sheet_and_listeners(dressed, qtbot):
    with qtbot.waitSignal(dressed.changed):
        dressed.set_mode("dark")
    app = QApplication.instance()
    assert dressed.is_dark
    assert app.palette().window().color().name() == colors.DARK["panel"]
    assert colors.DARK["accent"] in app.styleSheet()
    assert colors.LIGHT["accent"] not in app.styleSheet()


def test_that_choosing_the_same_mode_changes_nothing(dressed, qtbot):
    with qtbot.assertNotEmitted(dressed.changed):
        dressed.set_mode("light")


def test_that_the_desktop_is_followed_unless_a_mode_is_fixed(dressed, qtbot, monkeypatch):
    desktop = {"dark": False}
    monkeypatch.setattr(dressed, "_desktop_is_dark", lambda: desktop["dark"])
    dressed.set_mode("system")
    desktop["dark"] = True
    with qtbot.waitSignal(dressed.changed):
        dressed._follow_desktop()
    assert dressed.is_dark
    dressed.set_mode("light")
    with qtbot.assertNotEmitted(dressed.changed):
        dressed._follow_desktop()
    assert not dressed.is_dark


def test_that_an_unknown_mode_is_refused(dressed):
    with pytest.raises(ValueError, match="sepia"):
        dressed.set_mode("sepia")


def test_that_no_placeholder_is_left_in_the_style_sheet(dressed):
    sheet = dressed.style_sheet()
    assert "@" not in sheet
    marks = re.findall(r'url\("([^"]+)"\)', sheet)
    assert marks
    assert all("currentColor" not in Path(mark).read_text("utf-8") for mark in marks)


def test_that_only_the_table_names_colours():
    named = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
    files = [RESOURCES / "style.qss", *(RESOURCES.parent / "gui").rglob("*.py")]
    guilty = [f.name for f in files if f.name != "colors.py" and named.search(f.read_text("utf-8"))]
    assert guilty == []


def test_that_digits_of_the_numeric_font_line_up(qapp):
    metrics = QFontMetrics(mono_font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_that_a_theme_follows_the_table_without_an_application():
    look = Theme()
    look.set_mode("dark")
    assert look.color("text").name() == colors.DARK["text"]
    assert look.series(0) != look.series(1)


def brightest(pixmap):
    image = pixmap.toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return max((image.pixelColor(x, y) for x, y in spots), key=lambda c: c.alpha()).name()


def test_that_icons_take_the_colour_of_the_theme_when_painted(dressed):
    play = icon("play", "accent")
    size = QSize(24, 24)
    assert brightest(play.pixmap(size, 1.0)) == colors.LIGHT["accent"]
    assert brightest(play.pixmap(size, 1.0, QIcon.Mode.Disabled)) == colors.LIGHT["disabled"]
    dressed.set_mode("dark")
    assert brightest(play.pixmap(size, 1.0)) == colors.DARK["accent"]


def test_that_icons_are_sharp_at_scale_two(dressed):
    pixmap = icon("save").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_that_a_misspelt_icon_or_role_is_noticed_at_once(dressed):
    with pytest.raises(FileNotFoundError):
        icon("plya")
    with pytest.raises(KeyError):
        icon("play", "acent")


def test_that_every_vendored_icon_can_be_drawn(dressed):
    for file in (RESOURCES / "icons").glob("*.svg"):
        image = icon(file.stem).pixmap(QSize(16, 16), 1.0).toImage()
        drawn = any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))
        assert drawn, file.stem
    assert (RESOURCES / "icons" / "LICENSE").exists()


def test_that_an_icon_survives_being_shared_and_edited(dressed, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icon("play"))
    twin = QIcon(button.icon())
    twin.addPixmap(icon("pause").pixmap(8, 8))
    assert not twin.pixmap(8, 8).isNull()


@pytest.mark.parametrize("mode", TABLES)
def test_that_a_number_on_a_tint_is_readable_and_its_sign_can_be_seen(mode):
    dark = mode == "dark"
    for hundredths in range(-100, 101):
        fill = colors.tint(hundredths / 100, dark=dark)
        assert contrast(colors.ink_on(fill), fill) >= 4.5
    for share in (0.05, 0.3, 1.0):
        orange, blue = (colors.channels(colors.tint(way, dark=dark)) for way in (-share, share))
        assert orange[0] > orange[2]
        assert blue[2] > blue[0]
