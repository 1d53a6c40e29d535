"""Whatever a person can use has a name that docs/object-names.md lists, and words for assistive tools."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

LIST = Path(__file__).resolve().parents[2] / "docs" / "object-names.md"
INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
#: Names made of one of these and what they stand for, as the list says.
FAMILIES = (
    "predictField",
    "param",
    "init",
    "term",
    "training",
    "legend-",
    "show-",
    "adviceFix",
    "adviceSentence",
    "adviceLater",
    "finding-",
    "stepsPhase-",
)
#: Qt's own parts inside a control: they belong to it.
HOSTS = (QAbstractSpinBox, QComboBox, QTabBar, QLineEdit, QAbstractItemView)


@pytest.fixture(scope="module")
def listed():
    return set(re.findall(r"`([A-Za-z0-9-]+)`", LIST.read_text(encoding="utf-8")))


def is_qts_own(widget):
    name = widget.objectName()
    inside = isinstance(widget.parent(), HOSTS)
    popup = isinstance(widget.parent(), QFrame) and type(widget).__name__ == "QListView"
    return name.startswith(("qt_", "ScrollLeft", "ScrollRight")) or inside or popup


def controls(window):
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE) and not widget.isHidden() and not is_qts_own(widget)
    ]


@pytest.fixture
def window(open_window):
    window = open_window()
    layer = next(la for la in window.document.project.network.layers if la.kind == "Linear")
    window.selection.set([layer.id])
    for page in ("monitor", "steps", "predict", "graph", "code", "data"):
        window.workspace.show_page(page)
    return window


def test_that_every_control_has_a_name_that_is_listed(window, listed):
    found = controls(window)
    assert len(found) > 80
    nameless = [(type(w).__name__, w.parent().objectName()) for w in found if not w.objectName()]
    assert nameless == []
    unlisted = {w.objectName() for w in found} - listed
    assert {name for name in unlisted if not name.startswith(FAMILIES)} == set()


def test_that_every_control_can_be_read_out(window):
    silent = {
        widget.objectName()
        for widget in controls(window)
        if not widget.accessibleName() and not getattr(widget, "text", str)()
    }
    assert silent == set()


def nameless_stops(window):
    """The parts that Tab stops at of which a screen reader could say nothing."""
    found = set()
    for widget in [window, *window.findChildren(QWidget)]:
        stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isHidden()
        known = QAccessible.queryAccessibleInterface(widget)
        if widget.focusProxy() is not None or is_qts_own(widget):
            continue  # another part takes the focus for it
        if stop and not known.text(QAccessible.Text.Name):
            found.add(widget.objectName() or f"{type(widget).__name__} in {widget.parent()}")
    return found


def test_that_everything_the_keyboard_reaches_has_a_name(window, qapp):
    opened = window.actions_table.by_id
    for action in ("openTemplates", "findLayer", "shortcuts", "about"):
        opened[action].trigger()
    window.inspector.show_training()
    assert nameless_stops(window) == set()
    for dialog in window.findChildren(QDialog):
        dialog.close()
