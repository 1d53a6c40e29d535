"""The plots side by side with handles between them; which are shown, how large, and one of them alone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QSplitter, QVBoxLayout, QWidget

from gui.pages.monitor.cards import chooser
from gui.pages.monitor.shelf import Shelf
from gui.pages.monitor.source import Source
from gui.settings import Settings
from gui.translate import show, tr

_GAP = 8
_COLUMNS = (434, 322)
_ROWS = {2: (353, 281)}


class PlotGrid(QWidget):
    """Two plots a row; the arrangement is remembered.

    Args:
        shelf: the panels there are, in their order.
        source: what they show, which decides what can be shown.
        settings: where the arrangement is kept.
    """

    arranged = Signal()

    def __init__(self, shelf: Shelf, source: Source, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("plotGrid")
        self._shelf, self._source, self._settings = shelf, source, settings
        shelf.made.connect(self._take)
        self._alone: str | None = None
        self._on_show: tuple[str, ...] = ()
        self._rows: list[QSplitter] = []
        self._outer: QSplitter | None = None
        self._nothing = QLabel()
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._add = chooser("addPlot")
        self._add.menu().aboutToShow.connect(self._fill_add_menu)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._nothing)
        self.arrange()
        self.retranslate()

    def _take(self, name: str) -> None:
        for card in self._shelf.panel(name).cards:
            card.maximize_toggled.connect(lambda alone: self.show_alone(name if alone else None))

    @property
    def on_show(self) -> tuple[str, ...]:
        """The names of the plots in the grid, in order."""
        return self._on_show

    def is_chosen(self, name: str) -> bool:
        """Whether a plot belongs to the arrangement, seen or behind a maximised one."""
        kind = self._shelf.kinds[name]
        decided = self._settings.text(f"monitor/plot/{name}", "")
        shown = decided == "shown" if decided else kind.wanted(self._source)
        return shown and kind.offered(self._source)

    def choose(self, name: str, *, shown: bool) -> None:
        """Shows or hides a plot from now on."""
        self._settings.set_text(f"monitor/plot/{name}", "shown" if shown else "hidden")
        self._alone = None
        self.arrange()

    def show_alone(self, name: str | None) -> None:
        """Gives one plot all the room, or everybody theirs again."""
        if name != self._alone:
            self._alone = name
            self.arrange()

    def arrange(self) -> None:
        """Puts what is to be shown into rows."""
        chosen = tuple(name for name in self._shelf.kinds if self.is_chosen(name))
        if self._alone not in chosen:
            self._alone = None
        names = (self._alone,) if self._alone else chosen
        for name in filter(self._shelf.is_made, self._shelf.kinds):
            for card in self._shelf.panel(name).cards:
                card.set_maximized(name == self._alone)
        if names == self._on_show and self._outer is not None:
            return
        self._on_show = names
        self._build(names)
        self._place_add_button(names)
        self.arranged.emit()

    def fill_menu(self, menu: QMenu, name: str) -> None:
        """Adds what every plot's menu has: hide this one, show others."""
        hide = menu.addAction(tr("Hide this plot"))
        hide.setObjectName("hidePlot")
        hide.triggered.connect(lambda _checked: self.choose(name, shown=False))
        plots = menu.addMenu(tr("Plots"))
        plots.setObjectName("plotsMenu")
        self._fill_plots(plots)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the other plots their room again."""
        if event.key() == Qt.Key.Key_Escape and self._alone:
            self.show_alone(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Sets the words again."""
        self._nothing.setText(tr("All plots are hidden. “＋ plot” brings them back."))
        self._add.setText(tr("＋ plot"))
        self._add.setToolTip(tr("Choose which plots to show"))
        self._add.setAccessibleName(tr("Plots"))

    def _fill_add_menu(self) -> None:
        self._add.menu().clear()
        self._fill_plots(self._add.menu())

    def _fill_plots(self, menu: QMenu) -> None:
        for name, kind in self._shelf.kinds.items():
            if not kind.offered(self._source):
                continue
            action = menu.addAction(show(kind.title))
            action.setObjectName(f"show-{name}")
            action.setCheckable(True)
            action.setChecked(self.is_chosen(name))
            action.triggered.connect(lambda on, name=name: self.choose(name, shown=on))

    def _build(self, names: tuple[str, ...]) -> None:
        before = self._outer
        for panel in self._shelf.panels:
            panel.widget.setParent(self)
            panel.widget.setVisible(False)
        self._outer = self._splitter(Qt.Orientation.Vertical)
        self._rows = []
        for start in range(0, len(names), 2):
            row = self._splitter(Qt.Orientation.Horizontal)
            for name in names[start : start + 2]:
                row.addWidget(self._shelf.panel(name).widget)
                self._shelf.panel(name).widget.setVisible(True)
            if row.count() == 2:
                row.setSizes(self._sizes("columns", _COLUMNS))
                row.splitterMoved.connect(self._columns_moved)
            self._rows.append(row)
            self._outer.addWidget(row)
        count = len(self._rows)
        self._outer.setSizes(self._sizes(f"rows{count}", _ROWS.get(count, (300,) * count)))
        self._outer.splitterMoved.connect(self._rows_moved)
        self._box.addWidget(self._outer, 1)
        self._outer.setVisible(bool(names))
        self._nothing.setVisible(not names)
        if before is not None:
            self._box.removeWidget(before)
            before.hide()
            before.deleteLater()

    def _splitter(self, orientation: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setProperty("gap", True)
        splitter.setHandleWidth(_GAP)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _columns_moved(self) -> None:
        """The columns stay in line from row to row."""
        moved = self.sender()
        if not isinstance(moved, QSplitter):
            return
        for row in self._rows:
            if row is not moved and row.count() == 2:
                row.setSizes(moved.sizes())
        self._remember("columns", moved.sizes())

    def _rows_moved(self) -> None:
        if self._outer is not None:
            self._remember(f"rows{self._outer.count()}", self._outer.sizes())

    def _remember(self, name: str, sizes: list[int]) -> None:
        self._settings.set_text(f"monitor/{name}", " ".join(str(size) for size in sizes))

    def _sizes(self, name: str, default: Sequence[int]) -> list[int]:
        words = self._settings.text(f"monitor/{name}", "").split()
        known = len(words) == len(default) and all(word.isdigit() for word in words)
        return [int(word) for word in words] if known else list(default)

    def _place_add_button(self, names: tuple[str, ...]) -> None:
        """The button stands in the last card's header, or alone where there is no card."""
        for panel in self._shelf.panels:
            for card in panel.cards:
                card.room.withdraw(self._add)
        if names:
            self._shelf.panel(names[-1]).cards[0].add_choice(self._add)
        else:
            self._box.addWidget(self._add, 0, Qt.AlignmentFlag.AlignHCenter)
            self._add.show()
