import sys
import threading
import time

import torch
from safetensors.torch import load, save

from engine.files.tensors import TYPES, tensor_bytes


def test_that_files_are_those_that_the_library_writes():
    tensors = {"no numbers": torch.zeros(0, 3), "one": torch.tensor(7.0), "ñ “π”": torch.randn(2)}
    assert tensor_bytes(tensors) == save(tensors)
    assert tensor_bytes({}) == save({})


def test_that_the_library_reads_every_type():
    tensors = {str(dtype): torch.arange(-3, 3).to(dtype).reshape(2, 3) for dtype in TYPES}
    found = load(tensor_bytes(tensors))
    assert found.keys() == tensors.keys()
    for name, tensor in tensors.items():
        assert found[name].dtype == tensor.dtype
        assert torch.equal(found[name], tensor)


def test_that_other_threads_go_on_while_large_tensors_are_written():
    tensors = {str(n): torch.zeros(2**20) for n in range(16)}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        shares = [_longest_wait(tensors) for _ in range(4)]
    finally:
        sys.setswitchinterval(before)
    assert min(shares) < 0.25, "of the time that it took"


def _longest_wait(tensors):
    """How long another thread stood still at a stretch, as a share of the time until all is written."""
    waits, done = [], threading.Event()

    def look() -> None:
        last = time.perf_counter()
        while not done.is_set():
            now = time.perf_counter()
            waits.append(now - last)
            last = now

    other = threading.Thread(target=look)
    other.start()
    while not waits:
        time.sleep(0)
    waits.clear()
    begun = time.perf_counter()
    tensor_bytes(tensors)
    took = time.perf_counter() - begun
    done.set()
    other.join()
    return max(waits, default=took) / took
