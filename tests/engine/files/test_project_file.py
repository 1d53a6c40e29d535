"""What is saved comes back; what can't be trusted does not."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from engine.check.shapes import infer
from engine.data.sources import open_source
from engine.edits import add_layer, set_param
from engine.files import archive, data_path, layout, migrations
from engine.files.archive import open_archive, write_archive
from engine.files.project_file import (
    ProjectFile,
    fingerprint,
    load,
    load_checkpoint,
    load_project_only,
    save,
)
from engine.files.tensors import tensor_bytes, tensors_from
from engine.history import History
from engine.series import Series
from engine.spec.component import component
from engine.spec.data import CsvSource
from engine.text import UserError
from engine.version import VERSION
from tests.engine.files.samples import figures, small_project, trained
from tests.hostile.sealing import sealed

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def contents() -> ProjectFile:
    return trained()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "moons.netw"


def same_tensors(one, other):
    return one.keys() == other.keys() and all(
        one[k].dtype == other[k].dtype and torch.equal(one[k], other[k]) for k in one
    )


def same_checkpoint(one, other):
    names = ("last", "best", "initial", "tensors")
    return one.state == other.state and all(
        same_tensors(getattr(one, n), getattr(other, n)) for n in names
    )


def test_that_everything_comes_back(contents, path):
    save(path, contents)
    found = load(path)
    assert (found.project, found.fitted) == (contents.project, contents.fitted)
    assert same_checkpoint(found.checkpoint, contents.checkpoint)
    assert figures(found.history) == figures(contents.history)


def test_that_equal_contents_are_equal_bytes(contents, path, tmp_path):
    save(path, contents)
    save(tmp_path / "b.netw", load(path))
    assert path.read_bytes() == (tmp_path / "b.netw").read_bytes()


def test_that_any_zip_program_can_read_it(contents, path):
    save(path, contents)
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [
            "project.json",
            "fitted.json",
            "weights.safetensors",
            "best.safetensors",
            "initial.safetensors",
            "training.safetensors",
            "training.json",
            "kept/000000.safetensors",
            "kept/weights-000000.safetensors",
            "kept/000001.safetensors",
            "kept/weights-000001.safetensors",
            "kept/000002.safetensors",
            "kept.json",
            "history.json",
            "history/000000.safetensors",
            "history/moments.safetensors",
            "manifest.json",
        ]
        assert json.loads(opened.read("manifest.json"))["program"] == VERSION


def test_that_opening_needs_no_torch(contents, path):
    save(path, contents)
    code = (
        "import sys; from pathlib import Path; from engine.files.project_file import *;"
        f"found = load_project_only(Path({str(path)!r}));"
        f"save(Path({str(path)!r}), found);"
        "assert found.stored and found.history.step_count;"
        "print([m for m in ('torch', 'pandas', 'sklearn', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_that_weights_not_read_are_copied(contents, path, tmp_path):
    save(path, contents)
    opened = load_project_only(path)
    assert opened.checkpoint is None
    other = tmp_path / "other" / "b.netw"
    other.parent.mkdir()
    save(other, replace(opened, project=opened.project.replace(title="b")))
    save(path, opened)
    for file in (other, path):
        assert same_checkpoint(load_checkpoint(file), contents.checkpoint)


def test_that_weights_that_changed_meanwhile_are_not_copied(contents, path, tmp_path):
    save(path, contents)
    opened = load_project_only(path)
    changed = {k: v + 1 for k, v in contents.checkpoint.last.items()}
    save(path, replace(contents, checkpoint=replace(contents.checkpoint, last=changed)))
    with pytest.raises(UserError, match=r"no longer in “moons\.netw”"):
        save(tmp_path / "b.netw", opened)
    assert not (tmp_path / "b.netw").exists()


def test_that_a_project_never_trained_has_no_weights(path):
    save(path, ProjectFile(small_project()))
    assert load(path).project == small_project()
    assert load_project_only(path).stored is None
    assert load_checkpoint(path) is None


def test_that_shared_tensors_are_stored_once():
    shared, other = torch.randn(100, 100), torch.randn(7, 3)
    tensors = {"a": shared, "b": shared, "view": other.t(), "whole": other, "part": other[2:]}
    data = tensor_bytes(tensors)
    assert len(data) < 1.5 * shared.numel() * 4
    assert same_tensors(tensors_from(data), tensors)


@pytest.mark.parametrize(
    "tensor",
    [
        torch.zeros(2, 2).to_sparse(),
        torch.zeros(2, dtype=torch.complex64),
    ],
    ids=["sparse", "complex"],
)
def test_that_only_plain_tensors_are_saved(tensor):
    with pytest.raises(UserError, match="no plain tensor"):
        tensor_bytes({"a": tensor})


def test_that_a_long_history_is_cut_into_chunks(path, monkeypatch):
    monkeypatch.setattr(layout, "CHUNK", 1000)
    history = History()
    rng = np.random.default_rng(0)
    history.steps = {
        "loss": Series(rng.normal(size=3500).astype(np.float32)),
        "lr": Series(rng.normal(size=3000)),
        "gradient/l2": Series(np.array([1.0, np.nan, np.inf], np.float32)),
    }
    history.epochs = {"step": Series(np.array([1.0])), "f1": Series(np.array([np.nan, 1.0]))}
    save(path, ProjectFile(small_project(), history=history))
    with open_archive(path) as opened:
        assert opened.names("history/")[-1] == "history/000003.safetensors"
    assert figures(load(path).history) == figures(history)


OLD = Path(__file__).parent / "old"


def test_that_a_file_of_every_older_format_opens():
    names = [
        [layer.name for layer in load(file).project.network.layers]
        for file in sorted(OLD.iterdir())
    ]
    assert names == [["input1", "fc1"], *[["input1", "fc1", "tanh1", "fc2"]] * 2]
    assert len(names) == layout.VERSION - 1


@pytest.mark.parametrize("version", [2, 3])
def test_that_the_weights_of_an_older_format_are_copied_in_the_form_of_today(version, path):
    old = OLD / f"version-{version}.netw"
    save(path, load_project_only(old))
    assert same_checkpoint(load_checkpoint(path), load_checkpoint(old))


def test_that_the_figures_of_an_older_format_are_kept():
    history = load(OLD / "version-2.netw").history
    assert (history.step_count, history.epoch_count, history.settings) == (18, 3, [(3, "lr", 0.5)])
    assert history.confusion.sum() == 18


def test_that_confusion_matrices_of_no_epochs_are_refused(contents, path):
    save(path, contents)
    with open_archive(path) as opened:
        members = [(name, opened.read(name)) for name in opened.in_order()]
    place = [name for name, _ in members].index(layout.MOMENTS)
    arrays = load_arrays(members[place][1])
    arrays["confusions/epochs"] = arrays["confusions/epochs"][:, None]
    members[place] = (layout.MOMENTS, save_arrays(arrays))
    path.write_bytes(sealed(members))
    with pytest.raises(UserError, match="its confusion matrix is not one"):
        load(path)


def test_that_a_newer_format_is_refused_by_name(contents, path, monkeypatch):
    newer, known = layout.VERSION + 1, layout.VERSION
    monkeypatch.setattr(layout, "VERSION", newer)
    monkeypatch.setattr(archive, "PROGRAM", "7.1.0")
    save(path, contents)
    monkeypatch.undo()
    before = path.read_bytes()
    with pytest.raises(
        UserError, match=rf"Netwright 7.1.0 in format {newer}; Netwright {VERSION} reads.*{known}"
    ):
        load(path)
    assert path.read_bytes() == before


def test_that_an_older_format_is_brought_up_to_date(contents, path, monkeypatch):
    """Format 0 never was; it stands for any older one."""

    def rename(documents):
        project = dict(documents["project.json"])
        return documents | {"project.json": project | {"title": project.pop("name")}}

    monkeypatch.setattr(layout, "VERSION", 0)
    document = contents.project.model_dump(mode="json")
    document["name"] = document.pop("title")
    with path.open("wb") as file:
        write_archive(file, [("project.json", json.dumps(document).encode())])
    monkeypatch.undo()
    old = path.read_bytes()
    with pytest.raises(UserError, match="format 0 is unknown"):
        load(path)
    monkeypatch.setitem(migrations.MIGRATIONS, 0, rename)
    found = load(path)
    assert found.project == contents.project
    assert path.read_bytes() == old, "opening changes nothing"
    save(path, found)
    assert path.with_name("moons.netw.bak").read_bytes() == old


def test_that_a_kind_or_value_that_is_none_is_refused(path):
    project = small_project()
    for change, reason in (
        ({"kind": "Quantum"}, "no layer called “Quantum”"),
        ({"params": {"out_features": 0}}, "out_features must be"),
        ({"params": {"evil": 1}}, "no parameter “evil”"),
        ({"inputs": ("l1:x",)}, "l1:x"),
    ):
        layers = list(project.network.layers)
        layers[1] = layers[1].model_copy(update=change)
        network = project.network.model_copy(update={"layers": tuple(layers)})
        save(path, ProjectFile(project.model_copy(update={"network": network})))
        with pytest.raises(UserError, match=reason):
            load_project_only(path)


def test_that_what_does_not_go_together_yet_is_saved_and_opened_all_the_same(path):
    project = small_project(optimizer=component("SGD", nesterov=True))
    network, conv = add_layer(project.network, "Conv2d", "l2", {"padding": "same"})
    project = project.replace(network=set_param(network, conv, "stride", 2))
    assert infer(project.network).problems
    save(path, ProjectFile(project))
    assert load_project_only(path).project == project


def test_that_a_change_on_disk_is_noticed(contents, path, tmp_path):
    assert fingerprint(path) is None
    save(path, contents)
    before = fingerprint(path)
    path.touch()
    assert fingerprint(path) == before
    save(path, replace(contents, project=contents.project.replace(title="Other")))
    assert fingerprint(path) != before


@pytest.fixture
def csv(tmp_path) -> Path:
    folder = tmp_path / "work" / "data"
    folder.mkdir(parents=True)
    file = folder / "my data (1).csv"
    file.write_text("a,b,y\n" + "".join(f"{i},{i * 2},{i % 2}\n" for i in range(40)))
    return file


def csv_project(path):
    project = small_project()
    data = project.data.replace(source=CsvSource(path=str(path)), columns=())
    return ProjectFile(project.replace(data=data))


def in_file(path):
    with open_archive(path) as opened:
        return opened.json("project.json")["data"]["source"]["path"]


def test_that_data_beside_the_project_moves_with_it(csv, tmp_path):
    path = csv.parent.parent / "a.netw"
    save(path, csv_project(csv))
    assert in_file(path) == "data/my data (1).csv"
    moved = path.parent.rename(tmp_path / "elsewhere")
    assert load(moved / "a.netw").project.data.source.path == str(moved / "data" / csv.name)


def test_that_data_elsewhere_keeps_its_whole_path(csv, tmp_path):
    path = tmp_path / "other" / "a.netw"
    path.parent.mkdir()
    save(path, csv_project(csv))
    assert in_file(path) == str(csv)
    assert data_path.lies_elsewhere(load(path).project, path) == str(csv)


@pytest.mark.parametrize("name", ["C:\\data\\x.csv", "\\\\host\\share\\x.csv", "/gone/x.csv"])
def test_that_a_path_of_another_machine_stays_as_it_is(tmp_path, name):
    for embed in (False, None):
        save(tmp_path / "a.netw", csv_project(name), embed=embed)
        assert load(tmp_path / "a.netw").project.data.source.path == name


def test_that_small_data_can_live_in_the_project_file(csv, tmp_path):
    before = open_source(CsvSource(path=str(csv)))
    project = csv_project(csv)
    path, other = tmp_path / "a.netw", tmp_path / "b.netw"
    save(path, project, embed=True)
    assert in_file(path) == "data/my_data_1.csv"
    csv.unlink()
    opened = load(path)
    assert data_path.lies_elsewhere(opened.project, path) is None
    save(other, opened)
    path.unlink()
    found = open_source(load(other).project.data.source)
    assert found.columns.keys() == before.columns.keys()
    for name, values in before.columns.items():
        assert (found.columns[name] == values).all()


def test_that_large_data_is_not_put_into_the_file(csv, tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "MOST_EMBEDDED", 100)
    with pytest.raises(UserError, match="too large to be kept"):
        save(tmp_path / "a.netw", csv_project(csv), embed=True)


@pytest.mark.parametrize("name", ["../secret.csv", "data/../../secret.csv", "..\\secret.csv", ""])
def test_that_data_by_a_detour_is_refused(tmp_path, name):
    document = csv_project(tmp_path).project.model_dump(mode="json")
    document["data"]["source"]["path"] = name
    path = tmp_path / "a.netw"
    with path.open("wb") as file:
        write_archive(file, [("project.json", json.dumps(document).encode())])
    with pytest.raises(UserError, match="leads out of"):
        load_project_only(path)


def test_that_a_missing_file_is_said_to_be(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        load(tmp_path / "gone.netw")
    with pytest.raises(UserError, match="is a folder"):
        load(tmp_path)
