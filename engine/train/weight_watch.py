"""How large the learnable tensors of each layer are and how far one step moves them."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from engine.train.events import Histogram
from engine.train.session import Session

#: Of a tensor with more numbers than this every nth is looked at, evenly spread over it.
MOST_WHOLE = 2**20
#: Numbers of one layer that are sorted into a histogram, and the stretches it has.
MOST_SORTED, STRETCHES = 2**16, 48


class WeightWatch:
    """Compares the learnable tensors before and after one step.

    Large tensors are sampled; lengths found from a sample stand for the whole tensor.
    """

    def __init__(self, session: Session) -> None:
        self._parameters, self._layers = session.parameters, session.layer_parameters
        sizes = np.array([p.numel() for p in self._parameters], np.float64)
        self._scales = sizes / np.array([len(sample) for sample in self._sampled()], np.float64)
        counts = [len(tensors) for tensors in self._layers.values()]
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
        self._before: list[Tensor] = []

    def _sampled(self) -> list[Tensor]:
        return [_spread(p, MOST_WHOLE) for p in self._parameters]

    def before(self) -> None:
        """Remembers the weights; exactly one step follows."""
        self._before = [sample.clone() for sample in self._sampled()]

    def figures(self) -> dict[str, float]:
        """`weight/<layer>`, ‖w‖ after the step, and `update/<layer>`, how far it went as a share of ‖w‖."""
        now = self._sampled()
        # Torch's fused functions over many tensors have no public names.
        moved = torch._foreach_sub(now, self._before)  # noqa: SLF001
        self._before = []
        norms = torch._foreach_norm([*now, *moved])  # noqa: SLF001
        squares = np.array(torch.stack(norms).tolist()).reshape(2, -1) ** 2 * self._scales
        weights, updates = np.sqrt(np.add.reduceat(squares, self._starts, axis=1))
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = np.where(updates > 0, updates / weights, 0.0)
        found: dict[str, float] = {}
        for layer, weight, share in zip(self._layers, weights, shares, strict=True):
            found |= {f"weight/{layer}": float(weight), f"update/{layer}": float(share)}
        return found

    def histograms(self) -> dict[str, Histogram]:
        """`weight/<layer>` as it is now, and `gradient/<layer>` as the last step used it."""
        found = {}
        for layer, tensors in self._layers.items():
            gradients = [p.grad for p in tensors if p.grad is not None]
            for name, numbers in (("weight", tensors), ("gradient", gradients)):
                if (histogram := _histogram(numbers)) is not None:
                    found[f"{name}/{layer}"] = histogram
        return found


def _spread(tensor: Tensor, most: int) -> Tensor:
    """A view of at most `most` numbers of a dense tensor, evenly spread in the order of its memory."""
    stride = -(-tensor.numel() // most)
    return tensor.detach().as_strided((-(-tensor.numel() // stride),), (stride,))


def _histogram(tensors: Sequence[Tensor]) -> Histogram | None:
    """Of all finite numbers together; None where there is none."""
    share = MOST_SORTED / max(sum(t.numel() for t in tensors), 1)
    parts = [_spread(t, max(1, int(t.numel() * min(share, 1.0)))) for t in tensors]
    if not parts:
        return None
    numbers = torch.cat(parts).float().cpu().numpy()
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        return None
    counts, edges = np.histogram(numbers, STRETCHES)
    return Histogram(float(edges[0]), float(edges[-1]), counts)
