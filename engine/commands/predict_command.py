"""`predict`: the rows of a file with their predictions, as CSV."""

import argparse
from pathlib import Path

from engine.commands.shared import open_project, show, tell, trained_session
from engine.data.sources import source_from_argument
from engine.predict_file import predict_file
from engine.queries import predict


def run(options: argparse.Namespace) -> int:
    """Writes the file and says how many rows it has."""
    opened = open_project(options.project)
    session = trained_session(opened)
    written = predict_file(
        source_from_argument(options.data),
        Path(options.output),
        session.prepared.encoder,
        lambda x: predict(session, x=x),
        Path.cwd(),
    )
    for warning in dict.fromkeys(map(str, written.warnings)):
        tell(warning)
    show(f"{options.output}: {written.rows}")
    return 0
