"""A network on the workbench: layers come and go while references may hang in the air for a moment.

`engine.edits` opens one, changes it step by step and closes it again with `done`, which checks.
"""

from engine.blocks import Path, fitting, head_length, tidied
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.text import UserError, text


class Rewiring:
    """The layers of a network in a list that can be changed, its outputs and its blocks."""

    def __init__(self, network: NetworkSpec) -> None:
        self.layers = list(network.layers)
        self.outputs = network.outputs
        self.blocks = network.blocks

    def index(self, layer_id: str) -> int:
        """The place of a layer now."""
        return next(i for i, layer in enumerate(self.layers) if layer.id == layer_id)

    def inputs(self) -> list[LayerSpec]:
        """The input layers."""
        return [layer for layer in self.layers if layer.kind == INPUT]

    def feeds_someone(self, layer_id: str) -> bool:
        """Whether any layer takes an output of this one."""
        return any(reference_to(layer, layer_id) for layer in self.layers)

    def chain_input(self, at: int) -> str | None:
        """What the layer at `at` takes from the card directly above, else its first input."""
        layer = self.layers[at]
        from_above = reference_to(layer, self.layers[at - 1].id) if at else None
        return from_above or next(iter(layer.inputs), None)

    def path(self, at: int, wanted: Path = ()) -> Path:
        """The blocks that a newcomer at `at` stands in: those wanted as far as they reach there."""
        above = self.layers[at - 1].group if at else ()
        below = self.layers[at].group if at < len(self.layers) else ()
        return fitting(wanted, above, below)

    def onward(self, at: int) -> str:
        """The reference through which the card above place `at` feeds on, which a newcomer takes."""
        above = self.layers[at - 1].id
        below = reference_to(self.layers[at], above) if at < len(self.layers) else None
        candidates = [
            below,
            *(ref for ref in self.outputs if source_id(ref) == above),
            *(reference_to(layer, above) for layer in self.layers[at:]),
        ]
        return next((ref for ref in candidates if ref), above)

    def splice(self, block: list[LayerSpec], at: int) -> None:
        """Puts layers in at `at`; what the card above fed next, the last of them feeds now.

        That is the card below, or the network's output, or, at the end of a branch, its rails:
        they would otherwise leave the newcomers without anyone to feed.
        """
        above, entry, last = self.layers[at - 1].id, self.onward(at), block[-1].id
        rest = self.layers[at:]
        if rest and entry in rest[0].inputs:
            self.feed_below(at, entry, last, block[-1].group)
            rest = self.layers[at:]
        elif above in map(source_id, self.outputs):
            self.outputs = tuple(last if ref == entry else ref for ref in self.outputs)
        else:
            rest = [
                layer.replace(inputs=tuple(last if ref == entry else ref for ref in layer.inputs))
                if entry in layer.inputs
                else layer
                for layer in rest
            ]
        self.layers[at:] = [*block, *rest]

    def feed_below(self, at: int, old: str, new: str, path: Path) -> None:
        """The layer at `at` takes `new` in place of `old`, from layers that stand in `path`.

        Where a block begins there, `old` was the way into it: all of its layers take `new`.
        """
        first = self.layers[at]
        slot = first.inputs.index(old)
        inputs = (*first.inputs[:slot], new, *first.inputs[slot + 1 :])
        self.layers[at] = first.replace(inputs=inputs)
        for place in range(at + 1, at + head_length(self.layers, at, path)):
            layer = self.layers[place]
            if old in layer.inputs:
                inputs = tuple(new if ref == old else ref for ref in layer.inputs)
                self.layers[place] = layer.replace(inputs=inputs)

    def take_out(self, at: int, instead: str | None) -> LayerSpec:
        """Takes a layer out of the list; where it was an output, `instead` is one if nobody uses it."""
        gone = self.layers.pop(at)
        self.give_up_output(gone.id, instead)
        return gone

    def give_up_output(self, layer_id: str, instead: str | None) -> None:
        """Where a layer out of the list was an output, `instead` is one if nobody uses it."""
        used = instead is not None and self.feeds_someone(source_id(instead))
        outputs: list[str] = []
        for ref in self.outputs:
            if source_id(ref) != layer_id:
                outputs.append(ref)
            elif instead is not None and not used:
                outputs.append(instead)
        if not outputs and instead is not None:
            outputs = [instead]
        self.outputs = tuple(dict.fromkeys(outputs))

    def require_order(self) -> None:
        """Checks that data still flows downwards.

        Raises:
            UserError: naming the first layer that would take its input from below.
        """
        places = {layer.id: i for i, layer in enumerate(self.layers)}
        for i, layer in enumerate(self.layers):
            for ref in layer.inputs:
                if places[source_id(ref)] >= i:
                    raise UserError(
                        text(
                            "This can't be moved there: {taker} takes its input from {giver}, which would come after it.",
                            taker=layer.name,
                            giver=self.layers[places[source_id(ref)]].name,
                        )
                    )

    def done(self) -> NetworkSpec:
        """The finished network, checked; a network always has an output if it has a layer."""
        outputs = self.outputs or tuple(layer.id for layer in self.layers[-1:])
        blocks = tidied(self.layers, self.blocks) if self.blocks else ()
        return NetworkSpec.parse(
            {"layers": tuple(self.layers), "outputs": outputs, "blocks": blocks}
        )


def reference_to(layer: LayerSpec, layer_id: str) -> str | None:
    """The first reference by which `layer` takes an output of the other one."""
    return next((ref for ref in layer.inputs if source_id(ref) == layer_id), None)


def rewired(layer: LayerSpec, old: str, new: str | None) -> LayerSpec:
    """The layer with every reference to `old` replaced by the reference `new`, or dropped."""
    if reference_to(layer, old) is None:
        return layer
    refs = (new if source_id(ref) == old else ref for ref in layer.inputs)
    return layer.replace(inputs=tuple(ref for ref in refs if ref is not None))
