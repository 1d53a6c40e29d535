"""Layers as text on the clipboard: readable, mailable, and checked when it comes back."""

import json
from collections.abc import Sequence
from typing import Any

from engine.check.project import check_layer
from engine.copying import Excerpt
from engine.spec.network import BlockSpec, LayerSpec
from engine.text import UserError, text

_FORMAT = "netwright/layers"
_VERSION = 1
_MOST_CHARACTERS = 4_000_000
_MOST_LAYERS = 2000


def to_text(layers: Sequence[LayerSpec], blocks: Sequence[BlockSpec] = ()) -> str:
    """The layers as JSON that says what it is, and the blocks that were copied whole."""
    content = {
        "format": _FORMAT,
        "version": _VERSION,
        "layers": [layer.model_dump(mode="json") for layer in layers],
        "blocks": [block.model_dump(mode="json") for block in blocks],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def from_text(content: str) -> Excerpt:
    """The layers and blocks that `to_text` wrote.

    Raises:
        UserError: when the text is anything else.
    """
    found = _parsed(content)
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise UserError(text("The clipboard holds no layers. Copy some layers first."))
    if found.get("version") != _VERSION:
        raise UserError(
            text(
                "The layers on the clipboard are of version {found}, but this program reads {known}. "
                "Copy them from the same version of the program.",
                found=str(found.get("version"))[:20],
                known=_VERSION,
            )
        )
    layers = found.get("layers")
    if not isinstance(layers, list) or not layers:
        raise UserError(text("The clipboard holds no layers. Copy some layers first."))
    if len(layers) > _MOST_LAYERS:
        raise UserError(
            text(
                "The clipboard holds {count} layers; at most {most} can be pasted at once.",
                count=len(layers),
                most=_MOST_LAYERS,
            )
        )
    return Excerpt(tuple(_layer(entry) for entry in layers), _blocks(found.get("blocks", [])))


def _parsed(content: str) -> Any:
    """Whatever JSON the text is; None when it is none, or too long or too deep to be ours."""
    if len(content) > _MOST_CHARACTERS:
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _layer(entry: Any) -> LayerSpec:
    if not isinstance(entry, dict):
        raise UserError(text("The clipboard holds something that is no layer."))
    return check_layer(LayerSpec.parse(entry))


def _blocks(entries: Any) -> tuple[BlockSpec, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UserError(text("The clipboard holds something that is no block."))
    return tuple(BlockSpec.parse(entry) for entry in entries[:_MOST_LAYERS])
