"""What an optimizer does to one weight, written out, against torch.optim in double precision."""

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import sympy
import torch

from engine.build import build_optimizer, build_scheduler
from engine.catalog.optimizers import OPTIMIZERS
from engine.explain.anatomy.beginning import Clip
from engine.explain.anatomy.sheet import Weight
from engine.explain.anatomy.weight_step import RULES, WeightStep, weight_step
from engine.explain.derivation import Cell, Factor
from engine.spec.component import Component, component
from engine.spec.fields import Flag
from engine.text import UserError

#: Relative to the numbers' size.
EXACT = 1e-12
STEPS = 8
#: A second value of each setting, besides the default.
OTHERS: Mapping[str, Any] = {
    "lr": 0.05,
    "momentum": 0.8,
    "weight_decay": 0.1,
    "dampening": 0.3,
    "betas": (0.7, 0.9),
    "eps": 0.01,
    "alpha": 0.6,
    "lr_decay": 0.2,
    "initial_accumulator_value": 0.5,
    "momentum_decay": 0.3,
    "rho": 0.5,
}
#: How sympy writes the signs of a formula.
SIGNS = {
    "·": "*",
    "−": "-",
    "^": "**",
    "√": "sqrt",
    "½": "(1/2)",
    "10⁻⁶": "10**(-6)",
    "max": "Max",
    "min": "Min",
}
CLIPS = (component("off"), component("norm", max_norm=0.7), component("value", clip_value=0.4))


@pytest.fixture(autouse=True)
def _double_precision() -> Iterator[None]:
    """NAdam's product of momenta is of torch's default type."""
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def choices(kind: str) -> list[Component]:
    """The optimizer with every combination of the default and another value of each of its settings."""
    fields = OPTIMIZERS[kind].fields
    values = [(f.default, not f.default if isinstance(f, Flag) else OTHERS[f.name]) for f in fields]
    found = []
    for chosen in itertools.product(*values):
        params = dict(zip((f.name for f in fields), chosen, strict=True))
        try:
            OPTIMIZERS[kind].values(params)
        except UserError:
            continue
        found.append(component(kind, **params))
    return found


class Trial:
    """Two tensors with made-up gradients, moved by torch, one element of them told step by step."""

    def __init__(
        self, optimizer: Component, clip: Component = CLIPS[0], schedule: str = ""
    ) -> None:
        self.generator = torch.Generator().manual_seed(5)
        self.tensors = [torch.nn.Parameter(self.draw(2, 3)), torch.nn.Parameter(self.draw(3))]
        self.kind, self.clip = optimizer.kind, clip
        self.optimizer = build_optimizer(optimizer, self.tensors)
        self.scheduler, _ = build_scheduler(component(schedule or "constant"), self.optimizer, 3, 4)

    def draw(self, *shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=self.generator)

    def step(self) -> tuple[WeightStep, float, dict[str, float]]:
        """The told step, the weight as torch has made it, and what its optimizer keeps of it."""
        for tensor in self.tensors:
            tensor.grad = self.draw(*tensor.shape)
        told = weight_step(
            self.kind, self.optimizer.param_groups[0], self.weight(), self.clipping()
        )
        if self.clip.kind == "norm":
            torch.nn.utils.clip_grad_norm_(self.tensors, self.clip.params["max_norm"])
        if self.clip.kind == "value":
            torch.nn.utils.clip_grad_value_(self.tensors, self.clip.params["clip_value"])
        self.optimizer.step()
        if self.scheduler is not None:
            self.scheduler.step()
        return told, self.tensors[0][1, 2].item(), self.state()

    def weight(self) -> Weight:
        tensor = self.tensors[0]
        assert tensor.grad is not None
        return Weight(tensor[1, 2].item(), tensor.grad[1, 2].item(), self.state(), "fc", (1, 2))

    def state(self) -> dict[str, float]:
        kept = self.optimizer.state.get(self.tensors[0], {})
        return {
            name: float(value[1, 2] if value.dim() else value)
            for name, value in kept.items()
            if value is not None
        }

    def clipping(self) -> Clip:
        gradients = [t.grad.reshape(-1) for t in self.tensors if t.grad is not None]
        (bound,) = self.clip.params.values() or (0.0,)
        return Clip(self.clip.kind, bound, float(torch.cat(gradients).norm()))


def assert_told(trial: Trial) -> None:
    for _ in range(STEPS):
        told, weight, state = trial.step()
        assert told.weight == pytest.approx(weight, rel=EXACT, abs=EXACT)
        for name, value in state.items():
            assert told.state[name] == pytest.approx(value, rel=EXACT, abs=EXACT), name
        assert state.keys() <= told.state.keys()


def test_that_every_optimizer_has_a_rule():
    assert RULES.keys() == OPTIMIZERS.keys()


def test_that_every_setting_is_tried_with_another_value():
    for kind in OPTIMIZERS:
        for field in OPTIMIZERS[kind].fields:
            tried = {chosen.params[field.name] for chosen in choices(kind)}
            assert len(tried) == 2, (kind, field.name)


