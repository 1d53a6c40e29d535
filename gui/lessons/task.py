"""One task of a lesson: ticked once it is done, and the link that shows where it is to be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.spec.lesson import LessonTask, said
from gui.card import link_button, plain_label
from gui.icons import icon_pixmap
from gui.translate import tr, translator

_MARK = 16

ShowWhere = Callable[[tuple[str, ...], QWidget], bool]


class ShowLink(QWidget):
    """“Show me where”, and what is said while the thing is not on screen.

    Args:
        name: its object name.
        shown: what it lights.
        about: what it belongs to, for a screen reader.
        show_where: lights it; False where nothing of it is on screen.
    """

    def __init__(
        self, name: str, shown: tuple[str, ...], about: str, show_where: ShowWhere
    ) -> None:
        super().__init__()
        self._shown, self._show_where = shown, show_where
        self._link = link_button(name)
        self._link.setText(tr("Show me where"))
        self._link.setAccessibleName(tr("Show me where: {task}").format(task=about))
        self._link.clicked.connect(self._press)
        self._says = plain_label("small", f"{name}Says")
        self._says.setWordWrap(True)
        self._says.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._link)
        column.addWidget(self._says)

    def _press(self) -> None:
        found = self._show_where(self._shown, self._link)
        self._says.setVisible(not found)
        if not found:
            self._says.setText(tr("It is not on screen yet. Do what stands before it first."))


class TaskRow(QWidget):
    """A mark, what is to do, where it stands, and where that is.

    Args:
        number: counted from 0.
        task: what is to do.
        show_where: lights what is named, as `Showing.show` does.
    """

    def __init__(self, number: int, task: LessonTask, show_where: ShowWhere) -> None:
        super().__init__()
        self.setObjectName(f"lessonTask{number + 1}")
        language = translator().current
        self._mark = QLabel()
        self._mark.setFixedSize(_MARK, _MARK)
        words = plain_label()
        words.setText(said(task, "task", language))
        words.setWordWrap(True)
        self._stands = plain_label("small", f"lessonStands{number + 1}")
        self._stands.setWordWrap(True)
        self._hint = said(task, "hint", language)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(words)
        texts.addWidget(self._stands)
        if task.show:
            texts.addWidget(
                ShowLink(f"lessonShow{number + 1}", task.show, words.text(), show_where)
            )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self._words = words.text()

    def show_state(self, *, done: bool, stands: str) -> None:
        """Ticks it, or says where it stands and gives the hint."""
        name, role = ("circle-check", "good") if done else ("target", "muted")
        self._mark.setPixmap(icon_pixmap(name, role, _MARK))
        self.setAccessibleName(
            (tr("Done: {task}") if done else tr("To do: {task}")).format(task=self._words)
        )
        self._stands.setText("" if done else " ".join(filter(None, (stands, self._hint))))
        self._stands.setVisible(bool(self._stands.text()))
