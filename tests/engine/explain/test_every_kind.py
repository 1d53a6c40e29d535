"""For every layer and loss in the catalogue: the derivation of a number, autograd and a finite difference agree.

In double precision, the derivation and autograd to 1e-9, the finite difference to 1e-5.
"""

import random
import warnings
from collections.abc import Callable, Mapping
from math import isclose

import pytest
import torch
from torch import Tensor, nn

from engine.build import Criterion
from engine.catalog.losses import LOSSES
from engine.explain.derivation import Cell, Derivation
from engine.explain.operation import Index
from engine.spec.component import component
from engine.spec.training import LossTerm, TrainingSpec
from engine.train.recording import recorded, with_names
from engine.train.rng import restore_rng
from engine.train.story import Piece, Story
from engine.why import derivation
from tests.engine.catalog.samples import SAMPLES, build, given, sample_id, variants
from tests.engine.train.making import chain
from tests.engine.train.test_lowered_kinds import loss_case

#: Numbers looked at in each tensor.
CELLS = 3
#: Each kind with its defaults, and those with settings that change what it computes.
CHOSEN = {sample[0].name: sample for sample in reversed(SAMPLES)}
MORE = [
    sample
    for sample in random.Random(7).sample(SAMPLES, 120)
    if sample_id(sample) != "CosineSimilarity-5+5-eps=0.3"  # autograd does not see that it clamps
]


class Case:
    """A computation of some named tensors, its story, and its loss Σ upstream · output."""

    def __init__(
        self, call: Callable[[], Tensor], takes: Mapping[str, Tensor], buffers: Mapping[str, Tensor]
    ) -> None:
        self.call, self.takes = call, takes
        self.buffers = {name: (b, b.clone()) for name, b in buffers.items()}
        torch.manual_seed(11)
        self.rng = {"cpu": torch.get_rng_state()}
        recording = with_names(recorded(call, {**takes, **buffers}, len(takes)), ("y",), "y")
        self.upstream = torch.randn_like(recording.values["y"])
        piece = Piece("y", "it", (*takes, *buffers), ("y",), lambda: recording)
        self.story = Story([piece], {**takes, **buffers}, {"y": self.upstream}, {})
        self.learning = [name for name, t in takes.items() if t.requires_grad]
        self.gradients = dict(zip(self.learning, self.autograd(), strict=True))

    def run(self) -> Tensor:
        restore_rng(self.rng)
        with torch.no_grad():
            for buffer, before in self.buffers.values():
                buffer.copy_(before)
        return self.call()

    def autograd(self) -> list[Tensor | None]:
        y = self.run()
        if not y.requires_grad:
            return []
        wanted = [self.takes[name] for name in self.learning]
        return list(torch.autograd.grad(y, wanted, self.upstream, allow_unused=True))

    def difference(self, name: str, at: Index) -> float:
        tensor, losses = self.takes[name], []
        for step in (1e-6, -1e-6):
            with torch.no_grad():
                kept = tensor[at].clone()
                tensor[at] += step
                losses.append(float((self.run() * self.upstream).sum()))
                tensor[at] = kept
        return (losses[0] - losses[1]) / 2e-6

    def cells(self, name: str) -> list[Index]:
        shape = self.story.value(name).shape
        pick = random.Random(name)
        return [tuple(pick.randrange(size) for size in shape) for _ in range(CELLS)]


def assert_derived(case: Case) -> None:
    found: list[Derivation] = []
    for at in case.cells("y"):
        why = derivation(case.story, Cell("y", at))
        assert isclose(why.value, float(case.story.value("y")[at]), rel_tol=1e-9, abs_tol=1e-9), why
        found.append(why)
    for name in case.learning:
        gradient = case.gradients[name]
        for at in case.cells(name) if gradient is not None else ():
            why = derivation(case.story, Cell(name, at, "gradient"))
            assert isclose(why.value, float(gradient[at]), rel_tol=1e-9, abs_tol=1e-9), why
            change = case.difference(name, at)
            assert isclose(why.value, change, rel_tol=1e-5, abs_tol=1e-5), (why, change)
            found.append(why)
    assert [why.operation for why in found if not why.written] == []


@pytest.mark.parametrize("sample", [*CHOSEN.values(), *MORE], ids=sample_id)
def test_that_a_layer_is_derived(sample):
    kind, _, _ = sample
    torch.manual_seed(1)
    layer = build(*sample)
    x = {
        f"x{number}": t.detach().requires_grad_(kind.takes == "numbers")
        for number, t in enumerate(given(*sample))
    }
    own = dict(layer.named_parameters()) if isinstance(layer, nn.Module) else {}
    buffers = dict(layer.named_buffers()) if isinstance(layer, nn.Module) else {}
    inputs = list(x.values())
    with warnings.catch_warnings(action="ignore"):
        assert_derived(Case(lambda: layer(*inputs), {**x, **own}, buffers))


def loss_samples() -> list[tuple[str, dict[str, object]]]:
    return [(name, params) for name in LOSSES for params in variants(LOSSES[name])]


@pytest.mark.filterwarnings("ignore:reduction. 'mean' divides:UserWarning")
@pytest.mark.parametrize(("name", "params"), loss_samples(), ids=str)
def test_that_a_loss_is_derived(name, params):
    kind = LOSSES[name]
    layers, (x, y) = loss_case(kind)
    classes = 3 if "multiclass" in kind.tasks else 2
    if (weight := params.get("weight") or params.get("pos_weight")) is not None:
        params = params | {"weight" if "weight" in params else "pos_weight": weight}
        if len(weight) not in (1, classes):
            pytest.skip("weights for another number of classes")
    network = chain(layers, x.shape[1:])
    training = TrainingSpec(losses=(LossTerm(loss=component(name, **params)),))
    term = Criterion(training, network, dtype=torch.float64).terms[0]
    torch.manual_seed(2)
    width = next(settings["out_features"] for _, settings in reversed(layers) if settings)
    output = torch.randn(len(x), width, dtype=torch.float64)
    output = {
        "probability": output.sigmoid() if width < 3 else output.softmax(1),
        "log_probability": output.log_softmax(1),
    }.get(kind.wants, output)
    if params.get("log_input") is False:
        output = output.abs() + 0.1  # it takes its logarithm
    target = torch.from_numpy(y)
    if kind.expects != "index":
        target = target.double().reshape(len(x), -1)
        target = target * 2 - 1 if kind.expects == "sign" else target
    takes = {"x0": output.requires_grad_()}
    assert_derived(Case(lambda: term.value(takes["x0"], target), takes, {}))
