"""What the screen shows of a walked step: a card for the input, each layer, each loss term, the loss."""

from collections.abc import Iterator, Mapping

import numpy as np
import torch
from torch import Tensor

from engine import numbers
from engine.catalog.losses import loss_kind
from engine.spec.network import INPUT, LayerSpec, source_id
from engine.spec.training import LossTerm
from engine.tensor_figures import TensorFigures, tensor_figures
from engine.train.walk import Walk
from engine.walk_answers import Role, ShownTensor, WalkAnswer, WalkCard

#: How formulas write the weights that most layers have.
_SYMBOLS = {"weight": "w", "bias": "b", "running_mean": "μ", "running_var": "σ²"}


def walk_answer(walk: Walk, *, can_step_back: int, epoch_is_over: bool) -> WalkAnswer:
    """The step as far as it has come."""
    assert walk.phase is not None, "a walk begins with its first phase"
    session = walk.session
    return WalkAnswer(
        phase=walk.phase,
        step=walk.steps_before,
        epoch=walk.epoch,
        batch=walk.at.batch,
        batches=session.steps_per_epoch,
        rows=np.array(walk.rows, np.int64),
        on_copy=walk.on_copy,
        taken=walk.taken,
        loss=float(walk.loss.detach()) if hasattr(walk, "loss") else None,
        learning_rate=walk.learning_rate,
        cards=tuple(_cards(walk)),
        can_step_back=can_step_back,
        epoch_is_over=epoch_is_over,
    )


def names_of(walk: Walk) -> Mapping[str, Tensor]:
    """Every tensor that the cards show, by its name in the record."""
    network = walk.session.project.network
    found: dict[str, Tensor] = {"x": walk.batch.x, **walk.weights, **walk.buffers_before}
    for layer_id, tensors in walk.values.items():
        found |= {
            output_name(network.layer(layer_id), port): t
            for port, t in enumerate(tensors)
            if t is not walk.batch.x
        }
    found |= {f"target/{number}": t for number, t in enumerate(walk.batch.targets)}
    found |= {f"term/{number}": t for number, t in enumerate(walk.terms)}
    if hasattr(walk, "loss"):
        found["loss"] = walk.loss
    return found


def output_name(layer: LayerSpec, port: int) -> str:
    """What a layer's output is called in the record."""
    return layer.name if port == 0 else f"{layer.name}:{port}"


def gradient_of(walk: Walk, name: str) -> Tensor | None:
    """∂L/∂ a tensor of the record; None before backward and where none flows."""
    if name in walk.weight_gradients:
        return walk.weight_gradients[name]
    tensor = names_of(walk).get(name)
    if tensor is None or not (tensor.is_leaf or tensor.retains_grad):
        return None
    return tensor.grad


def _cards(walk: Walk) -> Iterator[WalkCard]:
    network = walk.session.project.network
    count = len(walk.batch)
    samples = f"{numbers.count(count)} sample{'' if count == 1 else 's'}"
    x = _shown(walk, "x", "x", "x", "input", walk.batch.x)
    yield WalkCard("x", "Input x", samples, (x,))
    several = len(network.inputs) > 1
    for layer in network.layers:
        if layer.kind != INPUT or several:
            yield _layer_card(walk, layer)
    yield from _loss_cards(walk)


def _layer_card(walk: Walk, layer: LayerSpec) -> WalkCard:
    network, known = walk.session.project.network, walk.session.info.layers[layer.id]
    tensors = [
        _shown(walk, name, _SYMBOLS.get(title, title), title, role, tensor)
        for name, title, role, tensor in _own(walk, layer)
    ]
    outputs = walk.values.get(layer.id)
    final = {source_id(ref) for ref in network.outputs}
    role: Role = "output" if layer.id in final else "inner"
    symbol = "ŷ" if role == "output" and len(network.outputs) == 1 else layer.name
    for port, shape in enumerate(known.outputs):
        value = outputs[port] if outputs is not None else None
        name = output_name(layer, port)
        written = symbol if port == 0 else f"{symbol}′"
        tensors.append(_shown(walk, name, written, written, role, value, (len(walk.batch), *shape)))
    inputs = {la.id for la in network.inputs}
    count = len(known.inputs)
    above = [source_id(ref) for ref in layer.inputs[:count]]
    sources = tuple("x" if s in inputs and len(inputs) == 1 else s for s in above)
    return WalkCard(
        layer.id, layer.name, known.summary, tuple(tensors), sources if above else ("x",)
    )


