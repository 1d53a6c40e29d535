"""Rows of one split on the device, and the batches they are cut into."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
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
        return self._built_from(taken)

    def cut(self, size: int) -> list["Split"]:
        """Views of `size` rows each; the last one may have fewer."""
        if len(self) <= size:
            return [self]
        pieces = {key: torch.split(t, size) for key, t in self._tensors().items()}
        count = len(pieces[id(self.x)])
        return [self._built_from({key: p[i] for key, p in pieces.items()}) for i in range(count)]

    @property
    def row_bytes(self) -> int:
        """Bytes of one row in all tensors together."""
        return sum(t[:1].nbytes for t in self._tensors().values())

    def _tensors(self) -> dict[int, Tensor]:
        """Each tensor once: the labels are often a term's target, or the input is."""
        return {id(t): t for t in (self.x, *self.targets, self.labels)}

    def _built_from(self, tensors: Mapping[int, Tensor]) -> "Split":
        targets = tuple([tensors[id(t)] for t in self.targets])
        return Split(tensors[id(self.x)], targets, tensors[id(self.labels)])
