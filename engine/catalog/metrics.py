"""Figures of merit, declared; `engine/evaluate.py` computes them."""

from engine.catalog.kind import MetricKind, table

_CLASSES = ("binary", "multiclass")
_NUMBERS = ("regression",)

KINDS = (
    MetricKind(
        name="accuracy",
        title="Accuracy",
        doc="Share of samples whose class is predicted rightly.",
        formula="right / all",
        tasks=_CLASSES,
    ),
    MetricKind(
        name="precision",
        title="Precision",
        doc="Of the samples predicted as a class, the share that is of it; mean over the classes.",
        formula="TP / (TP + FP)",
        tasks=_CLASSES,
    ),
    MetricKind(
        name="recall",
        title="Recall",
        doc="Of the samples of a class, the share that is found; mean over the classes.",
        formula="TP / (TP + FN)",
        tasks=_CLASSES,
    ),
    MetricKind(
        name="f1",
        title="F1",
        doc="Precision and recall in one, low when either is; mean over the classes.",
        formula="2·TP / (2·TP + FP + FN)",
        tasks=_CLASSES,
    ),
    MetricKind(
        name="mae",
        title="MAE",
        doc="Mean size of the error, in the target's unit.",
        formula="1/N Σ |ŷᵢ − yᵢ|",
        tasks=_NUMBERS,
    ),
    MetricKind(
        name="rmse",
        title="RMSE",
        doc="Root of the mean squared error, in the target's unit; large errors count most.",
        formula="√(1/N Σ (ŷᵢ − yᵢ)²)",
        tasks=_NUMBERS,
    ),
    MetricKind(
        name="r2",
        title="R²",
        doc="Share of the target's spread that is explained: 1 is perfect, 0 no better than its mean.",
        formula="1 − Σ (ŷᵢ − yᵢ)² / Σ (yᵢ − ȳ)²",
        tasks=_NUMBERS,
    ),
)

METRICS: dict[str, MetricKind] = table(*KINDS)


def metrics_for(task: str) -> tuple[MetricKind, ...]:
    """The figures that make sense for a task, the most usual one first."""
    return tuple(kind for kind in KINDS if task in kind.tasks)
