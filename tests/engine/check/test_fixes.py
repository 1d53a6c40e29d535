"""Fixes of advice in networks that are no plain stack: branches, and blocks with copies."""

import pytest

from engine.block_edits import group, repeat
from engine.catalog.layers import LAYERS
from engine.check.advice import advise
from engine.check.remedies import add_dropout
from engine.spec.component import component
from tests.engine.check.advising import classes_with, fed, kinds, linear, project, trained


def test_that_a_dropout_is_not_put_behind_a_norm_that_does_not_stand_right_below() -> None:
    given = project(linear(8), "Dropout", "ReLU", "BatchNorm1d", "Add", linear(3))
    given = fed(fed(given, "l4", "l2"), "l5", "l3", "l4")
    found = [a for a in advise(given) if a.rule == "dropoutBeforeBatchNorm"]
    assert [[str(fix.label) for fix in advice.fixes] for advice in found] == [["Remove Dropout"]]


@pytest.mark.parametrize("kind", [name for name in LAYERS if "Dropout" in name])
def test_that_no_second_dropout_is_offered(kind: str) -> None:
    assert add_dropout(project(linear(8), kind, linear(3))) is None


def test_that_a_dropout_goes_into_every_copy_of_a_block() -> None:
    given = project(linear(4), "ReLU", linear(4))
    grouped, block = group(given.network, ["l3"])
    given = given.replace(network=repeat(grouped, block, 3))
    fix = add_dropout(given)
    assert fix is not None
    assert kinds(fix.edit(given)) == ["Linear", "ReLU", *["Dropout", "Linear"] * 3]


def test_that_a_branch_is_not_deleted_that_is_used_in_a_copy_of_its_block() -> None:
    given = project(linear(4), "ReLU", "Tanh", linear(3))
    given = fed(given, "l3", "l1")
    grouped, block = group(fed(given, "l4", "l3").network, ["l2", "l3"])
    given = given.replace(network=repeat(grouped, block, 2))
    relu = next(la for la in given.network.layers if la.kind == "ReLU" and la.id != "l2")
    used = fed(given, "l4", relu.id)
    (advice,) = (a for a in advise(used) if a.rule == "leadsNowhere" and a.layer == "l2")
    assert advice.fixes == ()
    both = [a for a in advise(given) if a.rule == "leadsNowhere"]
    assert [[str(fix.label) for fix in advice.fixes] for advice in both] == [
        ["Delete relu_2"],
        [f"Delete {relu.name}"],
    ]


def test_that_advice_is_given_beside_an_optimizer_whose_settings_do_not_go_together() -> None:
    given = trained(project(linear(3), "Softmax"), optimizer=component("SGD", nesterov=True))
    assert "softmaxTwice" in {advice.rule for advice in advise(given, classes_with(30, 30, 3))}
