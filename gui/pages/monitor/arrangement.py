"""Which plots are shown, in which order and how large: as the user has it, kept in the settings."""

import json
from collections.abc import Iterable, Sequence

from gui.pages.monitor.panel_kind import PanelKind
from gui.pages.monitor.source import Source
from gui.settings import Settings

_NAME = "monitor/arrangement"
#: Grows when an older arrangement can no longer be read; such a one is left aside.
VERSION = 1


class Arrangement:
    """What the user decided; what they did not decide is as the table of panels has it.

    Panels that the settings know and the table does not are ignored, new ones stand behind the panel
    that the table has before them.
    """

    def __init__(self, kinds: Iterable[PanelKind], settings: Settings) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._settings = settings
        self._order = list(self._kinds)
        self._decided: dict[str, bool] = {}
        self._sizes: dict[str, list[int]] = {}
        self._read()

    def is_shown(self, name: str, source: Source) -> bool:
        """Whether a plot is in the grid."""
        kind = self._kinds[name]
        shown = self._decided.get(name, kind.wanted(source))
        return shown and kind.offered(source)

    def shown(self, source: Source) -> tuple[str, ...]:
        """The plots in the grid, in their order."""
        return tuple(name for name in self._order if self.is_shown(name, source))

    def decide(self, name: str, *, shown: bool) -> None:
        """Shows or hides a plot from now on."""
        self._decided[name] = shown
        self._write()

    def show_only(self, names: Iterable[str]) -> None:
        """Shows these plots in the order of the table, and no others."""
        wanted = set(names)
        self._decided = {name: name in wanted for name in self._kinds}
        self._order = list(self._kinds)
        self._write()

    def move(self, name: str, beside: str, *, after: bool) -> None:
        """Puts a plot before or after another one."""
        if name == beside:
            return
        self._order.remove(name)
        self._order.insert(self._order.index(beside) + after, name)
        self._write()

    def reset(self) -> None:
        """Forgets what the user decided."""
        self._order, self._decided, self._sizes = list(self._kinds), {}, {}
        self._write()

    def sizes(self, name: str, default: Sequence[int]) -> list[int]:
        """The sizes that were kept under a name, where there are as many."""
        kept = self._sizes.get(name, [])
        return list(kept if len(kept) == len(default) else default)

    def keep_sizes(self, name: str, sizes: Sequence[int]) -> None:
        """Keeps the sizes of some rows or columns."""
        self._sizes[name] = list(sizes)
        self._write()

    def _write(self) -> None:
        kept = {
            "version": VERSION,
            "order": self._order,
            "shown": self._decided,
            "sizes": self._sizes,
        }
        self._settings.set_text(_NAME, json.dumps(kept))

    def _read(self) -> None:
        try:
            kept = json.loads(self._settings.text(_NAME, ""))
        except ValueError:
            return
        if not isinstance(kept, dict) or kept.get("version") != VERSION:
            return
        order, shown, sizes = (kept.get(part) for part in ("order", "shown", "sizes"))
        if isinstance(order, list):
            self._order = self._completed([name for name in order if name in self._kinds])
        if isinstance(shown, dict):
            self._decided = {
                name: value
                for name, value in shown.items()
                if name in self._kinds and isinstance(value, bool)
            }
        if isinstance(sizes, dict):
            self._sizes = {name: value for name, value in sizes.items() if _are_sizes(value)}

    def _completed(self, order: list[str]) -> list[str]:
        """The order with the panels that it does not know."""
        order = list(dict.fromkeys(order))
        before = ""
        for name in self._kinds:
            if name not in order:
                order.insert(order.index(before) + 1 if before else 0, name)
            before = name
        return order


def _are_sizes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(size, int) and size >= 0 for size in value)
