"""Optimizers, schedules, clipping, initialisers and fields: each entry built, used and refused."""

import ast
import builtins
import inspect
import json
import math
from pathlib import Path

import pytest
import torch
from torch import nn

from engine import functions, modules
from engine.catalog.clipping import CLIPPING
from engine.catalog.initializers import INITIALIZERS, initializer_kind
from engine.catalog.kind import InitKind, Kind, ScheduleKind
from engine.catalog.layers import LAYERS
from engine.catalog.losses import LOSSES, loss_kind
from engine.catalog.metrics import METRICS, metrics_for
from engine.catalog.optimizers import OPTIMIZERS, optimizer_kind
from engine.catalog.schedulers import SCHEDULES, schedule_kind
from engine.catalog.stopping import STOPPING, stopping_kind
from engine.spec.component import Component
from engine.spec.fields import Choice, Field, Flag, Real, Reals, Size, Whole, Wholes
from engine.text import UserError
from tests.engine.catalog.samples import resolve, variants

TABLES = (LAYERS, LOSSES, OPTIMIZERS, SCHEDULES, CLIPPING, STOPPING, INITIALIZERS, METRICS)
KINDS = [kind for table in TABLES for kind in table.values()]
FIELDS = [(kind, field) for kind in KINDS for field in kind.fields]
each_field = pytest.mark.parametrize(
    ("kind", "field"), FIELDS, ids=[f"{kind.name}.{field.name}" for kind, field in FIELDS]
)


def bad_values(field: Field) -> list[object]:
    """What the field must refuse, from its own bounds."""
    bad: list[object] = ["nonsense", {}, math.nan, math.inf]
    match field:
        case Whole():
            bad += [0.5, True]
            bad += [] if field.low is None else [field.low - 1]
            bad += [] if field.high is None else [field.high + 1]
        case Real():
            bad += [True]
            bad += [] if field.low is None else [field.low - 1e-9]
            bad += [] if field.high is None else [field.high + 1e-9]
            bad += [] if field.above is None else [field.above]
            bad += [] if field.below is None else [field.below]
        case Flag():
            bad += [0, 1, None]
        case Choice():
            bad += [None, ""]
        case Size():
            bad += [field.low - 1, 1.5, (1,) * (field.dims + 1)]
        case Wholes():
            bad += [(), (1.5,)] + ([] if field.low is None else [(field.low - 1,)])
        case Reals():
            bad += [()] + ([] if field.low is None else [(field.low - 1e-9,) * (field.count or 1)])
            bad += [] if field.below is None else [(field.below,) * (field.count or 1)]
    return bad


@each_field
def test_that_a_default_passes_its_own_check(kind: Kind, field: Field) -> None:
    assert field.check(field.default) == field.default
    assert kind.values({})[field.name] == field.default
    assert field.help
    assert "\n" not in field.help


@each_field
def test_that_values_out_of_range_are_refused_by_name(kind: Kind, field: Field) -> None:
    for value in bad_values(field):
        with pytest.raises(UserError) as error:
            kind.values({field.name: value})
        assert field.name in str(error.value)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_that_components_survive_json(kind: Kind) -> None:
    for params in variants(kind):
        written = json.dumps(Component(kind=kind.name, params=params).model_dump(mode="json"))
        assert kind.values(Component.parse(json.loads(written)).params) == params


@pytest.mark.parametrize(
    "kind",
    [*OPTIMIZERS.values(), *LOSSES.values(), *SCHEDULES.values(), *INITIALIZERS.values()],
    ids=lambda k: k.name,
)
def test_that_what_code_leaves_out_is_torchs_own_default(kind: Kind) -> None:
    if not kind.target:
        return
    signature = inspect.signature(resolve(kind)).parameters
    for field in kind.fields:
        assert field.name in signature
        if field.name not in kind.explicit:
            assert signature[field.name].default in (field.default, inspect.Parameter.empty)


@pytest.mark.parametrize("kind", OPTIMIZERS.values(), ids=lambda k: k.name)
def test_that_an_optimizer_lowers_a_loss_with_any_setting(kind: Kind) -> None:
    for params in variants(kind):
        weight = nn.Parameter(torch.tensor([3.0, -2.0]))
        optimizer = resolve(kind)([weight], **params)
        before = weight.square().sum().item()
        for _ in range(3):
            optimizer.zero_grad()
            weight.square().sum().backward()
            optimizer.step()
        after = weight.square().sum().item()
        if params["lr"] == 0:
            assert after == before
        elif params["lr"] <= 0.1:
            assert after < before
        else:
            assert after != before


def test_that_nesterov_without_momentum_is_refused_as_torch_does() -> None:
    with pytest.raises(UserError, match="nesterov needs a momentum above 0"):
        optimizer_kind("SGD").values({"nesterov": True})
    with pytest.raises(ValueError, match="Nesterov"):
        torch.optim.SGD([nn.Parameter(torch.ones(1))], nesterov=True)


