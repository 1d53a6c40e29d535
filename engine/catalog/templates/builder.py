"""Writes a network down layer by layer, with names, blocks and the shape after each layer."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engine import numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import layer_kind
from engine.catalog.templates.data_shape import DataShape
from engine.spec.network import INPUT, BlockSpec, LayerSpec, NetworkSpec
from engine.text import UserError, text


class Builder:
    """Layers from an Input down; a layer takes the one before it unless told otherwise.

    Layers are named by kind and number, behind the name of the block they stand in:
    `fc1`, `relu1`, `stage2_1_conv1`.
    """

    def __init__(self, shape: Shape) -> None:
        self._layers: list[LayerSpec] = []
        self._blocks: list[BlockSpec] = []
        self._inside: list[BlockSpec] = []
        self._shapes: dict[str, Shape] = {}
        self._count: Counter[str] = Counter()
        self.add(INPUT, shape=shape)

    @property
    def last(self) -> str:
        """The id of the layer added last."""
        return self._layers[-1].id

    @property
    def shape(self) -> Shape:
        """The shape that the layer added last gives, without the batch."""
        return self._shapes[self.last]

    def shape_of(self, layer_id: str) -> Shape:
        """The shape that a layer gives, without the batch."""
        return self._shapes[layer_id]

    def add(
        self, kind: str, /, *inputs: str, called: str = "", enabled: bool = True, **params: Any
    ) -> str:
        """Adds a layer and gives its id; `called` takes the place of kind and number in its name.

        Raises:
            UserError: when the kind can't take what it is given.
        """
        declared = layer_kind(kind)
        sources = inputs or tuple(layer.id for layer in self._layers[-1:])
        block = self._inside[-1].name + "_" if self._inside else ""
        name = block + (called or declared.stem)
        if not called:
            self._count[name] += 1
            name += str(self._count[name])
        layer = LayerSpec(
            id=f"l{len(self._layers) + 1}",
            kind=kind,
            name=name,
            params=params,
            inputs=sources,
            group=tuple(block.id for block in self._inside),
            enabled=enabled,
        )
        given = tuple(self._shapes[source] for source in sources)
        self._shapes[layer.id] = (
            declared.out_shapes(declared.values(params), given)[0] if enabled else given[0]
        )
        self._layers.append(layer)
        return layer.id

    @contextmanager
    def block(self, name: str, copy_of: str = "") -> Iterator[str]:
        """Gives the id of a block that the layers added inside the `with` stand in.

        Its name stands behind that of the block around it: `stage2_1`.
        """
        outer = self._inside[-1].name + "_" if self._inside else ""
        block = BlockSpec(id=f"b{len(self._blocks) + 1}", name=outer + name, copy_of=copy_of)
        self._blocks.append(block)
        self._inside.append(block)
        yield block.id
        self._inside.pop()

    def network(self) -> NetworkSpec:
        """What has been written down; the last layer is the output."""
        return NetworkSpec(
            layers=tuple(self._layers), outputs=(self.last,), blocks=tuple(self._blocks)
        )


def require_picture(name: str, data: DataShape, smallest: int) -> None:
    """Checks that samples are pictures large enough for a template.

    Raises:
        UserError: saying what it needs, what was found and what to do.
    """
    if data.side >= smallest:
        return
    raise UserError(
        text(
            "{name} needs pictures (channels × height × width) of at least {smallest}×{smallest}, "
            "but a sample is {found}. Choose an MLP, or set the shape of the data.",
            name=name,
            smallest=smallest,
            found=numbers.shape(data.shape) or "1",
        )
    )
