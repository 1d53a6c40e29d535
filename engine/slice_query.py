"""The loss of one batch around the weights as they are, over one or two learnable numbers chosen."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.build import Network
from engine.surface import Ends, SliceAnswer, ends_around
from engine.text import UserError, text
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.rows import Split
from engine.train.session import Session
from engine.walk_query import step_in_front

#: A learnable number: its tensor's `state_dict` key and where it stands in it.
Spot = tuple[str, tuple[int, ...]]
#: Points along an axis, at most and at least, and seconds that all of them together may take.
_LINE, _PLANE, _FEWEST, _SECONDS = 201, 41, 7, 0.6
#: Steps of each way, and the momentum where the run's optimizer has none.
_WALK, _MOMENTUM = 40, 0.9


@dataclass(frozen=True, eq=False)
class Scene:
    """What a step works on: a model that may be moved about, the batch, the generators before it."""

    session: Session
    model: Network
    batch: Split
    rng: RngState


class _Slice:
    """The loss as a function of the chosen numbers."""

    def __init__(self, scene: Scene, spots: Sequence[Spot]) -> None:
        self._scene = scene
        tensors = dict(scene.model.named_parameters())
        self._tensors = [tensors[name] for name, _place in spots]
        self._places = [place for _name, place in spots]
        self.here = np.array([float(t.detach()[p]) for t, p in self._each()])

    def _each(self) -> list[tuple[Tensor, tuple[int, ...]]]:
        return list(zip(self._tensors, self._places, strict=True))

    def move(self, place: NDArray[np.float64]) -> None:
        """Puts the numbers there."""
        with torch.no_grad():
            for (tensor, index), value in zip(self._each(), place.tolist(), strict=True):
                tensor[index] = value

    def _loss(self) -> Tensor:
        scene = self._scene
        restore_rng(scene.rng)  # the same units are dropped at every point
        outputs = scene.model.forward(scene.batch.x)
        return scene.session.criterion(outputs, scene.batch.targets)[0]

    def loss(self, place: NDArray[np.float64]) -> float:
        """The loss with the numbers at `place`."""
        self.move(place)
        with torch.no_grad():
            return float(self._loss())

    def slope(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        """∂loss/∂numbers at `place`, by autograd."""
        self.move(place)
        with torch.enable_grad():
            found: tuple[Tensor | None, ...] = torch.autograd.grad(
                self._loss(), self._tensors, allow_unused=True
            )
        pairs = zip(found, self._places, strict=True)
        return np.array([0.0 if g is None else float(g[index]) for g, index in pairs])

    def walk(self, rate: float, share: float, steps: int) -> NDArray[np.float64]:
        """The way of v ← share·v + slope, place ← place − rate·v, from here."""
        place, velocity = self.here.copy(), np.zeros_like(self.here)
        way = [place]
        for _ in range(steps):
            velocity = share * velocity + self.slope(place)
            place = place - rate * velocity
            if not np.isfinite(place).all():
                break
            way.append(place)
        return np.array(way)


def loss_slice(
    scene: Scene, spots: Sequence[Spot], after: Mapping[str, Tensor] | None
) -> SliceAnswer:
    """The picture around the weights of the scene; its model is put back.

    Args:
        scene: the step.
        spots: one or two learnable numbers.
        after: the learnable tensors once the step was taken.

    Raises:
        UserError: when one forward pass takes too long for a picture.
    """
    before = capture_rng(scene.session.device)
    slice_ = _Slice(scene, spots)
    try:
        begun = time.perf_counter()
        loss = slice_.loss(slice_.here)
        once = time.perf_counter() - begun
        points = _points(once, len(spots))
        gradient = slice_.slope(slice_.here)
        rate = scene.session.learning_rate()
        own = scene.session.optimizer.param_groups[0].get("momentum", 0.0)
        share = float(own) or _MOMENTUM
        steps = max(4, min(_WALK, int(_SECONDS / 6 / max(once, 1e-6))))
        plain, momentum = slice_.walk(rate, 0.0, steps), slice_.walk(rate, share, steps)
        led = None
        if after is not None:
            led = np.array([float(after[name].detach()[place]) for name, place in spots])
        ends = _ends(slice_.here, [plain, momentum], led)
        values = _grid(slice_, ends, points)
        end_losses = [slice_.loss(way[-1]) for way in (plain, momentum)]
        after_loss = slice_.loss(led) if led is not None else None
    finally:
        slice_.move(slice_.here)
        restore_rng(before)
    return SliceAnswer(
        names=tuple(_called(name, place) for name, place in spots),
        ends=ends,
        values=values,
        here=slice_.here,
        loss=loss,
        gradient=gradient,
        after=led,
        plain=plain,
        momentum=momentum,
        rate=rate,
        share=share,
        plain_loss=end_losses[0],
        momentum_loss=end_losses[1],
        after_loss=after_loss,
    )


def _points(once: float, axes: int) -> int:
    affordable = int(_SECONDS / max(once, 1e-6))
    points = affordable if axes == 1 else math.isqrt(affordable)
    if points < _FEWEST:
        raise UserError(
            text(
                "One forward pass of this network takes {seconds} s: too long for a picture of its loss. "
                "Choose a single weight, or a smaller batch.",
                seconds=round(once, 2),
            )
        )
    return min(points, _LINE if axes == 1 else _PLANE)


def _ends(
    here: NDArray[np.float64],
    ways: Sequence[NDArray[np.float64]],
    after: NDArray[np.float64] | None,
) -> Ends:
    """The picture reaches round the ways, unless one of them flies off."""
    reach = 4 * max(float(np.abs(here).max()), 1.0)
    places = [here[None], *([] if after is None else [after[None]])]
    places += [way[np.abs(way - here).max(axis=1) <= reach] for way in ways]
    return ends_around(np.concatenate(places), exact=True)


def _grid(slice_: _Slice, ends: Ends, points: int) -> NDArray[np.float64]:
    lines = [np.linspace(low, high, points) for low, high in ends]
    if len(lines) == 1:
        return np.array([slice_.loss(np.array([a])) for a in lines[0]])
    return np.array([[slice_.loss(np.array([a, b])) for a in lines[0]] for b in lines[1]])


def walked_slice(session: Session, spots: Sequence[Spot]) -> SliceAnswer:
    """The loss of the batch that is walked through, around the weights that its step works with.

    Raises:
        UserError: when no step is walked through, a spot is no learnable number of the network, or a
            forward pass takes too long.
    """
    step = step_in_front(session)
    model = step.session.copy_of_model({**step.weights, **step.buffers_before}).train()
    tensors = dict(model.named_parameters())
    for name, place in spots:
        tensor = tensors.get(name)
        if tensor is None or not _is_inside(place, tuple(tensor.shape)):
            raise UserError(text("There is no learnable number {name}.", name=_called(name, place)))
    batch = Split(step.batch.x.detach(), step.batch.targets, step.batch.labels)
    after = dict(step.session.model.named_parameters()) if step.taken else None
    return loss_slice(Scene(step.session, model, batch, step.rng), spots, after)


def _is_inside(place: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    return len(place) == len(shape) and all(
        0 <= i < size for i, size in zip(place, shape, strict=True)
    )


def _called(name: str, place: tuple[int, ...]) -> str:
    return f"{name}[{','.join(map(str, place))}]" if place else name
