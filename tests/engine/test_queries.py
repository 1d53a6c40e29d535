"""What saving through a session keeps: a file that can always be gone on with."""

import pytest
import torch

from engine.edits import rename, set_param
from engine.files.project_file import load, save
from engine.files.weights import save_weights
from engine.queries import open_weights, project_contents
from engine.spec.component import component
from engine.spec.data import SplitSpec
from engine.train.carry import carry_over
from engine.train.checkpoint import restore
from engine.train.session import Session
from engine.train.trainer import drain
from tests.engine.train.making import session


@pytest.fixture
def trained():
    made = session(epochs=2, optimizer=component("SGD", lr=0.1))
    drain(made)
    return made


def saved(run, project, folder):
    path = folder / "a.netw"
    save(path, project_contents(run, project))
    return load(path)


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": component("cosine")},
        {"optimizer": component("Adam")},
        {"optimizer": component("SGD", lr=0.1, momentum=0.9)},
        {"batch_size": 4},
    ],
    ids=str,
)
def test_that_settings_changed_during_a_run_are_saved_with_a_state_that_fits(
    trained, settings, tmp_path
):
    project = trained.project.replace(training=trained.project.training.replace(**settings))
    file = saved(trained, project, tmp_path)
    again = Session(file.project, trained.prepared)
    restore(again, file.checkpoint)
    assert same(again.weights(), trained.weights())
    assert drain(again)[-1].reason == "finished"


def test_that_other_data_keeps_the_weights_and_begins_the_run_anew(trained, tmp_path):
    data = trained.project.data.replace(split=SplitSpec(train=0.5, validation=0.5, test=0.0))
    file = saved(trained, trained.project.replace(data=data), tmp_path)
    assert same(file.checkpoint.last, trained.weights())
    assert file.checkpoint.state["step"] == 0
    assert file.fitted is None


def test_that_a_project_that_cannot_be_trained_can_be_saved(trained, tmp_path):
    losses = (trained.project.training.losses[0].replace(loss=component("MSE"), output="l4"),)
    project = trained.project.replace(training=trained.project.training.replace(losses=losses))
    assert saved(trained, project, tmp_path).project == project


def test_that_weights_carried_over_an_edit_are_saved_before_any_step(trained, tmp_path):
    network = rename(trained.project.network, "l1", "first")
    edited = Session(trained.project.replace(network=network), trained.prepared)
    carry_over(trained, edited)
    assert edited.progress.step == 0
    file = saved(edited, edited.project, tmp_path)
    assert torch.equal(file.checkpoint.last["first.weight"], trained.weights()["l1.weight"])


def test_that_opened_weights_are_saved_and_the_best_is_looked_for_anew(trained, tmp_path):
    save_weights(tmp_path / "w.safetensors", trained.weights())
    other = session(epochs=1, seed=9)
    assert saved(other, other.project, tmp_path).checkpoint is None
    drain(other)
    assert other.progress.best_epoch == 1
    open_weights(other, tmp_path / "w.safetensors")
    assert other.progress.best_epoch == 0
    assert same(other.best, trained.weights())
    assert same(saved(other, other.project, tmp_path).checkpoint.best, trained.weights())


def test_that_weights_of_another_network_are_not_saved(trained, tmp_path):
    network = set_param(trained.project.network, "l1", "out_features", 4)
    file = saved(trained, trained.project.replace(network=network), tmp_path)
    assert file.checkpoint is None
    assert file.history is None
