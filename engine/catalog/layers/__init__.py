"""Every layer kind by name; one file a group, each exporting `KINDS`."""

from engine.catalog.kind import LayerKind, lookup, table
from engine.catalog.layers import linear
from engine.text import text

LAYERS: dict[str, LayerKind] = table(*linear.KINDS)


def layer_kind(name: str) -> LayerKind:
    """The declared layer kind; raises UserError when there is none of this name."""
    kind: LayerKind = lookup(LAYERS, name, text("layer"))
    return kind
