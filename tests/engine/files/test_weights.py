"""Weights go out in the two usual forms and come in only as plain tensors that fit."""

import io
import subprocess
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import pytest
import torch
from torch import nn

from engine.files.weights import load_weights, save_weights
from engine.text import UserError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def own():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2)).state_dict()


def same(one, other):
    return one.keys() == other.keys() and all(
        one[k].dtype == other[k].dtype and torch.equal(one[k], other[k]) for k in one
    )


@pytest.mark.parametrize("name", ["w.safetensors", "w.pt", "w.PTH"])
def test_that_weights_come_back(own, tmp_path, name):
    save_weights(tmp_path / name, own)
    assert same(load_weights(tmp_path / name, own), own)


def test_that_the_files_are_those_of_pytorch_and_safetensors(own, tmp_path):
    from safetensors.torch import load_file

    save_weights(tmp_path / "w.pt", own)
    save_weights(tmp_path / "w.safetensors", own)
    assert same(torch.load(tmp_path / "w.pt", weights_only=True), own)
    assert same(load_file(tmp_path / "w.safetensors"), own)


def test_that_files_of_other_programs_are_read(own, tmp_path):
    from safetensors.torch import save_file

    save_file(dict(own), tmp_path / "w.safetensors", metadata={"format": "pt", "by": "someone"})
    torch.save(own, tmp_path / "ordered.pt")
    torch.save(OrderedDict((k, nn.Parameter(v, False)) for k, v in own.items()), tmp_path / "p.pt")
    double = {k: v.double() if v.is_floating_point() else v for k, v in own.items()}
    torch.save(double, tmp_path / "double.pt")
    for file in tmp_path.iterdir():
        assert same(load_weights(file, own), own), file.name


def test_that_each_misfit_is_named(own, tmp_path):
    wrong = dict(own) | {"0.weight": torch.zeros(4, 5), "extra": torch.zeros(1)}
    del wrong["2.bias"]
    save_weights(tmp_path / "w.pt", wrong)
    with pytest.raises(UserError) as caught:
        load_weights(tmp_path / "w.pt", own)
    assert "2.bias: –; extra: ?; 0.weight: 4×5 ≠ 4×3" in str(caught.value)


def test_that_another_suffix_is_refused(own, tmp_path):
    with pytest.raises(UserError, match=r"\.pkl"):
        save_weights(tmp_path / "w.pkl", own)


class _Evil:
    def __reduce__(self):
        return (exec, ("import pathlib; pathlib.Path('run').touch()",))


def _saved(value) -> bytes:
    buffer = io.BytesIO()
    torch.save(value, buffer)
    return buffer.getvalue()


def _with_pickle(change) -> bytes:
    """A state dict whose pickle went through `change`."""
    old, new = zipfile.ZipFile(io.BytesIO(_saved({"a": torch.arange(4.0)}))), io.BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for entry in old.infolist():
            data = old.read(entry)
            archive.writestr(entry, change(data) if entry.filename.endswith("pkl") else data)
    return new.getvalue()


def _deflated() -> bytes:
    old, new = zipfile.ZipFile(io.BytesIO(_saved({"a": torch.zeros(1000)}))), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.infolist():
            archive.writestr(entry.filename, old.read(entry))
    return new.getvalue()


def _quantised():
    return torch.quantize_per_tensor(torch.zeros(4), 0.1, 0, torch.qint8)


def _old_form() -> bytes:
    buffer = io.BytesIO()
    torch.save({"a": torch.zeros(4)}, buffer, _use_new_zipfile_serialization=False)
    return buffer.getvalue()


HOSTILE = {
    "code": (lambda: _saved({"a": _Evil()}), "exec"),
    "sparse": (lambda: _saved({"a": torch.zeros(2, 2).to_sparse()}), "_rebuild_sparse_tensor"),
    "csr": (lambda: _saved({"a": torch.eye(2).to_sparse_csr()}), "_rebuild_sparse"),
    "complex": (lambda: _saved({"a": torch.zeros(2, dtype=torch.complex64)}), "ComplexFloat"),
    "meta": (lambda: _saved({"a": torch.zeros(2, device="meta")}), "_rebuild_meta"),
    "module": (lambda: _saved(nn.Linear(1, 1)), "Linear|more than tensors"),
    "a list": (lambda: _saved([torch.zeros(1)]), "no state dict"),
    "nested": (lambda: _saved({"a": {"b": torch.zeros(1)}}), "“a” is no plain tensor"),
    "wrong keys": (lambda: _saved({1: torch.zeros(1)}), "no state dict"),
    "cut off": (lambda: _saved({"a": torch.zeros(1000)})[:-200], "damaged"),
    "empty zip": (lambda: b"PK\3\4" + bytes(50), "damaged"),
    "deflated": (_deflated, "not put together"),
    "empty pickle": (lambda: _with_pickle(lambda _: b""), "damaged"),
    "noise": (lambda: _with_pickle(lambda p: p[:40] + b"\xfe" + p[40:]), "damaged"),
    "builtin": (lambda: _with_pickle(lambda p: b"\x80\x02cbuiltins\neval\n."), "builtins eval"),
    "deep": (lambda: _with_pickle(lambda p: b"\x80\x02" + b"(" * 100_000 + b"."), "PyTorch can't"),
    "old form": (_old_form, "before version 1.6"),
    "text": (lambda: b"hello, world", "header"),
    "short": (lambda: b"hi", "too short"),
}


@pytest.mark.filterwarnings("ignore:Sparse CSR")
@pytest.mark.parametrize("name", HOSTILE)
def test_that_anything_else_is_refused_without_a_crash(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make, reason = HOSTILE[name]
    file = tmp_path / "w.pt"
    file.write_bytes(make())
    with pytest.raises(UserError, match=reason) as caught:
        load_weights(file, {"a": torch.zeros(4)})
    assert "“w.pt”" in str(caught.value)
    assert not (tmp_path / "run").exists()


def test_that_quantised_tensors_are_refused(tmp_path, recwarn):
    torch.save({"a": _quantised()}, tmp_path / "w.pt")
    recwarn.clear()
    with pytest.raises(UserError, match="_rebuild_qtensor"):
        load_weights(tmp_path / "w.pt", {"a": torch.zeros(4)})


def test_that_a_tensor_larger_than_its_bytes_is_refused(tmp_path):
    """A stride of 0 makes an endless tensor of a few bytes."""
    torch.save({"a": torch.zeros(1).expand(10**12)}, tmp_path / "w.pt")
    with pytest.raises(UserError, match="≠"):
        load_weights(tmp_path / "w.pt", {"a": torch.zeros(4)})


def test_that_a_file_far_too_large_is_not_read(tmp_path):
    with (tmp_path / "w.pt").open("wb") as file:
        file.truncate(10 << 30)
    code = (
        "import resource, torch; from pathlib import Path; from engine.files.weights import *;"
        "from engine.text import UserError\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        f"try: load_weights(Path({str(tmp_path / 'w.pt')!r}), {{'a': torch.zeros(4)}})\n"
        "except UserError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "far larger" in done.stdout, done.stderr
