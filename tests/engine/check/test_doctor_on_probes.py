"""The rules that rest on probes judge the run, not how many probes the machine had time for."""

import numpy as np
import pytest

from engine.check.doctor import findings
from engine.history import History
from engine.series import Series
from engine.spec.project import Project
from tests.engine.train.making import project

STEPS, PER_EPOCH = 1200, 40
RNG = np.random.default_rng(7)
#: One long history of a network: a point of every second step.
AT = np.arange(2, STEPS + 1, 2)
NOISE = RNG.normal(0, 1, len(AT))


def network(kind: str) -> Project:
    layers = [("Linear", {"out_features": 8}), (kind, {}), ("Linear", {"out_features": 3})]
    return project(layers, (6,), batch_size=32)


def probed(figures: dict[str, np.ndarray], every: int, until: int = STEPS) -> History:
    """A loss that stays where it is, and of its probes each `every`-th one up to a step."""
    history = History()
    history.steps_per_epoch = PER_EPOCH
    history.steps["loss"] = Series(np.full(until, 1.1))
    history.epochs["train_loss"] = Series(np.full(until // PER_EPOCH, 1.1))
    for at, step in enumerate(AT):
        if step <= until and at % every == every - 1:
            history.probes.add(int(step), {name: float(v[at]) for name, v in figures.items()})
    return history


def told(kind: str, figures: dict[str, np.ndarray], every: int) -> list[set[str]]:
    """The rules that speak at every tenth epoch, in order, each look knowing of the one before."""
    found, heard = (), []
    for until in range(10 * PER_EPOCH, STEPS + 1, 10 * PER_EPOCH):
        found = findings(probed(figures, every, until), network(kind), previous=found)
        heard.append({finding.rule for finding in found})
    return heard


#: The activation, its figures, and the rule that tells of them.
ILL = {
    "deadUnits": ("ReLU", {"dead/l2": 0.48 + 0.02 * NOISE}),
    "saturated": ("Sigmoid", {"saturated/l2": 0.7 + 0.05 * NOISE}),
    "rateTooHigh": ("ReLU", {"update/l1": 0.3 * np.exp(0.3 * NOISE)}),
    "rateTooLow": ("ReLU", {"update/l1": 2e-6 * np.exp(0.3 * NOISE)}),
}
#: Units that are silent on this batch and that by chance: only a few are so on all.
BY_CHANCE = np.where(RNG.random(len(AT)) < 0.3, 0.06, 0.3)


@pytest.mark.parametrize("rule", ILL)
def test_that_a_finding_is_the_same_however_many_probes_there_were(rule):
    kind, figures = ILL[rule]
    heard = told(kind, figures, 1)
    assert all(rule in rules for rules in heard)
    assert told(kind, figures, 2) == told(kind, figures, 5) == heard


def test_that_units_silent_by_chance_are_not_called_dead_however_many_probes_there_were():
    for every in (1, 2, 5):
        assert "deadUnits" not in set().union(*told("ReLU", {"dead/l2": BY_CHANCE}, every))


@pytest.mark.parametrize("every", [1, 2, 5])
def test_that_probes_of_the_beginning_or_of_few_steps_say_nothing(every):
    figures = {"dead/l2": np.full(len(AT), 0.9)}
    early = {f.rule for f in findings(probed(figures, every, 40), network("ReLU"))}
    later = {f.rule for f in findings(probed(figures, every, 80), network("ReLU"))}
    assert ("deadUnits" in early, "deadUnits" in later) == (False, True)


@pytest.mark.parametrize("every", [1, 2, 5])
def test_that_what_is_over_at_the_newest_probe_is_not_raised_anew(every):
    figures = {"dead/l2": np.full(len(AT), 0.9)}
    assert "deadUnits" in {f.rule for f in findings(probed(figures, every), network("ReLU"))}
    figures["dead/l2"][-1] = 0.0  # step 1200, a probe however they are thinned
    now = probed(figures, every)
    assert now.probes["step"].values[-1] == STEPS
    assert "deadUnits" not in {finding.rule for finding in findings(now, network("ReLU"))}


def test_that_one_probe_does_not_take_a_finding_away():
    figures = {"dead/l2": np.full(len(AT), 0.9)}
    before = findings(probed(figures, 1), network("ReLU"))
    figures["dead/l2"][-1] = 0.0
    now = findings(probed(figures, 1), network("ReLU"), previous=before)
    assert "deadUnits" in {finding.rule for finding in now}


@pytest.mark.parametrize(
    ("steps", "judged"), [((1, 700), False), ((650, 690), False), ((465, 673), True)]
)
def test_that_a_fast_run_is_judged_by_two_probes_that_lie_far_apart(steps, judged):
    history = probed({}, 1)
    history.probes = type(history.probes)()
    for step in steps:
        history.probes.add(step, {"dead/l2": 0.48})
    found = {finding.rule for finding in findings(history, network("ReLU"))}
    assert ("deadUnits" in found) == judged


def test_that_units_of_a_run_that_has_learnt_are_worth_a_note_and_no_alarm():
    for rule, (kind, figures) in list(ILL.items())[:2]:
        history = probed(figures, 1)
        (warned,) = (f for f in findings(history, network(kind)) if f.rule == rule)
        history.epochs["train_loss"].append(np.array([0.02]))
        (noted,) = (f for f in findings(history, network(kind)) if f.rule == rule)
        assert (warned.kind, noted.kind) == ("warning", "note")
