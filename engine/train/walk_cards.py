"""What the screen shows of a walked step: a card for the input, each layer, each loss term, the loss."""

from collections.abc import Iterator, Mapping

import numpy as np
from torch import Tensor

from engine import numbers
from engine.catalog.losses import loss_kind
from engine.record_names import output_name, tensor_name
from engine.spec.network import INPUT, LayerSpec, source_id
from engine.spec.training import LossTerm
from engine.tensor_figures import TensorFigures, tensor_figures
from engine.text import Text, text
from engine.train.story import SUBSCRIPTS
from engine.train.walk import Walk
from engine.walk_answers import Role, ShownTensor, WalkAnswer, WalkCard

#: How formulas write the weights that most layers have.
_SYMBOLS = {"weight": "w", "bias": "b", "running_mean": "μ", "running_var": "σ²"}


def walk_answer(walk: Walk, *, can_step_back: int, epoch_is_over: bool) -> WalkAnswer:
    """The step as far as it has come."""
    assert walk.phase is not None, "a walk begins with its first phase"
    return WalkAnswer(
        phase=walk.phase,
        step=walk.steps_before,
        epoch=walk.epoch,
        batch=1 if walk.on_copy else walk.at.batch,
        batches=walk.batches,
        rows=np.array(walk.rows, np.int64),
        on_copy=walk.on_copy,
        taken=walk.taken,
        loss=float(walk.loss.detach()) if hasattr(walk, "loss") else None,
        learning_rate=walk.learning_rate,
        cards=tuple(_cards(_Record(walk))),
        can_step_back=can_step_back,
        epoch_is_over=epoch_is_over,
        number=walk.number,
    )


def names_of(walk: Walk) -> Mapping[str, Tensor]:
    """Every tensor that the cards show, by its name in the record."""
    network = walk.session.project.network
    found: dict[str, Tensor] = {"x": walk.batch.x, **walk.weights, **walk.buffers_before}
    for layer_id, tensors in walk.values.items():
        layer = network.layer(layer_id)
        found |= {tensor_name(network, layer, port): t for port, t in enumerate(tensors)}
    found |= {f"target/{number}": t for number, t in enumerate(walk.batch.targets)}
    found |= {f"term/{number}": t for number, t in enumerate(walk.terms)}
    if hasattr(walk, "loss"):
        found["loss"] = walk.loss
    return found


def gradient_of(walk: Walk, name: str) -> Tensor | None:
    """∂L/∂ a tensor of the record; None before backward and where none flows."""
    return _gradient(_found_gradients(walk), name, names_of(walk).get(name))


def _found_gradients(walk: Walk) -> Mapping[str, Tensor | None]:
    """∂L/∂ what keeps no gradient itself, or another one."""
    return {**walk.weight_gradients, **(walk.shares or {})}


def _gradient(
    found: Mapping[str, Tensor | None], name: str, tensor: Tensor | None
) -> Tensor | None:
    if name in found:
        return found[name]
    if tensor is None or not (tensor.is_leaf or tensor.retains_grad):
        return None
    return tensor.grad


