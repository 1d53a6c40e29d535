"""The lessons' printed numbers, as Step-through shows them."""

import numpy as np
import pytest

from engine.walk_answers import PHASES, ShownTensor, WalkAnswer
from engine.walk_query import walk
from tests.engine.test_examples import session_of


def shown(answer: WalkAnswer) -> dict[str, ShownTensor]:
    """The tensors of all cards by their names."""
    return {tensor.name: tensor for card in answer.cards for tensor in card.tensors}


def printed(figures, digits: int = 6) -> list[str]:
    return [f"{value:.{digits}f}" for value in figures.values.ravel()]


def test_lesson_1_one_neuron_one_step():
    session = session_of("one-neuron")
    phases = {phase: walk(session, phase) for phase in PHASES}
    for phase in PHASES[:3]:
        assert all(t.gradient is None for t in shown(phases[phase]).values()), phase
    assert shown(phases["zero_grad"])["fc1"].figures is None
    assert printed(shown(phases["forward"])["fc1"].figures, 4) == ["0.6661", "0.4156", "0.1651"]
    assert f"{phases['loss'].loss:.6f}" == "5.387224"
    back = shown(phases["backward"])
    assert printed(back["loss"].gradient) == ["1.000000"]
    assert printed(back["fc1"].gradient) == ["-0.555933", "-1.389600", "-2.223267"]
    assert printed(back["fc1.weight"].gradient) == ["-10.004933"]
    assert printed(back["fc1.bias"].gradient) == ["-4.168800"]
    assert printed(back["x"].gradient) == ["0.139261", "0.348095", "0.556928"]
    after = shown(phases["step"])
    assert printed(after["fc1.weight"].figures, 4) == ["-0.2505"]
    assert printed(after["fc1.weight"].changed) == ["-0.150451"]
    assert printed(after["fc1.bias"].changed) == ["0.958288"]
    assert printed(after["target/0"].figures, 1) == ["1.5", "2.5", "3.5"]
    leaves = {name for name, tensor in after.items() if tensor.is_leaf}
    assert leaves == {"x", "fc1.weight", "fc1.bias", "target/0"}
    assert {n for n, t in after.items() if not t.requires_grad} == {"target/0"}


@pytest.mark.parametrize(
    ("name", "loss", "weight", "bias"),
    [
        ("mixed-losses", "7.471623", "-12.004933", "-5.168800"),
        ("sum-loss", "44.489735", "-85.043335", "-41.688000"),
    ],
)
def test_lesson_2_mixed_losses(name, loss, weight, bias):
    answer = walk(session_of(name), "backward")
    tensors = shown(answer)
    assert f"{answer.loss:.6f}" == loss
    assert printed(tensors["fc1.weight"].gradient) == [weight]
    assert printed(tensors["fc1.bias"].gradient) == [bias]
    assert tensors["term/0"].gradient.values.item() == 1.0
    assert [card.key for card in answer.cards][-3:] == ["term/0", "term/1", "loss"]
    terms = [tensors[f"term/{number}"].figures.values.item() for number in range(2)]
    assert np.isclose(sum(terms), answer.loss, rtol=1e-6)


def test_lesson_3_one_sample_at_a_time():
    session = session_of("one-weight")
    walks = [walk(session, "step", anew=True) for _ in range(3)]
    gradients = [shown(answer)["fc1.weight"].gradient.values.item() for answer in walks]
    assert [repr(g) for g in gradients] == [
        "-2.0",
        "-7.840000152587891",
        "-16.228801727294922",
    ]
    assert f"{walks[-1].loss:.6f}" == "7.315944"
    assert printed(shown(walks[-1])["fc1.weight"].changed) == ["1.260688"]
    assert [(a.batch, a.batches, a.epoch_is_over) for a in walks] == [
        (1, 3, False),
        (2, 3, False),
        (3, 3, True),
    ]
    assert [a.rows.tolist() for a in walks] == [[0], [1], [2]]


def test_lesson_13_through_two_sigmoids():
    tensors = shown(walk(session_of("two-sigmoids"), "backward"))
    assert printed(tensors["sigmoid2"].figures) == ["0.515066", "0.425157"]
    assert printed(tensors["loss"].figures) == ["1.217119"]
    assert printed(tensors["fc2.weight"].gradient) == ["-0.141337", "0.016139"]
    assert printed(tensors["fc1.weight"].gradient) == [
        "-0.113961",
        "0.099913",
        "0.119359",
        "-0.092640",
    ]


def test_lesson_14_one_derivative_by_itself():
    tensors = shown(walk(session_of("square"), "backward", rows=[0]))
    assert printed(tensors["x"].figures, 1) == ["1.0"]
    assert printed(tensors["x"].gradient, 1) == ["2.0"]
