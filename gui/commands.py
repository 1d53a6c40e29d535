"""The only undo command: one project in the place of another."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from engine.answers import WeightsChange
from engine.spec.project import Project
from engine.text import Text
from gui.translate import words

if TYPE_CHECKING:
    from gui.document import Document


class ReplaceProject(QUndoCommand):
    """Shows `after`, or `before` again; merges with the next one of the same non-empty key.

    `weights` are what an edit has put into the weights already, and what was there before.

    Attributes:
        before: the project before the first of the edits that were merged.
        key: what edits must share to be merged.
    """

    def __init__(
        self,
        document: "Document",
        before: Project,
        after: Project,
        text: Text | str,
        merge_key: str = "",
        weights: WeightsChange | None = None,
    ) -> None:
        super().__init__(words(text))
        self._words = text
        self._document, self.before, self._after = document, before, after
        self.key = merge_key
        self._weights, self._undone = weights, False

    def redo(self) -> None:
        self._document.show_project(self._after, undone=self._undone)
        if self._weights is not None and self._undone:
            self._document.want_weights(self._weights.after)

    def undo(self) -> None:
        self._undone = True
        self._document.show_project(self.before, undone=True)
        if self._weights is not None:
            self._document.want_weights(self._weights.before)

    def retranslate(self) -> None:
        """Says what it does in the language on screen."""
        self.setText(words(self._words))

    def id(self) -> int:
        return hash(self.key) % 2**31 if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ReplaceProject) or other.key != self.key:
            return False
        self._after = other._after  # noqa: SLF001 - same class
        self.setObsolete(self._after == self.before)
        return True
