"""What the crosshair and the pins read: values of series, lost samples, marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor

from engine import numbers
from gui.plots.crosshair import READOUT_LINE, ReadoutRow
from gui.plots.graph import GraphView
from gui.plots.lost import Loss
from gui.plots.marks import REACH, Mark, Verticals
from gui.plots.series import Series
from gui.plots.view import View
from gui.theme import theme
from gui.translate import tr

_MOST_MARKS = 5
_FEWEST_VALUES = 4
_NAMES = {Loss.NAN: "NaN", Loss.UP: "+∞", Loss.DOWN: f"{numbers.MINUS}∞"}


@dataclass(frozen=True)
class Reading:
    """One series at one place: the value of its strong line, and of the sample it was smoothed from."""

    key: str
    name: str
    color: QColor
    value: float
    raw: float | None

    @property
    def shown(self) -> str:
        """The value as it is read out."""
        return numbers.short(self.value)


def readings(series: Mapping[str, Series], x: float) -> list[Reading]:
    """What every visible series is at the sample nearest to x; another run's only where that has been."""
    found = []
    for key, one in series.items():
        is_there = one.visible and (not one.behind or one.samples.reach(x))
        number = one.nearest(x) if is_there else None
        if number is None:
            continue
        raw = one.samples.sample(number)[1]
        if one.is_smoothed and np.isfinite(raw):
            value = one.main.samples.sample(number)[1]
            found.append(Reading(key, one.full_name, one.color, value, raw))
        else:
            unsmoothed = raw if one.is_smoothed else None
            found.append(Reading(key, one.full_name, one.color, raw, unsmoothed))
    return found


def readout(
    series: Mapping[str, Series], view: View, verticals: Verticals, graph: GraphView, x: float
) -> tuple[str, list[ReadoutRow]]:
    """The title and the rows beside the crosshair: values, then what is lost or marked near it."""
    (low, high), per_pixel = graph.view_box.viewRange()[0], graph.x_per_pixel
    values = [ReadoutRow(one.color, one.name, one.shown) for one in readings(series, x)]
    lost = lost_rows(series.values(), view, x, per_pixel)
    marks = mark_rows(verticals.near(x, per_pixel))
    most = max(graph.height() // READOUT_LINE - len(lost) - len(marks) - 2, _FEWEST_VALUES)
    return view.title(x, low, high), [*_shortened(values, most), *lost, *marks]


def _shortened(rows: list[ReadoutRow], most: int) -> list[ReadoutRow]:
    """The first rows, and how many more there are."""
    if len(rows) <= most:
        return rows
    more = tr("and {count} more").format(count=len(rows) - most)
    return [*rows[:most], ReadoutRow(theme().color("muted"), more, "")]


def legend_values(series: Iterable[Series], x: float | None) -> dict[str, float | None]:
    """What stands beside the names of a legend: the values at x, or the newest ones."""
    values: dict[str, float | None] = {}
    for one in series:
        if not one.behind:
            at = None if x is None else one.shown_at(x)
            values[one.group] = one.newest() if x is None else at and at[1]
    return values


def lost_rows(series: Iterable[Series], view: View, x: float, per_pixel: float) -> list[ReadoutRow]:
    """A row for each series with a sample that is not finite near x: where, and what it is."""
    rows = []
    place, reach = view.drawn_x(x), (REACH + 2) * per_pixel
    for one in series:
        if not one.visible or not one.raw.lost.count:
            continue
        start = one.samples.search(view.value_x(place - reach))
        stop = one.samples.search(view.value_x(place + reach), "right")
        found = one.raw.lost.between(start, stop)
        if found is not None:
            at = one.samples.sample(found[0])[0]
            where = (view.axis.detail and view.axis.detail(at)) or view.axis.title(at, reach)
            rows.append(
                ReadoutRow(theme().color("bad"), f"{one.full_name}: {_NAMES[found[1]]}", where)
            )
    return rows


def mark_rows(marks: list[Mark]) -> list[ReadoutRow]:
    """A row for each mark, and how many more there are."""
    rows = [ReadoutRow(theme().color(mark.role), mark.text, "") for mark in marks]
    return _shortened(rows, _MOST_MARKS)
