"""Opens the window of common mistakes, and asks the engine for what it shows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.mistakes.outcome import MistakeAnswer
from engine.text import Text
from gui.run.controller import RunController
from gui.run.slices import Slices

if TYPE_CHECKING:
    from gui.mistakes.dialog import MistakesDialog


class MistakesOpener(QObject):
    """One window at a time.

    Args:
        window: the dialog's parent.
        controller: whose session is asked; its run is not touched.
    """

    def __init__(self, window: QWidget, controller: RunController) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: MistakesDialog | None = None
        self._slices = Slices(controller, "mistake", self)
        self._slices.told.connect(self._show)
        self._slices.failed.connect(self._refuse)

    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._dialog is None:
            from gui.mistakes.dialog import MistakesDialog  # plots are slow to import

            self._dialog = MistakesDialog(self._window)
            self._dialog.wanted.connect(self._try)
            self._dialog.left.connect(self._leave)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _try(self, name: str) -> None:
        self._slices.begin(
            lambda value: isinstance(value, MistakeAnswer) and value.mistake == name, name=name
        )

    def _show(self, answer: MistakeAnswer) -> None:
        if self._dialog is not None:
            self._dialog.show_answer(answer)

    def _refuse(self, reason: Text) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(reason)

    def _leave(self) -> None:
        self._slices.leave()
        self._dialog = None
