"""Every learning-rate schedule: how the rate changes while training."""

from typing import Any

from engine.catalog.kind import Params, ScheduleKind, lookup, table
from engine.spec.fields import Choice, Flag, Real, Whole
from engine.text import UserError, text


def _own(params: Params, _epochs: int, _steps_per_epoch: int) -> dict[str, Any]:
    return dict(params)


def _cosine(params: Params, epochs: int, _steps_per_epoch: int) -> dict[str, Any]:
    return {**params, "T_max": params["T_max"] or epochs}


def _one_cycle(params: Params, epochs: int, steps_per_epoch: int) -> dict[str, Any]:
    total = max(1, epochs * steps_per_epoch)
    if params["pct_start"] * total == 1:  # torch would divide by the zero steps after the first
        raise UserError(
            text(
                "one-cycle can't rise within the first step alone. Choose a larger pct_start or "
                "more epochs."
            )
        )
    return {**params, "total_steps": total}


KINDS = (
    ScheduleKind(
        name="constant",
        doc="The learning rate stays as it is.",
        formula="lrₜ = lr",
        advance="never",
        arguments=_own,
    ),
    ScheduleKind(
        name="step",
        title="step decay",
        doc="Multiplies the rate by gamma every few epochs.",
        formula="lrₜ = lr·γ^⌊t / step_size⌋",
        fields=(
            Whole(name="step_size", default=30, low=1, help="Epochs between two drops"),
            Real(name="gamma", default=0.1, above=0.0, high=1.0, help="Factor of each drop"),
        ),
        target="torch.optim.lr_scheduler.StepLR",
        explicit=("step_size",),
        arguments=_own,
    ),
    ScheduleKind(
        name="exponential",
        title="exponential decay",
        doc="Multiplies the rate by gamma after every epoch.",
        formula="lrₜ = lr·γᵗ",
        fields=(Real(name="gamma", default=0.95, above=0.0, high=1.0, help="Factor an epoch"),),
        target="torch.optim.lr_scheduler.ExponentialLR",
        explicit=("gamma",),
        arguments=_own,
    ),
    ScheduleKind(
        name="cosine",
        doc="Lets the rate fall along half a cosine wave, slowly at both ends.",
        formula="lrₜ = eta_min + ½(lr − eta_min)(1 + cos(πt / T_max))",
        fields=(
            Whole(
                name="T_max",
                default=None,
                optional=True,
                low=1,
                label="Epochs to fall",
                help="Epochs until the lowest rate; empty: all epochs of the run",
            ),
            Real(name="eta_min", default=0.0, low=0.0, label="Lowest rate", help="Rate at the end"),
        ),
        target="torch.optim.lr_scheduler.CosineAnnealingLR",
        explicit=("T_max",),
        arguments=_cosine,
    ),
    ScheduleKind(
        name="one_cycle",
        title="one-cycle",
        doc="Raises the rate to a peak and lets it fall far below the start, once over the whole run.",
        formula="lr: max/div_factor ↗ max ↘ max/(div_factor·final_div_factor)",
        fields=(
            Real(name="max_lr", default=0.01, above=0.0, label="Peak rate", help="Highest rate"),
            Real(
                name="pct_start",
                default=0.3,
                above=0.0,
                below=1.0,
                label="Rising share",
                help="Share of the run in which the rate rises",
            ),
            Choice(
                name="anneal_strategy",
                default="cos",
                options=("cos", "linear"),
                label="Shape",
                help="Along a cosine wave or a straight line",
                rare=True,
            ),
            Real(
                name="div_factor",
                default=25.0,
                low=1.0,
                label="Start divisor",
                help="The run starts at the peak rate divided by this",
                rare=True,
            ),
            Real(
                name="final_div_factor",
                default=1e4,
                low=1.0,
                label="End divisor",
                help="The run ends at its starting rate divided by this",
                rare=True,
            ),
            Flag(
                name="cycle_momentum",
                default=False,
                label="Cycle momentum",
                help="Lower the momentum while the rate is high; the optimizer must have one",
                rare=True,
            ),
        ),
        target="torch.optim.lr_scheduler.OneCycleLR",
        explicit=("max_lr", "cycle_momentum"),
        advance="step",
        arguments=_one_cycle,
    ),
    ScheduleKind(
        name="plateau",
        title="on plateau",
        doc="Lowers the rate when the validation loss has stopped falling.",
        formula="lr ← lr·factor after patience epochs without a better loss",
        fields=(
            Real(name="factor", default=0.1, above=0.0, below=1.0, help="Factor of each drop"),
            Whole(name="patience", default=10, low=0, help="Epochs to wait for a better loss"),
            Real(
                name="threshold",
                default=1e-4,
                low=0.0,
                help="Relative improvement below which a loss does not count as better",
                rare=True,
            ),
            Whole(name="cooldown", default=0, low=0, help="Epochs to rest after a drop", rare=True),
            Real(
                name="min_lr",
                default=0.0,
                low=0.0,
                label="Lowest rate",
                help="Never go below",
                rare=True,
            ),
        ),
        target="torch.optim.lr_scheduler.ReduceLROnPlateau",
        advance="metric",
        arguments=_own,
    ),
    ScheduleKind(
        name="warm_up",
        title="warm-up",
        doc="Starts with a small rate and raises it step by step to the full one.",
        formula="lrₜ = lr·(start_factor + (1 − start_factor)·min(1, t / total_iters))",
        fields=(
            Real(
                name="start_factor",
                default=0.1,
                above=0.0,
                high=1.0,
                label="Start factor",
                help="Share of the rate to start with",
            ),
            Whole(
                name="total_iters",
                default=100,
                low=1,
                label="Warm-up steps",
                help="Steps until the full rate",
            ),
        ),
        target="torch.optim.lr_scheduler.LinearLR",
        explicit=("start_factor", "total_iters"),
        advance="step",
        arguments=_own,
    ),
)

SCHEDULES: dict[str, ScheduleKind] = table(*KINDS)


def schedule_kind(name: str) -> ScheduleKind:
    """The declared schedule; raises UserError when there is none of this name."""
    kind: ScheduleKind = lookup(SCHEDULES, name, text("schedule"))
    return kind
