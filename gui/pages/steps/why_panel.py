"""Why a number is what it is: the formula, the formula with its numbers, and what it was held against."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from engine.explain.derivation import Cell, Derivation
from engine.text import Text
from gui.card import ElidedLabel, plain_label, tell
from gui.icons import icon
from gui.pages.steps.cell_words import cell_title
from gui.pages.steps.formula import formula_lines, verdicts
from gui.pages.steps.formula_view import FormulaView
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import show, tr

_WIDEST_NAME = 260
#: The colour of a verdict, by whether it agrees.
_ROLES = {True: "good", False: "bad", None: "muted"}


class WhyPanel(QFrame):
    """Shows a derivation; its factors lead to where they come from, and back.

    Signals:
        cell_wanted(Cell): where does this number come from?
        room_wanted(int): so many pixels of the lines have no room.
    """

    cell_wanted = Signal(object)
    room_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stepsWhy")
        self.setProperty("card", True)
        self._derivation: Derivation | None = None
        self._cell: Cell | None = None
        self._inspected = ""
        self._problem: Text | None = None
        self._after: Sequence[str] = ()
        self._explained: Cell | None = None
        self._history: list[Cell] = []
        self._back = QToolButton()
        self._back.setObjectName("stepsWhyBack")
        self._back.setIcon(icon("chevron-left"))
        self._back.setIconSize(QSize(13, 13))
        self._back.clicked.connect(self.go_back)
        #: Opens the loss around a weight; what a press does, and where it stands, others decide.
        self.surface = QToolButton()
        self.surface.setObjectName("stepsWhySurface")
        self.surface.setIcon(icon("chart-line"))
        self.surface.setIconSize(QSize(13, 13))
        self.surface.hide()
        #: Whether a number is to be guessed, so that no formula may have it.
        self.hides: Callable[[Cell], bool] = lambda _cell: False
        self._heading = plain_label("heading", "stepsWhyHeading")
        self._chip = plain_label("chip", "stepsWhyCell")
        self._badge, self._difference = (
            plain_label("good", "stepsWhyBadge"),
            plain_label("good", "stepsWhyDifference"),
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._back, self._heading, self._chip):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._badge)
        head.addWidget(self.surface)
        self._inspector = ElidedLabel("mono-muted", "stepsInspector")
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._inspector, 1)
        second.addWidget(self._difference)
        self._formula = FormulaView("stepsFormula")
        self._formula.cell_wanted.connect(self.cell_wanted)
        self._formula.room_wanted.connect(self.room_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(5)
        column.addLayout(head)
        column.addLayout(second)
        column.addWidget(self._formula, 1)
        theme().changed.connect(self._show)
        self._retranslate()

    @property
    def cell(self) -> Cell | None:
        """The number that is explained."""
        return self._cell

    @property
    def words(self) -> str:
        """The derivation as it can be read."""
        return self._formula.toPlainText()

    def inspect(self, cell: Cell | None, words: str) -> None:
        """Turns to a number; its derivation follows. `words` say its value and what it is."""
        if cell != self._cell:
            self._derivation, self._problem, self._after = None, None, ()
        self._cell, self._inspected = cell, words
        self._show()

    def ask(self, cell: Cell) -> None:
        """The user wants this number explained: the way back leads to the one before."""
        if self._explained is not None and self._explained != cell:
            self._history.append(self._explained)
        self._explained = cell

    def forget(self) -> None:
        """Nothing is explained, and no way leads back."""
        self._history.clear()
        self._explained = None
        self.inspect(None, "")

    def go_back(self) -> None:
        """To the number that was explained before."""
        if self._history:
            cell = self._history.pop()
            self._explained = None
            self.cell_wanted.emit(cell)

    def show_derivation(self, derivation: Derivation) -> None:
        """Shows why, where the number is still looked at."""
        if derivation.cell == self._cell:
            self._derivation, self._problem = derivation, None
            self._show()

    def show_after(self, cell: Cell, after: Sequence[str]) -> None:
        """Adds lines on what becomes of a number."""
        if cell == self._cell:
            self._after = after
            self._show()

    def show_problem(self, problem: Text) -> None:
        """Says why there is no derivation."""
        self._problem, self._derivation = problem, None
        self._show()

    def _show(self) -> None:
        cell, derivation = self._cell, self._derivation
        gradient = cell is not None and cell.kind == "gradient"
        self._heading.setText(tr("Chain rule for") if gradient else tr("Where it comes from:"))
        self._heading.setVisible(cell is not None)
        self._chip.setVisible(cell is not None)
        self._show_chip(cell_title(cell) if cell is not None else "")
        self._back.setVisible(bool(self._history))
        self._inspector.setVisible(bool(self._inspected))
        self._inspector.set_words(self._inspected)
        self._show_badges()
        self._formula.start(cell)
        if derivation is not None:
            self._write(derivation)
        else:
            self._formula.write_words(self._instead())
        self._formula.finish()

    def _show_chip(self, name: str) -> None:
        metrics = self._chip.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST_NAME)
        self._chip.setText(shown)
        self._chip.setToolTip(plain(name) if shown != name else "")

    def _instead(self) -> str:
        if self._problem is not None:
            return show(self._problem)
        if self._cell is None:
            return tr(
                "Click a number, or go to it with the arrow keys and press Enter, to see where it "
                "comes from."
            )
        return tr("Press Enter to see where it comes from.")

    def _write(self, derivation: Derivation) -> None:
        if not derivation.written:
            self._formula.write_words(
                tr(
                    "No derivation is written for {operation}: upstream × Jacobian from autograd."
                ).format(operation=derivation.operation),
                "warning",
            )
        for line in formula_lines(derivation, self.hides):
            self._formula.write_line(line)
        for note in derivation.notes:
            self._formula.write_words(show(note))
        for words in self._after:
            self._formula.write_words(words)

    def _show_badges(self) -> None:
        found = list(verdicts(self._derivation)) if self._derivation is not None else []
        for number, label in enumerate((self._badge, self._difference)):
            label.setVisible(number < len(found))
            if number < len(found):
                verdict = found[number]
                label.setText(f"● {verdict.words}")
                color = theme().color(_ROLES[verdict.agrees]).name()
                label.setStyleSheet(f"color: {color};")
                tell(label, verdict.words, verdict.tip)

    def _retranslate(self) -> None:
        self._formula.setAccessibleName(tr("Derivation"))
        tell(self._back, tr("Back to the number before"))
        tell(self.surface, tr("Loss surface around this weight"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
