"""Where two runs first differ, looked for in the order in which a step's numbers come about."""

from collections.abc import Iterator

import torch
from torch import Tensor

from engine.abreast import SideRun
from engine.mistakes.outcome import Difference, What
from engine.train.epoch import begin_epoch
from engine.train.rng import restore_rng
from engine.train.session import Session

Named = Iterator[tuple[str, Tensor]]


def before_first_step(right: Session, wrong: Session) -> Difference | None:
    """In the weights, in the rows of the first batch, or in what the layers make of it."""
    stages: tuple[tuple[int, What, Named, Named], ...] = (
        (0, "weight", right.model.named_parameters(), wrong.model.named_parameters()),
        (1, "row", _rows(right), _rows(wrong)),
        (1, "value", _values(right), _values(wrong)),
    )
    for step, what, one, other in stages:
        found = _first(step, what, one, other)
        if found is not None:
            return found
    return None


def after_step(step: int, right: SideRun, wrong: SideRun) -> Difference | None:
    """In the loss, the gradients, the new weights or the validation of a step that both have taken."""
    losses = torch.tensor(right.losses[-1]), torch.tensor(wrong.losses[-1])
    if (found := _difference(step, "loss", "", *losses)) is not None:
        return found
    stages: tuple[tuple[What, Named, Named], ...] = (
        ("gradient", _gradients(right.session), _gradients(wrong.session)),
        ("updated", right.session.model.named_parameters(), wrong.session.model.named_parameters()),
    )
    for what, one, other in stages:
        found = _first(step, what, one, other)
        if found is not None:
            return found
    return _validation(step, right, wrong)


def _validation(step: int, right: SideRun, wrong: SideRun) -> Difference | None:
    if not right.validations or not wrong.validations:
        return None
    (one_step, one), (other_step, other) = right.validations[-1], wrong.validations[-1]
    if not one_step == other_step == step:
        return None
    return _difference(step, "validation", "", torch.tensor(one), torch.tensor(other))


def _rows(session: Session) -> Named:
    batch = begin_epoch(session).at(session.progress.position)
    yield "x", batch.x
    yield "y", batch.labels


def _values(session: Session) -> Named:
    """What each layer gives for the next batch; generators and buffers stay as they were."""
    batch = begin_epoch(session).at(session.progress.position)
    buffers = [buffer.clone() for buffer in session.buffers]
    restore_rng(session.rng)
    session.model.train()
    with torch.no_grad():
        values = session.model.layer_values((batch.x,))
        outputs = session.model.select_outputs(values)
        for buffer, before in zip(session.buffers, buffers, strict=True):
            buffer.copy_(before)
    for layer, tensors in values.items():
        yield session.project.network.layer(layer).name, tensors[0]
    for number, output in enumerate(outputs):
        yield f"output {number + 1}" if number else "output", output


def _gradients(session: Session) -> Named:
    for name, parameter in session.model.named_parameters():
        if parameter.grad is not None:
            yield name, parameter.grad


def _first(step: int, what: What, one: Named, other: Named) -> Difference | None:
    """The first tensor of the same name and shape that differs."""
    theirs = dict(other)
    for name, mine in one:
        match = theirs.get(name)
        if match is None or match.shape != mine.shape:
            continue
        found = _difference(step, what, name, mine, match)
        if found is not None:
            return found
    return None


def _difference(step: int, what: What, name: str, one: Tensor, other: Tensor) -> Difference | None:
    """The element that is furthest apart; None where all are the same."""
    mine, theirs = one.detach().double(), other.detach().double()
    both_nan = mine.isnan() & theirs.isnan()
    if bool(((mine == theirs) | both_nan).all()):
        return None
    apart = torch.where(both_nan, 0.0, (mine - theirs).abs()).nan_to_num(torch.inf)
    place = int(apart.argmax())
    at = tuple(int(i) for i in torch.unravel_index(torch.tensor(place), mine.shape))
    return Difference(step, what, name, at, float(mine[at]), float(theirs[at]))
