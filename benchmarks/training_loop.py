"""The trainer against the loop of every PyTorch tutorial, side by side.

Both take the same steps: the same network, loss, SGD with momentum, batches and threads. The trainer
also keeps the loss and every layer's gradient norm of each step in a History, counts the metrics and
remembers the best weights; the tutorial's loop only adds up `loss.item()`.

    python -m benchmarks.training_loop [--quick]
"""

import argparse
import sys
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from benchmarks.common import Case, Contender, Layer, Stopwatch, Timed, clouds, compare, dense
from engine.build import resolve
from engine.catalog.losses import loss_kind
from engine.history import History
from engine.train.control import Control
from engine.train.session import Session
from engine.train.trainer import train

#: The ratio below which the claim of this release would not hold.
PROMISED = 1.4
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


def cases(*, quick: bool) -> list[tuple[Case, bool]]:
    """Each case, and whether the promise is about it."""
    large = 6_400 if quick else 12_800
    spirals, turns = clouds(1_000, 2, 2)
    small = dense(13, 8, 3, activation="ReLU")
    return [
        (Case("MLP 20-13-8-3, batch 10", small, "CrossEntropy", 10, *clouds(500, 3, 20)), True),
        (
            Case(
                "MLP 784-128-64-10, batch 128",
                dense(128, 64, 10, activation="ReLU"),
                "CrossEntropy",
                128,
                *clouds(large, 10, 784),
            ),
            True,
        ),
        (
            Case(
                "MLP 2-8-8-1 with tanh, batch 32",
                dense(8, 8, 1, activation="Tanh"),
                "BCEWithLogits",
                32,
                spirals,
                turns,
            ),
            False,
        ),
        (
            Case(
                "CNN 6-16 3×3 on 28×28, batch 64",
                PICTURE,
                "CrossEntropy",
                64,
                *clouds(large // 5, 10, 1, 28, 28),
            ),
            False,
        ),
    ]


def tutorial(case: Case) -> Contender:
    """The loop as PyTorch's own tutorials write it."""
    session = Session(case.project(1), case.prepared())
    model = nn.Sequential(*session.model.children())
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


def netwright(case: Case) -> Contender:
    """The program's trainer, headless, all of its events drained into a History."""
    prepared = case.prepared()

    def run(epochs: int) -> Timed:
        session, history = Session(case.project(epochs), prepared), History()
        watch = Stopwatch()
        for event in train(session, Control()):
            history.apply(event)
        timed = watch.stop(session.progress.step)
        layers = len(session.layer_parameters)
        assert history.step_count == timed.steps == epochs * case.steps
        assert sum(name.startswith("gradient/") for name in history.steps) == layers
        return timed

    return run


def main() -> int:
    """Prints the table of every case; the exit code tells whether the promise holds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few short rounds")
    parser.add_argument("--only", default="", help="only cases whose title holds this")
    options = parser.parse_args()
    rounds, seconds = (5, 0.25) if options.quick else (15, 0.6)
    broken = []
    for case, promised in cases(quick=options.quick):
        if options.only not in case.title:
            continue
        torch.set_num_threads(Session(case.project(1), case.prepared()).threads)
        contenders = {"tutorial loop": tutorial(case), "Netwright": netwright(case)}
        ratio = compare(case.title, contenders, rounds, seconds)["Netwright"]
        if promised and ratio < PROMISED:
            broken.append(f"{case.title}: {ratio:.2f} is below the promised {PROMISED}")
    print("\n" + "\n".join(broken or [f"The promised cases reach at least {PROMISED}."]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
