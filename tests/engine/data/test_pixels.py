"""Pictures in a CSV file, as sets such as Fashion-MNIST are handed on."""

import numpy as np
import pytest

from engine.data.pixels import find_pixels
from engine.data.recognise import recognise
from engine.data.sources import open_source
from engine.spec.data import CsvSource

RUNNING = [f"pixel{number}" for number in range(1, 785)]
PLACED = [f"{row}x{column}" for row in range(1, 29) for column in range(1, 29)]
OWN = [f"pixel_{row}_{column}" for row in range(8) for column in range(6)]


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        (["label", *RUNNING], (1, 28, 28)),
        ([*RUNNING, "label"], (1, 28, 28)),
        (["label", *PLACED], (1, 28, 28)),
        ([*OWN, "digit"], (1, 8, 6)),
        (["label", *(name.replace("pixel", "Pixel ") for name in RUNNING)], (1, 28, 28)),
    ],
)
def test_that_the_usual_names_of_pixels_make_a_picture(names, shape):
    found = find_pixels(names)
    assert found is not None
    assert found.shape == shape
    assert found.label in {"label", "digit"}


@pytest.mark.parametrize(
    "names",
    [
        RUNNING,
        ["label", "writer", *RUNNING],
        ["label", *RUNNING[:-1]],
        ["label", *reversed(RUNNING)],
        ["label", *RUNNING[1:], "pixel785"],
        ["label", *PLACED[:-1]],
        ["label", *PLACED[:-1], "1x1"],
        ["label", "pixel1", "pixel2", "pixel3", "pixel4"],
        ["x", "y"],
        [],
    ],
)
def test_that_other_columns_are_measurements(names):
    assert find_pixels(names) is None


def test_that_a_file_of_pictures_is_ready_to_train_on(tmp_path):
    rng = np.random.default_rng(0)
    names = [f"pixel{number}" for number in range(1, 17)]
    rows = [["Coat" if row % 2 else "Bag", *rng.integers(0, 256, 16)] for row in range(40)]
    path = tmp_path / "clothes.csv"
    lines = [["label", *names], *rows]
    path.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")
    spec = recognise(open_source(CsvSource(path=str(path))))
    assert (spec.shape, spec.scale, spec.task) == ((1, 4, 4), "minmax", "binary")
    assert [column.name for column in spec.columns if column.role == "target"] == ["label"]


def test_that_words_among_the_pixels_make_no_picture(tmp_path):
    path = tmp_path / "clothes.csv"
    names = ",".join(["label", *(f"pixel{number}" for number in range(1, 17))])
    row = ",".join(["1", "dark", *["0"] * 15])
    path.write_text(f"{names}\n{row}\n{row.replace('dark', 'light')}\n", encoding="utf-8")
    assert open_source(CsvSource(path=str(path))).shape is None
