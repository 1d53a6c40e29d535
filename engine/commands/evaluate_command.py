"""`evaluate`: loss and metrics of the best weights on a split, or on a file."""

import argparse
from pathlib import Path

from engine import numbers
from engine.commands.shared import open_project, print_json, show, trained_session
from engine.data.labelled import labelled
from engine.data.sources import open_source, source_from_argument
from engine.queries import evaluate


def run(options: argparse.Namespace) -> int:
    """Prints the figures."""
    opened = open_project(options.project)
    split = options.split
    if options.data:
        fitted = opened.file.fitted or opened.prepared.encoder
        new = labelled(fitted, open_source(source_from_argument(options.data), Path.cwd()))
        session = trained_session(opened)
        session.prepared = new
        split = "test"
    else:
        session = trained_session(opened)
    answer = evaluate(session, split)
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
