"""A run as a project again: what it was trained with, its weights and its history up to them."""

from dataclasses import replace

from engine.files.project_file import ProjectFile, load_project_only, trained_steps
from engine.runs.place import weights_file
from engine.runs.reading import RunReader
from engine.runs.run import Run
from engine.runs.store import RunStore


def copy_of(store: RunStore, run: Run) -> ProjectFile:
    """What a project file of the run holds; without weights and history where no weights were kept.

    The weights stay in their file, which `stored` names. Those of an interrupted run are older than
    its last points: its history ends where they do, so that it can be gone on with.

    Raises:
        UserError: when the run or its weights can't be read.
    """
    weights = weights_file(store.path, run.id)
    if not weights.exists():
        return ProjectFile(store.project(run.id))
    history, steps = RunReader(store, run.id).history(), trained_steps(weights)
    if steps < history.step_count:
        history = history.until(steps)
    return replace(load_project_only(weights), history=history)
