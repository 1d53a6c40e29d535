"""Editors show what a field holds, take what people type, and never force a wrong value on."""

from itertools import chain

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.catalog.clipping import CLIPPING
from engine.catalog.initializers import INITIALIZERS
from engine.catalog.layers import LAYERS
from engine.catalog.losses import LOSSES
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.catalog.stopping import STOPPING
from engine.catalog.training_fields import TERM_FIELDS, TRAINING_FIELDS
from engine.spec.fields import Choice, Field, Flag, Real, Reals, Size, Whole, Wholes
from engine.text import UserError
from gui.forms.editors import editor_for

TABLES = (LAYERS, LOSSES, OPTIMIZERS, SCHEDULES, CLIPPING, STOPPING, INITIALIZERS)
FIELDS = {
    f"{kind.name}.{field.name}": field
    for kind in chain.from_iterable(table.values() for table in TABLES)
    for field in kind.fields
} | {f"training.{field.name}": field for field in (*TRAINING_FIELDS, *TERM_FIELDS)}


def samples(field: Field) -> list[object]:
    """Values of every form that the field allows."""
    if isinstance(field, Flag):
        return [True, False]
    if isinstance(field, Choice):
        return list(field.options)
    tries: list[object] = [field.default, 0, 1, 2, 7, 0.25, 1e-8, 0.123456789012, 3.5, -1, -0.2505]
    tries += [None, (2, 3), (1, 28, 28), (0.5, 0.25), (0.9, 0.999), 123456, 2**40]
    tries += list(getattr(field, "words", ()))
    found = []
    for value in tries:
        try:
            found.append(field.check(value))
        except UserError:
            continue
    return found


@pytest.mark.parametrize("name", FIELDS)
def test_that_what_is_set_is_what_is_read(qtbot, name):
    editor = editor_for(FIELDS[name])
    qtbot.addWidget(editor)
    for value in samples(FIELDS[name]):
        editor.setValue(value)
        assert editor.value() == value
        assert type(editor.value()) is type(value)


@pytest.mark.parametrize("name", [n for n, f in FIELDS.items() if not isinstance(f, Flag | Choice)])
def test_that_what_is_shown_can_be_typed_again(qtbot, name):
    field = FIELDS[name]
    editor = shown(qtbot, field)
    for value in samples(field):
        editor.setValue(value)
        text = editor.control.text()
        editor.setValue(field.default)
        type_in(qtbot, editor, text)
        assert editor.error is None
        assert editor.value() == value


def shown(qtbot, field):
    """The editor alone in a window, with the keyboard."""
    window = QWidget()
    layout = QVBoxLayout(window)
    editor = editor_for(field)
    layout.addWidget(editor)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    editor.control.setFocus()
    qtbot.waitUntil(editor.control.hasFocus)
    editor.holder = window
    return editor


def type_in(qtbot, editor, text, key=Qt.Key.Key_Return):
    editor.control.selectAll()
    qtbot.keyClick(editor.control, Qt.Key.Key_Delete)
    for letter in text:  # keyClicks knows ASCII only
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter
        )
        QApplication.sendEvent(editor.control, press)
    qtbot.keyClick(editor.control, key)


LR = Real(name="lr", default=0.01, low=0.0)
KERNEL = Size(name="kernel_size", dims=2, default=3, low=1)
PADDING = Size(name="padding", dims=2, default=0, words=("same", "valid"))
BETAS = Reals(name="betas", default=(0.9, 0.999), low=0.0, below=1.0, count=2)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (LR, "1e-3", 0.001),
        (LR, "0.001", 0.001),
        (LR, "１e−3", 0.001),
        (KERNEL, "5", 5),
        (KERNEL, "3×5", (3, 5)),
        (KERNEL, "3x5", (3, 5)),
        (KERNEL, "3, 5", (3, 5)),
        (KERNEL, "(3, 3)", 3),
        (PADDING, "Same", "same"),
        (PADDING, "1 × 2", (1, 2)),
        (Wholes(name="shape", default=(1,), low=1), "1×28×28", (1, 28, 28)),
        (BETAS, "0.8，0.99", (0.8, 0.99)),
        (Whole(name="out_features", default=16, low=1), "1e3", 1000),
        (Whole(name="threads", default=1, low=0, zero="automatic"), "automatic", 0),
    ],
)
def test_that_numbers_are_read_as_people_write_them(qtbot, field, typed, value):
    editor = shown(qtbot, field)
    type_in(qtbot, editor, typed)
    assert editor.value() == value
    assert editor.error is None


