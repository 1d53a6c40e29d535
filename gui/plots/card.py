"""The card around a plot: title, legend, small controls and the menu that exports it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.text import Text
from gui.card import ElidedLabel
from gui.icons import icon
from gui.plots import export
from gui.plots.saving import ask_file
from gui.translate import tr, words

_ICON = QSize(13, 13)
#: A title that was cut off takes some of the room that was made for the legend.
_ATTEMPTS = 3
_UNLIMITED = (1 << 24) - 1


class PlotCard(QFrame):
    """A titled card with one body; subclasses and pages add controls to its header.

    `problem` carries an export's error as a Text for whoever shows messages; `maximize_toggled`
    asks the page to give the card all the room, or to take it back.
    """

    maximize_toggled = Signal(bool)
    problem = Signal(object)

    def __init__(self, title: Text | str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._title_words: Text | str = title
        self._subtitle_words: Text | str = ""
        self._table: Callable[[], export.Table] | None = None
        #: Controls below the header that pictures leave out too.
        self.body_controls: tuple[QWidget, ...] = ()
        self._help = ""
        self._title = ElidedLabel("heading", narrowest=1)
        self._subtitle = _label("caption")
        self.header = QHBoxLayout()
        self.header.setContentsMargins(2, 0, 0, 0)
        self.header.setSpacing(12)
        self.header.addWidget(self._title)
        self.header.addWidget(self._subtitle)
        self.header.addStretch(1)
        self._control_box = QWidget()
        keeps_place = self._control_box.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self._control_box.setSizePolicy(keeps_place)
        self.controls = QHBoxLayout(self._control_box)
        self.controls.setContentsMargins(0, 0, 0, 0)
        self.controls.setSpacing(2)
        self.header.addWidget(self._control_box)
        self._maximize = small_button("plotMaximize", "maximize-2")
        self._maximize.setCheckable(True)
        self._maximize.toggled.connect(self._toggle_maximized)
        self._more = small_button("plotMenu", "ellipsis")
        self._more.clicked.connect(self._open_menu_below)
        self.controls.addWidget(self._more)
        self.controls.addWidget(self._maximize)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 6, 8, 8)
        self._box.setSpacing(6)
        self._box.addLayout(self.header)
        self.retranslate()

    def set_title(self, title: Text | str, subtitle: Text | str = "") -> None:
        """Set the title and the muted words after it; a Text follows the language."""
        if (title, subtitle) != (self._title_words, self._subtitle_words):
            self._title_words, self._subtitle_words = title, subtitle
            self.retranslate()

    def set_subtitle(self, subtitle: Text | str) -> None:
        """Set the muted words after the title."""
        self.set_title(self._title_words, subtitle)

    def set_body(self, body: QWidget, table: Callable[[], export.Table] | None = None) -> None:
        """Put the plot below the header; `table` gives its numbers for CSV and copies."""
        self._table = table
        self._box.addWidget(body, 1)
        if body.maximumHeight() < _UNLIMITED:
            self._box.addStretch(1)

    def set_maximizable(self, maximizable: bool) -> None:
        """Whether the card offers to take all the room."""
        self._maximize.setVisible(maximizable)

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu as the button's."""
        self._open_menu(event.globalPos())
        event.accept()

    def retranslate(self) -> None:
        """Set the words again."""
        self._title.set_words(words(self._title_words), self._help)
        subtitle = words(self._subtitle_words)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(words(self._title_words))
        self.setAccessibleDescription(subtitle)
        self._more.setToolTip(tr("Export and more"))
        self._more.setAccessibleName(tr("Export and more"))
        tip = tr("Back to the other plots") if self._maximize.isChecked() else tr("Enlarge")
        self._maximize.setToolTip(tip)
        self._maximize.setAccessibleName(tip)

    def fill_menu(self, menu: QMenu) -> None:
        """Add the actions of the menu; subclasses put theirs before these."""
        self._add(menu, "exportPng", "image", tr("Export as PNG…"), self._ask_png)
        self._add(menu, "exportSvg", "download", tr("Export as SVG…"), self._ask_svg)
        if self._table is not None:
            self._add(menu, "exportCsv", "table", tr("Export numbers as CSV…"), self._ask_csv)
        menu.addSeparator()
        self._add(menu, "copyPicture", "copy", tr("Copy picture"), self._copy_picture)
        if self._table is not None:
            self._add(menu, "copyNumbers", "clipboard", tr("Copy numbers"), self._copy_numbers)

    def _add(
        self, menu: QMenu, name: str, icon_name: str, label: str, slot: Callable[[], object]
    ) -> QAction:
        action = menu.addAction(label)
        if icon_name:
            action.setIcon(icon(icon_name, "muted"))
        action.setObjectName(name)
        action.triggered.connect(lambda _checked: slot())
        return action

    @staticmethod
    def _add_switch(
        menu: QMenu, name: str, label: str, on: bool, switch: Callable[[bool], None]
    ) -> None:
        action = menu.addAction(label)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(switch)

    def _open_menu_below(self) -> None:
        self._open_menu(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("plotMenuPopup")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(place)

    def _toggle_maximized(self, maximized: bool) -> None:
        self._maximize.setIcon(icon("minimize-2" if maximized else "maximize-2", "muted"))
        self.retranslate()
        self.maximize_toggled.emit(maximized)

    def save_png(self, file: Path) -> None:
        """Save the card as a PNG; UserError when it can't be written."""
        self._bare(lambda: export.save_png(self, file), export.PICTURE_SCALE)

    def save_svg(self, file: Path) -> None:
        """Save the card as an SVG; UserError when it can't be written."""
        self._bare(lambda: export.save_svg(self, file), 1.0)

    def save_csv(self, file: Path) -> None:
        """Save the numbers as CSV; UserError when it can't be written."""
        export.save_csv(self._numbers(), file)

    def _ask_png(self) -> None:
        self._ask_file("png", self.save_png)

    def _ask_svg(self) -> None:
        self._ask_file("svg", self.save_svg)

    def _ask_csv(self) -> None:
        self._ask_file("csv", self.save_csv)

    def _ask_file(self, suffix: str, save: Callable[[Path], None]) -> None:
        """Ask for a file without blocking, then save; an error goes to `problem`."""
        ask_file(self, words(self._title_words), suffix, save, self.problem.emit)

    def _copy_picture(self) -> None:
        self._bare(lambda: export.copy_picture(self), export.PICTURE_SCALE)

    def set_line_scale(self, _scale: float) -> None:
        """Widen lines that don't scale by themselves to so many device pixels to a pixel."""

    def picture_size(self) -> QSize:
        """How large the card is in pictures: as on screen, or as large as its legend needs."""
        return self.size()

    def _bare(self, render: Callable[[], None], scale: float) -> None:
        """Render the card without its controls, which mean nothing on paper."""
        focused, size = QApplication.focusWidget(), self.size()
        # A focus ring means nothing on paper either; hiding a focused button would hand it on.
        if focused is not None:
            focused.clearFocus()
        controls = [self._control_box, *filter(QWidget.isVisible, self.body_controls)]
        for widget in controls:
            widget.hide()
        self.set_line_scale(scale)
        for _ in range(_ATTEMPTS):
            self.resize(self.picture_size())
        try:
            render()
        finally:
            self.resize(size)
            for widget in controls:
                widget.show()
            self.set_line_scale(self.devicePixelRatioF())
            if focused is not None:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_numbers(self) -> None:
        export.copy_table(self._numbers())

    def _numbers(self) -> export.Table:
        return self._table() if self._table is not None else {}


def small_button(name: str, icon_name: str = "") -> QToolButton:
    """One of the small flat buttons at the right of a card's header."""
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("small", True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if icon_name:
        button.setIcon(icon(icon_name, "muted"))
        button.setIconSize(_ICON)
    return button


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label
