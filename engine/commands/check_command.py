"""`check`: what is wrong or unwise about a project, without training it."""

import argparse
from pathlib import Path

from engine.check.advice import advise
from engine.commands.shared import print_json, read_data, show
from engine.files.data_path import lies_elsewhere
from engine.files.project_file import load_project_only
from engine.text import UserError, text


def run(options: argparse.Namespace) -> int:
    """Prints problems and advice; 1 when the project can't be trained as it is."""
    path = Path(options.project)
    project = load_project_only(path).project
    found = []
    prepared = None
    try:
        prepared = read_data(project, path.parent)
    except UserError as error:
        found.append({"layer": None, "level": "error", "rule": "data", "message": str(error)})
    for advice in advise(project, prepared):
        name = project.network.layer(advice.layer).name if advice.layer else None
        entry = {"layer": name, "level": advice.level, "rule": advice.rule}
        found.append({**entry, "message": str(advice.message)})
    if (place := lies_elsewhere(project, path)) is not None:
        message = text(
            "The data lies outside the project's folder: {path}. Move it there, so that both can be "
            "moved together.",
            path=place,
        )
        entry = {"layer": None, "level": "advice", "rule": "dataElsewhere"}
        found.append({**entry, "message": str(message)})
    failed = any(entry["level"] != "advice" for entry in found)
    if options.json:
        print_json({"ok": not failed, "found": found})
    elif not found:
        show("Nothing to mend.")
    else:
        for entry in found:
            show(f"{entry['level']}: {entry['message']}")
    return 1 if failed else 0
