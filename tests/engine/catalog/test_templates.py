"""Ready networks fit their data, and the catalogue stays light and complete for translators."""

import subprocess
import sys

import pytest

from engine.catalog.losses import loss_kind
from engine.catalog.strings import catalog_strings
from engine.catalog.templates import TEMPLATES, mlp, suggest
from engine.check.shapes import require_valid
from engine.text import UserError
from tests.engine.catalog.data_shapes import DATA, FASHION, WINE, fitting


@pytest.mark.parametrize("name", DATA)
def test_that_a_suggested_network_is_valid_and_fits_its_loss(name: str) -> None:
    data = DATA[name]
    network, training = suggest(data)
    info = require_valid(network)
    assert list(info.outputs.values()) == [(data.width,)]
    assert network.inputs[0].params["shape"] == data.shape
    assert data.task in loss_kind(training.losses[0].loss.kind).tasks


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("template", TEMPLATES)
def test_that_a_template_is_valid_or_says_what_it_needs(template: str, name: str) -> None:
    data = DATA[name]
    try:
        network = TEMPLATES[template].build(data)
    except UserError as error:
        series = TEMPLATES[template].group == "sequences"
        wanted = "a series of at least" if series else "pictures"
        assert f"needs {wanted}" in str(error)  # noqa: PT017 - one of two outcomes is tested
        assert series or template == "unet" or TEMPLATES[template].group == "pictures"
        return
    info = require_valid(network)
    whole = template == "blank" or TEMPLATES[template].rebuilds
    assert list(info.outputs.values()) == [data.shape if whole else (data.width,)]


def test_that_every_template_fits_some_of_the_data() -> None:
    assert [name for name in TEMPLATES if not [*fitting(name)]] == []


def test_that_the_network_for_wine_is_the_one_in_the_picture() -> None:
    network, training = suggest(WINE)
    assert require_valid(network).parameters == 387
    assert [layer.name for layer in network.layers] == [
        *["input1", "fc1", "relu1", "fc2", "relu2", "fc3"],
    ]
    assert training.losses[0].loss.kind == "CrossEntropy"


def test_that_two_classes_get_one_output_and_pictures_a_cnn() -> None:
    network, training = suggest(DATA["cancer"])
    assert network.layers[-1].params["out_features"] == 1
    assert training.losses[0].loss.kind == "BCEWithLogits"
    kinds = [layer.kind for layer in suggest(FASHION)[0].layers]
    assert kinds.count("Conv2d") == 2
    assert "Conv2d" not in [layer.kind for layer in suggest(DATA["tiny pictures"])[0].layers]


def test_that_an_mlp_takes_its_widths_and_activation() -> None:
    network = mlp(WINE, hidden=(20, 13, 8), activation="Tanh")
    assert [la.kind for la in network.layers][1:] == ["Linear", "Tanh"] * 3 + ["Linear"]


def test_that_every_string_is_listed_once_a_place() -> None:
    found = catalog_strings()
    assert len({where for where, _ in found}) == len(found)
    strings = dict(found)
    assert strings["layer.ReLU.doc"] == "Negative numbers become 0, positive ones pass unchanged."
    assert strings["layer.ReLU.formula"].endswith("1 if z > 0, else 0")
    assert strings["loss.CrossEntropy.title"] == "Cross-entropy"
    assert strings["schedule.constant.title"] == "constant"
    assert strings["optimizer.SGD.momentum.label"] == "Momentum"
    assert "layer.Sigmoid.formula" not in strings
    assert all(string == string.strip() and string for string in strings.values())


def test_that_the_catalogue_needs_no_torch() -> None:
    code = "import engine.catalog.strings, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
