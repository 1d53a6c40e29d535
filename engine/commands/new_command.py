"""`new`: a project from a data set, with a fitting network."""

import argparse
from pathlib import Path

from engine.catalog.kind import lookup
from engine.catalog.layers import LAYERS
from engine.catalog.templates import TEMPLATES, DataShape, mlp, suggest
from engine.check.targets import require_fitting
from engine.commands.set_path import set_path
from engine.commands.shared import read_data, show
from engine.data.recognise import recognise
from engine.data.sources import open_source, source_from_argument
from engine.files.project_file import ProjectFile, save
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.suggestion import data_shape, started_from
from engine.text import UserError, text


def run(options: argparse.Namespace) -> int:
    """Makes the project and saves it."""
    source = source_from_argument(options.data)
    output = Path(options.output)
    table = open_source(source, Path.cwd())
    if source.type == "csv":
        source = source.replace(path=str(Path(source.path).resolve()))
    data = recognise(table, options.target).replace(source=source)
    if options.seed is not None:
        data = data.replace(split=data.split.replace(seed=options.seed))
    draft = Project(data=data, network=NetworkSpec(layers=(), outputs=()))
    shape = data_shape(read_data(draft, Path.cwd()))
    network, training = suggest(shape)
    if options.hidden or options.activation:
        network = _mlp(options, shape)
    if options.seed is not None:
        training = training.replace(seed=options.seed)
    project = draft.replace(network=network, training=training, title=table.title)
    if options.template:
        template = lookup(TEMPLATES, options.template, text("template"))
        project = started_from(project, template, shape)
    for assignment in options.set:
        project = set_path(project, assignment)
    require_fitting(project, read_data(project, Path.cwd()))
    save(output, ProjectFile(project))
    show(str(output))
    return 0


def _mlp(options: argparse.Namespace, shape: DataShape) -> NetworkSpec:
    activation = _activation(options.activation or "ReLU")
    if options.hidden is None:
        return mlp(shape, activation=activation)
    sizes = [part.strip() for part in options.hidden.split(",") if part.strip()]
    if not all(size.isdigit() and int(size) > 0 for size in sizes):
        raise UserError(
            text("--hidden takes whole numbers such as 16,8, not “{given}”.", given=options.hidden)
        )
    return mlp(shape, tuple(int(size) for size in sizes), activation)


def _activation(name: str) -> str:
    """The activation of this name, in whatever case it is written."""
    known = {n.lower(): kind for n, kind in LAYERS.items() if kind.group == "activation"}
    if name.lower() in known:
        return known[name.lower()].name
    found = lookup({kind.name: kind for kind in known.values()}, name, text("activation"))
    return str(found.name)