@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("clip", CLIPS, ids=lambda c: c.kind)
def test_that_the_new_weight_is_the_one_of_torch_for_all_settings_together(kind, clip):
    for chosen in choices(kind):
        assert_told(Trial(chosen, clip))


@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("schedule", ["exponential", "one_cycle", "cosine", "warm_up"])
def test_that_a_schedule_s_rate_and_momentum_are_those_of_the_step(kind, schedule):
    settings = {"momentum": 0.8} if kind in {"SGD", "RMSprop"} else {}
    assert_told(Trial(component(kind, **settings), schedule=schedule))


def computed(worked: tuple[str | Factor, ...]) -> float:
    """What the line with its numbers comes to, worked out by sympy."""
    line = "".join(p if isinstance(p, str) else f"({p.value!r})" for p in worked)
    for sign, plain in SIGNS.items():
        line = line.replace(sign, plain)
    return float(sympy.sympify(line))


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_that_the_numbers_of_each_stage_come_to_its_value(kind):
    for chosen in choices(kind)[::5]:
        trial = Trial(chosen, CLIPS[1])
        for _ in range(2):
            for stage in trial.step()[0].stages:
                written = (
                    sum(term.value for term in stage.terms)
                    if stage.terms
                    else computed(stage.worked)
                )
                assert written == pytest.approx(stage.value, rel=1e-9), stage.formula


def sgd_step(state: dict[str, float], clip: Clip | None = None, **settings: Any) -> WeightStep:
    weight = Weight(1.0, 0.5, state, "fc.weight", (0, 0))
    values = OPTIMIZERS["SGD"].values({"lr": 0.1, **settings})
    return weight_step("SGD", values, weight, clip or Clip())


def told(step: WeightStep) -> list[tuple[str, str, float]]:
    return [(s.symbol, s.formula, round(s.value, 12)) for s in step.stages]


def test_that_plain_sgd_is_told_in_three_lines():
    step = sgd_step({})
    assert told(step) == [
        ("g", "∂L/∂w", 0.5),
        ("Δw", "−lr·g", -0.05),
        ("w", "w + Δw", 0.95),
    ]
    assert [str(part.title) for part in step.parts] == [
        "Gradient",
        "Change of the weight",
        "New weight",
    ]


def test_that_momentum_begins_with_the_gradient_and_goes_on_with_what_it_kept():
    first = sgd_step({}, momentum=0.9, dampening=0.5)
    assert told(first)[1] == ("v", "g", 0.5)
    assert "nothing dampened" in str(first.parts[1].note)
    second = sgd_step(dict(first.state), momentum=0.9, dampening=0.5)
    assert told(second)[1] == ("v", "μ·v + (1 − τ)·g", 0.9 * 0.5 + 0.5 * 0.5)
    assert second.parts[1].note is None


def test_that_weight_and_gradient_say_where_they_stand_in_the_step():
    step = sgd_step({}, weight_decay=0.1)
    gradient, decayed = step.stages[0].worked[0], step.stages[1].terms[1].factors[1]
    assert isinstance(gradient, Factor)
    assert gradient.cell == Cell("fc.weight", (0, 0), "gradient")
    assert decayed.cell == Cell("fc.weight", (0, 0))


def test_that_clipping_by_norm_scales_by_the_length_of_all_gradients():
    step = sgd_step({}, Clip("norm", 1.0, 4.0))
    assert told(step)[1][:2] == ("c", "min(1, max_norm / (‖g‖ + 10⁻⁶))")
    assert step.stages[2].value == pytest.approx(0.125, rel=1e-6)
    assert "made shorter" in str(step.parts[1].note)
    within = sgd_step({}, Clip("norm", 5.0, 4.0))
    assert within.stages[2].value == 0.5
    assert "nothing changes" in str(within.parts[1].note)


def test_that_clipping_by_value_cuts_the_gradient_off():
    assert told(sgd_step({}, Clip("value", 0.2)))[1][2] == 0.2
    assert "nothing changes" in str(sgd_step({}, Clip("value", 0.9)).parts[1].note)


def test_that_radam_does_not_divide_by_the_spread_in_its_first_steps():
    trial = Trial(component("RAdam"))
    formulas = [trial.step()[0].stages[-2].formula for _ in range(7)]
    assert formulas[:5] == ["−lr·m̂"] * 5
    assert formulas[5] == "−lr·rₜ·m̂·√(1 − β₂ᵗ) / (√v + ε)"


def test_that_numbers_beyond_all_bounds_are_told_as_torch_has_them():
    for kind in OPTIMIZERS:
        values = {"decoupled_weight_decay": False, **OPTIMIZERS[kind].values({})}
        step = weight_step(kind, values, Weight(1.0, math.inf, {}, "fc", (0,)))
        assert not math.isfinite(step.weight)
