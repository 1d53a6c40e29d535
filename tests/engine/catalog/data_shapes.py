"""What data can be like, for the templates to fit."""

from collections.abc import Iterator

from engine.catalog.templates import TEMPLATES, DataShape
from engine.spec.network import NetworkSpec
from engine.text import UserError

WINE = DataShape((13,), "multiclass", 3, 178)
FASHION = DataShape((1, 28, 28), "multiclass", 10, 60_000)
DATA = {
    "wine": WINE,
    "fashion": FASHION,
    "cancer": DataShape((30,), "binary", 2, 569),
    "diabetes": DataShape((10,), "regression", 1, 442),
    "linnerud": DataShape((3,), "regression", 3, 20),
    "one number": DataShape((1,), "regression", 1, 100),
    "digits": DataShape((1, 8, 8), "multiclass", 10, 1797),
    "tiny pictures": DataShape((3, 4, 4), "multiclass", 2, 50),
    "odd pictures": DataShape((2, 9, 17), "regression", 2, 300),
    "small pictures": DataShape((3, 64, 72), "binary", 2, 900),
    "sequence": DataShape((6, 4), "regression", 2, 5_000),
}


def fitting(template: str) -> Iterator[tuple[DataShape, NetworkSpec]]:
    """The data that a template fits, with the network for it."""
    for data in DATA.values():
        try:
            network = TEMPLATES[template].build(data)
        except UserError:
            continue
        yield data, network
