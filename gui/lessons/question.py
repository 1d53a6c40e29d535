"""One question of a lesson: a number to type or a choice to make, told right or wrong at once."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from engine.lessons.judging import Verdict
from engine.spec.lesson import LessonQuestion, said
from gui.card import plain_label, restyle
from gui.lessons.choice import Choice
from gui.translate import show, tr, translator

#: Signs that people paste as they are printed, and what Python reads.
_TYPED = str.maketrans({numbers.MINUS: "-", ",": ".", numbers.THIN_SPACE: None, " ": None})

Judge = Callable[[float], Verdict | None]


class QuestionView(QWidget):
    """Asks, judges with `judge`, and says why once the answer is right.

    Signals:
        answered(): it was just answered, rightly or wrongly.
    """

    answered = Signal()

    def __init__(self, number: int, question: LessonQuestion, judge: Judge, *, done: bool) -> None:
        super().__init__()
        self.setObjectName(f"lessonQuestion{number + 1}")
        self._question, self._judge = question, judge
        language = translator().current
        ask = plain_label(name=f"lessonAsk{number + 1}")
        ask.setText(said(question, "ask", language))
        ask.setWordWrap(True)
        self._says = plain_label("small", f"lessonSays{number + 1}")
        self._says.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(ask)
        if question.choices:
            self._add_choices(number, column, said(question, "choices", language))
        else:
            self._add_field(number, column, ask.text())
        column.addWidget(self._says)
        self._says.hide()
        if done:
            self._tell_why()

    def _add_choices(self, number: int, column: QVBoxLayout, choices: tuple[str, ...]) -> None:
        self._group = QButtonGroup(self)
        for place, words in enumerate(choices, 1):
            choice = Choice(f"lessonChoice{number + 1}x{place}", words)
            self._group.addButton(choice.button, place)
            column.addWidget(choice)
        self._group.idClicked.connect(lambda place: self._give(float(place)))

    def _add_field(self, number: int, column: QVBoxLayout, name: str) -> None:
        self._field = QLineEdit()
        self._field.setObjectName(f"lessonField{number + 1}")
        self._field.setAccessibleName(name)
        self._field.setPlaceholderText(tr("A number"))
        check = QPushButton(tr("Check"))
        check.setObjectName(f"lessonCheck{number + 1}")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._field, 1)
        row.addWidget(check)
        column.addLayout(row)
        self._field.returnPressed.connect(self._give_typed)
        check.clicked.connect(self._give_typed)

    def _give_typed(self) -> None:
        typed = self._field.text().strip()
        try:
            given = float(typed.translate(_TYPED))
        except ValueError:
            self._tell(tr("“{typed}” is no number.").format(typed=typed[:40]), "bad")
            return
        self._give(given)

    def _give(self, given: float) -> None:
        verdict = self._judge(given)
        if verdict is None:
            self._tell(
                tr("The step has not come to this number yet. Walk on to it first."), "warning"
            )
        elif verdict.done:
            self._tell_why(None if self._question.choices else show(verdict.stands))
        elif self._question.choices:
            self._tell(tr("No. Try again."), "bad")
        else:
            self._tell(show(verdict.stands), "bad")
        self.answered.emit()

    def _tell_why(self, right: str | None = None) -> None:
        why = said(self._question, "why", translator().current)
        self._tell(f"{right or tr('Right.')} {why}".strip(), "good")

    def _tell(self, words: str, role: str) -> None:
        self._says.setText(words)
        self._says.setProperty("role", role)
        restyle(self._says)
        self._says.show()
