"""A step of tutorial 1 worked out with NumPy in float32, as the engine answers it, and a walk of it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.tensor_figures import tensor_figures
from engine.walk_answers import PHASES, ShownTensor, WalkAnswer, WalkCard


def shown(name, symbol, title, role, value, gradient=None, changed=None, *, leaf=False):
    def figures(numbers):
        return None if numbers is None else tensor_figures(np.asarray(numbers))

    value = np.asarray(value, np.float32)
    return ShownTensor(
        name=name,
        symbol=symbol,
        title=title,
        role=role,
        shape=value.shape,
        requires_grad=role not in {"target", "buffer"},
        is_leaf=leaf,
        figures=figures(value),
        gradient=None if gradient is None else figures(np.asarray(gradient, np.float32)),
        changed=None if changed is None else figures(np.asarray(changed, np.float32)),
    )


def one_neuron(phase="step", **facts):
    """ŷ = w·x + b, mean squared error, one step of SGD with 0.01."""
    x = np.array([[1], [2], [3]], np.float32)
    y = np.array([[1.5], [2.5], [3.5]], np.float32)
    w, b, rate = np.float32(-0.2505), np.float32(0.9166), np.float32(0.01)
    out = w * x + b
    loss = np.mean((out - y) ** 2, dtype=np.float32)
    by_out = np.float32(2 / 3) * (out - y)
    by_w, by_b, by_x = (by_out * x).sum(), by_out.sum(), by_out * w
    cards = (
        WalkCard("x", "Input x", "3 samples", (shown("x", "x", "x", "input", x, by_x, leaf=True),)),
        WalkCard(
            "layer1",
            "fc",
            "Linear 1→1",
            (
                shown(
                    "fc.weight",
                    "w",
                    "weight",
                    "parameter",
                    [[w]],
                    [[by_w]],
                    [[w - rate * by_w]],
                    leaf=True,
                ),
                shown(
                    "fc.bias", "b", "bias", "parameter", [b], [by_b], [b - rate * by_b], leaf=True
                ),
                shown("fc", "ŷ", "ŷ", "output", out, by_out),
            ),
            ("x",),
        ),
        WalkCard(
            "loss", "Loss", "MSE, mean", (shown("loss", "L", "L", "loss", loss, 1.0),), ("layer1",)
        ),
    )
    answer = WalkAnswer(
        phase=phase, step=0, epoch=0, batch=1, batches=1, rows=np.arange(3), on_copy=False,
        taken=phase == "step", loss=float(loss), learning_rate=0.01, cards=cards,
    )  # fmt: skip
    return replace(answer, **facts)


class ByHand(QObject):
    """Goes through the step without an engine."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.answer = None
        self.asked = []

    def _give(self, answer):
        self.answer = answer
        self.changed.emit()

    def go_to(self, phase):
        assert phase in PHASES
        self.asked.append(phase)
        self._give(one_neuron(phase, can_step_back=int(phase == "step")))

    def next_batch(self):
        self.asked.append("next batch")
        self._give(one_neuron("zero_grad", step=self.answer.step + 1, can_step_back=1))

    def step_back(self):
        self.asked.append("step back")
        self._give(one_neuron("zero_grad"))


def deep(layers=70, phase="backward"):
    """As many convolutions of pictures one after the other, with random numbers and gradients."""
    random = np.random.default_rng(0)

    def numbers(*shape):
        return random.normal(size=shape).astype(np.float32)

    def convolution(n):
        weight, bias = numbers(64, 64, 3, 3), numbers(64)
        tensors = (
            shown(f"conv{n}.weight", "W", "weight", "parameter", weight, weight[::-1], leaf=True),
            shown(f"conv{n}.bias", "b", "bias", "parameter", bias, -bias, leaf=True),
            shown(f"conv{n}", f"h{n}", "output", "output", *numbers(2, 4, 64, 16, 16)),
        )
        return WalkCard(f"layer{n}", f"conv{n}", "Conv2d 64→64, 3×3", tensors)

    x = shown("x", "x", "x", "input", *numbers(2, 4, 3, 64, 64))
    last = (
        shown("fc.weight", "W", "weight", "parameter", *numbers(2, 10, 64), leaf=True),
        shown("fc.bias", "b", "bias", "parameter", *numbers(2, 10), leaf=True),
        shown("fc", "z", "output", "output", *numbers(2, 4, 10)),
    )
    cards = (
        WalkCard("x", "Input x", "4 samples", (x,)),
        *(convolution(n) for n in range(layers)),
        WalkCard("fc", "fc", "Linear 64→10", last),
        WalkCard("loss", "Loss", "cross-entropy", (shown("loss", "L", "L", "loss", 2.3, 1.0),)),
    )
    return replace(one_neuron(phase), cards=cards, loss=2.3)
