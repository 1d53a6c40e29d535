"""The few modules that torch lacks or that give more than the next layer takes.

Each is complete in itself: exported code prints the ones it needs word for word, so each uses only
`torch`, `Tensor` and `nn` and no other name of this file. Where one builds on a module of torch, its
weights keep the names they have there.
"""

from typing import Any

import torch
from torch import Tensor, nn


class IndexEmbedding(nn.Embedding):
    """nn.Embedding that takes whole numbers in any number format, as data comes."""

    def forward(self, x: Tensor) -> Tensor:
        """Numbers 0 … num_embeddings − 1 of any shape; gives one dimension more."""
        try:
            return super().forward(x.long())
        except IndexError:
            low, high = int(x.min()), int(x.max())
            raise IndexError(
                f"an Embedding of {self.num_embeddings} entries takes the numbers 0 to "
                f"{self.num_embeddings - 1}, but got {low} to {high}; raise num_embeddings "
                "or number the entries from 0"
            ) from None


class BatchRNN(nn.RNN):
    """nn.RNN over [batch, steps, features] that gives its outputs alone, of all steps or the last."""

    def __init__(
        self, input_size: int, hidden_size: int, output: str = "last", **settings: Any
    ) -> None:
        super().__init__(input_size, hidden_size, batch_first=True, **settings)
        self.output = output

    def forward(self, x: Tensor) -> Tensor:
        """The sequence of states, or those that each direction ends with, side by side."""
        states = super().forward(x)[0]
        if self.output == "sequence":
            return states
        ends = states[:, -1, : self.hidden_size], states[:, 0, self.hidden_size :]
        return torch.cat(ends, dim=1)


class BatchGRU(nn.GRU):
    """nn.GRU over [batch, steps, features] that gives its outputs alone, of all steps or the last."""

    def __init__(
        self, input_size: int, hidden_size: int, output: str = "last", **settings: Any
    ) -> None:
        super().__init__(input_size, hidden_size, batch_first=True, **settings)
        self.output = output

    def forward(self, x: Tensor) -> Tensor:
        """The sequence of states, or those that each direction ends with, side by side."""
        states = super().forward(x)[0]
        if self.output == "sequence":
            return states
        ends = states[:, -1, : self.hidden_size], states[:, 0, self.hidden_size :]
        return torch.cat(ends, dim=1)


class BatchLSTM(nn.LSTM):
    """nn.LSTM over [batch, steps, features] that gives its outputs alone, of all steps or the last."""

    def __init__(
        self, input_size: int, hidden_size: int, output: str = "last", **settings: Any
    ) -> None:
        super().__init__(input_size, hidden_size, batch_first=True, **settings)
        self.output = output

    def forward(self, x: Tensor) -> Tensor:
        """The sequence of states, or those that each direction ends with, side by side."""
        states = super().forward(x)[0]
        if self.output == "sequence":
            return states
        ends = states[:, -1, : self.hidden_size], states[:, 0, self.hidden_size :]
        return torch.cat(ends, dim=1)


class Attention(nn.MultiheadAttention):
    """nn.MultiheadAttention over [batch, steps, features] that gives its output without the weights."""

    def forward(
        self, query: Tensor, key: Tensor | None = None, value: Tensor | None = None
    ) -> Tensor:
        """A missing key is the query, a missing value is the key."""
        key = query if key is None else key
        value = key if value is None else value
        return super().forward(query, key, value, need_weights=False)[0]


class PositionalEncoding(nn.Module):
    """Adds to each step of [batch, steps, features] numbers that tell its place.

    Learned ones start small; fixed ones are sine waves of growing length (Vaswani et al. 2017, 3.5).
    """

    def __init__(self, steps: int, features: int, mode: str = "sinusoidal") -> None:
        super().__init__()
        if mode == "learned":
            self.positions = nn.Parameter(0.02 * torch.randn(steps, features))
        else:
            wave = torch.arange(features) // 2 * 2 / features
            angle = torch.arange(steps).unsqueeze(1) / 10000.0**wave
            even = torch.arange(features) % 2 == 0
            self.register_buffer("positions", torch.where(even, angle.sin(), angle.cos()))

    def forward(self, x: Tensor) -> Tensor:
        """The same shape."""
        return x + self.positions


class ClassToken(nn.Module):
    """Puts a learnable step before the others, which gathers what the network thinks of the whole."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.token = nn.Parameter(torch.zeros(features))

    def forward(self, x: Tensor) -> Tensor:
        """[batch, steps, features] becomes [batch, steps + 1, features]."""
        return torch.cat((self.token.expand(x.shape[0], 1, -1), x), dim=1)
