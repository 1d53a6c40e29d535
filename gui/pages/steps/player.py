"""The cursor over the operations of a phase, and playing slowly: a stop every so often."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

Stop = tuple[str, int | None]

#: Seconds a stop, by how the speed is called.
SPEEDS: dict[str, float] = {"slow": 2.0, "medium": 1.0, "fast": 0.4}


class Player(QObject):
    """Moves over stops.

    Signals:
        moved(): `cursor` is another one.
        phase_wanted(): there is no stop left; on with the next phase.
        playing_changed(): it plays now, or no more.
    """

    moved = Signal()
    phase_wanted = Signal()
    playing_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stops: Sequence[Stop] = ()
        self.cursor: Stop | None = None
        self._timer = QTimer(self)
        self.set_speed("medium")
        self._timer.timeout.connect(self.forward)

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def set_speed(self, speed: str) -> None:
        """How long a stop takes; one of SPEEDS."""
        self.speed = speed
        self._timer.setInterval(round(SPEEDS[speed] * 1000))

    def set_stops(self, stops: Sequence[Stop], *, anew: bool) -> None:
        """There are other stops; the cursor stays where it can, unless `anew`."""
        self._stops = stops
        if anew or self.cursor not in stops:
            self.cursor = None
            self.moved.emit()

    def forward(self) -> None:
        """The next stop; after the last one the next phase is wanted."""
        place = self._place + 1
        if place < len(self._stops):
            self._go(place)
        else:
            self.phase_wanted.emit()

    def back(self) -> None:
        """The stop before; before the first there is none."""
        if self._place >= 0:
            self._go(self._place - 1)

    def play(self) -> None:
        """Goes on by itself."""
        if not self.playing:
            self._timer.start()
            self.playing_changed.emit()
            self.forward()

    def stop(self) -> None:
        """Goes on no more."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit()

    @property
    def _place(self) -> int:
        return self._stops.index(self.cursor) if self.cursor in self._stops else -1

    def _go(self, place: int) -> None:
        self.cursor = self._stops[place] if place >= 0 else None
        self.moved.emit()
