"""Networks grown at random from the catalogue, and how each is held against its exported class."""

from contextlib import suppress
from math import prod
from random import Random

import torch
from torch import Tensor

from engine.block_edits import group
from engine.build import build_network
from engine.catalog.layers import LAYERS
from engine.check.shapes import infer, require_valid
from engine.edits import replace_layer
from engine.spec.network import INPUT, LayerSpec, NetworkSpec
from engine.text import UserError
from tests.engine.catalog.samples import takes, variants
from tests.engine.export.test_module_code import exported_class

_STARTS = ((6,), (4, 16), (4, 8, 8), (2, 4, 4, 4))
_KINDS = [kind for kind in LAYERS.values() if kind.name != INPUT]
_VARIANTS = {kind.name: list(variants(kind)) for kind in _KINDS}
#: Numbers a value may have, so that no chain of Upsample grows out of hand.
_LARGEST = 2000
_BATCH = 3


def grown(rng: Random) -> NetworkSpec:
    """One to three inputs and up to ten layers on whatever stands above; every loose end is an output.

    Some layers are frozen or switched off, and some stand in blocks.
    """
    layers: list[LayerSpec] = []
    shapes: dict[str, tuple[int, ...]] = {}
    for number in range(rng.randint(1, 3)):
        shape = rng.choice(_STARTS)
        layers.append(
            LayerSpec(id=f"i{number}", kind=INPUT, name=f"in{number}", params={"shape": shape})
        )
        shapes[f"i{number}"] = shape
    for number in range(rng.randint(2, 10)):
        for _attempt in range(30):
            kind = rng.choice(_KINDS)
            low, high = kind.arity
            # Whole numbers are what inputs hold; a layer's output is any number.
            above = [ref for ref in shapes if kind.takes == "numbers" or ref.startswith("i")]
            refs = [rng.choice(above) for _ in range(rng.randint(low, high or 3))]
            params = rng.choice(_VARIANTS[kind.name])
            inputs = tuple(shapes[ref] for ref in refs)
            if not takes(kind, params, inputs):
                continue
            (shape,) = kind.out_shapes(params, inputs)
            if prod(shape) <= _LARGEST:
                layers.append(
                    LayerSpec(
                        id=f"l{number}",
                        kind=kind.name,
                        name=f"{kind.stem}{number}",
                        params=params,
                        inputs=tuple(refs),
                    )
                )
                shapes[f"l{number}"] = shape
                break
    used = {ref for layer in layers for ref in layer.inputs}
    outputs = tuple(ref for ref in shapes if ref not in used)
    return _in_blocks(rng, _switched(rng, NetworkSpec(layers=tuple(layers), outputs=outputs)))


def _switched(rng: Random, network: NetworkSpec) -> NetworkSpec:
    """Some layers frozen, and some switched off where the others can do without."""
    for layer in network.layers:
        if layer.kind != INPUT and rng.random() < 0.3:
            frozen = rng.random() < 0.5
            changed = replace_layer(network, layer.replace(frozen=frozen, enabled=frozen))
            network = network if infer(changed).problems else changed
    return network


def _in_blocks(rng: Random, network: NetworkSpec) -> NetworkSpec:
    """Up to two blocks around layers that stand one behind the other, perhaps in one another."""
    for _ in range(rng.randint(0, 2)):
        start = rng.randrange(len(network.layers))
        chosen = network.layers[start : start + rng.randint(1, 4)]
        with suppress(UserError):
            network = group(network, [layer.id for layer in chosen], "block")[0]
    return network


def _values(network: NetworkSpec) -> list[Tensor]:
    """Numbers around 0 for each input; entries that all its embeddings have where it feeds any."""
    found = []
    for layer in network.inputs:
        tables = [
            LAYERS[taker.kind].values(taker.params)["num_embeddings"]
            for taker in network.consumers(layer.id)
            if LAYERS[taker.kind].takes == "indices"
        ]
        shape = (_BATCH, *layer.params["shape"])
        whole = torch.randint(min(tables, default=1), shape).float()
        found.append(whole if tables else torch.rand(shape) * 2 - 1)
    return found


def assert_same_in_code(network: NetworkSpec) -> None:
    """Read back from JSON, inferred, built and exported: the same weights, shapes and outputs."""
    network = NetworkSpec.parse(network.model_dump(mode="json"))
    info = require_valid(network)
    ours = build_network(network, seed=7)
    theirs = exported_class(network)()
    learning = {name for name, weight in ours.named_parameters() if weight.requires_grad}
    assert {name for name, w in theirs.named_parameters() if w.requires_grad} == learning
    theirs.load_state_dict(ours.state_dict())
    torch.manual_seed(3)
    inputs = _values(network)
    torch.manual_seed(1)
    expected = ours(*inputs)
    torch.manual_seed(1)
    found = theirs(*inputs)
    found = found if isinstance(found, tuple) else (found,)
    for ref, mine, other in zip(network.outputs, expected, found, strict=True):
        assert tuple(mine.shape[1:]) == info.outputs[ref]
        torch.testing.assert_close(other, mine, rtol=1e-6, atol=1e-6, equal_nan=True)
    for layer_id, values in ours.layer_values(inputs).items():
        shapes = tuple(tuple(value.shape[1:]) for value in values)
        assert shapes == info.layers[layer_id].outputs, network.layer(layer_id)
    assert sum(p.numel() for p in ours.parameters()) == info.parameters
