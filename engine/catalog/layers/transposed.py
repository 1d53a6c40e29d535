"""Convolutions the other way round: every number of the input paints a kernel into a larger output.

Sizes follow the formula in the documentation of `torch.nn.ConvTranspose2d`.
"""

from collections.abc import Callable
from math import prod
from typing import Any

from engine import numbers
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.convolution import check_groups
from engine.catalog.layers.windows import channels_first, side_by_side, spread
from engine.spec.fields import Field, Flag, Size, Whole
from engine.text import Text, text


def _out_shape(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        sizes = channels_first(kind, dims, inputs[0])
        check_groups(kind, params, inputs[0][0])
        names = ("kernel_size", "stride", "padding", "output_padding", "dilation")
        settings = zip(*(spread(params[name], dims) for name in names), strict=True)
        grown = tuple(
            (n - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1
            for n, (kernel, stride, padding, extra, dilation) in zip(sizes, settings, strict=True)
        )
        if min(grown) < 1:
            raise ShapeError(
                text(
                    "{kind} makes {found} larger, but its padding cuts off all of it. "
                    "Choose less padding or a larger kernel_size.",
                    kind=kind,
                    found=numbers.shape(sizes),
                )
            )
        return (params["out_channels"], *grown)

    return out_shape


def _arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"in_channels": inputs[0][0], **params}


def _weights(dims: int) -> Callable[[Params, Shapes], dict[str, Shape]]:
    def weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
        out, kernel = params["out_channels"], spread(params["kernel_size"], dims)
        found: dict[str, Shape] = {"weight": (inputs[0][0], out // params["groups"], *kernel)}
        if params["bias"]:
            found["bias"] = (out,)
        return found

    return weights


def _products(dims: int) -> Callable[[Params, Shapes, Shapes], int]:
    """One kernel for every number of the input, into out_channels / groups channels."""

    def products(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
        kernel = spread(params["kernel_size"], dims)
        outgoing: int = params["out_channels"] // params["groups"]
        return prod(inputs[0]) * outgoing * prod(kernel)

    return products


def _rule(dims: int) -> Callable[[Params], Text | None]:
    def rule(params: Params) -> Text | None:
        names = ("output_padding", "stride", "dilation")
        settings = zip(*(spread(params[name], dims) for name in names), strict=True)
        if any(extra >= max(stride, dilation) for extra, stride, dilation in settings):
            return text("output_padding must be below stride or dilation.")
        return None

    return rule


def _summary(kind: str, dims: int) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, inputs: Shapes) -> str:
        line = f"{kind} {inputs[0][0]}→{params['out_channels']}"
        line += f", {side_by_side(params['kernel_size'], dims)}"
        return f"{line}, stride {side_by_side(params['stride'], dims)}"

    return summary


def _explain(dims: int) -> Callable[[Params, Shapes], Text]:
    def explain(params: Params, inputs: Shapes) -> Text:
        return text(
            "Paints {out_channels} kernels of {kernel} for each place of {in_channels} channels, "
            "{stride} places apart.",
            out_channels=params["out_channels"],
            kernel=side_by_side(params["kernel_size"], dims),
            in_channels=inputs[0][0] // params["groups"],
            stride=side_by_side(params["stride"], dims),
        )

    return explain


def _fields(dims: int) -> tuple[Field, ...]:
    return (
        Whole(
            name="out_channels",
            default=16,
            low=1,
            high=1_000_000,
            help="Number of kernels, each giving one output channel",
        ),
        Size(name="kernel_size", dims=dims, default=2, low=1, help="Size of a kernel"),
        Size(
            name="stride",
            dims=dims,
            default=2,
            low=1,
            help="Distance between two kernels in the output: 2 doubles the size",
        ),
        Size(
            name="padding", dims=dims, default=0, low=0, help="Places cut off the output's border"
        ),
        Size(
            name="output_padding",
            dims=dims,
            default=0,
            low=0,
            help="Places added on one side, to reach a size that stride skips",
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
        Size(
            name="dilation",
            dims=dims,
            default=1,
            low=1,
            help="Distance between kernel points",
            rare=True,
        ),
    )


def _transposed(dims: int, doc: str, formula: str) -> LayerKind:
    name = f"ConvTranspose{dims}d"
    return LayerKind(
        name=name,
        group="convolution",
        doc=doc,
        formula=formula,
        fields=_fields(dims),
        target=f"torch.nn.{name}",
        explicit=("stride",),
        out_shape=_out_shape(name, dims),
        arguments=_arguments,
        weights=_weights(dims),
        multiply_adds=_products(dims),
        positional=3,
        stem="up",
        summary=_summary(name, dims),
        explain=_explain(dims),
        rule=_rule(dims),
    )


KINDS = (
    _transposed(
        1,
        "Makes a sequence longer with learnable kernels: a convolution the other way round.",
        "y[o, s·i + u] = b[o] + Σ W[c, o, u]·x[c, i]",
    ),
    _transposed(
        2,
        "Makes a picture larger with learnable kernels: a convolution the other way round.",
        "y[o, s·i + u, s·j + v] = b[o] + Σ W[c, o, u, v]·x[c, i, j]",
    ),
    _transposed(
        3,
        "Makes a volume larger with learnable kernels: a convolution the other way round.",
        "y[o, s·i + u, s·j + v, s·k + w] = b[o] + Σ W[c, o, u, v, w]·x[c, i, j, k]",
    ),
)
