"""The window of common mistakes: choose one, watch it beside a run that is right, read what it does."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.mistakes.kinds import KINDS, MISTAKES
from engine.mistakes.outcome import MistakeAnswer
from engine.text import Text
from gui.card import tell
from gui.icons import icon
from gui.mistakes.report import Report
from gui.theme import theme
from gui.translate import show, tr

_SIZE = (860, 600)
_LIST_WIDTH = 210
_ICON = QSize(16, 16)


class MistakesDialog(QDialog):
    """Stays open beside the window; what was tried in it is kept until it is closed.

    Signals:
        wanted(str): this mistake is to be tried.
        left(): it was closed; nothing more needs to be tried.
    """

    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mistakesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(self.left)
        self.resize(*_SIZE)
        self._answers: dict[str, MistakeAnswer] = {}
        self._problem: Text | None = None
        self._under_way = ""
        self._list = QListWidget()
        self._list.setObjectName("mistakesList")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setIconSize(_ICON)
        for mistake in KINDS:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.UserRole, mistake.name)
        self._list.setCurrentRow(0)
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(self._try)
        self.report = Report()
        self._start, self._close = QPushButton(), QPushButton()
        self._start.setObjectName("mistakesTry")
        self._start.setProperty("primary", True)
        self._start.setDefault(True)
        self._start.clicked.connect(self._try)
        self._close.setObjectName("mistakesClose")
        self._close.clicked.connect(self.close)
        self._lay_out()
        theme().changed.connect(self._show)
        self._retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._start)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._list)
        middle.addWidget(self.report, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        whole.addLayout(middle, 1)
        whole.addLayout(buttons)

    @property
    def chosen(self) -> str:
        """The mistake that is looked at."""
        name: str = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        return name

    def show_answer(self, answer: MistakeAnswer) -> None:
        """How far the two runs are."""
        self._answers[answer.mistake] = answer
        self._problem = None
        if answer.done and self._under_way == answer.mistake:
            self._under_way = ""
        self._show()

    def show_problem(self, problem: Text) -> None:
        """It can't be tried at all, and why."""
        self._problem, self._under_way = problem, ""
        self._show()

    def _try(self) -> None:
        self._under_way, self._problem = self.chosen, None
        kept = {name: a for name, a in self._answers.items() if a.done and name != self.chosen}
        self._answers = kept
        self._show()
        self.wanted.emit(self.chosen)

    def _show(self) -> None:
        name = self.chosen
        answer = self._answers.get(name)
        self.report.show_mistake(
            MISTAKES[name], answer, waiting=self._under_way == name, problem=self._problem
        )
        self._start.setEnabled(self._under_way != name)
        again = answer is not None and answer.done
        self._start.setText(tr("Try it again") if again else tr("Try it"))
        tell(self._start, self._start.text())
        for row in range(self._list.count()):
            self._mark(self._list.item(row))

    def _mark(self, item: QListWidgetItem) -> None:
        """Whether the mistake mattered, where it was tried."""
        answer = self._answers.get(item.data(Qt.ItemDataRole.UserRole))
        mistake = MISTAKES[item.data(Qt.ItemDataRole.UserRole)]
        if answer is None or not answer.done:
            item.setIcon(icon("minus", "disabled"))
            state = tr("not tried yet")
        elif answer.refused is not None:
            item.setIcon(icon("info", "muted"))
            state = tr("can't be made here")
        elif answer.harms:
            item.setIcon(icon("triangle-alert", "warning"))
            state = tr("does harm")
        else:
            item.setIcon(icon("check", "good"))
            state = tr("does no harm here")
        item.setText(show(mistake.title))
        item.setToolTip(f"{show(mistake.title)}: {state}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{show(mistake.title)}: {state}")

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Common mistakes"))
        self.setAccessibleName(self.windowTitle())
        self._list.setAccessibleName(tr("Common mistakes"))
        self._close.setText(tr("Close"))
        tell(self._close, tr("Close"))
        self._show()
