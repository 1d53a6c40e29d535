"""Everything needed to go on bit for bit: weights, optimizer, schedule, order, generators.

A checkpoint is tensors by name and plain JSON values, so that a file of it holds no code.
"""

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from engine.build import build_optimizer
from engine.evaluate import Scores
from engine.text import Text, UserError, text
from engine.train.checkpoint_checks import (
    WORDS,
    buffers_fit,
    check_alike,
    check_generator,
    check_order,
    check_scores,
    check_state,
)
from engine.train.live import put_back
from engine.train.session import Session, Weights

#: The entries of the state that are kept in the session's progress.
PROGRESS = (
    "epoch",
    "step",
    "position",
    "loss_sum",
    "best",
    "best_epoch",
    "waited",
    "seconds",
    "steps_before",
    "rows_before",
    "batched_from",
    "path",
)


@dataclass(frozen=True)
class Checkpoint:
    """A run between two steps.

    `last`, `best` and `initial` are weights by `state_dict` key. `tensors` are the optimizer's buffers
    (`optimizer/<parameter>/<name>`), the generators (`rng/…`) and the epoch's order; `state` holds all
    plain numbers, infinities as words.
    """

    last: Weights
    best: Weights
    initial: Weights
    tensors: dict[str, Tensor] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)


def take(session: Session) -> Checkpoint:
    """The session as it stands between two steps."""
    progress = session.progress
    tensors: dict[str, Tensor] = {}
    optimizer = session.optimizer.state_dict()
    plain: dict[str, dict[str, Any]] = {}
    for number, entries in optimizer["state"].items():
        for name, value in entries.items():
            if isinstance(value, Tensor):
                tensors[f"optimizer/{number}/{name}"] = value.detach().cpu().clone()
            else:
                plain.setdefault(str(number), {})[name] = value
    for device, generator in session.rng.items():
        tensors[f"rng/{device}"] = generator.clone()
    tensors["rng/order"] = session.generator.get_state().clone()
    if progress.order is not None:
        tensors["order"] = progress.order  # never changed in place
    scores = progress.scores.state() if progress.scores is not None else None
    if scores is not None:
        tensors |= {
            f"scores/{name}": torch.from_numpy(value.copy()) for name, value in scores.items()
        }
    groups = [
        {k: v for k, v in group.items() if k != "params"} for group in optimizer["param_groups"]
    ]
    state = {
        **{name: getattr(progress, name) for name in PROGRESS},
        "threads": session.threads,
        "device": str(session.device),
        "torch": torch.__version__,
        "optimizer": plain,
        "groups": groups,
        "schedule": session.scheduler.state_dict() if session.scheduler is not None else None,
        "live": session.live,
    }
    return Checkpoint(session.weights(), session.best, session.initial, tensors, _to_json(state))


def restore(session: Session, checkpoint: Checkpoint) -> None:
    """Puts the session where the checkpoint was taken.

    Everything is looked at before anything is changed, so that a refusal leaves the session alone.

    Raises:
        UserError: when the checkpoint belongs to another network, optimizer, schedule or data.
    """
    check_state(checkpoint.state)
    state, tensors, progress = _from_json(checkpoint.state), checkpoint.tensors, session.progress
    for weights in (checkpoint.last, checkpoint.best, checkpoint.initial):
        check_weights(session.model.state_dict(), weights)
    optimizer = _optimizer_state(session, state, tensors)
    if session.scheduler is not None:
        check_alike(session.scheduler.state_dict(), state["schedule"], text("schedule"))
    order = tensors.get("order")
    check_order(order, state["position"], state["batched_from"], len(session.train_rows))
    generators = {k.removeprefix("rng/"): v for k, v in tensors.items() if k.startswith("rng/")}
    for name in ("cpu", "order"):
        check_generator(name, generators.get(name, torch.empty(0)))
    scores = _scores(session, tensors) if order is not None else None
    put_back(session, state["live"])

    _put_weights(session, checkpoint, state)
    session.optimizer.load_state_dict(optimizer)
    if session.scheduler is not None:
        session.scheduler.load_state_dict(state["schedule"])
    session.generator.set_state(generators.pop("order"))
    session.rng = generators
    progress.order, progress.scores = order, scores


def restore_weights(session: Session, checkpoint: Checkpoint) -> None:
    """Puts only the weights and figures of the checkpoint in: to ask the network about other rows.

    Raises:
        UserError: when the checkpoint belongs to another network.
    """
    check_state(checkpoint.state)
    for weights in (checkpoint.last, checkpoint.best, checkpoint.initial):
        check_weights(session.model.state_dict(), weights)
    _put_weights(session, checkpoint, _from_json(checkpoint.state))


