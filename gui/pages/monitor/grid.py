"""The plots side by side: which are shown, where, how large, and one of them alone."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.pages.monitor.arrangement import Arrangement
from gui.pages.monitor.card_drag import CardDrag, DropLine
from gui.pages.monitor.rows import Rows, columns_for
from gui.pages.monitor.shelf import Shelf
from gui.pages.monitor.source import Source
from gui.translate import tr

#: So near the upper or lower edge a dragged card scrolls the plots.
_SCROLL_EDGE, _SCROLL_STEP = 28, 24


class PlotGrid(QScrollArea):
    """The cards in rows. Headers are dragged, handles drawn; all of it is remembered.

    Args:
        shelf: the panels there are.
        source: what they show, which decides what can be shown.
        arrangement: which are shown and where.

    Signals:
        arranged(): other plots can be seen than before.
        choice_wanted(): the user asks which plots there are.
    """

    arranged = Signal()
    choice_wanted = Signal()

    def __init__(self, shelf: Shelf, source: Source, arrangement: Arrangement) -> None:
        super().__init__()
        self.setObjectName("plotGrid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._shelf, self._source, self._arrangement = shelf, source, arrangement
        shelf.made.connect(self._take)
        self._alone: str | None = None
        self._on_show: tuple[str, ...] = ()
        self._in_rows: tuple[str, ...] = ()
        self._rows: Rows | None = None
        self._nothing = QLabel()
        self._nothing.setObjectName("noPlots")
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._content = QWidget()
        self._box = QVBoxLayout(self._content)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._nothing)
        self._line = DropLine(self._content)
        self.setWidget(self._content)
        self.verticalScrollBar().valueChanged.connect(self.arranged)
        self.arrange()
        self._retranslate()

    @property
    def on_show(self) -> tuple[str, ...]:
        """The names of the plots in the grid, in order."""
        return self._on_show

    def choose(self, name: str, *, shown: bool) -> None:
        """Shows or hides a plot from now on."""
        self._arrangement.decide(name, shown=shown)
        self._alone = None
        self.arrange()
        if name in self._on_show:
            self._reveal(name)

    def show_alone(self, name: str | None) -> None:
        """Gives one plot all the room, or everybody theirs again."""
        if name == self._alone:
            return
        before, self._alone = self._alone, name
        self.arrange()
        if before in self._on_show:
            self._reveal(before)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # so that Escape is heard

    def arrange(self, *, anew: bool = False) -> None:
        """Puts what is to be shown into rows; `anew` even where it stands there already."""
        chosen = self._arrangement.shown(self._source)
        if self._alone not in chosen:
            self._alone = None
        names = (self._alone,) if self._alone else chosen
        columns = columns_for(len(chosen), self.viewport().width())
        rows = self._rows
        same = rows is not None and rows.columns == columns and not anew
        if same and (names, chosen) == (self._on_show, self._in_rows):
            return
        if rows is None or not same or set(chosen) != set(self._in_rows):
            rows = self._build(chosen, columns)
        elif chosen != self._in_rows:
            rows.reorder([self._shelf.panel(name).widget for name in chosen])
        self._on_show, self._in_rows = names, chosen
        rows.show_alone(self._shelf.panel(self._alone).widget if self._alone else None)
        rows.fit(self.viewport().height())
        for name in filter(self._shelf.is_made, self._shelf.kinds):
            for card in self._shelf.panel(name).cards:
                card.set_maximized(name == self._alone)
        self.arranged.emit()

    def rearrange(self) -> None:
        """The arrangement was changed: follows it, nothing stands alone."""
        self._alone = None
        self.arrange(anew=True)

    def move_plot(self, name: str, steps: int) -> None:
        """Puts a plot so many places further on, or back."""
        place = self._on_show.index(name) + steps
        place = min(max(place, 0), len(self._on_show) - 1)
        self._arrangement.move(name, self._on_show[place], after=steps > 0)
        self.arrange()
        self._reveal(name)

    def fill_menu(self, menu: QMenu, name: str) -> None:
        """Adds what every plot's menu has: move or hide this one, choose others."""
        hide = menu.addAction(tr("Hide this plot"))
        hide.setObjectName("hidePlot")
        hide.triggered.connect(lambda _checked: self.choose(name, shown=False))
        if self._alone is None and len(self._on_show) > 1 and self._rows is not None:
            self._fill_moves(menu, name, self._rows.columns)
        choose = menu.addAction(tr("Choose plots…"))
        choose.setObjectName("choosePlots")
        choose.triggered.connect(lambda _checked: self.choice_wanted.emit())

    def _fill_moves(self, menu: QMenu, name: str, columns: int) -> None:
        moves = menu.addMenu(tr("Move this plot"))
        moves.setObjectName("movePlotMenu")
        place, last = self._on_show.index(name), len(self._on_show) - 1
        for direction, label, steps, possible in (
            ("Left", tr("Left"), -1, place % columns > 0),
            ("Right", tr("Right"), 1, place % columns < columns - 1 and place < last),
            ("Up", tr("Up"), -columns, place >= columns),
            ("Down", tr("Down"), columns, place // columns < last // columns),
        ):
            action = moves.addAction(label)
            action.setObjectName(f"movePlot{direction}")
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked, steps=steps: self.move_plot(name, steps))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the other plots their room again."""
        if event.key() == Qt.Key.Key_Escape and self._alone:
            self.show_alone(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        if self._rows is not None:
            self._rows.fit(self.viewport().height())
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the plots scroll the wheel scrolls over them too; with a key held it zooms."""
        scrolls = self.verticalScrollBar().maximum() > 0
        if isinstance(event, QWheelEvent) and scrolls and not event.modifiers().value:
            QApplication.sendEvent(self.viewport(), event)
            return True
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self._nothing.setText(tr("All plots are hidden. “Plots” above the plots brings them back."))
        self.setAccessibleName(tr("Plots"))

    def _take(self, name: str) -> None:
        panel = self._shelf.panel(name)
        for card in panel.cards:
            card.maximize_toggled.connect(lambda alone: self.show_alone(name if alone else None))
            drag = CardDrag(card)
            drag.moved.connect(lambda place: self._drag(name, place))
            drag.dropped.connect(lambda place: self._drop(name, place))
            drag.cancelled.connect(self._line.hide)
            drag.enlarge_wanted.connect(
                lambda: self.show_alone(None if self._alone == name else name)
            )
        for plot in panel.plots:
            plot.graph.viewport().installEventFilter(self)

    def _build(self, names: tuple[str, ...], columns: int) -> Rows:
        before = self._rows
        shown = [self._shelf.panel(name).widget for name in names]
        for panel in self._shelf.panels:
            panel.widget.setParent(self._content)
            panel.widget.setVisible(False)
        rows = self._rows = Rows(shown, columns, self._arrangement, self.viewport().height())
        self._box.addWidget(rows, 1)
        rows.setVisible(bool(names))
        self._nothing.setVisible(not names)
        if before is not None:
            self._box.removeWidget(before)
            before.hide()
            before.deleteLater()
        return rows

    def _reveal(self, name: str) -> None:
        """Scrolls to a plot, once it has its place."""
        self._box.activate()
        # At once, or it would scroll within the height of the rows before.
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self.ensureWidgetVisible(self._shelf.panel(name).widget, 0, 0)

    def _drag(self, name: str, place: QPoint) -> None:
        self._scroll_along(place)
        target = self._target(place)
        if target is None or target[0] == name or self._alone:
            self._line.hide()
            return
        card = self._shelf.panel(target[0]).widget
        area = card.rect().translated(card.mapTo(self._content, QPoint()))
        self._line.stand(area, after=target[1], upright=self._is_upright)

    def _drop(self, name: str, place: QPoint) -> None:
        self._line.hide()
        target = self._target(place)
        if target is not None and not self._alone:
            self._arrangement.move(name, target[0], after=target[1])
            self.arrange()

    @property
    def _is_upright(self) -> bool:
        return self._rows is not None and self._rows.columns > 1

    def _target(self, place: QPoint) -> tuple[str, bool] | None:
        """The plot under a place on screen, and whether the place is in its second half."""
        for name in self._on_show:
            card = self._shelf.panel(name).widget
            inside = card.mapFromGlobal(place)
            if card.rect().contains(inside):
                middle = card.rect().center()
                after = inside.x() > middle.x() if self._is_upright else inside.y() > middle.y()
                return name, after
        return None

    def _scroll_along(self, place: QPoint) -> None:
        y = self.viewport().mapFromGlobal(place).y()
        bar = self.verticalScrollBar()
        if y < _SCROLL_EDGE:
            bar.setValue(bar.value() - _SCROLL_STEP)
        elif y > self.viewport().height() - _SCROLL_EDGE:
            bar.setValue(bar.value() + _SCROLL_STEP)