def _own(walk: Walk, layer: LayerSpec) -> Iterator[tuple[str, str, Role, Tensor]]:
    """A layer's weights and buffers: full name, own name, role, value."""
    prefix = f"{layer.name}."
    for name, weight in walk.weights.items():
        if name.startswith(prefix):
            yield name, name.removeprefix(prefix), "parameter", weight
    for name, buffer in walk.buffers_before.items():
        if name.startswith(prefix):
            yield name, name.removeprefix(prefix), "buffer", buffer


def _loss_cards(walk: Walk) -> Iterator[WalkCard]:
    """One card where the loss is a single term; else one a term, and one for their sum."""
    terms, outputs = walk.session.criterion.terms, walk.session.project.network.outputs
    loss = _shown(walk, "loss", "L", "L", "loss", getattr(walk, "loss", None), ())
    only = terms[0].spec
    if len(terms) == 1 and (only.weight, only.transform) == (1.0, "none"):
        words = ", ".join(filter(None, (only.loss.kind, _reduction(only))))
        above = (source_id(outputs[terms[0].output]),)
        yield WalkCard("loss", "Loss", words, (_target(walk, 0, "y"), loss), above)
        return
    for number, term in enumerate(terms):
        mark = str(number + 1) if len(terms) > 1 else ""
        value = walk.terms[number] if walk.terms else None
        shown = _shown(walk, f"term/{number}", f"L{mark or 1}", f"L{mark or 1}", "loss", value, ())
        yield WalkCard(
            f"term/{number}",
            term.spec.loss.kind,
            _reduction(term.spec),
            (_target(walk, number, f"y{mark}"), shown),
            (source_id(outputs[term.output]),),
        )
    words = " + ".join(_weighted(term.spec) for term in terms)
    yield WalkCard("loss", "Loss", words, (loss,), tuple(f"term/{n}" for n in range(len(terms))))


def _target(walk: Walk, number: int, symbol: str) -> ShownTensor:
    return _shown(walk, f"target/{number}", symbol, symbol, "target", walk.batch.targets[number])


def _weighted(term: LossTerm) -> str:
    name = term.loss.kind
    return name if term.weight == 1.0 else f"{numbers.typed(term.weight)}·{name}"


def _reduction(term: LossTerm) -> str:
    reduction = str(loss_kind(term.loss.kind).values(term.loss.params).get("reduction", ""))
    return reduction if term.transform == "none" else f"{reduction}, of {term.transform}"


def _shown(
    walk: Walk,
    name: str,
    symbol: str,
    title: str,
    role: Role,
    value: Tensor | None,
    shape: tuple[int, ...] | None = None,
) -> ShownTensor:
    live = dict(walk.session.model.named_parameters()) if role == "parameter" else {}
    parameter = live.get(name)
    gradient = gradient_of(walk, name) if value is not None else None
    learns = (
        parameter.requires_grad
        if parameter is not None
        else bool(value is not None and value.requires_grad)
    )
    return ShownTensor(
        name=name,
        symbol=symbol,
        title=title,
        role=role,
        shape=tuple(value.shape) if value is not None else tuple(shape or ()),
        requires_grad=learns,
        is_leaf=parameter is not None or (value is not None and value.is_leaf),
        figures=_figures(value),
        gradient=_figures(gradient),
        changed=_figures(parameter) if parameter is not None and walk.taken else None,
    )


def _figures(tensor: Tensor | None) -> TensorFigures | None:
    if tensor is None:
        return None
    return tensor_figures(torch.as_tensor(tensor).detach().cpu().numpy())
