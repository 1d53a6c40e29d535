"""Small networks written in one line, and read back as one."""

from engine.spec.network import LayerSpec, NetworkSpec


def net(*layers, outputs=None):
    """Layers as "name", or "name<a,b" with its inputs; the kind follows from the name's letters."""
    kinds = {
        "in": "Input",
        "fc": "Linear",
        "relu": "ReLU",
        "add": "Add",
        "cat": "Concat",
        "conv": "Conv2d",
        "drop": "Dropout",
    }
    made = []
    for text in layers:
        name, _, inputs = text.partition("<")
        kind = kinds[name.rstrip("0123456789")]
        above = (made[-1].id,) if made and kind != "Input" else ()
        made.append(
            LayerSpec(
                id=name,
                kind=kind,
                name="input1" if name == "in" else name,
                inputs=tuple(inputs.split(",")) if inputs else above,
            )
        )
    return NetworkSpec(layers=tuple(made), outputs=outputs or (made[-1].id,))


def wires(network):
    """The network as one line: every layer with its inputs, then the outputs."""
    parts = [
        la.name + ("<" + ",".join(_named(network, r) for r in la.inputs) if la.inputs else "")
        for la in network.layers
    ]
    return " ".join(parts) + " => " + ",".join(_named(network, r) for r in network.outputs)


def _named(network, ref):
    source, colon, port = ref.partition(":")
    return network.layer(source).name + colon + port


CHAIN = net("in", "fc1", "relu1", "fc2")
RESIDUAL = net("in", "fc1", "relu1", "fc2", "add1<fc2,fc1", "fc3")
BRANCHES = net("in", "fc1", "fc2<in", "cat1<fc2,fc1", "fc3")
