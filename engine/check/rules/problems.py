"""Layers that can't work as they are, and the edits that let them."""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from engine.check.mending import branches, connections, dimensions, kernels
from engine.check.mending.fault import Fault, fault_of
from engine.check.remedies import Fix
from engine.check.rules.base import Advice
from engine.check.shapes import NetworkInfo, tried
from engine.spec.project import Project
from engine.text import UserError, text

#: More would be a list to read rather than a way out.
MOST_FIXES = 3

#: What mends a layer, the most natural first.
_WAYS: tuple[Callable[[Fault], Iterator[Fix]], ...] = (
    connections.switched_on,
    connections.output_that_exists,
    connections.missing_input,
    connections.surplus_input,
    dimensions.without_flatten,
    dimensions.same_kind_for_these,
    dimensions.reshaped,
    dimensions.as_steps,
    kernels.room_for_kernel,
    kernels.smaller_border,
    kernels.groups_that_divide,
    dimensions.sizes_that_come_out,
    dimensions.even_before,
    dimensions.slopes,
    dimensions.dimension_that_exists,
    branches.meeting,
)
#: What may do where none of these does.
_LAST_WAYS: tuple[Callable[[Fault], Iterator[Fix]], ...] = (
    connections.back_to_defaults,
    connections.taken_out,
)


def problem_advice(project: Project, info: NetworkInfo) -> Iterator[Advice]:
    """One advice for every layer that `infer` found at fault, with at most three fixes that mend it."""
    for problem in info.problems:
        layer = project.network.layer(problem.layer_id)
        message = text("{layer}: {reason}", layer=layer.name, reason=problem.message)
        fault = fault_of(project.network, info, layer)
        fixes = _mending(project, fault, _WAYS) if fault else ()
        if fault and not fixes:
            fixes = _mending(project, fault, _LAST_WAYS)
        yield Advice(layer.id, message, fixes, "error")


def _mending(
    project: Project, fault: Fault, ways: tuple[Callable[[Fault], Iterator[Fix]], ...]
) -> tuple[Fix, ...]:
    candidates = chain.from_iterable(way(fault) for way in ways)
    good = (fix for fix in candidates if _mends(fix, project, fault))
    return tuple(islice(good, MOST_FIXES))


def _mends(fix: Fix, project: Project, fault: Fault) -> bool:
    """Only what really helps is offered, and does not break what worked."""
    try:
        network = fix.edit(project).network
    except UserError:
        return False
    works = tried(network, (fault.network, fault.info), fault.layer.id)
    return all(
        layer_id in works or layer_id not in network
        for layer_id in (*fault.info.layers, fault.layer.id)
    )
