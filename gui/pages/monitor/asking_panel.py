"""What the panels have in common that show answers of the engine."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from engine.text import Text, text
from gui.pages.monitor.asking import Asking
from gui.pages.monitor.cards import MonitorCard
from gui.pages.monitor.empty_note import EmptyNote
from gui.pages.monitor.panel import CardPanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.timing import Timed

Answer = TypeVar("Answer")

_SOON = text("This appears a moment after training has begun.")


class AskingPanel(CardPanel, Generic[Answer]):
    """Keeps the latest answer, draws it when somebody can see it, or says why there is none.

    Args:
        around: what the panel is made from.
        kind: of the question.
        card: with its body in it.
        body: what is drawn on.
        seen: what has to be on screen for an answer to be drawn.
    """

    def __init__(
        self, around: Surroundings, kind: str, card: MonitorCard, body: Timed, seen: QWidget
    ) -> None:
        super().__init__(around.source, card, body)
        self.controller = around.controller
        self.answer: Answer | None = None
        self._seen, self._new = seen, False
        self._note = EmptyNote(seen)
        self._note.say(_SOON)
        self.asking = Asking(around.controller, kind, card, self.arguments)
        self.asking.arrived.connect(self.take)
        self.asking.refused.connect(self._refuse)

    def arguments(self) -> Mapping[str, object]:
        """Of the next question."""
        return {}

    @abstractmethod
    def draw(self, answer: Answer | None) -> None:
        """Puts an answer on the screen, or nothing."""

    @abstractmethod
    def subtitle(self, answer: Answer) -> Text:
        """What the card says of it."""

    def take(self, answer: Answer) -> None:
        """An answer has come."""
        self.answer = answer
        self._note.say(None)
        self.draw_anew()

    def draw_anew(self) -> None:
        """Something else than before is to be seen of the answer."""
        self._new = True
        self.refresh()

    def restart(self) -> None:
        """Another history may belong to other weights."""
        self.asking.ask_soon()

    def refresh(self) -> bool:
        """Draws the latest answer."""
        if not self._new or not self._seen.isVisible():
            return False
        self._new = False
        self.draw(self.answer)
        self.card.set_subtitle("" if self.answer is None else self.subtitle(self.answer))
        return True

    def _refuse(self, reason: Text) -> None:
        self.answer = None
        self._note.say(reason)
        self.draw_anew()
