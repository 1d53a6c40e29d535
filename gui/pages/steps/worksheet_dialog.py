"""Asks how a worksheet is to be, before it is printed or saved."""

from typing import get_args

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from engine.walk_answers import WalkAnswer
from gui.card import plain_label
from gui.pages.steps.worksheet import Answers
from gui.translate import tr

_WIDTH = 420


class WorksheetDialog(QDialog):
    """With or without the answers.

    Signals:
        wanted(str): one of `Answers` was chosen.
    """

    wanted = Signal(str)

    def __init__(self, answer: WalkAnswer, *, prints: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("worksheetDialog")
        self.setMinimumWidth(_WIDTH)
        self._answer, self._prints = answer, prints
        self._about = plain_label("muted")
        self._choices: dict[Answers, QRadioButton] = {}
        self._known = plain_label("warning", "worksheetKnown")
        for label in (self._about, self._known):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._about)
        for answers in get_args(Answers):
            choice = self._choices[answers] = QRadioButton()
            choice.setObjectName(f"worksheet-{answers}")
            choice.toggled.connect(self._show)
            column.addWidget(choice)
        column.addWidget(self._known)
        column.addSpacing(6)
        self._cancel, self._go = QPushButton(), QPushButton()
        self._cancel.setObjectName("worksheetCancel")
        self._cancel.clicked.connect(self.reject)
        self._go.setObjectName("worksheetGo")
        self._go.setProperty("primary", True)
        self._go.setDefault(True)
        self._go.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        column.addLayout(buttons)
        self._choices["none"].setChecked(True)
        self.accepted.connect(lambda: self.wanted.emit(self._chosen()))
        self._retranslate()

    def _chosen(self) -> Answers:
        return next(answers for answers, choice in self._choices.items() if choice.isChecked())

    def _show(self) -> None:
        self._known.setVisible(not self._answer.taken and self._chosen() != "none")
        self._fit()

    def _fit(self) -> None:
        """As high as its words want, which a window does not do for words that wrap."""
        if (layout := self.layout()) is not None:
            layout.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, self.heightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Worksheet"))
        self._about.setText(
            tr("This step on paper: what is given, what is to be worked out, and room to do it.")
        )
        words: dict[Answers, str] = {
            "none": tr("Without answers"),
            "inline": tr("With the answers in place"),
            "apart": tr("With the answers on a page of their own"),
        }
        for answers, choice in self._choices.items():
            choice.setText(words[answers])
        self._known.setText(
            tr(
                "The step has come to {phase}: answers of later phases stay empty. Go on to step first "
                "for all of them."
            ).format(phase=self._answer.phase)
        )
        self._cancel.setText(tr("Cancel"))
        self._go.setText(tr("Print…") if self._prints else tr("Save as PDF…"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
