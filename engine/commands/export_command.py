"""`export`: plain PyTorch code, or weights alone."""

import argparse
from pathlib import Path

from engine.commands.shared import show
from engine.data.recognise import resolve
from engine.data.sources import open_source
from engine.files.project_file import load_checkpoint, load_project_only
from engine.spec.data import CsvSource
from engine.spec.project import Project
from engine.text import UserError, text


def run(options: argparse.Namespace) -> int:
    """Writes the file."""
    path, output = Path(options.project), Path(options.output)
    if options.to == "python":
        from engine.export.python_code import python_code
        from engine.files.atomic import write_bytes

        project = _resolved(load_project_only(path).project, path.parent)
        write_bytes(output, python_code(project, path.parent).encode())
    else:
        from engine.files.weights import PT_SUFFIXES, SAFETENSORS_SUFFIX, save_weights

        suffixes = PT_SUFFIXES if options.to == "pt" else (SAFETENSORS_SUFFIX,)
        if output.suffix.lower() not in suffixes:
            raise UserError(
                text(
                    "--to {form} writes a file called {suffix}, not “{file}”.",
                    form=options.to,
                    suffix=f"*{suffixes[0]}",
                    file=output.name,
                )
            )
        checkpoint = load_checkpoint(path)
        if checkpoint is None:
            raise UserError(
                text("“{file}” has no weights yet: train it first.", file=options.project)
            )
        save_weights(output, checkpoint.best)
    show(str(output))
    return 0


def _resolved(project: Project, folder: Path) -> Project:
    """The project with the columns of its CSV file, which code can't be written without."""
    data = project.data
    if not isinstance(data.source, CsvSource) or data.columns:
        return project
    return project.replace(data=resolve(data, open_source(data.source, folder)))
