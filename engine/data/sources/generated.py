"""Made-up sets for lessons: each a few lines of NumPy, the same for the same size, noise and seed."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.data.table import Column, Table
from engine.spec.data import THREE_CLASS_SEED, GeneratedSource
from engine.text import Text, UserError, text

Floats = npt.NDArray[np.float64]

#: Each set's one-line description.
DOCS: dict[str, Text] = {
    "xor": text("Four clouds in the corners; the same class where the signs agree"),
    "circles": text("A small circle inside a large one"),
    "moons": text("Two half moons, one hooked into the other"),
    "spirals": text("Two spirals wound into each other"),
    "blobs": text("Three round clouds"),
    "line": text("A straight line to fit: y = 2x"),
    "sine": text("One wave to fit: y = sin x"),
    "three_class": text(
        "20 random features and three random classes: nothing to learn but by heart"
    ),
    "random_images": text("Random pictures of 32 × 32 pixels with two random numbers to predict"),
}

#: What each set is called; its name in English.
TITLES: dict[str, Text] = {
    "xor": text("xor"),
    "circles": text("circles"),
    "moons": text("moons"),
    "spirals": text("spirals"),
    "blobs": text("blobs"),
    "line": text("line"),
    "sine": text("sine"),
    "three_class": text("three_class"),
    "random_images": text("random_images"),
}

#: More random pictures teach nothing more and fill the memory.
MOST_IMAGES = 20_000


def read(source: GeneratedSource) -> Table:
    """The set of this name."""
    if source.name not in DOCS:
        raise UserError(
            text(
                "There is no generated data set called “{name}”. There are: {known}.",
                name=source.name,
                known=", ".join(DOCS),
            )
        )
    if source.name == "three_class":
        return _three_class(source)
    if source.name == "random_images":
        return _random_images(source)
    rng = np.random.default_rng(source.seed)
    if source.name in _CURVES:
        x, y = _CURVES[source.name](source.size, source.noise, rng)
        return Table(source, source.name, {"x": x, "y": y}, targets=("y",))
    points, classes = _CLOUDS[source.name](source.size, source.noise, rng)
    columns = {"x1": points[:, 0], "x2": points[:, 1], "class": classes.astype(np.float64)}
    return Table(source, source.name, columns, targets=("class",))


def _classes(size: int, count: int) -> npt.NDArray[np.int64]:
    """Classes taken in turn, so that they are as equal in number as can be."""
    return np.arange(size) % count


def _xor(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Column]:
    corner = np.arange(size) % 4
    centres = np.stack([np.where(corner & 1, 1.0, -1.0), np.where(corner & 2, 1.0, -1.0)], axis=1)
    classes = np.isin(corner, [1, 2])
    return centres + rng.normal(0, noise, (size, 2)), classes


def _circles(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Column]:
    classes = _classes(size, 2)
    angle = rng.uniform(0, 2 * np.pi, size)
    radius = np.where(classes == 0, 1.0, 0.5)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points + rng.normal(0, noise, (size, 2)), classes


def _moons(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Column]:
    classes = _classes(size, 2)
    angle = rng.uniform(0, np.pi, size)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    points = np.where(classes[:, None] == 0, upper, lower)
    return points + rng.normal(0, noise, (size, 2)), classes


def _spirals(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Column]:
    classes = _classes(size, 2)
    along = np.sqrt(rng.uniform(0, 1, size))
    angle = along * 3 * np.pi + classes * np.pi
    points = np.stack([along * np.cos(angle), along * np.sin(angle)], axis=1)
    # A tenth of the noise: the arms are a sixth of the radius apart.
    return points + rng.normal(0, noise * 0.1, (size, 2)), classes


def _blobs(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Column]:
    classes = _classes(size, 3)
    angle = 2 * np.pi * classes / 3 + np.pi / 2
    centres = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + rng.normal(0, 0.2 + noise, (size, 2)), classes


def _line(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """From 1 to 3, so that three rows without noise are the lesson's 1, 2, 3 and 2, 4, 6."""
    x = np.linspace(1.0, 3.0, size)
    return x, 2 * x + rng.normal(0, noise, size)


def _sine(size: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    x = np.linspace(-np.pi, np.pi, size)
    return x, np.sin(x) + rng.normal(0, noise, size)


_Maker = Callable[[int, float, np.random.Generator], tuple[Floats, Column]]
_CURVES: dict[str, _Maker] = {"line": _line, "sine": _sine}
_CLOUDS: dict[str, _Maker] = {
    "xor": _xor,
    "circles": _circles,
    "moons": _moons,
    "spirals": _spirals,
    "blobs": _blobs,
}


def _three_class(source: GeneratedSource) -> Table:
    """The numbers that these lines of PyTorch give; seed 0 stands for the lesson's 420.

    `torch.manual_seed(420); x = torch.rand(500, 20) * 100; y = torch.randint(0, 3, (500, 1))`
    """
    import torch

    generator = torch.Generator().manual_seed(source.seed or THREE_CLASS_SEED)
    x = torch.rand((source.size, 20), generator=generator) * 100
    y = torch.randint(0, 3, (source.size, 1), generator=generator)
    columns: dict[str, Column] = {f"x{i + 1}": x[:, i].numpy() for i in range(20)}
    columns["class"] = y[:, 0].numpy()
    return Table(source, source.name, columns, targets=("class",))


def _random_images(source: GeneratedSource) -> Table:
    """What `torch.rand(size, 1, 32, 32)` and then `torch.rand(size, 2)` give after the seed."""
    if source.size > MOST_IMAGES:
        raise UserError(
            text(
                "random_images makes at most {most} pictures, not {size}: choose a smaller size.",
                most=MOST_IMAGES,
                size=source.size,
            )
        )
    import torch

    generator = torch.Generator().manual_seed(source.seed)
    x = torch.rand((source.size, 1, 32, 32), generator=generator).flatten(1).numpy()
    y = torch.rand((source.size, 2), generator=generator).numpy()
    columns: dict[str, Column] = {f"pixel{i}": x[:, i] for i in range(x.shape[1])}
    columns |= {"y1": y[:, 0], "y2": y[:, 1]}
    return Table(source, source.name, columns, targets=("y1", "y2"), shape=(1, 32, 32))
