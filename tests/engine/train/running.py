"""A step's forward and backward pass with all that is needed to look inside, run by hand."""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor

from engine.build import Criterion
from engine.spec.training import LossTerm
from engine.train.inside import Ran, tensor_names
from engine.train.rng import capture_rng
from engine.train.session import Session


def run(
    session: Session,
    rows: int = 8,
    dtype: torch.dtype = torch.float64,
    losses: Sequence[LossTerm] = (),
) -> Ran:
    """The first rows of a session forwards and backwards; `losses` instead of the session's own."""
    project, device = session.project, torch.device("cpu")
    model = copy.deepcopy(session.model).to(dtype)
    training = project.training.replace(losses=tuple(losses)) if losses else project.training
    criterion = Criterion(training, project.network, device, dtype)
    x = session.train_rows.x[:rows].to(dtype).requires_grad_()
    given = session.train_rows.targets * (len(losses) or 1)
    targets = [t[:rows].to(dtype) if t.is_floating_point() else t[:rows] for t in given]
    buffers = {name: b.clone() for name, b in model.named_buffers()}
    before = copy.deepcopy(model)
    values: dict[str, tuple[Tensor, ...]] = {}
    rng = {}
    torch.manual_seed(5)
    state = capture_rng(device)
    for layer_id, tensors in model.each_layer((x,)):
        values[layer_id], rng[layer_id] = tensors, state
        state = capture_rng(device)
        for tensor in tensors:
            if tensor.requires_grad:
                tensor.retain_grad()
    loss, terms = criterion(model.select_outputs(values), targets)
    loss.backward()
    gradients = {name: p.grad for name, p in model.named_parameters() if p.grad is not None}
    for layer_id, tensors in values.items():
        names = tensor_names(project.network, layer_id, len(tensors))
        gradients |= {n: t.grad for n, t in zip(names, tensors, strict=True) if t.grad is not None}
    return Ran(
        project.network, before, buffers, values, rng, criterion, targets, terms, loss, gradients
    )
