"""Every number of training against plain PyTorch, written out by hand."""

import copy

import numpy as np
import pytest
import torch
from torch import nn

from engine.spec.component import component
from engine.train.checkpoint import restore, take
from engine.train.control import Control
from engine.train.events import EpochEnded, RunEnded, StepsDone
from engine.train.kernels import Update
from engine.train.session import Session
from engine.train.trainer import drain, train
from tests.engine.train.making import MLP, only, rows, session

OPTIMIZERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.1, "momentum": 0.8, "weight_decay": 0.05}),
    ("SGD", {"lr": 0.1, "weight_decay": 0.05}),
    ("Adam", {"lr": 0.01}),
    ("Adam", {"lr": 0.01, "weight_decay": 0.05, "amsgrad": True}),
    ("Adam", {"lr": 0.01, "betas": (0.5, 0.8), "eps": 1e-4}),
    ("AdamW", {"lr": 0.01, "weight_decay": 0.1}),
    ("AdamW", {"lr": 0.01, "amsgrad": True}),
    ("RMSprop", {"lr": 0.01}),
    ("RMSprop", {"lr": 0.01, "momentum": 0.5, "centered": True, "weight_decay": 0.01}),
    ("Adagrad", {"lr": 0.1}),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.1, "initial_accumulator_value": 0.2}),
    ("NAdam", {"lr": 0.01}),
    ("NAdam", {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("RAdam", {"lr": 0.01}),
    ("Adadelta", {"lr": 1.0}),
    ("Adadelta", {"lr": 0.5, "rho": 0.5, "weight_decay": 0.01}),
]
NAMES = [f"{kind} {' '.join(options)}" for kind, options in OPTIMIZERS]


def plain_mlp() -> nn.Module:
    return nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 5), nn.Tanh(), nn.Linear(5, 3))


def plain_losses(
    model, data, optimizer, *, batch=8, epochs=2, seed=3, each_step=None, clip=None, criterion=None
):
    """The loop of every tutorial; the model was made right after `manual_seed(seed)`."""
    x, y = torch.from_numpy(data[0]), torch.from_numpy(data[1])
    generator, criterion = torch.Generator().manual_seed(seed), criterion or nn.CrossEntropyLoss()
    losses = []
    model.train()
    for _ in range(epochs):
        for chosen in torch.randperm(len(x), generator=generator).split(batch):
            optimizer.zero_grad()
            loss = criterion(model(x[chosen]), y[chosen])
            loss.backward()
            if clip is not None:
                clip(model.parameters())
            optimizer.step()
            if each_step is not None:
                each_step()
            losses.append(loss.item())
    return losses


def recorded_losses(run: Session) -> np.ndarray:
    events = drain(run)
    assert events[-1].reason == "finished", events[-1].message
    return np.concatenate([chunk.loss for chunk in only(events, StepsDone)])


def assert_same_run(found: np.ndarray, expected: list[float]) -> None:
    assert len(found) == len(expected)
    assert found[0] == pytest.approx(expected[0], rel=1e-6)
    np.testing.assert_allclose(found, expected, rtol=1e-4)


@pytest.mark.parametrize(("kind", "options"), OPTIMIZERS, ids=NAMES)
def test_that_a_run_equals_the_plain_loop(kind, options):
    run = session(optimizer=component(kind, **options), epochs=4)
    torch.manual_seed(3)
    model = plain_mlp()
    optimizer = getattr(torch.optim, kind)(model.parameters(), **options)
    assert_same_run(recorded_losses(run), plain_losses(model, rows(50, 6), optimizer, epochs=4))
    for ours, theirs in zip(run.parameters, model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("kind", "options"), OPTIMIZERS, ids=NAMES)
def test_that_each_update_is_torchs_own(kind, options):
    """Every step starts from the very same state, so that no difference can add up or hide."""
    torch.manual_seed(0)
    ours = [nn.Parameter(torch.randn(7, 5)), nn.Parameter(torch.randn(5))]
    make = getattr(torch.optim, kind)
    optimizer = make(ours, **options)
    update = Update(optimizer, ours)
    for _ in range(12):
        theirs = [nn.Parameter(p.detach().clone()) for p in ours]
        reference = make(theirs, **options)
        reference.load_state_dict(copy.deepcopy(optimizer.state_dict()))
        for mine, other in zip(ours, theirs, strict=True):
            mine.grad = torch.randn_like(mine)
            other.grad = mine.grad.clone()
        update()
        reference.step()
        for mine, other in zip(ours, theirs, strict=True):
            torch.testing.assert_close(mine, other, rtol=1e-6, atol=1e-6)
            for name, value in reference.state[other].items():
                found = optimizer.state[mine][name]
                torch.testing.assert_close(found, value, rtol=1e-6, atol=1e-6)


