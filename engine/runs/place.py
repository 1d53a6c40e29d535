"""Where the runs of a user are kept."""

import os
import sys
from pathlib import Path

_NAME = Path("Netwright") / "Netwright"


def data_folder() -> Path:
    """The user's data folder of this program, the same that Qt calls AppDataLocation."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    given = Path(os.environ.get("XDG_DATA_HOME", ""))  # one that is not absolute counts as none
    return (given if given.is_absolute() else Path.home() / ".local" / "share") / _NAME


def runs_file() -> Path:
    """The file that window and command line share; the variable NETWRIGHT_RUNS names another."""
    if named := os.environ.get("NETWRIGHT_RUNS"):
        return Path(named)
    return runs_beside(data_folder() / "recovery")


def runs_beside(recovery: Path) -> Path:
    """The file of runs that goes with a folder for autosaves, so that both are a user's or a test's."""
    return recovery.parent / "runs" / "runs.sqlite"


def weights_file(runs: Path, run_id: str) -> Path:
    """The project file that holds a run's weights, beside the file of runs."""
    return runs.parent / f"{run_id}.netw"
