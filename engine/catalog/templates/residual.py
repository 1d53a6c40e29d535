"""Networks whose layers learn what to add to their input."""

from engine.catalog.templates.builder import Builder, require_picture
from engine.catalog.templates.data_shape import DataShape
from engine.catalog.templates.pictures import SMALL_PICTURE, SMALLEST_PICTURE
from engine.spec.network import NetworkSpec


def resnet18(data: DataShape) -> NetworkSpec:
    """ResNet-18 (He et al. 2016): 11,689,512 parameters for 3×224×224 and 1000 classes.

    Four stages of two basic blocks each; the second block of a stage is a copy of the first.
    Pictures of less than 64×64 enter by a 3×3 convolution without stride or pooling, as section 4.2
    of the paper has it for CIFAR-10; a stage that would leave a single point has no stride.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("ResNet-18", data, SMALLEST_PICTURE)
    net = Builder(data.shape)
    with net.block("stem"):
        if data.side < SMALL_PICTURE:
            _conv(net, 64, 3, padding=1)
        else:
            _conv(net, 64, 7, stride=2, padding=3)
        net.add("BatchNorm2d")
        net.add("ReLU")
        if data.side >= SMALL_PICTURE:
            net.add("MaxPool2d", kernel_size=3, stride=2, padding=1)
    for number, channels in enumerate((64, 128, 256, 512), start=1):
        with net.block(f"stage{number}"):
            with net.block("1") as first:
                basic_block(net, channels, stride=2 if number > 1 and min(net.shape[1:]) > 2 else 1)
            with net.block("2", copy_of=first):
                basic_block(net, channels)
    with net.block("head"):
        net.add("AdaptiveAvgPool2d", output_size=1)
        net.add("Flatten")
        net.add("Linear", out_features=data.width)
    return net.network()


def basic_block(net: Builder, channels: int, stride: int = 1) -> None:
    """Two 3×3 convolutions and a shortcut around them (He et al. 2016, figure 2).

    Where the shortcut hands its input on as it is, its convolution and normalisation are switched
    off, so that all blocks are made of the same layers.
    """
    above = net.last
    projected = stride != 1 or net.shape[0] != channels
    _conv(net, channels, 3, stride=stride, padding=1)
    net.add("BatchNorm2d")
    net.add("ReLU")
    _conv(net, channels, 3, padding=1)
    branch = net.add("BatchNorm2d")
    net.add(
        "Conv2d",
        above,
        called="shortcut",
        enabled=projected,
        out_channels=channels,
        kernel_size=1,
        stride=stride,
        bias=False,
    )
    shortcut = net.add("BatchNorm2d", called="shortcut_bn", enabled=projected)
    net.add("Add", branch, shortcut)
    net.add("ReLU")


def _conv(net: Builder, channels: int, kernel: int, *, stride: int = 1, padding: int) -> None:
    net.add(
        "Conv2d",
        out_channels=channels,
        kernel_size=kernel,
        stride=stride,
        padding=padding,
        bias=False,
    )
