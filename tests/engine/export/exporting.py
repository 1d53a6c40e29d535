"""Builders of projects, and both ways of running one: in the program and as a script of its own."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.data.preprocess import prepare
from engine.data.recognise import resolve
from engine.data.sources import open_source
from engine.export.python_code import python_code
from engine.spec.component import Component, component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.train.events import EpochEnded, RunEnded, StepsDone
from engine.train.session import Session
from engine.train.trainer import drain

RUFF = [sys.executable, "-m", "ruff"]


def layer(
    number: int,
    kind: str,
    name: str,
    *inputs: int,
    start: dict[str, Component] | None = None,
    **params: Any,
) -> LayerSpec:
    return LayerSpec(
        id=f"l{number}",
        kind=kind,
        name=name,
        params=params,
        inputs=tuple(f"l{i}" for i in inputs),
        init=start or {},
    )


def stack(shape: tuple[int, ...], *layers: tuple[str, dict[str, Any]]) -> NetworkSpec:
    """A chain below an Input of this shape."""
    made = [LayerSpec(id="l0", kind="Input", name="input1", params={"shape": shape})]
    for number, (kind, params) in enumerate(layers, 1):
        name = f"{kind.lower()}{number}"
        made.append(layer(number, kind, name, number - 1, **params))
    return NetworkSpec(layers=tuple(made), outputs=(f"l{len(layers)}",))


def mlp(inputs: int, outputs: int, hidden: int = 8, last: str = "") -> NetworkSpec:
    """Two Linear layers with a Tanh between them, and one activation behind if named."""
    layers = [
        ("Linear", {"out_features": hidden}),
        ("Tanh", {}),
        ("Linear", {"out_features": outputs}),
    ]
    return stack((inputs,), *layers, *([(last, {})] if last else []))


def training(loss: str | tuple[LossTerm, ...], **changes: Any) -> TrainingSpec:
    losses = (LossTerm(loss=component(loss)),) if isinstance(loss, str) else loss
    settings: dict[str, Any] = {"epochs": 4, "batch_size": 32, "device": "cpu", "threads": 1}
    return TrainingSpec(losses=losses, **(settings | changes))


def wine(loss: str | tuple[LossTerm, ...] = "CrossEntropy", **changes: Any) -> Project:
    return Project(
        data=DataSpec(source=BuiltinSource(name="wine")),
        network=mlp(13, 3),
        training=training(loss, **changes),
    )


@dataclass
class Figures:
    """What a run gave: the loss of every step, and of every epoch the losses and the metric."""

    losses: list[float] = field(default_factory=list)
    epochs: list[tuple[float, ...]] = field(default_factory=list)
    weights: dict[str, torch.Tensor] = field(default_factory=dict)
    ended: str = ""


def run_program(project: Project, folder: Path | None = None) -> Figures:
    found = Figures()
    session = Session(project, prepare(project.data, open_source(project.data.source, folder)))
    for event in drain(session):
        match event:
            case StepsDone():
                found.losses += event.loss.tolist()
            case EpochEnded():
                metric = event.metrics.get(
                    "validation_accuracy", event.metrics.get("validation_mae")
                )
                figures = (event.train_loss, event.validation_loss, metric)
                found.epochs.append(tuple(f for f in figures if f is not None))
            case RunEnded():
                found.ended = event.reason
                assert event.reason in {"finished", "stopped early"}, event.message
    found.weights = session.best
    return found


_TAIL = """
import json
torch.save({k: v for k, v in model.state_dict().items()}, "weights.pt")
print("FIGURES" + json.dumps([losses, history]))
"""


def run_script(code: str, folder: Path) -> Figures:
    """Runs the script in a process of its own, with a tail that writes down what it keeps."""
    script = folder / "exported.py"
    script.write_text("import torch\ntorch.set_num_threads(1)\n" + code + _TAIL, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", script.name],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:] + code
    return read_figures(done.stdout, folder)


def read_figures(output: str, folder: Path) -> Figures:
    import json

    line = next(line for line in output.splitlines() if line.startswith("FIGURES"))
    losses, history = json.loads(line.removeprefix("FIGURES"))
    epochs = [tuple(h) if isinstance(h, list) else (h,) for h in history]
    return Figures(losses, epochs, torch.load(folder / "weights.pt", weights_only=True))


def run_here(code: str) -> Figures:
    """Runs the script in this process, which spares the start of another; for many short runs."""
    space: dict[str, Any] = {"__name__": "exported"}
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        exec(compile(code, "exported.py", "exec"), space)
    finally:
        torch.set_num_threads(threads)
    epochs = [h if isinstance(h, tuple) else (h,) for h in space["history"]]
    return Figures(space["losses"], epochs, dict(space["model"].state_dict()))


def assert_same(script: Figures, program: Figures) -> None:
    """First step to 1e-6, the whole run to 1e-4, as promised."""
    assert len(script.losses) == len(program.losses)
    np.testing.assert_allclose(script.losses[0], program.losses[0], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(script.losses, program.losses, rtol=1e-4, atol=1e-6)
    assert len(script.epochs) == len(program.epochs)
    for mine, theirs in zip(script.epochs, program.epochs, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-6)
    assert list(script.weights) == list(program.weights)
    for name, weight in program.weights.items():
        torch.testing.assert_close(script.weights[name], weight, rtol=1e-3, atol=1e-4)


def checked(project: Project, folder: Path | None = None) -> str:
    """The code, once ruff finds nothing to change in it and the columns are as recognised."""
    code = python_code(project, folder)
    compile(code, "exported.py", "exec")
    return code


def assert_formatted(code: str) -> None:
    """As `ruff format` would write it, with nothing imported in vain."""
    options = ["--isolated", "--line-length", "88"]
    ask = {"input": code, "capture_output": True, "text": True, "encoding": "utf-8"}
    name = ["--stdin-filename", "exported.py", "-"]
    formatted = subprocess.run([*RUFF, "format", *options, *name], check=False, **ask)
    assert formatted.stdout == code
    rules = ["--select", "F,I,E4,E7,E9,W"]
    found = subprocess.run([*RUFF, "check", *options, *rules, *name], check=False, **ask)
    assert found.returncode == 0, found.stdout


def resolved(project: Project, folder: Path | None = None) -> Project:
    """The project with its columns as the program recognises them, as the window keeps it."""
    table = open_source(project.data.source, folder)
    return project.replace(data=resolve(project.data, table))
