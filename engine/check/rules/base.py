"""What a check reports: a sentence, the layer it is about, and edits that mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from engine.check.remedies import Fix
from engine.check.rules.case import Case
from engine.text import Text

#: "error": the layer can't work. "misfit": training can't start, or its parts don't go together.
#: "advice": it would train, but not well.
Level = Literal["error", "misfit", "advice"]


@dataclass(frozen=True)
class Advice:
    """Something to mend; `layer` is the id of the layer it is about, if it is about one.

    `rule` is the id, in `engine.check.advice.RULES`, of the rule that gave it.
    """

    layer: str | None
    message: Text
    fixes: tuple[Fix, ...] = ()
    level: Level = "advice"
    rule: str = ""


#: Looks for one kind of mistake.
Rule = Callable[[Case], Iterator[Advice]]
