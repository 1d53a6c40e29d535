"""Blocks to put into a network at any place; all but a head keep the shape they find there.

A block is written for pictures, for sequences or for plain features, as its paper has it, and sized
to what the card above gives. Convolutions read a sequence as channels × length, attention and
recurrent layers as steps × features.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine import numbers
from engine.catalog.kind import Shape
from engine.catalog.templates.attention import mixer_block, transformer_block
from engine.catalog.templates.builder import Builder
from engine.spec.network import NetworkSpec
from engine.text import Text, UserError, text

#: A squeeze-and-excite block looks at so many times fewer numbers than there are channels.
_REDUCTION = 16
#: With fewer channels than this an inception block has too few for its four branches.
_FEWEST_FOR_INCEPTION = 8
#: Numbers that a GRU head gives.
_STATE = 64


@dataclass(frozen=True)
class BlockTemplate:
    """A block by name; `write` adds its layers below the one the builder has come to.

    `takes` are the numbers of dimensions that it works with: 1 features, 2 a sequence, 3 a picture.
    `group` is that of its main layer, which gives its colour; `source` is who published it.
    """

    name: str
    title: str
    doc: str
    write: Callable[[Builder], None]
    takes: tuple[int, ...]
    group: str
    source: str

    def build(self, shape: Shape, called: str) -> NetworkSpec:
        """An Input of this shape and below it the block, under the name `called`.

        Raises:
            UserError: when the block can't work on this shape.
        """
        if len(shape) not in self.takes:
            raise UserError(
                text(
                    "{block} needs {wanted}, but the shape here is {found}. Choose another place.",
                    block=Text(self.title),
                    wanted=_wanted(self.takes),
                    found=numbers.shape(shape) or "1",
                )
            )
        net = Builder(shape)
        with net.block(called):
            self.write(net)
        return net.network()


def conv_norm_act(net: Builder) -> None:
    """A 3×3 convolution, its normalisation and an activation."""
    _conv(net, net.shape[0], 3)
    net.add("ReLU")


def residual(net: Builder) -> None:
    """Two convolutions with a shortcut around them (He et al. 2016, figure 2); Linear for features."""
    above, dims, channels = net.last, len(net.shape) - 1, net.shape[0]
    if dims == 0:
        net.add("Linear", out_features=channels)
        net.add("ReLU")
        net.add("Linear", out_features=channels)
    else:
        _conv(net, channels, 3)
        net.add("ReLU")
        _conv(net, channels, 3)
    net.add("Add", net.last, above)
    net.add("ReLU")


def bottleneck(net: Builder) -> None:
    """1×1, 3×3 and 1×1 convolutions over a quarter of the channels (He et al. 2016, figure 5)."""
    above, channels = net.last, net.shape[0]
    inner = max(1, channels // 4)
    for width, kernel in ((inner, 1), (inner, 3)):
        _conv(net, width, kernel)
        net.add("ReLU")
    _conv(net, channels, 1)
    net.add("Add", net.last, above)
    net.add("ReLU")


def squeeze_excite(net: Builder) -> None:
    """Weighs each channel by what all of them show on average (Hu et al. 2018)."""
    above, dims, channels = net.last, len(net.shape) - 1, net.shape[0]
    net.add(f"AdaptiveAvgPool{dims}d", output_size=1)
    net.add(f"Conv{dims}d", out_channels=max(1, channels // _REDUCTION), kernel_size=1)
    net.add("ReLU")
    net.add(f"Conv{dims}d", out_channels=channels, kernel_size=1)
    net.add("Sigmoid")
    net.add("Multiply", above, net.last)


def depthwise_separable(net: Builder) -> None:
    """A 3×3 convolution a channel, then a 1×1 one over all of them (Howard et al. 2017)."""
    channels = net.shape[0]
    _conv(net, channels, 3, groups=channels)
    net.add("ReLU")
    _conv(net, channels, 1)
    net.add("ReLU")


def inception(net: Builder) -> None:
    """Kernels of 1×1, 3×3 and 5×5 and a pooling side by side (Szegedy et al. 2015, figure 2b).

    The branches share the channels out like the paper's first one, inception 3a: ¼, ½, ⅛ and ⅛.
    """
    above = net.last
    channels = max(net.shape[0], _FEWEST_FOR_INCEPTION)
    quarter, eighth = channels // 4, channels // 8
    widest = channels - quarter - 2 * eighth
    ends = [_branch(net, above, quarter)]
    ends.append(_branch(net, above, max(1, 3 * widest // 4), (widest, 3)))
    ends.append(_branch(net, above, max(1, eighth // 2), (eighth, 5)))
    pooled = net.add("MaxPool2d", above, kernel_size=3, stride=1, padding=1)
    ends.append(_branch(net, pooled, eighth))
    net.add("Concat", *ends)


def transformer(net: Builder) -> None:
    """A pre-norm transformer block whose MLP is four times as wide (Xiong et al. 2020)."""
    features = net.shape[1]
    heads = next(heads for heads in (4, 2, 1) if features % heads == 0)
    transformer_block(net, heads, 4 * features)


def mixer(net: Builder) -> None:
    """A mixer block with the paper's proportions (Tolstikhin et al. 2021, table 1)."""
    steps, features = net.shape
    mixer_block(net, max(1, steps // 2), 4 * features)


def gru_head(net: Builder) -> None:
    """A GRU that goes through a sequence, and what its last step knows (Cho et al. 2014)."""
    net.add("GRU", hidden_size=_STATE)
    net.add("Dropout", p=0.25)


def _branch(net: Builder, above: str, width: int, larger: tuple[int, int] | None = None) -> str:
    """A 1×1 convolution, and behind it one of another width and kernel; gives the end."""
    net.add("Conv2d", above, out_channels=width, kernel_size=1)
    end = net.add("ReLU")
    if larger is not None:
        net.add("Conv2d", out_channels=larger[0], kernel_size=larger[1], padding=larger[1] // 2)
        end = net.add("ReLU")
    return end


def _conv(net: Builder, channels: int, kernel: int, groups: int = 1) -> None:
    """A convolution that keeps the size, without the bias that its normalisation would undo."""
    dims = len(net.shape) - 1
    net.add(
        f"Conv{dims}d",
        out_channels=channels,
        kernel_size=kernel,
        padding=kernel // 2,
        groups=groups,
        bias=False,
    )
    net.add(f"BatchNorm{dims}d")


def _wanted(takes: tuple[int, ...]) -> Text:
    """The shapes in words; a block that takes several says the one it was made for."""
    if takes[-1] == 3:
        return text("channels × height × width")
    return text("steps × features")


BLOCKS: dict[str, BlockTemplate] = {
    block.name: block
    for block in (
        BlockTemplate(
            "conv_norm",
            "Conv–BN–ReLU",
            "A 3×3 convolution with its normalisation and activation.",
            conv_norm_act,
            (2, 3),
            "convolution",
            "Ioffe & Szegedy 2015",
        ),
        BlockTemplate(
            "residual",
            "Residual block",
            "Two convolutions, or Linear layers, that learn what to add to their input.",
            residual,
            (1, 2, 3),
            "convolution",
            "He et al. 2016",
        ),
        BlockTemplate(
            "bottleneck",
            "Bottleneck block",
            "A 3×3 convolution over a quarter of the channels, with a shortcut: deep and cheap.",
            bottleneck,
            (2, 3),
            "convolution",
            "He et al. 2016",
        ),
        BlockTemplate(
            "squeeze",
            "Squeeze-and-excite",
            "Weighs each channel by what all of them show on average.",
            squeeze_excite,
            (2, 3),
            "convolution",
            "Hu et al. 2018",
        ),
        BlockTemplate(
            "separable",
            "Separable convolution",
            "A 3×3 kernel a channel, then a mixture of the channels: a ninth of the weights.",
            depthwise_separable,
            (2, 3),
            "convolution",
            "Howard et al. 2017",
        ),
        BlockTemplate(
            "inception",
            "Inception block",
            "Kernels of 1×1, 3×3 and 5×5 and a pooling side by side.",
            inception,
            (3,),
            "convolution",
            "Szegedy et al. 2015",
        ),
        BlockTemplate(
            "transformer",
            "Transformer block",
            "Attention and an MLP, each behind a LayerNorm and with a shortcut around it.",
            transformer,
            (2,),
            "attention",
            "Vaswani et al. 2017, Xiong et al. 2020",
        ),
        BlockTemplate(
            "mixer",
            "MLP-Mixer block",
            "An MLP along the steps and one along the features, each with a shortcut.",
            mixer,
            (2,),
            "linear",
            "Tolstikhin et al. 2021",
        ),
        BlockTemplate(
            "gru_head",
            "GRU head",
            "Goes through a sequence and gives what the last step knows: one row of numbers.",
            gru_head,
            (2,),
            "recurrent",
            "Cho et al. 2014",
        ),
    )
}
