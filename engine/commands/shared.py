"""What several commands do: open a project with its data, print JSON, write messages."""

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.fitted import Fitted
from engine.data.preprocess import Prepared, prepare
from engine.data.sources import open_source
from engine.files.project_file import ProjectFile, load
from engine.spec.component import component
from engine.spec.project import Project

if TYPE_CHECKING:
    from engine.train.session import Session


@dataclass(frozen=True)
class Opened:
    """A project file and its data."""

    path: Path
    file: ProjectFile
    prepared: Prepared

    @property
    def project(self) -> Project:
        """The project as saved."""
        return self.file.project


def open_project(path: str) -> Opened:
    """Reads a project file and its data; raises UserError for either."""
    file = load(Path(path))
    return Opened(Path(path), file, read_data(file.project, Path(path).parent))


def read_data(project: Project, folder: Path) -> Prepared:
    """The project's data, prepared; odd things about it go to stderr."""
    prepared = prepare(project.data, open_source(project.data.source, folder))
    for warning in prepared.warnings:
        tell(str(warning))
    return prepared


def fitted_of(file: ProjectFile, path: Path) -> Fitted:
    """How the rows are coded: as in training, or else by the project's data."""
    return file.fitted or read_data(file.project, path.parent).encoder


def session_to_ask(file: ProjectFile, prepared: Prepared) -> "Session":
    """A session with the saved weights, or with fresh ones when the project was never trained.

    Args:
        file: has the network and its weights.
        prepared: the rows that the session is asked about; others than those of the training may be.
    """
    from engine.train.checkpoint import restore_weights
    from engine.train.session import Session

    # No step is taken; a schedule may find that a run over so few rows would be too short for it.
    training = file.project.training.replace(schedule=component("constant"))
    session = Session(file.project.replace(training=training), prepared)
    if file.checkpoint is not None:
        restore_weights(session, file.checkpoint)
    else:
        tell("This project has not been trained: its weights are the initial ones.")
    return session


def tell(message: str) -> None:
    """A line for people, on stderr."""
    sys.stderr.write(message + "\n")


def show(message: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


def print_json(value: Any) -> None:
    """One JSON value on one line; NaN and infinities become null, arrays lists."""
    show(json.dumps(plain(value), ensure_ascii=False, allow_nan=False))


def plain(value: Any) -> Any:
    """The value in JSON's own types."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
