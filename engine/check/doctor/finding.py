"""What the doctor says: one thing that the curves of a run show, with its evidence and what mends it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine import numbers
from engine.check.remedies import Fix
from engine.text import Text

#: "bad": the run is broken. "warning": something to mend. "note": worth knowing. "good": good news.
Kind = Literal["bad", "warning", "note", "good"]
Family = Literal["steps", "epochs", "probes", ""]


@dataclass(frozen=True)
class Source:
    """The points that a figure comes from: a series of the history, and its stretch of steps."""

    family: Family
    series: str
    first: int
    last: int


@dataclass(frozen=True)
class Evidence:
    """One figure behind a finding, in words; `source` is where to see it, if it is a point of a series."""

    label: Text
    value: float
    source: Source | None = None
    unit: Literal["", "share", "count"] = ""

    @property
    def words(self) -> str:
        """The figure as a person reads it."""
        if self.unit == "share":
            return numbers.percent(self.value)
        if self.unit == "count" and math.isfinite(self.value):
            return numbers.count(round(self.value))
        return numbers.short(self.value)


@dataclass(frozen=True)
class Finding:
    """One thing the curves say. `rule` and `about` (a layer's id, or "") tell it from others.

    `where` names that layer, and what feeds it; the message then does not name it again. `epoch` and `step` are those it was first seen in; for good news, the latest. The first of `fixes` is
    what a click does, the others are further ways.
    """

    rule: str
    kind: Kind
    message: Text
    epoch: int
    step: int = 0
    fixes: tuple[Fix, ...] = ()
    about: str = ""
    where: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def words(self) -> str:
        """The layer and the sentence in English, for a terminal."""
        return f"{self.where}: {self.message}" if self.where else str(self.message)

    @property
    def fix(self) -> Fix | None:
        """What one click offers."""
        return self.fixes[0] if self.fixes else None


def to_json(finding: Finding) -> dict[str, Any]:
    """The finding in plain values, to keep with a run; what mends it is kept as words only."""
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "about": finding.about,
        "where": finding.where,
        "epoch": finding.epoch,
        "step": finding.step,
        "message": _text_to_json(finding.message),
        "fixes": [_text_to_json(fix.label) for fix in finding.fixes],
        "evidence": [
            {
                "label": _text_to_json(evidence.label),
                "value": _number(evidence.value),
                "unit": evidence.unit,
                "source": vars(evidence.source) if evidence.source else None,
            }
            for evidence in finding.evidence
        ],
    }


def from_json(plain: Mapping[str, Any]) -> Finding:
    """A finding of a run that was kept; it offers no fix, as its project may be another by now.

    Raises:
        ValueError: when the values are not those that `to_json` gives.
    """
    try:
        return Finding(
            rule=str(plain["rule"]),
            kind=_kind(plain["kind"]),
            message=_text_from_json(plain["message"]),
            epoch=int(plain["epoch"]),
            step=int(plain["step"]),
            about=str(plain["about"]),
            where=str(plain["where"]),
            evidence=tuple(
                Evidence(
                    _text_from_json(entry["label"]),
                    float(entry["value"]),
                    Source(**entry["source"]) if entry["source"] else None,
                    entry["unit"],
                )
                for entry in plain["evidence"]
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a finding: {error}") from error


def _kind(word: str) -> Kind:
    kinds: dict[str, Kind] = {"bad": "bad", "warning": "warning", "note": "note", "good": "good"}
    return kinds[word]


def _number(value: float) -> float | str:
    """JSON has no infinities."""
    return float(value) if math.isfinite(value) else str(value)


def _text_to_json(words: Text) -> dict[str, Any]:
    args = {
        name: _text_to_json(value)
        if isinstance(value, Text)
        else value
        if isinstance(value, int)
        else str(value)
        for name, value in words.args.items()
    }
    return {"template": words.template, "args": args}


def _text_from_json(plain: Mapping[str, Any]) -> Text:
    args = {
        name: _text_from_json(value) if isinstance(value, Mapping) else value
        for name, value in plain["args"].items()
    }
    return Text(str(plain["template"]), args)
