"""What operations are called by people: ATen's names where those say it, plainer ones where not."""

_TITLES = {
    "_adaptive_avg_pool2d": "adaptive average pool",
    "_adaptive_avg_pool3d": "adaptive average pool",
    "_log_softmax": "log-softmax",
    "_prelu_kernel": "PReLU",
    "_safe_softmax": "softmax",
    "_softmax": "softmax",
    "_to_copy": "to another number format",
    "_trilinear": "bilinear product",
    "_unsafe_view": "view",
    "adaptive_max_pool2d": "adaptive max pool",
    "adaptive_max_pool3d": "adaptive max pool",
    "addmm": "matmul + add",
    "alias": "hand on",
    "amax": "max",
    "amin": "min",
    "avg_pool2d": "average pool",
    "avg_pool3d": "average pool",
    "bernoulli": "random mask",
    "binary_cross_entropy_with_logits": "cross-entropy with logits",
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
    "nll_loss2d_forward": "negative log-likelihood",
    "nll_loss_forward": "negative log-likelihood",
    "pow": "power",
    "rrelu_with_noise_functional": "RReLU",
    "sub": "subtract",
    "t": "transpose",
    "unsafe_split": "split",
}


def title_of(operation: str) -> str:
    """The title of an operation by its plain name."""
    return _TITLES.get(operation) or operation.strip("_").replace("_", " ")
