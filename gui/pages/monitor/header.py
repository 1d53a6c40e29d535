"""What stands in a card's header while there is room for it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

_MARGINS = 18
_GAP = 8


class HeaderRoom:
    """Leaves parts of a header out, in order, until the rest fits; menus offer what was left out.

    Args:
        fixed: what always stays: the title, the legend, the buttons of the menu and to enlarge.
        passing: what somebody else shows and hides.
    """

    def __init__(self, fixed: Sequence[QWidget], passing: Sequence[QWidget] = ()) -> None:
        self._fixed, self._passing = tuple(fixed), tuple(passing)
        self._offered: list[QWidget] = []
        for widget in fixed:
            if isinstance(widget, QLabel):
                widget.setMinimumWidth(1)  # cut off rather than keeping the card wide

    def offer(self, widget: QWidget, *, wanted: bool = True, first: bool = False) -> None:
        """Shows a part while there is room; those offered `first` are left out first."""
        if widget in self._offered:
            self._offered.remove(widget)
        if wanted:
            self._offered.insert(0 if first else len(self._offered), widget)
        else:
            widget.setVisible(False)

    @property
    def left_out(self) -> tuple[QWidget, ...]:
        """What found no room."""
        return tuple(widget for widget in self._offered if widget.isHidden())

    def fit(self, width: int) -> None:
        """Shows what fits into this width."""
        needed = _MARGINS + sum(_width(widget) for widget in self._fixed)
        needed += sum(_width(widget) for widget in self._passing if not widget.isHidden())
        needed += sum(_width(widget) for widget in self._offered)
        for widget in self._offered:
            shown = needed <= width and not _is_empty(widget)
            if not shown:
                needed -= _width(widget)
            if widget.isHidden() == shown:
                widget.setVisible(shown)


def _width(widget: QWidget) -> int:
    """The room a part takes; labels and legends have a gap behind them."""
    if _is_empty(widget):
        return 0
    is_button = widget.property("small") is not None
    return widget.sizeHint().width() + (0 if is_button else _GAP)


def _is_empty(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and not widget.text()
