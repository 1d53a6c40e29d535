"""Batches that are too small, too large or one-sided."""

from collections.abc import Iterator
from itertools import count
from math import prod

from engine import numbers
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import replace_all, set_training
from engine.check.rules.normalisation import is_batch_norm
from engine.spec.network import LayerSpec
from engine.text import text

#: Fewer rows make small or whole batches as good as any.
_MANY_ROWS = 100
_USUAL_BATCH = 32


def norm_of_one_row(case: Case) -> Iterator[Advice]:
    """A BatchNorm that gets one number a feature has no spread to work with; PyTorch refuses."""
    norms = _needing_rows(case)
    if case.project.training.batch_size != 1 or not norms:
        return
    yield Advice(
        norms[0].id,
        text(
            "“{layer}” needs several rows a batch to find a mean and a spread, but the batch size is 1.",
            layer=norms[0].name,
        ),
        (
            _batch_of(_USUAL_BATCH),
            replace_all(norms, "LayerNorm", text("Use {kind}", kind="LayerNorm")),
        ),
        "misfit",
    )


def norm_of_last_row(case: Case) -> Iterator[Advice]:
    """The same in the last batch of an epoch, which may have a single row."""
    training, figures = case.project.training, case.figures
    rows, size = figures.rows if figures is not None else 0, training.batch_size
    norms = _needing_rows(case)
    if training.drop_last or rows < size or rows % size != 1 or not norms:
        return
    even = next(larger for larger in count(size + 1) if rows % larger != 1)
    yield Advice(
        norms[0].id,
        text(
            "The last batch of an epoch has a single row, in which “{layer}” finds no spread: "
            "{rows} rows leave 1 over in batches of {size}.",
            layer=norms[0].name,
            rows=rows,
            size=size,
        ),
        (set_training(text("Leave the last batch out"), drop_last=True), _batch_of(even)),
        "misfit",
    )


def _needing_rows(case: Case) -> list[LayerSpec]:
    """The layers that normalise over the batch and get a single number a row for each feature."""
    return [
        layer
        for layer, known in case.working
        if is_batch_norm(layer) and prod(known.inputs[0][1:]) == 1
    ]


def batch_above_rows(case: Case) -> Iterator[Advice]:
    """A batch of all rows: a single step an epoch."""
    figures, size = case.figures, case.project.training.batch_size
    if figures is None or not _MANY_ROWS <= figures.rows < size:
        return
    yield Advice(
        None,
        text(
            "A batch of {size} holds all {rows} training rows, so that an epoch is a single step.",
            size=numbers.count(size),
            rows=numbers.count(figures.rows),
        ),
        (_batch_of(_USUAL_BATCH),),
    )


def batch_of_one(case: Case) -> Iterator[Advice]:
    """A step a row."""
    figures = case.figures
    if figures is None or figures.rows < _MANY_ROWS or case.project.training.batch_size != 1:
        return
    yield Advice(
        None,
        text(
            "With one row a batch every step follows that row's chance, and an epoch takes {rows} "
            "steps.",
            rows=numbers.count(figures.rows),
        ),
        (_batch_of(_USUAL_BATCH),),
    )


def _batch_of(size: int) -> Fix:
    return set_training(text("Set the batch size to {size}", size=size), batch_size=size)


def sorted_rows(case: Case) -> Iterator[Advice]:
    """Batches of one class each, one class after the other."""
    figures = case.figures
    if figures is None or case.project.training.shuffle or not figures.class_counts:
        return
    few = figures.class_changes < 2 * len(figures.class_counts)
    if figures.rows < _MANY_ROWS or not few:
        return
    yield Advice(
        None,
        text(
            "The rows are sorted by class and are not shuffled: each batch teaches one class and "
            "forgets the others."
        ),
        (set_training(text("Shuffle the rows"), shuffle=True),),
    )


RULES: dict[str, Rule] = {
    "batchNormOfOneRow": norm_of_one_row,
    "batchNormOfLastRow": norm_of_last_row,
    "sortedRows": sorted_rows,
    "batchAboveRows": batch_above_rows,
    "batchOfOne": batch_of_one,
}
