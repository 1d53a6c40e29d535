"""What each layer refuses, in words, and that torch refuses the same."""

import warnings

import pytest
import torch

from engine.catalog.kind import LayerKind, ShapeError
from engine.catalog.layers import layer_kind
from engine.text import UserError
from tests.engine.catalog.samples import resolve


@pytest.mark.parametrize(
    ("name", "params", "inputs", "message"),
    [
        (
            "Conv2d",
            {"kernel_size": 5},
            [(1, 3, 3)],
            "The kernel of Conv2d is 5×5, but the input is only 3×3. Choose a smaller "
            "kernel_size, more padding, or fewer pooling layers before it.",
        ),
        (
            "Conv2d",
            {"kernel_size": 3, "dilation": 4},
            [(1, 8, 8)],
            "The kernel of Conv2d reaches over 9×9 with its dilation, but the input is only 8×8. "
            "Choose a smaller kernel_size or dilation, or more padding.",
        ),
        (
            "Conv2d",
            {},
            [(64,)],
            "Conv2d needs channels × height × width, but gets 64. Put a Reshape before it.",
        ),
        (
            "Conv2d",
            {"groups": 3},
            [(4, 8, 8)],
            "Conv2d can't split 4 in_channels into 3 groups of equal size. Choose groups that "
            "divide both in_channels and out_channels.",
        ),
        (
            "Conv1d",
            {"padding": 6, "padding_mode": "reflect"},
            [(2, 6)],
            "Conv1d with padding_mode reflect can't pad 6 around a size of 6. Choose less padding "
            "or padding_mode zeros.",
        ),
        (
            "MaxPool2d",
            {"kernel_size": 4},
            [(8, 2, 2)],
            "The kernel of MaxPool2d is 4×4, but the input is only 2×2. Choose a smaller "
            "kernel_size, more padding, or fewer pooling layers before it.",
        ),
        (
            "LPPool3d",
            {"ceil_mode": True},
            [(9, 5, 1, 8)],
            "The kernel of LPPool3d is 2×2×2, but the input is only 5×1×8. Choose a smaller "
            "kernel_size, more padding, or fewer pooling layers before it.",
        ),
        (
            "Reshape",
            {"shape": [1, 8, 8]},
            [(63,)],
            "Reshape is set to 1×8×8, which takes 64 numbers, but gets 63 a sample. Choose sizes "
            "whose product is 63.",
        ),
        (
            "Unflatten",
            {"unflattened_size": [-1, 8]},
            [(63,)],
            "Unflatten is set to −1×8, which takes a multiple of 8 numbers, but gets 63 a sample. "
            "Choose sizes whose product divides 63.",
        ),
        (
            "Add",
            {},
            [(16, 28, 28), (8, 28, 28)],
            "Add needs inputs of equal shape: the first is 16×28×28, but input 2 is 8×28×28. "
            "Change the layers before it, or join them by Concat.",
        ),
        (
            "Concat",
            {},
            [(16, 28, 28), (8, 28, 28), (4, 14, 14)],
            "Concat along dimension 0 needs inputs that are equal in all others: the first is "
            "16×28×28, but input 3 is 4×14×14. Change dim, or the layers before it.",
        ),
        (
            "Softmax",
            {"dim": 1},
            [(10,)],
            "Softmax has dim 1, but its input 10 has only 1 dimensions (counted from 0, without "
            "the batch).",
        ),
        (
            "BatchNorm1d",
            {},
            [(3, 8, 8)],
            "BatchNorm1d needs features, or channels × length, but gets 3×8×8. Use BatchNorm2d, "
            "or put a Reshape before it.",
        ),
        (
            "LayerNorm",
            {"normalized_shape": [7]},
            [(8,)],
            "LayerNorm is set to 7, but gets 8. normalized_shape must be the last sizes of its "
            "input; leave it empty for the last one.",
        ),
        (
            "InstanceNorm2d",
            {},
            [(3, 1, 1)],
            "InstanceNorm2d needs more than one number a channel, but gets 3×1×1. Use a "
            "LayerNorm, or less pooling before it.",
        ),
        (
            "GroupNorm",
            {},
            [(6, 8, 8)],
            "GroupNorm can't split 6 channels into 4 groups of equal size. Choose num_groups that "
            "divides 6.",
        ),
        (
            "LocalResponseNorm",
            {},
            [(8,)],
            "LocalResponseNorm needs channels × length or more dimensions, but gets 8. Use "
            "LayerNorm, or put a Reshape before it.",
        ),
        (
            "ConvTranspose2d",
            {"padding": 4},
            [(3, 2, 2)],
            "ConvTranspose2d makes 2×2 larger, but its padding cuts off all of it. Choose less "
            "padding or a larger kernel_size.",
        ),
        (
            "Conv3d",
            {},
            [(1, 28, 28)],
            "Conv3d needs channels × depth × height × width, but gets 1×28×28. Put a Reshape "
            "before it.",
        ),
        (
            "GLU",
            {},
            [(4, 7)],
            "GLU halves dimension 1, but its input 4×7 has 7 there, which is odd. Choose an even "
            "size in the layer before it, or another dim.",
        ),
        (
            "FeatureAlphaDropout",
            {},
            [()],
            "FeatureAlphaDropout needs channels, but gets a single number. Use AlphaDropout.",
        ),
        (
            "LSTM",
            {},
            [(1, 28, 28)],
            "LSTM needs steps × features, but gets 1×28×28. Put a Reshape or a Permute before it, "
            "or set output of the layer before it to sequence.",
        ),
        (
            "MultiheadAttention",
            {},
            [(5, 6)],
            "MultiheadAttention can't split 6 features among 4 heads. Choose a number of heads "
            "that divides 6.",
        ),
        (
            "MultiheadAttention",
            {},
            [(5, 8), (6, 8), (7, 8)],
            "MultiheadAttention needs a value for each key, but gets keys 6×8 and values 7×8. Give "
            "both the same number of steps.",
        ),
        (
            "Matmul",
            {},
            [(4, 8), (4, 8)],
            "Matmul needs rows × n and n × columns with the same sizes before them, but gets 4×8 "
            "and 4×8. Put a Permute before one of them.",
        ),
        (
            "Bilinear",
            {},
            [(4, 8), (5, 8)],
            "Bilinear needs two inputs that are equal in all but their last size, but gets 4×8 and "
            "5×8. Put a Flatten or a Reshape before one of them.",
        ),
        (
            "Select",
            {"index": 4},
            [(4, 8)],
            "Select takes place 4 of dimension 0, but its input 4×8 has only 4 there (counted from "
            "0).",
        ),
        (
            "Permute",
            {},
            [(4, 8, 8)],
            "Permute names 2 dimensions, but its input 4×8×8 has 3. Name each of them once, "
            "counted from 0.",
        ),
        (
            "Pad",
            {"pad": [9, 0], "mode": "reflect"},
            [(4, 8)],
            "Pad in mode reflect can add at most 7 around a size of 8. Choose less, or mode "
            "constant.",
        ),
        (
            "PixelShuffle",
            {},
            [(3, 8, 8)],
            "PixelShuffle needs channels that 4 divides, but gets 3. Choose another "
            "upscale_factor, or change the layer before it.",
        ),
        (
            "Upsample",
            {"mode": "linear"},
            [(3, 8, 8)],
            "Upsample in mode linear needs channels × length, but gets 3×8×8. Choose another mode, "
            "or put a Reshape before it.",
        ),
        (
            "Flatten",
            {"start_dim": 2, "end_dim": 1},
            [(3, 8, 8)],
            "Flatten goes from dimension 2 to 1 of 3×8×8, which is backwards. Choose a start_dim "
            "that comes first.",
        ),
    ],
)
def test_that_a_layer_that_does_not_fit_says_so(name, params, inputs, message) -> None:
    kind = layer_kind(name)
    with pytest.raises(ShapeError) as error:
        kind.out_shapes(kind.values(params), tuple(inputs))
    assert str(error.value) == message
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns before it fails
        assert fails_in_torch(kind, params, tuple(inputs))


