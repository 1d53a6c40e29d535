"""Layers that go through a sequence step by step and carry a state along, and the embedding before them."""

from collections.abc import Callable
from typing import Any

from engine import numbers
from engine.catalog.kept import Kept, of_gru, of_lstm, of_rnn, whole_numbers
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.spec.fields import Choice, Field, Flag, Real, Whole
from engine.text import Text, text


def steps_and_features(kind: str, shape: Shape) -> tuple[int, int]:
    """The two sizes of a sequence.

    Raises:
        ShapeError: when the input is none.
    """
    if len(shape) != 2:
        raise ShapeError(
            text(
                "{kind} needs steps × features, but gets {found}. Put a Reshape or a Permute before "
                "it, or set output of the layer before it to sequence.",
                kind=kind,
                found=numbers.shape(shape) or "1",
            )
        )
    return shape[0], shape[1]


def _width(params: Params) -> int:
    """Numbers a step: the states of both directions stand side by side."""
    hidden: int = params["hidden_size"]
    return 2 * hidden if params["bidirectional"] else hidden


def _out_shape(kind: str) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        steps, _features = steps_and_features(kind, inputs[0])
        width = _width(params)
        return (steps, width) if params["output"] == "sequence" else (width,)

    return out_shape


def _arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"input_size": inputs[0][1], **params}


def _weights(gates: int) -> Callable[[Params, Shapes], dict[str, Shape]]:
    def weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
        rows = gates * params["hidden_size"]
        found: dict[str, Shape] = {}
        for layer in range(params["num_layers"]):
            taken = inputs[0][1] if layer == 0 else _width(params)
            for direction in ("", "_reverse") if params["bidirectional"] else ("",):
                found[f"weight_ih_l{layer}{direction}"] = (rows, taken)
                found[f"weight_hh_l{layer}{direction}"] = (rows, params["hidden_size"])
                if params["bias"]:
                    found[f"bias_ih_l{layer}{direction}"] = (rows,)
                    found[f"bias_hh_l{layer}{direction}"] = (rows,)
        return found

    return weights


def _products(gates: int) -> Callable[[Params, Shapes, Shapes], int]:
    """Every weight matrix once a step."""
    weights = _weights(gates)

    def products(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
        matrices = [shape for shape in weights(params, inputs).values() if len(shape) == 2]
        return inputs[0][0] * sum(rows * columns for rows, columns in matrices)

    return products


def _rule(params: Params) -> Text | None:
    if params["dropout"] and params["num_layers"] == 1:
        return text("dropout acts between layers: it needs num_layers of at least 2.")
    return None


def _summary(kind: str) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, inputs: Shapes) -> str:
        line = f"{kind} {inputs[0][-1]}→{_width(params)}"
        return f"{line}, {params['num_layers']}×" if params["num_layers"] > 1 else line

    return summary


def _explain(params: Params, inputs: Shapes) -> Text:
    values = {"steps": inputs[0][0], "features": inputs[0][1], "hidden": params["hidden_size"]}
    if params["bidirectional"]:
        return text(
            "Goes through {steps} steps of {features} numbers forwards and backwards, with a state "
            "of {hidden} numbers each way.",
            **values,
        )
    return text(
        "Goes through {steps} steps of {features} numbers with a state of {hidden} numbers.",
        **values,
    )


def _fields(*more: Field) -> tuple[Field, ...]:
    return (
        Whole(name="hidden_size", default=32, low=1, high=100_000, help="Numbers in the state"),
        Choice(
            name="output",
            default="last",
            options=("last", "sequence"),
            help="Give the state after the last step, or the states of all steps",
        ),
        Whole(name="num_layers", default=1, low=1, high=100, help="Layers stacked on one another"),
        Flag(
            name="bidirectional",
            default=False,
            help="Go through the sequence backwards too; the output is twice as wide",
        ),
        Real(
            name="dropout",
            default=0.0,
            low=0.0,
            high=1.0,
            help="Probability of being dropped between two layers while training",
        ),
        *more,
        Flag(name="bias", default=True, help="Add learnable numbers to each gate", rare=True),
    )


def _recurrent(
    name: str, gates: int, kept: Kept, doc: str, formula: str, *more: Field
) -> LayerKind:
    return LayerKind(
        name=name,
        group="recurrent",
        doc=doc,
        formula=formula,
        fields=_fields(*more),
        target=f"engine.modules.Batch{name}",
        out_shape=_out_shape(name),
        arguments=_arguments,
        weights=_weights(gates),
        multiply_adds=_products(gates),
        keeps_more=kept,
        positional=2,
        explicit=("num_layers", "bidirectional", "dropout", "nonlinearity", "bias"),
        stem=name.lower(),
        summary=_summary(name),
        explain=_explain,
        rule=_rule,
    )


def _embedding_shape(params: Params, inputs: Shapes) -> Shape:
    return (*inputs[0], params["embedding_dim"])


def _embedding_weights(params: Params, _inputs: Shapes) -> dict[str, Shape]:
    return {"weight": (params["num_embeddings"], params["embedding_dim"])}


def _embedding_rule(params: Params) -> Text | None:
    padding = params["padding_idx"]
    if padding is not None and padding >= params["num_embeddings"]:
        return text("padding_idx must be below num_embeddings.")
    return None


def _embedding_summary(params: Params, _inputs: Shapes) -> str:
    return f"Embedding {params['num_embeddings']}→{params['embedding_dim']}"


KINDS = (
    LayerKind(
        name="Embedding",
        group="recurrent",
        doc="Looks up a learnable vector for each whole number, such as the number of a word.",
        formula="y = W[x]",
        fields=(
            Whole(
                name="num_embeddings",
                default=1000,
                low=1,
                high=10_000_000,
                help="Entries: inputs are whole numbers from 0 to one less",
            ),
            Whole(
                name="embedding_dim",
                default=16,
                low=1,
                high=100_000,
                help="Numbers in the vector of each entry",
            ),
            Whole(
                name="padding_idx",
                default=None,
                low=0,
                optional=True,
                help="Entry that stands for nothing: it stays 0; empty: none",
                rare=True,
            ),
        ),
        target="engine.modules.IndexEmbedding",
        takes="indices",
        out_shape=_embedding_shape,
        weights=_embedding_weights,
        keeps="nothing",
        keeps_more=whole_numbers,
        positional=2,
        stem="embedding",
        summary=_embedding_summary,
        rule=_embedding_rule,
    ),
    _recurrent(
        "LSTM",
        4,
        of_lstm,
        "Goes through a sequence and decides at each step what to keep, forget and tell.",
        "c = f⊙c′ + i⊙g   h = o⊙tanh(c),   i, f, g, o from W·x + U·h′ + b",
    ),
    _recurrent(
        "GRU",
        3,
        of_gru,
        "Goes through a sequence with gates, as LSTM does, but with fewer weights.",
        "h = (1 − z)⊙n + z⊙h′   n = tanh(W·x + r⊙(U·h′) + b),   r, z as gates",
    ),
    _recurrent(
        "RNN",
        1,
        of_rnn,
        "Goes through a sequence with a plain state; it forgets soon.",
        "h = tanh(W·x + U·h′ + b)",
        Choice(
            name="nonlinearity",
            default="tanh",
            options=("tanh", "relu"),
            help="What the state goes through at each step",
        ),
    ),
)
