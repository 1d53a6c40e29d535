"""The Advice area: what is wrong or unwise, each with the click that mends it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.check.advice import Advice
from engine.text import UserError
from gui.document import Document
from gui.network.advice_row import AdviceRow
from gui.tab_order import TabbedColumn, stops
from gui.translate import show, tr

_SIDE, _TOP, _GAP, _BOTTOM = 12, 9, 5, 10


class AdviceView(QFrame):
    """Lists advice; its height follows what it says, up to a share of the panel.

    What was put off stays hidden while it says the same of this project.

    Signals:
        layer_chosen(str): the id of a layer that advice is about.
        resized(): another height is needed.
        emptied(): the last advice has gone, and had the focus.
    """

    layer_chosen = Signal(str)
    resized = Signal()
    emptied = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("adviceArea")
        self._document = document
        self._found: tuple[Advice, ...] = ()
        self._shown: tuple[Advice, ...] = ()
        self._listed: list[AdviceRow] = []
        self._put_off: set[tuple[str, ...]] = set()
        self._title = QLabel(self)
        self._title.setObjectName("adviceTitle")
        self._title.setProperty("role", "caption")
        self._hidden = QPushButton(self)
        self._hidden.setObjectName("adviceHidden")
        self._hidden.setProperty("link", True)
        self._hidden.setProperty("inline", True)
        self._hidden.setProperty("quiet", True)
        self._hidden.setCursor(Qt.CursorShape.PointingHandCursor)
        self._hidden.clicked.connect(self._show_hidden)
        self._nothing = QLabel(self)
        self._nothing.setObjectName("adviceNothing")
        self._nothing.setProperty("role", "muted")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = TabbedColumn()
        self._list.setObjectName("adviceList")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._scroll.setWidget(self._list)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._hidden)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addWidget(self._nothing)
        layout.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        document.loaded.connect(self._put_off.clear)
        self.show_advice(())

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Shows other advice; what says the same stays as it is, so that nothing loses the focus."""
        self._found = tuple(advice)
        shown = tuple(a for a in self._found if _about(a) not in self._put_off)
        if list(map(_words, shown)) != list(map(_words, self._shown)):
            self._rebuild(shown)
        self._shown = shown
        self._retitle()

    def fit(self, width: int, most: int) -> None:
        """Takes the height that the advice needs at this width, at most so much."""
        width -= 2 * _SIDE
        for part in self._list.findChildren(QWidget):
            part.ensurePolished()  # the style sheet decides how high a button is
        self._rows.invalidate()
        needed = self._list.heightForWidth(width) if self._shown else 0
        caption = self._title.sizeHint().height()
        if self._hidden.isVisibleTo(self):
            caption = max(caption, self._hidden.sizeHint().height())
        below = needed if self._shown else self._nothing.sizeHint().height()
        wanted = _TOP + caption + _GAP + below + _BOTTOM
        self.setFixedHeight(min(most, wanted))
        # A bar that is there makes the text longer, and would so keep itself needed.
        self._scroll.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if wanted <= most
            else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild(self._shown, anew=True)
            self._retitle()
        super().changeEvent(event)

    def _retitle(self) -> None:
        self._title.setText(tr("ADVICE · {count}").format(count=len(self._shown)))
        hidden = len(self._found) - len(self._shown)
        self._hidden.setText(tr("Show {count} hidden").format(count=hidden))
        self._hidden.setVisible(hidden > 0)
        self._nothing.setText(tr("Nothing to mend."))
        self._nothing.setVisible(not self._shown)
        self._scroll.setVisible(bool(self._shown))
        self._list.setAccessibleName(tr("Advice"))

    def _rebuild(self, shown: tuple[Advice, ...], *, anew: bool = False) -> None:
        """Lists what is shown now; rows that say the same stay, unless all are to be made `anew`."""
        kept: dict[tuple[str, ...], list[AdviceRow]] = {}
        for row, words in zip(self._listed, map(_words, self._shown), strict=True):
            self._rows.removeWidget(row)
            kept.setdefault(() if anew else words, []).append(row)
        before = self._listed
        self._listed, number = [], 0
        for place, advice in enumerate(shown):
            same = kept.get(_words(advice))
            if same:
                row = same.pop(0)
                row.renumber(advice, place, number)
            else:
                row = self._made(advice, place, number)
            self._listed.append(row)
            self._rows.addWidget(row)
            row.show()  # at once: a layout gives no height to what is still waiting to be shown
            number += len(advice.fixes)
        focused = QApplication.focusWidget()
        left = [n for n, row in enumerate(before) if focused and row.isAncestorOf(focused)]
        for row in (row for rows in kept.values() for row in rows):
            row.hide()
            row.deleteLater()
        if left and before[left[0]] not in self._listed:
            self._go_on(left[0])

    def _go_on(self, place: int) -> None:
        """The row with the focus has gone: the one in its place has it now, or whoever asked is told."""
        if self._listed:
            row = self._listed[min(place, len(self._listed) - 1)]
            next(stops(row)).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.emptied.emit()

    def _made(self, advice: Advice, place: int, number: int) -> AdviceRow:
        row = AdviceRow(advice, place, number, self._list)
        row.fix_chosen.connect(self._apply)
        row.layer_chosen.connect(self.layer_chosen)
        row.put_off.connect(self._hide)
        return row

    def _apply(self, number: int) -> None:
        """Applies a fix by its number; the advice shown may be newer than the button."""
        fix = [fix for advice in self._shown for fix in advice.fixes][number]
        try:
            project = fix.edit(self._document.project)
        except UserError as error:
            self._document.report(error.text)
            return
        self._document.apply(project, fix.label)

    def _hide(self, advice: Advice) -> None:
        self._put_off.add(_about(advice))
        self.show_advice(self._found)
        self.resized.emit()

    def _show_hidden(self) -> None:
        self._put_off.clear()
        self.show_advice(self._found)
        self.resized.emit()


def _about(advice: Advice) -> tuple[str, ...]:
    """What is put off together: the same sentence of the same rule, in whatever language it is shown."""
    return advice.rule, advice.layer or "", str(advice.message)


def _words(advice: Advice) -> tuple[str, ...]:
    fixes = (show(fix.label) for fix in advice.fixes)
    return advice.level, advice.layer or "", show(advice.message), *fixes
