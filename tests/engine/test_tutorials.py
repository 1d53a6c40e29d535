"""The lessons' printed numbers, from the example projects as they ship."""

import math

import pytest
import torch
from torch import nn

from engine.check.shapes import infer
from engine.examples import example
from engine.files.project_file import load_project_only
from engine.train.control import Control
from engine.train.events import EpochEnded, Paused, StepsDone
from engine.train.session import Session
from engine.train.step import Step
from engine.train.trainer import train
from tests.engine.test_examples import session_of


def first_step(session: Session) -> Step:
    """The first batch, forwards and backwards, with the gradient of the outputs kept."""
    rows = session.train_rows.take(torch.arange(min(session.batch_size, len(session.train_rows))))
    rows.x.requires_grad_(True)
    step = Step(session, rows)
    step.zero_grad()
    step.forward()
    for output in step.outputs:
        output.retain_grad()
    step.compute_loss()
    return step


def printed(tensor: torch.Tensor, digits: int = 6) -> list[str]:
    return [f"{v:.{digits}f}" for v in tensor.detach().flatten().tolist()]


def neuron(session: Session) -> nn.Linear:
    return session.model.get_submodule("fc1")


def test_lesson_1_one_neuron_one_step():
    session = session_of("one-neuron")
    layer = neuron(session)
    assert layer.weight.grad is None
    assert layer.bias.grad is None
    step = first_step(session)
    assert printed(step.outputs[0], 4) == ["0.6661", "0.4156", "0.1651"]
    assert printed(step.loss) == ["5.387224"]
    step.backward()
    assert printed(step.outputs[0].grad) == ["-0.555933", "-1.389600", "-2.223267"]
    assert printed(layer.weight.grad) == ["-10.004933"]
    assert printed(layer.bias.grad) == ["-4.168800"]
    assert printed(step.batch.x.grad) == ["0.139261", "0.348095", "0.556928"]
    step.forward()
    step.compute_loss()
    step.backward()
    assert printed(layer.weight.grad) == ["-20.009867"], "without zero_grad they add up"
    step.zero_grad()
    step.forward()
    step.compute_loss()
    step.backward()
    step.update()
    assert printed(layer.weight) == ["-0.150451"]
    assert printed(layer.bias) == ["0.958288"]


@pytest.mark.parametrize(
    ("name", "loss", "weight", "bias"),
    [
        ("mixed-losses", "7.471623", "-12.004933", "-5.168800"),
        ("sum-loss", "44.489735", "-85.043335", "-41.688000"),
    ],
)
def test_lesson_2_mixed_losses(name, loss, weight, bias):
    session = session_of(name)
    step = first_step(session)
    assert printed(step.loss) == [loss]
    step.backward()
    assert printed(neuron(session).weight.grad) == [weight]
    assert printed(neuron(session).bias.grad) == [bias]


def test_lesson_3_one_sample_at_a_time():
    session = session_of("one-weight")
    weight = neuron(session).weight
    with torch.no_grad():
        assert session.model(torch.tensor([[4.0]]))[0].item() == 4.0
    gradients = []
    for row in range(3):
        step = Step(session, session.train_rows.take(torch.tensor([row])))
        step.zero_grad()
        step.forward()
        step.compute_loss()
        step.backward()
        gradients.append(repr(weight.grad.item()))
        step.update()
    assert gradients == ["-2.0", "-7.840000152587891", "-16.228801727294922"]


def test_lesson_3_a_hundred_epochs():
    session = session_of("one-weight")
    weight = neuron(session).weight
    losses, weights = [], []
    for event in train(session, Control()):
        if isinstance(event, StepsDone):
            losses += event.loss.tolist()
        if isinstance(event, EpochEnded):
            weights.append(weight.item())
    assert [f"{v:.6f}" for v in (losses[2], losses[5])] == ["7.315944", "3.998764"]
    assert [f"{v:.6f}" for v in weights[:2]] == ["1.260688", "1.453418"]
    assert f"{weights[99]:.9f}" == "1.999999642"
    with torch.no_grad():
        assert f"{session.model(torch.tensor([[4.0]]))[0].item():.7f}" == "7.9999986"


