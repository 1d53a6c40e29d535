"""What a session tells of one layer: its tensors, its gradients, and what goes through it."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn

from engine.answers import LayerAnswer
from engine.catalog.layers import layer_kind
from engine.tensor_figures import Part, TensorFigures, tensor_figures
from engine.train.session import Session

#: Rows that a layer's outputs are shown for, unless they are too much work or too many numbers.
OUTPUT_ROWS = 256
#: Multiply-adds that one answer may cost; a single row is always run.
_MOST_WORK = 50_000_000
_MOST_OUTPUTS = 250_000


def layer_answer(
    session: Session, layer: str, tensor: str = "", part: Part | None = None
) -> LayerAnswer:
    """A layer's tensors and gradients, and for an activation what goes in and comes out.

    Args:
        session: the one asked.
        layer: the layer's id.
        tensor: whose picture shows only `part`; the others are shown whole.
        part: rows and columns of that picture.
    """
    spec = session.project.network.layer(layer)
    tensors: dict[str, TensorFigures] = {}
    gradients: dict[str, TensorFigures | None] = {}
    module = module_of(session, layer)
    if module is not None:
        for name, value in module.state_dict(keep_vars=True).items():
            if value.is_floating_point():
                shown = part if name == tensor else None
                tensors[name] = tensor_figures(as_array(value), shown)
                if isinstance(value, nn.Parameter):
                    slope = value.grad
                    gradients[name] = (
                        None if slope is None else tensor_figures(as_array(slope), shown)
                    )
    through = layer_kind(spec.kind).group == "activation" and spec.enabled
    inputs, outputs = _through(session, layer) if through else (None, None)
    return LayerAnswer(layer, session.progress.step, tensors, gradients, inputs, outputs)


def module_of(session: Session, layer: str) -> nn.Module | None:
    """The module of a layer; None where it is a plain function."""
    name = session.project.network.layer(layer).name
    return dict(session.model.named_children()).get(name)


def as_array(tensor: Tensor) -> np.ndarray:
    """The tensor's numbers; shares its memory on the CPU, so that whoever keeps them copies."""
    return tensor.detach().cpu().numpy()


@contextmanager
def evaluating(session: Session) -> Iterator[None]:
    """The network in evaluation mode and without gradients; training goes on as it was."""
    session.model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        session.model.train()


def _through(session: Session, layer: str) -> tuple[np.ndarray, np.ndarray]:
    """What goes into a layer and what comes out of it on the first training rows."""
    info = session.info
    size = int(np.prod(info.layers[layer].outputs[0], dtype=np.int64))
    most = min(_MOST_OUTPUTS // max(size, 1), _MOST_WORK // max(info.multiply_adds, 1), OUTPUT_ROWS)
    x = session.train_rows.x[: max(most, 1)]
    with evaluating(session):
        values = session.model.layer_values((x,), until=layer)
    source, port = session.model.first_input(layer)
    return as_array(values[source][port]).copy(), as_array(values[layer][0]).copy()
