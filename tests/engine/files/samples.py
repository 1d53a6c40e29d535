"""A small project, trained for a moment, for the tests of files."""

import copy
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from engine.block_edits import group, repeat
from engine.catalog.templates import DataShape, mlp
from engine.data.preprocess import prepare
from engine.data.recognise import recognise
from engine.data.sources import open_source
from engine.edits import add_layer, set_enabled, set_param
from engine.files import layout
from engine.files.archive import open_archive
from engine.files.project_file import ProjectFile
from engine.history import History
from engine.spec.component import component
from engine.spec.data import GeneratedSource
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import text
from engine.train.checkpoint import take
from engine.train.control import Control
from engine.train.events import Event, Histogram, Kept, MachineUsed, PathChanged, Probed, Setting
from engine.train.keeping import Keeping
from engine.train.session import Session
from engine.train.trainer import train
from tests.engine.train.rewinding import AT_EPOCHS, Clock


def small_project(**settings) -> Project:
    """Moons, 16 tanh units, Adam."""
    source = GeneratedSource(name="moons", size=120)
    training = TrainingSpec(
        **{
            "losses": (LossTerm(loss=component("BCEWithLogits")),),
            "epochs": 3,
            "batch_size": 16,
            **settings,
        }
    )
    return Project(
        data=recognise(open_source(source)),
        network=mlp(DataShape((2,), "binary", 2, 120), (16,), "Tanh"),
        training=training,
        title="Moons · 月",
    )


def project_in_blocks() -> Project:
    """The same with a block and a copy that has a value of its own, and a layer that is switched off."""
    project = small_project()
    network, norm = add_layer(project.network, "BatchNorm1d", "l3")
    network, linear = add_layer(network, "Linear", norm, {"out_features": 16})
    network, dropout = add_layer(network, "Dropout", linear)
    network, block = group(network, [norm, linear, dropout], "stage 1")
    network = set_enabled(network, [dropout], enabled=False)
    network = repeat(network, block, 2)
    copy = next(block.id for block in network.blocks if block.copy_of)
    network = set_param(network, network.members(copy)[0].id, "momentum", 0.2)
    return project.replace(network=network)


@cache
def _trained(*, in_blocks: bool) -> ProjectFile:
    project = project_in_blocks() if in_blocks else small_project()
    prepared = prepare(project.data, open_source(project.data.source))
    session, history = Session(project, prepared), History()
    session.keeping = Keeping(AT_EPOCHS, Clock())
    for event in train(session, Control()):
        history.apply(event)
    for event in _watched():
        history.apply(event)
    now = take(session)
    moments = session.keeping.excerpt(now, layout.MOST_KEPT, layout.MOST_KEPT_BYTES)
    return ProjectFile(project, now, history, prepared.encoder, moments=moments)


def _watched() -> tuple[Event, ...]:
    """What a run is told and tells now and then."""
    histogram = Histogram(-1.0, 2.0, np.arange(48))
    return (
        Setting(3, "lr", 0.5),
        PathChanged(4, "eager", text("{layer} can't be lowered.", layer="gru1")),
        Kept(6, 1),
        Probed(7, {"update/l2": 1e-3, "dead/l3": float("nan")}, {"weight/made up": histogram}),
        MachineUsed(9, {"memory": 2.0**31, "cpu": 0.5}),
    )


def trained(*, in_blocks: bool = False) -> ProjectFile:
    """A project with its checkpoint, the moments before it, history and preprocessing."""
    found = _trained(in_blocks=in_blocks)
    return replace(copy.deepcopy(replace(found, moments=())), moments=found.moments)


def damaged(path: Path, name: str) -> None:
    """Changes a bit within a member of the file."""
    with open_archive(path) as archive:
        member = archive.read(name)
    data = bytearray(path.read_bytes())
    data[data.index(member, data.index(name.encode())) + 20] ^= 1
    path.write_bytes(data)


def figures(history: History | None) -> object:
    """All that a history keeps, to the last bit, in a form that can be compared."""
    if history is None:
        return None
    series = {
        (kind, name): (points.values.dtype, points.values.tobytes())
        for kind in ("steps", "epochs")
        for name, points in getattr(history, kind).items()
    }
    moments = {
        (kind, name): points.values.tobytes()
        for kind in ("probes", "chunks", "machine")
        for name, points in getattr(history, kind).items()
    }
    histograms = {
        name: [(step, h.low, h.high, h.counts.tolist()) for step, h in kept.items]
        for name, kept in history.histograms.items()
    }
    confusions = [(epoch, counts.tolist()) for epoch, counts in history.confusions.items]
    paths = [(step, path, str(reason)) for step, path, reason in history.paths]
    marks = repr((history.settings, paths, history.kept, history.ended))
    return series, moments, histograms, confusions, history.steps_per_epoch, marks
