"""Edits that a finding or an advice offers with one click."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from engine import edits, numbers
from engine.catalog.optimizers import optimizer_kind
from engine.spec.component import component
from engine.spec.project import Project
from engine.text import Text, text

#: Learning rates outside of these are far off for any common network. Optimizers of the Adam family
#: move each weight by about the rate, whatever its gradient; plain steps are as long as the gradient.
SENSIBLE_RATES: Mapping[str, tuple[float, float]] = {
    "SGD": (1e-5, 1.0),
    "Adam": (1e-6, 0.05),
    "AdamW": (1e-6, 0.05),
    "NAdam": (1e-6, 0.05),
    "RAdam": (1e-6, 0.05),
    "RMSprop": (1e-6, 0.05),
    "Adagrad": (1e-4, 1.0),
    "Adadelta": (1e-2, 10.0),
}


@dataclass(frozen=True)
class Fix:
    """What the button says, and the edit it makes; the edit is undone like any other."""

    label: Text
    edit: Callable[[Project], Project]


def learning_rate(project: Project) -> float:
    """The optimizer's learning rate, its default where none was set."""
    chosen = project.training.optimizer
    if "lr" in chosen.params:
        return float(chosen.params["lr"])
    return usual_rate(chosen.kind)


def usual_rate(optimizer: str) -> float:
    """The learning rate that PyTorch gives an optimizer that is asked for none."""
    return float(optimizer_kind(optimizer).field("lr").default)


def scaled_rate(optimizer: str, rate: float, factor: float) -> float:
    """The rate times `factor`; where that is still far too high, or far too low, the usual one."""
    # Two digits: 0.001 / 10 is to read 0.0001, not 0.00010000000000000002.
    scaled = float(f"{rate * factor:.2g}")
    usual = usual_rate(optimizer)
    low, high = SENSIBLE_RATES[optimizer]
    if factor < 1:
        return usual if scaled > high else scaled
    # A loss that is summed has gradients so large that a rate below is right; it need not be raised.
    return min(usual if scaled < low else scaled, max(high, rate))


def is_far_too_high(project: Project) -> bool:
    """Whether the learning rate is above what is sensible for the optimizer."""
    return learning_rate(project) > SENSIBLE_RATES[project.training.optimizer.kind][1]


def scale_learning_rate(project: Project, factor: float) -> Fix:
    """Offers the learning rate times `factor`, or a usual one where that would not do either."""
    lr = scaled_rate(project.training.optimizer.kind, learning_rate(project), factor)
    if factor < 1:
        label = text("Lower the learning rate to {lr}", lr=numbers.typed(lr))
    else:
        label = text("Raise the learning rate to {lr}", lr=numbers.typed(lr))
    return Fix(label, partial(_lowered if factor < 1 else with_learning_rate, lr=lr))


def stop_early(project: Project) -> Fix | None:
    """Offers early stopping where it is off."""
    if project.training.stopping.kind != "off":
        return None
    return Fix(text("Stop early next time"), _with_early_stopping)


def add_dropout(project: Project) -> Fix | None:
    """Offers a Dropout before the last Linear layer of a network that has none."""
    linear = [layer.id for layer in project.network.layers if layer.kind == "Linear"]
    if len(linear) < 2 or _has_dropout(project):
        return None
    return Fix(text("Add Dropout"), partial(_with_dropout, before=linear[-1]))


def clip_gradients(project: Project) -> Fix | None:
    """Offers to clip gradients by their norm, where they are used as they are."""
    if project.training.clipping.kind != "off":
        return None
    clipping = component("norm")
    label = text("Clip the gradients")
    return Fix(label, lambda p: p.replace(training=p.training.replace(clipping=clipping)))


def with_learning_rate(project: Project, lr: float) -> Project:
    """The project with another learning rate."""
    chosen = project.training.optimizer
    optimizer = chosen.replace(params={**chosen.params, "lr": lr})
    return project.replace(training=project.training.replace(optimizer=optimizer))


def _lowered(project: Project, lr: float) -> Project:
    """The project with at most this learning rate: one that was lowered further since stays."""
    return project if learning_rate(project) <= lr else with_learning_rate(project, lr)


def _with_early_stopping(project: Project) -> Project:
    if project.training.stopping.kind != "off":
        return project
    return project.replace(training=project.training.replace(stopping=component("patience")))


def _with_dropout(project: Project, before: str) -> Project:
    # The project may have changed since the fix was offered.
    if before not in project.network or _has_dropout(project):
        return project
    network, _layer = edits.add_before(project.network, "Dropout", before)
    return edits.with_network(project, network)


def _has_dropout(project: Project) -> bool:
    return any("Dropout" in layer.kind for layer in project.network.layers)
