"""What a mistake does: both loss curves with the place where they part, and the reasons in words."""

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from engine import numbers
from engine.mistakes.kinds import Mistake
from engine.mistakes.outcome import Curves, MistakeAnswer
from engine.text import Text, text
from gui.card import plain_label
from gui.plots.line_plot import LinePlot
from gui.plots.marks import Mark
from gui.plots.series import SeriesStyle
from gui.translate import show, tr

_PLOT_HEIGHT = 190
_MESSAGE_HEIGHT = 112
#: A loss so many times the right one's largest is drawn on a logarithmic axis.
_FAR_APART = 20.0
#: Two curves of single batches are told apart only without their noise.
_SMOOTHING = 0.9


class Report(QWidget):
    """Title and words above and below, the plot between them."""

    def __init__(self) -> None:
        super().__init__()
        self._mistake: Mistake | None = None
        self._answer: MistakeAnswer | None = None
        self._problem: Text | None = None
        self._waiting = False
        self._title = self._label("title", "mistakesTitle")
        self._doc = self._label("muted", "mistakesDoc")
        self._start = self._label("muted", "mistakesStart")
        self._verdict = self._label("heading", "mistakesVerdict")
        self._ended = self._label("", "mistakesEnded")
        self._difference = self._label("", "mistakesDifference")
        self._findings = self._label("", "mistakesFindings")
        self._why = self._label("", "mistakesWhy")
        self._message = QPlainTextEdit()
        self._message.setObjectName("mistakesMessage")
        self._message.setReadOnly(True)
        self._message.setTabChangesFocus(True)
        self._message.setFixedHeight(_MESSAGE_HEIGHT)
        self.plot = LinePlot(text("Loss"), x_label=text("step"), smoothing=_SMOOTHING)
        self.plot.setObjectName("mistakesPlot")
        self.plot.setMinimumHeight(_PLOT_HEIGHT)
        words = QWidget()
        below = QVBoxLayout(words)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(8)
        for widget in (
            self._verdict,
            self._message,
            self._ended,
            self._difference,
            self._findings,
            self._why,
            self._start,
        ):
            below.addWidget(widget)
        below.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidget(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._doc)
        column.addWidget(self.plot, 3)
        column.addWidget(self._area, 2)

    def _label(self, role: str, name: str) -> QLabel:
        label = plain_label(role, name)
        label.setWordWrap(True)
        return label

    def show_mistake(
        self,
        mistake: Mistake,
        answer: MistakeAnswer | None,
        *,
        waiting: bool,
        problem: Text | None = None,
    ) -> None:
        """Turns to a mistake, as far as it has been tried."""
        self._mistake, self._answer = mistake, answer
        self._waiting, self._problem = waiting, problem
        self._draw()
        self._say()

    def _draw(self) -> None:
        """Both curves anew: they are short."""
        plot, answer = self.plot, self._answer
        for key in plot.keys:
            plot.remove_series(key)
        plot.set_marks([])
        drawn = answer is not None and len(answer.right.losses) > 0
        plot.setVisible(drawn or (answer is None and self._problem is None))
        if answer is None or not drawn:
            return
        plot.set_title(text("Validation loss") if answer.by_validation else text("Loss"))
        style: SeriesStyle = "line" if answer.by_validation else "smoothed"
        plot.add_series("right", tr("done right"), "good", style)
        plot.add_series("wrong", tr("with the mistake"), "bad", style)
        right, wrong = (_points(side, answer) for side in (answer.right, answer.wrong))
        plot.append("right", *right)
        plot.append("wrong", *wrong)
        plot.set_x_extent(1, max(answer.steps, 2))
        far = np.nanmax(wrong[1], initial=0.0) > _FAR_APART * np.nanmax(right[1], initial=0.0)
        plot.set_log_y(bool(far))
        if answer.difference is not None:
            place = max(answer.difference.step, 1)
            plot.set_marks([Mark(place, show(answer.difference.words), "warning")])
        plot.refresh()

    def _say(self) -> None:
        mistake, answer = self._mistake, self._answer
        assert mistake is not None, "words are of a mistake"
        self._title.setText(show(mistake.title))
        self._doc.setText(show(mistake.doc))
        self._verdict.setText(self._verdict_words())
        done = answer is not None and answer.done
        ended = answer.wrong.ended if answer is not None else None
        _put(self._ended, show(ended) if ended is not None else "")
        difference = answer.difference if answer is not None else None
        _put(self._difference, show(difference.words) if difference is not None else "")
        findings = answer.findings if answer is not None else ()
        _put(self._findings, "\n".join(map(show, findings)))
        why = answer.why if answer is not None and done else None
        _put(self._why, show(why) if why is not None else "")
        raised = answer.raised if answer is not None else ""
        self._message.setPlainText(raised)
        self._message.setVisible(bool(raised))
        self._message.setAccessibleName(tr("What PyTorch says"))
        compared = answer is not None and answer.refused is None and not raised
        _put(
            self._start,
            tr(
                "Both begin with the first weights that the project's seed gives, and take the same "
                "batches. Your own run is not touched."
            )
            if compared
            else "",
        )

    def _verdict_words(self) -> str:
        answer = self._answer
        if self._problem is not None:
            return show(self._problem)
        if answer is None:
            return (
                tr("Getting ready …")
                if self._waiting
                else tr("Try it: two runs begin alike, one of them with the mistake.")
            )
        if not answer.done:
            taken = min(len(answer.right.losses), len(answer.wrong.losses))
            return tr("Step {taken} of {steps} …").format(
                taken=numbers.count(taken), steps=numbers.count(answer.steps)
            )
        return show(answer.verdict)

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange and self._mistake is not None:
            self._draw()
            self._say()
        super().changeEvent(event)


def _put(label: QLabel, words: str) -> None:
    """A label without words takes no room."""
    label.setText(words)
    label.setVisible(bool(words))


def _points(side: Curves, answer: MistakeAnswer) -> tuple[np.ndarray, np.ndarray]:
    """What is drawn of a run: steps and losses."""
    if answer.by_validation:
        steps = np.array([step for step, _ in side.validations], float)
        return steps, np.array([loss for _, loss in side.validations], float)
    return np.arange(1, len(side.losses) + 1, dtype=float), side.losses
