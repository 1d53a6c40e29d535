"""Drags under way, without the mouse: what a drop would do to the network, or why it can not be."""

from dataclasses import dataclass, field

from engine import edits, wiring
from engine.spec.network import NetworkSpec
from engine.text import Text, UserError


@dataclass(frozen=True)
class Verdict:
    """What a drop would make of the network, or why it can't be."""

    network: NetworkSpec | None
    reason: Text | None = None


@dataclass
class Reorder:
    """A drag under way; it asks `engine.edits` once for every place the pointer visits."""

    network: NetworkSpec
    ids: tuple[str, ...]
    to: int = -1
    _known: dict[int, Verdict] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        """What dropping at `to` would do."""
        if self.to not in self._known:
            self._known[self.to] = self._tried(self.to)
        return self._known[self.to]

    @property
    def changes_something(self) -> bool:
        """Whether a drop here would not leave everything as it is."""
        return self.verdict().network != self.network

    def _tried(self, to: int) -> Verdict:
        try:
            return Verdict(edits.move_all(self.network, self.ids, to))
        except UserError as error:
            return Verdict(None, error.text)


@dataclass
class Connection:
    """A connection being drawn from a card; likewise asks once for every card the pointer visits."""

    network: NetworkSpec
    source: str
    target: str = ""
    _known: dict[str, Verdict] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        """What connecting to `target` would do."""
        if self.target not in self._known:
            self._known[self.target] = self._tried(self.target)
        return self._known[self.target]

    def _tried(self, target: str) -> Verdict:
        try:
            return Verdict(wiring.connect(self.network, self.source, target))
        except UserError as error:
            return Verdict(None, error.text)
