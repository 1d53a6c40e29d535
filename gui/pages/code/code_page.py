"""The Code tab: the complete PyTorch script of what is on screen, always up to date."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.export.python_code import Script, python_script
from engine.files.atomic import write_bytes
from engine.text import Text, UserError, text
from gui.card import ElidedLabel, plain_label
from gui.document import Document, Selection
from gui.file_dialogs import ask_save
from gui.icons import icon, icon_pixmap
from gui.pages.code.code_view import CodeView
from gui.theme import theme
from gui.translate import show, tr

#: Edits in quick succession are written once.
_DELAY_MS = 100
_COPIED_MS = 1500
_ICON_SIZE = 24
_FILE_NAME = "train.py"


class CodePage(QWidget):
    """Shows the script, or why there is none; marks the lines of the selected layers.

    While a step is walked through, the line that it stands at is lit.
    """

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self.setObjectName("codePage")
        self._document, self._selection = document, selection
        self._script: Script | None = None
        self._problem: Text | None = None
        self._saved: Text | None = None
        self._at: tuple[str, str] = ("", "")
        self._stale = True
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._write)
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(self._retranslate)
        self._build()
        document.changed.connect(self._note_change)
        selection.changed.connect(self._mark)
        theme().changed.connect(self._paint_icon)
        self._retranslate()

    @property
    def code(self) -> str:
        """The script on show; "" where there is none."""
        return self._script.code if self._script else ""

    def show_running(self, phase: str, layer: str = "") -> None:
        """Lights the line that runs in a phase of a step.

        Args:
            phase: one of `engine.walk_answers.PHASES`; "" where no step is walked through.
            layer: the id of the one that computes, in the forward phase.
        """
        if self._at == (phase, layer):
            return
        self._at = (phase, layer)
        self._light_lines()
        self._summary.set_words(self._summary_words())
        if self.isVisible():
            self._reveal_running()

    def _build(self) -> None:
        self._summary = ElidedLabel("mono-muted", "codeSummary")
        self._copy = QPushButton(icon("copy"), "")
        self._copy.setObjectName("codeCopyButton")
        self._copy.clicked.connect(self._copy_code)
        self._save = QPushButton(icon("download"), "")
        self._save.setObjectName("codeSaveButton")
        self._save.clicked.connect(self._ask_where)
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 0, 0, 0)
        bar.setSpacing(8)
        bar.addWidget(self._summary, 1)
        bar.addWidget(self._copy)
        bar.addWidget(self._save)
        self.view = CodeView()
        self._card = QFrame()
        self._card.setProperty("card", True)
        inside = QVBoxLayout(self._card)  # a QStackedLayout would ignore the margins
        inside.setContentsMargins(3, 4, 3, 4)
        self._stack = QStackedWidget()
        inside.addWidget(self._stack)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._message())
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.setSpacing(8)
        page.addLayout(bar)
        page.addWidget(self._card, 1)

    def _message(self) -> QWidget:
        self._sign = plain_label()
        self._heading = plain_label("heading", "codeProblemHeading")
        self._reason = plain_label("muted", "codeProblem")
        self._reason.setWordWrap(True)
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        message = QWidget()
        column = QVBoxLayout(message)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._sign, self._heading, self._reason):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)
        return message

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._write()
        self._reveal_running()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _note_change(self, _project: object) -> None:
        self._stale = True
        self._saved = None
        if self.isVisible():
            self._delay.start()

    def _write(self) -> None:
        """Writes the script anew; a network at fault gives the reason instead."""
        self._stale = False
        try:
            self._script, self._problem = python_script(self._document.project, self._folder), None
        except UserError as error:
            self._script, self._problem = None, error.text
        if self._script is not None:
            self.view.show_code(self._script.code)
        self._stack.setCurrentIndex(0 if self._script is not None else 1)
        self._copy.setEnabled(self._script is not None)
        self._save.setEnabled(self._script is not None)
        self._mark_lines()
        self._light_lines()
        self._retranslate()
        self._paint_icon()

    @property
    def _folder(self) -> Path | None:
        return self._document.path.parent if self._document.path else None

    def _mark(self) -> None:
        """Marks the selected layers' lines and goes to the first of them."""
        self._mark_lines()
        if self.view.marked and self.isVisible():
            self.view.reveal(self.view.marked[0])

    def _mark_lines(self) -> None:
        known = self._script.lines if self._script else {}
        lines = sorted(n for layer in self._selection.ids for n in known.get(layer, ()))
        if tuple(lines) != self.view.marked or lines:
            self.view.mark(lines)

    def _light_lines(self) -> None:
        phase, layer = self._at
        lines: tuple[int, ...] = ()
        if self._script is not None:
            called = self._script.calls.get(layer, ()) if phase == "forward" else ()
            lines = called or self._script.phases.get(phase, ())
        self.view.light(lines)

    def _reveal_running(self) -> None:
        if self.view.lit:
            self.view.reveal(self.view.lit[0])

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self.code)
        self._copied.start()
        self._retranslate()

    def _ask_where(self) -> None:
        start = (self._folder or Path.home()) / _FILE_NAME
        ask_save(self, tr("Save as…"), "Python (*.py)", start, self._save_to)

    def _save_to(self, path: Path) -> None:
        try:
            write_bytes(path, self.code.encode(), keep_previous=False)
        except UserError as error:
            self._document.report(error.text)
        else:
            self._saved = text("PyTorch code saved to “{file}”.", file=path.name)
            self._retranslate()

    def _retranslate(self) -> None:
        copied = self._copied.isActive()
        self._copy.setText(tr("Copied") if copied else tr("Copy"))
        self._copy.setIcon(icon("check", "good") if copied else icon("copy"))
        self._copy.setToolTip(tr("Copy the whole script"))
        self._copy.setAccessibleName(tr("Copy the whole script"))
        self._save.setText(tr("Save as…"))
        self._save.setToolTip(tr("Save the script as a .py file"))
        self._save.setAccessibleName(tr("Save the script as a .py file"))
        self.view.setAccessibleName(tr("PyTorch code of this project"))
        self._heading.setText(tr("No code yet"))
        self._reason.setText(show(self._problem) if self._problem else "")
        self._summary.set_words(self._summary_words())

    def _summary_words(self) -> str:
        if self._saved is not None:
            return show(self._saved)
        if self._script is None:
            return ""
        words = tr("Complete PyTorch script · {count} lines").format(
            count=self._script.code.count("\n")
        )
        if not self.view.lit:
            return words
        lines = self._script.code.splitlines()
        lit = "; ".join(lines[number].strip() for number in self.view.lit)
        return words + " · " + tr("the step is at {line}").format(line=lit)

    def _paint_icon(self) -> None:
        scale = self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap("triangle-alert", "warning", _ICON_SIZE, scale))
