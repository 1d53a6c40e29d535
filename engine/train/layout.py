"""In which order a network's numbers lie in memory: with the channels last where that is faster."""

from engine.check.shapes import NetworkInfo
from engine.spec.network import NetworkSpec

#: What runs at least as fast with the channels last, where the convolutions gain a quarter and more.
#: (Dropout would draw the same numbers for other places, group normalisation and adaptive pooling are
#: several times slower.)
_FAST = frozenset(
    "Input Conv2d ReLU LeakyReLU ELU SELU CELU GELU SiLU Sigmoid Tanh Hardtanh Hardsigmoid Hardswish ReLU6 "
    "BatchNorm2d Dropout2d MaxPool2d AvgPool2d Upsample Add Identity".split()
)
#: Multiply-adds of a sample from which convolutions outweigh what is slower.
_HEAVY = 20_000_000
#: These give other numbers when the same random ones fall in another order.
_DRAWING = frozenset({"Dropout", "RReLU", "AlphaDropout", "FeatureAlphaDropout"})
#: Channels, height and width.
_PICTURE = 3


def channels_last_pays(network: NetworkSpec, info: NetworkInfo) -> bool:
    """Whether pictures are better kept with their channels last, on a CPU.

    A rule and not a measurement, so that the same project gives the same numbers each time.
    """
    makes_pictures = [
        layer
        for layer in network.layers
        if layer.id in info.layers
        and any(len(s) == _PICTURE for s in info.layers[layer.id].outputs)
    ]
    kinds = {layer.kind for layer in makes_pictures if layer.enabled}
    if "Conv2d" not in kinds or kinds & _DRAWING:
        return False
    grouped = any(
        layer.kind == "Conv2d" and info.layers[layer.id].params.get("groups", 1) > 1
        for layer in makes_pictures
    )
    return (kinds <= _FAST and not grouped) or info.multiply_adds >= _HEAVY
