"""What a layer or the whole network costs, as tooltips of the panel say it."""

from engine import numbers
from engine.check.memory import NUMBER, activations, memory_of
from engine.check.shapes import NetworkInfo
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from gui import counts
from gui.translate import tr


def costs(network: NetworkSpec, info: NetworkInfo, layer_id: str) -> str:
    """A layer's parameters, multiply-adds and memory a sample, a line each; nothing where it has none."""
    known = info.layers.get(layer_id)
    if known is None:
        return ""
    kept = activations(network, info)[layer_id]
    lines = []
    if known.parameters:
        lines.append(counts.parameters(known.parameters))
    if known.multiply_adds:
        count = numbers.count(known.multiply_adds)
        lines.append(tr("{count} multiply-adds a sample").format(count=count))
    if kept:
        size = numbers.size(kept * NUMBER)
        lines.append(tr("{size} a sample kept for the backward pass").format(size=size))
    return "\n".join(lines)


def totals(project: Project, info: NetworkInfo) -> str:
    """What the network costs altogether, a line each."""
    memory, batch = memory_of(project, info), project.training.batch_size
    return "\n".join(
        (
            tr("{count} learnable numbers").format(count=numbers.count(info.parameters)),
            tr("{count} multiply-adds a sample").format(count=numbers.count(info.multiply_adds)),
            tr("{size} of memory at batch size {batch}").format(
                size=numbers.size(memory.total(batch)), batch=numbers.count(batch)
            ),
        )
    )
