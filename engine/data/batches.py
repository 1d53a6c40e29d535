"""Prepared rows as tensors on the device, and the order in which an epoch goes through them."""

from dataclasses import dataclass

import torch

from engine.data.preprocess import Prepared


@dataclass(frozen=True, eq=False)
class Tensors:
    """All rows on one device: `x` float32 [n, *shape]; `y` int64 [n] or float32 [n, k]."""

    x: torch.Tensor
    y: torch.Tensor
    train: torch.Tensor
    validation: torch.Tensor
    test: torch.Tensor

    @classmethod
    def of(cls, prepared: Prepared, device: torch.device | str = "cpu") -> "Tensors":
        """A copy of the prepared rows on `device`, so that nothing writes to the originals."""
        return cls(
            x=torch.tensor(prepared.x, device=device),
            y=torch.tensor(prepared.y, device=device),
            train=torch.tensor(prepared.train, device=device),
            validation=torch.tensor(prepared.validation, device=device),
            test=torch.tensor(prepared.test, device=device),
        )


def order(n: int, *, shuffle: bool, generator: torch.Generator) -> torch.Tensor:
    """The order of one epoch over `n` rows, on the CPU so that a seed means the same everywhere.

    Unshuffled the generator is left alone.
    """
    return torch.randperm(n, generator=generator) if shuffle else torch.arange(n)
