"""What each card of a step is made of: its layer's or loss term's own operations.

They are recorded from what the card was given, with the random numbers and running figures that it had.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.build import Criterion, Network
from engine.spec.network import INPUT, NetworkSpec, source_id, source_port
from engine.train.recording import Recording, recorded, with_names
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.story import SUBSCRIPTS, Piece, Story


@dataclass(frozen=True, eq=False)
class Ran:
    """A step's forward pass as it ran.

    Args:
        model: a copy of the network with the weights of the step; its buffers may change.
        buffers: what the buffers were before the forward pass, by `state_dict` key.
        values: what every layer gave, by layer id, the inputs too.
        rng: the generators' states before each layer, by layer id.
        targets: one tensor a loss term.
        terms: what each loss term gave, before weighting.
        loss: their weighted sum.
        gradients: ∂L/∂tensor of those that autograd kept, by the tensor's name; none before backward.
    """

    network: NetworkSpec
    model: Network
    buffers: Mapping[str, Tensor]
    values: Mapping[str, tuple[Tensor, ...]]
    rng: Mapping[str, RngState]
    criterion: Criterion
    targets: Sequence[Tensor]
    terms: Sequence[Tensor]
    loss: Tensor
    gradients: Mapping[str, Tensor]


def story_of(ran: Ran) -> Story:
    """The step's cards, with everything that they take and give by name."""
    network = ran.network
    values: dict[str, Tensor] = {**dict(ran.model.named_parameters()), **ran.buffers}
    pieces = []
    for layer in network.layers:
        names = tensor_names(network, layer.id, len(ran.values[layer.id]))
        values |= dict(zip(names, ran.values[layer.id], strict=True))
        if layer.kind != INPUT:
            pieces.append(_layer(ran, layer.id, names))
    for number, target in enumerate(ran.targets):
        values[f"target/{number}"] = target
        values[f"term/{number}"] = ran.terms[number]
        pieces.append(_term(ran, number))
    values["loss"] = ran.loss
    pieces.append(_loss(ran))
    # A tensor that layers hand on as it is has one gradient, that of all of them.
    first = {id(tensor): name for name, tensor in reversed(values.items())}
    gradients = {n: g for n, g in ran.gradients.items() if first[id(values[n])] == n}
    if gradients:
        gradients["loss"] = torch.ones_like(ran.loss)
    return Story(pieces, values, gradients, symbols_of(ran))


def tensor_names(network: NetworkSpec, layer_id: str, count: int) -> tuple[str, ...]:
    """What the tensors that a layer gives are called: `fc`, `fc:1` …; the only input's is `x`."""
    name = network.layer(layer_id).name
    if network.layer(layer_id).kind == INPUT and len(network.inputs) == 1:
        name = "x"
    return (name, *(f"{name}:{port}" for port in range(1, count)))


def _layer(ran: Ran, layer_id: str, gives: tuple[str, ...]) -> Piece:
    network, spec = ran.network, ran.network.layer(layer_id)
    call, sources = ran.model.layer_call(layer_id)
    module = dict(ran.model.named_children()).get(spec.name)
    own = (
        {}
        if module is None
        else {**dict(module.named_parameters()), **dict(module.named_buffers())}
    )
    named = {f"{spec.name}.{name}": tensor for name, tensor in own.items()}
    takes = tuple(tensor_names(network, source, port + 1)[port] for source, port in sources)
    given = {
        name: ran.values[source][port] for name, (source, port) in zip(takes, sources, strict=True)
    }

    def record() -> Recording:
        with torch.no_grad():
            for name in named.keys() & ran.buffers.keys():
                named[name].copy_(ran.buffers[name])
        return _recorded(call, takes, given, named, gives, ran.rng[layer_id])

    return Piece(layer_id, spec.name, (*given, *named), gives, record)


def _term(ran: Ran, number: int) -> Piece:
    term = ran.criterion.terms[number]
    reference = ran.network.outputs[term.output]
    source, port = source_id(reference), source_port(reference)
    output = tensor_names(ran.network, source, port + 1)[port]
    takes = output, f"target/{number}"
    given = {output: ran.values[source][port], f"target/{number}": ran.targets[number]}
    gives = (f"term/{number}",)
    return Piece(
        gives[0],
        term.spec.loss.kind,
        takes,
        gives,
        lambda: _recorded(term.value, takes, given, {}, gives),
    )


def _loss(ran: Ran) -> Piece:
    given = {f"term/{number}": term for number, term in enumerate(ran.terms)}
    takes, gives = tuple(given), ("loss",)
    total = ran.criterion.total

    def record() -> Recording:
        return _recorded(lambda *terms: total(terms), takes, given, {}, gives)

    return Piece("loss", "L", takes, gives, record)


def _recorded(
    call: Callable[..., Tensor | Sequence[Tensor]],
    takes: Sequence[str],
    given: Mapping[str, Tensor],
    own: Mapping[str, Tensor],
    gives: Sequence[str],
    rng: RngState | None = None,
) -> Recording:
    """Records a call on the tensors that it takes, cut off from what came before."""
    starts = {n: t.detach().requires_grad_(t.requires_grad) for n, t in given.items()}
    now = capture_rng(next(iter(starts.values())).device)
    try:
        if rng is not None:
            restore_rng(rng)
        recording = recorded(
            lambda: call(*[starts[name] for name in takes]), {**starts, **own}, len(starts)
        )
    finally:
        restore_rng(now)
    return with_names(recording, gives, gives[0])


def symbols_of(ran: Ran) -> dict[str, str]:
    """How formulas write what the cards take and give.

    The letters of textbooks where there is only one of a kind: x, w, b, ŷ, y and L; names of layers else.
    """
    network = ran.network
    symbols = {name: name for name, _ in ran.model.named_parameters()}
    weights = [name for name in symbols if name.endswith(".weight")]
    if len(weights) == 1:
        stem = weights[0].removesuffix(".weight")
        symbols |= {weights[0]: "w"} | ({f"{stem}.bias": "b"} if f"{stem}.bias" in symbols else {})
    for layer in network.layers:
        symbols |= {
            name: name for name in tensor_names(network, layer.id, len(ran.values[layer.id]))
        }
    if len(network.outputs) == 1:
        source, port = source_id(network.outputs[0]), source_port(network.outputs[0])
        symbols[tensor_names(network, source, port + 1)[port]] = "ŷ"
    several = len(ran.terms) > 1
    for number in range(len(ran.terms)):
        place = str(number + 1).translate(SUBSCRIPTS) if several else ""
        symbols |= {f"target/{number}": f"y{place}", f"term/{number}": f"L{place}"}
    return symbols | {"loss": "L"}
