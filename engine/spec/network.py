"""The network as the user built it: layers in execution order, each naming its inputs."""

import keyword
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Self

from pydantic import model_validator

from engine.spec.base import Params, Spec
from engine.spec.component import Component
from engine.text import UserError, text

INPUT = "Input"

#: Attributes of nn.Module that a layer called the same would hide in the exported class, and those of
#: `engine.build.Network` beside them.
RESERVED_NAMES = frozenset(
    "forward training train eval to cpu cuda half float double type apply parameters buffers modules "
    "children state_dict load_state_dict register_buffer add_module zero_grad requires_grad_ "
    "named_parameters named_modules named_children named_buffers compile share_memory extra_repr "
    "get_parameter get_buffer get_submodule set_submodule dump_patches call_super_init self x nn torch "
    "ipu xpu mtia bfloat16 to_empty register_module register_parameter get_extra_state set_extra_state "
    "register_forward_hook register_forward_pre_hook register_full_backward_hook "
    "register_full_backward_pre_hook register_state_dict_post_hook register_state_dict_pre_hook "
    "register_load_state_dict_pre_hook register_load_state_dict_post_hook register_backward_hook "
    "T_destination layer_values layer_parameters select_outputs first_input each_layer layer_call input_parts".split()
)


#: The cards of a step that are none of a layer's, by what they have in place of its id.
_OWN_CARDS = frozenset({"x", "loss"})
#: Characters of the name of a layer or a block.
LONGEST_NAME = 60


@lru_cache(maxsize=4096)  # an edit checks all names anew, of which at most a few are
def check_name(name: str) -> None:
    """A layer's name becomes an attribute in exported code and the prefix of its weights.

    Raises:
        UserError: when the name can't serve as that.
    """
    # Python reads an identifier in its NFKC form, so that “ﬁ” would come out as “fi” in code.
    plain = name.isidentifier() and unicodedata.normalize("NFKC", name) == name
    if not plain or keyword.iskeyword(name) or name.startswith("_"):
        raise UserError(
            text(
                "A layer can't be called “{name}”: use letters, digits and underscores, "
                "beginning with a letter.",
                name=name[:LONGEST_NAME],
            )
        )
    if len(name) > LONGEST_NAME:
        raise UserError(
            text(
                "A layer can't be called “{name}…”: a name has at most {longest} characters.",
                name=name[:20],
                longest=LONGEST_NAME,
            )
        )
    if name in RESERVED_NAMES:
        raise UserError(
            text(
                "A layer can't be called “{name}”: PyTorch uses that name. Choose another.",
                name=name,
            )
        )


def check_block_name(name: str) -> None:
    """A block's name is free, but stands in one line of a comment in exported code.

    Raises:
        UserError: when it can't be shown there.
    """
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise UserError(
            text("A block needs a name of 1 to {longest} characters.", longest=LONGEST_NAME)
        )


def source_id(ref: str) -> str:
    """The layer that an input reference names: `"l3"` and `"l3:1"` both name layer `l3`."""
    return ref.partition(":")[0]


def source_port(ref: str) -> int:
    """The output port that an input reference names; 0 unless told."""
    port = ref.partition(":")[2]
    return int(port) if port else 0


class LayerSpec(Spec):
    """One layer: a kind with parameters, fed by the layers that `inputs` names (`"id"` or `"id:port"`).

    `group` names the blocks it stands in by id, the outermost first. A layer that is not `enabled`
    hands its first input on; a `frozen` one keeps its weights while the others learn.
    """

    id: str
    kind: str
    name: str
    params: Params = {}
    inputs: tuple[str, ...] = ()
    init: dict[str, Component] = {}
    group: tuple[str, ...] = ()
    frozen: bool = False
    enabled: bool = True

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.id.isalnum():
            raise ValueError(f"layer id {self.id!r} is not a word")
        check_name(self.name)
        if self.kind == INPUT and self.group:
            raise ValueError(f"the input {self.name!r} stands in a block")
        return self

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The ids of the layers that `inputs` name, one each."""
        return tuple(map(source_id, self.inputs))


class BlockSpec(Spec):
    """Layers that stand together under one name; a copy names the block that it was made from."""

    id: str
    name: str
    copy_of: str = ""


def block_spans(layers: Sequence[LayerSpec]) -> dict[str, range]:
    """The places that each block takes up."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, layer in enumerate(layers):
        for block_id in layer.group:
            first.setdefault(block_id, place)
            last[block_id] = place
    return {block_id: range(start, last[block_id] + 1) for block_id, start in first.items()}


