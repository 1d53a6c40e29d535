"""Run as a process of its own: opens the program, presses Train, and closes the window after a while.

    python closing_child.py EXAMPLE MILLISECONDS

Prints the clock when the window is closed. What is unsaved is discarded by a click, as a person would.
"""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from engine.examples import example
from gui import app as program
from gui.main_window import MainWindow
from gui.start import leave


def main(name: str, wait: int) -> int:
    make_window = program.make_window

    def watched(*arguments: object) -> MainWindow:
        window = make_window(*arguments)
        QTimer.singleShot(0, window, lambda: window.files.open_example(example(name).path))
        QTimer.singleShot(50, window, window.controller.train)
        QTimer.singleShot(wait, window, lambda: close(window))
        return window

    def close(window: MainWindow) -> None:
        print(time.time(), flush=True)
        window.close()
        discard(window)

    def discard(window: MainWindow) -> None:
        for box in window.findChildren(QMessageBox):
            for button in box.buttons():
                if button.objectName() == "answer-discard":
                    button.click()
                    return
        if window.isVisible():
            QTimer.singleShot(10, window, lambda: discard(window))

    program.make_window = watched
    leave(program.run(None))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
