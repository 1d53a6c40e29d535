"""Lessons: those that ship are whole in both languages; a teacher's mistakes are told; checks hold when they should."""

import re
from dataclasses import replace

import numpy as np
import pytest

from engine.edits import set_enabled
from engine.examples import example
from engine.files.project_file import ProjectFile, load_project_only, save
from engine.history import History
from engine.lessons.judging import (
    Situation,
    is_counting,
    judge_answer,
    judge_task,
    number_at,
    settings_of,
)
from engine.lessons.reading import open_lesson, parse_lesson, read_lesson, shipped_lessons
from engine.series import Series
from engine.spec.base import Spec
from engine.spec.lesson import LessonQuestion, LessonTask, NumberAt
from engine.tensor_figures import tensor_figures
from engine.text import UserError
from engine.walk_answers import ShownTensor, WalkAnswer, WalkCard
from gui import actions

#: The menus' entries, which a lesson may show.
ACTIONS = {spec.id for spec in actions.ACTIONS}

PLAIN = """
format = 1
title = "Plain"
project = "one-neuron"
[[steps]]
title = "One"
text = "Words"
"""


def project(name="one-neuron"):
    return load_project_only(example(name).path).project


def history(losses=(), **epochs):
    found = History()
    if losses:
        found.steps["loss"] = Series(np.array(losses, np.float32))
    for name, values in epochs.items():
        found.epochs[name] = Series(np.array(values, np.float64), np.float64)
        found.epochs["step"] = Series(np.arange(1.0, len(values) + 1), np.float64)
    return found


def task(*checks):
    return LessonTask.parse({"task": "Do it", "checks": list(checks)})


@pytest.mark.parametrize("path", shipped_lessons(), ids=lambda path: path.stem)
def test_that_a_lesson_that_ships_opens_and_says_everything_in_both_languages(path):
    file = open_lesson(path, ACTIONS)
    assert file.project.lesson == read_lesson(path)

    def look(spec):
        for name in type(spec).model_fields:
            value = getattr(spec, name)
            if name.endswith("_zh"):
                assert bool(value) == bool(getattr(spec, name.removesuffix("_zh"))), (name, spec)
            for inner in value if isinstance(value, tuple) else ():
                if isinstance(inner, Spec):
                    look(inner)

    look(file.project.lesson)


def test_that_a_project_file_carries_its_lesson(tmp_path):
    lesson = parse_lesson(PLAIN)
    path = tmp_path / "class.netw"
    save(path, ProjectFile(project().replace(lesson=lesson)))
    assert load_project_only(path).project.lesson == lesson


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("format = ", "This is no TOML"),
        (PLAIN.replace("text =", "txt ="), "Step 1, text: this entry is missing"),
        (PLAIN + 'txt = "More"', "Step 1, txt: there is no entry of this name"),
        (PLAIN.replace("format = 1", "format = 2"), "format"),
        (
            PLAIN + '[[steps.tasks]]\ntask = "Do"\nchecks = [{ kind = "magic" }]',
            "Step 1, tasks 1 checks 1",
        ),
        (
            PLAIN + '[[steps.tasks]]\ntask = "Do"\nchecks = [{ kind = "setting", name = "lr" }]',
            "asks for nothing",
        ),
        (PLAIN + '[[steps.questions]]\nask = "What?"', "either an answer or a cell"),
        (
            PLAIN + '[[steps.questions]]\nask = "What?"\nchoices = ["a", "b"]\nanswer = 3',
            "from 1 to 2",
        ),
    ],
)
def test_that_a_teachers_mistake_is_told_with_its_place(mistake, told):
    with pytest.raises(UserError, match=re.escape(told)):
        parse_lesson(mistake)


