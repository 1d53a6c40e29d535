"""A state of a run that is kept to go back to: in memory, or in a temporary file of its own."""

import json
import tempfile
import threading
import weakref
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

from torch import Tensor

from engine.files.tensors import tensor_bytes, tensors_from
from engine.spec.project import Project
from engine.text import UserError, text

if TYPE_CHECKING:
    from engine.train.checkpoint import Checkpoint

#: The tensors of a checkpoint, in the order in which they stand in a file.
_PARTS = ("last", "best", "initial", "tensors")


class KeptState:
    """The run as it was after `step`, in the epoch after `epoch` whole ones.

    Any thread may ask for its checkpoint: what is being saved is read beside the run.

    Args:
        step: steps taken.
        project: the one that was trained.
        checkpoint: what is kept.
    """

    def __init__(self, step: int, project: Project, checkpoint: "Checkpoint") -> None:
        self.step, self.project = step, project
        self.epoch = int(checkpoint.state["epoch"])
        self._checkpoint: Checkpoint | None = checkpoint
        self._file: IO[bytes] | None = None
        self._sizes: list[int] = []
        self._lock = threading.Lock()

    @property
    def in_memory(self) -> bool:
        """Whether it is not in a file."""
        return self._checkpoint is not None

    @property
    def on_disk(self) -> int:
        """Bytes of its file; 0 while it has none."""
        return sum(self._sizes)

    def parts(self) -> Mapping[int, int]:
        """Bytes of its tensors in memory, by what tells them from those that other states share."""
        if (checkpoint := self._checkpoint) is None:
            return {}
        found = (checkpoint.last, checkpoint.best, checkpoint.initial, checkpoint.tensors)
        return {id(tensors): _bytes(tensors) for tensors in found}

    def checkpoint(self) -> "Checkpoint":
        """What is kept.

        Raises:
            UserError: when its file can't be read.
        """
        with self._lock:
            return self._checkpoint or self._read()

    def move_to_disk(self) -> None:
        """Puts it into a temporary file that goes with the last one who holds it.

        Raises:
            OSError, UserError: when it can't be written; it then stays in memory.
        """
        with self._lock:
            checkpoint = self._checkpoint
            assert checkpoint is not None
            file = tempfile.TemporaryFile(prefix="netwright-kept-")  # noqa: SIM115 - it stays open
            try:
                parts = [tensor_bytes(getattr(checkpoint, name)) for name in _PARTS]
                parts.append(json.dumps(checkpoint.state).encode())
                for part in parts:
                    file.write(part)
                file.flush()
            except (OSError, UserError):
                file.close()
                raise
            weakref.finalize(self, file.close)
            self._checkpoint, self._file = None, file
            self._sizes = [len(part) for part in parts]

    def _read(self) -> "Checkpoint":
        from engine.train.checkpoint import Checkpoint

        assert self._file is not None
        try:
            self._file.seek(0)
            *parts, state = [self._file.read(size) for size in self._sizes]
            last, best, initial, tensors = map(tensors_from, parts)
            return Checkpoint(last, best, initial, tensors, json.loads(state))
        except (OSError, ValueError, UserError) as error:
            raise UserError(
                text(
                    "The network as it was after step {step} can't be read back: {reason}.",
                    step=self.step,
                    reason=error,
                )
            ) from None


def _bytes(tensors: Mapping[str, Tensor]) -> int:
    return sum(tensor.nbytes for tensor in tensors.values())
