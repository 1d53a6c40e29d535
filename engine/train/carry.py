"""After an edit: what of the trained weights still belongs to the new network."""

from dataclasses import dataclass

import torch

from engine.train.checkpoint import restore, take
from engine.train.session import Session


@dataclass(frozen=True)
class Carried:
    """Names of layers whose weights were kept or start anew; `whole_run`: the run itself goes on."""

    kept: tuple[str, ...]
    fresh: tuple[str, ...]
    whole_run: bool


def carry_over(old: Session, new: Session) -> Carried:
    """Brings the trained weights of `old` into `new` where layer id and shapes still match.

    When nothing but settings of the training changed, the run goes on: position, optimizer state and
    best weights come along, and the new settings hold from the next step.
    """
    if _same_run(old, new):
        checkpoint = take(old)
        groups = [
            {k: v for k, v in group.items() if k != "params"}
            for group in new.optimizer.state_dict()["param_groups"]
        ]
        state = {**checkpoint.state, "groups": groups, "schedule": None}
        restore(new, type(checkpoint)(**{**vars(checkpoint), "state": state}))
        names = tuple(new.project.network.layer(i).name for i in new.layer_parameters)
        return Carried(names, (), whole_run=True)
    kept: list[str] = []
    fresh: list[str] = []
    for layer in new.project.network.layers:
        before = _tensors(old, layer.id)
        now = _tensors(new, layer.id)
        if not now:
            continue
        fits = before.keys() == now.keys() and all(before[k].shape == now[k].shape for k in now)
        (kept if fits else fresh).append(layer.name)
        if fits:
            with torch.no_grad():
                for name, tensor in now.items():
                    tensor.copy_(before[name])
    new.initial = new.best = new.weights()
    return Carried(tuple(kept), tuple(fresh), whole_run=False)


def _same_run(old: Session, new: Session) -> bool:
    before, after = old.project, new.project
    return (
        before.network == after.network
        and before.data == after.data
        and old.prepared is new.prepared
        and before.training.optimizer.kind == after.training.optimizer.kind
        and before.training.losses == after.training.losses
        and before.training.seed == after.training.seed
        and before.training.batch_size == after.training.batch_size
        and before.training.drop_last == after.training.drop_last
    )


def _tensors(session: Session, layer_id: str) -> dict[str, torch.Tensor]:
    network = session.project.network
    if layer_id not in network:
        return {}
    module = dict(session.model.named_children()).get(network.layer(layer_id).name)
    if module is None:
        return {}
    return {**dict(module.named_parameters()), **dict(module.named_buffers())}
