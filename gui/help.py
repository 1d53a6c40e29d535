"""Help: the keyboard shortcuts, and what this program is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.version import VERSION
from gui.actions import ACTIONS, MENUS
from gui.run.controller import RunController
from gui.translate import show, tr

_HEIGHT = 520
#: Between the two columns of keys, and above a menu's name.
_BETWEEN, _ABOVE = 40, 10


def _dialog(parent: QWidget, name: str, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(16)
    return dialog, column


def _finish(dialog: QDialog, column: QVBoxLayout) -> None:
    buttons = QDialogButtonBox()
    # Not the standard one, which some desktops' styles give a picture of theirs.
    buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
    dialog.open()


def show_shortcuts(parent: QWidget) -> None:
    """Every action that has a shortcut, by menu."""
    dialog, column = _dialog(parent, "shortcutsDialog", tr("Keyboard shortcuts"))
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 12, 0)
    row.setSpacing(_BETWEEN)
    for menus in _side_by_side():
        row.addLayout(_keys(menus))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setAccessibleName(dialog.windowTitle())
    area.setWidget(inside)
    area.setMinimumSize(
        inside.sizeHint().width() + area.verticalScrollBar().sizeHint().width(), _HEIGHT
    )
    column.addWidget(area)
    _finish(dialog, column)


def _side_by_side() -> tuple[list[str], list[str]]:
    """The menus with keys, in two columns of about the same height."""
    found = [spec.menu for spec in ACTIONS if spec.shortcut]
    menus = [menu for menu in MENUS if menu in found]
    middle = len(found) / 2
    left = [
        menu for menu in menus if sum(found.count(m) for m in menus[: menus.index(menu)]) < middle
    ]
    return left, [menu for menu in menus if menu not in left]


def _keys(menus: Sequence[str]) -> QGridLayout:
    """Each action of these menus with its key."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    row = 0
    for menu in menus:
        heading = QLabel(show(MENUS[menu]))
        heading.setProperty("role", "heading")
        heading.setContentsMargins(0, _ABOVE if row else 0, 0, 0)
        grid.addWidget(heading, row, 0)
        for spec in ACTIONS:
            if spec.menu != menu or not spec.shortcut:
                continue
            row += 1
            keys = QLabel(
                QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            )
            keys.setProperty("role", "mono")
            grid.addWidget(QLabel(show(spec.label).rstrip("…")), row, 0)
            grid.addWidget(keys, row, 1)
        row += 1
    grid.setRowStretch(row, 1)
    return grid


def show_about(parent: QWidget, controller: RunController) -> None:
    """Version, licence, and what it runs on."""
    dialog, column = _dialog(parent, "aboutDialog", tr("About Netwright"))
    title = QLabel(tr("Netwright {version}").format(version=VERSION))
    title.setProperty("role", "title")
    engine = controller.engine
    torch = tr("still loading") if engine is None else engine.version
    words = QLabel(
        tr(
            "Build, train and understand neural networks with PyTorch.\n\n"
            "PyTorch: {torch}\nNothing you open or train leaves this machine.\nMIT licence."
        ).format(torch=torch)
    )
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(title)
    column.addWidget(words)
    _finish(dialog, column)
