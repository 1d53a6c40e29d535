"""`step`: one batch in five phases, with every parameter's value and gradient."""

import argparse
from collections.abc import Mapping

import numpy as np
from torch import Tensor

from engine import numbers
from engine.commands.shared import open_project, print_json, show
from engine.layer_query import as_array
from engine.spec.network import source_id
from engine.text import UserError, text
from engine.train.checkpoint import restore
from engine.train.session import Session
from engine.train.walk import Walk
from engine.train.walk_cards import gradient_of, names_of
from engine.train.walking import walk_to
from engine.walk_answers import PHASES

#: Numbers shown of one tensor on a terminal.
MOST_SHOWN = 12


def run(options: argparse.Namespace) -> int:
    """Shows the step that the trainer takes next: the first one of a project never trained."""
    if options.steps < 1:
        raise UserError(text("--steps takes a whole number of at least 1."))
    opened = open_project(options.project)
    session = Session(opened.project, opened.prepared)
    if opened.file.checkpoint is not None:
        restore(session, opened.file.checkpoint)
    for _ in range(options.steps - 1):
        walk_to(session, PHASES[-1], anew=True, ends_epochs=True)
    phases = []
    for number, phase in enumerate(PHASES, 1):
        walk = walk_to(session, phase, anew=number == 1, ends_epochs=True)
        if options.json:
            phases.append(_as_json(walk))
        else:
            _print_phase(number, walk)
    if options.json:
        print_json({"step": session.progress.step, "phases": phases})
    return 0


def _as_json(walk: Walk) -> dict[str, object]:
    values = _values(walk)
    outputs = [name for name in _outputs(walk) if name in values]
    return {
        "phase": walk.phase,
        "loss": _loss(walk),
        "terms": [float(term.detach()) for term in walk.terms],
        "inputs": _pair(walk, "x", walk.batch.x),
        "outputs": {name: _pair(walk, name, values[name]) for name in outputs},
        "layers": {name: _pair(walk, name, value) for name, value in values.items()},
        "parameters": {name: _pair(walk, name, p) for name, p in _parameters(walk).items()},
    }


def _pair(walk: Walk, name: str, value: Tensor) -> dict[str, object]:
    return {"value": _array(value), "gradient": _gradient(walk, name)}


def _array(tensor: Tensor) -> np.ndarray:
    return as_array(tensor).copy()


def _gradient(walk: Walk, name: str) -> np.ndarray | None:
    gradient = gradient_of(walk, name)
    return None if gradient is None else _array(gradient)


def _loss(walk: Walk) -> float | None:
    loss = names_of(walk).get("loss")
    return None if loss is None else float(loss.detach())


def _values(walk: Walk) -> Mapping[str, Tensor]:
    """What every layer gives first, by its name."""
    network = walk.session.project.network
    return {network.layer(layer).name: tensors[0] for layer, tensors in walk.values.items()}


def _outputs(walk: Walk) -> list[str]:
    network = walk.session.project.network
    return [network.layer(source_id(ref)).name for ref in network.outputs]


def _parameters(walk: Walk) -> Mapping[str, Tensor]:
    """What is learnt, as it stands after the phase."""
    return {k: p for k, p in walk.session.model.named_parameters() if p.requires_grad}


def _print_phase(number: int, walk: Walk) -> None:
    show(f"{number} {walk.phase}")
    if (loss := _loss(walk)) is not None:
        terms = "  ".join(numbers.long(float(term.detach())) for term in walk.terms)
        show(f"  loss {numbers.long(loss)}" + (f"  ({terms})" if len(walk.terms) > 1 else ""))
    _print_tensor("x", _array(walk.batch.x), _gradient(walk, "x"))
    values = _values(walk)
    for name in _outputs(walk):
        if name in values:
            _print_tensor(f"ŷ {name}", _array(values[name]), _gradient(walk, name))
    for name, value in _parameters(walk).items():
        _print_tensor(name, _array(value), _gradient(walk, name))


def _print_tensor(name: str, value: np.ndarray, gradient: np.ndarray | None) -> None:
    show(f"  {name:<16} {numbers.shape(value.shape):<10} {_shown(value)}")
    if gradient is not None:
        show(f"  {'∂L/∂ ' + name:<16} {'':<10} {_shown(gradient)}")


def _shown(value: np.ndarray) -> str:
    flat = value.reshape(-1)
    shown = "  ".join(numbers.long(float(v)) for v in flat[:MOST_SHOWN])
    return shown + ("  …" if len(flat) > MOST_SHOWN else "")
