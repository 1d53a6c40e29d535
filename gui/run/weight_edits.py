"""Weights changed by hand: asks the engine, and makes each change a step of undo."""

import random
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, SignalInstance

from engine.answers import TensorValues, WeightsChange
from engine.spec.network import NetworkSpec
from engine.text import Text
from gui.document import Document
from gui.translate import tr

#: Kinds of questions whose answer is a change; “put weights” is what undo and redo ask.
_PUT = "put weights"
_KINDS = ("change weights", "reinitialise", "copy weights", _PUT)
#: Seeds that a person can read and type again.
_MOST_SEED = 1_000_000


class Asked(Protocol):
    """What is asked of the run; RunController is one."""

    answered: SignalInstance
    ask_failed: SignalInstance
    weights_changed: SignalInstance

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""

    def sync_now(self) -> None:
        """Brings the session up to what is on screen."""

    def ask_each(self, kind: str, **arguments: object) -> None:
        """Asks the session."""


class WeightEdits(QObject):
    """Every way to change weights by hand; what can't be is told by the document."""

    def __init__(
        self, document: Document, controller: Asked, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._controller = document, controller
        #: What undo calls the changes that are asked for, in order; None for another project's.
        self._asked: dict[str, deque[str | None]] = {kind: deque() for kind in _KINDS}
        document.weights_wanted.connect(self._put)
        document.loaded.connect(self._forget)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._fail)

    def set_number(self, layer: str, tensor: str, at: int, value: float, name: str) -> None:
        """Puts one number at flat place `at` of a tensor; `name` is what undo calls it."""
        values = (TensorValues(layer, tensor, np.array(value), at),)
        words = tr("Set {weight}").format(weight=name)
        self._ask("change weights", words, values=values)

    def reinitialise(self, layers: Sequence[str], seed: int | None = None) -> None:
        """Gives layers fresh weights, from the project's seed or, with None, from a new one."""
        network = self._document.project.network
        words = (
            tr("Reinitialise {layer}").format(layer=network.layer(layers[0]).name)
            if len(layers) == 1
            else tr("Reinitialise {count} layers").format(count=len(layers))
        )
        chosen = random.randrange(_MOST_SEED) if seed is None else seed  # no secret: a seed
        self._ask("reinitialise", words, layers=tuple(layers), seed=chosen)

    def copy(self, layer: str, path: Path, chosen: Mapping[str, str]) -> None:
        """Copies tensors of a file into a layer: names in the file by the layer's own."""
        name = self._document.project.network.layer(layer).name
        words = tr("Copy weights into {layer}").format(layer=name)
        self._ask("copy weights", words, path=path, layer=layer, chosen=dict(chosen))

    def _ask(self, kind: str, words: str, **arguments: object) -> None:
        self._asked[kind].append(words)
        self._controller.ask_each(kind, network=self._meant(), **arguments)

    def _meant(self) -> NetworkSpec | None:
        """The network that a change is meant for; a run keeps the one it was started with."""
        if self._controller.is_running:
            return None
        self._controller.sync_now()
        return self._document.project.network

    def _put(self, values: tuple[TensorValues, ...]) -> None:
        self._ask(_PUT, "", values=values)

    def _forget(self) -> None:
        """Another project is open: answers on their way belong to the one before."""
        self._asked = {kind: deque([None] * len(words)) for kind, words in self._asked.items()}

    def _receive(self, kind: str, value: object) -> None:
        if not isinstance(value, WeightsChange):
            return
        words = self._asked[kind].popleft()
        if words is None:
            return
        if kind == _PUT:
            self._document.mark_trained()
        else:
            self._document.note_weights(value, words)
        self._controller.weights_changed.emit()

    def _fail(self, kind: str, reason: Text) -> None:
        if kind in self._asked and self._asked[kind].popleft() is not None:
            self._document.report(reason)
