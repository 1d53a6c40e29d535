"""What a check reports: a sentence, the layer it is about, and edits that mend it."""

from dataclasses import dataclass
from typing import Literal

from engine.check.remedies import Fix
from engine.text import Text

#: "error": the layer can't work. "misfit": the network's ends, loss and data don't go together.
#: "advice": it would train, but not well.
Level = Literal["error", "misfit", "advice"]


@dataclass(frozen=True)
class Advice:
    """Something to mend; `layer` is the id of the layer it is about, if it is about one."""

    layer: str | None
    message: Text
    fixes: tuple[Fix, ...] = ()
    level: Level = "advice"
