"""What the benchmarks claim and found; `run.py` makes the table in `docs/performance.md` of it."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

#: Names the file that claims are added to, one a line; without it they are only printed by their script.
VARIABLE = "NETWRIGHT_CLAIMS"


@dataclass(frozen=True)
class Claim:
    """One line of the table: what is claimed, what it should be at least or at most, what was measured."""

    what: str
    target: str
    measured: str
    kept: bool


def at_least(what: str, found: float, target: float, unit: str = "×") -> bool:
    """Notes a claim that holds from `target` on, and tells whether it does."""
    return _note(what, f"≥ {target:g}{unit}", f"{found:.2f}{unit}", kept=found >= target)


def at_most(what: str, found: float, target: float, unit: str) -> bool:
    """Notes a claim that holds up to `target`, and tells whether it does."""
    return _note(what, f"≤ {target:g} {unit}", f"{found:.3g} {unit}", kept=found <= target)


def told(what: str, found: float, unit: str) -> None:
    """Notes a measurement that nothing is promised about."""
    _note(what, "", f"{found:.3g} {unit}", kept=True)


def _note(what: str, target: str, measured: str, *, kept: bool) -> bool:
    if path := os.environ.get(VARIABLE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(Claim(what, target, measured, kept))) + "\n")
    return kept


def read(path: Path) -> list[Claim]:
    """The claims noted in a file so far."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Claim(**json.loads(line)) for line in lines]
