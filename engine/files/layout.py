"""What a project file may hold: the one list of members, with what each may weigh."""

import re
from dataclasses import dataclass

FORMAT = "netwright"
VERSION = 4
SUFFIX = ".netw"

MANIFEST = "manifest.json"
PROJECT = "project.json"
FITTED = "fitted.json"
HISTORY = "history.json"
MOMENTS = "history/moments.safetensors"
TRAINING = "training.json"
LAST = "weights.safetensors"
BEST = "best.safetensors"
INITIAL = "initial.safetensors"
BUFFERS = "training.safetensors"
KEPT = "kept.json"

#: What a trained project has beside its project.json; all of them or none.
CHECKPOINT = (LAST, BEST, INITIAL, BUFFERS, TRAINING)

#: A CSV file up to this size may be kept inside the project file.
MOST_EMBEDDED = 5 * 2**20
#: Earlier moments of a run in a file, and the bytes of their tensors in all.
MOST_KEPT = 32
MOST_KEPT_BYTES = 64 * 2**20
#: … with their headers, which that leaves out.
MOST_KEPT_READ = 2 * MOST_KEPT_BYTES
#: Points of every series in one member of the history.
CHUNK = 1 << 18

_KB, _MB, _GB = 2**10, 2**20, 2**30


@dataclass(frozen=True)
class Member:
    """A pattern of names and the most bytes that such a member may have."""

    pattern: re.Pattern[str]
    most_bytes: int


def _member(pattern: str, most_bytes: int) -> Member:
    return Member(re.compile(pattern), most_bytes)


#: The complete list. A name that no pattern matches is refused.
MEMBERS: tuple[Member, ...] = (
    _member(re.escape(MANIFEST), _MB),
    _member(re.escape(PROJECT), 64 * _MB),
    _member(re.escape(FITTED), 64 * _MB),
    _member(re.escape(HISTORY), 16 * _MB),
    _member(re.escape(TRAINING), 16 * _MB),
    _member(re.escape(LAST), 64 * _GB),
    _member(re.escape(BEST), 64 * _GB),
    _member(re.escape(INITIAL), 64 * _GB),
    _member(re.escape(BUFFERS), 256 * _GB),
    _member(re.escape(KEPT), 16 * _MB),
    _member(r"kept/(weights-)?[0-9]{6}\.safetensors", MOST_KEPT_READ),
    _member(re.escape(MOMENTS), _GB),
    _member(r"history/[0-9]{6}\.safetensors", _GB),
    _member(r"data/[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\.csv", MOST_EMBEDDED),
)

#: More members than any project has; checked before the list of them is read.
MOST_MEMBERS = 20_000
MOST_DIRECTORY = 4 * _MB


def history_chunk(number: int) -> str:
    """The member that holds points `number`·CHUNK and on of every series."""
    return f"history/{number:06}.safetensors"


def kept_training(number: int) -> str:
    """The member with the optimizer's buffers and the generators of the moment `number`."""
    return f"kept/{number:06}.safetensors"


def kept_weights(number: int) -> str:
    """The member with the set of weights `number` that moments have beside those of the checkpoint."""
    return f"kept/weights-{number:06}.safetensors"


def is_kept(name: str) -> bool:
    """Whether the member belongs to the earlier moments of the run."""
    return name == KEPT or name.startswith("kept/")


def most_bytes(name: str) -> int | None:
    """The most bytes that the member `name` may have; None for a name that is not allowed."""
    for member in MEMBERS:
        if member.pattern.fullmatch(name):
            return member.most_bytes
    return None
