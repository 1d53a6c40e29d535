"""`evaluate`: loss and metrics of the best weights on a split, or on a file."""

import argparse
from pathlib import Path

from engine import numbers
from engine.commands.shared import fitted_of, print_json, read_data, session_to_ask, show
from engine.data.labelled import labelled
from engine.data.sources import open_source, source_from_argument
from engine.files.project_file import load
from engine.queries import evaluate


def run(options: argparse.Namespace) -> int:
    """Prints the figures."""
    path = Path(options.project)
    file = load(path)
    if options.data:
        table = open_source(source_from_argument(options.data), Path.cwd())
        session = session_to_ask(file, labelled(fitted_of(file, path), table))
        answer = evaluate(session, "test")
    else:
        session = session_to_ask(file, read_data(file.project, path.parent))
        answer = evaluate(session, options.split)
    if options.json:
        print_json(
            {
                "split": options.data or answer.split,
                "rows": len(answer.rows),
                "loss": answer.loss,
                "metrics": answer.metrics,
                "confusion": answer.confusion,
                "classes": session.prepared.classes,
                "weights": answer.source,
                "epoch": answer.epoch,
            }
        )
        return 0
    show(f"{options.data or answer.split}: {numbers.count(len(answer.rows))} rows")
    for name, value in {"loss": answer.loss, **answer.metrics}.items():
        show(f"  {name:<10} {numbers.long(value)}")
    return 0
