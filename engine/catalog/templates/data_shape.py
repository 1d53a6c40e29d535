"""What a template must fit."""

from dataclasses import dataclass

from engine.catalog.kind import Shape
from engine.spec.data import Task


@dataclass(frozen=True)
class DataShape:
    """What a network must fit: the shape of a sample, the task, its outputs and the number of rows.

    `outputs` is the number of target columns, or of classes.
    """

    shape: Shape
    task: Task
    outputs: int
    rows: int

    @property
    def width(self) -> int:
        """Numbers that the last layer gives: two classes need but one."""
        return 1 if self.task == "binary" else self.outputs

    @property
    def picture(self) -> bool:
        """Whether a sample is channels × height × width."""
        return len(self.shape) == 3

    @property
    def side(self) -> int:
        """The shorter side of a picture in pixels; 0 where a sample is none."""
        return min(self.shape[1:]) if self.picture else 0