class NetworkSpec(Spec):
    """Layers in execution order; `outputs` names the layers whose values leave the network.

    The layers of a block stand one behind the other; blocks may lie in one another.
    """

    layers: tuple[LayerSpec, ...]
    outputs: tuple[str, ...]
    blocks: tuple[BlockSpec, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        seen: set[str] = set()
        names: set[str] = set()
        for layer in self.layers:
            if layer.id in seen:
                raise ValueError(f"two layers have the id {layer.id!r}")
            if layer.id in _OWN_CARDS and not (layer.id == "x" and self._has_only(layer)):
                raise ValueError(f"{layer.id!r} is no id for a layer: a step's own card has it")
            if layer.name in names:
                raise UserError(
                    text("Two layers are called “{name}”: give one another name.", name=layer.name)
                )
            if not seen.issuperset(layer.sources):
                raise UserError(
                    text(
                        "{layer} takes its input from a layer that does not come before it.",
                        layer=layer.name,
                    )
                )
            seen.add(layer.id)
            names.add(layer.name)
        if missing := [ref for ref in self.outputs if source_id(ref) not in seen]:
            raise ValueError(f"outputs name unknown layers: {missing}")
        self._check_blocks()
        return self

    def _has_only(self, layer: LayerSpec) -> bool:
        """Whether a layer is the only input, which is the step's card `x`."""
        return [la.id for la in self.layers if la.kind == INPUT] == [layer.id]

    def _check_blocks(self) -> None:
        blocks = {block.id: block for block in self.blocks}
        if len(blocks) < len(self.blocks) or not all(block_id.isalnum() for block_id in blocks):
            raise ValueError("block ids are not unique words")
        if any(
            b.copy_of and (b.copy_of not in blocks or blocks[b.copy_of].copy_of)
            for b in self.blocks
        ):
            raise ValueError("a block is a copy of one that is unknown or itself a copy")
        for block in self.blocks:
            check_block_name(block.name)
        path: tuple[str, ...] = ()
        begun: set[str] = set()
        for layer in self.layers:
            if layer.group == path:
                continue
            pairs = zip(path, layer.group, strict=False)
            same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            for block_id in layer.group[same:]:
                if block_id not in blocks or block_id in begun:
                    raise ValueError(f"block {block_id!r} is unknown or not in one piece")
                begun.add(block_id)
            self._check_path(layer.group, blocks)
            path = layer.group
        if begun != set(blocks):
            raise ValueError("a block has no layers")

    def _check_path(self, path: tuple[str, ...], blocks: dict[str, BlockSpec]) -> None:
        roots = [blocks[block_id].copy_of or block_id for block_id in path]
        if len(set(roots)) < len(roots):
            twice = next(b for b, root in zip(path, roots, strict=True) if roots.count(root) > 1)
            raise UserError(
                text(
                    "The block “{block}” can't stand inside a copy of itself.",
                    block=blocks[twice].name,
                )
            )

    @cached_property
    def _by_id(self) -> dict[str, LayerSpec]:
        return {layer.id: layer for layer in self.layers}

    def layer(self, layer_id: str) -> LayerSpec:
        """The layer of this id; KeyError when there is none."""
        return self._by_id[layer_id]

    def __contains__(self, layer_id: object) -> bool:
        return layer_id in self._by_id

    def named(self, name: str) -> LayerSpec:
        """The layer of this name; KeyError when there is none."""
        return next((la for la in self.layers if la.name == name), None) or self._by_id[name]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {layer.id: place for place, layer in enumerate(self.layers)}

    @cached_property
    def _takers(self) -> dict[str, tuple[LayerSpec, ...]]:
        found: dict[str, list[LayerSpec]] = {}
        for layer in self.layers:
            for source in dict.fromkeys(layer.sources):
                found.setdefault(source, []).append(layer)
        return {source: tuple(takers) for source, takers in found.items()}

    def index(self, layer_id: str) -> int:
        """The place of the layer in the order of execution; KeyError when there is none."""
        return self._places[layer_id]

    def consumers(self, layer_id: str) -> tuple[LayerSpec, ...]:
        """The layers that take an output of this one."""
        return self._takers.get(layer_id, ())

    def block(self, block_id: str) -> BlockSpec:
        """The block of this id; KeyError when there is none."""
        return self._blocks_by_id[block_id]

    @cached_property
    def _blocks_by_id(self) -> dict[str, BlockSpec]:
        return {block.id: block for block in self.blocks}

    @cached_property
    def spans(self) -> Mapping[str, range]:
        """The places that each block takes up, by its id."""
        return block_spans(self.layers)

    def members(self, block_id: str) -> tuple[LayerSpec, ...]:
        """The layers that stand in a block, those of blocks inside it included, in order."""
        span = self.spans.get(block_id, range(0))
        return self.layers[span.start : span.stop]

    @property
    def inputs(self) -> tuple[LayerSpec, ...]:
        """The input layers, in order."""
        return tuple(layer for layer in self.layers if layer.kind == INPUT)
