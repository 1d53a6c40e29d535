"""Does a repaint cost the same however long the series is?

Draws one new sample at the end of series of 10⁴ to 10⁷ samples, in turn and in one run, and prints
the median cost of each, and its ratio to that of the shortest:

    python -m benchmarks.plots [--rounds 30] [--size 640x300]
"""

import argparse
import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from gui.plots.line_plot import LinePlot
from gui.theme import theme

COUNTS = (10**4, 10**5, 10**6, 10**7)


def plot_of(count: int, width: int, height: int) -> tuple[LinePlot, float]:
    """A noisy, falling loss of so many steps, raw and smoothed; and the seconds it took to feed."""
    rng = np.random.default_rng(count)
    x = np.arange(1.0, count + 1)
    loss = 0.2 + np.exp(-5 * x / count) + rng.normal(0, 0.03, count)
    plot = LinePlot("Loss", smoothing=0.6)
    plot.add_series("train", "train", "train", "smoothed")
    plot.resize(width, height)
    begun = time.perf_counter()
    plot.append("train", x, loss)
    seconds = time.perf_counter() - begun
    plot.show()
    plot.grab()
    return plot, seconds


def cost(plot: LinePlot, step: float) -> tuple[float, float]:
    """Milliseconds to take one new sample and draw, and to paint."""
    begun = time.perf_counter()
    plot.append("train", [step], [0.2])
    plot.refresh()
    drawn = time.perf_counter()
    plot.graph.viewport().grab()
    return (drawn - begun) * 1e3, (time.perf_counter() - drawn) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--size", default="640x300")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    app = QApplication([])
    theme().apply(app)
    made = {count: plot_of(count, width, height) for count in COUNTS}
    costs: dict[int, list[tuple[float, float]]] = {count: [] for count in COUNTS}
    for turn in range(options.rounds):
        for count, (plot, _seconds) in made.items():
            costs[count].append(cost(plot, float(count + turn + 1)))
    print("   samples   feed ns/sample   update ms   paint ms   total ms   ratio")
    first = 0.0
    for count, (_plot, seconds) in made.items():
        update, paint = (statistics.median(part) for part in zip(*costs[count], strict=True))
        total = statistics.median(sum(pair) for pair in costs[count])
        first = first or total
        print(
            f"{count:>10,}   {seconds / count * 1e9:>14.0f}   {update:>9.2f}   {paint:>8.2f}"
            f"   {total:>8.2f}   {total / first:>5.2f}"
        )


if __name__ == "__main__":
    main()
