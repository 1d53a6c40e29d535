"""Opens mutated project files, one after the other, and says what came of each.

    python -m tests.hostile.victim FILE FIRST COUNT

Run as a child process: memory is capped, and everything Python does beside reading the one file is
noted by an audit hook. One line a mutant: `NUMBER OUTCOME what was done`, where the outcome is
`refused`, `same`, `less` (opened without a moment, which is said), `other` (opened, with other
contents) or `BAD` and why.
"""

import os
import random
import resource
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import torch

from engine.check.advice import advise
from engine.check.memory import memory_of
from engine.data.preprocess import prepare
from engine.data.sources import open_source
from engine.files.project_file import ProjectFile, load, load_project_only
from engine.text import UserError
from engine.train.checkpoint import Checkpoint, restore
from engine.train.control import Control
from engine.train.events import Paused
from engine.train.keeping import Keeping
from engine.train.rewind import back_to_now, keep_opened, look_back
from engine.train.session import Session
from engine.train.trainer import train
from tests.engine.files.samples import figures
from tests.hostile.mutants import mutant

MEMORY = 1 << 30
SLOW = 5.0
FORBIDDEN = (
    "exec",
    "compile",
    "import",
    "os.",
    "subprocess.",
    "socket.",
    "shutil.",
    "ctypes.",
    "pickle.",
    "webbrowser.",
)


#: Where Linux tells a process its own memory and load, which every run looks at.
OWN_FIGURES = (f"/proc/{os.getpid()}/stat", f"/proc/{os.getpid()}/statm", "/proc/stat")


class Watch:
    """What Python did while it was on, other than opening the allowed file."""

    def __init__(self) -> None:
        self.allowed, self.on, self.seen = "", False, []
        sys.addaudithook(self.note)

    def note(self, event, arguments):
        if not self.on:
            return
        if event == "open" and str(arguments[0]) not in (self.allowed, *OWN_FIGURES):
            self.seen.append(f"open {arguments[0]}")
        elif event.startswith(FORBIDDEN):
            self.seen.append(f"{event} {arguments!r:.100}")


def use(contents: ProjectFile, prepared) -> None:
    """Looks at an opened network and goes on with its checkpoint for two steps, as the program would."""
    advise(contents.project, prepared)
    memory_of(contents.project)
    if contents.checkpoint is None:
        return
    session = Session(ORIGINAL.project, prepared)
    restore(session, contents.checkpoint)
    session.keeping = Keeping()
    keep_opened(session, contents.moments)
    for step in session.keeping.steps:
        with suppress(UserError):
            look_back(session, step)
    back_to_now(session)
    control = Control()
    control.step(2)
    for event in train(session, control):
        if isinstance(event, Paused):
            control.stop()


def same(one: ProjectFile, other: ProjectFile) -> bool:
    """Whether all that was not left out, and said to be, is the same."""
    ours, theirs = one.checkpoint, other.checkpoint
    if (ours is None) != (theirs is None):
        return False
    wanted = {state.step: state for state in other.moments}
    moments = [(state, wanted.get(state.step)) for state in one.moments]
    if not (len(moments) == len(wanted) or one.left_out) or not all(
        right is not None
        and found.project == right.project
        and alike(found.checkpoint(), right.checkpoint())
        for found, right in moments
    ):
        return False
    equal = (
        one.project == other.project
        and one.fitted == other.fitted
        and figures(one.history) == figures(other.history)
    )
    return equal and (ours is None or alike(ours, theirs))


def alike(ours: Checkpoint, theirs: Checkpoint) -> bool:
    pairs = [(getattr(ours, n), getattr(theirs, n)) for n in ("last", "best", "initial", "tensors")]
    return ours.state == theirs.state and all(
        a.keys() == b.keys() and all(a[k].numpy().tobytes() == b[k].numpy().tobytes() for k in a)
        for a, b in pairs
    )


def outcome(path: Path, word: str, watch: Watch, prepared) -> str:
    watch.allowed, watch.seen, watch.on = str(path), [], True
    began = time.process_time()
    try:
        load_project_only(path)
        contents = load(path)
        whole = "less" if contents.left_out else "same"
        found = whole if same(contents, ORIGINAL) else "other"
        if found == "other":
            use(contents, prepared)
    except UserError as error:
        message = str(error)
        found = "refused" if len(message) < 2000 else "BAD an endless message"
    except BaseException as error:  # noqa: BLE001 - anything else is what is looked for
        found = f"BAD {type(error).__name__}: {error}"
    finally:
        watch.on = False
    seconds = time.process_time() - began
    if watch.seen:
        return f"BAD did {watch.seen[:3]}"
    if seconds > SLOW:
        return f"BAD took {seconds:.1f} s"
    if found == "other" and word.startswith("damage"):
        return "BAD changed silently"
    return found


def say(line: str) -> None:
    sys.stdout.write(line.replace("\n", " ") + "\n")
    sys.stdout.flush()


def main() -> None:
    first, count = int(sys.argv[2]), int(sys.argv[3])
    original = Path(sys.argv[1]).read_bytes()
    prepared = prepare(ORIGINAL.project.data, open_source(ORIGINAL.project.data.source))
    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.netw"
        path.write_bytes(original)
        # Everything is imported now, and the lines are read that torch notes with each seed.
        use(ORIGINAL, prepared)
        use(replace(ORIGINAL, moments=()), prepared)
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        cap = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
        for number in range(first, first + count):
            word, data = mutant(number, original)
            random.seed(number)
            torch.manual_seed(number)
            path.write_bytes(data)
            say(f"{number} … {word}")
            say(f"{number} {outcome(path, word, watch, prepared)} | {word}")


if __name__ == "__main__":
    ORIGINAL = load(Path(sys.argv[1]))
    main()
