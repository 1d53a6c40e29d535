"""Layers that shrink a sequence, a picture or a volume without learning."""

from collections.abc import Callable
from math import prod

from engine.catalog.kept import indices
from engine.catalog.kind import LayerKind, Params, Shape, Shapes, nothing_more
from engine.catalog.layers.windows import Sizes, channels_first, side_by_side, slide, spread
from engine.spec.fields import Field, Flag, Size, Whole
from engine.text import Text, text


def _stride(params: Params, dims: int) -> Sizes:
    stride = params["stride"]
    return spread(params["kernel_size"] if stride is None else stride, dims)


def _pooled(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        sizes = channels_first(kind, dims, inputs[0])
        if kind in {"AvgPool3d", "LPPool3d"}:  # torch wants room for the kernel without any border
            slide(kind, sizes, spread(params["kernel_size"], 3), (1,) * 3, (0,) * 3, (1,) * 3)
        places = slide(
            kind,
            sizes,
            spread(params["kernel_size"], dims),
            _stride(params, dims),
            spread(params.get("padding", 0), dims),
            spread(params.get("dilation", 1), dims),
            params["ceil_mode"],
        )
        return (inputs[0][0], *places)

    return out_shape


def _adapted(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        channels_first(kind, dims, inputs[0])
        return (inputs[0][0], *spread(params["output_size"], dims))

    return out_shape


def _summary(kind: str, dims: int, field: str) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, _inputs: Shapes) -> str:
        return f"{kind} {side_by_side(params[field], dims)}"

    return summary


def _rule(dims: int) -> Callable[[Params], Text | None]:
    def rule(params: Params) -> Text | None:
        kernel, padding = spread(params["kernel_size"], dims), spread(params["padding"], dims)
        if any(2 * p > k for p, k in zip(padding, kernel, strict=True)):
            return text("padding must be at most half of kernel_size.")
        return None

    return rule


_CEIL = Flag(name="ceil_mode", default=False, help="Let a last, partial window count", rare=True)


def _window(dims: int) -> tuple[Field, ...]:
    return (
        Size(name="kernel_size", dims=dims, default=2, low=1, help="Size of a window"),
        Size(
            name="stride",
            dims=dims,
            default=None,
            low=1,
            optional=True,
            help="Places moved at a time; empty: the size of the window",
        ),
    )


def _fields(dims: int, *more: Field) -> tuple[Field, ...]:
    border = Size(name="padding", dims=dims, default=0, low=0, help="Border added on each side")
    return (*_window(dims), border, *more, _CEIL)


def _max_pool(dims: int, doc: str) -> LayerKind:
    name = f"MaxPool{dims}d"
    dilation = Size(
        name="dilation",
        dims=dims,
        default=1,
        low=1,
        help="Distance between the points of a window",
        rare=True,
    )
    return LayerKind(
        name=name,
        group="pooling",
        doc=doc,
        formula="y = max of each window",
        fields=_fields(dims, dilation),
        target=f"torch.nn.{name}",
        out_shape=_pooled(name, dims),
        keeps_more=indices,
        positional=1,
        stem="pool",
        short=True,
        summary=_summary(name, dims, "kernel_size"),
        rule=_rule(dims),
    )


def _average_pool(dims: int, doc: str) -> LayerKind:
    name = f"AvgPool{dims}d"
    border = Flag(
        name="count_include_pad",
        default=True,
        help="Let the zeros of the border count in the mean",
        rare=True,
    )
    return LayerKind(
        name=name,
        group="pooling",
        doc=doc,
        formula="y = mean of each window",
        fields=(*_fields(dims), border),
        target=f"torch.nn.{name}",
        out_shape=_pooled(name, dims),
        positional=1,
        stem="pool",
        short=True,
        summary=_summary(name, dims, "kernel_size"),
        rule=_rule(dims),
    )


def _norm_rule(params: Params) -> Text | None:
    if params["norm_type"] > 1 and params["norm_type"] % 2:
        return text("norm_type must be 1 or even: odd roots of negative sums are no numbers.")
    return None


def _powers(_params: Params, inputs: Shapes, outputs: Shapes) -> int:
    """xᵖ, its means, and three steps on the way to the root."""
    return prod(inputs[0]) + 4 * prod(outputs[0])


def _norm_pool(dims: int, doc: str) -> LayerKind:
    name = f"LPPool{dims}d"
    power = Whole(
        name="norm_type", default=2, low=1, high=64, help="p: 1 is the sum, 2 the root of squares"
    )
    return LayerKind(
        name=name,
        group="pooling",
        doc=doc,
        formula="y = (Σ xᵖ)^(1/p) of each window",
        fields=(power, *_window(dims), _CEIL),
        target=f"torch.nn.{name}",
        out_shape=_pooled(name, dims),
        keeps_more=_powers,
        positional=2,
        stem="pool",
        short=True,
        summary=_summary(name, dims, "kernel_size"),
        rule=_norm_rule,
    )


def _adaptive_pool(operation: str, dims: int, doc: str) -> LayerKind:
    name = f"Adaptive{operation}Pool{dims}d"
    return LayerKind(
        name=name,
        group="pooling",
        doc=doc,
        formula="windows of about in / output_size",
        fields=(Size(name="output_size", dims=dims, default=1, low=1, help="Size that comes out"),),
        target=f"torch.nn.{name}",
        out_shape=_adapted(name, dims),
        keeps_more=indices if operation == "Max" else nothing_more,
        positional=1,
        stem="pool",
        short=True,
        summary=_summary(name, dims, "output_size"),
    )


KINDS = (
    _max_pool(2, "Keeps the largest value of each window of a picture."),
    _average_pool(2, "Keeps the mean of each window of a picture."),
    _adaptive_pool("Avg", 2, "Averages a picture of any size down to a given one."),
    _adaptive_pool("Max", 2, "Takes the largest values of a picture of any size, a given number."),
    _max_pool(1, "Keeps the largest value of each window of a sequence."),
    _average_pool(1, "Keeps the mean of each window of a sequence."),
    _adaptive_pool("Avg", 1, "Averages a sequence of any length down to a given one."),
    _adaptive_pool("Max", 1, "Takes the largest values of a sequence of any length."),
    _max_pool(3, "Keeps the largest value of each window of a volume."),
    _average_pool(3, "Keeps the mean of each window of a volume."),
    _adaptive_pool("Avg", 3, "Averages a volume of any size down to a given one."),
    _adaptive_pool("Max", 3, "Takes the largest values of a volume of any size."),
    _norm_pool(1, "Takes the p-norm of each window of a sequence: between mean and maximum."),
    _norm_pool(2, "Takes the p-norm of each window of a picture: between mean and maximum."),
    _norm_pool(3, "Takes the p-norm of each window of a volume: between mean and maximum."),
)
