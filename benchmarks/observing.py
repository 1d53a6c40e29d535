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
from benchmarks.common import compare
from benchmarks.training_loop import cases, netwright
from engine.train.session import Session
from engine.train.watch import DEFAULT, LOSS_ALONE

#: Shares of the unobserved run's speed that are promised for tiny networks, by the way steps are taken.
TINY: dict[Literal["auto", "eager"], float] = {"auto": 0.75, "eager": 0.87}
#: The share promised for others.
OTHERS = 0.95
#: A network is tiny when a step has fewer multiply-adds than this.
TINY_BELOW = 1_000_000


def main() -> int:
    """Prints the table of every case; the exit code tells whether the promise holds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few short rounds")
    parser.add_argument("--only", default="", help="only cases whose title holds this")
    options = parser.parse_args()
    # Long rounds: a probe is due at the start of each, because the run stood still while the other ran.
    rounds, seconds = (3, 1.0) if options.quick else (5, 2.5)
    broken = []
    for case in cases(quick=options.quick):
        if options.only not in case.title:
            continue
        session = Session(case.project(1), case.prepared())
        torch.set_num_threads(session.threads)
        tiny = session.info.multiply_adds * session.batch_size < TINY_BELOW
        for steps, of_tiny in TINY.items():
            contenders = {
                "the loss alone": netwright(case, steps, LOSS_ALONE),
                "all that is recorded": netwright(case, steps, DEFAULT),
            }
            title = f"{case.title}, {'eager' if steps == 'eager' else 'many steps a call'}"
            ratio = compare(title, contenders, rounds, seconds)["all that is recorded"].better
            promised = of_tiny if tiny else OTHERS
            if not at_least(f"{title}: all recorded, beside the loss alone", ratio, promised):
                broken.append(f"{title}: {ratio:.3f} is below the promised {promised}")
    print("\n" + "\n".join(broken or ["Every case keeps what is promised."]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
