"""What each card of a walked step is made of: its layer's or loss term's own operations.

They are recorded from what the card was given, with the random numbers and running figures that it had.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import torch
from torch import Tensor, nn

from engine.build import Network
from engine.record_names import output_name, tensor_name
from engine.spec.network import INPUT, LayerSpec, source_id, source_port
from engine.train.recording import Recording, recorded, with_names
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.story import SUBSCRIPTS, Piece, Story
from engine.train.tape import CannotRecord
from engine.train.walk import Walk
from engine.train.walk_cards import gradient_of, names_of
from engine.walk_answers import PhaseName


class Inside:
    """A walked step to look into; what was recorded is kept while the step stands at the same phase."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._told: tuple[PhaseName | None, Story] | None = None
        self._models: dict[torch.dtype | None, Network] = {}

    @property
    def story(self) -> Story:
        """The step as far as it has come, with everything that its cards take and give by name."""
        if self._told is None or self._told[0] != self.walk.phase:
            self._told = self.walk.phase, _told(self.walk, self.model())
        return self._told[1]

    def shares(self) -> Mapping[str, Tensor | None]:
        """∂L/∂ what layers hand on as it came, where more than one takes that; None where it can't be told."""
        story, called = self.story, dict[int, list[str]]()
        for name, tensor in names_of(self.walk).items():
            called.setdefault(id(tensor), []).append(name)
        found: dict[str, Tensor | None] = {}
        for first, *others in called.values():
            if others and any(len(story.takers(name)) > 1 for name in (first, *others)):
                found |= {name: _share(story, name) for name in others}
        return found

    def model(self, dtype: torch.dtype | None = None) -> Network:
        """A copy of the network with the weights of the step, the same one each time.

        Its buffers are to be put back before use, and its weights after they were changed.
        """
        if dtype not in self._models:
            model = self.walk.session.copy_of_model()
            self._models[dtype] = model if dtype is None else model.to(dtype)
            model.load_state_dict(dict(self.walk.weights), strict=False)
        return self._models[dtype]


def _share(story: Story, name: str) -> Tensor | None:
    try:
        return story.gradient(name)
    except CannotRecord:
        return None


def _told(walk: Walk, model: Network) -> Story:
    values = dict(names_of(walk))
    if is_single_term(walk):
        del values["term/0"]
    # A tensor that several names stand for has one gradient, that of all of them together.
    first = {id(tensor): name for name, tensor in reversed(list(values.items()))}
    found = {name: gradient_of(walk, name) for name in values if first[id(values[name])] == name}
    gradients = {name: gradient for name, gradient in found.items() if gradient is not None}
    if gradients:
        gradients["loss"] = torch.ones_like(walk.loss)
    return Story(list(_pieces(walk, model)), values, gradients, symbols_of(walk))


def _pieces(walk: Walk, model: Network) -> Iterator[Piece]:
    network = walk.session.project.network
    known = {layer.id for layer in network.layers if layer.id in walk.values}
    several = len(network.inputs) > 1
    for place, layer in enumerate(network.inputs if several else ()):
        gives = (output_name(layer, 0),)
        if layer.id in known:
            yield _part(walk, model, layer, place, gives)
    for layer in network.layers:
        if layer.kind != INPUT and layer.id in known:
            yield _layer(walk, model, layer)
    if walk.terms:
        yield from _loss(walk)


def is_single_term(walk: Walk) -> bool:
    """Whether the loss is its one term itself, so that there is one card for both."""
    return len(walk.terms) == 1 and walk.terms[0] is walk.loss


def put_buffers_back(walk: Walk, model: nn.Module) -> None:
    """The running figures of a copy become what they were before the step."""
    with torch.no_grad():
        for name, buffer in model.named_buffers():
            buffer.copy_(walk.buffers_before[name])


