"""What operations are called by people: ATen's names where those say it, plainer ones where not."""

from collections.abc import Mapping

_TITLES = {
    "_adaptive_avg_pool2d": "average pool",
    "_adaptive_avg_pool3d": "average pool",
    "_log_softmax": "log-softmax",
    "_prelu_kernel": "PReLU",
    "_safe_softmax": "softmax",
    "_softmax": "softmax",
    "_to_copy": "other format",
    "_trilinear": "bilinear product",
    "_unsafe_view": "view",
    "adaptive_max_pool2d": "max pool",
    "adaptive_max_pool3d": "max pool",
    "addmm": "matmul + add",
    "alias": "hand on",
    "amax": "max",
    "amin": "min",
    "avg_pool2d": "average pool",
    "avg_pool3d": "average pool",
    "bernoulli": "random mask",
    "binary_cross_entropy": "BCE",
    "binary_cross_entropy_with_logits": "BCE with logits",
    "bmm": "matmul of each",
    "cat": "concatenate",
    "clone": "copy",
    "constant_pad_nd": "pad",
    "linalg_vector_norm": "length",
    "log_sigmoid_forward": "log-sigmoid",
    "max_pool2d_with_indices": "max pool",
    "max_pool3d_with_indices": "max pool",
    "mm": "matmul",
    "mul": "multiply",
    "native_batch_norm": "batch norm",
    "native_group_norm": "group norm",
    "native_layer_norm": "layer norm",
    "nll_loss2d_forward": "NLL",
    "nll_loss_forward": "NLL",
    "pow": "power",
    "rrelu_with_noise_functional": "RReLU",
    "sub": "subtract",
    "t": "transpose",
    "unsafe_split": "split",
}
_OF_NORM = "μ", "1/σ"
_OF_POOL = ("place",)
#: How formulas write what an operation gives beside its result.
_ASIDE: Mapping[str, tuple[str, ...]] = {
    "adaptive_max_pool2d": _OF_POOL,
    "adaptive_max_pool3d": _OF_POOL,
    "max_pool2d_with_indices": _OF_POOL,
    "max_pool3d_with_indices": _OF_POOL,
    "native_batch_norm": _OF_NORM,
    "native_group_norm": _OF_NORM,
    "native_layer_norm": _OF_NORM,
    "nll_loss2d_forward": ("N",),
    "nll_loss_forward": ("N",),
    "rrelu_with_noise_functional": ("slope",),
}


def symbol_of(operation: str, symbol: str, port: int) -> str:
    """How formulas write an output: `symbol` is the first one's."""
    if port == 0:
        return symbol
    aside = _ASIDE.get(operation, ())
    return aside[port - 1] if port <= len(aside) else f"{symbol}{'′' * port}"


def title_of(operation: str) -> str:
    """The title of an operation by its plain name."""
    return _TITLES.get(operation) or operation.strip("_").replace("_", " ")
