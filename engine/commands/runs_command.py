"""`runs`: the list that the window shows, on the command line."""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine import numbers
from engine.commands.shared import print_json, show, tell
from engine.differences import differences
from engine.files.project_file import save
from engine.runs.place import runs_file
from engine.runs.reading import RunReader
from engine.runs.restoring import copy_of
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.table import write_csv
from engine.text import UserError, text

#: Fewer characters of an id than this name no run.
_SHORTEST_ID = 4


def run(options: argparse.Namespace) -> int:
    """Does what is asked with the runs; raises UserError for a run that is not there."""
    path = Path(options.runs) if options.runs else runs_file()
    if options.runs and not path.exists():
        raise UserError(text("There is no file of runs {file}.", file=path))
    store = RunStore(path)
    try:
        if store.notice is not None:
            tell(str(store.notice))
        _ACTIONS[options.action](store, options)
    finally:
        store.close()
    return 0


def _list(store: RunStore, options: argparse.Namespace) -> None:
    runs = _chosen(store, options.run) if options.run else store.runs()
    if options.json:
        print_json([_described(run) for run in runs])
    elif not runs:
        show("No runs yet: main.py train PROJECT makes one.")
    else:
        _print(_TITLES, [_row(run) for run in runs])


_TITLES = (
    "#",
    "name",
    "state",
    "best",
    "last",
    "epochs",
    "steps",
    "time",
    "device",
    "begun",
    "tags",
)


def _row(run: Run) -> tuple[str, ...]:
    standing = run.standing
    return (
        str(run.number),
        run.label,
        run.state,
        numbers.short(standing.best),
        numbers.short(run.last_loss),
        f"{standing.epochs}/{run.planned}",
        str(standing.steps),
        numbers.seconds(standing.seconds),
        run.device,
        time.strftime("%Y-%m-%d %H:%M", time.localtime(run.created)),
        " ".join(run.tags),
    )


def _print(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (titles, *rows)) for i in range(len(titles))]
    for row in (titles, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        show("  ".join(cells).rstrip())


def _described(run: Run) -> dict[str, Any]:
    standing = run.standing
    return {
        "number": run.number,
        "id": run.id,
        "name": run.label,
        "state": run.state,
        "message": str(run.message),
        "note": run.note,
        "tags": run.tags,
        "created": run.created,
        "file": run.file,
        "device": run.device,
        "threads": run.threads,
        "torch": run.torch,
        "seed": run.seed,
        "planned_epochs": run.planned,
        "epochs": standing.epochs,
        "steps": standing.steps,
        "seconds": standing.seconds,
        "path": standing.path,
        "watched": standing.watched,
        "best": standing.best,
        "best_epoch": standing.best_epoch,
        "last": standing.last,
        "parent": run.parent,
        "parent_step": run.parent_step,
    }


def _show(store: RunStore, options: argparse.Namespace) -> None:
    for run in _chosen(store, options.run, at_least=1):
        described = _described(run)
        if options.json:
            print_json(described | {"project": store.project(run.id).model_dump(mode="json")})
            continue
        last = described.pop("last")
        rows = [(name, str(value)) for name, value in described.items() if value not in {"", ()}]
        rows += [(f"last {name}", numbers.short(value)) for name, value in sorted(last.items())]
        _print(("run", str(run.number)), rows)


def _compare(store: RunStore, options: argparse.Namespace) -> None:
    first, second = _chosen(store, options.run, at_least=2, at_most=2)
    found = [str(d) for d in differences(store.project(first.id), store.project(second.id))]
    names = sorted({*first.standing.last, *second.standing.last})
    figures = {"best": (first.standing.best, second.standing.best)}
    figures |= {n: (first.standing.last.get(n), second.standing.last.get(n)) for n in names}
    if options.json:
        print_json({"differences": found, "figures": figures})
        return
    for line in found or ["The projects are the same."]:
        show(line)
    show("")
    rows = [(name, numbers.short(a), numbers.short(b)) for name, (a, b) in figures.items()]
    _print(("", first.label, second.label), rows)


def _restore(store: RunStore, options: argparse.Namespace) -> None:
    (run,) = _chosen(store, options.run, at_least=1, at_most=1)
    output = _output(options)
    contents = copy_of(store, run)
    if contents.stored is None:
        raise UserError(text("The weights of run {number} were not kept.", number=run.number))
    save(output, contents)
    show(f"Run {run.number} is in {output}.")


def _export(store: RunStore, options: argparse.Namespace) -> None:
    (run,) = _chosen(store, options.run, at_least=1, at_most=1)
    output = _output(options)
    history = RunReader(store, run.id).history()
    write_csv(history, options.part, store.project(run.id).network, output)
    show(f"The {options.part} of run {run.number} are in {output}.")


def _delete(store: RunStore, options: argparse.Namespace) -> None:
    runs = _chosen(store, options.run, at_least=1)
    store.delete([run.id for run in runs])
    store.purge()
    show(f"{len(runs)} deleted.")


def _output(options: argparse.Namespace) -> Path:
    if not options.output:
        raise UserError(text("Say where to with --output FILE."))
    return Path(options.output)


def _chosen(
    store: RunStore, wanted: Sequence[str], at_least: int = 0, at_most: int | None = None
) -> list[Run]:
    if len(wanted) < at_least or (at_most is not None and len(wanted) > at_most):
        raise UserError(
            text("Name {count} of the runs that `runs` lists, by number.", count=max(at_least, 1))
        )
    runs = store.runs()
    return [_find(runs, name) for name in wanted]


def _find(runs: Sequence[Run], name: str) -> Run:
    matches: tuple[Callable[[Run], bool], ...] = (
        lambda run: str(run.number) == name.removeprefix("#"),
        lambda run: name in {run.name, run.label},
        lambda run: len(name) >= _SHORTEST_ID and run.id.startswith(name),
    )
    for fits in matches:
        found = [run for run in runs if fits(run)]
        if len(found) == 1:
            return found[0]
        if found:
            numbered = ", ".join(str(run.number) for run in found[:5])
            raise UserError(
                text("Several runs are called {name}: {numbers}.", name=name[:60], numbers=numbered)
            )
    raise UserError(text("There is no run {name}. `runs` lists them.", name=name[:60]))


_ACTIONS = {
    "list": _list,
    "show": _show,
    "compare": _compare,
    "restore": _restore,
    "export": _export,
    "delete": _delete,
}
