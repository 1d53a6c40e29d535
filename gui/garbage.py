"""Collects garbage in the GUI thread only: Qt's objects must not be deleted by any other thread.

Python collects wherever it happens to allocate, which may be the engine's thread while it trains.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1000


class GarbageCollector(QObject):
    """Collects when Python would have, looking every second from the thread that made it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start(_LOOK_EVERY_MS)

    def collect_if_due(self) -> None:
        """Collects the oldest generation whose threshold is passed."""
        counts = gc.get_count()
        due = [age for age, most in enumerate(self._thresholds) if counts[age] > most > 0]
        if due:
            gc.collect(max(due))

    def spare_what_is_loaded(self) -> None:
        """Everything there is now stays for good: with torch loaded, looking through it takes long."""
        gc.freeze()
