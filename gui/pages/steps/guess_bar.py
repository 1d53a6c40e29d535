"""Asks for a hidden number, and says what it thinks of the answer."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from engine import numbers
from engine.explain.derivation import Cell
from engine.walk_answers import PhaseName
from gui.card import ElidedLabel, plain_label, restyle, tell
from gui.pages.steps.cell_words import cell_title
from gui.pages.steps.guessing import hint, judge, read_guess
from gui.theme import theme
from gui.translate import tr

_FIELD = 130


class GuessBar(QFrame):
    """Stands above the derivation while a number is asked for, and tells how it went.

    Signals:
        found(Cell): the guess was right, or the number is to be shown.
        all_wanted(): all numbers of the phase are to be shown.
        left(): Escape; nothing is asked any more.
    """

    found = Signal(object)
    all_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stepsGuessBar")
        self.setProperty("card", True)
        self._cell: Cell | None = None
        self._phase: PhaseName = "forward"
        self._true = 0.0
        self._batch = 1
        self._outcome: tuple[str, str] = ("", "muted")
        self._question = plain_label("heading", "stepsGuessQuestion")
        self._chip = ElidedLabel("chip", "stepsGuessCell")
        self.field = QLineEdit()
        self.field.setObjectName("stepsGuess")
        self.field.setFixedWidth(_FIELD)
        self.field.returnPressed.connect(self._check)
        self.field.textEdited.connect(lambda: self._say("", "muted"))
        self._check_button, self._show_button, self._all = (
            QPushButton(),
            QPushButton(),
            QPushButton(),
        )
        self._check_button.setObjectName("stepsGuessCheck")
        self._check_button.setProperty("primary", True)
        self._check_button.clicked.connect(self._check)
        self._show_button.setObjectName("stepsGuessShow")
        self._show_button.clicked.connect(self._give_up)
        self._all.setObjectName("stepsGuessAll")
        self._all.clicked.connect(self.all_wanted)
        self._verdict = plain_label("muted", "stepsGuessVerdict")
        self._verdict.setWordWrap(True)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._question)
        first.addWidget(self._chip)
        first.addStretch(1)
        first.addWidget(self._all)
        for widget in (self.field, self._check_button, self._show_button):
            second.addWidget(widget)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        for row in (first, second):
            row.setSpacing(8)
            column.addLayout(row)
        column.addWidget(self._verdict)
        theme().changed.connect(self._retranslate)
        self.hide()
        self._retranslate()

    @property
    def asking(self) -> bool:
        """Whether an answer is waited for."""
        return self._cell is not None

    def ask(self, cell: Cell, phase: PhaseName, true: float, batch: int) -> None:
        """Asks for a number.

        Args:
            cell: its place.
            phase: what works it out.
            true: the number.
            batch: samples of the batch.
        """
        if cell != self._cell:
            self.field.clear()
        self._cell, self._phase, self._true, self._batch = cell, phase, true, batch
        self._outcome = ("", "muted")
        self._retranslate()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def put_away(self) -> None:
        """Nothing is asked or told."""
        self._cell = None
        self._outcome = ("", "muted")
        self.field.clear()
        self.hide()

    def _check(self) -> None:
        if self._cell is None:
            return
        guess = read_guess(self.field.text())
        if guess is None:
            self._say(tr("Type a number, such as 0.25, −1e-3 or 2/3."), "warning")
        elif judge(guess, self._true) == "right":
            words = tr("Right: {number}.").format(number=numbers.long(self._true))
            self._end(words, "good")
        else:
            self._say(hint(guess, self._true, self._batch), "bad")
            self.field.selectAll()

    def _give_up(self) -> None:
        self._end(tr("It is {number}.").format(number=numbers.long(self._true)), "muted")

    def _end(self, words: str, role: str) -> None:
        cell, self._cell = self._cell, None
        self._outcome = (words, role)
        self._retranslate()
        if cell is not None:
            self.found.emit(cell)

    def _say(self, words: str, role: str) -> None:
        self._outcome = (words, role)
        self._show_outcome()

    def _show_outcome(self) -> None:
        words, role = self._outcome
        self._verdict.setText(words)
        self._verdict.setVisible(bool(words))
        self._verdict.setProperty("role", role)
        restyle(self._verdict)
        self.field.setAccessibleDescription(words)

    def _retranslate(self) -> None:
        for widget in (
            self._question,
            self._chip,
            self.field,
            self._check_button,
            self._show_button,
        ):
            widget.setVisible(self.asking)
        self._all.setVisible(self.asking)
        self._question.setText(self._asked())
        name = cell_title(self._cell) if self._cell is not None else ""
        self._chip.set_words(name)
        tip = tr("Three digits are enough; Enter checks it")
        tell(self.field, f"{self._asked()} {name}".strip(), tip)
        self.field.setPlaceholderText("?")
        self._check_button.setText(tr("Check"))
        self._show_button.setText(tr("Show me"))
        self._all.setText(tr("Reveal all"))
        self._show_outcome()

    def _asked(self) -> str:
        if self._phase == "backward":
            return tr("What is its gradient?")
        if self._phase == "step":
            return tr("What is the new weight?")
        return tr("What is it?")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
