"""How long do shapes, parameters, multiply-adds and memory of a whole network take to work out?

Every layer is looked at afresh, as when a project is opened; after an edit most of them are known.

    python -m benchmarks.shapes
"""

import statistics
import time

from benchmarks.builder import project_of
from benchmarks.claims import at_most
from engine.check.memory import memory_of
from engine.check.shapes import infer
from engine.spec.network import NetworkSpec
from engine.spec.project import Project

#: For 100 layers; in proportion for more.
LIMIT_MS = 10.0
ROUNDS = 50


def milliseconds(project: Project) -> float:
    network = NetworkSpec.model_validate(project.network.model_dump())
    project = project.replace(network=network)
    begun = time.perf_counter()
    info = infer(network)
    assert info.parameters > 0
    assert info.multiply_adds > 0
    assert memory_of(project, info).activation > 0
    return (time.perf_counter() - begun) * 1e3


def main() -> None:
    print(f"{'layers':>8s} {'median ms':>10s} {'worst':>7s} {'of the limit':>13s}")
    for count in (100, 500):
        project = project_of(count)
        times = [milliseconds(project) for _ in range(ROUNDS)]
        median, limit = statistics.median(times), LIMIT_MS * count / 100
        print(f"{count:8d} {median:10.2f} {max(times):7.2f} {median / limit:12.2f}×")
        at_most(f"shapes, costs and memory of {count} layers", median, limit, "ms")


if __name__ == "__main__":
    main()
