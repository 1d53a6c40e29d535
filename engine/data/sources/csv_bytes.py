"""What the CSV reader needs of a file: its name and its bytes, on disk or inside a project file."""

import io
from dataclasses import dataclass
from typing import IO, Literal, Protocol


class CsvBytes(Protocol):
    """A file's name and a way to its bytes; a `pathlib.Path` is one."""

    @property
    def name(self) -> str:
        """The name by which messages speak of it."""

    def open(self, mode: Literal["rb"]) -> IO[bytes]:
        """A fresh stream of its bytes."""


@dataclass(frozen=True)
class EmbeddedCsv:
    """A CSV file kept inside a project file; it was checked when its bytes were read."""

    name: str
    data: bytes

    def open(self, _mode: Literal["rb"]) -> IO[bytes]:
        """A fresh stream of its bytes."""
        return io.BytesIO(self.data)
