"""What cards of the step are made of: asked for as they are opened, or as another page wants to know."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Signal

from engine.text import Text
from engine.walk_answers import InsideAnswer
from gui.run.controller import RunController

_INSIDE = "inside"


class Insides(QObject):
    """Keeps the answers of the step in front.

    Signals:
        changed(): more is known, or another card is open.
        failed(Text): a card can't be looked into.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, controller: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._open: set[str] = set()
        self._wanted: frozenset[str] = frozenset()
        self._known: dict[str, InsideAnswer] = {}
        controller.answered.connect(self._answered)
        controller.ask_failed.connect(self._ask_failed)

    @property
    def shown(self) -> Mapping[str, InsideAnswer]:
        """Those of the open cards."""
        return {key: answer for key, answer in self._known.items() if key in self._open}

    @property
    def wanted(self) -> Mapping[str, InsideAnswer]:
        """Those that another page wants."""
        return {key: answer for key, answer in self._known.items() if key in self._wanted}

    def toggle(self, key: str) -> None:
        """Opens a card, or closes it."""
        if key in self._open:
            self._open.discard(key)
            if key not in self._wanted:
                self._known.pop(key, None)
            self.changed.emit()
        else:
            self._open.add(key)
            self._controller.ask_each(_INSIDE, key=key)

    def want(self, keys: Collection[str], *, now: bool) -> None:
        """Another page wants these; asked for at once only where the step has come so far."""
        missing, self._wanted = set(keys) - self._wanted, frozenset(keys)
        if now:
            self._ask(missing - self._open)

    def renew(self) -> None:
        """The step has come further: asks again for all that is of interest."""
        self._ask(self._open | self._wanted)

    def forget(self) -> None:
        """Another step: nothing of it is known."""
        self._known.clear()

    def _ask(self, keys: Collection[str]) -> None:
        for key in sorted(keys):
            self._controller.ask_each(_INSIDE, key=key)

    def _answered(self, kind: str, value: object) -> None:
        if kind != _INSIDE or not isinstance(value, InsideAnswer):
            return
        if value.key in self._open | self._wanted:
            self._known[value.key] = value
            self.changed.emit()

    def _ask_failed(self, kind: str, problem: Text) -> None:
        if kind == _INSIDE:
            self._open &= set(self._known)
            self.failed.emit(problem)