def test_that_a_tensor_no_gradient_reaches_stays_as_it_is():
    used, unused = nn.Parameter(torch.ones(3)), nn.Parameter(torch.ones(3))
    optimizer = torch.optim.SGD([used, unused], lr=0.1, momentum=0.9, weight_decay=0.5)
    update = Update(optimizer, [used, unused])
    for _ in range(3):
        used.grad = torch.ones(3)
        update()
    assert used.ne(1).all()
    assert unused.eq(1).all()


@pytest.mark.parametrize(
    ("clipping", "clip"),
    [
        (component("norm", max_norm=0.1), lambda p: nn.utils.clip_grad_norm_(p, 0.1)),
        (component("value", clip_value=0.01), lambda p: nn.utils.clip_grad_value_(p, 0.01)),
    ],
    ids=["norm", "value"],
)
def test_that_clipping_is_torchs_own_and_norms_are_before_it(clipping, clip):
    run = session(optimizer=component("SGD", lr=0.5, momentum=0.9), clipping=clipping)
    events = drain(run)
    torch.manual_seed(3)
    model = plain_mlp()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9)
    seen: list[float] = []

    def clip_and_note(parameters):
        parameters = list(parameters)
        both = [p.grad.norm() for p in parameters[:2]]
        seen.append(float(torch.linalg.vector_norm(torch.stack(both))))
        clip(parameters)

    expected = plain_losses(model, rows(50, 6), optimizer, clip=clip_and_note)
    assert_same_run(np.concatenate([c.loss for c in only(events, StepsDone)]), expected)
    norms = np.concatenate([c.norms[:, 0] for c in only(events, StepsDone)])
    np.testing.assert_allclose(norms, seen, rtol=1e-4)
    assert max(seen) > 0.1


def one_cycle(optimizer):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=0.3, total_steps=28, cycle_momentum=True
    )


def warm_up(optimizer):
    return torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=10)


@pytest.mark.parametrize(
    ("schedule", "make"),
    [
        (component("one_cycle", max_lr=0.3, cycle_momentum=True), one_cycle),
        (component("warm_up", start_factor=0.2, total_iters=10), warm_up),
    ],
    ids=["one_cycle", "warm_up"],
)
@pytest.mark.parametrize(
    ("kind", "options"), [("SGD", {"lr": 0.1, "momentum": 0.9}), ("AdamW", {"lr": 0.01})]
)
def test_that_a_schedule_by_steps_is_torchs_own(schedule, make, kind, options):
    run = session(optimizer=component(kind, **options), schedule=schedule, epochs=4)
    events = drain(run)
    torch.manual_seed(3)
    model = plain_mlp()
    optimizer = getattr(torch.optim, kind)(model.parameters(), **options)
    scheduler, rates = make(optimizer), []

    def each_step():
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()

    rates.clear()
    first = optimizer.param_groups[0]["lr"]
    expected = plain_losses(model, rows(50, 6), optimizer, epochs=4, each_step=each_step)
    assert_same_run(np.concatenate([c.loss for c in only(events, StepsDone)]), expected)
    found = np.concatenate([c.lr for c in only(events, StepsDone)])
    assert found[0] == first
    np.testing.assert_allclose(found, rates, rtol=1e-12)


@pytest.mark.parametrize(
    ("schedule", "make"),
    [
        (
            component("step", step_size=1, gamma=0.5),
            lambda o: torch.optim.lr_scheduler.StepLR(o, 1, 0.5),
        ),
        (
            component("cosine"),
            lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=4),
        ),
        (
            component("exponential", gamma=0.7),
            lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.7),
        ),
    ],
    ids=["step", "cosine", "exponential"],
)
def test_that_a_schedule_by_epochs_is_torchs_own(schedule, make):
    run = session(optimizer=component("SGD", lr=0.2, momentum=0.9), schedule=schedule, epochs=4)
    events = drain(run)
    torch.manual_seed(3)
    model = plain_mlp()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
    scheduler, taken = make(optimizer), []

    def each_step():
        taken.append(1)
        if len(taken) % 7 == 0:
            scheduler.step()

    expected = plain_losses(model, rows(50, 6), optimizer, epochs=4, each_step=each_step)
    assert_same_run(np.concatenate([c.loss for c in only(events, StepsDone)]), expected)


