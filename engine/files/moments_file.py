"""The figures of a run that are taken now and then, as one safetensors member of a project file.

Series of Probed and MachineUsed, histograms and confusion matrices: bounded, so one member holds them.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from engine.files.strict_json import JsonError
from engine.files.tensor_header import check_header
from engine.history import History
from engine.series import MOST_MOMENTS
from engine.text import text
from engine.train.events import Histogram

_MOMENTS = ("probes", "chunks", "machine")
#: More than any run keeps of one thing.
_MOST = 2 * MOST_MOMENTS
_MOST_CLASSES = 100_000

Arrays = Mapping[str, np.ndarray]


def moments_bytes(history: History) -> bytes:
    """The member's bytes; none where there is nothing to keep."""
    arrays = dict(_arrays(history))
    return save_arrays(arrays) if arrays else b""


def _arrays(history: History) -> Iterator[tuple[str, np.ndarray]]:
    for group in _MOMENTS:
        for name, series in getattr(history, group).items():
            yield f"{group}/{name}", np.ascontiguousarray(series.values)
    for name, kept in history.histograms.items():
        items = kept.items
        yield f"histograms/{name}/steps", np.array([step for step, _ in items], np.int64)
        yield f"histograms/{name}/ends", np.array([(h.low, h.high) for _, h in items], np.float64)
        yield f"histograms/{name}/counts", np.array([h.counts for _, h in items], np.int64)
    if confusions := history.confusions.items:
        yield "confusions/epochs", np.array([epoch for epoch, _ in confusions], np.int64)
        yield "confusions/counts", np.array([counts for _, counts in confusions], np.int64)


def read_moments(data: bytes, history: History) -> None:
    """Puts what the member holds into `history`.

    Raises:
        JsonError: when it is not what `moments_bytes` writes.
    """
    header = check_header(data)
    for entry in header.tensors.values():
        if entry.dtype not in {"F64", "I64"} or len(entry.shape) > 3 or entry.shape[:1] > (_MOST,):
            raise JsonError(text("one of its series is not one"))
    arrays = load_arrays(data)
    for group in _MOMENTS:
        columns = _part(arrays, group)
        if columns:
            _restore(history, group, columns)
    names = {name.rpartition("/")[0] for name in _part(arrays, "histograms")}
    for name in sorted(names):
        _read_histograms(history, name, _part(arrays, f"histograms/{name}"))
    if confusions := _part(arrays, "confusions"):
        _read_confusions(history, confusions)


def _part(arrays: Arrays, group: str) -> dict[str, np.ndarray]:
    prefix = f"{group}/"
    return {n.removeprefix(prefix): v for n, v in arrays.items() if n.startswith(prefix)}


def _restore(history: History, group: str, columns: Arrays) -> None:
    count = len(columns["step"]) if "step" in columns else -1
    if any(values.shape != (count,) for values in columns.values()):
        raise JsonError(text("one of its series has a gap"))
    getattr(history, group).restore(columns)


def _read_histograms(history: History, name: str, arrays: Arrays) -> None:
    try:
        steps, ends, counts = arrays["steps"], arrays["ends"], arrays["counts"]
    except KeyError:
        raise JsonError(text("one of its histograms is incomplete")) from None
    rows = len(steps)
    if steps.ndim != 1 or ends.shape != (rows, 2) or counts.ndim != 2 or len(counts) != rows:
        raise JsonError(text("one of its histograms is incomplete"))
    for step, (low, high), row in zip(steps.tolist(), ends.tolist(), counts, strict=True):
        if not (math.isfinite(low) and math.isfinite(high)):
            raise JsonError(text("one of its histograms is not one"))
        history.add_histogram(name, int(step), Histogram(low, high, row))


def _read_confusions(history: History, arrays: Arrays) -> None:
    epochs, counts = arrays.get("epochs", np.empty(0)), arrays.get("counts", np.empty(0))
    rows = len(epochs)
    classes = counts.shape[-1] if counts.ndim == 3 else 0
    square = 0 < classes <= _MOST_CLASSES and counts.shape == (rows, classes, classes)
    if epochs.ndim != 1 or not square or counts.dtype != np.int64 or (counts < 0).any():
        raise JsonError(text("its confusion matrix is not one"))
    for epoch, matrix in zip(epochs.tolist(), counts, strict=True):
        history.add_confusion(int(epoch), matrix)
