"""The rows of all cards; a card keeps its row while nothing has changed that it shows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine.check.shapes import LayerInfo, NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec, source_id
from gui.network.block_row import Around, make_block_row
from gui.network.folding import Line
from gui.network.rails import Rails, RowRails, rails
from gui.network.row import Row, Trouble, make_row, skipping
from gui.translate import translator

Wiring = tuple[tuple[str, tuple[str, ...]], ...]


class Card(NamedTuple):
    """All that a card's row is made from; a tuple, because one is made of every layer at each edit."""

    layer: LayerSpec
    known: LayerInfo | None
    skipping: str
    output: bool
    trouble: Trouble | None
    gradient: float | None
    rails: RowRails
    lanes: int
    language: str
    depth: int
    block: str


class RowMaker:
    """Remembers the rows made last, since an edit changes few of them.

    Attributes:
        layout: the rails of the rows made last.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[Card, Row]] = {}
        self._wiring: tuple[Wiring, tuple[Line, ...]] = ((), ())
        self.layout = Rails((), 0)

    def rows(
        self,
        network: NetworkSpec,
        shown: Sequence[Line],
        info: NetworkInfo,
        troubles: Mapping[str, Trouble],
        gradients: Mapping[str, float],
    ) -> list[Row]:
        """A row for every line."""
        layout, language = self._laid_out(network, shown), translator().current
        outputs = _marked_outputs(network)
        made: dict[str, tuple[Card, Row]] = {}
        found = []
        for number, line in enumerate(shown):
            if line.block:
                around = Around(layout.rows[number], layout.lanes)
                found.append(make_block_row(network, line, info, troubles, gradients, around))
                continue
            place = line.span.start
            layer = network.layers[place]
            above = network.layers[place - 1].id if place else ""
            card = Card(
                layer=layer,
                known=info.layers.get(layer.id),
                skipping="" if layer.inputs == (above,) else skipping(network, place),
                output=layer.id in outputs,
                trouble=troubles.get(layer.id),
                gradient=gradients.get(layer.id),
                rails=layout.rows[number],
                lanes=layout.lanes,
                language=language,
                depth=len(line.path),
                block=network.block(line.path[-1]).name if line.path else "",
            )
            before = self._made.get(layer.id)
            made[layer.id] = before if before and before[0] == card else (card, _row(card))
            found.append(made[layer.id][1])
        self._made = made
        return found

    def _laid_out(self, network: NetworkSpec, shown: Sequence[Line]) -> Rails:
        """The rails; most edits connect nothing anew."""
        wiring = tuple((layer.id, layer.inputs) for layer in network.layers)
        if (wiring, tuple(shown)) != self._wiring:
            self._wiring, self.layout = (wiring, tuple(shown)), rails(network, shown)
        return self.layout


def _row(card: Card) -> Row:
    return make_row(
        card.layer,
        card.known,
        card.skipping,
        output=card.output,
        trouble=card.trouble,
        gradient=card.gradient,
        rails=card.rails,
        lanes=card.lanes,
        depth=card.depth,
        block=card.block,
    )


def _marked_outputs(network: NetworkSpec) -> set[str]:
    """The outputs where it is not plain that the last card is the only one."""
    outputs = {source_id(ref) for ref in network.outputs}
    plain = not network.layers or outputs == {network.layers[-1].id}
    return set() if plain else outputs
