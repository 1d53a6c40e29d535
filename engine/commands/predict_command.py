"""`predict`: the rows of a file with their predictions, as CSV."""

import argparse
from pathlib import Path

from engine import numbers
from engine.commands.shared import fitted_of, session_to_ask, show, tell
from engine.data.labelled import stand_in
from engine.data.sources import source_from_argument
from engine.files.project_file import load
from engine.predict_file import predict_file
from engine.queries import predict


def run(options: argparse.Namespace) -> int:
    """Writes the file and says how many rows it has."""
    path = Path(options.project)
    file = load(path)
    session = session_to_ask(file, stand_in(fitted_of(file, path)))
    written = predict_file(
        source_from_argument(options.data),
        Path(options.output),
        session.prepared.encoder,
        lambda x: predict(session, x=x),
        Path.cwd(),
    )
    for warning in dict.fromkeys(map(str, written.warnings)):
        tell(warning)
    show(f"{options.output}: {numbers.count(written.rows)} rows")
    return 0
