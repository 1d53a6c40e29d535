"""Do plots cost the same however long the series are?

Draws one new sample at the end of series of 10⁴ to 10⁷ samples that live in a run's history, in turn and in one
run, then six such plots of 10⁷ samples, and opens a run of 10⁷; beside it the same with everything handed to
pyqtgraph. Prints medians in milliseconds, and the memory that the plots keep:

    python -m benchmarks.plots [--rounds 30] [--size 640x300]
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from benchmarks.claims import at_most
from engine.series import Series
from gui.plots.line_plot import LinePlot
from gui.plots.samples import Referenced
from gui.theme import theme

COUNTS = (10**4, 10**5, 10**6, 10**7)
PLOTS = 6
#: Handing everything over at 10⁷ takes a second and more each time.
FEW = 3


def loss_of(count: int) -> Series:
    """A noisy, falling loss of so many steps, with room for some more."""
    rng = np.random.default_rng(count)
    loss = np.exp(-5 * np.arange(count, dtype=np.float32) / count)
    loss += 0.2 + rng.normal(0, 0.03, count).astype(np.float32)
    series = Series()
    series.append(loss)
    return series


def plot_of(series: Series, size: tuple[int, int]) -> tuple[LinePlot, float]:
    """A plot of a series, raw and smoothed; and the milliseconds until it stood there."""
    plot = LinePlot("Loss", smoothing=0.6)
    plot.add_series("train", "train", "train", "smoothed")
    plot.resize(*size)
    plot.show()
    begun = time.perf_counter()
    samples = Referenced(series, lambda numbers: (numbers + np.float64(1)) / 468)
    plot.set_samples("train", samples)
    while plot.refresh():
        pass
    plot.graph.viewport().grab()
    return plot, (time.perf_counter() - begun) * 1e3


def everything(series: Series, size: tuple[int, int]) -> Callable[[], None]:
    """Hands every sample to pyqtgraph, as one does without a pyramid."""
    widget = pg.PlotWidget()
    widget.resize(*size)
    widget.show()
    curve = widget.plot(pen=pg.mkPen(theme().color("train"), width=1))

    def draw() -> None:
        x = np.arange(1, len(series) + 1) / 468
        curve.setData(x, series.values)
        widget.viewport().grab()

    return draw


def draw(plot: LinePlot) -> tuple[float, float]:
    """Milliseconds to take in what is new and draw it, and to paint."""
    begun = time.perf_counter()
    plot.note_change()
    plot.refresh()
    drawn = time.perf_counter()
    plot.graph.viewport().grab()
    return (drawn - begun) * 1e3, (time.perf_counter() - drawn) * 1e3


def median(rounds: int, work: Callable[[], object]) -> float:
    """Median milliseconds of some work."""
    costs = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        costs.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(costs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--size", default="640x300")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    app = QApplication([])
    theme().apply(app)
    histories = {count: loss_of(count) for count in COUNTS}
    made = {count: plot_of(series, (width, height)) for count, series in histories.items()}
    costs: dict[int, list[tuple[float, float]]] = {count: [] for count in COUNTS}
    for _ in range(options.rounds):
        for count, (plot, _opened) in made.items():
            histories[count].append(np.float32([0.2]))
            costs[count].append(draw(plot))
    print("   samples    open ms   kept MiB   update ms   paint ms   total ms   ratio   setData ms")
    first = 0.0
    for count, (plot, opened) in made.items():
        update, paint = (statistics.median(part) for part in zip(*costs[count], strict=True))
        total = statistics.median(sum(pair) for pair in costs[count])
        first = first or total
        naive = median(FEW, everything(histories[count], (width, height)))
        print(
            f"{count:>10,} {opened:>10.1f} {plot.nbytes / 2**20:>10.2f} {update:>11.2f} {paint:>10.2f}"
            f" {total:>10.2f} {total / first:>7.2f} {naive:>12.1f}"
        )
    longest = histories[COUNTS[-1]]
    plots = [plot_of(longest, (width, height))[0] for _ in range(PLOTS)]
    six = median(options.rounds, lambda: [draw(plot) for plot in plots])
    at_most(f"{PLOTS} plots of {COUNTS[-1]:,} points repaint", six, 30.0, "ms")
    at_most(f"a plot of {COUNTS[-1]:,} points opens", opened, 1000.0, "ms")
    at_most(f"a repaint of {COUNTS[-1]:,} points beside {COUNTS[0]:,}", total / first, 1.5, "×")
    print(
        f"{PLOTS} plots of {COUNTS[-1]:,} samples, raw and smoothed: {six:.1f} ms for all of them"
    )


if __name__ == "__main__":
    main()
