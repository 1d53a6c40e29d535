"""What autograd really holds for a backward pass."""

import torch
from torch import Tensor


class Saved:
    """The memory that autograd holds, a piece shared by several tensors counted once."""

    def __init__(self) -> None:
        self.pieces: dict[int, int] = {}
        self._held: list[Tensor] = []
        self.hooks = torch.autograd.graph.saved_tensors_hooks(self._keep, lambda tensor: tensor)

    def _keep(self, tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        self.pieces[storage.data_ptr()] = storage.nbytes()
        self._held.append(tensor)  # or its address would be given to another
        return tensor

    def without(self, *known: Tensor) -> int:
        """Bytes of all that is held, but for these tensors."""
        others = {tensor.untyped_storage().data_ptr() for tensor in known}
        return sum(size for place, size in self.pieces.items() if place not in others)
