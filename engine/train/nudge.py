"""How the loss of a walked step answers to a small change of one of its numbers.

The step is run again in double precision on a copy, with the random numbers that it had, once with the
number a little larger and once a little smaller: a central finite difference.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import isclose, isfinite

import torch
from torch import Tensor

from engine import numbers
from engine.build import Criterion
from engine.explain.derivation import Cell, Derivation
from engine.record_names import output_name
from engine.spec.network import INPUT
from engine.text import Text, text
from engine.train.inside import Inside, is_single_term, put_buffers_back, taken_names, term_output
from engine.train.recording import Recording
from engine.train.rerun import run_alone
from engine.train.rng import capture_rng, restore_rng

#: A change of a number of size 1; its square and torch's rounding by it weigh about the same.
_STEP = 6e-6
#: Multiply-adds of a forward pass and learnable numbers that a difference may cost.
MOST_WORK, MOST_WEIGHTS = 100_000_000, 12_000_000


def against_difference(inside: Inside, found: Derivation) -> Derivation:
    """A gradient's derivation with a finite difference beside it, where that is had in no time.

    Where the loss has a corner at the number, autograd takes the slope of one side of it: then that side's
    difference is taken, and said so. On a GPU other random numbers come in double precision, so that there
    is no difference.
    """
    walk = inside.walk
    weights = sum(weight.numel() for weight in walk.weights.values())
    work = walk.session.info.multiply_adds * len(walk.batch)
    if work > MOST_WORK or weights > MOST_WEIGHTS or walk.session.device.type != "cpu":
        return found
    check, notes = found.check, found.notes
    assert check is not None, "a gradient is held against the recorded one"
    value = float(inside.story.value(found.cell.tensor)[found.cell.at])
    size = _STEP * max(1.0, abs(value))
    now = capture_rng(walk.session.device)
    try:
        with torch.no_grad():
            loss = _Again(inside, found.cell).loss
            more, less = loss(size), loss(-size)
            slope = (more - less) / (2.0 * size)
            if not (isfinite(slope) and isfinite(found.value)):
                return replace(found, notes=(*notes, _no_number()))
            if not _alike(slope, found.value) and _is_padding(inside, found.cell):
                return replace(found, notes=(*notes, _padding(found.cell)))
            if not _alike(slope, found.value):
                middle = loss(0.0)
                sides = (middle - less) / size, (more - middle) / size
                near = min(sides, key=lambda side: abs(side - found.value))
                if _alike(near, found.value):
                    slope, notes = near, (*notes, _corner(*sides))
    finally:
        restore_rng(now)
    return replace(found, check=replace(check, finite_difference=slope), notes=notes)


def _alike(difference: float, derived: float) -> bool:
    """Whether they differ by no more than a difference over a single precision step may."""
    return isclose(difference, derived, rel_tol=1e-4, abs_tol=1e-7)


def _no_number() -> Text:
    return text(
        "The loss is no finite number here, so that there is no finite difference beside it."
    )


def _is_padding(inside: Inside, cell: Cell) -> bool:
    """Whether a number is a weight of the entry that an Embedding pads with."""
    taken = (use.step for use in inside.story.uses(cell.tensor) if use.operand == "weight")
    embeddings = [step for step in taken if step.name == "embedding"]
    return any(step.given()["padding_idx"] == cell.at[0] for step in embeddings)


def _padding(cell: Cell) -> Text:
    return text(
        "Entry {entry} is the padding: PyTorch leaves it as it is and sets its gradient to 0, although the "
        "loss depends on it.",
        entry=cell.at[0],
    )


def _corner(below: float, above: float) -> Text:
    return text(
        "The loss has a corner here: its slope is {below} below this number and {above} above it. "
        "PyTorch takes that of one side.",
        below=numbers.short(below),
        above=numbers.short(above),
    )


class _Again:
    """A walked step's forward pass and loss in double precision, with one number changed."""

    def __init__(self, inside: Inside, cell: Cell) -> None:
        self._walk, self._name, self._at = inside.walk, cell.tensor, cell.at
        session = inside.walk.session
        self._model = inside.model(torch.float64)
        self._own: Mapping[str, Tensor] = self._model.state_dict()
        self._criterion = Criterion(
            session.project.training, session.project.network, session.device, torch.float64
        )
        home = inside.story.home(cell.tensor)
        #: The card that the number lies inside of, neither taken nor given by it.
        self._inside = None if home is None or cell.tensor in home.piece.gives else home

    def loss(self, change: float) -> float:
        """The whole loss where the number is larger by `change`."""
        put_buffers_back(self._walk, self._model)
        own = self._own.get(self._name)
        if own is None:
            return self._run(change)
        kept = own[self._at].clone()
        own[self._at] += change
        loss = self._run(0.0)
        own[self._at] = kept
        return loss

    def _run(self, change: float) -> float:
        walk, network = self._walk, self._walk.session.project.network
        values = {"x": self._changed("x", _double(walk.batch.x), change)}
        parts = self._model.input_parts(values["x"])
        for layer, part in zip(network.inputs, parts, strict=True):
            if len(parts) > 1:
                name = output_name(layer, 0)
                values[name] = self._changed(name, part, change)
        for layer in network.layers:
            if layer.kind == INPUT:
                continue
            restore_rng(walk.rng_before[layer.id])
            names = taken_names(walk, layer)
            call = self._model.layer_call(layer.id)
            outputs = self._given(layer.id, call, [values[name] for name in names], values, change)
            for port, tensor in enumerate(outputs):
                name = output_name(layer, port)
                values[name] = self._changed(name, tensor, change)
        return float(self._loss(values, change))

    def _loss(self, values: dict[str, Tensor], change: float) -> Tensor:
        targets = enumerate(self._walk.batch.targets)
        values |= {f"target/{number}": _double(target) for number, target in targets}
        only = is_single_term(self._walk)
        for number, term in enumerate(self._criterion.terms):
            output, _ = term_output(self._walk, number)
            name = "loss" if only else f"term/{number}"
            taken = [values[output], values[f"target/{number}"]]
            (value,) = self._given(name, term.value, taken, values, change)
            values[name] = self._changed(name, value, change)
        if only:
            return values["loss"]
        terms = [values[f"term/{number}"] for number in range(len(self._criterion.terms))]
        (total,) = self._given(
            "loss", lambda *given: self._criterion.total(given), terms, values, change
        )
        return self._changed("loss", total, change)

    def _given(
        self,
        key: str,
        call: Callable[..., Tensor | tuple[Tensor, ...]],
        taken: Sequence[Tensor],
        values: Mapping[str, Tensor],
        change: float,
    ) -> Sequence[Tensor]:
        """What a card gives: called as it is, or step by step where the number lies inside of it."""
        if self._inside is not None and self._inside.piece.key == key:
            return self._step_by_step(self._inside.recording, {**self._own, **values}, change)
        result = call(*taken)
        return (result,) if isinstance(result, Tensor) else result

    def _step_by_step(
        self, recording: Recording, values: Mapping[str, Tensor], change: float
    ) -> Sequence[Tensor]:
        found = {name: _double(tensor) for name, tensor in recording.values.items()}
        found |= {name: values[name] for name in recording.starts}
        for step in recording.steps:
            results = run_alone(step, found, lambda _, tensor: tensor)
            for output, value in step.outputs().items():
                result = _double(results[output])
                found[value.name] = self._changed(value.name, result, change)
        return [found[name] for name in recording.outputs]

    def _changed(self, name: str, tensor: Tensor, change: float) -> Tensor:
        if name != self._name:
            return tensor
        tensor = tensor.clone()
        tensor[self._at] += change
        return tensor


def _double(tensor: Tensor) -> Tensor:
    tensor = tensor.detach()
    return tensor.double() if tensor.is_floating_point() else tensor
