"""The network on screen as a class: the layers in `__init__`, the way of the data in `forward`."""

from collections.abc import Mapping

from engine.catalog.initializers import initializer_kind
from engine.catalog.kind import Kind
from engine.check.shapes import LayerInfo, NetworkInfo
from engine.export.code_functions import function_names
from engine.export.writer import Expression, Group, Writer, call, flat, literal
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id, source_port
from engine.text import UserError, text

#: How code writes the two functions that merge branches pairwise.
_OPERATORS = {"operator.add": "+", "operator.sub": "-", "operator.mul": "*", "operator.matmul": "@"}
#: Variables of `forward` that are used again and again along a chain.
_REUSED = ("x", "h")
_GLOBALS = frozenset({"torch", "nn", "F", "Tensor", "Net", "self", "_", *_REUSED})


def write_module(code: Writer, network: NetworkSpec, info: NetworkInfo) -> int:
    """Writes `class Net`; gives the number of the line where its `forward` begins."""
    code.use("torch", "nn")
    code.add("class Net(nn.Module):")
    code.indent = 4
    code.add(f'"""A network of {info.parameters} parameters."""', "", "def __init__(self):")
    code.indent = 8
    code.add("super().__init__()")
    headings = _Headings(code, network)
    for layer in network.layers:
        if layer.kind != INPUT and info.layers[layer.id].kind.call == "class":
            headings.write_before(layer)
            known = info.layers[layer.id]
            made = call(code.symbol(known.kind.target), *_layer_arguments(known))
            code.set(f"self.{layer.name}", made, layer.id)
    for layer in network.layers:
        if layer.enabled:
            _write_start(code, layer, info.layers[layer.id])
    code.indent = 4
    code.add("")
    begins = len(code.lines)
    _Forward(code, network, info).write()
    code.indent = 0
    return begins


class _Headings:
    """Writes the name of a block as a comment before its first line."""

    def __init__(self, code: Writer, network: NetworkSpec) -> None:
        self._code = code
        self._names = {block.id: block.name for block in network.blocks}

    def write_before(self, layer: LayerSpec) -> None:
        """Names the blocks that begin with this line."""
        for block_id in layer.group:
            if block_id in self._names:
                self._code.add(f"# {self._names.pop(block_id)}")


def _write_start(code: Writer, layer: LayerSpec, known: LayerInfo) -> None:
    """How the layer's weights begin, where that is not PyTorch's own way."""
    for weight, init in layer.init.items():
        kind = initializer_kind(init.kind)
        if weight not in known.weights:
            raise UserError(text("{layer} has no {weight}.", layer=layer.name, weight=weight))
        if kind.target:
            values = kind.values(init.params, f"{layer.name}.{weight}")
            place = f"self.{layer.name}.{weight}"
            arguments = shown_arguments(kind, values)
            code.do(call(code.symbol(kind.target), place, *arguments), layer.id)
    if layer.frozen and known.kind.call == "class":
        code.add(f"self.{layer.name}.requires_grad_(False)  # frozen", owner=layer.id)


def shown_arguments(
    kind: Kind, values: Mapping[str, object], positional: int = 0
) -> list[Expression]:
    """The arguments that code prints: those that are not torch's own defaults."""
    defaults = {field.name: field.default for field in kind.fields}
    shown: list[Expression] = []
    for place, (name, value) in enumerate(values.items()):
        if place < positional:
            shown.append(literal(value))
        elif name in kind.explicit or name not in defaults or value != defaults[name]:
            shown.append(_argument(kind, name, value))
    return shown


def _argument(kind: Kind, name: str, value: object) -> Expression:
    if isinstance(value, tuple) and name in kind.tensors:
        return f"{name}=torch.tensor({literal(list(value))})"
    if isinstance(value, tuple) and len(value) > 4:
        return Group(f"{name}=", tuple(map(literal, value)), "[]")
    return f"{name}={literal(value)}"


