"""Layers that slide learnable kernels over a sequence, a picture or a volume."""

from collections.abc import Callable
from math import prod
from typing import Any

from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.windows import Sizes, channels_first, side_by_side, slide, spread
from engine.spec.fields import Choice, Field, Flag, Size, Whole
from engine.text import Text, text


def _padding(params: Params, dims: int) -> tuple[Sizes, Sizes]:
    """Zeros before and after along each dimension; an odd number for "same" has one more after."""
    padding = params["padding"]
    if padding == "valid":
        return (0,) * dims, (0,) * dims
    if padding != "same":
        return spread(padding, dims), spread(padding, dims)
    kernel, dilation = spread(params["kernel_size"], dims), spread(params["dilation"], dims)
    total = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
    return tuple(t // 2 for t in total), tuple(t - t // 2 for t in total)


def check_groups(kind: str, params: Params, channels: int) -> None:
    """Every group gets as many channels, and gives as many.

    Raises:
        ShapeError: when the channels can't be split evenly.
    """
    groups = params["groups"]
    for name, count in (("in_channels", channels), ("out_channels", params["out_channels"])):
        if count % groups:
            raise ShapeError(
                text(
                    "{kind} can't split {count} {name} into {groups} groups of equal size. "
                    "Choose groups that divide both in_channels and out_channels.",
                    kind=kind,
                    count=count,
                    name=name,
                    groups=groups,
                )
            )


def _check_borders(kind: str, params: Params, sizes: Sizes, padding: Sizes) -> None:
    """Mirrored borders come from inside the picture, which must be large enough for them."""
    mode = params["padding_mode"]
    spare = {"reflect": 1, "circular": 0}.get(mode)
    if spare is None:
        return
    for size, width in zip(sizes, padding, strict=True):
        if width > size - spare:
            raise ShapeError(
                text(
                    "{kind} with padding_mode {mode} can't pad {width} around a size of {size}. "
                    "Choose less padding or padding_mode zeros.",
                    kind=kind,
                    mode=mode,
                    width=width,
                    size=size,
                )
            )


def _out_shape(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        sizes = channels_first(kind, dims, inputs[0])
        check_groups(kind, params, inputs[0][0])
        before, after = _padding(params, dims)
        _check_borders(kind, params, sizes, after)
        if params["padding"] == "same":
            return (params["out_channels"], *sizes)
        kernel, stride = spread(params["kernel_size"], dims), spread(params["stride"], dims)
        places = slide(kind, sizes, kernel, stride, before, spread(params["dilation"], dims))
        return (params["out_channels"], *places)

    return out_shape


def _arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"in_channels": inputs[0][0], **params}


def _weights(dims: int) -> Callable[[Params, Shapes], dict[str, Shape]]:
    def weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
        out, kernel = params["out_channels"], spread(params["kernel_size"], dims)
        found: dict[str, Shape] = {"weight": (out, inputs[0][0] // params["groups"], *kernel)}
        if params["bias"]:
            found["bias"] = (out,)
        return found

    return weights


def _products(dims: int) -> Callable[[Params, Shapes, Shapes], int]:
    """One kernel for every output: it sees in_channels / groups channels (He and Sun 2015, eq. 1)."""

    def products(params: Params, inputs: Shapes, outputs: Shapes) -> int:
        kernel, groups = spread(params["kernel_size"], dims), int(params["groups"])
        return prod(outputs[0]) * (inputs[0][0] // groups) * prod(kernel)

    return products


def _border(dims: int) -> Callable[[Params, Shapes, Shapes], int]:
    """Torch makes a copy of the input with its border, unless the border is of zeros."""

    def border(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
        if params["padding_mode"] == "zeros":
            return 0
        before, after = _padding(params, dims)
        widths = zip(inputs[0][1:], before, after, strict=True)
        return inputs[0][0] * prod(size + low + high for size, low, high in widths)

    return border


def _summary(kind: str, dims: int) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, inputs: Shapes) -> str:
        line = f"{kind} {inputs[0][0]}→{params['out_channels']}"
        line += f", {side_by_side(params['kernel_size'], dims)}"
        if params["stride"] != 1:
            line += f", stride {side_by_side(params['stride'], dims)}"
        return line

    return summary


def _explain(dims: int) -> Callable[[Params, Shapes], Text]:
    def explain(params: Params, inputs: Shapes) -> Text:
        return text(
            "Slides {out_channels} kernels of {kernel} over {in_channels} channels.",
            out_channels=params["out_channels"],
            kernel=side_by_side(params["kernel_size"], dims),
            in_channels=inputs[0][0] // params["groups"],
        )

    return explain


def _rule(params: Params) -> Text | None:
    if params["padding"] == "same" and params["stride"] != 1:
        return text("padding same needs stride 1. Choose a number for padding instead.")
    return None


def _fields(dims: int) -> tuple[Field, ...]:
    return (
        Whole(
            name="out_channels",
            default=16,
            low=1,
            high=1_000_000,
            help="Number of kernels, each giving one output channel",
        ),
        Size(name="kernel_size", dims=dims, default=3, low=1, help="Size of a kernel"),
        Size(name="stride", dims=dims, default=1, low=1, help="Places moved at a time"),
        Size(
            name="padding",
            dims=dims,
            default=0,
            low=0,
            words=("same", "valid"),
            help="Border added on each side; same keeps the size, valid adds none",
        ),
        Size(
            name="dilation",
            dims=dims,
            default=1,
            low=1,
            help="Distance between kernel points",
            rare=True,
        ),
        Whole(
            name="groups",
            default=1,
            low=1,
            help="Split the channels into groups that do not see one another",
            rare=True,
        ),
        Flag(name="bias", default=True, help="Add a learnable number to each output channel"),
        Choice(
            name="padding_mode",
            default="zeros",
            options=("zeros", "reflect", "replicate", "circular"),
            help="What the border is filled with",
            rare=True,
        ),
    )


def _convolution(dims: int, doc: str, formula: str) -> LayerKind:
    name = f"Conv{dims}d"
    return LayerKind(
        name=name,
        group="convolution",
        doc=doc,
        formula=formula,
        fields=_fields(dims),
        target=f"torch.nn.{name}",
        out_shape=_out_shape(name, dims),
        arguments=_arguments,
        weights=_weights(dims),
        multiply_adds=_products(dims),
        keeps_more=_border(dims),
        positional=3,
        stem="conv",
        summary=_summary(name, dims),
        explain=_explain(dims),
        rule=_rule,
    )


KINDS = (
    _convolution(
        1,
        "Slides small kernels along a sequence: finds a pattern wherever it stands.",
        "y[o, i] = b[o] + Σ W[o, c, u]·x[c, i + u]",
    ),
    _convolution(
        2,
        "Slides small kernels over a picture: finds a pattern wherever it stands.",
        "y[o, i, j] = b[o] + Σ W[o, c, u, v]·x[c, i + u, j + v]",
    ),
    _convolution(
        3,
        "Slides small kernels through a volume or a film: finds a pattern wherever it stands.",
        "y[o, i, j, k] = b[o] + Σ W[o, c, u, v, w]·x[c, i + u, j + v, k + w]",
    ),
)
