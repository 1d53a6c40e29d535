"""What code has to know of scikit-learn's sets without loading them; a test holds it against them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownSet:
    """The columns as `engine.data.sources.builtin` names them, and the size.

    `class_sizes` has the rows of each class in the order of the classes' names. `loaded` are the target
    columns of `load_…(as_frame=True).frame`; `named` says that classes go by name.
    """

    features: tuple[str, ...]
    targets: tuple[str, ...]
    n_rows: int
    class_sizes: tuple[int, ...] = ()
    loaded: tuple[str, ...] = ("target",)
    named: bool = False
    shape: tuple[int, ...] | None = None


_MEASURES = (
    "radius texture perimeter area smoothness compactness concavity concave_points symmetry "
    "fractal_dimension"
).split()
_CELLS = [measure.replace("_", " ") for measure in _MEASURES]

KNOWN_SETS: dict[str, KnownSet] = {
    "iris": KnownSet(
        features=(
            "sepal length (cm)",
            "sepal width (cm)",
            "petal length (cm)",
            "petal width (cm)",
        ),
        targets=("species",),
        n_rows=150,
        class_sizes=(50, 50, 50),
        named=True,
    ),
    "wine": KnownSet(
        features=tuple(
            "alcohol malic_acid ash alcalinity_of_ash magnesium total_phenols flavanoids "
            "nonflavanoid_phenols proanthocyanins color_intensity hue od280/od315_of_diluted_wines "
            "proline".split()
        ),
        targets=("cultivar",),
        n_rows=178,
        class_sizes=(59, 71, 48),
        named=True,
    ),
    "breast_cancer": KnownSet(
        features=(
            *(f"mean {measure}" for measure in _CELLS),
            *(f"{measure} error" for measure in _CELLS),
            *(f"worst {measure}" for measure in _CELLS),
        ),
        targets=("diagnosis",),
        n_rows=569,
        class_sizes=(357, 212),
        named=True,
    ),
    "digits": KnownSet(
        features=tuple(f"pixel_{row}_{column}" for row in range(8) for column in range(8)),
        targets=("digit",),
        n_rows=1797,
        class_sizes=(178, 182, 177, 183, 181, 182, 181, 179, 174, 180),
        shape=(1, 8, 8),
    ),
    "diabetes": KnownSet(
        features=("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"),
        targets=("progression",),
        n_rows=442,
    ),
    "linnerud": KnownSet(
        features=("Chins", "Situps", "Jumps"),
        targets=("weight", "waist", "pulse"),
        n_rows=20,
        loaded=("Weight", "Waist", "Pulse"),
    ),
}

#: Sets whose classes have the same numbers in scikit-learn as in the order of their names.
IN_ORDER = frozenset({"iris", "wine", "digits"})
