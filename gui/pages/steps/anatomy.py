"""How the optimizer makes a new weight of an old one: each stage with its numbers, on a line of its own."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from engine import numbers
from engine.explain.anatomy.sheet import Part
from engine.explain.derivation import Cell, Factor, Stage
from engine.text import Text
from engine.walk_answers import AnatomyAnswer
from gui.card import plain_label, tell
from gui.pages.steps.cell_words import cell_title
from gui.pages.steps.formula import Line, Piece, Verdict, equals_step, worked_out
from gui.pages.steps.formula_view import FormulaView
from gui.theme import theme
from gui.translate import show, tr

#: Relative to the weight, double precision and a float32 step differ by rounding alone up to here.
_ROUNDING = 1e-5


def anatomy_lines(parts: tuple[Part, ...]) -> Iterator[Line]:
    """A line a stage; what a part is for stands beside its first stage, what is special below."""
    stages = [stage for part in parts for stage in part.stages]
    for part in parts:
        for number, stage in enumerate(part.stages):
            title = () if number else (Piece(f"    {show(part.title)}", aside=True),)
            yield (*_stage(stage, last=stage is stages[-1]), *title)
        if part.note is not None:
            yield (Piece(f"    {show(part.note)}", aside=True),)


def _stage(stage: Stage, *, last: bool) -> Iterator[Piece]:
    yield Piece(f"{stage.symbol} {_sign(stage)} {stage.formula} = ")
    yield from worked_out(stage, last=last)


def _sign(stage: Stage) -> str:
    """An arrow where a number takes the place of the one before."""
    used = [factor for term in stage.terms for factor in term.factors]
    used += [part for part in stage.worked if isinstance(part, Factor)]
    return "←" if any(factor.symbol == stage.symbol for factor in used) else "="


def next_words(answer: AnatomyAnswer) -> str:
    """In a line, what the step is going to make of a weight whose gradient is looked at."""
    stages = answer.step.stages
    old, move = (term.factors[0].value for term in stages[-1].terms)
    new = numbers.long(answer.step.weight)
    if [stage.formula for stage in stages] == ["∂L/∂w", "−lr·g", "w + Δw"]:
        rate, gradient = (factor.value for factor in stages[1].terms[0].factors)
        worked = f"{numbers.long(old)} − {numbers.long(-rate)} · {_bracketed(gradient)}"
        return tr("next: {formula}").format(formula=f"w ← w − lr · ∂L/∂w = {worked} = {new}")
    formula = f"w ← w + Δw = {numbers.long(old)} + {_bracketed(move)} = {new}"
    return tr("next: {formula}").format(formula=formula)


def _bracketed(value: float) -> str:
    words = numbers.long(value)
    return f"({words})" if value < 0 else words


def verdict(answer: AnatomyAnswer) -> Verdict | None:
    """How the told weight agrees with the one that the step has made; None before the step."""
    if answer.recorded is None:
        return None
    told = answer.step.weight
    error = abs(told - answer.recorded) / (max(abs(told), abs(answer.recorded)) or 1.0)
    if math.isnan(told) and math.isnan(answer.recorded):
        error = 0.0
    agrees = error <= _ROUNDING
    words = (
        equals_step(error)
        if agrees
        else tr("differs from the step by {error}").format(error=numbers.short(error))
    )
    tip = tr("Derived {derived}, recorded {recorded}, relative error {error}").format(
        derived=numbers.full(told),
        recorded=numbers.full(answer.recorded),
        error=numbers.short(error),
    )
    return Verdict(agrees, words, tip)


class AnatomyPanel(QFrame):
    """Shows the way of one weight through the step.

    Signals:
        cell_wanted(Cell): where does this number come from?
        room_wanted(int): so many pixels of the lines have no room.
    """

    cell_wanted = Signal(object)
    room_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stepsAnatomy")
        self.setProperty("card", True)
        self._cell: Cell | None = None
        self._answer: AnatomyAnswer | None = None
        self._problem: Text | None = None
        self._heading = plain_label("heading", "stepsAnatomyHeading")
        self._chip = plain_label("chip", "stepsAnatomyCell")
        self._badge = plain_label("good", "stepsAnatomyBadge")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self._badge)
        self._lines = FormulaView("stepsAnatomyLines")
        self._lines.cell_wanted.connect(self.cell_wanted)
        self._lines.room_wanted.connect(self.room_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self._lines, 1)
        theme().changed.connect(self._show)
        self._show()

    @property
    def cell(self) -> Cell | None:
        """The weight that is told of."""
        return self._cell

    @property
    def words(self) -> str:
        """The lines as they can be read."""
        return self._lines.toPlainText()

    def turn_to(self, cell: Cell | None) -> None:
        """Turns to a weight; its stages follow."""
        if cell != self._cell:
            self._cell, self._answer, self._problem = cell, None, None
            self._show()

    def show_anatomy(self, answer: AnatomyAnswer) -> None:
        """Shows the stages, when they are of the weight on show."""
        if answer.cell == self._cell:
            self._answer, self._problem = answer, None
            self._show()

    def show_problem(self, problem: Text) -> None:
        """Says why there are none."""
        self._answer, self._problem = None, problem
        self._show()

    def _show(self) -> None:
        answer = self._answer
        kind = answer.optimizer if answer is not None else ""
        self._heading.setText(
            tr("What {optimizer} makes of").format(optimizer=kind) if kind else tr("The new weight")
        )
        self._chip.setText(cell_title(self._cell) if self._cell is not None else "")
        self._chip.setVisible(self._cell is not None)
        self._lines.setAccessibleName(tr("How the new weight comes about"))
        self._show_badge()
        self._lines.start(self._cell)
        if self._problem is not None:
            self._lines.write_words(show(self._problem))
        elif answer is not None:
            for line in anatomy_lines(answer.step.parts):
                self._lines.write_line(line)
        self._lines.finish()

    def _show_badge(self) -> None:
        answer = self._answer
        self._badge.setVisible(answer is not None)
        if answer is None:
            return
        found = verdict(answer)
        if found is None:
            words, color = tr("not taken yet: this is what the step will do"), "muted"
            tell(self._badge, words)
        else:
            words, color = f"● {found.words}", "good" if found.agrees else "bad"
            tell(self._badge, found.words, found.tip)
        self._badge.setText(words)
        self._badge.setStyleSheet(f"color: {theme().color(color).name()};")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)
