"""What the optimizer does to a weight of a walked step is what the trainer's step does to it."""

import itertools

import numpy as np
import pytest

from engine.anatomy_query import anatomy
from engine.catalog.optimizers import OPTIMIZERS
from engine.explain.derivation import Cell
from engine.queries import QUERIES
from engine.spec.component import component
from engine.text import UserError
from engine.train.control import Control
from engine.train.trainer import train
from engine.walk_query import walk, walk_back
from tests.engine.test_examples import session_of
from tests.engine.train.making import MLP, session

WEIGHT = Cell("l3.weight", (1, 2))


def weight_of(run, cell=WEIGHT):
    return float(run.model.get_parameter(cell.tensor).detach()[cell.at])


def told(answer):
    return [(s.symbol, s.formula) for s in answer.step.stages]


def test_that_it_is_a_question():
    assert QUERIES["anatomy"] is anatomy


@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("clipping", [component("norm", max_norm=0.05), component("value")])
def test_that_the_preview_and_the_told_step_are_what_the_step_does(kind, clipping):
    run = session(optimizer=component(kind), clipping=clipping, schedule=component("one_cycle"))
    for _ in range(7):
        walk(run, "backward", anew=True)
        before, preview = weight_of(run), anatomy(run, WEIGHT)
        walk(run, "step")
        after = anatomy(run, WEIGHT)
        assert preview.recorded is None
        assert after.recorded == weight_of(run) != before
        assert after.step.weight == pytest.approx(weight_of(run), rel=1e-5, abs=1e-7)
        assert preview.step.stages == after.step.stages
        factors = [f for s in after.step.stages for t in s.terms for f in t.factors]
        assert next(f.value for f in factors if f.symbol == "w") == before


def test_that_every_weight_of_a_tensor_can_be_asked_for():
    run = session(MLP, optimizer=component("Adam", amsgrad=True, weight_decay=0.1))
    walk(run, "step")
    walk(run, "step", anew=True)
    for name, parameter in run.model.named_parameters():
        for at in itertools.product(*map(range, parameter.shape)):
            answer = anatomy(run, Cell(name, at))
            assert answer.step.weight == pytest.approx(
                float(parameter.detach()[at]), rel=1e-5, abs=1e-7
            )


def test_that_the_settings_are_those_of_the_step_when_they_change_after_it():
    run = session(optimizer=component("SGD", lr=0.1))
    walk(run, "step")
    told_before = anatomy(run, WEIGHT)
    run.set_learning_rate(0.5)
    run.clipping, run.clip = "value", {"clip_value": 1e-9}
    assert anatomy(run, WEIGHT).step.stages == told_before.step.stages


def test_that_tutorial_one_is_told_to_its_digits():
    run = session_of("one-neuron")
    walk(run, "backward")
    answer = anatomy(run, Cell("fc1.weight", (0, 0)))
    assert told(answer) == [("g", "∂L/∂w"), ("Δw", "−lr·g"), ("w", "w + Δw")]
    values = [round(stage.value, 4) for stage in answer.step.stages]
    assert values == [-10.0049, 0.1000, -0.1505]


def test_that_an_undone_step_is_told_anew_from_before_it():
    run = session(optimizer=component("Adam"))
    walk(run, "step")
    first = anatomy(run, WEIGHT)
    walk_back(run)
    with pytest.raises(UserError, match="once backward"):
        anatomy(run, WEIGHT)
    walk(run, "backward")
    assert anatomy(run, WEIGHT).step.stages == first.step.stages


def test_that_a_step_on_chosen_rows_is_told_without_touching_the_run():
    run = session(optimizer=component("SGD", lr=0.1, momentum=0.9))
    walk(run, "step")
    before = weight_of(run)
    walk(run, "step", rows=[3, 4], anew=True)
    answer = anatomy(run, WEIGHT)
    assert weight_of(run) == before
    assert answer.recorded == pytest.approx(answer.step.weight, rel=1e-5)
    assert answer.recorded != before
    assert told(answer)[1] == ("v", "μ·v + g")  # with the momentum of the run


def test_that_what_the_optimizer_leaves_alone_is_said():
    frozen = session(MLP)
    spec = frozen.project.network
    layers = tuple(la.replace(frozen=la.id == "l1") for la in spec.layers)
    project = frozen.project.replace(network=spec.replace(layers=layers))
    run = type(frozen)(project, frozen.prepared)
    walk(run, "backward")
    with pytest.raises(UserError, match=r"does not move l1\.weight"):
        anatomy(run, Cell("l1.weight", (0, 0)))
    with pytest.raises(UserError, match="does not move x"):
        anatomy(run, Cell("x", (0, 0)))


def test_that_without_a_step_there_is_nothing_to_tell():
    with pytest.raises(UserError, match="No step is walked through"):
        anatomy(session(), WEIGHT)


def test_that_a_run_that_goes_on_has_no_step_in_front():
    run = session()
    walk(run, "step")
    assert np.isfinite(anatomy(run, WEIGHT).recorded)
    list(train(run, Control()))
    with pytest.raises(UserError, match="No step is walked through"):
        anatomy(run, WEIGHT)
