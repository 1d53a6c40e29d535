"""Step-through of ResNet-18 on pictures of 3×64×64 in the program's own window, batch of 8.

How long from “Begin” to the first cards, each phase, a card opened into its operations and numbers derived
take, and how late a timer of 10 ms in the window's thread is meanwhile: that is what a click would have to wait.

    python -m benchmarks.step_through [rounds]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QElapsedTimer, Qt, QTimer

from benchmarks.claims import at_most, told
from benchmarks.window import load, open_window, wait, wait_until
from engine.catalog.templates import TEMPLATES
from engine.catalog.templates.data_shape import DataShape
from engine.explain.derivation import Cell
from engine.spec.component import component
from engine.spec.data import ColumnSpec, CsvSource, DataSpec, SplitSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import Text
from engine.walk_answers import PHASES
from gui.main_window import MainWindow

ROWS, CLASSES, SHAPE = 16, 4, (3, 64, 64)
TICK_MS = 10
#: Seconds that opening may take, and how late (ms) the timer may be at worst.
OPENED, WORST = 2.0, 150.0


def project_in(folder: Path) -> Project:
    """ResNet-18 from the templates on made-up pictures."""
    rng = np.random.default_rng(0)
    pixels = rng.normal(size=(ROWS, int(np.prod(SHAPE))))
    labels = np.arange(ROWS) % CLASSES
    path = folder / "pictures.csv"
    names = [f"p{i}" for i in range(pixels.shape[1])]
    formats = ["%.3f"] * len(names) + ["%d"]
    table = np.column_stack([pixels, labels])
    np.savetxt(path, table, delimiter=",", header=",".join([*names, "y"]), comments="", fmt=formats)
    columns = [ColumnSpec(name=name) for name in names]
    columns.append(ColumnSpec(name="y", role="target", type="category"))
    data = DataSpec(
        source=CsvSource(path=str(path)),
        columns=tuple(columns),
        shape=SHAPE,
        scale="none",
        split=SplitSpec(train=1.0, validation=0.0, test=0.0),
    )
    network = TEMPLATES["resnet18"].build(DataShape(SHAPE, "multiclass", CLASSES, ROWS))
    training = TrainingSpec(losses=(LossTerm(loss=component("CrossEntropy")),), batch_size=8)
    return Project(data=data, network=network, training=training)


class Lateness:
    """How late a timer fires, in ms, while it is watched."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._clock.start()
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        self.late.append(self._clock.nsecsElapsed() / 1e6 - TICK_MS)
        self._clock.start()


def seconds_of(act: Callable[[], object], ready: Callable[[], bool]) -> float:
    """How long it takes from doing something until it is there and painted."""
    begun = time.perf_counter()
    act()
    wait_until(ready)
    wait(0)
    return time.perf_counter() - begun


def derived(window: MainWindow, cell: Cell) -> float:
    """Seconds until a number is derived."""
    found: list[object] = []

    def note(kind: str, value: object) -> None:
        if kind == "why":
            found.append(value)

    def give_up(_kind: str, reason: Text) -> None:
        raise SystemExit(f"{cell} can't be derived: {reason}")

    window.controller.answered.connect(note)
    window.controller.ask_failed.connect(give_up)
    try:
        return seconds_of(lambda: window.controller.ask("why", cell=cell), lambda: bool(found))
    finally:
        window.controller.answered.disconnect(note)
        window.controller.ask_failed.disconnect(give_up)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        window = open_window(folder)
        project = project_in(folder)
        load(window, project)
        first = next(la.name for la in project.network.layers if la.kind == "Conv2d")
        window.workspace.show_page("steps")
        wait(0.5)
        walk = window.controller.walk
        watched = Lateness()
        times: dict[str, list[float]] = {}

        def note(what: str, seconds: float) -> None:
            times.setdefault(what, []).append(seconds)

        for number in range(rounds):
            begin = walk.next_batch if number else (lambda: walk.go_to("zero_grad"))
            before = walk.answer
            note(
                "opened",
                seconds_of(
                    begin, lambda b=before: walk.answer is not None and walk.answer is not b
                ),
            )
            for phase in PHASES[1:]:
                note(
                    phase,
                    seconds_of(
                        lambda p=phase: walk.go_to(p),
                        lambda p=phase: walk.answer is not None and walk.answer.phase == p,
                    ),
                )
                if phase == "backward":
                    note(
                        "why, first weight",
                        derived(window, Cell(f"{first}.weight", (0, 0, 0, 0), "gradient")),
                    )
                    note("why, input", derived(window, Cell("x", (0, 0, 5, 5), "gradient")))
        worst = max(watched.late)
        window.close()
    for what, found in times.items():
        print(f"{what:20s} first {found[0]:6.2f} s   median {statistics.median(found):6.2f} s")
    print(f"worst delay of a {TICK_MS} ms timer {worst:.0f} ms")
    at_most("ResNet-18, 64×64: from Begin to the first cards", times["opened"][0], OPENED, "s")
    at_most("… the longest phase", max(max(times[p]) for p in PHASES[1:]), OPENED, "s")
    told("… a weight's gradient derived", statistics.median(times["why, first weight"]), "s")
    at_most("… worst delay of a 10 ms timer in the window", worst, WORST, "ms")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
