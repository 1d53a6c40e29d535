from io import BytesIO

import torch
from safetensors.torch import load, save

from engine.files.tensors import TYPES, tensor_bytes


def test_that_files_are_those_that_the_library_writes():
    tensors = {"no numbers": torch.zeros(0, 3), "one": torch.tensor(7.0), "ñ “π”": torch.randn(2)}
    tensors["stride 0"] = torch.tensor(2.5, dtype=torch.float64).expand(1)
    tensors["part"] = torch.arange(12.0).reshape(3, 4)[1:]
    assert tensor_bytes(tensors) == save(tensors)
    assert tensor_bytes({}) == save({})


def test_that_the_library_reads_every_type():
    tensors = {str(dtype): torch.arange(-3, 3).to(dtype).reshape(2, 3) for dtype in TYPES}
    found = load(tensor_bytes(tensors))
    assert found.keys() == tensors.keys()
    for name, tensor in tensors.items():
        assert found[name].dtype == tensor.dtype
        assert torch.equal(found[name], tensor)


def test_that_other_threads_may_go_on_after_each_piece_of_a_large_tensor(monkeypatch):
    pieces = []

    class Noted(BytesIO):
        def write(self, piece):
            pieces.append(len(piece))
            return super().write(piece)

    monkeypatch.setattr("engine.files.tensors.BytesIO", Noted)
    tensors = {"large": torch.randn(3, 2**20), "small": torch.ones(5)}
    assert tensor_bytes(tensors) == save(tensors)
    assert max(pieces) <= 2**20
    assert sum(pieces) == sum(tensor.nbytes for tensor in tensors.values())
