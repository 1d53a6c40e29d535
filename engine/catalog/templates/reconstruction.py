"""Networks that learn to give their input back; the loss compares their output with the input."""

from math import isqrt, prod

from engine.catalog.kind import Shape
from engine.catalog.templates.builder import Builder, require_picture
from engine.catalog.templates.data_shape import DataShape
from engine.catalog.templates.pictures import SMALLEST_PICTURE
from engine.spec.network import NetworkSpec

#: An autoencoder's code has a quarter of the numbers of a sample, and never more than this.
_LONGEST_CODE = 32
#: Share of the numbers that the small U-Net is not shown while it learns.
_NOISE = 0.25


def autoencoder(data: DataShape) -> NetworkSpec:
    """Through a narrow code and back (Hinton & Salakhutdinov 2006).

    Pictures of at least 8×8 shrink by two convolutions with stride 2 and grow by two transposed
    ones; all else is laid in a row and goes through Linear layers.
    """
    if data.side >= SMALLEST_PICTURE:
        return _of_pictures(data.shape)
    size = prod(data.shape)
    code = max(1, min(_LONGEST_CODE, size // 4))
    hidden = max(code, isqrt(size * code))
    net = Builder(data.shape)
    if len(data.shape) != 1:
        net.add("Flatten")
    with net.block("encoder"):
        net.add("Linear", out_features=hidden)
        net.add("ReLU")
        net.add("Linear", out_features=code)
    with net.block("decoder"):
        net.add("Linear", out_features=hidden)
        net.add("ReLU")
        net.add("Linear", out_features=size)
        if len(data.shape) != 1:
            net.add("Reshape", shape=data.shape)
    return net.network()


def _of_pictures(shape: Shape) -> NetworkSpec:
    net = Builder(shape)
    sizes = [shape[1:]]
    with net.block("encoder"):
        for channels in (16, 32):
            net.add("Conv2d", out_channels=channels, stride=2, padding=1)
            net.add("ReLU")
            sizes.append(net.shape[1:])
        inner = net.shape
        net.add("Flatten")
        net.add("Linear", out_features=min(_LONGEST_CODE, prod(shape) // 4))
    with net.block("decoder"):
        net.add("Linear", out_features=prod(inner))
        net.add("ReLU")
        net.add("Reshape", shape=inner)
        for channels, size in ((16, sizes[1]), (shape[0], sizes[0])):
            # Undoes the convolution above: 2n − 1 places, and one more where the size was even.
            net.add(
                "ConvTranspose2d",
                out_channels=channels,
                kernel_size=3,
                stride=2,
                padding=1,
                output_padding=tuple(1 - wanted % 2 for wanted in size),
            )
            if size != sizes[0]:
                net.add("ReLU")
    return net.network()


def small_unet(data: DataShape) -> NetworkSpec:
    """A U-Net of 16 to 128 channels that fills in what is missing in a picture.

    The data has no masks to learn, so that the target is the picture itself, and a quarter of its
    numbers is hidden at the entrance while it learns (Vincent et al. 2008). Small pictures are halved
    less often.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("U-Net", data, SMALLEST_PICTURE)
    depth = min(3, data.side.bit_length() - 2)
    return unet(data.shape, data.shape[0], base=16, depth=depth, noise=_NOISE)


def unet(shape: Shape, outputs: int, base: int, depth: int, noise: float = 0.0) -> NetworkSpec:
    """U-Net (Ronneberger, Fischer & Brox 2015) with `outputs` channels out.

    The paper's has a base of 64 and a depth of 4. Its convolutions lose the border; these are padded,
    so that nothing has to be cropped and the output has the size of the input.
    """
    net = Builder(shape)
    if noise:
        net.add("Dropout", called="noise", p=noise)
    skipped = []
    for level in range(depth):
        with net.block(f"down{level + 1}"):
            if level:
                net.add("MaxPool2d")
            _two_convolutions(net, base * 2**level)
            skipped.append(net.last)
    with net.block("bottom"):
        net.add("MaxPool2d")
        _two_convolutions(net, base * 2**depth)
    for level, skip in reversed(list(enumerate(skipped))):
        with net.block(f"up{level + 1}"):
            size = net.shape_of(skip)[1:]
            net.add(
                "ConvTranspose2d",
                out_channels=base * 2**level,
                kernel_size=2,
                stride=2,
                output_padding=tuple(wanted % 2 for wanted in size),
            )
            net.add("Concat", skip, net.last)
            _two_convolutions(net, base * 2**level)
    net.add("Conv2d", out_channels=outputs, kernel_size=1)
    return net.network()


def _two_convolutions(net: Builder, channels: int) -> None:
    for _ in range(2):
        net.add("Conv2d", out_channels=channels, padding=1)
        net.add("ReLU")
