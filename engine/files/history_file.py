"""A run's figures as members of a project file: numbers in safetensors, by chunks of steps.

The steps' series are cut into chunks of a fixed number of steps, so that no member grows without
bound and one chunk at a time is in memory while writing. Everything else is one small JSON member.
No torch is needed, and no array of objects can be written or read.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from engine.files import layout, strict_json
from engine.files.archive import Archive
from engine.files.moments_file import moments_bytes, read_moments
from engine.files.sentences import packed, unpacked
from engine.files.strict_json import JsonError
from engine.files.tensor_header import check_header
from engine.history import History
from engine.series import Series
from engine.text import Text, text
from engine.train.events import RunEnded

#: How numbers that JSON has no word for are written.
WORDS = ("nan", "inf", "-inf")
_MOST_CLASSES = 100_000


def history_members(history: History) -> Iterator[tuple[str, bytes]]:
    """The members that hold `history`, in order."""
    length = max((len(series) for series in history.steps.values()), default=0)
    chunks = -(-length // layout.CHUNK)
    yield (
        layout.HISTORY,
        strict_json.dump(
            {
                "chunks": chunks,
                "epochs": {name: _words(s.values) for name, s in history.epochs.items()},
                "ended": _ending(history.ended),
                **history_notes(history),
            }
        ),
    )
    for number in range(chunks):
        start = number * layout.CHUNK
        part = {
            name: np.ascontiguousarray(series.values[start : start + layout.CHUNK])
            for name, series in history.steps.items()
            if len(series) > start
        }
        yield layout.history_chunk(number), save_arrays(part)
    if moments := moments_bytes(history):
        yield layout.MOMENTS, moments


def history_notes(history: History) -> dict[str, object]:
    """What is no series: what took effect after which step, in values for JSON."""
    return {
        "steps_per_epoch": history.steps_per_epoch,
        "settings": [[step, name, _word(v)] for step, name, v in history.settings],
        "paths": [[step, path, _sentence(why)] for step, path, why in history.paths],
        "kept": [[step, epoch] for step, epoch in history.kept],
    }


def read_notes(described: dict[str, Any], history: History) -> None:
    """Puts what `history_notes` gave into `history`.

    Raises:
        JsonError: when it is something else.
    """
    history.steps_per_epoch = strict_json.member(described, "steps_per_epoch", _positive)
    history.settings = [
        (step, name, float(value))
        for step, name, value in strict_json.member(described, "settings", _settings)
    ]
    history.paths = [
        (step, path, None if why is None else Text(why))
        for step, path, why in strict_json.member(described, "paths", _paths)
    ]
    history.kept = [(step, epoch) for step, epoch in strict_json.member(described, "kept", _kept)]


def read_history(archive: Archive, described: dict[str, Any] | None) -> History | None:
    """The history in the file, as its JSON member describes it; None where there is none.

    Raises:
        DamagedFileError: when it is not one.
    """
    if described is None:
        return None
    try:
        return _history(archive, described)
    except JsonError as error:
        raise archive.fault(layout.HISTORY, error.text) from None


def _history(archive: Archive, described: dict[str, Any]) -> History:
    history = History()
    chunks = strict_json.member(described, "chunks", _count)
    names = [layout.history_chunk(number) for number in range(min(chunks, layout.MOST_MEMBERS))]
    found = [name for name in archive.names("history/") if name != layout.MOMENTS]
    if found != names or chunks > layout.MOST_MEMBERS:
        raise JsonError(text("some of its chunks are missing"))
    read_notes(described, history)
    history.ended = _read_ending(strict_json.member(described, "ended", _is_ending))
    epochs = strict_json.member(described, "epochs", lambda v: isinstance(v, dict))
    history.epochs = {name: Series(_numbers(values)) for name, values in epochs.items()}
    if described.get("confusion") is not None:  # as format 2 had it
        matrix = strict_json.member(described, "confusion", _confusion)
        history.add_confusion(history.epoch_count, np.array(matrix, np.int64))
    history.steps = _steps(archive, names)
    if layout.MOMENTS in archive:
        try:
            read_moments(archive.read(layout.MOMENTS), history)
        except JsonError as error:
            raise archive.fault(layout.MOMENTS, error.text) from None
    history.version = 1
    return history


def _ending(ended: RunEnded | None) -> dict[str, object] | None:
    """How the run came to nothing, in values for JSON."""
    if ended is None or ended.message is None:
        return None
    return {
        "epoch": ended.epoch,
        "step": ended.step,
        "seconds": _word(ended.seconds),
        "message": packed(ended.message),
        "layer": ended.layer,
    }


def _is_ending(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict)
        and set(value) == {"epoch", "step", "seconds", "message", "layer"}
        and _count(value["epoch"])
        and _count(value["step"])
        and _number(value["seconds"])
        and isinstance(value["layer"], str | None)
    )


def _read_ending(found: dict[str, Any] | None) -> RunEnded | None:
    if found is None:
        return None
    try:
        message = unpacked(found["message"])
    except ValueError:
        raise JsonError(text("its entry “{key}” is missing or wrong", key="ended")) from None
    seconds = float(found["seconds"])
    return RunEnded("diverged", found["epoch"], found["step"], seconds, message, found["layer"])


def _steps(archive: Archive, names: list[str]) -> dict[str, Series]:
    parts: dict[str, list[np.ndarray]] = {}
    for place, name in enumerate(names):
        for series, values in _chunk(archive, name).items():
            so_far = parts.setdefault(series, [])
            if len(so_far) != place or any(len(part) != layout.CHUNK for part in so_far[-1:]):
                raise archive.fault(name, text("one of its series has a gap"))
            so_far.append(values)
    return {name: Series(np.concatenate(values)) for name, values in parts.items()}


def _chunk(archive: Archive, name: str) -> dict[str, np.ndarray]:
    data = archive.read(name)
    try:
        header = check_header(data)
    except JsonError as error:
        raise archive.fault(name, error.text) from None
    for entry in header.tensors.values():
        if len(entry.shape) != 1 or entry.shape[0] > layout.CHUNK:
            raise archive.fault(name, text("a series has another length than a chunk may have"))
        if entry.dtype not in {"F32", "F64"}:
            raise archive.fault(name, text("a series holds something else than numbers"))
    arrays: dict[str, np.ndarray] = load_arrays(data)
    return arrays


def _words(values: np.ndarray) -> list[float | str]:
    """Numbers for JSON, which has none for those that are not finite."""
    return [_word(value) for value in values.tolist()]


def _word(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


def _numbers(values: Any) -> np.ndarray:
    if not isinstance(values, list) or not all(_number(v) for v in values):
        raise JsonError(text("a series holds something else than numbers"))
    return np.array([float(v) for v in values], np.float64)


def _number(value: Any) -> bool:
    return type(value) in {int, float} or (isinstance(value, str) and value in WORDS)


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _positive(value: Any) -> bool:
    return _count(value) and value > 0


def _settings(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, list)
        and len(entry) == 3
        and _count(entry[0])
        and isinstance(entry[1], str)
        and _number(entry[2])
        for entry in value
    )


def _sentence(reason: Text | None) -> str | None:
    return None if reason is None else str(reason)


def _paths(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, list)
        and len(entry) == 3
        and _count(entry[0])
        and isinstance(entry[1], str)
        and isinstance(entry[2], str | None)
        for entry in value
    )


def _kept(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, list) and len(entry) == 2 and all(map(_count, entry)) for entry in value
    )


def _confusion(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) < _MOST_CLASSES
        and all(isinstance(row, list) and len(row) == len(value) for row in value)
        and all(_count(cell) for row in value for cell in row)
    )
