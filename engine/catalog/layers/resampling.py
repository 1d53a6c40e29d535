"""Layers that change the size of a picture without learning: they interpolate, or move channels about."""

from collections.abc import Callable
from math import floor, prod
from typing import Any

from engine import numbers
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.windows import (
    Sizes,
    channels_by_name,
    channels_first,
    side_by_side,
    slide,
    spread,
)
from engine.spec.fields import Choice, Field, Flag, Real, Size, Whole, Wholes
from engine.text import Text, text

#: Dimensions besides the channels that a way of interpolating works on; 0 is any from one to three.
_MODES = {"nearest": 0, "linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}


def _upsample_shape(params: Params, inputs: Shapes) -> Shape:
    shape, dims = inputs[0], _MODES[params["mode"]]
    sizes = shape[1:]
    if not 1 <= len(sizes) <= 3 or (dims and len(sizes) != dims):
        wanted = channels_by_name(dims) if dims else text("channels and one to three sizes")
        raise ShapeError(
            text(
                "Upsample in mode {mode} needs {wanted}, but gets {found}. Choose another mode, or "
                "put a Reshape before it.",
                mode=params["mode"],
                wanted=wanted,
                found=numbers.shape(shape) or "1",
            )
        )
    if params["size"] is None:
        grown = tuple(floor(float(n) * params["scale_factor"]) for n in sizes)
    else:
        grown = params["size"] * len(sizes) if len(params["size"]) == 1 else params["size"]
    if len(grown) != len(sizes) or min(grown) < 1:
        raise ShapeError(
            text(
                "Upsample can't make {wanted} of {found}. Give one size for each dimension but the "
                "channels, or a larger scale_factor.",
                wanted=numbers.shape(grown),
                found=numbers.shape(shape),
            )
        )
    return (shape[0], *grown)


def _upsample_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    size: Sizes | None = params["size"]
    found: dict[str, Any] = {"scale_factor": params["scale_factor"]}
    if size is not None:
        found = {"size": size[0] if len(size) == 1 else size}
    found["mode"] = params["mode"]
    # torch refuses the setting for nearest, where there is nothing to align.
    if params["align_corners"] and params["mode"] != "nearest":
        found["align_corners"] = True
    return found


def _upsample_summary(params: Params, _inputs: Shapes) -> str:
    if params["size"] is not None:
        return f"Upsample {numbers.shape(params['size'])}"
    return f"Upsample ×{params['scale_factor']:g}"


def _divisible(kind: str, count: int, by: int, what: Text, field: str) -> None:
    """Raises ShapeError unless `by` divides `count`."""
    if count % by:
        raise ShapeError(
            text(
                "{kind} needs {what} that {by} divides, but gets {count}. Choose another {field}, "
                "or change the layer before it.",
                kind=kind,
                what=what,
                by=by,
                count=count,
                field=field,
            )
        )


def _shuffle_shape(params: Params, inputs: Shapes) -> Shape:
    height, width = channels_first("PixelShuffle", 2, inputs[0])
    factor, channels = params["upscale_factor"], inputs[0][0]
    _divisible("PixelShuffle", channels, factor**2, text("channels"), "upscale_factor")
    return (channels // factor**2, height * factor, width * factor)


def _unshuffle_shape(params: Params, inputs: Shapes) -> Shape:
    sizes = channels_first("PixelUnshuffle", 2, inputs[0])
    factor = params["downscale_factor"]
    for size in sizes:
        _divisible("PixelUnshuffle", size, factor, text("sizes"), "downscale_factor")
    return (inputs[0][0] * factor**2, *(size // factor for size in sizes))


def _channel_shuffle_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    if len(shape) < 2:
        raise ShapeError(
            text(
                "ChannelShuffle needs channels × length or more dimensions, but gets {found}. "
                "Put a Reshape before it.",
                found=numbers.shape(shape) or "1",
            )
        )
    _divisible("ChannelShuffle", shape[0], params["groups"], text("channels"), "groups")
    return shape


def _windows(kind: str, sizes: Sizes, params: Params) -> Sizes:
    names = ("kernel_size", "stride", "padding", "dilation")
    kernel, stride, padding, dilation = (spread(params[name], 2) for name in names)
    return slide(kind, sizes, kernel, stride, padding, dilation)


def _unfold_shape(params: Params, inputs: Shapes) -> Shape:
    places = _windows("Unfold", channels_first("Unfold", 2, inputs[0]), params)
    return (inputs[0][0] * prod(spread(params["kernel_size"], 2)), prod(places))


def _fold_shape(params: Params, inputs: Shapes) -> Shape:
    shape, size = inputs[0], spread(params["output_size"], 2)
    area, places = prod(spread(params["kernel_size"], 2)), prod(_windows("Fold", size, params))
    if len(shape) != 2 or shape[0] % area or shape[1] != places:
        raise ShapeError(
            text(
                "Fold to {size} needs a multiple of {area} rows and {places} columns, one a "
                "window, but gets {found}. Change output_size, kernel_size or stride.",
                size=numbers.shape(size),
                area=area,
                places=places,
                found=numbers.shape(shape) or "1",
            )
        )
    return (shape[0] // area, *size)


def _window_summary(kind: str) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, _inputs: Shapes) -> str:
        return f"{kind} {side_by_side(params['kernel_size'], 2)}"

    return summary


def _window_fields() -> tuple[Field, ...]:
    return (
        Size(name="kernel_size", dims=2, default=2, low=1, help="Size of a window"),
        Size(
            name="dilation",
            dims=2,
            default=1,
            low=1,
            help="Distance between the points of a window",
            rare=True,
        ),
        Size(name="padding", dims=2, default=0, low=0, help="Border added on each side"),
        Size(name="stride", dims=2, default=2, low=1, help="Places moved at a time"),
    )


KINDS = (
    LayerKind(
        name="Upsample",
        group="shape",
        doc="Makes a sequence, picture or volume larger by repeating or interpolating.",
        formula="size → ⌊size · scale_factor⌋",
        fields=(
            Wholes(
                name="size",
                default=None,
                low=1,
                optional=True,
                help="Sizes that come out, without the channels; empty: scale_factor decides",
            ),
            Real(
                name="scale_factor", default=2.0, above=0.0, high=1024.0, help="Times the old size"
            ),
            Choice(
                name="mode",
                default="nearest",
                options=tuple(_MODES),
                help="Repeat the nearest number, or interpolate along one to three dimensions",
            ),
            Flag(
                name="align_corners",
                default=False,
                help="Keep the outermost numbers in place when interpolating",
                rare=True,
            ),
        ),
        target="torch.nn.Upsample",
        explicit=("scale_factor", "align_corners"),
        out_shape=_upsample_shape,
        arguments=_upsample_arguments,
        keeps="nothing",
        stem="upsample",
        short=True,
        summary=_upsample_summary,
    ),
    LayerKind(
        name="PixelShuffle",
        group="shape",
        doc="Makes a picture larger by laying channels side by side: for super-resolution.",
        formula="channels·r² × height × width → channels × height·r × width·r",
        fields=(Whole(name="upscale_factor", default=2, low=1, help="r: times the old size"),),
        target="torch.nn.PixelShuffle",
        out_shape=_shuffle_shape,
        positional=1,
        keeps="nothing",
        stem="shuffle",
        short=True,
    ),
    LayerKind(
        name="PixelUnshuffle",
        group="shape",
        doc="Makes a picture smaller by stacking neighbouring pixels as channels; nothing is lost.",
        formula="channels × height·r × width·r → channels·r² × height × width",
        fields=(Whole(name="downscale_factor", default=2, low=1, help="r: share of the old size"),),
        target="torch.nn.PixelUnshuffle",
        out_shape=_unshuffle_shape,
        positional=1,
        keeps="nothing",
        stem="unshuffle",
        short=True,
    ),
    LayerKind(
        name="ChannelShuffle",
        group="shape",
        doc="Mixes the channels of groups, so that the next grouped convolution sees them all.",
        formula="channel g·n + i → channel i·groups + g",
        fields=(Whole(name="groups", default=2, low=1, help="Groups that the channels come from"),),
        target="torch.nn.ChannelShuffle",
        out_shape=_channel_shuffle_shape,
        positional=1,
        keeps="nothing",
        stem="shuffle",
        short=True,
    ),
    LayerKind(
        name="Unfold",
        group="shape",
        doc="Cuts a picture into windows and lays each out as a column, such as a ViT's patches.",
        formula="channels × height × width → channels·kernel × windows",
        fields=_window_fields(),
        target="torch.nn.Unfold",
        explicit=("stride",),
        out_shape=_unfold_shape,
        positional=1,
        keeps="nothing",
        stem="unfold",
        short=True,
        summary=_window_summary("Unfold"),
    ),
    LayerKind(
        name="Fold",
        group="shape",
        doc="Puts a picture together from windows, one a column; where they overlap it adds up.",
        formula="channels·kernel × windows → channels × height × width",
        fields=(
            Size(name="output_size", dims=2, default=8, low=1, help="Size of the picture"),
            *_window_fields(),
        ),
        target="torch.nn.Fold",
        explicit=("stride",),
        out_shape=_fold_shape,
        positional=2,
        keeps="nothing",
        stem="fold",
        short=True,
        summary=_window_summary("Fold"),
    ),
)