def _layer_arguments(known: LayerInfo) -> list[Expression]:
    values = known.kind.arguments(known.params, known.inputs)
    return shown_arguments(known.kind, values, known.kind.positional)


class _Forward:
    """Writes `forward`; a chain goes on in `x`, a value that is needed later gets its layer's name."""

    def __init__(self, code: Writer, network: NetworkSpec, info: NetworkInfo) -> None:
        self._code, self._network, self._info = code, network, info
        self._last_use = self._find_last_uses()
        #: The variable of each value, by layer and port, and until when the reused ones are taken.
        self._variables: dict[tuple[str, int], str] = {}
        self._taken_until: dict[str, int] = {}
        self._unusable = {*_GLOBALS, *function_names()}

    def _find_last_uses(self) -> dict[tuple[str, int], int]:
        """The place of the layer that takes each value last; outputs are taken by the end."""
        found: dict[tuple[str, int], int] = {}
        for place, layer in enumerate(self._network.layers):
            for ref in layer.inputs:
                found[source_id(ref), source_port(ref)] = place
        end = len(self._network.layers)
        return found | {(source_id(r), source_port(r)): end for r in self._network.outputs}

    def write(self) -> None:
        code, inputs = self._code, self._network.inputs
        names = ["x"] if len(inputs) == 1 else [self._local(layer.name) for layer in inputs]
        for layer, name in zip(inputs, names, strict=True):
            self._variables[layer.id, 0] = name
            self._taken_until[name] = self._last_use.get((layer.id, 0), 0)
        code.add(f"def forward(self, {', '.join(names)}):")
        code.indent = 8
        headings = _Headings(code, self._network)
        for place, layer in enumerate(self._network.layers):
            if layer.kind != INPUT:
                headings.write_before(layer)
                self._write_layer(place, layer)
        given = [self._variable(ref) for ref in self._network.outputs]
        code.add(f"return {', '.join(given)}")

    def _local(self, name: str) -> str:
        """A variable for a layer's value that hides nothing `forward` needs."""
        while name in self._unusable:
            name += "_"
        self._unusable.add(name)
        return name

    def _variable(self, ref: str) -> str:
        return self._variables[source_id(ref), source_port(ref)]

    def _write_layer(self, place: int, layer: LayerSpec) -> None:
        taken = layer.inputs[: len(self._info.layers[layer.id].inputs)]
        value = self._value(layer, [self._variable(ref) for ref in taken])
        ports = len(self._info.layers[layer.id].outputs)
        names = [self._name(place, layer, port, ports) for port in range(ports)]
        self._code.set(", ".join(names), value, layer.id)

    def _name(self, place: int, layer: LayerSpec, port: int, ports: int) -> str:
        """The variable for a layer's output; `x` or `h` when the next layer is the last to need it."""
        last = self._last_use.get((layer.id, port))
        if last is None and ports > 1:
            return "_"
        name = ""
        if last is None or last == place + 1:
            free = [v for v in _REUSED if self._taken_until.get(v, -1) <= place]
            name = free[0] if free else ""
        name = name or self._local(layer.name if ports == 1 else f"{layer.name}_{port}")
        self._variables[layer.id, port] = name
        self._taken_until[name] = place + 1 if last is None else last
        return name

    def _value(self, layer: LayerSpec, inputs: list[str]) -> Expression:
        known, code = self._info.layers[layer.id], self._code
        kind = known.kind
        if kind.call == "class":
            return call(f"self.{layer.name}", *inputs)
        if kind.target in _OPERATORS:
            return _chain(_OPERATORS[kind.target], inputs)
        function, arguments = code.symbol(kind.target), _layer_arguments(known)
        if kind.merge == "list":
            return call(function, Group("", tuple(inputs)), *arguments)
        if kind.merge == "fold":
            folded = inputs[0]
            for other in inputs[1:]:
                folded = flat(call(function, folded, other))
            return folded
        return call(function, *inputs, *arguments)


def _chain(operator: str, inputs: list[str]) -> str:
    return f" {operator} ".join(inputs)
