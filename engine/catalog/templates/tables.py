"""Networks for tables, and for any data laid in one row."""

from collections.abc import Sequence

from engine.catalog.templates.builder import Builder
from engine.catalog.templates.data_shape import DataShape
from engine.spec.network import NetworkSpec


def blank(data: DataShape) -> NetworkSpec:
    """An input and nothing else."""
    return Builder(data.shape).network()


def logistic(data: DataShape) -> NetworkSpec:
    """One Linear layer: linear regression, or logistic regression with a fitting loss."""
    return mlp(data, hidden=())


def mlp(
    data: DataShape, hidden: Sequence[int] | None = None, activation: str = "ReLU"
) -> NetworkSpec:
    """Linear layers with an activation between them; `hidden` fits the data unless told."""
    net = Builder(data.shape)
    if len(data.shape) != 1:
        net.add("Flatten")
    for width in _hidden(data) if hidden is None else hidden:
        net.add("Linear", out_features=width)
        net.add(activation)
    net.add("Linear", out_features=data.width)
    return net.network()


def _hidden(data: DataShape) -> tuple[int, ...]:
    """Wider for more rows, which can teach more weights."""
    if data.rows < 1_000:
        return (16, 8)
    return (64, 32) if data.rows < 20_000 else (128, 64)
