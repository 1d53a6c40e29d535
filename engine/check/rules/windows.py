"""Windows that slide over a sequence or a picture: what they skip, miss or see nothing of."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine import edits, numbers
from engine.catalog.layers.windows import Sizes, spread
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import on_network, remove, set_param
from engine.check.shapes import LayerInfo
from engine.latest import kept
from engine.spec.fields import Size
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import text


@dataclass(frozen=True)
class _Window:
    """A window in numbers, one a dimension; `reach` is its size with the gaps of a dilation."""

    sizes: Sizes
    kernel: Sizes
    stride: Sizes
    dilation: Sizes
    padding: int | Sizes | str

    @property
    def reach(self) -> Sizes:
        return tuple(d * (k - 1) + 1 for k, d in zip(self.kernel, self.dilation, strict=True))


def _window(layer: LayerSpec, known: LayerInfo) -> _Window | None:
    """The window of a convolution or a pooling that has one; a transposed one slides over its output."""
    params, shape = known.params, known.inputs[0] if known.inputs else ()
    if "kernel_size" not in params:
        return None
    sized = [f for f in known.kind.fields if f.name == "kernel_size" and isinstance(f, Size)]
    if not sized or "stride" not in params or layer.kind.startswith("ConvTranspose"):
        return None
    dims = sized[0].dims
    if len(shape) != dims + 1:
        return None  # windows laid side by side already, such as those that Fold takes
    stride = params["kernel_size"] if params["stride"] is None else params["stride"]
    return _Window(
        shape[1:],
        spread(params["kernel_size"], dims),
        spread(stride, dims),
        spread(params.get("dilation", 1), dims),
        params.get("padding", 0),
    )


@kept
def _windows(case: Case) -> tuple[tuple[LayerSpec, LayerInfo, _Window], ...]:
    """The layers that have a window."""
    return tuple(
        (layer, known, window)
        for layer, known in case.working
        if (window := _window(layer, known)) is not None
    )


def stride_skips(case: Case) -> Iterator[Advice]:
    """Steps longer than the window; a window of one point skips on purpose, as in a ResNet."""
    for layer, _known, window in _windows(case):
        if set(window.kernel) == {1}:
            continue
        shorter = tuple(map(min, window.stride, window.reach))
        if shorter != window.stride:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” moves {stride} at a time with a window of {kernel}: what lies between "
                    "is never seen.",
                    layer=layer.name,
                    stride=numbers.shape(window.stride),
                    kernel=numbers.shape(window.reach),
                ),
                (set_param(layer, "stride", shorter, numbers.shape(shorter)),),
            )


def even_kernel(case: Case) -> Iterator[Advice]:
    """An even kernel has no middle, so that padding to the same size is longer on one side."""
    for layer, _known, window in _windows(case):
        if window.padding != "same" or all(r % 2 for r in window.reach):
            continue
        odd = tuple(k + 1 - k % 2 for k in window.kernel)
        yield Advice(
            layer.id,
            text(
                "“{layer}” has an even kernel, which padding “same” can't centre: every map is "
                "shifted by half a point.",
                layer=layer.name,
            ),
            (set_param(layer, "kernel_size", odd, numbers.shape(odd)),),
        )


def kernel_too_large(case: Case) -> Iterator[Advice]:
    """A kernel of more than 2n − 1 points over n: its outer weights meet nothing but padding."""
    for layer, known, window in _windows(case):
        over = tuple(
            max(0, -(-(r - 2 * n + 1) // 2))
            for r, n in zip(window.reach, window.sizes, strict=True)
        )
        if not any(over) or not known.weights or _pool_above(case, layer) is not None:
            continue
        fix = _smaller_kernel(layer, window, over)
        yield Advice(
            layer.id,
            text(
                "The kernel of “{layer}” is {kernel} over a map of {sizes}: its outer weights meet "
                "nothing but padding.",
                layer=layer.name,
                kernel=numbers.shape(window.reach),
                sizes=numbers.shape(window.sizes),
            ),
            (fix,) if fix is not None else (),
        )
        return  # those behind it look at the same small map


def _smaller_kernel(layer: LayerSpec, window: _Window, over: Sizes) -> Fix | None:
    """A kernel without what sees only padding, and as much less padding: the shape stays."""
    kernel = tuple(k - 2 * o for k, o in zip(window.kernel, over, strict=True))
    if min(kernel) < 1 or set(window.dilation) != {1}:
        return None
    padding = window.padding
    if not isinstance(padding, str):
        each = spread(padding, len(kernel))
        padding = tuple(p - o for p, o in zip(each, over, strict=True))
        if min(padding) < 0:
            return None

    def edit(network: NetworkSpec) -> NetworkSpec:
        network = edits.set_param(network, layer.id, "kernel_size", kernel)
        return edits.set_param(network, layer.id, "padding", padding)

    return Fix(text("Set kernel_size to {size}", size=numbers.shape(kernel)), on_network(edit))


def pooled_away(case: Case) -> Iterator[Advice]:
    """A pooling that leaves a single point, although convolutions with a window follow."""
    for layer, known in case.working:
        if not _leaves_a_point(layer, known):
            continue
        follower = next((la for la, _ in case.working if _pool_above(case, la) == layer), None)
        if follower is not None:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” leaves a single point of the map, so that “{follower}” has nothing to "
                    "slide over.",
                    layer=layer.name,
                    follower=follower.name,
                ),
                (remove(layer),),
            )


def pool_of_one(case: Case) -> Iterator[Advice]:
    """A pooling whose windows have one point each."""
    for layer, known, window in _windows(case):
        if known.kind.group == "pooling" and {*window.kernel, *window.stride} == {1}:
            message = text("“{layer}” pools nothing: every number stays.", layer=layer.name)
            yield Advice(layer.id, message, (remove(layer),))


def _pool_above(case: Case, layer: LayerSpec) -> LayerSpec | None:
    """The pooling that left this convolution with a window a single point."""
    if case.group(layer) != "convolution" or case.info.layers[layer.id].params["kernel_size"] == 1:
        return None
    above = case.above(layer)
    while above is not None and case.group(above) in {"activation", "normalization"}:
        above = case.above(above)
    if above is None or above.id not in case.info.layers:
        return None
    return above if _leaves_a_point(above, case.info.layers[above.id]) else None


def _leaves_a_point(layer: LayerSpec, known: LayerInfo) -> bool:
    if known.kind.group != "pooling":
        return False
    return set(known.outputs[0][1:]) == {1} and set(known.inputs[0][1:]) != {1}


RULES: dict[str, Rule] = {
    "pooledAway": pooled_away,
    "strideSkips": stride_skips,
    "kernelTooLarge": kernel_too_large,
    "evenKernel": even_kernel,
    "poolOfOne": pool_of_one,
}