def fails_in_torch(kind: LayerKind, params, inputs) -> bool:
    """Whether torch refuses the same, were the declaration not to."""
    values = dict(kind.values(params))
    if kind.name == "Reshape":
        arguments = {"shape": (-1, *values["shape"])}
    elif kind.name == "LayerNorm":
        arguments = values
    else:
        arguments = kind.arguments(values, inputs)
    given = [torch.ones(2, *shape) for shape in inputs]
    try:
        target = resolve(kind)
        if kind.call == "class":
            target(**arguments)(*given)
        elif kind.merge == "list":
            target(given, **arguments)
        else:
            target(*given, **arguments)
    except (RuntimeError, ValueError, IndexError, AssertionError):
        return True
    return False


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        (
            "Conv2d",
            {"padding": "same", "stride": 2},
            "Conv2d: padding same needs stride 1. Choose a number for padding instead.",
        ),
        ("MaxPool2d", {"padding": 2}, "MaxPool2d: padding must be at most half of kernel_size."),
        (
            "MaxPool2d",
            {"padding": 2, "dilation": 3},
            "MaxPool2d: padding must be at most half of kernel_size.",
        ),
        (
            "LPPool2d",
            {"norm_type": 3},
            "LPPool2d: norm_type must be 1 or even: odd roots of negative sums are no numbers.",
        ),
        (
            "ConvTranspose1d",
            {"output_padding": 2},
            "ConvTranspose1d: output_padding must be below stride or dilation.",
        ),
        (
            "GRU",
            {"dropout": 0.2},
            "GRU: dropout acts between layers: it needs num_layers of at least 2.",
        ),
        (
            "Permute",
            {"dims": [0, 2]},
            "Permute: dims must hold each dimension once, counted from 0.",
        ),
        ("RReLU", {"lower": 0.5}, "RReLU: lower must not be above upper."),
        ("Hardtanh", {"min_val": 2}, "Hardtanh: min_val must be below max_val."),
        (
            "Reshape",
            {"shape": [-1, -1]},
            "Reshape: shape needs sizes of at least 1; one of them may be −1, which means the rest.",
        ),
        (
            "Linear",
            {"out_feature": 3},
            "Linear has no parameter “out_feature”. It has: bias, out_features.",
        ),
    ],
)
def test_that_values_which_do_not_go_together_are_refused(name, params, message) -> None:
    with pytest.raises(UserError) as error:
        layer_kind(name).values(params)
    assert str(error.value) == message


def test_that_an_unknown_layer_is_named() -> None:
    with pytest.raises(UserError, match="There is no layer called “Conv4d”"):
        layer_kind("Conv4d")
