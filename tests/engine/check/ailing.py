"""Small runs that really have an illness, and their healthy twins: one pair for each rule of the doctor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.check.doctor import Finding, findings
from engine.history import History
from engine.spec.component import component
from engine.train.control import Control
from engine.train.events import EpochEnded, RunEnded
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import CLOSELY
from tests.engine.train.making import Layers, prepare, project, rows

Data = tuple[np.ndarray, np.ndarray]


def groups(count: int = 120, classes: int = 3, apart: float = 3.0, seed: int = 2) -> Data:
    """Rows around a centre for each class: easy to tell apart."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(classes, 6)) * apart
    y = np.arange(count) % classes
    return (centres[y] + rng.normal(size=(count, 6))).astype(np.float32), y


def uneven(count: int, rare: int, apart: float, seed: int = 3) -> Data:
    """Two classes, the second of which has `rare` of the rows."""
    rng = np.random.default_rng(seed)
    y = np.zeros(count, np.int64)
    y[:: count // rare] = 1
    x = rng.normal(size=(count, 6)).astype(np.float32)
    x[:, 0] += apart * y
    return x, y


def line(count: int = 100, noise: float = 0.1, seed: int = 4) -> Data:
    """A target that depends on the inputs in a straight line."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, 6)).astype(np.float32)
    y = x[:, :1] - x[:, 1:2] + noise * rng.normal(size=(count, 1))
    return x, y.astype(np.float32)


def bend(count: int = 120, seed: int = 5) -> Data:
    """A target whose larger part is a bend that no straight line follows."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-2, 2, size=(count, 1)).astype(np.float32)
    return x, (x**2 - 1.3 + 0.6 * x).astype(np.float32)


def mlp(kind: str = "ReLU", deep: int = 1, wide: int = 16, outputs: int = 3) -> Layers:
    hidden = [("Linear", {"out_features": wide}), (kind, {})] * deep
    return [*hidden, ("Linear", {"out_features": outputs})]


LINEAR: Layers = (("Linear", {"out_features": 1}),)
NORMED: Layers = (
    ("Linear", {"out_features": 8}),
    ("BatchNorm1d", {}),
    ("ReLU", {}),
    ("Linear", {"out_features": 3}),
)


@dataclass(frozen=True)
class Run:
    """A run to judge: everything that makes it, and for how many epochs it goes."""

    layers: Layers
    data: Data
    loss: str = "CrossEntropy"
    epochs: int = 30
    validation: int = 0
    lr: float = 0.1
    optimizer: str = "SGD"
    momentum: float = 0.0
    batch: int = 20
    planned: int = 0
    edit: Callable[[Any], Any] | None = None
    weights: Callable[[Session], None] | None = None
    training: tuple[tuple[str, Any], ...] = ()

    def session(self) -> Session:
        more = {"momentum": self.momentum} if self.momentum else {}
        made = project(
            self.layers,
            self.data[0].shape[1:],
            self.loss,
            batch_size=self.batch,
            epochs=self.planned or self.epochs,
            optimizer=component(self.optimizer, lr=self.lr, **more),
            **dict(self.training),
        )
        if self.edit is not None:
            made = made.replace(network=self.edit(made.network))
        found = Session(made, prepare(*self.data, self.validation))
        if self.weights is not None:
            self.weights(found)
        return found

    def judged(self) -> "Judged":
        """The run, looked at after every epoch and at its end."""
        session, history, control = self.session(), History(), Control()
        found: tuple[Finding, ...] = ()
        last: dict[str, Finding] = {}
        for event in train(session, control, CLOSELY):
            history.apply(event)
            if isinstance(event, EpochEnded) and event.epoch == self.epochs:
                control.stop()
            if isinstance(event, EpochEnded | RunEnded):
                ended = event if isinstance(event, RunEnded) else None
                found = findings(history, session.project, ended, found, session.prepared)
                last |= {finding.rule: finding for finding in found}
        return Judged(session, history, last, {finding.rule for finding in found})


@dataclass(frozen=True)
class Judged:
    """A run with every rule's last finding, and the rules that still hold at its end."""

    session: Session
    history: History
    told: dict[str, Finding]
    at_end: set[str]


def with_params(name: str, **changes: Any) -> Callable[[Any], Any]:
    """An edit of one layer."""

    def edit(network: Any) -> Any:
        layers = tuple(
            layer.replace(**changes) if layer.name == name else layer for layer in network.layers
        )
        return network.replace(layers=layers)

    return edit


def filled(tensor: str, value: float) -> Callable[[Session], None]:
    """Puts one number into a whole weight."""

    def fill(session: Session) -> None:
        session.model.get_parameter(tensor).data.fill_(value)

    return fill


HARD = rows(120, 6)
FEW = rows(40, 6)
EASY = groups()

#: By rule: a run that has the illness (or the good news), and one that has not.
CASES: dict[str, tuple[Run, Run]] = {
    "diverged": (
        Run(LINEAR, line(), "MSE", lr=1e3),
        Run(LINEAR, line(), "MSE"),
    ),
    "exploding": (
        Run(LINEAR, line(), "MSE", lr=1.2, epochs=5, planned=9),
        Run(LINEAR, line(), "MSE", epochs=5, planned=9),
    ),
    "vanishing": (Run(mlp("Sigmoid", deep=8), EASY), Run(mlp("ReLU", deep=4), EASY)),
    "alwaysClipped": (
        Run(mlp(), EASY, training=(("clipping", component("norm", max_norm=1e-3)),)),
        Run(mlp(), EASY, training=(("clipping", component("norm", max_norm=50.0)),)),
    ),
    "gradients": (Run(mlp(), EASY), Run(mlp("Sigmoid", deep=8), EASY)),
    "deadUnits": (Run(mlp(), EASY, weights=filled("l1.bias", -40.0)), Run(mlp(), EASY)),
    "saturated": (
        Run(mlp("Sigmoid"), (EASY[0] * 60, EASY[1])),
        Run(mlp("Sigmoid"), (EASY[0] * 0.2, EASY[1])),
    ),
    "rateTooHigh": (
        Run(mlp(), EASY, optimizer="Adam", lr=3.0, batch=4),
        Run(mlp(), EASY, optimizer="Adam", lr=0.01),
    ),
    "oscillation": (
        Run(LINEAR, line(noise=0.0), "MAE", lr=1.5, batch=100, epochs=60),
        Run(LINEAR, line(noise=0.0), "MAE", lr=0.01, batch=100, epochs=60),
    ),
    "rateTooLow": (Run(mlp(), EASY, lr=1e-6, epochs=40), Run(mlp(), EASY, epochs=40)),
    "flat": (Run(mlp(), HARD, lr=1e-3), Run(mlp(), EASY)),
    "plateau": (
        Run(LINEAR, line(noise=0.8), "MSE", lr=0.05, epochs=60),
        Run(LINEAR, line(noise=0.8), "MSE", lr=2e-4, epochs=60),
    ),
    "improving": (
        Run(LINEAR, line(), "MSE", lr=1e-3, epochs=40),
        Run(LINEAR, line(noise=0.8), "MSE", lr=0.05, epochs=60),
    ),
    "collapse": (
        Run(mlp(outputs=2), uneven(120, 20, apart=0.0), validation=60, lr=0.01),
        Run(mlp(outputs=2), uneven(120, 20, apart=6.0), validation=60, lr=0.1),
    ),
    "chance": (
        Run(mlp(), HARD, validation=60, epochs=40),
        Run(mlp(), EASY, validation=60, epochs=40),
    ),
    "imbalance": (
        Run(mlp(outputs=2), uneven(400, 40, apart=1.3), validation=100, lr=0.05, epochs=40),
        Run(mlp(outputs=2), uneven(400, 40, apart=7.0), validation=100, lr=0.05, epochs=40),
    ),
    "overfitting": (
        Run(mlp(wide=64), FEW, validation=20, optimizer="Adam", lr=0.01, epochs=60),
        Run(mlp(wide=64), groups(400), validation=200, optimizer="Adam", lr=0.01, epochs=20),
    ),
    "underfitting": (
        Run(LINEAR, bend(), "MSE", lr=0.05, validation=30, epochs=40),
        Run(mlp(outputs=1), bend(), "MSE", lr=0.05, validation=30, epochs=60),
    ),
    "generalises": (
        Run(mlp(), groups(400), validation=200, epochs=20),
        Run(mlp(wide=64), FEW, validation=20, optimizer="Adam", lr=0.01, epochs=60),
    ),
    "noisyGradient": (
        Run(mlp(), HARD, batch=4, lr=0.02, epochs=30),
        Run(mlp(), EASY, batch=40, lr=0.05, epochs=30),
    ),
    "frozenLayer": (
        Run(
            mlp(deep=2),
            EASY,
            weights=filled("l3.weight", 0.0),
            edit=with_params("l3", frozen=True),
        ),
        Run(mlp(deep=2), EASY),
    ),
    "setFrozen": (Run(mlp(), EASY, edit=with_params("l1", frozen=True)), Run(mlp(), EASY)),
    "frozenNorm": (
        Run(NORMED, (EASY[0] + 20, EASY[1]), edit=with_params("l2", params={"momentum": 0.001})),
        Run(NORMED, EASY),
    ),
}
