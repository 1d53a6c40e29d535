"""`step`: one batch in five phases, with every parameter's value and gradient."""

import argparse

import numpy as np

from engine import numbers
from engine.commands.shared import open_project, print_json, show
from engine.text import UserError, text
from engine.train.checkpoint import restore
from engine.train.session import Session
from engine.train.step_through import Phase, step_through

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
    for _ in range(options.steps):
        phases = list(step_through(session))
    if options.json:
        print_json({"step": session.progress.step, "phases": [_as_json(phase) for phase in phases]})
        return 0
    for number, phase in enumerate(phases, 1):
        _print_phase(number, phase)
    return 0


def _as_json(phase: Phase) -> dict[str, object]:
    return {
        "phase": phase.name,
        "loss": phase.loss,
        "terms": phase.terms,
        "inputs": {"value": phase.inputs, "gradient": phase.input_gradient},
        "outputs": {name: _pair(phase, name) for name in phase.outputs if name in phase.values},
        "layers": {name: _pair(phase, name) for name in phase.values},
        "parameters": {
            name: {"value": value, "gradient": phase.gradients[name]}
            for name, value in phase.parameters.items()
        },
    }


def _pair(phase: Phase, name: str) -> dict[str, object]:
    return {"value": phase.values[name], "gradient": phase.value_gradients[name]}


def _print_phase(number: int, phase: Phase) -> None:
    show(f"{number} {phase.name}")
    if phase.loss is not None:
        terms = "  ".join(numbers.long(term) for term in phase.terms)
        show(
            f"  loss {numbers.long(phase.loss)}" + (f"  ({terms})" if len(phase.terms) > 1 else "")
        )
    _print_tensor("x", phase.inputs, phase.input_gradient)
    for name in phase.outputs:
        if name in phase.values:
            _print_tensor(f"ŷ {name}", phase.values[name], phase.value_gradients[name])
    for name, value in phase.parameters.items():
        _print_tensor(name, value, phase.gradients[name])


def _print_tensor(name: str, value: np.ndarray, gradient: np.ndarray | None) -> None:
    show(f"  {name:<16} {numbers.shape(value.shape):<10} {_shown(value)}")
    if gradient is not None:
        show(f"  {'∂L/∂ ' + name:<16} {'':<10} {_shown(gradient)}")


def _shown(value: np.ndarray) -> str:
    flat = value.reshape(-1)
    shown = "  ".join(numbers.long(float(v)) for v in flat[:MOST_SHOWN])
    return shown + ("  …" if len(flat) > MOST_SHOWN else "")
