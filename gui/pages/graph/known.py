"""What is known of the tensors that a node gives, in a walked step."""

from collections.abc import Mapping

import numpy as np

from engine.graph.drawing import Node
from engine.tensor_figures import tensor_figures
from gui.walk_readings import Numbers, Reading, WalkView


def readings_of(node: Node, view: WalkView) -> list[Reading]:
    """The readings of what a node gives, as far as the step has come."""
    if node.product is not None:
        made = _product(node.product, view.readings)
        return [made] if made is not None else []
    return [view.readings[name] for name in node.gives if name in view.readings]


def shapes_of(node: Node, view: WalkView) -> list[tuple[int, ...]]:
    """The shapes of what a node will give."""
    if node.inner:
        return [()] * len(node.gives)
    names = node.gives if node.product is None else node.product[2:]
    return [view.shapes[name] for name in names if name in view.shapes]


def _product(names: tuple[str, str, str], known: Mapping[str, Reading]) -> Reading | None:
    """x·Wᵀ, which torch adds the bias to at once, so that it is in no record.

    The bias hands the gradient of the sum on as it is; a number leads to the derivation of its sum.
    """
    taken, weight, total = (known.get(name) for name in names)
    if total is None:
        return None
    return Reading(total.name, total.symbol, _multiplied(taken, weight, total), total.gradient)


def _multiplied(taken: Reading | None, weight: Reading | None, total: Reading) -> Numbers | None:
    if total.value is None or taken is None or weight is None:
        return None
    if taken.value is None or weight.value is None:
        return None
    x, w = taken.value.figures.values, weight.value.figures.values
    if x is None or w is None or total.value.figures.values is None:
        return None
    with np.errstate(all="ignore"):  # what is not finite is shown as it is
        product = tensor_figures(x @ w.T)
    hidden = total.value.hidden
    if hidden is not None and product.values is not None:
        covered = np.where(hidden, np.nan, product.values)
        product = tensor_figures(covered)
    return Numbers(product, hidden)


def is_quiet(node: Node, view: WalkView) -> bool:
    """Whether the step has not come to what a node stands for."""
    if not node.cards or set(node.cards) <= view.faint:
        return True
    if any(name in view.readings for name in node.gives):
        return False
    return view.reached.isdisjoint(node.cards)


def is_stood_at(node: Node, view: WalkView) -> bool:
    """Whether the cursor is on what a node computes."""
    return view.at in node.cards and bool(view.at) and (node.form != "leaf" or view.at == "x")
