"""Drags under way, without the mouse: what a drop would do to the network, or why it can not be."""

from dataclasses import dataclass, field

from engine import moving, wiring
from engine.spec.network import NetworkSpec, source_id
from engine.text import Text, UserError
from gui.network.folding import Line, gap


@dataclass(frozen=True)
class Verdict:
    """What a drop would make of the network, or why it can't be."""

    network: NetworkSpec | None
    reason: Text | None = None


@dataclass
class Reorder:
    """A drag under way; it asks `engine.moving` once for every gap that the pointer visits.

    `to` is the number of the row below the gap.
    """

    network: NetworkSpec
    ids: tuple[str, ...]
    rows: tuple[Line, ...]
    to: int = -1
    _known: dict[int, Verdict] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        """What dropping at `to` would do."""
        if self.to not in self._known:
            self._known[self.to] = self._tried()
        return self._known[self.to]

    @property
    def changes_something(self) -> bool:
        """Whether a drop here would not leave everything as it is."""
        return self.verdict().network != self.network

    @property
    def depth(self) -> int:
        """The number of blocks that the layers would stand in."""
        moved = self.verdict().network
        if moved is None:
            return 0
        first = self.ids[0]
        own = sum(self._is_moved(b) for b in self.network.layer(first).group)
        return len(moved.layer(first).group) - own

    def _is_moved(self, block_id: str) -> bool:
        return all(layer.id in self.ids for layer in self.network.members(block_id))

    def _tried(self) -> Verdict:
        to, path = gap(self.network, self.rows, self.to)
        try:
            return Verdict(moving.move_all(self.network, self.ids, to, path))
        except UserError as error:
            return Verdict(None, error.text)


@dataclass
class Connection:
    """A connection being drawn from a card: what could take it, and what it would change there.

    `outputs` are the references to all outputs of that card; one that can go there is enough.
    """

    network: NetworkSpec
    outputs: tuple[str, ...]
    target: str = ""

    @property
    def source(self) -> str:
        """The id of the card that it is drawn from."""
        return source_id(self.outputs[0])

    def impossible(self) -> frozenset[str]:
        """All cards but its own that can't take it."""
        found = (la.id for la in self.network.layers if la.id != self.source)
        return frozenset(i for i in found if self._refusal(i))

    @property
    def aims(self) -> bool:
        """Whether the pointer is over another card."""
        return self.target not in ("", self.source)

    @property
    def reason(self) -> Text | None:
        """Why the card under the pointer can't take it, or None."""
        return self._refusal(self.target) if self.aims else None

    @property
    def effect(self) -> Text | None:
        """What a drop would do to the card under the pointer, or why it can't be."""
        if not self.aims:
            return None
        return self.reason or wiring.effect(self.network, self.target)

    def _refusal(self, target: str) -> Text | None:
        reasons = [wiring.refusal(self.network, ref, target) for ref in self.outputs]
        return reasons[0] if all(reasons) else None
