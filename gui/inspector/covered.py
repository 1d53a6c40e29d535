"""Numbers that are put out of sight while they are to be guessed on the Step-through page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui.inspector.parts import Spoken, column, words
from gui.translate import tr


class Covered(Spoken):
    """Sections of the Layer page, or one line in their place."""

    def __init__(self, sections: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words("muted", "layerCovered")
        self._inside = QWidget()
        inside = column(self._inside, 8)
        for section in sections:
            inside.addWidget(section)
        layout = column(self)
        layout.addWidget(self._words)
        layout.addWidget(self._inside)
        self.cover(False)
        self.retranslate()

    def cover(self, covered: bool) -> None:
        """Puts the sections out of sight, or shows them again."""
        self._words.setVisible(covered)
        self._inside.setVisible(not covered)

    def retranslate(self) -> None:
        """The line in the language on screen."""
        self._words.setText(
            tr(
                "Weights, gradients and outputs are out of sight while you guess the numbers of a step."
            )
        )
