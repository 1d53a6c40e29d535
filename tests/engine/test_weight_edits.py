"""Weights changed by hand: what goes in, what was there, and what is refused."""

import numpy as np
import pytest
import torch

from engine.answers import TensorValues
from engine.edits import rename
from engine.files.project_file import save
from engine.files.weights import save_weights
from engine.queries import project_contents
from engine.text import UserError
from engine.train.trainer import drain
from engine.weight_edits import change_weights, copy_weights, file_tensors, reinitialise
from tests.engine.test_layer_query import NORMED
from tests.engine.train.making import session


def number(at, value, layer="l1", tensor="weight"):
    return TensorValues(layer, tensor, np.array(value), at)


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def test_that_one_number_is_changed_in_place_and_put_back():
    made = session()
    parameter, before = made.model.get_parameter("l1.weight"), made.weights()
    change = change_weights(made, [number(7, 0.25)])
    assert made.model.get_parameter("l1.weight") is parameter
    assert parameter[1, 1].item() == 0.25
    assert (made.weights()["l1.weight"] != before["l1.weight"]).sum() == 1
    change_weights(made, change.before)
    assert same(made.weights(), before)
    change_weights(made, change.after)
    assert parameter[1, 1].item() == 0.25


def test_that_a_changed_network_is_trained_from_there_and_saved():
    made = session(epochs=1)
    change_weights(made, [number(0, 3.0)])
    assert torch.equal(made.best["l1.weight"], made.weights()["l1.weight"])
    file = project_contents(made, made.project)
    assert file.checkpoint.last["l1.weight"][0, 0] == 3.0
    drain(made)
    assert made.weights()["l1.weight"][0, 0] == pytest.approx(3.0, abs=0.1)


def test_that_the_best_epoch_is_looked_for_anew():
    made = session(epochs=2)
    drain(made)
    assert made.progress.best_epoch
    change_weights(made, [number(0, 3.0)])
    assert made.progress.best_epoch == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (number(0, float("nan")), "finite numbers"),
        (number(0, 1e39), "finite numbers"),  # infinity in float32
        (number(48, 1.0), "do not fit l1.weight, which is 8×6"),
        (TensorValues("l1", "weight", np.zeros((8, 5))), "do not fit l1.weight"),
        (number(0, 1.0, layer="l9"), "does not have the layer"),
        (number(0, 1.0, tensor="gamma"), "does not have the layer"),
        (number(0, 1.0, layer="l2"), "does not have the layer"),
    ],
)
def test_that_what_cant_be_a_weight_changes_nothing(value, words):
    made = session()
    before = made.weights()
    with pytest.raises(UserError, match=words):
        change_weights(made, [number(1, 5.0), value])
    assert same(made.weights(), before)


def test_that_a_change_for_another_network_is_refused():
    made = session()
    other = rename(made.project.network, "l1", "first")
    with pytest.raises(UserError, match="Mend what its cards say"):
        change_weights(made, [number(0, 1.0)], other)
    change_weights(made, [number(0, 1.0)], made.project.network)


def test_that_the_projects_seed_gives_the_weights_that_a_run_starts_from():
    made = session(NORMED, epochs=1)
    fresh = made.weights()
    drain(made)
    trained = made.weights()
    change = reinitialise(made, ["l1", "l2"], made.project.training.seed)
    now = made.weights()
    for name in ("l1.weight", "l1.bias", "l2.running_mean", "l2.num_batches_tracked"):
        assert torch.equal(now[name], fresh[name])
        assert not torch.equal(now[name], trained[name])
    assert torch.equal(now["l4.weight"], trained["l4.weight"])
    change_weights(made, change.before)
    assert same(made.weights(), trained)


def test_that_a_new_seed_gives_others_of_the_same_spread():
    made = session()
    before = made.weights()["l1.weight"]
    reinitialise(made, ["l1"], 12345)
    after = made.weights()["l1.weight"]
    assert not torch.equal(before, after)
    assert after.abs().max() <= 6**-0.5  # PyTorch's bound for six inputs


# From a file

OTHER = (("Linear", {"out_features": 8}), ("ReLU", {}), ("Linear", {"out_features": 3}))


@pytest.mark.parametrize("name", ["w.safetensors", "w.pt", "run.netw"])
def test_that_a_layer_of_the_same_name_is_copied_from_any_file(tmp_path, name):
    other, path = session(OTHER, epochs=1, seed=9), tmp_path / name
    drain(other)
    if name.endswith(".netw"):
        save(path, project_contents(other, other.project))
    else:
        save_weights(path, other.best)
    made = session()
    before = made.weights()
    found = file_tensors(made, path, "l1")
    assert dict(found.fitting) == {"weight": ("l1.weight",), "bias": ("l1.bias",)}
    assert found.shapes == {"weight": (8, 6), "bias": (8,)}
    change = copy_weights(made, path, "l1", {"weight": "l1.weight"})
    assert torch.equal(made.weights()["l1.weight"], other.best["l1.weight"])
    assert torch.equal(made.weights()["l1.bias"], before["l1.bias"])
    change_weights(made, change.before)
    assert same(made.weights(), before)


def test_that_the_likeliest_tensors_come_first(tmp_path):
    tensors = {
        "first.weight": torch.ones(8, 6),
        "first.scale": torch.ones(8),
        "first.bias": torch.ones(8),
        "other.bias": torch.ones(8),
        "steps": torch.ones(8, dtype=torch.int64),
    }
    save_weights(tmp_path / "w.safetensors", tensors)
    found = file_tensors(session(), tmp_path / "w.safetensors", "l1")
    assert found.fitting["weight"] == ("first.weight",)
    assert found.fitting["bias"] == ("first.bias", "other.bias", "first.scale")


def test_that_half_precision_is_taken_too(tmp_path):
    halves = {"l1.bias": torch.arange(8).to(torch.bfloat16)}
    save_weights(tmp_path / "w.safetensors", halves)
    made = session()
    copy_weights(made, tmp_path / "w.safetensors", "l1", {"bias": "l1.bias"})
    assert made.weights()["l1.bias"].tolist() == list(range(8))


def test_that_a_file_without_anything_that_fits_says_so(tmp_path):
    save_weights(tmp_path / "w.pt", {"a": torch.ones(2, 2)})
    with pytest.raises(UserError, match=r"no tensor of the shapes of l1 \(weight 8×6, bias 8\)"):
        file_tensors(session(), tmp_path / "w.pt", "l1")


def test_that_an_untrained_project_a_missing_file_and_rubbish_are_refused(tmp_path):
    made = session()
    save(tmp_path / "new.netw", project_contents(made, made.project))
    with pytest.raises(UserError, match="has not been trained yet"):
        file_tensors(made, tmp_path / "new.netw", "l1")
    with pytest.raises(UserError):
        file_tensors(made, tmp_path / "gone.pt", "l1")
    (tmp_path / "rubbish.pt").write_bytes(b"\x80\x04rubbish")
    with pytest.raises(UserError, match=r"before version 1\.6"):
        file_tensors(made, tmp_path / "rubbish.pt", "l1")


def test_that_a_file_that_has_changed_meanwhile_is_refused(tmp_path):
    save_weights(tmp_path / "w.pt", {"a": torch.ones(8, 6)})
    with pytest.raises(UserError, match="has no “b” any more"):
        copy_weights(session(), tmp_path / "w.pt", "l1", {"weight": "b"})
