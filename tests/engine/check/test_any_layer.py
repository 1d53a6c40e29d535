"""Advice on every kind of layer with every variant of its settings: it always comes, and always works."""

import pytest

from engine.check.advice import advise
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import UserError
from tests.engine.catalog.samples import SAMPLES
from tests.engine.check.advising import classes_with, project

KINDS = sorted({kind.name for kind, _params, _inputs in SAMPLES})


def around(kind, params, inputs):
    """The layer between inputs of its shapes, a Dropout, and a Linear layer twice."""
    layers = [
        LayerSpec(id=f"i{n}", kind="Input", name=f"input{n}", params={"shape": shape})
        for n, shape in enumerate(inputs)
    ]
    refs = tuple(layer.id for layer in layers)
    layers.append(LayerSpec(id="l1", kind=kind.name, name="layer", params=params, inputs=refs))
    for number, (follower, values) in enumerate(
        (("ReLU", {}), ("Dropout", {}), ("Flatten", {}), ("Linear", {}), ("Linear", {})), 2
    ):
        above = layers[-1].id
        layers.append(
            LayerSpec(
                id=f"l{number}",
                kind=follower,
                name=f"follower{number}",
                params=values,
                inputs=(above,),
            )
        )
    network = NetworkSpec(layers=tuple(layers), outputs=(layers[-1].id,))
    return project().replace(network=network)


@pytest.mark.parametrize("name", KINDS)
def test_that_advice_never_fails_and_its_fixes_leave_a_sound_project(name):
    data = classes_with(30, 30, 3)
    for kind, params, inputs in SAMPLES:
        if kind.name != name:
            continue
        given = around(kind, params, inputs)
        for advice in advise(given, data):
            for fix in advice.fixes:
                try:
                    mended = fix.edit(given)
                except UserError as error:
                    pytest.fail(f"{advice.rule}: {fix.label}: {error}")
                assert mended != given
                assert Project.parse(mended.model_dump()) == mended
