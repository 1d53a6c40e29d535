"""What a run takes of the machine: memory and processors, and the graphics card where it trains on one."""

import math
import os
import time
from collections.abc import Iterator
from typing import Any

import psutil
import torch

from engine.train.events import MachineUsed
from engine.train.session import Session


class MachineWatch:
    """Asks the system now and then what this process takes."""

    def __init__(self, session: Session, seconds: float) -> None:
        self._session, self._seconds = session, seconds
        self._process = psutil.Process()
        self._process.cpu_percent()  # counts from here on
        self._cores = os.cpu_count() or 1
        self._card = _Card(session.device) if session.device.type == "cuda" else None
        self._due = time.perf_counter() + seconds if math.isfinite(seconds) else math.inf

    def used(self) -> Iterator[MachineUsed]:
        """When it is time: the memory now, and the share of all processors since the last time."""
        if time.perf_counter() < self._due:
            return
        self._due = time.perf_counter() + self._seconds
        figures = {
            "memory": float(self._process.memory_info().rss),
            "cpu": self._process.cpu_percent() / 100 / self._cores,
        }
        if self._card is not None:
            figures |= self._card.figures()
        yield MachineUsed(self._session.progress.step, figures)


class _Card:
    """A CUDA device: the memory that torch holds on it, and its load where NVIDIA's library tells."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._library, self._handle = _find(device)

    def figures(self) -> dict[str, float]:
        found = {"gpu_memory": float(torch.cuda.memory_reserved(self._device))}
        if self._handle is not None:
            try:
                load = self._library.nvmlDeviceGetUtilizationRates(self._handle).gpu
            except self._library.NVMLError:
                self._handle = None  # a slice of a card, or a driver that does not count
            else:
                found["gpu"] = load / 100
        return found


def _find(device: torch.device) -> tuple[Any, Any]:
    """NVIDIA's library and its handle of the card; None where it is not installed or knows of none."""
    try:
        import pynvml
    except ImportError:
        return None, None
    try:
        pynvml.nvmlInit()
        uuid = torch.cuda.get_device_properties(device).uuid
        return pynvml, pynvml.nvmlDeviceGetHandleByUUID(f"GPU-{uuid}")
    except pynvml.NVMLError:
        return pynvml, None
