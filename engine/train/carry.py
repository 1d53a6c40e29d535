"""After an edit: what of a run, or at least of its weights, still belongs to the new project."""

import warnings
from collections.abc import Collection
from dataclasses import dataclass, replace

import torch

from engine.catalog.schedulers import schedule_kind
from engine.live_settings import changed, family, settings_of, without_dropout
from engine.spec.project import Project
from engine.spec.training import TrainingSpec
from engine.train.checkpoint import Checkpoint, keeps_buffers, restore, take, without_buffers
from engine.train.merge import merged_weights
from engine.train.session import Session


@dataclass(frozen=True)
class Carried:
    """Names of layers whose weights were kept or start anew; `whole_run`: the run itself goes on."""

    kept: tuple[str, ...]
    fresh: tuple[str, ...]
    whole_run: bool


def carry_over(old: Session, new: Session) -> Carried:
    """Brings the trained weights of `old` into `new` where layer id and shapes still match.

    Two Linear layers that became one bring along the weights with which it gives what they gave.
    When nothing but settings of the training changed, the run goes on: position, optimizer state and
    best weights come along, and the new settings hold from the next step.
    """
    if _same_run(old, new):
        go_on(new, take(old), old.project)
        new.trail.go_on_from(old.trail)
        new.broke_off_at = old.broke_off_at
        new.keeping = old.keeping.copy() if old.keeping is not None else None
        names = tuple(new.project.network.layer(i).name for i in new.layer_parameters)
        return Carried(names, (), whole_run=True)
    merged = merged_weights(old, new)
    kept: list[str] = []
    fresh: list[str] = []
    for layer in new.project.network.layers:
        before = merged.get(layer.id) or _tensors(old, layer.id)
        now = _tensors(new, layer.id)
        if not now:
            continue
        fits = before.keys() == now.keys() and all(before[k].shape == now[k].shape for k in now)
        (kept if fits else fresh).append(layer.name)
        if fits:
            with torch.no_grad():
                for name, tensor in now.items():
                    tensor.copy_(before[name])
    if kept:
        new.start_from(new.weights())
    return Carried(tuple(kept), tuple(fresh), whole_run=False)


def is_worth_carrying(old: Session, new: Session) -> bool:
    """Whether `old` has weights that the seed of `new` does not give, or that a merge is to keep."""
    if old.broke_off and not _same_run(old, new):
        return False  # weights that lead to no number are worth nothing
    return old.has_own_weights or bool(merged_weights(old, new))


def go_on(session: Session, checkpoint: Checkpoint, before: Project) -> None:
    """Puts the session where the checkpoint was taken; its own settings hold from the next step.

    Where nothing that moves the weights was changed, the run is bit for bit the one that was left.
    Otherwise a schedule takes the rate that it has at this point of the run, and the optimizer starts
    without its buffers if it has others now. What was changed while the run was under way stays, except
    for what the project says otherwise now.

    Args:
        session: of the project as it is now.
        checkpoint: of a run of the same network.
        before: the project of that run.

    Raises:
        UserError: when the checkpoint belongs to another network, optimizer or data.
    """
    edited = changed(session.project, settings_of(before))
    live = {k: v for k, v in checkpoint.state["live"].items() if not _is_settled(k, edited)}
    state = {**checkpoint.state, "live": live}
    if _pace(before.training) == _pace(session.project.training):
        restore(session, replace(checkpoint, state=state))
        return
    own = take(session).state
    state |= {"groups": own["groups"], "schedule": own["schedule"]}
    moved = replace(checkpoint, state=state)
    restore(session, moved if keeps_buffers(session, moved) else without_buffers(moved))
    _catch_up(session)


def _is_settled(name: str, edited: Collection[str]) -> bool:
    """Whether the project has been edited in what a live setting is about."""
    return family(name) in map(family, edited)


def _pace(training: TrainingSpec) -> tuple[object, ...]:
    """The settings that the optimizer and the schedule are made from."""
    advance = schedule_kind(training.schedule.kind).advance
    length = training.epochs if advance in {"epoch", "step"} else 0
    batches = (training.batch_size, training.drop_last) if advance == "step" else ()
    return training.optimizer, training.schedule, length, batches


def _catch_up(session: Session) -> None:
    """Moves a new schedule on to where the run stands; one that watches the loss begins anew."""
    done = {"epoch": session.progress.epoch, "step": session.progress.step}.get(session.advance, 0)
    total = getattr(session.scheduler, "total_steps", None)
    if total is not None:
        done = total - session.steps_left  # as though all batches had had today's size
    if done > 0:
        with warnings.catch_warnings():
            # Torch would rather have `step()` called once for every step there was.
            warnings.simplefilter("ignore", UserWarning)
            session.scheduler.step(min(done, done if total is None else total))


def _same_run(old: Session, new: Session) -> bool:
    before, after = old.project, new.project
    return (
        without_dropout(before.network) == without_dropout(after.network)
        and before.data == after.data
        and old.prepared is new.prepared
        and before.training.optimizer.kind == after.training.optimizer.kind
        and before.training.losses == after.training.losses
        and before.training.seed == after.training.seed
    )


def _tensors(session: Session, layer_id: str) -> dict[str, torch.Tensor]:
    network = session.project.network
    if layer_id not in network:
        return {}
    module = dict(session.model.named_children()).get(network.layer(layer_id).name)
    if module is None:
        return {}
    return {**dict(module.named_parameters()), **dict(module.named_buffers())}
