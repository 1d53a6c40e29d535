"""The whole project as one PyTorch script that can be read, run and kept without this program."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.check.shapes import NetworkInfo, require_valid
from engine.export.code_criterion import Criterion
from engine.export.code_data import write_data
from engine.export.code_functions import write_functions
from engine.export.code_module import write_module
from engine.export.code_training import TrainingSection
from engine.export.writer import Writer, import_lines
from engine.spec.data import InlineSource
from engine.spec.project import Project

_DEVICES = {
    "auto": 'device = "cuda" if torch.cuda.is_available() else "cpu"',
    "cuda": 'device = "cuda"',
}


@dataclass(frozen=True)
class Script:
    """The code, and which of its lines belong together, counted from 0.

    `lines` are those of each layer by its id, `calls` those of them where it computes, in `forward`;
    `phases` are those of each phase of a step, by the names of `engine.walk_answers.PHASES`.
    """

    code: str
    lines: Mapping[str, tuple[int, ...]]
    calls: Mapping[str, tuple[int, ...]]
    phases: Mapping[str, tuple[int, ...]]


def python_code(project: Project, folder: Path | None = None) -> str:
    """The complete script; run by itself it gives the numbers that the program gives.

    Args:
        project: what is on screen.
        folder: where the project file lies; a CSV file's first lines are looked at from there. The
            script has to be run in that folder when the path is relative.

    Raises:
        UserError: when a layer can't work as it is, naming it, or when a CSV file's columns are not
            known yet (fill them in with `engine.data.recognise.resolve`).
    """
    return python_script(project, folder).code


def python_script(project: Project, folder: Path | None = None) -> Script:
    """Like `python_code`, with the lines of each layer and of each phase."""
    network, training = project.network, project.training
    info = require_valid(network)
    device = "" if training.device == "cpu" else "device"
    data, module, rest, functions = Writer(), Writer(), Writer(), Writer()
    forward = write_module(module, network, info)
    if _can_train(project):
        rows = write_data(data, project.data, folder, device)
        criterion = Criterion(rest, training, network, info, rows)
        TrainingSection(rest, training, network, rows, criterion, device).write()
    else:
        _write_trial(rest, project, info)
        device = ""
    write_functions(functions, [*module.functions, *rest.functions])
    writers = (data, module, rest, functions)
    imports = set().union(*(writer.imports for writer in writers)) | {("torch", "")}
    lines = [*_header(project), *import_lines(imports), ""]
    if device:
        lines += [_DEVICES[training.device], ""]
    if data.lines:
        lines += ["# Data", *data.lines]
    lines += ["", "", *functions.lines]
    if lines[-3:] == ["", "", ""]:
        lines.pop()
    start = len(lines)
    lines += [*module.lines, "", "", "# Training"]
    return Script(
        _joined([*lines, *rest.lines]),
        lines=_numbered(module, start),
        calls=_numbered(module, start, forward),
        phases=_numbered(rest, len(lines)),
    )


def _numbered(part: Writer, start: int, first: int = 0) -> dict[str, tuple[int, ...]]:
    """Whose lines are where in the script, of a part that starts there; only those from `first` on."""
    return {
        owner: tuple(start + number for number in numbers if number >= first)
        for owner, numbers in part.owned.items()
    }


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _header(project: Project) -> list[str]:
    """One comment; a title is shortened to one line of characters that can be seen."""
    title = "".join(c if c.isprintable() else " " for c in project.title).strip()[:70]
    return [f"# {title or 'A network in PyTorch'}, written by Netwright.", ""]


def _can_train(project: Project) -> bool:
    """Whether there is data to train on."""
    source = project.data.source
    is_empty = isinstance(source, InlineSource) and not source.columns
    return not is_empty


def _write_trial(code: Writer, project: Project, info: NetworkInfo) -> None:
    """Without data for its inputs the network is only tried."""
    code.add("# There is no data to train on: the network is tried on random numbers.")
    shapes = [(2, *info.layers[layer.id].outputs[0]) for layer in project.network.inputs]
    code.add(f"torch.manual_seed({project.training.seed})", "model = Net()")
    inputs = ", ".join(f"torch.rand({shape})" for shape in shapes)
    code.add(f"outputs = model({inputs})", owner="forward")