def test_lesson_4_three_classes():
    session = session_of("three-classes")
    assert infer(session.project.network).parameters == 412
    torch.manual_seed(420)
    x = torch.rand((500, 20)) * 100
    y = torch.randint(0, 3, (500, 1))
    prepared = session.prepared
    assert torch.equal(torch.from_numpy(prepared.x), x[torch.from_numpy(prepared.rows)])
    assert torch.equal(torch.from_numpy(prepared.y), y[torch.from_numpy(prepared.rows), 0])
    torch.manual_seed(420)
    plain = nn.Sequential(
        nn.Linear(20, 13), nn.ReLU(), nn.Linear(13, 8), nn.Sigmoid(), nn.Linear(8, 3)
    )
    for own, theirs in zip(session.model.parameters(), plain.parameters(), strict=True):
        assert torch.equal(own, theirs)
    step = first_step(session)
    step.backward()
    nn.functional.cross_entropy(plain(step.batch.x.detach()), step.batch.labels).backward()
    optimizer = session.optimizer
    before = [p.detach().clone() for p in session.parameters]
    for own, theirs in zip(session.parameters, plain.parameters(), strict=True):
        assert own.grad.shape == own.shape
        assert torch.equal(own.grad, theirs.grad)
    gradients = [p.grad.clone() for p in session.parameters]
    step.update()
    step.zero_grad()
    step.forward()
    step.compute_loss()
    step.backward()
    middle = [p.detach().clone() for p in session.parameters]
    for old, new, v in zip(before, middle, gradients, strict=True):
        torch.testing.assert_close(new, old - 0.01 * v)
    wanted = [
        w - 0.01 * (0.9 * v + p.grad)
        for w, v, p in zip(middle, gradients, session.parameters, strict=True)
    ]
    optimizer.step()
    for own, w in zip(session.parameters, wanted, strict=True):
        torch.testing.assert_close(own.detach(), w)


def test_lesson_5_a_small_cnn():
    project = load_project_only(example("small-cnn").path).project
    info = infer(project.network)
    weighty = [la.id for la in project.network.layers if info.layers[la.id].weights]
    assert [info.layers[i].parameters for i in weighty] == [60, 880, 6_423_040, 32_832, 130]
    assert info.parameters == 6_456_942
    assert info.depth == 5
    shapes = [info.layers[la.id].outputs[0] for la in project.network.layers]
    assert shapes == [
        (1, 32, 32),
        (6, 30, 30),
        (6, 30, 30),
        (16, 28, 28),
        (16, 28, 28),
        (12544,),
        (512,),
        (512,),
        (64,),
        (64,),
        (2,),
    ]


def test_lesson_13_backpropagation_by_hand():
    session = session_of("two-sigmoids")
    step = first_step(session)
    assert printed(step.outputs[0]) == ["0.515066", "0.425157"]
    assert printed(step.loss) == ["1.217119"]
    step.backward()
    first, second = (session.model.get_submodule(name) for name in ("fc1", "fc2"))
    assert printed(second.weight.grad) == ["-0.141337", "0.016139"]
    assert printed(first.weight.grad) == ["-0.113961", "0.099913", "0.119359", "-0.092640"]
    hidden = torch.sigmoid(step.batch.x @ first.weight.T).detach()
    error = (step.outputs[0] - torch.tensor([[1.0], [0.0]])).detach()
    torch.testing.assert_close(error.T @ hidden, second.weight.grad)
    back = (error @ second.weight.detach()) * hidden * (1 - hidden)
    torch.testing.assert_close(back.T @ step.batch.x.detach(), first.weight.grad)


def test_lesson_14_one_derivative():
    session = session_of("square")
    step = first_step(session)
    assert step.loss.item() == 1.0
    step.backward()
    assert neuron(session).weight.grad.item() == 2.0
    assert step.batch.x.grad.item() == 2.0
    x = torch.tensor(1.0, requires_grad=True)
    assert torch.autograd.grad(x**2, x)[0].item() == 2.0


def test_that_pausing_does_not_change_a_lesson():
    session, control = session_of("one-weight"), Control()
    control.step(2)
    for event in train(session, control):
        if isinstance(event, Paused):
            control.resume()
    assert math.isclose(neuron(session).weight.item(), 1.999999642, abs_tol=5e-10)
