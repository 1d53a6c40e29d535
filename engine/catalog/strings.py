"""Every string of the catalogue that people see, so that translators miss none."""

import re
from collections.abc import Iterable, Iterator, Mapping

from engine.catalog.clipping import CLIPPING
from engine.catalog.initializers import INITIALIZERS
from engine.catalog.kind import Kind
from engine.catalog.layers import GROUPS, LAYERS
from engine.catalog.losses import LOSSES
from engine.catalog.metrics import METRICS
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.catalog.stopping import STOPPING
from engine.catalog.templates import TEMPLATE_GROUPS, TEMPLATES, Template
from engine.catalog.templates.blocks import BLOCKS, BlockTemplate
from engine.catalog.training_fields import TERM_FIELDS, TRAINING_FIELDS

_MADE: Mapping[str, Mapping[str, Template | BlockTemplate]] = {
    "template": TEMPLATES,
    "block": BLOCKS,
}

_TABLES: Mapping[str, Mapping[str, Kind]] = {
    "layer": LAYERS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "clipping": CLIPPING,
    "stopping": STOPPING,
    "initializer": INITIALIZERS,
    "metric": METRICS,
}

#: Kinds whose bare name is a plain word on screen; the others are named as in PyTorch everywhere.
_NAMED_IN_WORDS = ("loss", "schedule", "clipping", "stopping", "initializer")

#: Formulas are the same in every language, unless they have a word such as one of these.
_WORDS = re.compile(r"\b(if|of|in|one|with|within|after|right|channels)\b")


def catalog_strings() -> list[tuple[str, str]]:
    """Where each string is shown, such as `layer.Conv2d.stride.help`, and the string itself."""
    found = [(f"group.{name}", title) for name, title in GROUPS.items()]
    for table, kinds in _TABLES.items():
        for kind in kinds.values():
            found += _of_kind(f"{table}.{kind.name}", kind, in_words=table in _NAMED_IN_WORDS)
    for field in (*TRAINING_FIELDS, *TERM_FIELDS):
        found.append((f"training.{field.name}.label", field.label))
        found.append((f"training.{field.name}.help", field.help))
    found += [(f"templates.{name}", title) for name, title in TEMPLATE_GROUPS.items()]
    for where, made in _MADE.items():
        for template in made.values():
            found.append((f"{where}.{template.name}.title", template.title))
            found.append((f"{where}.{template.name}.doc", template.doc))
    return found


def _of_kind(where: str, kind: Kind, *, in_words: bool) -> Iterator[tuple[str, str]]:
    parts: Iterable[tuple[str, str]] = (
        ("title", kind.label if in_words else kind.title),
        ("doc", kind.doc),
        ("formula", kind.formula if _WORDS.search(kind.formula) else ""),
        *((f"{field.name}.label", field.label) for field in kind.fields),
        *((f"{field.name}.help", field.help) for field in kind.fields),
    )
    yield from ((f"{where}.{part}", string) for part, string in parts if string)
