"""The layer-builder panel: the header, the cards, and the advice below them."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine import numbers
from engine.check.targets import DataLike
from gui import counts
from gui.card import divider
from gui.document import Document, Selection
from gui.icons import icon
from gui.network.actions import LayerActions
from gui.network.advice_view import AdviceView
from gui.network.block_actions import BlockActions
from gui.network.connector import Connector
from gui.network.costs import totals
from gui.network.find_bar import FindBar
from gui.network.gradients import GradientBars, Run
from gui.network.layer_list import LayerList
from gui.network.menu import card_menu
from gui.network.model import LayerModel
from gui.network.output_strip import OutputStrip
from gui.network.palette import KINDS, REPLACEMENTS, Palette
from gui.network.palette_entries import BLOCK, entries, replacements
from gui.network.repeat_popup import RepeatPopup
from gui.network.selection_link import SelectionLink
from gui.tooltips import plain
from gui.translate import tr

#: The panel's methods for blocks, and what they are called there.
BLOCK_ACTIONS = {
    "group_layers": "group",
    "ungroup_block": "ungroup",
    "repeat_block": "repeat",
    "insert_copy": "insert_copy",
    "unlink_block": "unlink",
    "turn_block": "turn",
}
#: The advice takes at most this share of the panel; then it scrolls.
_ADVICE_SHARE = 0.4
_HEADER_HEIGHT = 37
_NARROWEST = 256


class PreparedData(Protocol):
    """Where the panel learns what the data is like."""

    changed: SignalInstance

    @property
    def prepared(self) -> DataLike | None:
        """The prepared data, once it has been read."""


class NetworkPanel(QWidget):
    """The left column.

    Signals:
        actions_changed(): other actions are possible now; ask `can`.
    """

    actions_changed = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        run: Run,
        data: PreparedData,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._data = document, selection, data
        self.setObjectName("networkPanel")
        self.setMinimumWidth(_NARROWEST)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = LayerModel(document, self)
        # As they stand: Tab goes through them in the order in which they are made.
        self._header = QWidget(self)
        self._add = QPushButton(icon("plus"), "", self._header)
        self._find = FindBar(document, self._model, selection, self)
        self._list = LayerList(document, self._model, self)
        self._link = SelectionLink(self._list, self._model, document, selection)
        self._actions = LayerActions(document, selection, self._model, self)
        self._blocks = BlockActions(document, selection, self._model, self)
        self._repeat = RepeatPopup(self)
        self._advice = AdviceView(document, self)
        self._palette = Palette(self, "palette", KINDS)
        self._replacements = Palette(self, "replacePalette", REPLACEMENTS)
        self._connector = Connector(document, self)
        self._bars = GradientBars(run, self)
        self._strip: OutputStrip | None = None
        self._build()
        self._connect()
        self._retranslate()
        self._take_data()

    def show_strip(self, strip: OutputStrip) -> None:
        """Draws what comes out of the selected layer under its card."""
        self._strip = strip
        self._list.show_strip(strip)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._strip is not None:
            self._strip.set_visible(visible=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._strip is not None:
            self._strip.set_visible(visible=False)

    def can(self, action: str) -> bool:
        """Whether an action, by the name of its method, makes sense with what is selected."""
        if action in BLOCK_ACTIONS:
            return self._blocks.can(BLOCK_ACTIONS[action])
        return self._actions.can(action)

    def add_layer(self) -> None:
        """Opens the palette; what is chosen goes below the current card."""
        network = self._document.project.network
        found = entries(network, self._model.info, self._selection.current)
        below = self._add.mapToGlobal(QPoint(0, self._add.height() + 4))
        self._palette.open_at(found, below)

    def replace_kind(self) -> None:
        """Opens the palette; the current layer becomes what is chosen."""
        if (current := self._selection.current) is not None:
            found = replacements(self._document.project.network, self._model.info, current)
            self._replacements.open_at(found, self._list.below_card(current))

    def connect_to(self) -> None:
        """Opens the list of what the current layer can feed."""
        if (current := self._selection.current) is not None:
            self._connector.connect_to(current, self._model.info, self._list.below_card(current))

    def connect_from(self) -> None:
        """Opens the list of what can feed the current layer."""
        if (current := self._selection.current) is not None:
            self._connector.connect_from(current, self._model.info, self._list.below_card(current))

    def disconnect_layer(self) -> None:
        """Opens the list of the current layer's connections."""
        if (current := self._selection.current) is not None:
            self._connector.disconnect_layer(current, self._list.below_card(current))

    @property
    def is_output(self) -> bool:
        """Whether the current layer is an output of the network."""
        return self._actions.is_output

    def as_output(self) -> None:
        """Lets the current layer's values leave the network, or not any more."""
        self._actions.as_output()

    @property
    def all_off(self) -> bool:
        """Whether every selected layer is switched off."""
        return self._actions.all_off

    def switch_off(self) -> None:
        """Switches the selected layers off; on again when all are off."""
        self._actions.switch_off()

    def add_block(self, name: str) -> None:
        """Puts a block template below the current card."""
        self._actions.add_block(name)

    def group_layers(self) -> None:
        """Puts the selected layers into a new block, and opens the field for its name."""
        before = self._document.project.network
        self._blocks.group()
        if self._document.project.network is not before:
            self._list.rename()

    def ungroup_block(self) -> None:
        """Takes the block at hand away; its layers stay."""
        self._blocks.ungroup()

    def repeat_block(self) -> None:
        """Asks how often the block at hand is to stand there."""
        index = self._list.currentIndex()
        where = self._list.below_card(self._model.members(index.row())[-1])
        self._repeat.open_at(self._blocks.run_name, self._blocks.times, where)

    def insert_copy(self) -> None:
        """Puts a linked copy of the block at hand behind it."""
        self._blocks.insert_copy()

    def unlink_block(self) -> None:
        """Makes the copy at hand a block of its own."""
        self._blocks.unlink()

    def turn_block(self) -> None:
        """Opens or closes the block at hand."""
        self._blocks.turn()

    @property
    def block_is_open(self) -> bool:
        """Whether the block at hand is open."""
        return self._blocks.is_open

    def delete(self) -> None:
        """Deletes the selected connection or layers."""
        self._actions.delete()

    def duplicate(self) -> None:
        """Puts copies of the selected layers below them."""
        self._actions.duplicate()

    def rename(self) -> None:
        """Opens the field for the name of the current layer or block."""
        self._list.rename()

    def copy(self) -> None:
        """Puts the selected layers on the clipboard as text."""
        self._actions.copy()

    def cut(self) -> None:
        """Copies the selected layers, then deletes them."""
        self._actions.cut()

    def paste(self) -> None:
        """Puts the layers on the clipboard below the current card."""
        self._actions.paste()

    def freeze(self) -> None:
        """Freezes the selected layers' weights, or lets them learn again."""
        self._actions.freeze()

    @property
    def all_frozen(self) -> bool:
        """Whether what is selected and could learn is frozen."""
        return self._actions.all_frozen

    def move_up(self) -> None:
        """Moves the selected layers above the card before them."""
        self._actions.move_up()

    def move_down(self) -> None:
        """Moves the selected layers below the card behind them."""
        self._actions.move_down()

    def find_layer(self) -> None:
        """Opens the bar in which layers are searched for."""
        self._find.open_bar()

    def select_all(self) -> None:
        """Selects every layer."""
        self._list.selectAll()

    def _build(self) -> None:
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._total = QLabel(self)
        self._total.setObjectName("parameterTotal")
        self._total.setProperty("role", "mono-muted")
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Gives way first where the column is narrow: the count is in its tooltip too.
        self._total.setMinimumWidth(1)
        self._add.setObjectName("addLayerButton")
        self._add.setProperty("compact", True)
        self._add.setProperty("strong", True)
        self._add.setIconSize(QSize(14, 14))
        self._header.setFixedHeight(_HEADER_HEIGHT)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._total, 1)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (
            self._header,
            self._find,
            divider(),
            self._list,
            divider(),
            self._advice,
        ):
            column.addWidget(part)
        column.setStretchFactor(self._list, 1)
        self.setFocusProxy(self._list)

    def _connect(self) -> None:
        self._add.clicked.connect(self.add_layer)
        self._list.add_requested.connect(self.add_layer)
        self._find.found.connect(self._list.mark_found)
        self._find.closed.connect(self._list.setFocus)
        self._list.rails.chosen.connect(self._choose_connection)
        self._list.joined.connect(self._join)
        self._list.action_requested.connect(self._act)
        self._list.customContextMenuRequested.connect(self._open_menu)
        self._palette.chosen.connect(self._add_chosen)
        self._replacements.chosen.connect(self._actions.replace)
        self._actions.done.connect(self._list.setFocus)
        self._repeat.chosen.connect(self._blocks.repeat)
        self._bars.changed.connect(self._model.set_gradients)
        self._advice.layer_chosen.connect(lambda layer_id: self._selection.set([layer_id]))
        self._advice.resized.connect(self._fit_advice)
        self._advice.emptied.connect(self._list.setFocus)
        self._document.changed.connect(self._refresh)
        for popup in (self._palette, self._replacements, self._repeat):
            self._document.changed.connect(popup.hide)  # it offers what was possible before
        self._data.changed.connect(self._take_data)
        self._selection.changed.connect(self._leave_connection)
        self._selection.changed.connect(self.actions_changed)

    def _choose_connection(self, source: str, target: str) -> None:
        self._actions.choose_connection(source, target)
        self.actions_changed.emit()

    def _leave_connection(self) -> None:
        """Cards and a connection are never selected together."""
        if self._selection.ids:
            self._list.rails.clear()

    def _join(self, source: str, target: str) -> None:
        """Makes a connection that was drawn with the mouse."""
        self._connector.join(source, target, self._model.info, self._list.below_card(target))

    def _add_chosen(self, key: str) -> None:
        if key.startswith(BLOCK):
            self._actions.add_block(key.removeprefix(BLOCK))
        else:
            self._actions.add(key)

    def _act(self, action: str) -> None:
        """Does what a key stands for, by the name of the method."""
        if self.can(action):
            getattr(self, action)()

    def _take_data(self) -> None:
        self._model.set_data(self._data.prepared)
        self._show_figures()

    def _refresh(self) -> None:
        self._model.refresh()
        self._find.follow()
        self._list.settle()
        self._show_figures()
        self.actions_changed.emit()

    def _show_figures(self) -> None:
        self._show_total()
        self._total.setToolTip(plain(totals(self._document.project, self._model.info)))
        self._advice.show_advice(self._model.advice)
        self._fit_advice()

    def _show_total(self) -> None:
        """The count with its word where there is room; a number is never cut."""
        count = self._model.info.parameters
        words = counts.parameters(count)
        taken = self._title.sizeHint().width() + self._add.sizeHint().width() + 2 * 12 + 2 * 8
        fits = self._total.fontMetrics().horizontalAdvance(words) + taken <= self.width()
        self._total.setText(words if fits else numbers.count(count))

    def _fit_advice(self) -> None:
        self._advice.fit(self.width(), round(self.height() * _ADVICE_SHARE))

    def _open_menu(self, where: QPoint) -> None:
        index = self._list.indexAt(where)
        if index.isValid() and not self._list.selectionModel().isSelected(index):
            self._list.setCurrentIndex(index)
        menu = card_menu(self, self, on_card=index.isValid())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._list.viewport().mapToGlobal(where))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_total()
        self._fit_advice()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._refresh()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Network"))
        self._title.setText(tr("Network"))
        self._add.setText(tr("Add layer"))
        self._add.setAccessibleName(tr("Add layer"))
        self._add.setToolTip(tr("Add a layer below the selected one (Enter)"))
