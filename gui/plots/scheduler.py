"""Decides when plots are drawn: one at a time, only after something new, and never too often.

A run brings thousands of figures a second; the screen is asked for at most sixty drawings a second,
and for fewer where drawing takes more than its share of the window's time, so that training keeps its
speed on a slow machine. Each drawing has a budget of its own: a dear one slows none but itself.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

#: Seconds between two drawings at least, and between two of the same one at most.
SHORTEST: Final = 1 / 60
LONGEST: Final = 1.0
#: The share of the window's time that drawing may take while a run needs Python too, for each step or all
#: the time between short epochs. Each part of it costs the run more than itself: the two threads wait for
#: one another's turns at the interpreter.
SHARE: Final = 0.07
#: The same while nothing does: many steps a call that hold no lock of Python's, or no run.
FREE_SHARE: Final = 0.2
_MEMORY = 0.7
#: A drawing that was not drawn for so many seconds leaves its budget to the others.
_ACTIVE = 1.0


class Drawing(Protocol):
    """Something that can be drawn anew."""

    def refresh(self) -> bool:
        """Takes what is new and draws it; False when there was nothing to do or nobody looks."""

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far, which happens after `refresh` has returned."""


@dataclass
class _Turn:
    """What one drawing costs, and when it was and may be drawn again."""

    drawing: Drawing
    painted: float
    cost: float = 0.0
    drawn_at: float = -_ACTIVE
    due: float = 0.0

    def note(self, begun: float, seconds: float) -> None:
        """Averages the cost: this refresh, and the painting since the last one."""
        painted = self.drawing.paint_seconds
        cost = seconds + max(painted - self.painted, 0.0)
        self.painted, self.drawn_at = painted, begun
        self.cost = cost if not self.cost else _MEMORY * self.cost + (1 - _MEMORY) * cost


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
        self.share = SHARE
        self._turns: list[_Turn] = []
        self._waiting: list[_Turn] = []
        self._at_once: list[_Turn] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def set_drawings(self, drawings: Sequence[Drawing]) -> None:
        """What there is to draw, in the order it takes turns."""
        known = {id(turn.drawing): turn for turn in self._turns}
        self._turns = [known.get(id(one)) or _Turn(one, one.paint_seconds) for one in drawings]
        self._waiting = [turn for turn in self._waiting if turn in self._turns]
        self._at_once = [turn for turn in self._at_once if turn in self._turns]

    def pause(self, drawing: Drawing) -> float:
        """Seconds between two drawings of this one now."""
        turn = next(turn for turn in self._turns if turn.drawing is drawing)
        return self._pause(turn, self._clock())

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be drawn."""
        return bool(self._waiting)

    def request(self, *, at_once: bool = False) -> None:
        """There is something new: every drawing gets its turn.

        `at_once`: the user waits for it, such as after opening the page, so this one round is drawn
        whatever it costs.
        """
        self._waiting += [turn for turn in self._turns if turn not in self._waiting]
        if at_once:
            self._at_once = list(self._waiting)
        if self._waiting:
            self._start()

    def tick(self) -> None:
        """Draws the first of those waiting that may be drawn and has something to draw."""
        self._timer.stop()
        begun = self._clock()
        for turn in [turn for turn in self._waiting if self._may(turn, begun)]:
            self._waiting.remove(turn)
            if turn in self._at_once:
                self._at_once.remove(turn)
            if turn.drawing.refresh():
                turn.note(begun, self._clock() - begun)
                turn.due = begun + self._pause(turn, begun)
                break
        if self._waiting:
            self._start()
        else:
            self.rested.emit()

    def _may(self, turn: _Turn, now: float) -> bool:
        return turn in self._at_once or turn.due <= now

    def _pause(self, turn: _Turn, now: float) -> float:
        active = sum(now - other.drawn_at < _ACTIVE for other in self._turns)
        return min(max(turn.cost * max(active, 1) / self.share, SHORTEST), LONGEST)

    def _start(self) -> None:
        """Wakes up when the first of those waiting may be drawn; never later than planned before."""
        now = self._clock()
        wait = 0.0 if self._at_once else min(turn.due for turn in self._waiting) - now
        milliseconds = round(max(wait, SHORTEST) * 1000)
        if not self._timer.isActive() or self._timer.remainingTime() > milliseconds:
            self._timer.start(milliseconds)
