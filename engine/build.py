"""From specs to torch: the module, the loss, the optimizer, the schedule.

Everything is made by importing the target that a kind declares and calling it with the declared
arguments; the code page prints those same calls.
"""

import functools
import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every PyTorch text uses
from torch import Tensor, nn

from engine.catalog.initializers import initializer_kind
from engine.catalog.kind import LayerKind
from engine.catalog.losses import loss_kind
from engine.catalog.optimizers import optimizer_kind
from engine.catalog.schedulers import schedule_kind
from engine.check.shapes import NetworkInfo, require_valid
from engine.products import is_large, linear
from engine.spec.component import Component
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id, source_port
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError, text

Forward = Callable[..., Any]


def resolve(target: str) -> Any:
    """The class or function that a kind's dotted `target` names."""
    module, _, name = target.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _layer_function(kind: LayerKind, arguments: dict[str, Any]) -> Forward:
    function = resolve(kind.target)
    if kind.merge == "fold":
        return lambda *inputs: functools.reduce(function, inputs)
    if kind.merge == "list":
        return lambda *inputs: function(inputs, **arguments)
    return functools.partial(function, **arguments)


def _linear(module: nn.Linear, x: Tensor) -> Tensor:
    own = module._parameters  # noqa: SLF001 - spares two calls of nn.Module.__getattr__
    return F.linear(x, own["weight"], own["bias"])  # type: ignore[arg-type]


def _large(module: nn.Linear, x: Tensor) -> Tensor:
    return linear(x, module.weight, module.bias)


#: Functions that give exactly what a module gives, where its own Python would take longer.
_PLAIN: dict[type[nn.Module], Forward] = {
    nn.ReLU: torch.relu,
    nn.Tanh: torch.tanh,
    nn.Sigmoid: torch.sigmoid,
}


def _forward_of(module: nn.Module) -> Forward:
    """What the module computes; hooks are not used, and `__call__` costs a microsecond a layer."""
    if type(module) is nn.Linear:
        return functools.partial(_large if is_large(module.weight) else _linear, module)
    if getattr(module, "inplace", False):
        return module.forward
    return _PLAIN.get(type(module), module.forward)


