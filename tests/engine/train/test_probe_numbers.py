"""Every figure of a probe against the same network written out by hand in float64."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - the name that every PyTorch text uses
from torch import Tensor

from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.train.control import Control
from engine.train.events import Probed
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import CLOSELY
from tests.engine.train.making import MLP, prepare, project, rows, session

Values = Mapping[str, Tensor]
#: From float64 weights and a batch to every layer's output, by layer id; the last is the network's.
Forward = Callable[[Values, Tensor], dict[str, Tensor]]


def mlp(w: Values, x: Tensor) -> dict[str, Tensor]:
    found = {"l1": x @ w["l1.weight"].T + w["l1.bias"]}
    found["l2"] = found["l1"].clamp(min=0)
    found["l3"] = found["l2"] @ w["l3.weight"].T + w["l3.bias"]
    found["l4"] = found["l3"].tanh()
    found["l5"] = found["l4"] @ w["l5.weight"].T + w["l5.bias"]
    return found


PICTURES = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
    ("ReLU", {}),
    ("BatchNorm2d", {}),
    ("Dropout", {"p": 0.4}),
    ("Conv2d", {"out_channels": 3, "kernel_size": 3}),
    ("Hardsigmoid", {}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("Flatten", {}),
    ("Linear", {"out_features": 3}),
)


def pictures(w: Values, x: Tensor) -> dict[str, Tensor]:
    found = {"l1": F.conv2d(x, w["l1.weight"], w["l1.bias"])}
    found["l2"] = found["l1"].clamp(min=0)
    over = (0, 2, 3)
    mean = found["l2"].mean(over, keepdim=True)
    spread = (found["l2"].var(over, unbiased=False, keepdim=True) + 1e-5).sqrt()
    scale, shift = (w[f"l3.{name}"][None, :, None, None] for name in ("weight", "bias"))
    found["l3"] = (found["l2"] - mean) / spread * scale + shift
    # The mask that the step itself drew: the generator stands where it stood before the step.
    mask = torch.empty(found["l3"].shape).bernoulli_(0.6)
    found["l4"] = found["l3"] * mask / 0.6
    found["l5"] = F.conv2d(found["l4"], w["l5.weight"], w["l5.bias"])
    found["l6"] = (found["l5"] / 6 + 0.5).clamp(0, 1)
    found["l7"] = found["l6"].unfold(2, 2, 2).unfold(3, 2, 2).amax((4, 5))
    found["l9"] = found["l7"].flatten(1) @ w["l9.weight"].T + w["l9.bias"]
    return found


RESIDUAL = (
    LayerSpec(id="in", kind="Input", name="into", params={"shape": (6,)}),
    LayerSpec(id="a", kind="Linear", name="a", params={"out_features": 6}, inputs=("in",)),
    LayerSpec(id="act", kind="ReLU6", name="act", inputs=("a",)),
    LayerSpec(id="sum", kind="Add", name="added", inputs=("act", "in")),
    LayerSpec(id="both", kind="Concat", name="both", params={"dim": 0}, inputs=("sum", "a")),
    LayerSpec(id="soft", kind="Softsign", name="soft", inputs=("both",)),
    LayerSpec(id="out", kind="Linear", name="out", params={"out_features": 3}, inputs=("soft",)),
)


def residual(w: Values, x: Tensor) -> dict[str, Tensor]:
    found = {"a": x @ w["a.weight"].T + w["a.bias"]}
    found["act"] = found["a"].clamp(0, 6)
    found["sum"] = found["act"] + x
    both = torch.cat([found["sum"], found["a"]], dim=1)
    found["soft"] = both / (1 + both.abs())
    found["out"] = found["soft"] @ w["out.weight"].T + w["out.bias"]
    return found


SEQUENCES = (
    ("GRU", {"hidden_size": 5, "output": "sequence"}),
    ("ReLU", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 3}),
)


def sequences(w: Values, x: Tensor) -> dict[str, Tensor]:
    hidden, states = torch.zeros(len(x), 5, dtype=torch.float64), []
    for step in x.unbind(1):
        into = (step @ w["l1.weight_ih_l0"].T + w["l1.bias_ih_l0"]).chunk(3, 1)
        back = (hidden @ w["l1.weight_hh_l0"].T + w["l1.bias_hh_l0"]).chunk(3, 1)
        reset, keep = (into[0] + back[0]).sigmoid(), (into[1] + back[1]).sigmoid()
        new = (into[2] + reset * back[2]).tanh()
        hidden = (1 - keep) * new + keep * hidden
        states.append(hidden)
    found = {"l1": torch.stack(states, 1)}
    found["l2"] = found["l1"].clamp(min=0)
    found["l4"] = found["l2"].flatten(1) @ w["l4.weight"].T + w["l4.bias"]
    return found


def residual_session(**training) -> Session:
    spec = NetworkSpec(layers=RESIDUAL, outputs=("out",))
    whole = project(MLP, (6,), **training)
    return Session(whole.replace(network=spec), prepare(*rows(50, 6)))


def shift(run: Session, tensor: str, units: slice, by: float) -> None:
    """Moves some units far to one side, so that they are dead or saturated."""
    with torch.no_grad():
        run.model.get_parameter(tensor)[units] += by


def in_float64(run: Session) -> dict[str, Tensor]:
    return {name: w.detach().double().clone() for name, w in run.model.named_parameters()}


def watched(run: Session, forward: Forward) -> Iterator[tuple[Probed, Values, dict, Values]]:
    """Each probe, the weights after its step, and by hand: outputs and gradients of the step."""
    before, rng = in_float64(run), run.rng["cpu"]
    for event in train(run, Control(), CLOSELY):
        if isinstance(event, Probed):
            progress = run.progress
            chosen = progress.order[progress.position - 8 : progress.position]
            x, y = run.train_rows.x[chosen].double(), run.train_rows.targets[0][chosen]
            later, weights = (
                torch.get_rng_state(),
                {name: w.requires_grad_() for name, w in before.items()},
            )
            torch.set_rng_state(rng)
            outputs = forward(weights, x)
            torch.set_rng_state(later)
            loss = F.cross_entropy(outputs[run.project.network.outputs[0]], y)
            gradients = torch.autograd.grad(loss, list(weights.values()))
            yield event, before, outputs, dict(zip(weights, gradients, strict=True))
            before, rng = in_float64(run), torch.get_rng_state()


def of_layer(run: Session, layer: str, tensors: Values) -> np.ndarray:
    """All learnable numbers of a layer, in one row."""
    name = run.project.network.layer(layer).name
    return np.concatenate(
        [t.detach().numpy().ravel() for key, t in tensors.items() if key.split(".")[0] == name]
    )


def assert_is_histogram_of(found, numbers: np.ndarray) -> None:
    """The same stretches and counts, but for numbers that lie on a border in float32."""
    assert len(found.counts) == 48
    assert found.counts.sum() == len(numbers)
    assert (found.low, found.high) == pytest.approx((numbers.min(), numbers.max()), rel=1e-4)
    place = (numbers - found.low) / (found.high - found.low) * 48
    counts = np.bincount(np.clip(place.astype(int), 0, 47), minlength=48)
    assert np.abs(np.cumsum(found.counts) - np.cumsum(counts)).max() <= 1


def check(run: Session, forward: Forward, dead: Mapping, saturated: Mapping) -> None:
    """`dead`: the dimensions over which each such layer's units are pooled; `saturated`: its ends."""
    steps = 0
    for event, before, outputs, gradients in watched(run, forward):
        after, expected = in_float64(run), {}
        for layer in run.layer_parameters:
            old, new = (of_layer(run, layer, tensors) for tensors in (before, after))
            expected[f"weight/{layer}"] = np.sqrt((new**2).sum())
            expected[f"update/{layer}"] = np.sqrt(((new - old) ** 2).sum() / (new**2).sum())
            assert_is_histogram_of(event.histograms[f"weight/{layer}"], new)
            slopes = of_layer(run, layer, gradients)
            assert_is_histogram_of(event.histograms[f"gradient/{layer}"], slopes)
        for layer, output in outputs.items():
            numbers = output.detach().numpy()
            expected[f"activation_mean/{layer}"] = numbers.mean()
            expected[f"activation_std/{layer}"] = numbers.std()
            if layer in dead:
                expected[f"dead/{layer}"] = (numbers == 0).all(dead[layer]).mean()
            if layer in saturated:
                low, high = saturated[layer]
                near = 0.01 * (high - low)
                expected[f"saturated/{layer}"] = (
                    (numbers <= low + near) | (numbers >= high - near)
                ).mean()
        others = {n for n in event.figures if n.partition("/")[0] in {"noise", "norm_drift"}}
        assert event.figures.keys() - others == expected.keys()
        for name, value in expected.items():
            assert event.figures[name] == pytest.approx(value, rel=1e-3, abs=2e-6), name
        shares = [event.figures[f"dead/{layer}"] for layer in dead]
        shares += [event.figures[f"saturated/{layer}"] for layer in saturated]
        assert all(0 < share < 1 for share in shares), "the case has nothing to find"
        steps += 1
    assert steps == 2 * 6


