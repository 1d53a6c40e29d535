"""How soon the window with its example is on screen, beside a bare Qt window, in process time.

Each start is a process of its own; the two kinds alternate, the figures are medians. A first start of
each is not counted: Python compiles every module then and keeps the bytecode, as it does after an
installation. The window must have been painted, and torch must not have been imported by then.

    python -m benchmarks.startup [rounds]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.claims import told

ROOT = Path(__file__).resolve().parent.parent
BARE = """
import time, sys, json
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QTimer
app = QApplication([])
window = QWidget(); window.resize(1440, 900)
def paint(event):
    QTimer.singleShot(0, done)
def done():
    print(json.dumps({"cpu": time.process_time(), "torch": "torch" in sys.modules})); app.exit()
window.paintEvent = paint
window.show(); app.exec()
"""
OURS = """
import gc; gc.disable()  # as gui.start does
import time, sys, json, tempfile, os
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer, QObject, QEvent
from gui.settings import Settings
from gui.app import make_application, make_window
folder = Path(tempfile.mkdtemp())
settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
app = make_application(["bench"], settings)
window = make_window(app, settings, folder / "recovery")
window.controller.start_engine = lambda: None
class Watch(QObject):
    seen = False
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, done)
        return False
def done():
    print(json.dumps({"cpu": time.process_time(), "torch": "torch" in sys.modules}), flush=True)
    os._exit(0)
watch = Watch(); window.workspace.currentWidget().installEventFilter(watch)
window.show(); app.exec()
"""


def start(code: str, bytecode: Path) -> dict:
    env = os.environ | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPYCACHEPREFIX": str(bytecode),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def main(rounds: int) -> None:
    cpu = {"bare Qt window": [], "Netwright with its example": []}
    torch = False
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for name, code in zip(cpu, (BARE, OURS), strict=True):
                found = start(code, Path(folder))
                torch |= found["torch"]
                if number:
                    cpu[name].append(found["cpu"])
    bare = statistics.median(cpu["bare Qt window"])
    print(f"{'window painted':34s} {'process s':>10s} {'ratio':>7s}")
    for name, seconds in cpu.items():
        middle = statistics.median(seconds)
        print(f"{name:34s} {middle:10.2f} {middle / bare:7.1f}")
    ours = statistics.median(cpu["Netwright with its example"])
    told("the window with its example painted, beside a bare Qt window", ours / bare, "×")
    print(f"torch imported before the first paint: {'yes' if torch else 'no'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
