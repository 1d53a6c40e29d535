"""`info`: layers with shapes and counts, data, training and history."""

import argparse
from pathlib import Path
from typing import Any

from engine import numbers
from engine.check.shapes import infer
from engine.commands.shared import print_json, show
from engine.files.project_file import ProjectFile, load
from engine.spec.network import source_id


def run(options: argparse.Namespace) -> int:
    """Prints what is in the file."""
    file = load(Path(options.project))
    described = describe(file)
    if options.json:
        print_json(described)
    else:
        _print(described)
    return 0


def describe(file: ProjectFile) -> dict[str, Any]:
    """Everything about a project, in plain values; `project` holds the paths that --set takes."""
    project = file.project
    network, info = project.network, infer(project.network)
    layers = []
    for layer in network.layers:
        known = info.layers.get(layer.id)
        layers.append(
            {
                "name": layer.name,
                "kind": layer.kind,
                "summary": known.summary if known else layer.kind,
                "output_shape": known.outputs[0] if known else None,
                "parameters": known.parameters if known else None,
                "inputs": [network.layer(source_id(ref)).name for ref in layer.inputs],
            }
        )
    history = file.history
    checkpoint = file.checkpoint
    return {
        "title": project.title,
        "layers": layers,
        "parameters": info.parameters,
        "depth": info.depth,
        "problems": [str(problem.message) for problem in info.problems],
        "history": {
            "epochs": history.epoch_count if history else 0,
            "steps": history.step_count if history else 0,
            "last": {
                name: series.values[-1] for name, series in history.epochs.items() if len(series)
            }
            if history
            else {},
        },
        "weights": {
            "trained": checkpoint is not None,
            "evaluate_and_predict_use": "best",
            "resume_uses": "last",
            "best_epoch": checkpoint.state["best_epoch"] if checkpoint else None,
            "epoch": checkpoint.state["epoch"] if checkpoint else 0,
        },
        "project": project.model_dump(mode="json"),
    }


def _print(described: dict[str, Any]) -> None:
    show(described["title"] or "–")
    for layer in described["layers"]:
        shape = numbers.shape(layer["output_shape"]) if layer["output_shape"] else "?"
        count = numbers.count(layer["parameters"]) if layer["parameters"] is not None else "?"
        show(f"  {layer['name']:<16} {layer['summary']:<28} {shape:>14} {count:>12}")
    show(f"  parameters {numbers.count(described['parameters'])} · depth {described['depth']}")
    for problem in described["problems"]:
        show(f"  ! {problem}")
    training = described["project"]["training"]
    show(
        f"  {training['optimizer']['kind']} · batch {training['batch_size']} · epochs {training['epochs']}"
        f" · seed {training['seed']}"
    )
    weights = described["weights"]
    if weights["trained"]:
        show(
            f"  trained for {weights['epoch']} epochs; evaluate and predict use the best weights "
            f"(epoch {weights['best_epoch']}), resume the last"
        )
    else:
        show("  not trained yet")
