"""What watching costs: the same run with all that is recorded by default, and with the loss alone.

By default a run records the loss and every layer's gradient norm at every step, looks closely at a step
about ten times a second and at the machine once a second.

    python -m benchmarks.observing [--quick]
"""

import argparse
import sys
from typing import Literal

import torch

from benchmarks.claims import at_least
from benchmarks.common import Case, Contender, Stopwatch, Timed, compare
from benchmarks.training_loop import cases
from engine.history import History
from engine.train.control import Control
from engine.train.events import RunStarted
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import DEFAULT, LOSS_ALONE, Watch

Steps = Literal["lowered", "eager"]
#: Shares of the unobserved run's speed that are promised for tiny networks, and for the others.
TINY: dict[Steps, float] = {"lowered": 0.75, "eager": 0.87}
OTHERS = 0.95
#: A network is tiny when a step has fewer multiply-adds than this.
TINY_BELOW = 1_000_000


def run_with(case: Case, steps: Steps, watch: Watch) -> Contender:
    """The trainer, all of its events drained into a History; lowered steps are ready when it starts."""
    prepared = case.prepared()

    def run(epochs: int) -> Timed:
        project = case.project(epochs)
        wanted = "eager" if steps == "eager" else "auto"
        training = project.training.replace(steps=wanted)
        session, history = Session(project.replace(training=training), prepared), History()
        session.progress.path = steps
        stopwatch = Stopwatch()
        for event in train(session, Control(), watch):
            if isinstance(event, RunStarted):
                stopwatch = Stopwatch()
            history.apply(event)
        timed = stopwatch.stop(session.progress.step)
        assert history.paths[-1][1] == steps, history.paths[-1]
        assert history.step_count == timed.steps == epochs * case.steps
        assert bool(history.probes.count) == (watch is DEFAULT)
        return timed

    return run


def main() -> int:
    """Prints the table of every case; the exit code tells whether the promise holds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few short rounds")
    parser.add_argument("--only", default="", help="only cases whose title holds this")
    options = parser.parse_args()
    rounds, seconds = (3, 0.3) if options.quick else (9, 0.8)
    broken = []
    for case, _promised in cases(quick=options.quick):
        if options.only not in case.title:
            continue
        session = Session(case.project(1), case.prepared())
        torch.set_num_threads(session.threads)
        tiny = session.info.multiply_adds * session.batch_size < TINY_BELOW
        for steps, of_tiny in TINY.items():
            contenders = {
                "the loss alone": run_with(case, steps, LOSS_ALONE),
                "all that is recorded": run_with(case, steps, DEFAULT),
            }
            title = f"{case.title}, {steps}"
            ratio = compare(title, contenders, rounds, seconds)["all that is recorded"]
            promised = of_tiny if tiny else OTHERS
            if not at_least(
                f"{title}: all that is recorded beside the loss alone", ratio, promised
            ):
                broken.append(f"{title}: {ratio:.3f} is below the promised {promised}")
    print("\n" + "\n".join(broken or ["Every case keeps what is promised."]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
