"""What one card shows, worked out from the network alone; the model keeps one for every layer."""

from dataclasses import dataclass, field

from engine import numbers
from engine.catalog.kind import LayerKind
from engine.catalog.layers import LAYERS
from engine.check.shapes import LayerInfo
from engine.naming import has_automatic_name, is_automatic
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.text import Text
from gui.network.rails import RowRails
from gui.translate import show, tr


@dataclass(frozen=True)
class Trouble:
    """What the card says is wrong with its layer, in the colour of a role."""

    message: str
    role: str


@dataclass(frozen=True)
class Row:
    """One card: two lines on the left, two figures on the right, the rails beside it.

    `output` marks an output of the network where the last card is not the only one. `gradient` is the
    length of the gradient bar from 0 to 1; None draws none. `layer_id` is the row's key; a block's row
    has `folds`, and no card while it is `opened`. `depth` counts the blocks around the row.
    """

    layer_id: str
    name: str
    title: str
    detail: str
    shape: str
    parameters: str
    group: str
    short: bool
    frozen: bool = False
    off: bool = False
    output: bool = False
    trouble: Trouble | None = None
    gradient: float | None = None
    rails: RowRails = field(default_factory=RowRails)
    lanes: int = 0
    depth: int = 0
    folds: bool = False
    opened: bool = False

    @property
    def accessible(self) -> str:
        """The card in one line, for screen readers."""
        trouble = self.trouble.message if self.trouble else ""
        marks = (
            tr("off") if self.off else "",
            tr("frozen") if self.frozen else "",
            tr("output") if self.output else "",
            (tr("open") if self.opened else tr("closed")) if self.folds else "",
        )
        parts = (self.name, self.title, self.detail, self.shape, self.parameters, *marks, trouble)
        return ", ".join(dict.fromkeys(part for part in parts if part))


def make_row(
    layer: LayerSpec,
    known: LayerInfo | None,
    skipped: str,
    *,
    output: bool,
    trouble: Trouble | None,
    gradient: float | None,
    rails: RowRails,
    lanes: int,
    depth: int,
    block: str,
) -> Row:
    """The card of a layer.

    `skipped` names what it takes from elsewhere than the card above it; `block` is the name of the block
    that it stands in, which need not be read again at the beginning of its own.
    """
    kind = LAYERS.get(layer.kind)
    short = bool(kind and kind.short)
    title, detail = _words(layer, kind, known, skipped, block)
    count = known.parameters if known else 0
    shape = tr("N = batch") if layer.kind == INPUT else shape_of(known)
    figure = numbers.count(count) if count else ""
    if not layer.enabled:
        figure = tr("off")
    return Row(
        layer_id=layer.id,
        name=layer.name,
        title=title,
        detail=detail,
        shape=tr("off") if short and not layer.enabled else shape,
        parameters="" if short else figure,
        group=kind.group if kind else "shape",
        short=short,
        frozen=layer.frozen and bool(kind and kind.learns),
        off=not layer.enabled,
        output=output,
        trouble=trouble,
        gradient=gradient,
        rails=rails,
        lanes=lanes,
        depth=depth,
    )


def skipping(network: NetworkSpec, place: int) -> str:
    """The names of what a card takes from elsewhere than the card above it."""
    above = network.layers[place - 1].id if place else ""
    sources = dict.fromkeys(source_id(ref) for ref in network.layers[place].inputs)
    return ", ".join(network.layer(source).name for source in sources if source != above)


def _words(
    layer: LayerSpec, kind: LayerKind | None, known: LayerInfo | None, skipped: str, block: str
) -> tuple[str, str]:
    """Title and second line; a short card has only the first."""
    shown = layer.name.removeprefix(f"{block}_") if block else layer.name
    if kind is None:
        return shown, layer.kind
    if layer.kind == INPUT:
        title = tr("Input") if has_automatic_name(layer) else layer.name
        return title, _input_shape(known)
    summary = known.summary if known and layer.enabled else kind.label
    if skipped:
        summary = tr("{layer} ← {sources}").format(layer=summary, sources=skipped)
    if not kind.short:
        return shown, summary
    if is_automatic(shown, kind):
        return summary, ""
    return tr("{name} · {kind}").format(name=shown, kind=summary), ""


def _input_shape(known: LayerInfo | None) -> str:
    if known is None:
        return numbers.NOTHING
    shape = known.outputs[0]
    if len(shape) != 1:
        return numbers.shape(shape)
    if shape[0] == 1:
        return tr("1 feature")
    return tr("{count} features").format(count=numbers.count(shape[0]))


def shape_of(known: LayerInfo | None) -> str:
    """The shapes of a layer's outputs."""
    if known is None:
        return numbers.NOTHING
    return ", ".join(numbers.shape(shape) or "1" for shape in known.outputs)


def trouble_of(message: Text, role: str) -> Trouble:
    """A message of the engine, in the language on screen."""
    return Trouble(show(message), role)
