"""Decides when plots are drawn: one at a time, only after something new, and never too often.

A run brings thousands of figures a second; the screen is asked for at most sixty drawings a second,
and for fewer where drawing takes more than a tenth of the window's time, so that training keeps its
speed on a slow machine.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

#: Shortest and longest pause between two drawings, in seconds.
SHORTEST: Final = 1 / 60
LONGEST: Final = 0.2
#: The share of the window's time that drawing may take.
SHARE: Final = 0.1
_MEMORY = 0.7


class Drawing(Protocol):
    """Something that can be drawn anew."""

    def refresh(self) -> bool:
        """Takes what is new and draws it; False when there was nothing to do or nobody looks."""

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far, which happens after `refresh` has returned."""


class RedrawScheduler(QObject):
    """Refreshes drawings in turn, one a tick, after `request()` said that there is something new.

    `rested`: nothing waits any more; all drawings show what there is.
    """

    rested = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._drawings: Sequence[Drawing] = ()
        self._waiting: list[Drawing] = []
        self._at_once = 0
        self._cost = 0.0
        self._painted = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def set_drawings(self, drawings: Sequence[Drawing]) -> None:
        """What there is to draw, in the order it takes turns."""
        self._drawings = tuple(drawings)
        self._waiting = [drawing for drawing in self._waiting if drawing in self._drawings]
        self._painted = self._paint_seconds()

    @property
    def interval(self) -> float:
        """Seconds between two drawings now."""
        return min(max(self._cost / SHARE, SHORTEST), LONGEST)

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be drawn."""
        return bool(self._waiting)

    def request(self, *, at_once: bool = False) -> None:
        """There is something new: every drawing gets its turn.

        `at_once`: the user waits for it, such as after opening the page, so this one round is drawn
        whatever it costs.
        """
        self._waiting += [drawing for drawing in self._drawings if drawing not in self._waiting]
        if at_once:
            self._at_once = len(self._waiting)
        if self._waiting and (at_once or not self._timer.isActive()):
            self._start()

    def tick(self) -> None:
        """Draws the first of those waiting that has something to draw."""
        begun = self._clock()
        drawn = False
        while self._waiting and not drawn:
            self._at_once = max(self._at_once - 1, 0)
            drawn = self._waiting.pop(0).refresh()
        if drawn:
            self._note(self._clock() - begun)
        if self._waiting:
            self._start()
        else:
            self.rested.emit()

    def _start(self) -> None:
        pause = SHORTEST if self._at_once else self.interval
        self._timer.start(round(pause * 1000))

    def _note(self, seconds: float) -> None:
        """Averages the cost of a drawing: this refresh and the painting since the last one."""
        painted = self._paint_seconds()
        cost = seconds + max(painted - self._painted, 0.0)
        self._painted = painted
        self._cost = cost if not self._cost else _MEMORY * self._cost + (1 - _MEMORY) * cost

    def _paint_seconds(self) -> float:
        return sum(drawing.paint_seconds for drawing in self._drawings)
