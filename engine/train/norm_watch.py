"""How far the running figures of each BatchNorm are from those of the batches it sees."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from engine.spec.network import source_id, source_port
from engine.train.session import Session


class NormWatch:
    """Compares running mean and variance with those of a batch, layer by layer."""

    def __init__(self, session: Session) -> None:
        modules, network = dict(session.model.named_children()), session.project.network
        self._norms = {
            layer.id: (module, layer.inputs[0])
            for layer in network.layers
            if isinstance(module := modules.get(layer.name), nn.modules.batchnorm._BatchNorm)  # noqa: SLF001 - their common base
            and module.track_running_stats
        }

    def figures(self, values: Mapping[str, tuple[Tensor, ...]]) -> dict[str, Tensor]:
        """`norm_drift/<layer>`: the mean over the channels of how many standard deviations lie between.

        That is the larger of |running mean − mean| / deviation and |ln(running deviation / deviation)|.

        Args:
            values: what every layer gave for a batch, by its id.
        """
        found = {}
        for layer, (module, ref) in self._norms.items():
            x = values[source_id(ref)][source_port(ref)].transpose(0, 1).flatten(1)
            if x.size(1) < 2 or module.running_mean is None or module.running_var is None:
                continue
            var, mean = torch.var_mean(x, dim=1)
            moved = (module.running_mean - mean).abs() / (var + module.eps).sqrt()
            spread = ((module.running_var + module.eps) / (var + module.eps)).log().abs() / 2
            found[f"norm_drift/{layer}"] = torch.maximum(moved, spread).mean()
        return found