PATHS = pytest.mark.parametrize(("steps", "path"), [("eager", "eager"), ("auto", "lowered")])
SGD = {"optimizer": component("SGD", lr=0.1, momentum=0.9), "drop_last": True}


@PATHS
def test_the_figures_of_an_mlp(steps, path):
    run = session(**SGD, steps=steps)
    run.progress.path = path
    shift(run, "l1.bias", slice(3), -50.0)
    shift(run, "l3.bias", slice(2), 9.0)
    check(run, mlp, dead={"l2": (0,)}, saturated={"l4": (-1, 1)})


@PATHS
def test_the_figures_of_a_network_for_pictures_with_batch_norm_and_dropout(steps, path):
    run = session(PICTURES, rows(50, 1, 8, 8), **SGD, steps=steps)
    run.progress.path = path
    shift(run, "l1.bias", slice(1), -50.0)
    shift(run, "l5.bias", slice(1), -90.0)
    dead = {"l2": (0, 2, 3), "l6": (0, 2, 3)}
    check(run, pictures, dead=dead, saturated={"l6": (0, 1)})


@PATHS
def test_the_figures_of_a_residual_graph(steps, path):
    run = residual_session(**SGD, steps=steps)
    run.progress.path = path
    shift(run, "a.bias", slice(2), -200.0)
    check(run, residual, dead={"act": (0,)}, saturated={"soft": (-1, 1)})


@PATHS
def test_the_figures_of_a_gru(steps, path):
    run = session(SEQUENCES, rows(50, 4, 2), **SGD, steps=steps)
    run.progress.path = path
    shift(run, "l1.bias_ih_l0", slice(10, 12), -9.0)  # two new states are −1 at every step
    check(run, sequences, dead={"l2": (0, 1)}, saturated={})
