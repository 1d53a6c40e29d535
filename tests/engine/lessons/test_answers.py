"""Every number that a lesson takes for right is worked out here once more, by PyTorch."""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from engine.examples import example
from engine.files.project_file import load_project_only
from engine.lessons.reading import read_lesson, shipped_lessons


def count(module):
    return sum(parameter.numel() for parameter in module.parameters())


def one_neuron(loss):
    """Prediction, loss, gradient of the weight, and the weight after SGD of lr 0.01."""
    x = torch.tensor([[1.0], [2.0], [3.0]])
    fc = nn.Linear(1, 1)
    with torch.no_grad():
        fc.weight.fill_(-0.2505)
        fc.bias.fill_(0.9166)
    given = fc(x)
    value = loss(given, x + 0.5)
    value.backward()
    return (
        given[0].item(),
        value.item(),
        fc.weight.grad.item(),
        (fc.weight - 0.01 * fc.weight.grad).item(),
    )


def square():
    w = torch.tensor(1.0, requires_grad=True)
    (first,) = torch.autograd.grad(w**2, w)
    then = (w - 0.1 * first).detach().requires_grad_()
    (second,) = torch.autograd.grad(then**2, then)
    return [first, then.item(), second]


def mae_parts():
    def both(given, wanted):
        return F.mse_loss(given, wanted) + F.l1_loss(given, wanted)

    _, value, gradient, _ = one_neuron(both)
    _, mse, alone, _ = one_neuron(F.mse_loss)
    return [value - mse, value, gradient - alone]


def sum_parts():
    """What the sum's term adds to the loss and to the gradients, and the whole loss."""
    x = torch.tensor([[1.0], [2.0], [3.0]])
    w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (-0.2505, 0.9166))
    given = w * x + b
    of_sum = F.mse_loss(given.sum(), (x + 0.5).sum().double())
    slopes = torch.autograd.grad(of_sum, (w, b), retain_graph=True)
    both = of_sum + F.mse_loss(given, (x + 0.5).double())
    return [of_sum.item(), both.item(), *slopes]


def two_sigmoids():
    first = torch.tensor([[0.5, -0.5], [0.25, 0.75]], requires_grad=True)
    second = torch.tensor([[1.0, -1.0]], requires_grad=True)
    out = torch.sigmoid(torch.sigmoid(torch.eye(2) @ first.T) @ second.T)
    loss = F.binary_cross_entropy(out, torch.tensor([[1.0], [0.0]]), reduction="sum")
    loss.backward()
    return [out[0].item(), loss.item(), second.grad[0, 0], first.grad[0, 0]]


def momentum():
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.01, momentum=0.9)
    found = []
    for _ in range(300):
        w.grad = torch.ones(1)
        before = w.item()
        optimizer.step()
        found.append((before - w.item()) / 0.01)
    return [found[1], found[-1]]


def classes():
    net = nn.Sequential(nn.Linear(20, 13), nn.Linear(13, 8), nn.Linear(8, 3))
    even = F.cross_entropy(torch.zeros(1, 3), torch.tensor([0]))
    return [count(net[0]), count(net), even, *momentum()]


def cnn():
    convolutions = nn.Sequential(nn.Conv2d(1, 6, 3), nn.Conv2d(6, 16, 3))
    x = torch.zeros(1, 1, 32, 32)
    out = convolutions(x)
    shapes = [convolutions[0](x).shape[-1], out.shape[-1], out.flatten(1).shape[1]]
    linear = [nn.Linear(12544, 512), nn.Linear(512, 64), nn.Linear(64, 2)]
    layers = [*convolutions, *linear]
    assert sum(map(count, layers)) == 6_456_942
    return [*shapes, *map(count, layers[:3]), len(layers)]


