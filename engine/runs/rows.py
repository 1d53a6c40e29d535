"""The table of runs: rows to values and back, everything that comes out of the file checked."""

import math
import sqlite3
from typing import Any, cast

from engine.files import strict_json
from engine.files.sentences import packed, unpacked
from engine.runs.processes import Writer
from engine.runs.run import LIVE, STATES, Run, Standing, State
from engine.text import Text, UserError

_MOST_LAST = _MOST_MESSAGE = 1 << 20

COLUMNS = (
    "number, id, revision, deleted, name, note, tags, colour, created, updated, state, message, title, "
    "file, planned, seed, device, threads, torch, parent, parent_step, steps, epochs, seconds, path, "
    "watched, best, best_epoch, last, host, process, process_began, heartbeat"
)


def run_of(row: sqlite3.Row) -> Run:
    """The run in a row of COLUMNS; what is damaged in it counts as unknown."""
    values = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values
    writer = Writer(values["host"], values["process"], values["process_began"], values["heartbeat"])
    known = values["state"] in STATES and (values["state"] not in LIVE or writer.lives)
    state = cast(State, values["state"] if known else "interrupted")
    standing = Standing(
        **{name: values[name] for name in ("steps", "epochs", "seconds", "path", "watched")},
        best=values["best"],
        best_epoch=values["best_epoch"],
        last=_figures(values["last"]),
    )
    kept = {name: values[name] for name in _PLAIN}
    return Run(
        **kept,
        message=message_of(values["message"]),
        deleted=bool(values["deleted"]),
        tags=tags_of(values["tags"]),
        state=state,
        standing=standing,
        writer=writer,
    )


_PLAIN = (
    "number id revision name note colour created updated title file planned seed device "
    "threads torch parent parent_step"
).split()


def standing_values(standing: Standing) -> dict[str, Any]:
    """The columns that tell how far a run has come."""
    last = {n: v if math.isfinite(v) else str(v) for n, v in standing.last.items()}
    return {
        "steps": standing.steps,
        "epochs": standing.epochs,
        "seconds": standing.seconds if math.isfinite(standing.seconds) else 0.0,
        "path": standing.path,
        "watched": standing.watched,
        "best": standing.best,
        "best_epoch": standing.best_epoch,
        "last": strict_json.dump(last).decode(),
    }


def writer_values(writer: Writer) -> dict[str, Any]:
    """The columns that tell which process writes."""
    return {
        "host": writer.host,
        "process": writer.process,
        "process_began": writer.began,
        "heartbeat": writer.heartbeat,
        "updated": writer.heartbeat,
    }


def tags_of(line: str) -> tuple[str, ...]:
    """The tags of a line of words."""
    return tuple(dict.fromkeys(line.split()))


def message_line(message: Text | None) -> str:
    """A sentence so that it can be read back and said in any language; "" for none."""
    return "" if message is None else strict_json.dump(packed(message)).decode()


def message_of(line: str) -> Text:
    """The sentence in a line; other words are said as they are."""
    try:
        return unpacked(strict_json.parse(line.encode(), _MOST_MESSAGE))
    except ValueError:
        return Text(line)


def _figures(line: str) -> dict[str, float]:
    try:
        last = strict_json.parse(line.encode(), _MOST_LAST)
        return {name: float(value) for name, value in last.items()}
    except (UserError, TypeError, ValueError):
        return {}
