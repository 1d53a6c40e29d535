"""Layers that shrink a sequence or a picture without learning."""

from collections.abc import Callable

from engine.catalog.kind import LayerKind, Params, Shape, Shapes
from engine.catalog.layers.windows import Sizes, channels_first, side_by_side, slide, spread
from engine.spec.fields import Field, Flag, Size
from engine.text import Text, text


def _stride(params: Params, dims: int) -> Sizes:
    stride = params["stride"]
    return spread(params["kernel_size"] if stride is None else stride, dims)


def _pooled(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        sizes = channels_first(kind, dims, inputs[0])
        places = slide(
            kind,
            sizes,
            spread(params["kernel_size"], dims),
            _stride(params, dims),
            spread(params["padding"], dims),
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
        dilation = spread(params.get("dilation", 1), dims)
        reach = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
        if any(2 * p > r for p, r in zip(padding, reach, strict=True)):
            return text("padding must be at most half of kernel_size.")
        return None

    return rule


def _fields(dims: int, *more: Field) -> tuple[Field, ...]:
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
        Size(name="padding", dims=dims, default=0, low=0, help="Border added on each side"),
        *more,
        Flag(name="ceil_mode", default=False, help="Let a last, partial window count", rare=True),
    )


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
        positional=1,
        stem="pool",
        short=True,
        summary=_summary(name, dims, "output_size"),
    )


KINDS = (
    _max_pool(1, "Keeps the largest value of each window of a sequence."),
    _max_pool(2, "Keeps the largest value of each window of a picture."),
    _average_pool(1, "Keeps the mean of each window of a sequence."),
    _average_pool(2, "Keeps the mean of each window of a picture."),
    _adaptive_pool("Avg", 1, "Averages a sequence of any length down to a given one."),
    _adaptive_pool("Avg", 2, "Averages a picture of any size down to a given one."),
    _adaptive_pool("Max", 2, "Takes the largest values of a picture of any size, a given number."),
)