def test_that_dropout_and_batch_norm_draw_and_keep_what_plain_pytorch_does():
    layers = (
        # No bias: batch norm takes it out again, and Adam would blow its rounding errors up.
        ("Linear", {"out_features": 12, "bias": False}),
        ("BatchNorm1d", {}),
        ("ReLU", {}),
        ("Dropout", {"p": 0.4}),
        ("Linear", {"out_features": 3}),
    )
    run = session(layers, optimizer=component("Adam", lr=0.01), epochs=3)
    found = recorded_losses(run)
    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Linear(6, 12, bias=False),
        nn.BatchNorm1d(12),
        nn.ReLU(),
        nn.Dropout(0.4),
        nn.Linear(12, 3),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    assert_same_run(found, plain_losses(model, rows(50, 6), optimizer, epochs=3))
    for ours, theirs in zip(run.buffers, model.buffers(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-6)


def test_that_pictures_go_through_convolutions_as_in_plain_pytorch():
    layers = (
        ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
        ("ReLU", {}),
        ("MaxPool2d", {"kernel_size": 2}),
        ("Flatten", {}),
        ("Linear", {"out_features": 3}),
    )
    data = rows(40, 1, 8, 8)
    run = session(layers, data, optimizer=component("SGD", lr=0.05, momentum=0.9))
    found = recorded_losses(run)
    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 3)
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    assert_same_run(found, plain_losses(model, data, optimizer))


def test_that_a_regression_equals_the_plain_loop():
    data = rows(50, 6, classes=0)
    run = session((("Linear", {"out_features": 2}),), data, loss="MSE", optimizer=component("SGD"))
    found = recorded_losses(run)
    torch.manual_seed(3)
    model = nn.Linear(6, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    assert_same_run(found, plain_losses(model, data, optimizer, criterion=nn.MSELoss()))


def test_that_gradient_norms_are_those_of_autograd_in_float64():
    run = session(optimizer=component("SGD", lr=0.1), epochs=1, shuffle=False)
    exact = copy.deepcopy(run.model).double()
    x, y = (torch.from_numpy(a) for a in rows(50, 6))
    chunk = only(drain(run), StepsDone)[0]
    loss = nn.functional.cross_entropy(exact(x[:8].double())[0], y[:8])
    loss.backward()
    expected = [
        float(torch.cat([p.grad.reshape(-1) for p in layer.parameters()]).norm())
        for layer in exact.children()
        if list(layer.parameters())
    ]
    assert chunk.loss[0] == pytest.approx(loss.item(), rel=1e-6)
    np.testing.assert_allclose(chunk.norms[0], expected, rtol=1e-5)


def test_that_the_epochs_loss_is_the_mean_over_samples():
    run = session(epochs=1)
    events = drain(run)
    losses = np.concatenate([c.loss for c in only(events, StepsDone)])
    weights = np.array([8] * 6 + [2])
    (epoch,) = only(events, EpochEnded)
    assert epoch.train_loss == pytest.approx(float((losses * weights).sum() / 50), rel=1e-12)


@pytest.mark.parametrize("kind", ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "NAdam", "RAdam"])
@pytest.mark.parametrize("cut", [1, 7, 10])
def test_that_going_on_from_a_checkpoint_is_the_same_run_bit_for_bit(kind, cut):
    options = {"momentum": 0.9} if kind == "SGD" else {}
    layers = [*MLP[:2], ("Dropout", {"p": 0.3}), *MLP[2:]]

    def make():
        return session(
            layers,
            optimizer=component(kind, lr=0.01, **options),
            schedule=component("step", step_size=1, gamma=0.5),
            epochs=3,
        )

    whole = make()
    drain(whole)
    control, first = Control(), make()
    control.step(cut)
    control.ask("stop", lambda s: None)
    for event in train(first, control):
        if type(event).__name__ == "Paused":
            control.stop()
    assert first.progress.step == cut
    second = make()
    restore(second, take(first))
    drain(second)
    for name, value in whole.weights().items():
        assert torch.equal(second.weights()[name], value), name


@pytest.mark.parametrize("kind", ["SGD", "Adam"])
def test_that_a_step_that_is_not_finite_leaves_no_trace(kind):
    layers = (("Linear", {"out_features": 8}), ("BatchNorm1d", {}), ("Linear", {"out_features": 3}))
    run = session(layers, optimizer=component(kind, lr=0.01), epochs=1)
    control = Control()
    control.step(3)
    stream, before = train(run, control), None
    for event in stream:
        if type(event).__name__ == "Paused":
            with torch.no_grad():
                run.parameters[-1].fill_(float("inf"))
            before = take(run)
            control.resume()
    assert isinstance(event, RunEnded)
    assert event.reason == "diverged"
    assert event.layer == "l3"
    assert "l3" in str(event.message)
    assert event.step == 3
    after = take(run)
    for name, value in before.last.items():
        assert torch.equal(after.last[name], value), name
    for name, value in before.tensors.items():
        if name.startswith("optimizer/"):
            assert torch.equal(after.tensors[name], value), name
    assert before.state["groups"] == after.state["groups"]
