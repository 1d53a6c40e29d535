"""Which layers match what is searched for: by name, kind, parameters and what is wrong with them."""

import re

from engine.catalog.layers import LAYERS
from engine.check.shapes import NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import Text
from gui.forms.component_editor import kind_label
from gui.translate import show, tr

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def matching(network: NetworkSpec, info: NetworkInfo, query: str) -> list[str]:
    """The ids of the layers in which every word of `query` is found, from the top down.

    Names and kinds are searched through, of everything else the beginnings of words: “add” finds no
    padding. A number is found as a whole: “64” means neither 640 nor relu64.
    """
    words = query.casefold().split()
    if not words:
        return []
    problems = {problem.layer_id: problem.message for problem in info.problems}
    return [
        layer.id
        for layer in network.layers
        if _has_all(words, _called(layer), _described(layer, info, problems.get(layer.id)))
    ]


def _has_all(words: list[str], name: str, described: str) -> bool:
    numbers = set(_NUMBER.findall(described))
    return all(
        word in numbers
        if _NUMBER.fullmatch(word)
        else word in name or re.search(f"(?<![a-z]){re.escape(word)}", described)
        for word in words
    )


def _called(layer: LayerSpec) -> str:
    kind = LAYERS.get(layer.kind)
    return f"{layer.name} {layer.kind} {kind_label(kind) if kind else ''}".casefold()


def _described(layer: LayerSpec, info: NetworkInfo, problem: Text | None) -> str:
    """Everything beside its name and kind that a person may remember of a layer."""
    kind, known = LAYERS.get(layer.kind), info.layers.get(layer.id)
    parts = [kind.group] if kind is not None else []
    if known is not None:
        parts += [known.summary, *(" ".join(map(str, shape)) for shape in known.outputs)]
    params = known.params if known is not None and layer.enabled else layer.params
    parts += [f"{name}={value}" for name, value in params.items()]
    parts += [
        mark
        for mark, shown in (
            (tr("off"), not layer.enabled),
            (tr("frozen"), layer.frozen),
            (tr("problem"), problem is not None),
        )
        if shown
    ]
    if problem is not None:
        parts.append(show(problem))
    return "\n".join(parts).casefold()
