"""`export`: plain PyTorch code, or weights alone."""

import argparse
from pathlib import Path

from engine.commands.shared import show
from engine.files.project_file import load
from engine.text import UserError, text


def run(options: argparse.Namespace) -> int:
    """Writes the file."""
    output = Path(options.output)
    if options.to == "python":
        from engine.export.python_code import python_code
        from engine.files.atomic import write_bytes

        path = Path(options.project)
        code = python_code(load(path).project, path.parent)
        write_bytes(output, code.encode())
    else:
        from engine.files.weights import save_weights

        checkpoint = load(Path(options.project)).checkpoint
        if checkpoint is None:
            raise UserError(
                text("“{file}” has no weights yet: train it first.", file=options.project)
            )
        save_weights(output, checkpoint.best)
    show(str(output))
    return 0