class _Record:
    """The tensors of a step by name, looked up once for all cards."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.network = walk, walk.session.project.network
        self._values, self._gradients = names_of(walk), _found_gradients(walk)
        self._parameters = dict(walk.session.model.named_parameters())
        now: Mapping[str, Tensor] = self._parameters if walk.taken else {}
        self._changed = {**now, **walk.buffers_after}

    def shown(
        self,
        name: str,
        symbol: str,
        role: Role,
        shape: tuple[int, ...] = (),
    ) -> ShownTensor:
        """A tensor as far as it is known; `shape` is what it will have."""
        tensor = self._values.get(name)
        parameter = self._parameters.get(name) if role == "parameter" else None
        asked = tensor if parameter is None else parameter
        gradient = _gradient(self._gradients, name, tensor)
        return ShownTensor(
            name=name,
            symbol=_SYMBOLS.get(symbol, symbol),
            title=symbol,
            role=role,
            shape=shape if tensor is None else tuple(tensor.shape),
            requires_grad=asked is not None and asked.requires_grad,
            is_leaf=asked is not None and asked.is_leaf,
            figures=self._figures("value", name, tensor),
            gradient=self._figures("gradient", name, gradient),
            changed=self._figures("changed", name, self._changed.get(name)),
        )

    def _figures(self, what: str, name: str, tensor: Tensor | None) -> TensorFigures | None:
        """Worked out once: what a step has computed stays what it is."""
        if tensor is None:
            return None
        known = self.walk.shown
        if (what, name) not in known:
            known[what, name] = tensor_figures(tensor.detach().cpu().numpy())
        return known[what, name]


def _cards(record: _Record) -> Iterator[WalkCard]:
    network, count = record.network, len(record.walk.batch)
    samples = f"{numbers.count(count)} sample{'' if count == 1 else 's'}"
    yield WalkCard("x", "Input x", samples, (record.shown("x", "x", "input"),))
    several = len(network.inputs) > 1
    for layer in network.layers:
        if layer.kind != INPUT or several:
            yield _layer_card(record, layer)
    yield from _loss_cards(record)


def _layer_card(record: _Record, layer: LayerSpec) -> WalkCard:
    walk, network = record.walk, record.network
    known = walk.session.info.layers[layer.id]
    prefix = f"{layer.name}."
    own: dict[str, Role] = dict.fromkeys(walk.weights, "parameter")
    own |= dict.fromkeys(walk.buffers_before, "buffer")
    tensors = [
        record.shown(name, name.removeprefix(prefix), role)
        for name, role in own.items()
        if name.startswith(prefix)
    ]
    final = {source_id(ref) for ref in network.outputs}
    role: Role = "output" if layer.id in final else "inner"
    symbol = "ŷ" if role == "output" and len(network.outputs) == 1 else layer.name
    for port, shape in enumerate(known.outputs):
        name, written = output_name(layer, port), symbol if port == 0 else f"{symbol}′"
        tensors.append(record.shown(name, written, role, (len(walk.batch), *shape)))
    inputs = {la.id for la in network.inputs}
    above = [source_id(ref) for ref in layer.inputs[: len(known.inputs)]]
    sources = tuple("x" if s in inputs and len(inputs) == 1 else s for s in above)
    return WalkCard(
        layer.id, layer.name, known.summary, tuple(tensors), sources if above else ("x",)
    )


def _loss_cards(record: _Record) -> Iterator[WalkCard]:
    """One card where the loss is a single term; else one a term, and one for their sum."""
    terms, outputs = record.walk.session.criterion.terms, record.network.outputs
    loss = record.shown("loss", "L", "loss")
    only = terms[0].spec
    if len(terms) == 1 and (only.weight, only.transform) == (1.0, "none"):
        words = ", ".join(filter(None, (only.loss.kind, _reduction_name(only))))
        above = (source_id(outputs[terms[0].output]),)
        yield WalkCard(
            "loss", "Loss", words, (record.shown("target/0", "y", "target"), loss), above
        )
        return
    for number, term in enumerate(terms):
        mark = str(number + 1).translate(SUBSCRIPTS) if len(terms) > 1 else ""
        target = record.shown(f"target/{number}", f"y{mark}", "target")
        yield WalkCard(
            f"term/{number}",
            term.spec.loss.kind,
            _reduction(term.spec),
            (target, record.shown(f"term/{number}", f"L{mark or '₁'}", "loss")),
            (source_id(outputs[term.output]),),
        )
    words = " + ".join(_weighted(term.spec) for term in terms)
    yield WalkCard("loss", "Loss", words, (loss,), tuple(f"term/{n}" for n in range(len(terms))))


def _weighted(term: LossTerm) -> str:
    name = term.loss.kind
    return name if term.weight == 1.0 else f"{numbers.typed(term.weight)}·{name}"


def _reduction(term: LossTerm) -> Text | str:
    reduction = _reduction_name(term)
    if term.transform == "none":
        return reduction
    if term.transform == "sum":
        return text("{reduction}, of the sums", reduction=reduction)
    return text("{reduction}, of the means", reduction=reduction)


def _reduction_name(term: LossTerm) -> str:
    return str(loss_kind(term.loss.kind).values(term.loss.params).get("reduction", ""))
