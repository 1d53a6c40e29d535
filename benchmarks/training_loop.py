"""The trainer against the loop of every PyTorch tutorial, side by side, and against scikit-learn.

All take the same steps: the same network, loss, SGD with momentum, batches and threads. The trainer
also keeps the loss and every layer's gradient norm of each step in a History, counts the metrics and
remembers the best weights; the tutorial's loop only adds up `loss.item()`, scikit-learn's likewise.

    python -m benchmarks.training_loop [--quick]
"""

import argparse
import math
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from benchmarks.claims import at_least
from benchmarks.common import Case, Contender, Layer, Stopwatch, Timed, clouds, compare, dense
from engine.build import resolve
from engine.catalog.losses import loss_kind
from engine.history import History
from engine.train.control import Control
from engine.train.events import EpochEnded, Event, PathChanged
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import Watch

LOWERED, EAGER = "Netwright, many steps a call", "Netwright, eager"
#: Below these ratios to the tutorial's loop a promise is broken.
PROMISED = {
    "MLP 20-13-8-3, batch 10": {LOWERED: 7.0, EAGER: 2.4},
    "MLP 2-8-8-1 with tanh, batch 32": {LOWERED: 5.0, EAGER: 2.8},
    "MLP 784-128-64-10, batch 128": {LOWERED: 2.0, EAGER: 1.6},
    "CNN 6-16 3×3 on 28×28, batch 64": {LOWERED: 1.6, EAGER: 1.3},
}
#: Every step's loss and gradient norms, and nothing now and then.
EACH_STEP = Watch(probe_seconds=math.inf, machine_seconds=math.inf)
#: How often the window takes events in.
WINDOW_SECONDS = 0.033
PICTURE: Sequence[Layer] = (
    ("Conv2d", {"out_channels": 6, "kernel_size": 3}),
    ("ReLU", {}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("Conv2d", {"out_channels": 16, "kernel_size": 3}),
    ("ReLU", {}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("Flatten", {}),
    *dense(64, 10, activation="ReLU"),
)


def cases(*, quick: bool) -> list[Case]:
    """The four that the promises are about."""
    digits = 6_400 if quick else 60_000  # as many as MNIST has
    small = dense(13, 8, 3, activation="ReLU")
    medium = dense(128, 64, 10, activation="ReLU")
    tanh = dense(8, 8, 1, activation="Tanh")
    pictures = clouds(1_280 if quick else 2_560, 10, 1, 28, 28)
    titles = list(PROMISED)
    return [
        Case(titles[0], small, "CrossEntropy", 10, *clouds(500, 3, 20)),
        Case(titles[1], tanh, "BCEWithLogits", 32, *clouds(1_000, 2, 2)),
        Case(titles[2], medium, "CrossEntropy", 128, *clouds(digits, 10, 784)),
        Case(titles[3], PICTURE, "CrossEntropy", 64, *pictures),
    ]


def tutorial(case: Case) -> Contender:
    """The loop as PyTorch's own tutorials write it."""
    session = Session(case.project(1), case.prepared())
    model = nn.Sequential(*session.model.children())
    model.to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]
    rows = session.train_rows
    loader = DataLoader(TensorDataset(rows.x, rows.targets[0]), batch_size=case.batch, shuffle=True)
    criterion = resolve(loss_kind(case.loss).target)()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def run(epochs: int) -> Timed:
        watch, total, steps = Stopwatch(), 0.0, 0
        model.train()
        for _ in range(epochs):
            for x, y in loader:
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                optimizer.step()
                total += loss.item()
                steps += 1
        assert np.isfinite(total), "the benchmark's own training diverged"
        return watch.stop(steps)

    return run


def netwright(case: Case, steps: Literal["auto", "eager"], watch: Watch = EACH_STEP) -> Contender:
    """The program's trainer, headless, all of its events drained into a History.

    One run goes on from round to round, so that each round is of steps as they are once under way.
    """
    project = case.project(1_000_000)
    project = project.replace(training=project.training.replace(steps=steps))
    session = Session(project, case.prepared())
    session.progress.path = "eager" if steps == "eager" else "lowered"
    events = train(session, Control(), watch)
    history = History()

    def epochs_of(count: int) -> Iterator[Event]:
        for event in events:
            yield event
            count -= isinstance(event, EpochEnded)
            if not count:
                return

    def run(epochs: int) -> Timed:
        before, stopwatch = session.progress.step, Stopwatch()
        waiting: list[Event] = []
        due = time.perf_counter() + WINDOW_SECONDS
        for event in epochs_of(epochs):
            waiting.append(event)
            if isinstance(event, PathChanged):
                assert event.path == ("eager" if steps == "eager" else "lowered"), event.reason
            if time.perf_counter() >= due:
                history.apply_all(waiting)
                waiting, due = [], time.perf_counter() + WINDOW_SECONDS
        history.apply_all(waiting)
        timed = stopwatch.stop(session.progress.step - before)
        assert timed.steps == epochs * case.steps
        assert history.step_count == session.progress.step
        layers = len(session.layer_parameters) if watch.norms else 0
        assert sum(name.startswith("gradient/") for name in history.steps) == layers
        return timed

    return run


def scikit_learn(case: Case) -> Contender | None:
    """Its multilayer perceptron, an epoch a call; None where the network is none."""
    if case.x.ndim != 2:
        return None
    widths = [params["out_features"] for kind, params in case.layers if kind == "Linear"]
    model = MLPClassifier(
        widths[:-1],
        activation="tanh" if case.layers[1][0] == "Tanh" else "relu",
        solver="sgd",
        learning_rate_init=0.01,
        momentum=0.9,
        nesterovs_momentum=False,
        alpha=0.0,
        batch_size=case.batch,
    )
    classes = np.unique(case.y)

    def run(epochs: int) -> Timed:
        watch = Stopwatch()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(epochs):
                model.partial_fit(case.x, case.y, classes=classes)
        return watch.stop(epochs * case.steps)

    return run


def contenders(case: Case) -> dict[str, Contender]:
    """All that can take the case's steps; the tutorial's loop first."""
    found = {"tutorial loop": tutorial(case)}
    if (peer := scikit_learn(case)) is not None:
        found["scikit-learn"] = peer
    return found | {EAGER: netwright(case, "eager"), LOWERED: netwright(case, "auto")}


def main() -> int:
    """Prints the table of every case; the exit code tells whether the promises hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few short rounds")
    parser.add_argument("--only", default="", help="only cases whose title holds this")
    options = parser.parse_args()
    rounds, seconds = (5, 0.25) if options.quick else (15, 0.6)
    broken = []
    for case in cases(quick=options.quick):
        if options.only not in case.title:
            continue
        torch.set_num_threads(Session(case.project(1), case.prepared()).threads)
        found = compare(case.title, contenders(case), rounds, seconds)
        for name, promised in PROMISED[case.title].items():
            ratio = found[name].better
            if not at_least(f"{case.title}: {name}, beside the tutorial loop", ratio, promised):
                broken.append(f"{case.title}: {name} {ratio:.2f} is below the promised {promised}")
    print("\n" + "\n".join(broken or ["All ratios are as promised."]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
