"""Plain convolutional networks for pictures.

AlexNet and VGG were made for 224×224. On smaller pictures they lose the strides and poolings that
would leave nothing over, and keep their layers.
"""

from engine.catalog.templates.builder import Builder, require_picture
from engine.catalog.templates.data_shape import DataShape
from engine.spec.network import NetworkSpec

#: Pictures smaller than this along a side leave a convolution too little to slide over.
SMALLEST_PICTURE = 8
#: LeNet-5's second convolution needs five places a side after one halving of the picture.
_SMALLEST_FOR_LENET = 12
#: Below this a network made for 224×224 would shrink the picture to nothing.
SMALL_PICTURE = 64


def cnn(data: DataShape) -> NetworkSpec:
    """Two convolutions, each with a pooling, and two Linear layers.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("CNN", data, SMALLEST_PICTURE)
    net = Builder(data.shape)
    for channels in (16, 32):
        net.add("Conv2d", out_channels=channels, padding="same")
        net.add("ReLU")
        net.add("MaxPool2d")
    net.add("Flatten")
    net.add("Linear", out_features=64)
    net.add("ReLU")
    net.add("Dropout", p=0.25)
    net.add("Linear", out_features=data.width)
    return net.network()


def lenet5(data: DataShape) -> NetworkSpec:
    """LeNet-5 (LeCun et al. 1998), padded so that 28×28 goes in as its 32×32 did.

    61,706 parameters for one channel and ten classes.

    Raises:
        UserError: when the samples are no pictures of at least 12×12.
    """
    require_picture("LeNet-5", data, _SMALLEST_FOR_LENET)
    padding = 0 if data.shape[1:] == (32, 32) else 2
    net = Builder(data.shape)
    net.add("Conv2d", out_channels=6, kernel_size=5, padding=padding)
    net.add("Tanh")
    net.add("AvgPool2d")
    net.add("Conv2d", out_channels=16, kernel_size=5)
    net.add("Tanh")
    net.add("AvgPool2d")
    net.add("Flatten")
    for width in (120, 84):
        net.add("Linear", out_features=width)
        net.add("Tanh")
    net.add("Linear", out_features=data.width)
    return net.network()


def alexnet(data: DataShape) -> NetworkSpec:
    """AlexNet in one column (Krizhevsky 2014, arXiv:1404.5997): 61,100,840 parameters.

    That count is for 3×224×224 and 1000 classes. Pictures of less than 64×64 get a first
    convolution of 5×5 without a stride, as the same author's network for CIFAR-10 has it, no pooling
    that would leave a single point, and hidden Linear layers of 512 instead of 4096.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("AlexNet", data, SMALLEST_PICTURE)
    net = Builder(data.shape)
    small = data.side < SMALL_PICTURE
    with net.block("features"):
        first = (5, 1, 2) if small else (11, 4, 2)
        for channels, (kernel, stride, padding), pooled in (
            (64, first, True),
            (192, (5, 1, 2), True),
            (384, (3, 1, 1), False),
            (256, (3, 1, 1), False),
            (256, (3, 1, 1), True),
        ):
            net.add(
                "Conv2d",
                out_channels=channels,
                kernel_size=kernel,
                stride=stride,
                padding=padding,
            )
            net.add("ReLU")
            if pooled and min(net.shape[1:]) >= 5:
                net.add("MaxPool2d", kernel_size=3, stride=2)
    with net.block("classifier"):
        if not small:
            net.add("AdaptiveAvgPool2d", output_size=6)
        net.add("Flatten")
        for _ in range(2):
            net.add("Dropout", p=0.5)
            _hidden_layer(net, small=small)
        net.add("Linear", out_features=data.width)
    return net.network()


def vgg11(data: DataShape) -> NetworkSpec:
    """VGG-11, configuration A (Simonyan & Zisserman 2015): 132,863,336 parameters.

    That count is for 3×224×224 and 1000 classes. Pictures of less than 64×64 get hidden Linear
    layers of 512 instead of 4096, as Liu & Deng (2015) have it, and no pooling that would leave a
    single point.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("VGG-11", data, SMALLEST_PICTURE)
    net = Builder(data.shape)
    small = data.side < SMALL_PICTURE
    for number, stage in enumerate(((64,), (128,), (256, 256), (512, 512), (512, 512)), start=1):
        with net.block(f"stage{number}"):
            for channels in stage:
                net.add("Conv2d", out_channels=channels, padding=1)
                net.add("ReLU")
            if min(net.shape[1:]) >= 4:
                net.add("MaxPool2d")
    with net.block("classifier"):
        if not small:
            net.add("AdaptiveAvgPool2d", output_size=7)
        net.add("Flatten")
        for _ in range(2):
            _hidden_layer(net, small=small)
            net.add("Dropout", p=0.5)
        net.add("Linear", out_features=data.width)
    return net.network()


def _hidden_layer(net: Builder, *, small: bool) -> None:
    net.add("Linear", out_features=512 if small else 4096)
    net.add("ReLU")