def test_that_a_refused_text_says_why_and_escape_goes_back(qtbot):
    editor = shown(qtbot, LR)
    told = []
    editor.valueChanged.connect(told.append)
    type_in(qtbot, editor, "-1")
    label = editor.findChild(QLabel, "fieldError")
    assert label.isVisible()
    assert label.text() == "lr must be a number of at least 0.0, not -1."
    assert label.property("role") == "bad"
    assert editor.control.text() == "-1"
    assert (editor.value(), told) == (0.01, [])
    qtbot.keyClick(editor.control, Qt.Key.Key_Escape)
    assert editor.control.text() == "0.01"
    assert label.isHidden()


def test_that_leaving_the_line_takes_what_was_typed(qtbot):
    editor = shown(qtbot, LR)
    with qtbot.waitSignal(editor.valueChanged):
        type_in(qtbot, editor, "0.5", Qt.Key.Key_Tab)
    assert editor.value() == 0.5


@pytest.mark.parametrize(
    ("field", "start", "up", "down"),
    [
        (LR, 0.001, 0.002, 0.0009),
        (LR, 0.009, 0.01, 0.008),
        (LR, 0.0015, 0.002, 0.001),
        (LR, 0.0, 0.0001, 0.0),
        (LR, 25.0, 30.0, 20.0),
        (Real(name="p", default=0.5, low=0.0, high=1.0), 0.5, 0.55, 0.45),
        (Real(name="p", default=0.5, low=0.0, high=1.0), 1.0, 1.0, 0.95),
        (Real(name="val", default=0.0), -0.2505, -0.2, -0.3),
        (Real(name="val", default=0.0), 0.0, 0.1, -0.1),
        (Whole(name="groups", default=1, low=1), 1, 2, 1),
        (KERNEL, 3, 4, 2),
        (KERNEL, (3, 5), (4, 6), (2, 4)),
        (BETAS, (0.9, 0.999), (0.95, 0.999), (0.85, 0.999)),
    ],
)
def test_that_arrows_step_at_once(qtbot, field, start, up, down):
    editor = shown(qtbot, field)
    for key, value in ((Qt.Key.Key_Up, up), (Qt.Key.Key_Down, down)):
        editor.setValue(start)
        editor.control.lineEdit().setCursorPosition(0)
        qtbot.keyClick(editor.control, key)
        assert editor.value() == pytest.approx(value, rel=1e-12, abs=0)


def test_that_stepping_is_one_visit_and_a_new_visit_another(qtbot):
    editor = shown(qtbot, LR)
    tokens = []
    editor.valueChanged.connect(lambda _value: tokens.append(editor.merge_token))
    qtbot.keyClick(editor.control, Qt.Key.Key_Up)
    qtbot.keyClick(editor.control, Qt.Key.Key_Up)
    editor.holder.findChild(QLineEdit, "", Qt.FindChildOption.FindDirectChildrenOnly).setFocus()
    editor.control.setFocus()
    qtbot.waitUntil(editor.control.hasFocus)
    qtbot.keyClick(editor.control, Qt.Key.Key_Up)
    assert tokens[0] == tokens[1] != tokens[2]


def wheel_up(widget):
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("field", [LR, Choice(name="mode", default="b", options=("a", "b", "c"))])
def test_that_the_wheel_changes_nothing_without_the_keyboard(qtbot, field):
    editor = shown(qtbot, field)
    editor.control.clearFocus()
    wheel_up(editor.control)
    assert editor.value() == field.default
    editor.control.setFocus()
    wheel_up(editor.control)
    assert editor.value() != field.default


def test_that_a_repaint_does_not_disturb_somebody_typing(qtbot):
    editor = shown(qtbot, LR)
    editor.control.selectAll()
    qtbot.keyClicks(editor.control, "0.0")
    editor.setValue(0.01)
    assert editor.control.text() == "0.0"
    editor.setValue(0.3)
    assert editor.control.text() == "0.3"


def test_that_words_can_be_chosen_from_a_list(qtbot):
    editor = shown(qtbot, PADDING)
    qtbot.keyClick(editor.control, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert editor.value() == "same"


def test_that_a_kernel_is_spelt_out_and_what_changes_nothing_is_not(qtbot):
    editor = shown(qtbot, KERNEL)
    editor.setValue(3)
    assert editor.control.text() == "3 × 3"
    editor.setValue(1)
    assert editor.control.text() == "1"


def test_that_undo_belongs_to_the_project_until_somebody_types(qtbot):
    editor = shown(qtbot, LR)

    def is_kept():
        press = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        )
        QApplication.sendEvent(editor.control, press)
        return press.isAccepted()

    assert not is_kept()
    qtbot.keyClicks(editor.control, "5")
    assert is_kept()
