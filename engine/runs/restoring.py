"""A run as a project again: what it was trained with, its weights and its history up to them."""

from dataclasses import replace

from engine.files.project_file import ProjectFile, load_project_only, trained_steps
from engine.runs.place import weights_file
from engine.runs.reading import RunReader
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.spec.project import Project
from engine.train.events import RunEnded


def copy_of(store: RunStore, run: Run) -> ProjectFile:
    """What a project file of the run holds; without weights and history where no weights were kept.

    The weights stay in their file, which `stored` names. Those of an interrupted run are older than
    its last points: its history ends where they do, so that it can be gone on with. The history of a run
    that diverged says why.

    Raises:
        UserError: when the run or its weights can't be read.
    """
    weights = weights_file(store.path, run.id)
    if not weights.exists():
        return ProjectFile(store.project(run.id))
    history, steps = RunReader(store, run.id).history(), trained_steps(weights)
    if steps < history.step_count:
        history = history.until(steps)
    contents = load_project_only(weights)
    if run.state == "diverged":
        history.ended = _divergence(run, contents.project, history.step_count)
    return replace(contents, history=history)


def _divergence(run: Run, project: Project, step: int) -> RunEnded:
    """How the run ended; the layer is known by the name that the message calls it."""
    called = run.message.args.get("layer")
    layer = next((one.id for one in project.network.layers if one.name == called), None)
    standing = run.standing
    return RunEnded("diverged", standing.epochs, step, standing.seconds, run.message, layer)
