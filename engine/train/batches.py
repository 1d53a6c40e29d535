"""The batches of one epoch, gathered from the training rows in blocks."""

from torch import Tensor

from engine.train.rows import Split
from engine.train.session import Session

#: A block holds at most this many bytes (but at least one batch): larger ones leave the processor's
#: cache, and the system hands out their memory page by page …
BLOCK_BYTES = 2**19
#: … and at most this many batches.
BLOCK_BATCHES = 256


class Batches:
    """An epoch's batches in the given order of rows; `end` is the position after the last of them.

    They have the size that the run uses now and are counted from where it began to: after a change,
    others are needed. Gathering many batches at once and cutting the block up takes a fraction of the
    time of gathering one by one; where a batch lies in its block can show in the last digits, so blocks
    begin at the same row wherever the run was interrupted.

    `rows` are the numbers of the training rows in order, from the first of these batches on.
    """

    def __init__(self, session: Session, order: Tensor) -> None:
        self._data, self._size = session.train_rows, session.batch_size
        self._begin = session.progress.batched_from
        left = len(order) - self._begin
        if session.project.training.drop_last:
            left -= left % self._size
        self.end = self._begin + left
        fitting = BLOCK_BYTES // max(1, self._data.row_bytes * self._size)
        self.batches_a_block = max(1, min(fitting, BLOCK_BATCHES))
        self.rows = order[self._begin : self.end].to(session.device)
        self._gathered_from = 0
        self._batches: list[Split] = []

    def number_at(self, position: int) -> int:
        """How many of these batches lie before the row `position` of the epoch's order."""
        return (position - self._begin) // self._size

    def at(self, position: int) -> Split:
        """The batch that begins at row `position` of the epoch's order."""
        number = self.number_at(position)
        place = number - self._gathered_from
        if not 0 <= place < len(self._batches):
            place = number % self.batches_a_block
            self._gathered_from = number - place
            begin = self._gathered_from * self._size
            taken = self.rows[begin : begin + self.batches_a_block * self._size]
            self._batches = self._data.take(taken).cut(self._size)
        return self._batches[place]
