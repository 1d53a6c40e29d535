"""What the page asks of a walked step; the controller's `walk` is one."""

from typing import Protocol

from PySide6.QtCore import SignalInstance

from engine.walk_answers import PhaseName, WalkAnswer


class Walk(Protocol):
    """A step that is gone through phase by phase.

    Signals:
        changed(): `answer` is another one.
        failed(Text): a phase could not be taken.
    """

    answer: WalkAnswer | None

    @property
    def changed(self) -> SignalInstance:
        """Signal."""

    @property
    def failed(self) -> SignalInstance:
        """Signal."""

    def go_to(self, phase: PhaseName) -> None:
        """Goes to a phase of the step; begins one where none is begun."""

    def next_batch(self) -> None:
        """Takes the rest of the step, and begins the next one."""

    def step_back(self) -> None:
        """Undoes the last walked step."""