def _put_weights(session: Session, checkpoint: Checkpoint, state: Mapping[str, Any]) -> None:
    session.load_weights(checkpoint.last)
    session.best, session.initial = checkpoint.best, checkpoint.initial
    progress = session.progress
    for name in PROGRESS:
        setattr(progress, name, state.get(name, "eager") if name == "path" else state[name])
    if state["rows_before"] is None or state["steps_before"] is None:
        inside = -(-progress.position // session.batch_size)
        progress.rows_before = progress.epoch * session.rows_per_epoch
        progress.steps_before = progress.step - inside


def differences(session: Session, checkpoint: Checkpoint) -> list[Text]:
    """Why going on will not be the same run bit for bit; empty where it will."""
    own = {
        "device": str(session.device),
        "threads": session.threads,
        "torch": torch.__version__,
    }
    names = {
        "device": text("device"),
        "threads": text("number of threads"),
        "torch": text("version of PyTorch"),
    }
    return [
        text(
            "The run goes on with another {what} ({now} instead of {before}): its figures may "
            "differ in their last digits.",
            what=names[key],
            now=value,
            before=checkpoint.state[key],
        )
        for key, value in own.items()
        if checkpoint.state[key] != value
    ]


def keeps_buffers(session: Session, checkpoint: Checkpoint) -> bool:
    """Whether the session's optimizer has the buffers that the checkpoint holds.

    The same optimizer has others after a change of a setting such as the momentum.
    """
    entries = _buffers(_from_json(checkpoint.state), checkpoint.tensors)
    return buffers_fit(entries, [p.shape for p in session.parameters], _trial_buffers(session))


def without_buffers(checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint of a run whose optimizer has not stepped yet."""
    tensors = {k: v for k, v in checkpoint.tensors.items() if not k.startswith("optimizer/")}
    return replace(checkpoint, tensors=tensors, state={**checkpoint.state, "optimizer": {}})


def _buffers(state: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> dict[int, dict[str, Any]]:
    """What the optimizer keeps of each parameter, by the parameter's number."""
    entries: dict[int, dict[str, Any]] = {int(n): dict(v) for n, v in state["optimizer"].items()}
    for name, value in tensors.items():
        if name.startswith("optimizer/"):
            number, _, key = name.removeprefix("optimizer/").partition("/")
            entries.setdefault(_number(number), {})[key] = value.clone()
    return entries


def _optimizer_state(
    session: Session, state: Mapping[str, Any], tensors: Mapping[str, Tensor]
) -> dict[str, Any]:
    own = session.optimizer.state_dict()
    groups = [{k: v for k, v in g.items() if k != "params"} for g in own["param_groups"]]
    check_alike(groups, state["groups"], text("optimizer"))
    entries = _buffers(state, tensors)
    if not buffers_fit(entries, [p.shape for p in session.parameters], _trial_buffers(session)):
        raise UserError(text("The saved training state belongs to another network or optimizer."))
    restored = [
        {**saved, "params": mine["params"]}
        for mine, saved in zip(own["param_groups"], state["groups"], strict=True)
    ]
    return {"state": _laid_out(entries, session.parameters), "param_groups": restored}


def _laid_out(
    entries: Mapping[int, Mapping[str, Any]], parameters: Sequence[Tensor]
) -> dict[int, dict[str, Any]]:
    """The buffers in memory as their parameters are, which is how kernels walk through them."""

    def as_parameter(value: Any, parameter: Tensor) -> Any:
        if not isinstance(value, Tensor) or value.shape != parameter.shape:
            return value
        return torch.empty_like(parameter, dtype=value.dtype, requires_grad=False).copy_(value)

    return {
        number: {name: as_parameter(value, parameters[number]) for name, value in row.items()}
        for number, row in entries.items()
    }


def _number(text_: str) -> int:
    """A parameter's number; one that is none becomes a number that no parameter has."""
    return int(text_) if text_.isascii() and text_.isdigit() and len(text_) < 8 else sys.maxsize


def _trial_buffers(session: Session) -> dict[str, Any]:
    """What the optimizer keeps for a parameter, found by letting it step once on a trial one."""
    trial = torch.nn.Parameter(torch.zeros(2))
    trial.grad = torch.zeros(2)
    optimizer = build_optimizer(session.project.training.optimizer, [trial])
    optimizer.step()
    return dict(optimizer.state[trial])


def _scores(session: Session, tensors: Mapping[str, Tensor]) -> Scores | None:
    """The epoch's figures so far."""
    scores = session.scores()
    if scores is not None:
        saved = {
            k.removeprefix("scores/"): v.numpy()
            for k, v in tensors.items()
            if k.startswith("scores/")
        }
        check_scores(scores.state(), saved)
        scores.load_state({name: value.copy() for name, value in saved.items()})
    return scores


def check_weights(expected: Mapping[str, Tensor], found: Mapping[str, Tensor]) -> None:
    """Whether `found` has exactly the tensors that the network has.

    Raises:
        UserError: naming every tensor that is missing, unknown or of another shape.
    """
    faults = [f"{k}: –" for k in expected if k not in found]
    faults += [f"{k}: ?" for k in found if k not in expected]
    faults += [
        f"{k}: {'×'.join(map(str, found[k].shape))} ≠ {'×'.join(map(str, v.shape))}"
        for k, v in expected.items()
        if k in found and found[k].shape != v.shape
    ]
    if faults:
        raise UserError(
            text(
                "The weights do not fit the network (– missing, ? unknown, ≠ other shape): {faults}.",
                faults="; ".join(faults[:12]) + (" …" if len(faults) > 12 else ""),
            )
        )


def same_weights(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> bool:
    """Whether both have the same tensors with the same numbers."""
    return one.keys() == other.keys() and all(torch.equal(one[k], other[k]) for k in one)


def _to_json(value: Any) -> Any:
    """Plain values only: tuples as lists, infinities and NaN as words."""
    if isinstance(value, Mapping):
        return {str(k): _to_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_to_json(v) for v in value]
    if isinstance(value, Tensor):
        return _to_json(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _from_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _from_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_from_json(v) for v in value]
    return WORDS.get(value, value) if isinstance(value, str) else value