def rates(kind: ScheduleKind, epochs: int, steps: int, **params: object) -> list[float]:
    """The learning rate of every step of a run at 0.1, whose loss never falls."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1, momentum=0.5)
    scheduler = None
    if kind.target:
        arguments = kind.arguments(kind.values(params), epochs, steps)
        scheduler = resolve(kind)(optimizer, **arguments)
    found = []
    for _ in range(epochs):
        for _ in range(steps):
            found.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if kind.advance == "step":
                scheduler.step()
        if kind.advance == "epoch":
            scheduler.step()
        if kind.advance == "metric":
            scheduler.step(1.0)
    return [*found, optimizer.param_groups[0]["lr"]]


def test_that_schedules_move_the_rate_as_they_say() -> None:
    def run(name: str, epochs: int, **params: object) -> list[float]:
        return rates(schedule_kind(name), epochs, 2, **params)

    assert run("constant", 3) == [0.1] * 7
    assert run("step", 4, step_size=2) == pytest.approx([0.1] * 4 + [0.01] * 4 + [0.001])
    assert run("exponential", 2, gamma=0.5) == pytest.approx([0.1, 0.1, 0.05, 0.05, 0.025])
    assert run("cosine", 10)[-1] == pytest.approx(0)
    assert run("cosine", 10, T_max=20)[-1] == pytest.approx(0.05)
    assert run("cosine", 4, eta_min=0.01)[4] == pytest.approx(0.055)
    cycle = run("one_cycle", 10, max_lr=0.5)[:-1]
    assert (cycle[0], max(cycle)) == pytest.approx((0.02, 0.5))
    assert cycle[-1] < 1e-4
    assert run("plateau", 4, patience=1)[-1] == pytest.approx(0.01)
    warm = run("warm_up", 4, start_factor=0.5, total_iters=4)
    assert warm == pytest.approx([0.05, 0.0625, 0.075, 0.0875, 0.1, 0.1, 0.1, 0.1, 0.1])


@pytest.mark.parametrize("kind", SCHEDULES.values(), ids=lambda k: k.name)
def test_that_every_schedule_runs_to_the_end_with_any_setting(kind: ScheduleKind) -> None:
    for params in variants(kind):
        used = rates(kind, 3, 2, **params)[:-1]
        assert all(math.isfinite(rate) and rate >= 0 for rate in used)


def test_that_a_one_cycle_with_a_single_rising_step_is_refused() -> None:
    with pytest.raises(UserError, match="can't rise within the first step alone"):
        rates(schedule_kind("one_cycle"), 5, 2, pct_start=0.1)


def test_that_clipping_bounds_gradients() -> None:
    for name, params, expected in (
        ("norm", {"max_norm": 1.0}, [0.6, -0.8]),
        ("value", {"clip_value": 1.0}, [1.0, -1.0]),
    ):
        kind = CLIPPING[name]
        weight = nn.Parameter(torch.zeros(2))
        weight.grad = torch.tensor([3.0, -4.0])
        resolve(kind)([weight], **kind.values(params))
        assert weight.grad.tolist() == pytest.approx(expected)
    assert not CLIPPING["off"].target


@pytest.mark.parametrize(
    "kind", [k for k in INITIALIZERS.values() if k.target], ids=lambda k: k.name
)
def test_that_an_initialiser_fills_a_weight_and_knows_which_it_can(kind: InitKind) -> None:
    for params in variants(kind):
        weight = nn.Parameter(torch.full((2, 3), math.nan))
        if "values" in params:
            params["values"] = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
        resolve(kind)(weight, **params)
        assert torch.isfinite(weight).all()
    vector = nn.Parameter(torch.zeros(1))
    if kind.min_dims > 1:
        with pytest.raises(ValueError):
            resolve(kind)(vector, **kind.values({}))
    else:
        resolve(kind)(vector, **kind.values({}))


def test_that_given_values_are_in_row_major_order_and_must_be_enough() -> None:
    kind = initializer_kind("values")
    weight = nn.Parameter(torch.zeros(2, 2))
    resolve(kind)(weight, **kind.values({"values": [0.5, -0.5, 0.25, 0.75]}))
    assert weight.tolist() == [[0.5, -0.5], [0.25, 0.75]]
    with pytest.raises(ValueError, match="4 values are needed, not 3"):
        resolve(kind)(weight, values=[1, 2, 3])


def test_that_metrics_are_declared_for_each_task() -> None:
    assert [kind.name for kind in metrics_for("regression")] == ["mae", "rmse", "r2"]
    assert metrics_for("binary")[0].name == "accuracy"


def test_that_unknown_names_are_answered_with_the_known_ones() -> None:
    for look_up in (loss_kind, optimizer_kind, schedule_kind, stopping_kind, initializer_kind):
        with pytest.raises(UserError, match=r"There is no .* called “nothing”\. Known: "):
            look_up("nothing")


def test_that_our_own_code_can_stand_alone_in_exported_code() -> None:
    files = (Path(functions.__file__), Path(modules.__file__))
    bodies = [node for file in files for node in ast.parse(file.read_text("utf-8")).body]
    own = [node for node in bodies if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    allowed = {"torch", "nn", "Tensor", "F", "Any", "super", *dir(builtins)}
    for definition in own:
        assert ast.get_docstring(definition)
        names = [n for n in ast.walk(definition) if isinstance(n, ast.Name)]
        local = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        arguments = {n.arg for n in ast.walk(definition) if isinstance(n, ast.arg)}
        assert {n.id for n in names} - local - arguments <= allowed
    targets = {kind.target.rpartition(".")[2] for kind in KINDS if "engine." in kind.target}
    assert targets == {definition.name for definition in own}
