"""Dimensions as people count them: without the batch, negative ones from the end."""

from engine import numbers
from engine.catalog.kind import Shape, ShapeError
from engine.text import text


def place(kind: str, field: str, dim: int, shape: Shape) -> int:
    """The index into `shape` that `dim` means.

    Raises:
        ShapeError: when the shape has no such dimension.
    """
    if -len(shape) <= dim < len(shape):
        return dim % len(shape)
    raise ShapeError(
        text(
            "{kind} has {field} {dim}, but its input {found} has only {count} dimensions "
            "(counted from 0, without the batch).",
            kind=kind,
            field=field,
            dim=dim,
            found=numbers.shape(shape) or "1",
            count=len(shape),
        )
    )


def with_batch(dim: int) -> int:
    """The same dimension as torch counts it, where 0 is the batch."""
    return dim + 1 if dim >= 0 else dim