def taken_names(walk: Walk, layer: LayerSpec) -> tuple[str, ...]:
    """The names of what a layer takes, in its order."""
    network = walk.session.project.network
    return tuple(
        tensor_name(network, network.layer(source), port)
        for source, port, _ in walk.taken_by(layer.id)
    )


def term_output(walk: Walk, number: int) -> tuple[str, Tensor]:
    """The output that a loss term looks at: its name and the tensor."""
    network = walk.session.project.network
    reference = network.outputs[walk.session.criterion.terms[number].output]
    layer, port = network.layer(source_id(reference)), source_port(reference)
    return tensor_name(network, layer, port), walk.values[layer.id][port]


def _part(
    walk: Walk, model: Network, layer: LayerSpec, place: int, gives: tuple[str, ...]
) -> Piece:
    def record() -> Recording:
        return _recorded(
            lambda x: model.input_parts(x)[place], ("x",), {"x": walk.batch.x}, {}, gives
        )

    return Piece(layer.id, layer.name, ("x",), gives, record)


def _layer(walk: Walk, model: Network, layer: LayerSpec) -> Piece:
    call = model.layer_call(layer.id)
    module = dict(model.named_children()).get(layer.name, nn.Module())
    own = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    named = {f"{layer.name}.{name}": tensor for name, tensor in own.items()}
    takes = taken_names(walk, layer)
    given = dict(zip(takes, [tensor for _, _, tensor in walk.taken_by(layer.id)], strict=True))
    gives = tuple(output_name(layer, port) for port in range(len(walk.values[layer.id])))

    def record() -> Recording:
        put_buffers_back(walk, model)
        return _recorded(call, takes, given, named, gives, walk.rng_before[layer.id])

    return Piece(layer.id, layer.name, (*given, *named), gives, record)


def _loss(walk: Walk) -> Iterator[Piece]:
    """The cards of the loss: one where it is a single term, else one a term and one for their sum."""
    criterion = walk.session.criterion
    only = is_single_term(walk)
    for number, term in enumerate(criterion.terms):
        output, tensor = term_output(walk, number)
        takes = output, f"target/{number}"
        given = dict(zip(takes, (tensor, walk.batch.targets[number]), strict=True))
        gives = ("loss" if only else f"term/{number}",)

        def record(
            value: Callable[..., Tensor] = term.value,
            takes: Sequence[str] = takes,
            given: Mapping[str, Tensor] = given,
            gives: Sequence[str] = gives,
        ) -> Recording:
            return _recorded(value, takes, given, {}, gives)

        yield Piece(gives[0], term.spec.loss.kind, takes, gives, record)
    if only:
        return
    given = {f"term/{number}": value for number, value in enumerate(walk.terms)}

    def added() -> Recording:
        return _recorded(lambda *terms: criterion.total(terms), tuple(given), given, {}, ("loss",))

    yield Piece("loss", "Loss", tuple(given), ("loss",), added)


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


def symbols_of(walk: Walk) -> dict[str, str]:
    """How formulas write what the cards take and give.

    The letters of textbooks where there is only one of a kind: w, b, ŷ, y and L; names of layers else.
    """
    network = walk.session.project.network
    symbols = {name: name for name in names_of(walk)}
    weights = [name for name in walk.weights if name.endswith(".weight")]
    if len(weights) == 1:
        bias = weights[0].removesuffix("weight") + "bias"
        symbols |= {weights[0]: "w"} | ({bias: "b"} if bias in symbols else {})
    if len(network.outputs) == 1:
        layer, port = network.layer(source_id(network.outputs[0])), source_port(network.outputs[0])
        symbols[tensor_name(network, layer, port)] = "ŷ"
    several = len(walk.batch.targets) > 1
    for number in range(len(walk.batch.targets)):
        place = str(number + 1).translate(SUBSCRIPTS)
        symbols |= {
            f"target/{number}": f"y{place if several else ''}",
            f"term/{number}": f"L{place}",
        }
    return symbols | {"loss": "L"}
