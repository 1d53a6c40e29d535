"""Writes the example projects under resources/examples, the same bytes every time.

    python tools/make_examples.py

They are the worked lessons with their exact numbers, and four sets that train to a good result at once.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.catalog.layers import layer_kind  # noqa: E402 - found once the root is on the path
from engine.catalog.templates import DataShape, cnn, mlp  # noqa: E402
from engine.data.recognise import recognise  # noqa: E402
from engine.data.sources import open_source  # noqa: E402
from engine.examples import EXAMPLES, FOLDER, Example  # noqa: E402
from engine.files.project_file import ProjectFile, save  # noqa: E402
from engine.spec.component import Component, component  # noqa: E402
from engine.spec.data import (  # noqa: E402
    BuiltinSource,
    ColumnSpec,
    CsvSource,
    DataSpec,
    GeneratedSource,
    InlineSource,
    SplitSpec,
)
from engine.spec.network import LayerSpec, NetworkSpec  # noqa: E402
from engine.spec.project import Project  # noqa: E402
from engine.spec.training import LossTerm, TrainingSpec  # noqa: E402

ALL_FOR_TRAINING = SplitSpec(train=1.0, validation=0.0, test=0.0, shuffle=False, stratify=False)


def chain(*layers: LayerSpec | tuple[str, dict[str, Any]]) -> NetworkSpec:
    """Layers one after another, numbered as the palette does: fc1, relu1, fc2."""
    built: list[LayerSpec] = []
    counts: dict[str, int] = {}
    for layer in layers:
        spec = layer if isinstance(layer, LayerSpec) else _layer(*layer)
        stem = layer_kind(spec.kind).stem
        counts[stem] = counts.get(stem, 0) + 1
        built.append(
            spec.replace(
                id=f"l{len(built) + 1}",
                name=f"{stem}{counts[stem]}",
                inputs=tuple(above.id for above in built[-1:]),
            )
        )
    return NetworkSpec(layers=tuple(built), outputs=(built[-1].id,))


def _layer(kind: str, params: dict[str, Any]) -> LayerSpec:
    return LayerSpec(id="l1", kind=kind, name="layer", params=params)


def linear(
    out_features: int, weight: Sequence[float] = (), bias: Sequence[float] | None = None
) -> LayerSpec:
    """A Linear layer that starts from given numbers; no bias where none is given."""
    init = {"weight": component("values", values=tuple(weight))}
    params: dict[str, Any] = {"out_features": out_features}
    if bias is None:
        params["bias"] = False
    else:
        init["bias"] = component("values", values=tuple(bias))
    return LayerSpec(id="l1", kind="Linear", name="layer", params=params, init=init)


def table(names: str, *rows: tuple[float, ...], classes: bool = False) -> DataSpec:
    """A small table typed in; the last column is the target and every row is trained on."""
    columns = tuple(names.split())
    roles = [ColumnSpec(name=name) for name in columns[:-1]]
    target = ColumnSpec(name=columns[-1], role="target", type="category" if classes else "number")
    return DataSpec(
        source=InlineSource(columns=columns, rows=rows),
        columns=(*roles, target),
        task="binary" if classes else "regression",
        scale="none",
        split=ALL_FOR_TRAINING,
    )


def training(loss: str | Sequence[LossTerm], optimizer: Component, **settings: Any) -> TrainingSpec:
    """The settings of a run; a single loss by its name."""
    losses = (LossTerm(loss=component(loss)),) if isinstance(loss, str) else tuple(loss)
    return TrainingSpec(losses=losses, optimizer=optimizer, **settings)


NEURON_DATA = table("x y", (1.0, 1.5), (2.0, 2.5), (3.0, 3.5))
NEURON = chain(("Input", {"shape": (1,)}), linear(1, (-0.2505,), (0.9166,)))
NEURON_RUN: dict[str, Any] = {"batch_size": 3, "shuffle": False, "epochs": 200}


def one_neuron() -> Project:
    """Lesson 1."""
    run = training("MSE", component("SGD", lr=0.01), **NEURON_RUN)
    return Project(data=NEURON_DATA, network=NEURON, training=run)


def mixed_losses() -> Project:
    """Lesson 2, first part."""
    terms = [LossTerm(loss=component("MSE")), LossTerm(loss=component("MAE"))]
    run = training(terms, component("SGD", lr=0.01), **NEURON_RUN)
    return Project(data=NEURON_DATA, network=NEURON, training=run)


def sum_loss() -> Project:
    """Lesson 2, second part."""
    terms = [
        LossTerm(loss=component("MSE")),
        LossTerm(loss=component("MSE"), transform="sum"),
    ]
    run = training(terms, component("SGD", lr=0.005), **NEURON_RUN)
    return Project(data=NEURON_DATA, network=NEURON, training=run)


def one_weight() -> Project:
    """Lesson 3."""
    return Project(
        data=table("x y", (1.0, 2.0), (2.0, 4.0), (3.0, 6.0)),
        network=chain(("Input", {"shape": (1,)}), linear(1, (1.0,))),
        training=training(
            "MSE", component("SGD", lr=0.01), batch_size=1, shuffle=False, epochs=100
        ),
    )


def three_classes() -> Project:
    """Lesson 4: labels are random, so that training loss falls and validation loss does not."""
    source = GeneratedSource(name="three_class", size=500)
    return Project(
        data=recognise(open_source(source)),
        network=chain(
            ("Input", {"shape": (20,)}),
            ("Linear", {"out_features": 13}),
            ("ReLU", {}),
            ("Linear", {"out_features": 8}),
            ("Sigmoid", {}),
            ("Linear", {"out_features": 3}),
        ),
        training=training(
            "CrossEntropy",
            component("SGD", lr=0.01, momentum=0.9),
            batch_size=32,
            epochs=100,
            seed=420,
        ),
    )


def small_cnn() -> Project:
    """Lesson 5."""
    source = GeneratedSource(name="random_images", size=64)
    return Project(
        data=recognise(open_source(source)),
        network=chain(
            ("Input", {"shape": (1, 32, 32)}),
            ("Conv2d", {"out_channels": 6, "kernel_size": 3}),
            ("ReLU", {}),
            ("Conv2d", {"out_channels": 16, "kernel_size": 3}),
            ("ReLU", {}),
            ("Flatten", {}),
            ("Linear", {"out_features": 512}),
            ("ReLU", {}),
            ("Linear", {"out_features": 64}),
            ("ReLU", {}),
            ("Linear", {"out_features": 2}),
        ),
        training=training("MAE", component("Adam", lr=0.001), batch_size=16, epochs=10),
    )


def two_sigmoids() -> Project:
    """Lesson 13."""
    loss = LossTerm(loss=component("BCE", reduction="sum"))
    return Project(
        data=table("x1 x2 y", (1.0, 0.0, 1.0), (0.0, 1.0, 0.0), classes=True),
        network=chain(
            ("Input", {"shape": (2,)}),
            linear(2, (0.5, -0.5, 0.25, 0.75)),
            ("Sigmoid", {}),
            linear(1, (1.0, -1.0)),
            ("Sigmoid", {}),
        ),
        training=training(
            [loss], component("SGD", lr=1.0), batch_size=2, shuffle=False, epochs=200
        ),
    )


def square() -> Project:
    """Lesson 14: the loss is the square of the one weight, so that its derivative is 2w."""
    return Project(
        data=table("x y", (1.0, 0.0)),
        network=chain(("Input", {"shape": (1,)}), linear(1, (1.0,))),
        training=training("MSE", component("SGD", lr=0.1), batch_size=1, shuffle=False, epochs=50),
    )


def spirals() -> Project:
    """Two classes that no straight line parts."""
    source = GeneratedSource(name="spirals", size=1000)
    return Project(
        data=recognise(open_source(source)),
        network=mlp(DataShape((2,), "binary", 2, 1000), (32, 32), "Tanh"),
        training=training("BCEWithLogits", component("Adam", lr=0.001), epochs=400),
    )


def digits() -> Project:
    """Small pictures of ten classes."""
    source = BuiltinSource(name="digits")
    return Project(
        data=recognise(open_source(source)),
        network=cnn(DataShape((1, 8, 8), "multiclass", 10, 1797)),
        training=training("CrossEntropy", component("Adam", lr=0.002), epochs=20),
    )


def wine() -> Project:
    """A CSV file with gaps in it."""
    source = CsvSource(path=str(FOLDER / "data" / "wine.csv"))
    return Project(
        data=recognise(open_source(source)),
        network=mlp(DataShape((13,), "multiclass", 3, 178), (16, 8)),
        training=training("CrossEntropy", component("Adam", lr=0.01), epochs=60),
    )


def diabetes() -> Project:
    """A number to predict from a table; few rows and much noise, hence the strong weight decay."""
    source = BuiltinSource(name="diabetes")
    data = recognise(open_source(source))
    return Project(
        data=data.replace(split=data.split.replace(seed=2)),
        network=mlp(DataShape((10,), "regression", 1, 442), (8,), "Tanh"),
        training=training(
            "MSE",
            component("AdamW", lr=0.003, weight_decay=1.0),
            epochs=100,
            stopping=component("patience", patience=20),
        ),
    )


MAKERS: dict[str, Callable[[], Project]] = {
    "one-neuron": one_neuron,
    "mixed-losses": mixed_losses,
    "sum-loss": sum_loss,
    "one-weight": one_weight,
    "three-classes": three_classes,
    "small-cnn": small_cnn,
    "two-sigmoids": two_sigmoids,
    "square": square,
    "spirals": spirals,
    "digits": digits,
    "wine": wine,
    "diabetes": diabetes,
}


def make(example: Example) -> Project:
    """The example's project, with its title and what it is about."""
    project = MAKERS[example.name]()
    return project.replace(title=str(example.title), notes=str(example.doc))


def main() -> None:
    """Writes all of them."""
    for example in EXAMPLES:
        save(example.path, ProjectFile(make(example)))
        example.path.with_name(f"{example.path.name}.bak").unlink(missing_ok=True)
        print(example.path.relative_to(ROOT))


if __name__ == "__main__":
    main()
