"""Sentences for people, kept translatable without knowing the screen.

The engine says what is wrong or unwise in English templates with named values. The screen
translates the template and then fills in the values; the command line just prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Text:
    """An English template and the values it names; `str()` gives the English sentence."""

    template: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.args) if self.args else self.template


def text(template: str, /, **args: Any) -> Text:
    """A translatable sentence; `template` must be a literal, so that it can be collected."""
    return Text(template, args)


class UserError(ValueError):
    """Something a person can mend: says what is wrong, where, and what to do next."""

    def __init__(self, message: Text) -> None:
        super().__init__(str(message))
        self.text = message
