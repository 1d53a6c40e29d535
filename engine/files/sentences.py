"""Sentences in files, so that they can be said in any language; those from files are not trusted."""

import math
from string import Formatter
from typing import Any

from engine.text import Text


def packed(sentence: Text) -> dict[str, Any]:
    """The sentence as plain values for JSON."""
    return {
        "template": sentence.template,
        "args": {name: _plain(value) for name, value in sentence.args.items()},
    }


def unpacked(found: Any) -> Text:
    """The sentence that `packed` gave.

    Raises:
        ValueError: when it is something else, or a template that does more than to name its values.
    """
    try:
        template, args = found["template"], found["args"].items()
        given = {name: unpacked(v) if isinstance(v, dict) else v for name, v in args}
        for _, field, form, conversion in Formatter().parse(template):
            if form or conversion or not (field is None or field in given):
                raise ValueError(template)  # written by somebody else: it is not to be filled in
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(found)[:80]) from error
    return Text(template, given)


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return packed(value)
    return value if isinstance(value, int | str) or _is_finite(value) else str(value)


def _is_finite(value: Any) -> bool:
    return isinstance(value, float) and math.isfinite(value)
