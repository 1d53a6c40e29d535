"""Networks for series: steps × features, one step after another.

A table is read as a series too: each column is a step, in the order of the columns. So is a picture,
row by row.
"""

from engine import numbers
from engine.catalog.templates.builder import Builder
from engine.catalog.templates.data_shape import DataShape
from engine.spec.network import NetworkSpec
from engine.text import UserError, text

#: Fewer steps than this are no series, and too few for a kernel of 8.
_FEWEST_STEPS, _FEWEST_TO_SLIDE = 4, 8
#: With fewer rows a network has a quarter of the channels.
_FEW_ROWS = 2_000


def temporal_cnn(data: DataShape) -> NetworkSpec:
    """Three convolutions along the steps, then a mean over all of them (Wang, Yan & Oates 2017).

    The paper's fully convolutional network has 128, 256 and 128 channels and kernels of 8, 5 and 3;
    so has this for 2,000 rows and more, and a quarter of the channels for fewer. The biases, which
    the normalisation behind would take away, are left out.

    Raises:
        UserError: when a sample has fewer than 8 steps.
    """
    net = _series("Temporal CNN", data, _FEWEST_TO_SLIDE)
    net.add("Permute", dims=(1, 0))
    width = 32 if data.rows < _FEW_ROWS else 128
    for channels, kernel in ((width, 8), (2 * width, 5), (width, 3)):
        net.add(
            "Conv1d",
            out_channels=channels,
            kernel_size=kernel,
            padding=kernel // 2,
            bias=False,
        )
        net.add("BatchNorm1d")
        net.add("ReLU")
    net.add("AdaptiveAvgPool1d", output_size=1)
    net.add("Flatten")
    net.add("Linear", out_features=data.width)
    return net.network()


def gru(data: DataShape) -> NetworkSpec:
    """A GRU (Cho et al. 2014) whose last state is classified.

    Raises:
        UserError: when a sample has fewer than 4 steps.
    """
    return _recurrent("GRU", data)


def lstm(data: DataShape) -> NetworkSpec:
    """An LSTM (Hochreiter & Schmidhuber 1997) whose last state is classified.

    Raises:
        UserError: when a sample has fewer than 4 steps.
    """
    return _recurrent("LSTM", data)


def _recurrent(kind: str, data: DataShape) -> NetworkSpec:
    net = _series(kind, data, _FEWEST_STEPS)
    net.add(kind, hidden_size=32 if data.rows < _FEW_ROWS else 128)
    net.add("Dropout", p=0.25)
    net.add("Linear", out_features=data.width)
    return net.network()


def _series(name: str, data: DataShape, fewest: int) -> Builder:
    """A network that has come as far as steps × features.

    Raises:
        UserError: when there are too few steps.
    """
    steps = data.shape[1] if data.picture else data.shape[0]
    if len(data.shape) > 3 or steps < fewest:
        raise UserError(
            text(
                "{name} needs a series of at least {smallest} steps (steps × features, or a column "
                "a step), but a sample is {found}. Choose an MLP, or set the shape of the data.",
                name=name,
                smallest=fewest,
                found=numbers.shape(data.shape),
            )
        )
    net = Builder(data.shape)
    if len(data.shape) == 1:
        net.add("Reshape", shape=(steps, 1))
    elif data.picture:
        if data.shape[0] > 1:
            net.add("Permute", dims=(1, 0, 2))
        net.add("Reshape", shape=(steps, data.shape[0] * data.shape[2]))
    return net
