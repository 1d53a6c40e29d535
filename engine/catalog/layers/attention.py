"""Layers in which every step of a sequence looks at every other."""

from typing import Any

from engine import numbers
from engine.catalog.kept import of_attention
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.recurrent import steps_and_features
from engine.spec.fields import Choice, Flag, Real, Whole
from engine.text import Text, text

_HEADS = Whole(
    name="num_heads",
    default=4,
    low=1,
    help="Heads that look for different things; divides features",
)


def _check_heads(kind: str, features: int, heads: int) -> None:
    if features % heads:
        raise ShapeError(
            text(
                "{kind} can't split {features} features among {heads} heads. Choose a number of "
                "heads that divides {features}.",
                kind=kind,
                features=features,
                heads=heads,
            )
        )


def _sequences(inputs: Shapes) -> tuple[Shape, Shape, Shape]:
    """Query, key and value: a missing key is the query, a missing value is the key."""
    query = inputs[0]
    key = inputs[1] if len(inputs) > 1 else query
    return query, key, inputs[2] if len(inputs) > 2 else key


def _attention_shape(params: Params, inputs: Shapes) -> Shape:
    query, key, value = _sequences(inputs)
    for shape in inputs:
        steps_and_features("MultiheadAttention", shape)
    _check_heads("MultiheadAttention", query[1], params["num_heads"])
    if key[0] != value[0]:
        raise ShapeError(
            text(
                "MultiheadAttention needs a value for each key, but gets keys {key} and values "
                "{value}. Give both the same number of steps.",
                key=numbers.shape(key),
                value=numbers.shape(value),
            )
        )
    return query


def _attention_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    query, key, value = _sequences(inputs)
    found = {"embed_dim": query[1], **params}
    widths = {"kdim": key[1], "vdim": value[1]}
    found |= {name: width for name, width in widths.items() if width != query[1]}
    return {**found, "batch_first": True}


def _attention_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    width, keys, values = (shape[1] for shape in _sequences(inputs))
    found: dict[str, Shape] = {"in_proj_weight": (3 * width, width)}
    if (keys, values) != (width, width):
        found = {
            "q_proj_weight": (width, width),
            "k_proj_weight": (width, keys),
            "v_proj_weight": (width, values),
        }
    found["out_proj.weight"] = (width, width)
    if params["bias"]:
        found |= {"in_proj_bias": (3 * width,), "out_proj.bias": (width,)}
    return found


