"""Help: the keyboard shortcuts, and what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.version import VERSION
from gui.actions import ACTIONS, MENUS
from gui.run.controller import RunController
from gui.translate import show, tr


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
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
    dialog.open()


def show_shortcuts(parent: QWidget) -> None:
    """Every action that has a shortcut, by menu."""
    dialog, column = _dialog(parent, "shortcutsDialog", tr("Keyboard shortcuts"))
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(6)
    row = 0
    for menu_id, title in MENUS.items():
        specs = [spec for spec in ACTIONS if spec.menu == menu_id and spec.shortcut]
        if not specs:
            continue
        heading = QLabel(show(title))
        heading.setProperty("role", "heading")
        grid.addWidget(heading, row, 0)
        for spec in specs:
            row += 1
            keys = QLabel(
                QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            )
            keys.setProperty("role", "mono")
            grid.addWidget(QLabel(show(spec.label).rstrip("…")), row, 0)
            grid.addWidget(keys, row, 1)
        row += 1
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setAccessibleName(dialog.windowTitle())
    area.setWidget(inside)
    area.setMinimumSize(380, 420)
    column.addWidget(area)
    _finish(dialog, column)


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
