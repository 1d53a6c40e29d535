"""What can be done with the selected runs: the same entries in the context menu and behind “More”."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from engine.runs.run import Run
from engine.text import Text, text
from gui.icons import icon
from gui.runs.model import COLUMNS
from gui.runs.words import COLOURS
from gui.theme import theme
from gui.translate import show, tr

_DOT = 12


@dataclass(frozen=True)
class _Entry:
    id: str
    label: Text
    possible: Callable[[list[Run]], bool]
    key: str = ""
    icon: str = ""
    separator: bool = False


def _one(runs: list[Run]) -> bool:
    return len(runs) == 1


def _some(runs: list[Run]) -> bool:
    return bool(runs)


_ENTRIES: tuple[_Entry, ...] = (
    _Entry("restore", text("Restore as a copy"), _one, icon="history"),
    _Entry("compare", text("Compare two runs"), lambda runs: len(runs) == 2),
    _Entry("showCurves", text("Show or hide curves"), _some, "Space", "chart-line", separator=True),
    _Entry("rename", text("Rename"), _one, "F2", "pencil", separator=True),
    _Entry("tag", text("Tags…"), _some),
    _Entry("annotate", text("Note…"), _one),
    _Entry("exportSteps", text("Export figures of steps…"), _one, "", "download", separator=True),
    _Entry("exportEpochs", text("Export figures of epochs…"), _one),
    _Entry(
        "delete",
        text("Delete"),
        lambda runs: bool(runs) and not any(run.is_live for run in runs),
        "Del",
        "trash-2",
        separator=True,
    ),
)


class RunActions(QObject):
    """The entries as actions, made once.

    Args:
        parent: owns them.
        do: called with an entry's id.
        set_colour: called with a chosen colour's number, or None for the automatic one.
        sort_by: called with the id of the column to sort by.
    """

    def __init__(
        self,
        parent: QWidget,
        do: Callable[[str], None],
        set_colour: Callable[[int | None], None],
        sort_by: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self.menu = QMenu(parent)
        self.menu.setObjectName("runsMenu")
        self._colours = QMenu(self.menu)
        self._colours.setObjectName("runsColourMenu")
        self.by_id: dict[str, QAction] = {}
        for entry in _ENTRIES:
            if entry.separator:
                self.menu.addSeparator()
            action = QAction(icon(entry.icon) if entry.icon else QIcon(), "", parent)
            action.setObjectName(f"{entry.id}RunAction")
            # Told in the menu only: the table itself takes these keys while it has the focus.
            action.setShortcut(QKeySequence(entry.key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _on=False, which=entry.id: do(which))
            self.menu.addAction(action)
            self.by_id[entry.id] = action
            if entry.id == "annotate":
                self.menu.addMenu(self._colours)
        self._sorting = self.menu.addMenu("")
        self._sorting.setObjectName("runsSortMenu")
        self._columns: list[QAction] = []
        for column in COLUMNS:
            action = self._sorting.addAction("")
            action.setObjectName(f"runsSort-{column.id}")
            action.triggered.connect(lambda _on=False, which=column.id: sort_by(which))
            self._columns.append(action)
        self._choices: list[QAction] = []
        for number in (None, *range(len(COLOURS))):
            choice = self._colours.addAction("")
            choice.setObjectName("runsColour" + ("Auto" if number is None else str(number)))
            choice.triggered.connect(lambda _on=False, which=number: set_colour(which))
            self._choices.append(choice)
        self.retranslate()

    def update(self, runs: list[Run]) -> None:
        """Enables what is possible with these runs."""
        for entry in _ENTRIES:
            self.by_id[entry.id].setEnabled(entry.possible(runs))
        self._colours.setEnabled(bool(runs))

    def retranslate(self) -> None:
        """Sets all words, and the colours' dots, anew."""
        for entry in _ENTRIES:
            self.by_id[entry.id].setText(show(entry.label))
        self._colours.setTitle(tr("Colour"))
        self._sorting.setTitle(tr("Sort by"))
        for action, column in zip(self._columns, COLUMNS, strict=True):
            action.setText(show(column.title))
        labels = [text("Automatic"), *COLOURS]
        for number, (choice, label) in enumerate(zip(self._choices, labels, strict=True)):
            choice.setText(show(label))
            choice.setIcon(_dot(theme().series(number - 1)) if number else QIcon())


def _dot(colour: QColor) -> QIcon:
    picture = QPixmap(_DOT, _DOT)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(_DOT / 2, _DOT / 2), _DOT / 2 - 1, _DOT / 2 - 1)
    painter.end()
    return QIcon(picture)
