"""Every layer kind by name; one file a group, each exporting `KINDS`."""

from engine.catalog import activations
from engine.catalog.kind import LayerKind, lookup, table
from engine.catalog.layers import (
    attention,
    convolution,
    linear,
    merge,
    normalization,
    over_dimension,
    places,
    pooling,
    products,
    recurrent,
    reduction,
    regularization,
    resampling,
    shape,
    transposed,
)
from engine.text import text

#: Titles of the groups, in the order of the palette.
GROUPS: dict[str, str] = {
    "input": "Input",
    "linear": "Linear",
    "convolution": "Convolution",
    "activation": "Activation",
    "normalization": "Normalisation",
    "pooling": "Pooling",
    "regularization": "Regularisation",
    "recurrent": "Recurrent",
    "attention": "Attention",
    "shape": "Shape",
    "merge": "Merge",
}

LAYERS: dict[str, LayerKind] = table(
    *linear.KINDS,
    products.BILINEAR,
    *convolution.KINDS,
    *transposed.KINDS,
    *activations.KINDS,
    *over_dimension.KINDS,
    *normalization.KINDS,
    *pooling.KINDS,
    *reduction.KINDS,
    *regularization.KINDS,
    *recurrent.KINDS,
    *attention.KINDS,
    *shape.KINDS,
    *places.KINDS,
    *resampling.KINDS,
    *merge.KINDS,
    *products.KINDS,
)


def layer_kind(name: str) -> LayerKind:
    """The declared layer kind; raises UserError when there is none of this name."""
    kind: LayerKind | None = LAYERS.get(name)
    return kind or lookup(LAYERS, name, text("layer"))
