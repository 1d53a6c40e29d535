"""What convolution and pooling share: windows that slide over one to three dimensions.

Sizes follow the formulas in the documentation of `torch.nn.Conv2d` and `torch.nn.MaxPool2d`.
"""

from engine import numbers
from engine.catalog.kind import Shape, ShapeError
from engine.text import Text, text

Sizes = tuple[int, ...]


def spread(value: int | Sizes, dims: int) -> Sizes:
    """One size a dimension, from one for all or one each."""
    return (value,) * dims if isinstance(value, int) else value


def side_by_side(value: int | Sizes, dims: int) -> str:
    """A window as people write it: 3×3."""
    return numbers.shape(spread(value, dims))


def channels_by_name(dims: int) -> Text:
    """What a sample with so many dimensions besides its channels is called."""
    if dims == 1:
        return text("channels × length")
    if dims == 2:
        return text("channels × height × width")
    return text("channels × depth × height × width")


def channels_first(kind: str, dims: int, shape: Shape) -> Sizes:
    """The sizes that a window slides over: all but the channels.

    Raises:
        ShapeError: when the input is no channels × length, × height × width or × depth × height × width.
    """
    if len(shape) == dims + 1:
        return shape[1:]
    if not shape:
        raise ShapeError(text("{kind} can't work on a single number.", kind=kind))
    raise ShapeError(
        text(
            "{kind} needs {wanted}, but gets {found}. Put a Reshape before it.",
            kind=kind,
            wanted=channels_by_name(dims),
            found=numbers.shape(shape),
        )
    )


def slide(
    kind: str,
    sizes: Sizes,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    ceil_mode: bool = False,
) -> Sizes:
    """The number of places that a window takes along each dimension.

    Raises:
        ShapeError: when the window is larger than the padded input.
    """
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    places = []
    for n, r, s, p in zip(sizes, reach, stride, padding, strict=True):
        count = (n + 2 * p - r + (s - 1 if ceil_mode else 0)) // s + 1
        if ceil_mode and (count - 1) * s >= n + p:
            count -= 1  # a last window that would begin in the border does not count
        places.append(count)
    if min(places) < 1:
        raise ShapeError(_too_large(kind, sizes, kernel, reach))
    return tuple(places)


def _too_large(kind: str, sizes: Sizes, kernel: Sizes, reach: Sizes) -> Text:
    if reach != kernel:
        return text(
            "The kernel of {kind} reaches over {kernel} with its dilation, but the input is only "
            "{found}. Choose a smaller kernel_size or dilation, or more padding.",
            kind=kind,
            kernel=numbers.shape(reach),
            found=numbers.shape(sizes),
        )
    return text(
        "The kernel of {kind} is {kernel}, but the input is only {found}. "
        "Choose a smaller kernel_size, more padding, or fewer pooling layers before it.",
        kind=kind,
        kernel=numbers.shape(kernel),
        found=numbers.shape(sizes),
    )
