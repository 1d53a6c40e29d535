"""Asks where to save an export."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.text import Text, UserError
from gui.translate import tr


def ask_file(
    parent: QWidget,
    name: str,
    suffix: str,
    save: Callable[[Path], None],
    problem: Callable[[Text], None],
) -> None:
    """Ask for a file without blocking, then save; an error goes to `problem`."""
    dialog = QFileDialog(parent, tr("Export"))
    dialog.setObjectName("exportDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{name}.{suffix}")

    def chosen(file: str) -> None:
        try:
            save(Path(file))
        except UserError as error:
            problem(error.text)

    dialog.fileSelected.connect(chosen)
    dialog.open()
