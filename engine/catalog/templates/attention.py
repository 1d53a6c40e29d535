"""Networks that cut a picture into patches and let the patches see one another.

Patches are read as a sequence, steps × features. What is left at the right and below, where the
patch size does not divide the picture, is not seen.
"""

from collections.abc import Callable

from engine.catalog.kind import Shape
from engine.catalog.templates.builder import Builder, require_picture
from engine.catalog.templates.data_shape import DataShape
from engine.catalog.templates.pictures import SMALLEST_PICTURE
from engine.spec.network import NetworkSpec

#: Features of a patch, and blocks, of the small networks.
_WIDTH, _DEPTH = 64, 4


def small_vit(data: DataShape) -> NetworkSpec:
    """Vision Transformer of four blocks over 64 features with 4 heads, and about 7×7 patches.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("ViT", data, SMALLEST_PICTURE)
    return vit(data.shape, data.width, _patch(data), _WIDTH, _DEPTH, heads=4, hidden=2 * _WIDTH)


def vit(
    shape: Shape, outputs: int, patch: int, width: int, depth: int, heads: int, hidden: int
) -> NetworkSpec:
    """Vision Transformer (Dosovitskiy et al. 2021); `hidden` is the inner size of its MLPs.

    ViT-B/16 is patch 16, width 768, depth 12, 12 heads and 3072: 86,567,656 parameters for 3×224×224
    and 1000 classes.
    """
    net = Builder(shape)
    _patches(net, patch, width)
    net.add("ClassToken")
    net.add("PositionalEncoding", mode="learned")
    _repeat(net, "encoder", depth, lambda: transformer_block(net, heads, hidden))
    with net.block("head"):
        net.add("LayerNorm")
        net.add("Select", dim=0, index=0)
        net.add("Linear", out_features=outputs)
    return net.network()


def transformer_block(net: Builder, heads: int, hidden: int) -> None:
    """Attention and an MLP, each behind its LayerNorm and with a shortcut around (pre-norm)."""
    above = net.last
    net.add("LayerNorm")
    net.add("MultiheadAttention", num_heads=heads)
    above = net.add("Add", net.last, above)
    net.add("LayerNorm")
    _mlp(net, hidden, net.shape[-1])
    net.add("Add", net.last, above)


def small_mixer(data: DataShape) -> NetworkSpec:
    """MLP-Mixer of four blocks over 64 features, with about 7×7 patches.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    require_picture("MLP-Mixer", data, SMALLEST_PICTURE)
    return mixer(data.shape, data.width, _patch(data), _WIDTH, _DEPTH, _WIDTH // 2, 4 * _WIDTH)


def mixer(
    shape: Shape, outputs: int, patch: int, width: int, depth: int, steps: int, features: int
) -> NetworkSpec:
    """MLP-Mixer (Tolstikhin et al. 2021); `steps` and `features` are the hidden sizes of its MLPs.

    Mixer-B/16 is patch 16, width 768, depth 12, 384 and 3072: 59,880,472 parameters for 3×224×224
    and 1000 classes.
    """
    net = Builder(shape)
    _patches(net, patch, width)
    _repeat(net, "mixer", depth, lambda: mixer_block(net, steps, features))
    with net.block("head"):
        net.add("LayerNorm")
        net.add("Mean", dim=0)
        net.add("Linear", out_features=outputs)
    return net.network()


def mixer_block(net: Builder, steps: int, features: int) -> None:
    """An MLP along the steps and one along the features, each with a shortcut around it."""
    above, (length, width) = net.last, net.shape
    net.add("LayerNorm")
    net.add("Permute", dims=(1, 0))
    _mlp(net, steps, length)
    net.add("Permute", dims=(1, 0))
    above = net.add("Add", net.last, above)
    net.add("LayerNorm")
    _mlp(net, features, width)
    net.add("Add", net.last, above)


def _mlp(net: Builder, hidden: int, width: int) -> None:
    net.add("Linear", out_features=hidden)
    net.add("GELU")
    net.add("Linear", out_features=width)


def _repeat(net: Builder, name: str, times: int, write: Callable[[], None]) -> None:
    """A block several times, one behind the other, each a copy of the first."""
    first = ""
    for number in range(1, times + 1):
        with net.block(f"{name}{number}", copy_of=first) as block:
            write()
        first = first or block


def _patches(net: Builder, patch: int, width: int) -> None:
    """Each patch as a row of features: a convolution without overlap, read as a sequence."""
    with net.block("patches"):
        net.add("Conv2d", out_channels=width, kernel_size=patch, stride=patch)
        net.add("Flatten", start_dim=1)
        net.add("Permute", dims=(1, 0))


def _patch(data: DataShape) -> int:
    """The power of two that cuts the shorter side into 7 to 13 patches, or 4 and more of a small one."""
    return 1 << max(1, (data.side // 7).bit_length() - 1)