class Network(nn.Module):
    """The network on screen as a module; its `state_dict` keys are `<layer name>.<tensor>`.

    Args:
        spec: the layers.
        info: what `engine.check.shapes.require_valid` found.

    `forward` takes a tensor for every Input, or one that holds the numbers of all of them one behind
    the other along dimension 1; it gives a tuple with a tensor for every output.
    """

    def __init__(self, spec: NetworkSpec, info: NetworkInfo) -> None:
        super().__init__()
        self._spec = spec
        self._steps: list[tuple[str, Forward, tuple[tuple[str, int], ...]]] = []
        for layer in spec.layers:
            if layer.kind != INPUT:
                taken = layer.inputs[: len(info.layers[layer.id].inputs)]
                sources = tuple((source_id(ref), source_port(ref)) for ref in taken)
                self._steps.append((layer.id, self._make(layer, info), sources))
        for layer in spec.layers:
            if layer.enabled:
                self._initialise(layer)
        self._parts = [info.layers[layer.id].outputs[0][:1] for layer in spec.inputs]
        self._chain = self._as_chain()

    def _make(self, layer: LayerSpec, info: NetworkInfo) -> Forward:
        known = info.layers[layer.id]
        arguments = known.kind.arguments(known.params, known.inputs)
        if known.kind.call == "function":
            return _layer_function(known.kind, arguments)
        module: nn.Module = resolve(known.kind.target)(**arguments)
        if layer.frozen:
            module.requires_grad_(requires_grad=False)
        self.add_module(layer.name, module)
        return _forward_of(module)

    def _initialise(self, layer: LayerSpec) -> None:
        for weight, init in layer.init.items():
            try:
                tensor = self.get_parameter(f"{layer.name}.{weight}")
            except AttributeError:
                raise UserError(
                    text("{layer} has no {weight}.", layer=layer.name, weight=weight)
                ) from None
            initialise(tensor, init, f"{layer.name}.{weight}")

    def _as_chain(self) -> tuple[Forward, ...] | None:
        """The bare calls in order when each layer takes just the one before it."""
        above = self._spec.inputs[0].id if len(self._spec.inputs) == 1 else ""
        calls = []
        for layer_id, call, sources in self._steps:
            if sources != ((above, 0),):
                return None
            calls.append(call)
            above = layer_id
        return tuple(calls) if self._spec.outputs == (above,) else None

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """One tensor [batch, *shape] an Input, or one for all; gives one an output, in the spec's order."""
        if self._chain is not None:
            (value,) = inputs
            for call in self._chain:
                value = call(value)
            return (value,)
        return self.select_outputs(self.layer_values(inputs))

    def select_outputs(self, values: Mapping[str, tuple[Tensor, ...]]) -> tuple[Tensor, ...]:
        """The network's outputs among what `layer_values` gave."""
        return tuple(values[source_id(ref)][source_port(ref)] for ref in self._spec.outputs)

    def layer_values(
        self, inputs: Sequence[Tensor], until: str = ""
    ) -> dict[str, tuple[Tensor, ...]]:
        """What every layer gives (up to and with `until`), by layer id: one tensor a port, in order."""
        values: dict[str, tuple[Tensor, ...]] = {}
        for layer_id, outputs in self.each_layer(inputs):
            values[layer_id] = outputs
            if layer_id == until:
                break
        return values

    def each_layer(self, inputs: Sequence[Tensor]) -> Iterator[tuple[str, tuple[Tensor, ...]]]:
        """Every layer's id with what it gives, the inputs first; each is computed when it is asked for."""
        if len(inputs) == 1 < len(self._parts):
            inputs = self.input_parts(inputs[0])
        values: dict[str, tuple[Tensor, ...]] = {}
        for layer, x in zip(self._spec.inputs, inputs, strict=True):
            values[layer.id] = (x,)
            yield layer.id, (x,)
        for layer_id, call, sources in self._steps:
            result = call(*(values[source][port] for source, port in sources))
            values[layer_id] = result if isinstance(result, tuple) else (result,)
            yield layer_id, values[layer_id]

    def input_parts(self, x: Tensor) -> tuple[Tensor, ...]:
        """The tensors of all Inputs in one that holds them one behind the other."""
        sizes = [size for part in self._parts for size in part]
        return torch.split(x, sizes, dim=1) if len(self._parts) > 1 else (x,)

    def layer_call(self, layer_id: str) -> Forward:
        """What a layer computes, from its inputs to a tensor or several; KeyError for an Input."""
        return {name: call for name, call, _ in self._steps}[layer_id]

    def first_input(self, layer_id: str) -> tuple[str, int]:
        """The layer and the port that feed a layer first; KeyError when the layer takes nothing."""
        return next(sources[0] for name, _, sources in self._steps if name == layer_id)

    def layer_parameters(self) -> dict[str, list[nn.Parameter]]:
        """The learnable tensors of each layer that has any and is not frozen, by layer id."""
        modules = dict(self.named_children())
        found = {
            layer.id: [p for p in modules[layer.name].parameters() if p.requires_grad]
            for layer in self._spec.layers
            if layer.name in modules
        }
        return {layer_id: params for layer_id, params in found.items() if params}


def initialise(tensor: Tensor, init: Component, owner: str) -> None:
    """Fills a weight in place the way `init` says."""
    kind = initializer_kind(init.kind)
    if not kind.target:
        return  # PyTorch's own way, done already
    params = kind.values(init.params, owner)
    try:
        with torch.no_grad():
            resolve(kind.target)(tensor, **params)
    except ValueError as error:
        raise UserError(
            text(
                "{owner} can't be initialised by {kind}: {reason}.",
                owner=owner,
                kind=kind.label,
                reason=error,
            )
        ) from None


def build_network(spec: NetworkSpec, seed: int) -> Network:
    """The module with the weights that the same lines of PyTorch give after `manual_seed(seed)`.

    Raises:
        UserError: when a layer can't work as it is.
    """
    info = require_valid(spec)
    torch.manual_seed(seed)
    return Network(spec, info)


