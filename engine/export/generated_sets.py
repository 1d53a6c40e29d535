"""The lines that make each generated set, number for number as `engine.data.sources.generated` does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.spec.data import THREE_CLASS_SEED, GeneratedSource


@dataclass(frozen=True)
class GeneratedSet:
    """Columns and classes of a generated set, and the lines that leave `x` and `y` behind.

    With `torch` the lines leave tensors, else arrays of NumPy, `x` with two dimensions.
    """

    features: tuple[str, ...]
    targets: tuple[str, ...]
    lines: Callable[[GeneratedSource], Sequence[str]]
    n_classes: int = 0
    torch: bool = False
    shape: tuple[int, ...] | None = None

    def class_sizes(self, size: int) -> tuple[int, ...]:
        """Rows a class, as classes are taken in turn; empty for a regression."""
        sizes = (len(range(number, size, self.n_classes)) for number in range(self.n_classes))
        return tuple(rows for rows in sizes if rows)


def _seeded(source: GeneratedSource, *lines: str) -> list[str]:
    return [f"rng = np.random.default_rng({source.seed})", *lines]


def _xor(source: GeneratedSource) -> list[str]:
    size, noise = source.size, source.noise
    return _seeded(
        source,
        f"corner = np.arange({size}) % 4",
        "y = np.isin(corner, [1, 2]).astype(int)",
        "x = np.stack([np.where(corner & 1, 1, -1), np.where(corner & 2, 1, -1)], axis=1)",
        f"x = x + rng.normal(0, {noise}, ({size}, 2))",
    )


def _circles(source: GeneratedSource) -> list[str]:
    size, noise = source.size, source.noise
    return _seeded(
        source,
        f"y = np.arange({size}) % 2",
        f"angle = rng.uniform(0, 2 * np.pi, {size})",
        "radius = np.where(y == 0, 1.0, 0.5)",
        "x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)",
        f"x = x + rng.normal(0, {noise}, ({size}, 2))",
    )


def _moons(source: GeneratedSource) -> list[str]:
    size, noise = source.size, source.noise
    return _seeded(
        source,
        f"y = np.arange({size}) % 2",
        f"angle = rng.uniform(0, np.pi, {size})",
        "upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)",
        "lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)",
        f"x = np.where(y[:, None] == 0, upper, lower) + rng.normal(0, {noise}, ({size}, 2))",
    )


def _spirals(source: GeneratedSource) -> list[str]:
    size, noise = source.size, source.noise * 0.1
    return _seeded(
        source,
        f"y = np.arange({size}) % 2",
        f"along = np.sqrt(rng.uniform(0, 1, {size}))",
        "angle = along * 3 * np.pi + y * np.pi",
        "x = np.stack([along * np.cos(angle), along * np.sin(angle)], axis=1)",
        f"x = x + rng.normal(0, {noise}, ({size}, 2))",
    )


def _blobs(source: GeneratedSource) -> list[str]:
    size, noise = source.size, 0.2 + source.noise
    return _seeded(
        source,
        f"y = np.arange({size}) % 3",
        "angle = 2 * np.pi * y / 3 + np.pi / 2",
        "x = np.stack([np.cos(angle), np.sin(angle)], axis=1)",
        f"x = x + rng.normal(0, {noise}, ({size}, 2))",
    )


def _line(source: GeneratedSource) -> list[str]:
    return _seeded(
        source,
        f"x = np.linspace(1.0, 3.0, {source.size}).reshape(-1, 1)",
        f"y = 2 * x[:, 0] + rng.normal(0, {source.noise}, {source.size})",
    )


def _sine(source: GeneratedSource) -> list[str]:
    return _seeded(
        source,
        f"x = np.linspace(-np.pi, np.pi, {source.size}).reshape(-1, 1)",
        f"y = np.sin(x[:, 0]) + rng.normal(0, {source.noise}, {source.size})",
    )


def _three_class(source: GeneratedSource) -> list[str]:
    return [
        f"torch.manual_seed({source.seed or THREE_CLASS_SEED})",
        f"x = torch.rand(({source.size}, 20)) * 100",
        f"y = torch.randint(0, 3, ({source.size}, 1)).squeeze(1)",
    ]


def _random_images(source: GeneratedSource) -> list[str]:
    return [
        f"torch.manual_seed({source.seed})",
        f"x = torch.rand(({source.size}, 1, 32, 32))",
        f"y = torch.rand(({source.size}, 2))",
    ]


_POINT, _CLASS = ("x1", "x2"), ("class",)

GENERATED_SETS: dict[str, GeneratedSet] = {
    "xor": GeneratedSet(_POINT, _CLASS, _xor, 2),
    "circles": GeneratedSet(_POINT, _CLASS, _circles, 2),
    "moons": GeneratedSet(_POINT, _CLASS, _moons, 2),
    "spirals": GeneratedSet(_POINT, _CLASS, _spirals, 2),
    "blobs": GeneratedSet(_POINT, _CLASS, _blobs, 3),
    "line": GeneratedSet(("x",), ("y",), _line),
    "sine": GeneratedSet(("x",), ("y",), _sine),
    "three_class": GeneratedSet(
        tuple(f"x{number}" for number in range(1, 21)), _CLASS, _three_class, 3, torch=True
    ),
    "random_images": GeneratedSet(
        tuple(f"pixel{number}" for number in range(1024)),
        ("y1", "y2"),
        _random_images,
        torch=True,
        shape=(1, 32, 32),
    ),
}
