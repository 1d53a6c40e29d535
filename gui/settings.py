"""What the program remembers between starts: layout, theme, language, recent files."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT_KEPT = 10


class Settings:
    """The user's settings, kept by QSettings under one name a value."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings("Netwright", "Netwright")

    def text(self, name: str, default: str) -> str:
        """A remembered word."""
        return str(self._store.value(name, default))

    def set_text(self, name: str, value: str) -> None:
        """Remembers a word."""
        self._store.setValue(name, value)

    def flag(self, name: str, *, default: bool) -> bool:
        """A remembered yes or no."""
        return str(self._store.value(name, "yes" if default else "no")) == "yes"

    def set_flag(self, name: str, *, value: bool) -> None:
        """Remembers a yes or no."""
        self._store.setValue(name, "yes" if value else "no")

    def state(self, name: str) -> QByteArray | None:
        """A remembered layout, as Qt's widgets save theirs."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else None

    def set_state(self, name: str, value: QByteArray) -> None:
        """Remembers a layout."""
        self._store.setValue(name, value)

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved lately, the latest first."""
        lines = str(self._store.value("recent", "")).split("\n")
        return [Path(line) for line in lines if line]

    def add_recent(self, path: Path) -> None:
        """Puts a file at the top of the recent ones."""
        files = [path.resolve(), *(p for p in self.recent if p != path.resolve())]
        self._store.setValue("recent", "\n".join(str(p) for p in files[:RECENT_KEPT]))

    def forget_recent(self, path: Path) -> None:
        """Takes a file that is gone off the list."""
        self._store.setValue("recent", "\n".join(str(p) for p in self.recent if p != path))
