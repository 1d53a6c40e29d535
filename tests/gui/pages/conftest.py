"""A document, its data, and a controller that answers without torch."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from engine.answers import EvaluateAnswer, PredictAnswer
from engine.catalog.templates import DataShape, mlp
from engine.data.fitted import encode_rows
from engine.spec.data import DataSpec, InlineSource
from engine.spec.project import Project
from engine.text import text
from gui.data_store import DataStore
from gui.document import Document


class FakeController(QObject):
    """Answers like a trained network: by the nearest class mean, or by least squares."""

    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    weights_changed = Signal()
    session_failed = Signal(object)

    def __init__(self, store):
        super().__init__(store)
        self.store = store
        self.epoch = 40
        self.asked = []
        self.problem = None

    def ask(self, kind, **arguments):
        self.asked.append((kind, arguments))
        QTimer.singleShot(0, self, lambda: self._answer(kind, arguments))

    def count(self, kind):
        return sum(1 for asked, _ in self.asked if asked == kind)

    def _answer(self, kind, arguments):
        if self.problem is not None:
            self.ask_failed.emit(kind, self.problem)
            return
        self.answered.emit(kind, getattr(self, kind)(**arguments))

    def outputs(self, x):
        prepared = self.store.prepared
        flat = x.reshape(len(x), -1)
        known = prepared.x.reshape(len(prepared.x), -1)[prepared.train]
        y = prepared.y[prepared.train]
        if not prepared.classes:
            ones = np.ones((len(known), 1))
            weights, *_ = np.linalg.lstsq(np.hstack([known, ones]), y, rcond=None)
            return prepared.encoder.in_unit(np.hstack([flat, np.ones((len(flat), 1))]) @ weights)
        means = np.stack([known[y == c].mean(axis=0) for c in range(len(prepared.classes))])
        scores = -((flat[:, None] - means) ** 2).sum(axis=2) / known.var(axis=0).sum() * 4
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)

    def predict(self, rows=None, x=None):
        prepared, warnings = self.store.prepared, ()
        if x is None:
            x, warnings = encode_rows(prepared.encoder, rows)
        out = self.outputs(x)
        both = (out, None) if prepared.classes else (None, out)
        return PredictAnswer(prepared.classes, *both, warnings, "best", self.epoch)

    def evaluate(self, split):
        prepared = self.store.prepared
        rows = getattr(prepared, split)
        out, truth = self.outputs(prepared.x[rows]), prepared.y[rows]
        common = {"split": split, "rows": rows, "loss": 0.1, "source": "best", "epoch": self.epoch}
        if not prepared.classes:
            truth = prepared.encoder.in_unit(truth)
            losses = ((out - truth) ** 2).mean(axis=1)
            metrics = {"mae": float(np.abs(out - truth).mean()), "rmse": 1.0, "r2": 0.5}
            return EvaluateAnswer(
                **common,
                metrics=metrics,
                confusion=None,
                predicted=out,
                truth=truth,
                probabilities=None,
                losses=losses,
            )
        predicted, n = out.argmax(axis=1), len(prepared.classes)
        confusion = np.bincount(truth * n + predicted, minlength=n * n).reshape(n, n)
        return EvaluateAnswer(
            **common,
            metrics={"accuracy": float((predicted == truth).mean())},
            confusion=confusion,
            predicted=predicted,
            truth=truth,
            probabilities=out,
            losses=-np.log(out[np.arange(len(out)), truth] + 1e-12),
        )

    def fail(self):
        self.problem = text("The network does not fit the data.")


@pytest.fixture
def document():
    network = mlp(DataShape((2,), "binary", 2, 100))
    return Document(
        Project(data=DataSpec(source=InlineSource(columns=(), rows=())), network=network)
    )


@pytest.fixture
def store(document):
    made = DataStore(document)
    yield made
    made.close(seconds=30)


@pytest.fixture
def controller(store):
    return FakeController(store)


@pytest.fixture
def opened(qtbot, store):
    """Opens a source and waits for it; sklearn and pandas take a while to be imported."""

    def open_and_wait(source):
        with qtbot.waitSignal(
            store.changed, timeout=60_000, check_params_cb=lambda: not store.busy
        ):
            store.open_source(source)

    return open_and_wait
