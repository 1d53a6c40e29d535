"""What goes through the layers of a network, in figures, from a forward pass that leaves no trace."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod

import torch
from torch import Tensor

from engine.check.shapes import LayerInfo
from engine.spec.network import LayerSpec, source_id
from engine.train.norm_watch import NormWatch
from engine.train.rng import capture_rng, restore_rng
from engine.train.session import Session

#: Rows of a batch that are looked at, at most …
MOST_ROWS = 256
#: … and numbers that all layers together may make of them; two rows are always looked at.
MOST_NUMBERS = 2**24
#: An output is near an end when it is within this share of the range.
NEAR = 0.01

#: Groups of kinds whose units lie along the last dimension; those of all others along the first.
_UNITS_LAST = {"linear", "recurrent", "attention"}
#: Groups that leave the units where they are.
_UNITS_STAY = {"activation", "normalization", "regularization", "merge"}


@dataclass(frozen=True)
class _Look:
    """What is looked at in one layer: `unit` is the dimension of its units where they can die."""

    layer: str
    unit: int | None
    ends: tuple[float, float] | None


class LayerWatch:
    """Looks at what the layers of a session make of a batch."""

    def __init__(self, session: Session) -> None:
        self._session, self._norms = session, NormWatch(session)
        layers, network = session.info.layers, session.project.network
        self._looks = [
            _Look(
                spec.id,
                _unit_dimension(session, spec) if info.kind.falls_silent(info.params) else None,
                info.kind.ends(info.params),
            )
            for spec in network.layers
            if (info := layers[spec.id]).kind.computes
        ]
        row = sum(prod(shape) for info in layers.values() for shape in info.outputs)
        self._rows = max(2, min(MOST_ROWS, MOST_NUMBERS // max(row, 1)))

    def figures(self, x: Tensor) -> dict[str, float]:
        """Mean and spread of each layer's outputs, shares of dead units and of saturated outputs.

        The pass is in training mode and draws what the next step will draw: where the batch `x` is no
        longer than what is looked at, these are the step's own numbers.
        """
        names: list[str] = []
        found: list[Tensor] = []
        with undisturbed(self._session), torch.no_grad():
            values = self._session.model.layer_values((x[: self._rows],))
            for look in self._looks:
                for name, value in _looked_at(look, values[look.layer]).items():
                    names.append(f"{name}/{look.layer}")
                    found.append(value)
            for name, value in self._norms.figures(values).items():
                names.append(name)
                found.append(value)
        return dict(zip(names, torch.stack(found).tolist(), strict=True)) if found else {}


@contextmanager
def undisturbed(session: Session) -> Iterator[None]:
    """Puts random generators and buffers back: whatever ran in here has left no trace."""
    session.drop_unfinished()
    rng, buffers = capture_rng(session.device), [buffer.clone() for buffer in session.buffers]
    try:
        yield
    finally:
        restore_rng(rng)
        with torch.no_grad():
            for buffer, before in zip(session.buffers, buffers, strict=True):
                buffer.copy_(before)


def _unit_dimension(session: Session, spec: LayerSpec) -> int:
    """Where a layer's units lie: 1, behind the batch, as channels do, or −1, as features do.

    That is decided by the nearest layer above that makes units of its own.
    """
    layers, network = session.info.layers, session.project.network
    above: LayerInfo = layers[spec.id]
    while above.kind.group in _UNITS_STAY and spec.inputs:
        spec = network.layer(source_id(spec.inputs[0]))
        above = layers[spec.id]
    return -1 if above.kind.group in _UNITS_LAST else 1


def _looked_at(look: _Look, outputs: tuple[Tensor, ...]) -> Mapping[str, Tensor]:
    """The figures of one layer, each a tensor without dimensions; none where nothing is a real number."""
    real = [value for value in outputs if value.is_floating_point()]
    if not real:
        return {}
    numbers = real[0] if len(real) == 1 else torch.cat([value.flatten() for value in real])
    numbers = numbers.float()
    std, mean = torch.std_mean(numbers, correction=0)
    found = {"activation_mean": mean, "activation_std": std}
    if look.unit is not None:
        silent = (real[0] == 0).movedim(look.unit, 0) if real[0].dim() > 1 else (real[0] == 0)[None]
        found["dead"] = silent.flatten(1).all(1).float().mean()
    if look.ends is not None:
        low, high = look.ends
        near = NEAR * (high - low)
        at_end = (numbers <= low + near) | (numbers >= high - near)
        found["saturated"] = at_end.float().mean()
    return found
