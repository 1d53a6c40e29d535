"""A chosen kind and its parameters: a loss, an optimizer, a schedule, an initialiser."""

from typing import Any

from pydantic import model_serializer, model_validator

from engine.spec.base import Params, Spec


class Component(Spec):
    """`Component(kind="Adam", params={"lr": 0.001})`; flat in JSON: `{"kind": "Adam", "lr": 0.001}`.

    `params` holds only what was set; the catalogue knows the kinds, their fields and defaults.
    """

    kind: str
    params: Params = {}

    @model_validator(mode="before")
    @classmethod
    def _from_flat(cls, data: Any) -> Any:
        if isinstance(data, dict) and "params" not in data:
            return {
                "kind": data.get("kind"),
                "params": {k: v for k, v in data.items() if k != "kind"},
            }
        return data

    @model_serializer
    def _to_flat(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.params}


def component(kind: str, **params: Any) -> Component:
    """Shorthand: `component("Adam", lr=0.001)`."""
    return Component(kind=kind, params=params)
