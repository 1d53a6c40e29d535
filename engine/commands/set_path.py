"""`--set training.optimizer.momentum=0.9`: changes any field of a project by its dotted path.

The paths are those that `info --json` prints under `project`; a layer is named by its name. Values
are checked like in a form: by the declared field of a kind, or by the spec itself.
"""

import json
from typing import Any

from engine.catalog.clipping import clipping_kind
from engine.catalog.initializers import initializer_kind
from engine.catalog.kind import Kind
from engine.catalog.layers import layer_kind
from engine.catalog.losses import loss_kind
from engine.catalog.optimizers import optimizer_kind
from engine.catalog.schedulers import schedule_kind
from engine.catalog.stopping import stopping_kind
from engine.catalog.training_fields import TERM_FIELDS, TRAINING_FIELDS
from engine.check.project import check_project
from engine.spec.fields import Field
from engine.spec.project import Project
from engine.text import UserError, text

_KIND_OF = {
    "optimizer": optimizer_kind,
    "schedule": schedule_kind,
    "clipping": clipping_kind,
    "stopping": stopping_kind,
    "loss": loss_kind,
}


def set_path(project: Project, assignment: str) -> Project:
    """The project with one field changed.

    Args:
        project: what to change.
        assignment: `path=value`; the value is JSON, or else taken as a word.

    Raises:
        UserError: for a path that leads nowhere (naming what there is), or a value not allowed.
    """
    path, equals, words = assignment.partition("=")
    if not equals or not path:
        raise UserError(text("“{given}” is not PATH=VALUE.", given=assignment[:80]))
    data = project.model_dump(mode="json")
    steps = path.strip().split(".")
    _assign(data, steps, _value(words), path)
    changed = Project.parse(data)
    check_project(changed)
    return changed


def _value(words: str) -> Any:
    try:
        return json.loads(words)
    except ValueError:
        return words.strip()


def _assign(node: Any, steps: list[str], value: Any, path: str) -> None:
    for place, step in enumerate(steps[:-1]):
        node = _enter(node, step, path, parent=steps[place - 1] if place else "")
    last = steps[-1]
    owner = steps[-2] if len(steps) > 1 else ""
    if isinstance(node, list):
        node[_position(node, last, path)] = value
        return
    if not isinstance(node, dict):
        raise _nowhere(path, last, {})
    if owner in _KIND_OF and last == "kind":
        node.clear()  # another kind has other parameters
    elif owner in _KIND_OF:
        _require_field(_KIND_OF[owner](node["kind"]), last, path)
    elif "params" in node and "inputs" in node and last not in node:
        _require_field(layer_kind(node["kind"]), last, path)
        node = node["params"]
    elif owner in {"weight", "bias"} and "kind" in node and last != "kind":
        _require_field(initializer_kind(node["kind"]), last, path)
    elif owner != "params" and last not in node:
        raise _nowhere(path, last, node)
    if owner in _KIND_OF and last == "kind":
        _KIND_OF[owner](str(value))
    field = _declared(steps)
    node[last] = value if field is None else field.check(value)


def _declared(steps: list[str]) -> Field | None:
    """The declared setting that a path names, where it is none of a kind; its errors say more."""
    match steps:
        case ["training", name]:
            fields = TRAINING_FIELDS
        case ["training", "losses", _, name]:
            fields = TERM_FIELDS
        case _:
            return None
    return next((field for field in fields if field.name == name), None)


def _enter(node: Any, step: str, path: str, parent: str) -> Any:
    if isinstance(node, list):
        return node[_position(node, step, path)]
    if isinstance(node, dict) and parent == "init" and step not in node:
        node[step] = {"kind": "default"}
    if not isinstance(node, dict) or step not in node:
        raise _nowhere(path, step, node if isinstance(node, dict) else {})
    return node[step]


def _position(items: list[Any], step: str, path: str) -> int:
    """Which item a step names: by number from 0, or by the item's name."""
    for place, item in enumerate(items):
        if isinstance(item, dict) and step in {item.get("name"), item.get("id")}:
            return place
    if step.isdigit() and int(step) < len(items):
        return int(step)
    names = {str(i.get("name", n)): n for n, i in enumerate(items) if isinstance(i, dict)}
    raise _nowhere(path, step, names)


def _require_field(kind: Kind, name: str, path: str) -> None:
    if all(field.name != name for field in kind.fields):
        raise _nowhere(path, name, {field.name: None for field in kind.fields})


def _nowhere(path: str, step: str, known: dict[str, Any]) -> UserError:
    return UserError(
        text(
            "The path “{path}” leads nowhere at “{step}”. There is: {known}.",
            path=path[:120],
            step=step[:60],
            known=", ".join(known) or "–",
        )
    )
