"""Run as a process of its own: trains in the window, says when it was autosaved, and waits to be killed.

python crash_child.py RECOVERY_FOLDER
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings

from gui import recovery
from gui.app import make_application, make_window
from gui.settings import Settings


def main(folder: Path) -> int:
    recovery.TRAINING_MS = recovery.EDIT_MS = 300
    store = QSettings(str(folder.parent / "child.ini"), QSettings.Format.IniFormat)
    settings = Settings(store)
    app = make_application(["crash"], settings)
    window = make_window(app, settings, folder)
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")

    def tell() -> None:
        if window.controller.history.step_count:
            sys.stdout.write(f"{window.controller.history.step_count}\n")
            sys.stdout.flush()

    window.files.autosaved.connect(tell)
    window.show()
    window.controller.train()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
