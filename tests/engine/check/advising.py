"""Small projects for advice: stacks of layers, and data of which only a few figures are known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.data.figures import Figures
from engine.spec.component import Component, component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec


@dataclass(frozen=True)
class Data:
    """What is known of prepared data."""

    shape: tuple[int, ...] = (4,)
    task: str = "multiclass"
    classes: tuple[str, ...] = ("a", "b", "c")
    target_names: tuple[str, ...] = ("y",)
    figures: Figures | None = None


NUMBERS = Data(task="regression", classes=())
TWO = Data(task="binary", classes=("no", "yes"))

#: A kind, or a kind with parameters, in a stack.
Entry = str | tuple[str, Mapping[str, Any]]


def numbers_with(**known: Any) -> Data:
    """Data for a regression of which these figures are known."""
    return Data(task="regression", classes=(), figures=Figures(**{"rows": 1000, **known}))


def classes_with(*counts: int, **known: Any) -> Data:
    """Data with so many training rows of each class."""
    names = tuple("abcdefgh"[: len(counts)])
    task = "binary" if len(counts) == 2 else "multiclass"
    settings = {"rows": sum(counts), "class_counts": counts, "class_changes": 500, **known}
    return Data(task=task, classes=names, figures=Figures(**settings))


def project(
    *kinds: Entry,
    loss: str = "CrossEntropy",
    shape: tuple[int, ...] = (4,),
    target: str = "",
    **params: Any,
) -> Project:
    """A stack of kinds, each "Kind" or ("Kind", {params}), below an input of `shape`."""
    layers = [LayerSpec(id="l0", kind="Input", name="input1", params={"shape": shape})]
    for number, entry in enumerate(kinds, start=1):
        kind, values = (entry, {}) if isinstance(entry, str) else entry
        layers.append(
            LayerSpec(
                id=f"l{number}",
                kind=kind,
                name=f"{kind.lower()}_{number}",
                params=values,
                inputs=(layers[-1].id,),
            )
        )
    return Project(
        data=DataSpec(source=GeneratedSource(name="blobs")),
        network=NetworkSpec(layers=tuple(layers), outputs=(layers[-1].id,)),
        training=TrainingSpec(losses=(LossTerm(loss=component(loss, **params), target=target),)),
    )


def linear(out_features: int, **params: Any) -> Entry:
    return ("Linear", {"out_features": out_features, **params})


def conv(out_channels: int, **params: Any) -> Entry:
    return ("Conv2d", {"out_channels": out_channels, **params})


def fed(a_project: Project, layer: str, *inputs: str) -> Project:
    """The project with other inputs of a layer; what then feeds nobody is an output only if it was."""
    layers = tuple(
        la.replace(inputs=inputs) if la.id == layer else la for la in a_project.network.layers
    )
    return a_project.replace(network=a_project.network.replace(layers=layers))


def changed(a_project: Project, layer: str, **values: Any) -> Project:
    """The project with a layer's own values, such as `enabled` or `init`, changed."""
    layers = tuple(
        la.replace(**values) if la.id == layer else la for la in a_project.network.layers
    )
    return a_project.replace(network=a_project.network.replace(layers=layers))


def trained(a_project: Project, **settings: Any) -> Project:
    """The project with other settings of the training."""
    return a_project.replace(training=a_project.training.replace(**settings))


def prepared(a_project: Project, **settings: Any) -> Project:
    """The project with other settings of the data."""
    return a_project.replace(data=a_project.data.replace(**settings))


def kinds(a_project: Project) -> list[str]:
    return [layer.kind for layer in a_project.network.layers[1:]]


def params(a_project: Project, layer: str) -> dict[str, Any]:
    return a_project.network.layer(layer).params


def losses(a_project: Project) -> list[Component]:
    return [term.loss for term in a_project.training.losses]


@dataclass(frozen=True)
class RuleCase:
    """A project that a rule has something to say about, others that it is silent on, and its fixes.

    `fixes` has, by the label of each fix in order, what must be true of the project afterwards.
    `said` is a part of the sentence, and `layer` the id of the layer that it is about.
    """

    fires: Project
    fixes: Mapping[str, Callable[[Project], bool]]
    said: str
    layer: str | None
    silent: Sequence[tuple[Project, Data | None]]
    data: Data | None = None
    level: str = "advice"
