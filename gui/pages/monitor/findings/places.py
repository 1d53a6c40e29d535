"""Which plot shows the figures that a finding rests on."""

from collections.abc import Collection

_PANELS = {
    "loss": "loss",
    "term": "loss",
    "train_loss": "loss",
    "validation_loss": "loss",
    "lr": "learningRate",
    "gradient": "gradient",
}
_METRICS = frozenset({"accuracy", "precision", "recall", "f1", "mae", "rmse", "r2"})


def panel_of(series: str, panels: Collection[str]) -> str | None:
    """The name of the panel that shows a series of the history; None where none of `panels` does."""
    prefix = series.partition("/")[0]
    name = _PANELS.get(prefix, prefix)
    if prefix.removeprefix("validation_") in _METRICS:
        name = "metric"
    return name if name in panels else None
