"""Ready networks, and the network and settings that suit given data."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from engine import numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import layer_kind
from engine.spec.component import component
from engine.spec.network import INPUT, LayerSpec, NetworkSpec
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError, text

#: Pictures smaller than this along a side leave a convolution too little to slide over.
_SMALLEST_PICTURE = 8
#: LeNet-5's second convolution needs five places a side after one halving of the picture.
_SMALLEST_FOR_LENET = 12


@dataclass(frozen=True)
class DataShape:
    """What a network must fit: the shape of a sample, the task, its outputs and the number of rows.

    `outputs` is the number of target columns, or of classes.
    """

    shape: Shape
    task: Literal["regression", "binary", "multiclass"]
    outputs: int
    rows: int

    @property
    def width(self) -> int:
        """Numbers that the last layer gives: two classes need but one."""
        return 1 if self.task == "binary" else self.outputs

    @property
    def picture(self) -> bool:
        """Whether a sample is channels × height × width."""
        return len(self.shape) == 3


@dataclass(frozen=True)
class Template:
    """A ready network by name."""

    name: str
    title: str
    doc: str
    build: Callable[[DataShape], NetworkSpec]


class _Chain:
    """Layers one after another, named by kind and number: fc1, relu1, fc2."""

    def __init__(self, data: DataShape) -> None:
        self._layers: list[LayerSpec] = []
        self._count: Counter[str] = Counter()
        self.add(INPUT, shape=data.shape)

    def add(self, kind: str, **params: Any) -> None:
        stem = layer_kind(kind).stem
        self._count[stem] += 1
        layer = LayerSpec(
            id=f"l{len(self._layers) + 1}",
            kind=kind,
            name=f"{stem}{self._count[stem]}",
            params=params,
            inputs=tuple(above.id for above in self._layers[-1:]),
        )
        self._layers.append(layer)

    def network(self) -> NetworkSpec:
        return NetworkSpec(layers=tuple(self._layers), outputs=(self._layers[-1].id,))


def blank(data: DataShape) -> NetworkSpec:
    """An input and nothing else."""
    return _Chain(data).network()


def logistic(data: DataShape) -> NetworkSpec:
    """One Linear layer: linear regression, or logistic regression with a fitting loss."""
    return mlp(data, hidden=())


def mlp(
    data: DataShape, hidden: Sequence[int] | None = None, activation: str = "ReLU"
) -> NetworkSpec:
    """Linear layers with an activation between them; `hidden` fits the data unless told."""
    chain = _Chain(data)
    if len(data.shape) != 1:
        chain.add("Flatten")
    for width in _hidden(data) if hidden is None else hidden:
        chain.add("Linear", out_features=width)
        chain.add(activation)
    chain.add("Linear", out_features=data.width)
    return chain.network()


def cnn(data: DataShape) -> NetworkSpec:
    """Two convolutions, each with a pooling, and two Linear layers.

    Raises:
        UserError: when the samples are no pictures of at least 8×8.
    """
    _require_picture("CNN", data, _SMALLEST_PICTURE)
    chain = _Chain(data)
    for channels in (16, 32):
        chain.add("Conv2d", out_channels=channels, padding="same")
        chain.add("ReLU")
        chain.add("MaxPool2d")
    chain.add("Flatten")
    chain.add("Linear", out_features=64)
    chain.add("ReLU")
    chain.add("Dropout", p=0.25)
    chain.add("Linear", out_features=data.width)
    return chain.network()


def lenet5(data: DataShape) -> NetworkSpec:
    """LeNet-5 (LeCun et al. 1998), padded so that 28×28 goes in as its 32×32 did.

    Raises:
        UserError: when the samples are no pictures of at least 12×12.
    """
    _require_picture("LeNet-5", data, _SMALLEST_FOR_LENET)
    padding = 0 if data.shape[1:] == (32, 32) else 2
    chain = _Chain(data)
    chain.add("Conv2d", out_channels=6, kernel_size=5, padding=padding)
    chain.add("Tanh")
    chain.add("AvgPool2d")
    chain.add("Conv2d", out_channels=16, kernel_size=5)
    chain.add("Tanh")
    chain.add("AvgPool2d")
    chain.add("Flatten")
    for width in (120, 84):
        chain.add("Linear", out_features=width)
        chain.add("Tanh")
    chain.add("Linear", out_features=data.width)
    return chain.network()


def suggest(data: DataShape) -> tuple[NetworkSpec, TrainingSpec]:
    """A network and settings that learn something from the data at the first try."""
    picture = data.picture and min(data.shape[1:]) >= _SMALLEST_PICTURE
    network = cnn(data) if picture else mlp(data)
    return network, suggest_training(data)


def suggest_training(data: DataShape) -> TrainingSpec:
    """Loss by task; batches, epochs and learning rate by the number of rows."""
    loss = {"regression": "MSE", "binary": "BCEWithLogits", "multiclass": "CrossEntropy"}[data.task]
    small, large = data.rows < 2_000, data.rows >= 20_000
    return TrainingSpec(
        losses=(LossTerm(loss=component(loss)),),
        optimizer=component("Adam", lr=0.01 if small and not data.picture else 0.001),
        batch_size=128 if large else 32,
        epochs=100 if small else 10 if large else 30,
    )


def _hidden(data: DataShape) -> tuple[int, ...]:
    """Wider for more rows, which can teach more weights."""
    if data.rows < 1_000:
        return (16, 8)
    return (64, 32) if data.rows < 20_000 else (128, 64)


def _require_picture(name: str, data: DataShape, smallest: int) -> None:
    if data.picture and min(data.shape[1:]) >= smallest:
        return
    raise UserError(
        text(
            "{name} needs pictures (channels × height × width) of at least {smallest}×{smallest}, "
            "but a sample is {found}. Choose an MLP, or set the shape of the data.",
            name=name,
            smallest=smallest,
            found=numbers.shape(data.shape) or "1",
        )
    )


TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        Template("blank", "Blank", "An input and nothing else.", blank),
        Template(
            "logistic",
            "Linear model",
            "One Linear layer: linear regression, or logistic regression for classes.",
            logistic,
        ),
        Template("mlp", "MLP", "Linear layers with ReLU between them, for tables.", mlp),
        Template("cnn", "CNN", "Two convolutions with pooling, for pictures.", cnn),
        Template("lenet5", "LeNet-5", "The classic network for handwritten digits.", lenet5),
    )
}
