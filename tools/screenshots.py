"""Retakes the pictures of both READMEs from the running program: `make screenshots`.

Each picture is a window of its own in a process of its own, driven by the program's own actions; what
is on screen is grabbed once the run has come as far as wanted.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs" / "screenshots"


@dataclass(frozen=True)
class Shot:
    """One picture: which example, how it is shown, and how many epochs are trained before.

    With `walk_to` a step is walked to that phase, and the first number of ∂L/∂`explained` derived.
    """

    name: str
    example: str
    theme: str
    language: str
    page: str
    epochs: int
    selected: str = ""
    training_tab: bool = False
    pause: bool = False
    walk_to: str = ""
    explained: str = ""


SHOTS = (
    Shot("monitor-dark", "digits", "dark", "en", "monitor", 14, selected="conv2", pause=True),
    Shot("monitor-light", "digits", "light", "en", "monitor", 14, selected="conv2", pause=True),
    Shot("data-dark", "wine", "dark", "en", "data", 0, selected="fc3", training_tab=True),
    Shot("predict-dark-zh", "digits", "dark", "zh_CN", "predict", 20, selected="relu1"),
    Shot(
        "step-through-light",
        "one-neuron",
        "light",
        "en",
        "steps",
        0,
        training_tab=True,
        walk_to="backward",
        explained="fc1.weight",
    ),
    Shot(
        "step-through-light-zh",
        "one-neuron",
        "light",
        "zh_CN",
        "steps",
        0,
        training_tab=True,
        walk_to="backward",
        explained="fc1.weight",
    ),
    Shot("graph-light", "digits", "light", "en", "graph", 0, selected="conv2"),
    Shot("code-light", "spirals", "light", "en", "code", 0, selected="fc2"),
)


def take(shot: Shot) -> None:
    """Opens the window, does what the picture needs, and saves it."""
    from PySide6.QtCore import QSettings, QTimer

    from engine.examples import example
    from gui.app import make_application, make_window
    from gui.run.state import RunState
    from gui.settings import Settings

    folder = Path(tempfile.mkdtemp())
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.set_text("theme", shot.theme)
    settings.set_text("language", shot.language)
    settings.set_flag("welcomed", value=True)
    app = make_application(["screenshots"], settings)
    window = make_window(app, settings, folder / "recovery")
    window.resize(1440, 900)
    window.show()
    window.files.open_example(example(shot.example).path)

    def when(ready: Callable[[], bool], then: Callable[[], None]) -> None:
        if ready():
            then()
        else:
            QTimer.singleShot(30, window, lambda: when(ready, then))

    def start() -> None:
        network = window.document.project.network
        if shot.selected:
            window.selection.set([network.named(shot.selected).id])
        if shot.training_tab:
            window.inspector.show_training()
        if shot.epochs:
            window.actions_table.by_id["train"].trigger()
        window.workspace.show_page("monitor" if shot.epochs else shot.page)
        when(trained, show)

    def trained() -> bool:
        return window.controller.history.epoch_count >= shot.epochs

    def show() -> None:
        if shot.pause:
            window.controller.pause()
        window.workspace.show_page(shot.page)
        if shot.walk_to:
            walk(window, shot, lambda: QTimer.singleShot(2500, window, finish))
            return
        when(
            lambda: window.controller.state in {RunState.IDLE, RunState.PAUSED},
            lambda: QTimer.singleShot(2500, window, finish),
        )

    def finish() -> None:
        window.notice.close_notice()
        QTimer.singleShot(300, window, grab)

    def grab() -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(FOLDER / f"{shot.name}.png"))
        os._exit(0)

    when(
        lambda: window.controller.session is not None and window.controller.engine is not None,
        start,
    )
    app.exec()


def walk(window: "MainWindow", shot: Shot, then: Callable[[], None]) -> None:
    """Walks a step as far as wanted and asks why a gradient is what it is."""
    from PySide6.QtWidgets import QPushButton

    from engine.explain.derivation import Cell
    from gui.pages.steps.page import StepsPage

    page = window.workspace.page("steps")
    assert isinstance(page, StepsPage)

    def explain() -> None:
        page.explain(Cell(shot.explained, (0, 0), "gradient"))
        then()

    window.controller.walk.changed.connect(explain)
    button = page.findChild(QPushButton, f"stepsPhase-{shot.walk_to}")
    assert button is not None
    button.click()


def main() -> int:
    """Takes the pictures named, or all of them, each in its own process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        take(next(shot for shot in SHOTS if shot.name == options.here))
        return 0
    for shot in SHOTS:
        if not options.names or shot.name in options.names:
            print(shot.name, flush=True)
            command = [sys.executable, __file__, "--here", shot.name]
            subprocess.run(command, check=True, cwd=ROOT, timeout=180)
    return 0


if __name__ == "__main__":
    sys.exit(main())