@dataclass(frozen=True)
class Term:
    """A loss term ready to call: `function(output, target)` on output number `output`."""

    spec: LossTerm
    function: Forward
    output: int

    def value(self, output: Tensor, target: Tensor) -> Tensor:
        """The term before weighting."""
        if self.spec.transform != "none":
            reduce = torch.sum if self.spec.transform == "sum" else torch.mean
            output, target = reduce(output), reduce(target)
        value: Tensor = self.function(output, target)
        return value


class Criterion:
    """The weighted sum of the loss terms; tensors among their settings live on `device`.

    Their numbers are torch's default ones unless a `dtype` is given.
    """

    def __init__(
        self,
        training: TrainingSpec,
        network: NetworkSpec,
        device: torch.device | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        self.terms = tuple(_term(spec, network, device, dtype) for spec in training.losses)
        first = self.terms[0].spec
        self._is_first_term = (len(self.terms), first.weight, first.transform) == (1, 1.0, "none")

    def __call__(
        self, outputs: Sequence[Tensor], targets: Sequence[Tensor]
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """The total and each term before weighting; `targets` has one tensor a term."""
        if self._is_first_term:
            only = self.terms[0]
            loss: Tensor = only.function(outputs[only.output], targets[0])
            return loss, (loss,)
        values = [
            term.value(outputs[term.output], target)
            for term, target in zip(self.terms, targets, strict=True)
        ]
        return self.total(values), tuple(values)

    def total(self, values: Sequence[Tensor]) -> Tensor:
        """The weighted sum of the terms' values."""
        total: Tensor | None = None
        for term, value in zip(self.terms, values, strict=True):
            weighted = value if term.spec.weight == 1.0 else term.spec.weight * value
            total = weighted if total is None else total + weighted
        assert total is not None, "a training spec has at least one loss term"
        return total


def output_index(term: LossTerm, network: NetworkSpec) -> int:
    """Which of the network's outputs the term looks at."""
    if not term.output:
        return 0
    ids = [source_id(ref) for ref in network.outputs]
    if term.output not in ids:
        raise UserError(
            text(
                "The loss looks at “{output}”, which is not an output of the network.",
                output=term.output,
            )
        )
    return ids.index(term.output)


def _loss_of(module: nn.Module) -> Forward:
    """What the module computes, without `nn.Module.__getattr__` where that takes long."""
    if type(module) is nn.CrossEntropyLoss:
        return functools.partial(
            F.cross_entropy,
            weight=module.weight,
            ignore_index=module.ignore_index,
            reduction=module.reduction,
            label_smoothing=module.label_smoothing,
        )
    if type(module) is nn.BCEWithLogitsLoss:
        return functools.partial(
            F.binary_cross_entropy_with_logits,
            weight=module.weight,
            pos_weight=module.pos_weight,
            reduction=module.reduction,
        )
    return module.forward


def _term(
    spec: LossTerm, network: NetworkSpec, device: torch.device | None, dtype: torch.dtype | None
) -> Term:
    kind = loss_kind(spec.loss.kind)
    params = kind.values(spec.loss.params)
    target = resolve(kind.target)
    params = {
        k: torch.tensor(v, device=device, dtype=dtype) if isinstance(v, tuple) else v
        for k, v in params.items()
    }
    call = (
        _loss_of(target(**params)) if kind.call == "class" else functools.partial(target, **params)
    )
    return Term(spec, call, output_index(spec, network))


def build_optimizer(component: Component, params: Sequence[nn.Parameter]) -> torch.optim.Optimizer:
    """The torch optimizer over the learnable tensors."""
    kind = optimizer_kind(component.kind)
    values = kind.values(component.params)
    optimizer: torch.optim.Optimizer = resolve(kind.target)(params, **values)
    return optimizer


def build_scheduler(
    component: Component, optimizer: torch.optim.Optimizer, epochs: int, steps_per_epoch: int
) -> tuple[Any, str]:
    """The torch scheduler (None for a constant rate) and when it advances."""
    kind = schedule_kind(component.kind)
    if not kind.target:
        return None, "never"
    values = kind.arguments(kind.values(component.params), epochs, steps_per_epoch)
    return resolve(kind.target)(optimizer, **values), kind.advance