def _attention_products(_params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """The four projections, then every query with every key, and their weights with the values."""
    (steps, width), (others, keys), (_, values) = _sequences(inputs)
    projections = 2 * steps * width * width + others * width * (keys + values)
    return projections + 2 * steps * others * width


def _attention_kept(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    (steps, width), (others, keys), _value = _sequences(inputs)
    heads, drops = params["num_heads"], params["dropout"] > 0
    return of_attention((steps, width), (others, keys), heads, drops=drops)


def _attention_summary(params: Params, _inputs: Shapes) -> str:
    return f"MultiheadAttention {params['num_heads']}"


def _attention_explain(params: Params, inputs: Shapes) -> Text:
    query, key, _value = _sequences(inputs)
    return text(
        "Lets each of {steps} steps gather from {others} steps, in {heads} ways at once.",
        steps=query[0],
        others=key[0],
        heads=params["num_heads"],
    )


def _encoder_shape(params: Params, inputs: Shapes) -> Shape:
    _steps, features = steps_and_features("TransformerEncoderLayer", inputs[0])
    _check_heads("TransformerEncoderLayer", features, params["nhead"])
    return inputs[0]


def _encoder_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"d_model": inputs[0][1], **params, "batch_first": True}


def _encoder_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    width, inner = inputs[0][1], params["dim_feedforward"]
    inside = _attention_weights(params, inputs)
    found: dict[str, Shape] = {f"self_attn.{name}": shape for name, shape in inside.items()}
    found |= {"linear1.weight": (inner, width), "linear2.weight": (width, inner)}
    found |= {"norm1.weight": (width,), "norm2.weight": (width,)}
    if params["bias"]:
        found |= {"linear1.bias": (inner,), "linear2.bias": (width,)}
        found |= {"norm1.bias": (width,), "norm2.bias": (width,)}
    return found


def _encoder_products(params: Params, inputs: Shapes, outputs: Shapes) -> int:
    """Self-attention, then two Linear layers at each step."""
    steps, width = inputs[0]
    inner: int = params["dim_feedforward"]
    return _attention_products(params, inputs, outputs) + 2 * steps * width * inner


def _encoder_kept(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """Attention, the values around both norms with their figures, and the inner layer; then the masks."""
    steps, width = inputs[0]
    inner, drops = int(params["dim_feedforward"]), params["dropout"] > 0
    attended = of_attention((steps, width), (steps, width), params["nhead"], drops=drops)
    kept = attended + steps * (3 * width + 4 + inner)
    return kept + 2 * steps * (width + inner) if drops else kept


def _encoder_summary(params: Params, _inputs: Shapes) -> str:
    return f"TransformerEncoderLayer {params['nhead']}, {params['dim_feedforward']}"


def _positions_shape(_params: Params, inputs: Shapes) -> Shape:
    steps_and_features("PositionalEncoding", inputs[0])
    return inputs[0]


def _positions_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"steps": inputs[0][0], "features": inputs[0][1], **params}


def _positions_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    return {"positions": inputs[0]} if params["mode"] == "learned" else {}


def _positions_buffers(params: Params, inputs: Shapes) -> dict[str, Shape]:
    return {"positions": inputs[0]} if params["mode"] == "sinusoidal" else {}


def _positions_summary(params: Params, _inputs: Shapes) -> str:
    return f"PositionalEncoding {params['mode']}"


def _token_shape(_params: Params, inputs: Shapes) -> Shape:
    steps, features = steps_and_features("ClassToken", inputs[0])
    return (steps + 1, features)


def _token_arguments(_params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"features": inputs[0][1]}


def _token_weights(_params: Params, inputs: Shapes) -> dict[str, Shape]:
    return {"token": inputs[0][1:]}


KINDS = (
    LayerKind(
        name="MultiheadAttention",
        group="attention",
        doc="Lets each step gather what it needs from all others; a second input is looked at instead.",
        formula="y = softmax(Q·Kᵀ / √d)·V for each head",
        fields=(
            _HEADS,
            Real(
                name="dropout",
                default=0.0,
                low=0.0,
                below=1.0,
                help="Probability that a step is not looked at while training",
            ),
            Flag(name="bias", default=True, help="Add a learnable number to each projection"),
        ),
        target="engine.modules.Attention",
        out_shape=_attention_shape,
        arguments=_attention_arguments,
        weights=_attention_weights,
        multiply_adds=_attention_products,
        keeps_more=_attention_kept,
        positional=2,
        explicit=("kdim", "vdim", "batch_first"),
        arity=(1, 3),
        stem="attention",
        summary=_attention_summary,
        explain=_attention_explain,
    ),
    LayerKind(
        name="TransformerEncoderLayer",
        group="attention",
        doc="Attention, then two Linear layers at each step, each with a shortcut and a LayerNorm.",
        formula="a = norm(x + attention(x))   y = norm(a + W₂·f(W₁·a))",
        fields=(
            Whole(
                name="nhead",
                default=4,
                low=1,
                help="Heads that look for different things; divides features",
            ),
            Whole(
                name="dim_feedforward",
                default=128,
                low=1,
                high=1_000_000,
                help="Numbers between the two Linear layers",
            ),
            Real(
                name="dropout",
                default=0.1,
                low=0.0,
                high=1.0,
                help="Probability of being dropped while training",
            ),
            Choice(
                name="activation",
                default="relu",
                options=("relu", "gelu"),
                help="What stands between the two Linear layers",
            ),
            Flag(
                name="norm_first",
                default=False,
                help="Normalise before attention and Linear layers instead of behind: steadier when deep",
            ),
            Real(
                name="layer_norm_eps",
                default=1e-5,
                above=0.0,
                help="Keeps the division finite where nothing varies",
                rare=True,
            ),
            Flag(
                name="bias",
                default=True,
                help="Add a learnable number to each projection",
                rare=True,
            ),
        ),
        target="torch.nn.TransformerEncoderLayer",
        explicit=("dim_feedforward", "activation", "batch_first"),
        out_shape=_encoder_shape,
        arguments=_encoder_arguments,
        weights=_encoder_weights,
        multiply_adds=_encoder_products,
        keeps_more=_encoder_kept,
        positional=2,
        stem="encoder",
        summary=_encoder_summary,
    ),
    LayerKind(
        name="PositionalEncoding",
        group="attention",
        doc="Adds to each step numbers that tell its place, which attention can't see by itself.",
        formula="y[t] = x[t] + p[t],   p[t, 2k] = sin(t / 10000^(2k/d)), p[t, 2k+1] = cos(…)",
        fields=(
            Choice(
                name="mode",
                default="sinusoidal",
                options=("sinusoidal", "learned"),
                help="Fixed sine waves, or numbers that are learnt",
            ),
        ),
        target="engine.modules.PositionalEncoding",
        out_shape=_positions_shape,
        arguments=_positions_arguments,
        weights=_positions_weights,
        buffers=_positions_buffers,
        keeps="nothing",
        positional=2,
        stem="positions",
        short=True,
        summary=_positions_summary,
    ),
    LayerKind(
        name="ClassToken",
        group="attention",
        doc="Puts a learnable step before the others; its output stands for the whole sequence.",
        formula="steps × features → (1 + steps) × features",
        target="engine.modules.ClassToken",
        out_shape=_token_shape,
        arguments=_token_arguments,
        weights=_token_weights,
        keeps="nothing",
        positional=1,
        stem="token",
        short=True,
    ),
)
