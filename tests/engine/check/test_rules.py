"""Every rule of advice: what it says of a project, where it is silent, and what its fixes do."""

import pytest

from engine import edits
from engine.check.advice import RULES, advise
from engine.check.project import check_project
from engine.check.shapes import infer
from engine.spec.network import LayerSpec
from engine.spec.project import Project
from tests.engine.check import advising
from tests.engine.check.rule_cases import between, ends, layers, machine, sequences, settings

MODULES = (ends, between, layers, sequences, settings, machine)
CASES = {name: case for module in MODULES for name, case in module.CASES.items()}
FIXES = [(name, label) for name, case in CASES.items() for label in case.fixes]


def found(case, project=None):
    """The advice of one rule, by its id."""
    return {a.rule: a for a in reversed(advise(project or case.fires, case.data))}


def test_that_every_rule_is_shown_at_work():
    assert set(CASES) == set(RULES)
    assert len(RULES) >= 50


@pytest.mark.parametrize("name", CASES)
def test_that_it_says_what_is_wrong_and_where(name):
    case = CASES[name]
    advice = found(case)[name]
    assert case.said in str(advice.message)
    assert (advice.layer, advice.level) == (case.layer, case.level)
    assert [str(fix.label) for fix in advice.fixes] == list(case.fixes)


@pytest.mark.parametrize("name", CASES)
def test_that_it_is_silent_where_all_is_well(name):
    for project, data in CASES[name].silent:
        assert name not in {advice.rule for advice in advise(project, data)}


@pytest.mark.parametrize(("name", "label"), FIXES)
def test_that_a_fix_does_what_it_says_and_ends_the_advice(name, label):
    case = CASES[name]
    fix = next(fix for fix in found(case)[name].fixes if str(fix.label) == label)
    mended = fix.edit(case.fires)
    assert case.fixes[label](mended)
    assert name not in found(case, mended)
    assert infer(mended.network).problems == ()
    assert check_project(mended) == mended == Project.parse(mended.model_dump())


def test_that_an_input_that_feeds_no_layer_is_named():
    sound = advising.project(advising.linear(3), shape=(2,))
    idle = LayerSpec(id="l9", kind="Input", name="input2", params={"shape": (2,)})
    fires = edits.with_network(
        sound,
        sound.network.replace(layers=(sound.network.layers[0], idle, sound.network.layers[1])),
    )
    told = [a for a in advise(fires, advising.Data()) if a.rule == "leadsNowhere"]
    assert [(a.layer, str(a.fixes[0].label)) for a in told] == [("l9", "Delete input2")]
    assert told[0].fixes[0].edit(fires).network == sound.network
    only_inputs = sound.network.replace(layers=(sound.network.layers[0], idle), outputs=("l0",))
    assert "leadsNowhere" not in {a.rule for a in advise(edits.with_network(sound, only_inputs))}


def test_that_a_wrong_input_is_named_although_a_layer_below_can_not_work_on_it():
    fires = advising.project(("Conv2d", {}), shape=(1,))
    rules = {advice.rule: advice for advice in advise(fires, advising.Data(shape=(1, 8, 8)))}
    assert {"layerAtFault", "inputShape"} <= set(rules)
    mended = rules["inputShape"].fixes[0].edit(fires)
    assert infer(mended.network).problems == ()
