"""How long does a person wait for an edit of a network with 500 layers?

Opens the whole window on a residual network, scrolls it and edits it in every way, and prints the median
time from each edit until the cards are painted again, all views that follow the project included,
beside the limit of 50 ms:

    python -m benchmarks.builder [--layers 500] [--rounds 15] [--page data] [--engine]
                                 [--blocks none|open|closed] [--selected layer|nothing]

With blocks, every ten residual blocks are copies of one another in a block of their own, so that an
edit in one of them is an edit of ten. With nothing selected the Layer page shows the cost table.
“Work” is the processor time of the window's thread: what the wait would be on an idle machine. With
`--engine` the engine's thread runs too: it builds the network anew after edits and competes for
the processor. `QT_QPA_PLATFORM=xcb` under `xvfb-run` measures real windows.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks.claims import at_most
from engine import edits, moving, wiring
from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from gui.app import make_application, make_window
from gui.garbage import GarbageCollector
from gui.main_window import MainWindow
from gui.settings import Settings

LIMIT_MS = 50.0
PAGES = ("data", "monitor", "predict", "graph", "code")


class Stack:
    """A network that grows downwards."""

    def __init__(self) -> None:
        self.layers: list[LayerSpec] = []
        self.group: tuple[str, ...] = ()

    def put(self, kind: str, *inputs: str, **params: object) -> str:
        """Puts a layer below the last one; it takes from there unless told."""
        above = (self.layers[-1].id,) if self.layers else ()
        number = len(self.layers) + 1
        self.layers.append(
            LayerSpec(
                id=f"l{number}",
                kind=kind,
                name=f"{kind.lower()}{number}",
                params=params,
                inputs=inputs or above,
                group=self.group,
            )
        )
        return self.layers[-1].id


def residual_network(count: int, *, grouped: bool = False) -> NetworkSpec:
    """Residual blocks for pictures of 8×8, every tenth of them with a rail over the ten before.

    When `grouped` they are blocks of the builder and have no such rails: ten in a row are copies.
    """
    stack, blocks = Stack(), list[BlockSpec]()
    stack.put("Input", shape=(1, 8, 8))
    start = far = stack.put("Conv2d", out_channels=8, padding="same")
    number = 0
    while len(stack.layers) < count - 9:
        if grouped:
            stage, first = f"s{number // 10}", f"b{number - number % 10}"
            stack.group = (stage, f"b{number}")
            if number % 10 == 0:
                blocks.append(BlockSpec(id=stage, name=f"Stage {number // 10 + 1}"))
            original = first if number % 10 else ""
            blocks.append(BlockSpec(id=f"b{number}", name=f"Block {number + 1}", copy_of=original))
        for kind in ("Conv2d", "BatchNorm2d", "ReLU", "Conv2d", "BatchNorm2d"):
            stack.put(kind, **({"out_channels": 8, "padding": "same"} if kind == "Conv2d" else {}))
        number += 1
        sources = (
            (stack.layers[-1].id, start)
            if grouped or number % 10
            else (stack.layers[-1].id, start, far)
        )
        stack.put("Add", *sources)
        start = stack.put("ReLU")
        far = start if number % 10 == 0 else far
    stack.group = ()
    while len(stack.layers) < count - 2:
        stack.put("ReLU")
    stack.put("Flatten")
    last = stack.put("Linear", out_features=10)
    return NetworkSpec(layers=tuple(stack.layers), outputs=(last,), blocks=tuple(blocks))


def project_of(count: int, *, grouped: bool = False) -> Project:
    """The network with data that fits it."""
    return Project(
        data=DataSpec(source=BuiltinSource(name="digits"), shape=(1, 8, 8), scale="none"),
        network=residual_network(count, grouped=grouped),
        training=TrainingSpec(losses=(LossTerm(loss=component("CrossEntropy")),)),
    )


class Painted(QObject):
    """Runs the event loop until a widget has been painted and nothing is left to do."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._loop = QEventLoop()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ends the wait when the widget is painted."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)

    def after(self, change: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds from the beginning of `change` until it is on screen: by the clock, and of work."""
        begun, worked = time.perf_counter(), time.thread_time()
        change()
        self._widget.update()  # the cards on show may be as they were
        self._loop.exec()
        return (time.perf_counter() - begun) * 1e3, (time.thread_time() - worked) * 1e3


def wait(milliseconds: int) -> None:
    """Lets the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(ready: Callable[[], bool]) -> None:
    """Lets the event loop run until `ready`."""
    while not ready():
        wait(20)


class Hand:
    """What a person does, `turn` after `turn` at another place of the network."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._document = window, window.document
        self.list = window.network.findChild(QWidget, "layerList")
        self.selects = True

    def open_blocks(self) -> None:
        """Shows the layers of every block."""
        for layer in self._document.project.network.layers:
            self._document.opened.reveal(layer.id)

    @property
    def verbs(self) -> tuple[Callable[[int], None], ...]:
        """All that is measured, in an order in which each finds what it needs."""
        return (
            self._scroll,
            *((self._select,) if self.selects else ()),
            self._set_parameter,
            self._set_quiet_parameter,
            self._change_every_shape,
            self._add,
            self._delete,
            self._move,
            self._connect,
            self._rename,
            self._undo,
            self._redo,
            self._break_a_layer,
        )

    def layer(self, turn: int, kind: str) -> LayerSpec:
        """A layer of this kind, a different one each turn."""
        found = [la for la in self._document.project.network.layers if la.kind == kind]
        return found[(turn * 7 + 3) % (len(found) - 1)]

    def _select(self, turn: int) -> None:
        self._window.selection.set([self.layer(turn, "Conv2d").id])

    def _set_parameter(self, turn: int) -> None:
        layer = self.layer(turn, "Conv2d")
        self._edit(edits.set_param, layer.id, "bias", not layer.params.get("bias", True))

    def _set_quiet_parameter(self, turn: int) -> None:
        layer = self.layer(turn, "BatchNorm2d")
        self._edit(edits.set_param, layer.id, "momentum", 0.2 + turn / 1000)

    def _change_every_shape(self, turn: int) -> None:
        self._edit(edits.set_param, "l1", "shape", (1, 8, 8 + 2 * (turn % 2 + 1)))

    def _add(self, turn: int) -> None:
        self._edit(edits.add_layer, "ReLU", self.layer(turn, "BatchNorm2d").id)

    def _delete(self, turn: int) -> None:
        self._edit(edits.remove, [self.layer(turn, "ReLU").id])

    def _move(self, turn: int) -> None:
        network = self._document.project.network
        place = network.index(self.layer(turn, "BatchNorm2d").id)
        self._edit(moving.move, network.layers[place].id, place - 1)

    def _connect(self, turn: int) -> None:
        source = self.layer(turn, "BatchNorm2d")
        network = self._document.project.network
        below = network.layers[network.index(source.id) :]
        target = next(la for la in below if la.kind == "Add" and source.id not in la.inputs)
        self._edit(wiring.connect, source.id, target.id)

    def _rename(self, turn: int) -> None:
        layer = self.layer(turn, "Conv2d")
        self._edit(edits.rename, layer.id, f"renamed{turn}_{layer.id}")

    def _break_a_layer(self, turn: int) -> None:
        network = self._document.project.network
        broken = next((la for la in network.layers if la.params.get("padding") == 2), None)
        if broken is not None:
            self._edit(edits.set_param, broken.id, "padding", "same")
        else:
            # Its picture is larger than that of the other branch.
            layer = self.layer(turn, "Conv2d")
            self._edit(edits.set_param, layer.id, "padding", 2)

    def _undo(self, _turn: int) -> None:
        self._document.undo_stack.undo()

    def _redo(self, _turn: int) -> None:
        self._document.undo_stack.redo()

    def _scroll(self, turn: int) -> None:
        bar = self.list.verticalScrollBar()
        step = bar.pageStep() if turn % 20 < 10 else -bar.pageStep()
        bar.setValue(bar.value() + step)

    def _edit(self, edit: Callable[..., object], *args: object) -> None:
        self._document.edit_network("Edit", edit, *args)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--layers", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--page", default="data", choices=PAGES)
    parser.add_argument("--blocks", default="none", choices=("none", "open", "closed"))
    parser.add_argument("--selected", default="layer", choices=("layer", "nothing"))
    parser.add_argument("--engine", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    app = make_application(["builder"], settings)
    window = make_window(app, settings, folder / "recovery")
    garbage = GarbageCollector(window)
    if not options.engine:
        window.controller.start_engine = garbage.spare_what_is_loaded
    window.controller.ready.connect(garbage.spare_what_is_loaded)
    window.show()
    wait_until(lambda: not window.workspace.make_next() and window.store.prepared is not None)
    window.workspace.show_page(options.page)
    wait(300)
    hand = Hand(window)
    painted = Painted(hand.list.viewport())
    project = project_of(options.layers, grouped=options.blocks != "none")
    opened, _ = painted.after(lambda: window.document.load(project, None))
    wait_until(lambda: not window.store.busy)
    wait(1500)
    hand.selects = options.selected == "layer"
    if options.blocks == "open":
        hand.open_blocks()
        wait(300)
    print(
        f"{len(project.network.layers)} layers opened in {opened:.0f} ms; page “{options.page}”, "
        f"blocks {options.blocks}, selected {options.selected}"
    )
    print(f"{'':24s} {'median ms':>9s} {'worst':>7s} {'of the limit':>13s} {'work ms':>9s}")
    for verb in hand.verbs:
        times = []
        for turn in range(options.rounds):
            times.append(painted.after(lambda verb=verb, turn=turn: verb(turn)))
            wait(30)
        median, work = (statistics.median(part) for part in zip(*times, strict=True))
        worst = max(clock for clock, _work in times)
        name = verb.__name__.strip("_").replace("_", " ")
        at_most(f"{len(project.network.layers)} layers, {name}, on screen", median, LIMIT_MS, "ms")
        print(
            f"{name:24s} {median:9.1f} {worst:7.1f} {median / LIMIT_MS:12.2f}× {work:9.1f}",
            flush=True,
        )
    os._exit(0)


if __name__ == "__main__":
    main()
