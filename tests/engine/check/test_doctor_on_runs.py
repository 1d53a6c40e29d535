"""Each rule on a real run that has the illness and on one that has not, and on every shipped example."""

import pytest

from engine.check.doctor import RULES, WHY, findings
from engine.commands.shared import open_project
from engine.examples import EXAMPLES
from engine.history import History
from engine.train.control import Control
from engine.train.events import EpochEnded, RunEnded
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import CLOSELY
from tests.engine.check.ailing import CASES, Run, groups, mlp

#: Good news come and go with the run; they are judged at its end.
GOOD = {"gradients", "improving", "generalises"}
#: What is truly wrong with an example; shown by hand, see docs/doctor.md.
TRUE = {
    # Half of the units of fc1 are zero on all 1257 training rows from the second epoch on.
    "digits": {"deadUnits"},
    # Targets are random: nothing carries over to other rows, and most units of fc1 and fc2 are dead.
    "small-cnn": {"deadUnits", "chance", "overfitting"},
    # Labels are random and inputs reach 100: the sigmoid stands at its ends, the run learns by heart.
    "three-classes": {"deadUnits", "saturated", "overfitting", "chance"},
}
MOST_EPOCHS = {"small-cnn": 4}


def test_that_every_rule_has_a_run_and_a_reason():
    assert set(CASES) == set(RULES)
    assert set(WHY) == set(RULES)
    assert len(RULES) >= 15


@pytest.mark.parametrize("rule", CASES)
def test_that_a_run_with_the_illness_is_told_so_with_evidence_and_fixes_that_can_be_made(rule):
    ill, _well = CASES[rule]
    judged = ill.judged()
    assert rule in (judged.at_end if rule in GOOD else judged.told)
    finding, session = judged.told[rule], judged.session
    assert finding.evidence
    for source in filter(None, (evidence.source for evidence in finding.evidence)):
        assert source.series in getattr(judged.history, source.family)
        assert 1 <= source.first <= source.last <= judged.history.step_count
    for fix in finding.fixes:
        fixed = fix.edit(session.project)
        assert fixed != session.project
        Session(fixed, session.prepared)
    if finding.about:
        assert session.project.network.layer(finding.about).name in finding.where


@pytest.mark.parametrize("rule", CASES)
def test_that_a_run_without_it_is_not(rule):
    _ill, well = CASES[rule]
    judged = well.judged()
    assert rule not in (judged.at_end if rule in GOOD else judged.told)


def test_that_a_gradient_that_grows_on_its_way_back_is_told_of_the_layer_it_grows_to():
    def scale(session):
        for tensor, factor in (("l1.weight", 1e-3), ("l1.bias", 1e-3), ("l5.weight", 1e5)):
            session.model.get_parameter(tensor).data.mul_(factor)

    judged = Run(mlp(deep=2), groups(), lr=1e-13, epochs=10, weights=scale).judged()
    assert "vanishing" not in judged.told
    told = judged.told["exploding"]
    assert told.about == "l1"
    assert "explodes on its way back" in str(told.message)
    norms = [
        judged.history.steps[f"gradient/{layer}"].values[-50:].mean() for layer in ("l1", "l5")
    ]
    assert [evidence.value for evidence in told.evidence] == pytest.approx(norms, rel=1e-5)
    assert norms[0] > 1e4 * norms[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_that_an_example_is_told_nothing_that_is_not_so(example):
    opened = open_project(example.path)
    session, history, control = Session(opened.project, opened.prepared), History(), Control()
    found, told = (), set()
    for event in train(session, control, CLOSELY):
        history.apply(event)
        if isinstance(event, EpochEnded) and event.epoch == MOST_EPOCHS.get(example.name, 60):
            control.stop()
        if isinstance(event, EpochEnded | RunEnded):
            ended = event if isinstance(event, RunEnded) else None
            found = findings(history, session.project, ended, found, session.prepared)
            told |= {finding.rule for finding in found if finding.kind in {"bad", "warning"}}
    assert told <= TRUE.get(example.name, set())
