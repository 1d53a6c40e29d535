"""Small sessions for tests: a chain of layers on made-up rows."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from engine.data.fitted import Fitted, FittedColumn
from engine.data.preprocess import Prepared
from engine.spec.component import Component, component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.train.events import Event
from engine.train.session import Session

Kind = TypeVar("Kind")
Layers = Sequence[tuple[str, dict[str, Any]]]

MLP: Layers = (
    ("Linear", {"out_features": 8}),
    ("ReLU", {}),
    ("Linear", {"out_features": 5}),
    ("Tanh", {}),
    ("Linear", {"out_features": 3}),
)


def rows(count: int, *shape: int, classes: int = 3, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Random inputs, and class numbers (or with no classes two real targets)."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, *shape)).astype(np.float32)
    if not classes:
        return x, rng.normal(size=(count, 2)).astype(np.float32)
    return x, np.arange(count) % classes


def prepare(x: np.ndarray, y: np.ndarray, validation: int = 0) -> Prepared:
    """The rows as the data page would hand them over; the last ones are for validation."""
    regression = y.ndim == 2
    classes = () if regression else tuple(map(str, range(int(y.max()) + 1)))
    fitted = Fitted(
        columns=tuple(FittedColumn(name=f"x{i}") for i in range(x[0].size)),
        shape=x.shape[1:],
        task="regression" if regression else "binary" if len(classes) == 2 else "multiclass",
        targets=("a", "b")[: y.shape[1]] if regression else ("y",),
        classes=classes,
        target_mean=(0.0,) * y.shape[1] if regression else (),
        target_std=(1.0,) * y.shape[1] if regression else (),
    )
    numbers, end = np.arange(len(x)), len(x) - validation
    return Prepared(x, y, numbers[:end], numbers[end:], numbers[:0], numbers, fitted)


def chain(layers: Layers, shape: Sequence[int]) -> NetworkSpec:
    """The layers one after another, called l1, l2 and so on."""
    specs = [LayerSpec(id="l0", kind="Input", name="l0", params={"shape": tuple(shape)})]
    specs += [
        LayerSpec(id=f"l{i}", kind=kind, name=f"l{i}", params=params, inputs=(f"l{i - 1}",))
        for i, (kind, params) in enumerate(layers, 1)
    ]
    return NetworkSpec(layers=tuple(specs), outputs=(specs[-1].id,))


def project(
    layers: Layers, shape: Sequence[int], loss: str | Component = "CrossEntropy", **training: Any
) -> Project:
    chosen = component(loss) if isinstance(loss, str) else loss
    settings: dict[str, Any] = {"batch_size": 8, "epochs": 2, "seed": 3, "device": "cpu"}
    return Project(
        data=DataSpec(source=GeneratedSource(name="blobs")),
        network=chain(layers, shape),
        training=TrainingSpec(losses=(LossTerm(loss=chosen),), **(settings | training)),
    )


def session(
    layers: Layers = MLP,
    data: tuple[np.ndarray, np.ndarray] | None = None,
    validation: int = 0,
    loss: str | Component = "CrossEntropy",
    **training: Any,
) -> Session:
    """A session on 50 rows of 6 numbers, unless told otherwise."""
    x, y = rows(50, 6) if data is None else data
    return Session(project(layers, x.shape[1:], loss, **training), prepare(x, y, validation))


def only(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    """The events of one class."""
    return [event for event in events if isinstance(event, kind)]
