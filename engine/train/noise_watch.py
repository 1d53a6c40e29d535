"""How much of a batch's gradient is chance, from the gradients of its two halves.

McCandlish, Kaplan, Amodei et al., “An Empirical Model of Large-Batch Training” (2018), appendix A: with
gradients g₁, g₂ of halves of a batch of B rows, g₁·g₂ is an estimate without bias of |G|², the square of the
true gradient, and B/4·|g₁ − g₂|² one of tr(Σ), the spread of the gradient of a single row. The ratio of the
two, each averaged over many batches, is the noise scale in rows.
"""

import torch
from torch import Tensor

from engine.train.layer_watch import undisturbed
from engine.train.rows import Split
from engine.train.session import Session

#: Halves of fewer rows say too little.
FEWEST_ROWS = 4
#: Two gradients of networks with more learnable numbers than this would take too much memory.
MOST_NUMBERS = 2**23


class NoiseWatch:
    """Looks at the two halves of a batch; leaves no trace."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._fits = sum(p.numel() for p in session.parameters) <= MOST_NUMBERS

    def figures(self, batch: Split) -> dict[str, float]:
        """`noise/signal` ≈ |G|² and `noise/spread` ≈ tr(Σ).

        Nothing where the loss is a sum over the batch, and of very large networks.
        """
        half = len(batch) // 2
        if not self._fits or len(batch) < FEWEST_ROWS or self._session.batch_dependent_loss:
            return {}
        with undisturbed(self._session), torch.enable_grad():
            first, second = (self._gradient(part) for part in batch.cut(half)[:2])
        signal, apart = first.dot(second), (first - second).square().sum()
        return {"noise/signal": float(signal), "noise/spread": float(apart * half / 2)}

    def _gradient(self, rows: Split) -> Tensor:
        session = self._session
        loss, _terms = session.criterion(session.model.forward(rows.x), rows.targets)
        found = torch.autograd.grad(
            loss, session.parameters, allow_unused=True, materialize_grads=True
        )
        return torch.cat([gradient.flatten() for gradient in found])