def linear():
    first = torch.tensor([[0.5, -0.5], [0.25, 0.75]])
    merged = torch.tensor([[1.0, -1.0]]) @ first
    wide = nn.Linear(3, 5, bias=False).weight.numel()
    return [F.linear(torch.tensor([1.0, 0.0]), first)[1], wide, *merged[0]]


def activations():
    z = torch.tensor([0.0, 5.0], requires_grad=True)
    (slope,) = torch.autograd.grad(torch.sigmoid(z).sum(), z)
    three = torch.tensor([1.0, 2.0, 3.0])
    soft = [torch.softmax(numbers, 0)[2] for numbers in (three, three + 1000)]
    sides = torch.tensor([-5.0, 5.0], requires_grad=True)
    (relu,) = torch.autograd.grad(torch.relu(sides).sum(), sides)
    return [*slope, slope[0] ** 2, *relu, *soft]


def losses():
    three, none = torch.tensor([3.0]), torch.zeros(1)
    sse = one_neuron(lambda given, wanted: F.mse_loss(given, wanted, reduction="sum"))[1]
    sure = [
        F.nll_loss(torch.log(torch.tensor([[p, 1 - p]])), torch.tensor([0])) for p in (0.25, 0.01)
    ]
    return [F.mse_loss(three, none), F.huber_loss(three, none), sse, *sure]


def one_weight():
    w = torch.tensor(1.0, requires_grad=True)
    (slope,) = torch.autograd.grad((w * 1 - 2) ** 2, w)
    return [slope, -0.0001 * slope, 2 / 18]


def graph():
    """The first output; ∂L/∂ŷ of the third sample; their sum, which is the bias's."""
    x, fc = torch.tensor([[1.0], [2.0], [3.0]]), nn.Linear(1, 1)
    with torch.no_grad():
        fc.weight.fill_(-0.2505)
        fc.bias.fill_(0.9166)
    given = fc(x)
    (slopes,) = torch.autograd.grad(F.mse_loss(given, x + 0.5), given)
    return [given[0].item(), slopes[2], slopes.sum()]


#: By the lesson's number: its typed answers in order.
WORKED = {
    1: lambda: [one_neuron(F.mse_loss)[0], 1.0, one_neuron(F.mse_loss)[3]],
    2: list,
    3: one_weight,
    4: square,
    5: mae_parts,
    6: two_sigmoids,
    7: classes,
    8: cnn,
    9: lambda: [1 / 10, F.cross_entropy(torch.zeros(1, 10), torch.tensor([0])), 28 * 28],
    10: linear,
    11: activations,
    12: lambda: [
        F.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(0.0)) for z in (20.0, 0.0)
    ],
    13: losses,
    14: graph,
    15: lambda: [1 / 3],
    16: sum_parts,
}


@pytest.mark.parametrize("path", shipped_lessons(), ids=lambda path: path.stem)
def test_that_no_typed_answer_is_wrong(path):
    lesson = read_lesson(path)
    asked = [
        question
        for step in lesson.steps
        for question in step.questions
        if question.answer is not None and not question.choices
    ]
    worked = [float(number) for number in WORKED[int(path.stem.split("-")[0])]()]
    assert len(asked) == len(worked)
    for question, number in zip(asked, worked, strict=True):
        assert math.isclose(question.answer, number, rel_tol=2e-4, abs_tol=1e-6), question.ask
        assert abs(question.answer - number) <= max(question.within, 1e-9), question.ask


def test_that_sigmoid_and_bce_cost_100_where_logits_cost_20():
    out = torch.sigmoid(torch.tensor(20.0))
    assert F.binary_cross_entropy(out, torch.tensor(0.0)).item() == 100.0


@pytest.mark.parametrize("path", shipped_lessons(), ids=lambda path: path.stem)
def test_that_a_lesson_is_of_an_example_and_says_its_place_in_the_menu(path):
    lesson = read_lesson(path)
    assert lesson.title.startswith(path.stem.split("-")[0] + ". ")
    assert load_project_only(example(lesson.project).path).project.network.layers