def test_that_a_lesson_opens_no_project_outside_its_folder(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_text(PLAIN.replace("one-neuron", "../elsewhere.netw"), encoding="utf-8")
    with pytest.raises(UserError, match="in the same folder"):
        open_lesson(path, ACTIONS)


def test_that_a_lesson_of_another_encoding_is_told_apart_from_a_wrong_one(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_bytes(PLAIN.replace("Words", "一个神经元").encode("gb18030"))
    with pytest.raises(UserError, match="UTF-8"):
        read_lesson(path)


def test_that_the_loss_and_the_layers_have_to_be_right_at_the_same_time():
    wanted = task(
        {"kind": "loss below", "value": 0.1}, {"kind": "layers", "of": "Linear", "at_most": 1}
    )
    assert not judge_task(wanted, Situation(project(), history())).done
    high = judge_task(wanted, Situation(project(), history([5.4, 0.2])))
    assert (high.done, str(high.stands)) == (
        False,
        "The training loss is 0.2; below 0.1 is wanted.",
    )
    assert judge_task(wanted, Situation(project(), history([5.4, 0.05]))).done
    assert not judge_task(wanted, Situation(project("two-sigmoids"), history([5.4, 0.05]))).done


def test_that_a_loss_that_is_no_number_is_below_nothing():
    wanted = task({"kind": "loss below", "value": 0.1})
    assert not judge_task(wanted, Situation(project(), history([0.05, np.nan]))).done


def test_that_a_layer_switched_off_is_not_counted():
    spirals = project("spirals")
    wanted = task({"kind": "layers", "of": "activation", "at_most": 0})
    assert not judge_task(wanted, Situation(spirals, history())).done
    off = spirals.network
    for layer in spirals.network.layers:
        if layer.kind == "Tanh":
            off = set_enabled(off, [layer.id], enabled=False)
    assert judge_task(wanted, Situation(spirals.replace(network=off), history())).done


def test_that_a_run_that_began_with_other_layers_does_not_count_and_is_told():
    wanted = task(
        {"kind": "layers", "of": "Linear", "at_most": 0}, {"kind": "epochs", "at_least": 2}
    )
    before = project()
    linear = [layer.id for layer in before.network.layers if layer.kind == "Linear"]
    without = before.replace(network=set_enabled(before.network, linear, enabled=False))
    went_on = Situation(without, history([5.4, 0.2], loss=[5.4, 0.2]), trained=before)
    assert not is_counting(wanted, went_on)
    told = judge_task(wanted, replace(went_on, epochs_before=2))
    assert not told.done
    assert "Press Stop" in str(told.stands)
    assert is_counting(wanted, replace(went_on, trained=without))


def test_that_steps_and_epochs_count_from_where_the_lessons_step_was_opened():
    now = Situation(project(), history([1.0] * 12, accuracy=[0.5, 0.9]))
    assert judge_task(task({"kind": "steps", "at_least": 12}), now).done
    assert not judge_task(
        task({"kind": "steps", "at_least": 12}), replace(now, steps_before=5)
    ).done
    assert not judge_task(
        task({"kind": "epochs", "at_least": 1}), replace(now, epochs_before=2)
    ).done
    assert judge_task(task({"kind": "metric above", "metric": "accuracy", "value": 0.8}), now).done


@pytest.mark.parametrize(
    ("check", "done"),
    [
        ({"name": "lr", "equals": 0.01}, True),
        ({"name": "lr", "at_most": 0.001}, False),
        ({"name": "optimizer", "equals": "SGD"}, True),
        ({"name": "loss", "equals": "MAE"}, False),
        ({"name": "batch_size", "at_least": 3, "at_most": 3}, True),
        ({"name": "wingspan", "at_least": 3}, False),
    ],
)
def test_that_a_setting_is_held_against_what_is_asked_for(check, done):
    wanted = task({"kind": "setting", **check})
    assert judge_task(wanted, Situation(project(), history())).done is done


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"kind": "setting", "name": "lr", "at_least": 0.1}, "Learning rate is 0.001."),
        ({"kind": "setting", "name": "loss", "equals": "CrossEntropy"}, "Loss is BCE with logits."),
        ({"kind": "setting", "name": "shuffle", "equals": False}, "Shuffle is on."),
        (
            {"kind": "metric above", "metric": "accuracy", "value": 0.9},
            "There is no Accuracy yet. What is trained from now on counts.",
        ),
    ],
)
def test_that_a_task_calls_things_what_the_screen_calls_them(check, words):
    spirals = project("spirals")
    assert spirals.training.losses[0].loss.kind == "BCEWithLogits"
    assert str(judge_task(task(check), Situation(spirals, history())).stands) == words


def test_that_all_settings_have_names():
    assert {"optimizer", "loss", "lr", "momentum", "batch_size", "epochs"} <= set(
        settings_of(project())
    )


def walked(phase="backward"):
    weight = ShownTensor(
        name="fc.weight",
        symbol="w",
        title="weight",
        role="parameter",
        shape=(1, 1),
        requires_grad=True,
        is_leaf=True,
        figures=tensor_figures(np.array([[-0.2505]])),
        gradient=tensor_figures(np.array([[-10.004933]])),
    )
    card = WalkCard("fc", "fc", "Linear 1→1", (weight,))
    return WalkAnswer(
        phase=phase,
        step=0,
        epoch=0,
        batch=1,
        batches=1,
        rows=np.arange(3),
        on_copy=False,
        taken=False,
        loss=5.387,
        learning_rate=0.01,
        cards=(card,),
    )


def test_that_a_phase_counts_once_it_is_reached_or_passed():
    wanted = task({"kind": "phase", "at": "loss"})
    assert not judge_task(wanted, Situation(project(), history())).done
    assert not judge_task(wanted, Situation(project(), history(), walk=walked("forward"))).done
    assert judge_task(wanted, Situation(project(), history(), walk=walked("backward"))).done


def test_that_a_number_of_the_step_is_asked_for_once_it_is_there():
    cell = NumberAt(tensor="fc.weight", at=(0, 0), gradient=True)
    question = LessonQuestion(ask="What is ∂L/∂w?", cell=cell, within=0.001)
    assert judge_answer(question, -10.0049, Situation(project(), history())) is None
    now = Situation(project(), history(), walk=walked())
    assert judge_answer(question, -10.0049, now).done
    assert not judge_answer(question, 10.0049, now).done
    assert number_at(NumberAt(tensor="fc.weight", at=(0, 7)), walked()) is None
