"""Saved, loaded and gone on is never having stopped: bit for bit, wherever the cut falls."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.catalog.templates import DataShape, lenet5, mlp
from engine.data.preprocess import prepare
from engine.data.recognise import recognise
from engine.data.sources import open_source
from engine.edits import add_layer
from engine.files.project_file import ProjectFile, load, save
from engine.spec.component import component
from engine.spec.data import BuiltinSource, GeneratedSource, SplitSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError
from engine.train.checkpoint import differences, restore, take
from engine.train.control import Control
from engine.train.events import EpochEnded, Paused
from engine.train.session import Session
from engine.train.trainer import train
from tests.engine.files.samples import project_in_blocks


def project(source, network, loss="CrossEntropy", **training) -> Project:
    settings = {"epochs": 3, "batch_size": 16, "threads": 1, **training}
    losses = (LossTerm(loss=component(loss)),)
    data = recognise(open_source(source))
    return Project(data=data, network=network, training=TrainingSpec(losses=losses, **settings))


def moons(hidden=(8, 8), **training):
    network = mlp(DataShape((2,), "binary", 2, 150), hidden, "Tanh")
    return project(GeneratedSource(name="moons", size=150), network, "BCEWithLogits", **training)


def with_layers(spec: Project, *kinds) -> Project:
    """`kinds` put in behind the first Linear layer."""
    network, after = spec.network, spec.network.layers[1].id
    for kind, params in kinds:
        network, after = add_layer(network, kind, after, params)
    return spec.replace(network=network)


def as_sequence(*kinds) -> Project:
    """`kinds` put in behind the first Linear layer, whose outputs they take as two steps of four."""
    return with_layers(moons(), ("Reshape", {"shape": (2, 4)}), *kinds, ("Flatten", {}))


def regression(**training):
    network = mlp(DataShape((10,), "regression", 1, 442), (8,))
    return project(BuiltinSource(name="diabetes"), network, "Huber", batch_size=50, **training)


def pictures(**training):
    data = DataShape((1, 32, 32), "regression", 2, 40)
    source = GeneratedSource(name="random_images", size=40)
    spec = project(source, lenet5(data), "MAE", batch_size=8, **training)
    return with_layers(spec, ("BatchNorm2d", {}), ("Dropout2d", {"p": 0.3}))


def all_rows(spec: Project) -> Project:
    split = SplitSpec(train=1, validation=0, test=0, stratify=False)
    return spec.replace(data=spec.data.replace(split=split))


CASES = {f"optimizer {name}": moons(optimizer=component(name)) for name in OPTIMIZERS}
CASES |= {
    f"schedule {name}": moons(optimizer=component("SGD", lr=0.1, momentum=0.9), schedule=c)
    for name in SCHEDULES
    for c in [component(name, **({"total_iters": 12} if name == "warm_up" else {}))]
}
CASES |= {
    "momentum cycled": moons(
        optimizer=component("SGD", momentum=0.9),
        schedule=component("one_cycle", cycle_momentum=True),
    ),
    "amsgrad": moons(optimizer=component("Adam", amsgrad=True, weight_decay=0.1)),
    "centred": moons(optimizer=component("RMSprop", centered=True, momentum=0.5)),
    "batch norm and dropout": with_layers(moons(), ("BatchNorm1d", {}), ("Dropout", {"p": 0.4})),
    "running mean of all": with_layers(moons(), ("BatchNorm1d", {"momentum": None})),
    "layer norm": with_layers(moons(), ("LayerNorm", {})),
    "recurrent": as_sequence(
        ("LSTM", {"hidden_size": 4, "num_layers": 2, "dropout": 0.3, "output": "sequence"}),
        ("GRU", {"hidden_size": 3, "bidirectional": True}),
    ),
    "attention": as_sequence(
        ("PositionalEncoding", {"mode": "learned"}),
        ("MultiheadAttention", {"dropout": 0.2}),
        ("TransformerEncoderLayer", {"dim_feedforward": 8}),
        ("ClassToken", {}),
    ),
    "batch norm in copies of a block": project_in_blocks(),
    "clipped by norm": moons(clipping=component("norm", max_norm=0.1)),
    "clipped by value": moons(clipping=component("value", clip_value=0.01)),
    "patience": moons(stopping=component("patience", patience=1, min_delta=0.5)),
    "last batch dropped": moons(drop_last=True),
    "in order": moons(shuffle=False),
    "one row a batch": all_rows(moons(batch_size=1, epochs=1)),
    "regression": regression(),
    "convolutions": pictures(epochs=2),
}


def prepared_for(spec: Project):
    return prepare(spec.data, open_source(spec.data.source))


def finish(session: Session, epochs: list) -> None:
    epochs += [figures(e) for e in train(session, Control()) if isinstance(e, EpochEnded)]


def figures(event: EpochEnded):
    return event.epoch, event.train_loss, event.validation_loss, dict(event.metrics), event.best


def run_to(session: Session, steps: int, epochs: list) -> None:
    """Trains `steps` steps and stops there, between two of them."""
    control = Control()
    control.step(steps)
    for event in train(session, control):
        if isinstance(event, Paused):
            control.stop()
        if isinstance(event, EpochEnded):
            epochs.append(figures(event))
    assert session.progress.step == steps


def same(one, other):
    return one.keys() == other.keys() and all(
        one[k].numpy().tobytes() == other[k].numpy().tobytes() for k in one
    )


class Whole:
    """A case trained without a stop, to hold the others against."""

    def __init__(self, case: str) -> None:
        self.spec = CASES[case]
        self.prepared = prepared_for(self.spec)
        self.session, self.epochs = Session(self.spec, self.prepared), []
        finish(self.session, self.epochs)

    @property
    def steps(self) -> int:
        return self.session.progress.step


def check_cut(whole: Whole, cut: int, file: Path) -> None:
    """Trains `cut` steps, saves, loads into another session, goes on; all must be as if uncut."""
    spec, prepared, found = whole.spec, whole.prepared, []
    first = Session(spec, prepared)
    run_to(first, cut, found)
    save(file, ProjectFile(spec, take(first), fitted=prepared.encoder))
    torch.manual_seed(cut + 12345)  # another process begins with other numbers
    second = Session(spec, prepared)
    checkpoint = load(file).checkpoint
    restore(second, checkpoint)
    assert differences(second, checkpoint) == []
    finish(second, found)
    assert same(second.weights(), whole.session.weights())
    assert same(second.best, whole.session.best)
    assert same(take(second).tensors, take(whole.session).tensors)
    assert_same_figures(found, whole.epochs)


@pytest.mark.parametrize("case", CASES)
def test_that_going_on_is_never_having_stopped(case, tmp_path):
    whole = Whole(case)
    last, rng = whole.steps, random.Random(case)
    edges = {1, last - 1, min(whole.session.steps_per_epoch, last - 1)}
    for cut in sorted(edges | {rng.randrange(1, last)}):
        check_cut(whole, cut, tmp_path / "a.netw")


def assert_same_figures(found, wanted):
    for one, other in zip(found, wanted, strict=True):
        assert one[:3] == other[:3]
        assert one[4] == other[4]
        assert one[3].keys() == other[3].keys()
        np.testing.assert_array_equal(list(one[3].values()), list(other[3].values()))


def test_that_a_change_of_the_rate_stays(tmp_path):
    spec = moons(schedule=component("exponential"), optimizer=component("SGD", lr=0.1))
    prepared = prepared_for(spec)
    first = Session(spec, prepared)
    run_to(first, 5, [])
    first.set_learning_rate(0.025)
    save(tmp_path / "a.netw", ProjectFile(spec, take(first)))
    second = Session(spec, prepared)
    restore(second, load(tmp_path / "a.netw").checkpoint)
    finish(first, [])
    finish(second, [])
    assert same(second.weights(), first.weights())
    assert second.learning_rate() == pytest.approx(0.025 * 0.95**3)


def test_that_what_belongs_to_another_run_is_refused_and_changes_nothing():
    spec = moons()
    checkpoint_of = {}
    for name, other in {
        "network": moons((5,)),
        "optimizer": moons(optimizer=component("SGD")),
        "schedule": moons(schedule=component("cosine")),
        "data": spec.replace(
            data=spec.data.replace(split=SplitSpec(train=0.5, validation=0.2, test=0.3))
        ),
    }.items():
        session = Session(other, prepared_for(other))
        run_to(session, 3, [])
        checkpoint_of[name] = take(session)
    checkpoint_of["network"].best.clear()
    session = Session(spec.replace(training=spec.training), prepared_for(spec))
    before = take(session)
    for name, wording in {
        "network": "do not fit the network",
        "optimizer": "another optimizer",
        "schedule": "another schedule",
        "data": "other training rows",
    }.items():
        if name == "schedule":
            own = moons(schedule=component("step"))
            session = Session(own, prepared_for(own))
            before = take(session)
        with pytest.raises(UserError, match=wording):
            restore(session, checkpoint_of[name])
        assert same(session.weights(), before.last)
        assert take(session).state == before.state
        if name == "schedule":
            session = Session(spec, prepared_for(spec))
            before = take(session)


def test_that_another_way_of_computing_is_said_to_be():
    spec = moons()
    session = Session(spec, prepared_for(spec))
    checkpoint = take(session)
    checkpoint.state.update(threads=7, torch="1.0", device="cuda")
    said = " ".join(map(str, differences(session, checkpoint)))
    assert "number of threads (1 instead of 7)" in said
    assert "device (cpu instead of cuda)" in said
    assert "version of PyTorch" in said
