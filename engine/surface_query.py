"""The loss around the way that training walks, worked out in slices beside the run."""

import itertools
import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from engine.main_directions import main_directions
from engine.surface import Directions, SurfaceAnswer, along_numbers, ends_around, is_near_edge
from engine.text import UserError, text
from engine.train.session import Session
from engine.train.trail import Point

#: Points along an axis, less one, of the finest grid: a line, two numbers, a plane of components.
_LINE, _NUMBERS, _PLANE = 256, 64, 32
#: Points of the coarsest grid along an axis, less one.
_COARSEST = 4
#: Training rows that the loss is taken over, at most and at least, and what one forward pass may take.
_MOST_ROWS, _FEWEST_ROWS, _MULTIPLY_ADDS = 512, 32, 10_000_000
#: A plane of components is found anew when so many times as many steps have been taken.
_OUTDATED = 1.5


class Survey:
    """One picture of the loss, from coarse to fine; the run that is asked is not touched.

    Args:
        session: its rows, its network as it is now: a copy is moved about.
        directions: the line or the plane.
        way: the points of the way so far.
    """

    def __init__(self, session: Session, directions: Directions, way: list[Point]) -> None:
        self._session, self.directions = session, directions
        self._version = session.trail.version
        self._model = session.copy_of_model().eval()
        self._tensors = [p for ps in self._model.layer_parameters().values() for p in ps]
        self._rows = session.train_rows.take(_spread(session))
        self.rows = len(self._rows)
        self._seen: dict[int, tuple[np.ndarray, float]] = {}
        self._follow(way)
        self._exact = bool(directions.names)
        places = np.stack([place for place, _off in self._seen.values()])
        self.ends = ends_around(places, exact=self._exact)
        self._begun = way[-1][0]
        device = session.device
        self._origin = torch.from_numpy(directions.origin.astype(np.float32)).to(device)
        self._steps = torch.from_numpy(directions.steps.astype(np.float32)).to(device)
        axes = len(directions.units)
        self._cells = _LINE if axes == 1 else _NUMBERS if self._exact else _PLANE
        self._values = np.full((self._cells + 1,) * axes, np.nan)
        self._shown = np.zeros((0,) * axes)
        self._left = self._order()
        self.done = False

    def serves(self, session: Session, way: list[Point]) -> bool:
        """Whether the picture still shows what the way of this session needs."""
        step = way[-1][0]
        if session is not self._session or session.trail.version != self._version:
            return False
        self._follow(way)
        if is_near_edge(self._seen[step][0], self.ends):
            return False
        return self._exact or not self.done or step <= max(_OUTDATED * self._begun, self._begun + 8)

    def fill(self, seconds: float) -> None:
        """Works on the picture for about so long."""
        begun = time.perf_counter()
        while not self.done and time.perf_counter() - begun < seconds:
            place = next(self._left, None)
            if place is None:
                self.done = True
            else:
                self._values[place] = self._loss_at(place)

    def answer(self, way: list[Point], seconds: float) -> SurfaceAnswer:
        """What there is so far."""
        steps = [step for step, _point in way]
        seen = [self._seen[step] for step in steps]
        return SurfaceAnswer(
            step=steps[-1],
            names=self.directions.names,
            explained=self.directions.explained,
            ends=self.ends,
            values=self._shown,
            way=np.stack([place for place, _off in seen]),
            way_steps=np.array(steps, np.int64),
            off=np.array([off for _place, off in seen]),
            rows=self.rows,
            done=self.done,
            seconds=seconds,
            going_on=self,
        )

    def _follow(self, way: list[Point]) -> None:
        """Finds out where new points of the way are seen; the last one moves."""
        for step, point in way:
            if step not in self._seen or step == way[-1][0]:
                places, off = self.directions.coordinates(point[None])
                self._seen[step] = (places[0], float(off[0]))

    def _order(self) -> Iterator[tuple[int, ...]]:
        """Every place of the grid once: those of the coarsest grid first, then those between them."""
        stride = self._cells // _COARSEST
        before = 2 * self._cells
        axes = self._values.ndim
        while stride:
            line = range(0, self._cells + 1, stride)
            for place in itertools.product(line, repeat=axes):
                if any(i % before for i in place) or before > self._cells:
                    yield place
            self._shown = self._values[(slice(None, None, stride),) * axes].copy()
            before, stride = stride, stride // 2

    @torch.no_grad()
    def _loss_at(self, place: tuple[int, ...]) -> float:
        weights = self._origin.clone()
        # Rows of the grid go along the second axis.
        for axis, index in enumerate(reversed(place)):
            low, high = self.ends[axis]
            weights += (low + (high - low) * index / self._cells) * self._steps[axis]
        for tensor, piece in zip(self._tensors, self._cut(weights), strict=True):
            tensor.copy_(piece.view_as(tensor))
        outputs = self._model(self._rows.x)
        return float(self._session.criterion(outputs, self._rows.targets)[0])

    def _cut(self, weights: Tensor) -> tuple[Tensor, ...]:
        return torch.split(weights, [tensor.numel() for tensor in self._tensors])


def surface(
    session: Session, going_on: Survey | None = None, seconds: float = 0.02
) -> SurfaceAnswer:
    """The loss around the way of the weights: a new picture, or more of one that is `going_on`.

    Raises:
        UserError: when the network is too large, or there is no way yet.
    """
    begun = time.perf_counter()
    trail = session.trail
    if not trail.is_kept:
        raise UserError(text("This network is too large for its weights to be kept on the way."))
    way = trail.way(session.progress.step)
    if going_on is None or not going_on.serves(session, way):
        going_on = Survey(session, _directions(session, way), way)
    going_on.fill(seconds)
    return going_on.answer(way, time.perf_counter() - begun)


def _directions(session: Session, way: list[Point]) -> Directions:
    if session.trail.size <= 2:
        places = range(session.trail.size)
        return along_numbers(way[-1][1], places, [number_name(session, i) for i in places])
    shapes = [tuple(p.shape) for p in session.parameters]
    return main_directions(np.stack([point for _step, point in way]), shapes)


def number_name(session: Session, place: int) -> str:
    """What the learnable number at a place of all of them is called, such as “fc1.weight[0, 2]”."""
    modules = dict(session.model.named_children())
    for layer_id in session.layer_parameters:
        layer = session.project.network.layer(layer_id).name
        for name, tensor in modules[layer].named_parameters():
            if not tensor.requires_grad:
                continue
            if place >= tensor.numel():
                place -= tensor.numel()
                continue
            if tensor.numel() == 1:
                return f"{layer}.{name}"
            index = ", ".join(str(i) for i in np.unravel_index(place, tuple(tensor.shape)))
            return f"{layer}.{name}[{index}]"
    raise IndexError(place)


def _spread(session: Session) -> Tensor:
    """Training rows evenly from all of them, fewer where a forward pass takes long."""
    fitting = _MULTIPLY_ADDS // max(session.info.multiply_adds, 1)
    count = min(len(session.train_rows), max(_FEWEST_ROWS, min(fitting, _MOST_ROWS)))
    places = np.linspace(0, len(session.train_rows) - 1, count).round().astype(np.int64)
    return torch.from_numpy(places).to(session.device)
