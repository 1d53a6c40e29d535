"""Layers that make one number of a whole dimension, or of several."""

from collections.abc import Callable
from typing import Any

from engine import numbers
from engine.catalog.dims import place, with_batch
from engine.catalog.kept import one_more
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes, nothing_more
from engine.spec.fields import Flag, Wholes
from engine.text import text


def _reduced(kind: str) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        shape = inputs[0]
        gone = [place(kind, "dim", dim, shape) for dim in params["dim"]]
        if len(set(gone)) < len(gone):
            raise ShapeError(
                text(
                    "{kind} names a dimension of {found} more than once. Name each only once.",
                    kind=kind,
                    found=numbers.shape(shape),
                )
            )
        if params["keepdim"]:
            return tuple(1 if dim in gone else size for dim, size in enumerate(shape))
        return tuple(size for dim, size in enumerate(shape) if dim not in gone)

    return out_shape


def _arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    dims = tuple(with_batch(dim) for dim in params["dim"])
    return {"dim": dims[0] if len(dims) == 1 else dims, "keepdim": params["keepdim"]}


def _summary(kind: str) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, _inputs: Shapes) -> str:
        return f"{kind} {', '.join(map(str, params['dim']))}"

    return summary


def _reduction(
    name: str, function: str, doc: str, formula: str, *, picks: bool = False
) -> LayerKind:
    return LayerKind(
        name=name,
        group="pooling",
        doc=doc,
        formula=formula,
        fields=(
            Wholes(
                name="dim",
                default=(0,),
                help="Dimensions that are joined, without the batch; −1 is the last",
            ),
            Flag(name="keepdim", default=False, help="Keep the dimension, with size 1"),
        ),
        target=f"torch.{function}",
        call="function",
        explicit=("dim",),
        out_shape=_reduced(name),
        arguments=_arguments,
        keeps="input" if picks else "nothing",
        keeps_more=one_more if picks else nothing_more,
        stem=name.lower(),
        short=True,
        summary=_summary(name),
    )


KINDS = (
    _reduction(
        "Mean",
        "mean",
        "Averages over dimensions, such as all steps of a sequence.",
        "y = Σ xᵢ / n",
    ),
    _reduction(
        "Max",
        "amax",
        "Keeps the largest number along dimensions of any size.",
        "y = max xᵢ",
        picks=True,
    ),
    _reduction(
        "Min",
        "amin",
        "Keeps the smallest number along dimensions of any size.",
        "y = min xᵢ",
        picks=True,
    ),
    _reduction("Sum", "sum", "Adds up all numbers along dimensions.", "y = Σ xᵢ"),
)
