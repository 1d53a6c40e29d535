"""Rows of one split on the device, and the batches they are cut into."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(slots=True)  # made for every step: a frozen one takes three times as long to make
class Split:
    """The rows of one split on the device: inputs, targets a loss term, and the labels for metrics."""

    x: Tensor
    targets: tuple[Tensor, ...]
    labels: Tensor

    def __len__(self) -> int:
        return self.x.size(0)  # `len` of a tensor goes through Python

    def take(self, rows: Tensor) -> "Split":
        """The rows of these numbers, in that order."""
        taken = {key: t.index_select(0, rows) for key, t in self._tensors().items()}
        targets = tuple([taken[id(t)] for t in self.targets])
        return Split(taken[id(self.x)], targets, taken[id(self.labels)])

    def cut(self, size: int) -> list["Split"]:
        """Views of `size` rows each; the last one may have fewer."""
        if len(self) <= size:
            return [self]
        pieces = {key: torch.split(t, size) for key, t in self._tensors().items()}
        targets = zip(*[pieces[id(t)] for t in self.targets], strict=True)
        return list(map(Split, pieces[id(self.x)], targets, pieces[id(self.labels)]))

    @property
    def row_bytes(self) -> int:
        """Bytes of one row in all tensors together."""
        return sum(t.nbytes for t in self._tensors().values()) // max(1, len(self))

    def _tensors(self) -> dict[int, Tensor]:
        """Each tensor once: the labels are often a term's target, or the input is."""
        return {id(t): t for t in (self.x, *self.targets, self.labels)}
