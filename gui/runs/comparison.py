"""Two runs side by side: what differs between their projects, in words, and how far they came."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from engine.catalog.metrics import METRICS
from engine.differences import differences
from engine.live_settings import in_words
from engine.runs.run import Run
from engine.spec.project import Project
from engine.text import Text
from gui.card import ElidedLabel, divider, plain_label
from gui.runs.words import origin, run_colour, run_name, state_word, without_middle
from gui.translate import show, tr

#: So many characters of a name stand over its figures.
_NAME = 24
_SIZE = (640, 560)
#: So many changes on the way are told of each run.
_MOST_CHANGES = 6

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Compared:
    """A run with its project, the live settings that were changed on the way, and what it went on from."""

    run: Run
    project: Project
    settings: Sequence[tuple[int, str, float]] = ()
    parent: Run | None = None


class Comparison(QDialog):
    """What two runs differ in."""

    def __init__(self, first: Compared, second: Compared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsComparison")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Compare runs"))
        self.resize(*_SIZE)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        heading = plain_label("heading")
        heading.setText(tr("What was changed from the first to the second"))
        column.addWidget(heading)
        for sentence in self._sentences(first.project, second.project):
            column.addWidget(_sentence(sentence))
        for one in (first, second):
            if own := _on_the_way(one):
                column.addSpacing(6)
                name = plain_label("heading")
                name.setText(run_name(one.run))
                name.setWordWrap(True)
                column.addWidget(name)
                for sentence in own:
                    column.addWidget(_sentence(sentence))
        column.addSpacing(10)
        column.addWidget(divider())
        column.addSpacing(4)
        column.addLayout(_figures((first.run, second.run)))
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("runsComparisonArea")
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("runsComparisonClose")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    @staticmethod
    def _sentences(first: Project, second: Project) -> list[str]:
        found = [show(sentence) for sentence in differences(first, second)]
        return found or [tr("Nothing: network, training and data are the same.")]


def _sentence(sentence: str) -> QLabel:
    words = plain_label(name="runsDifference")
    words.setText(sentence)
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def _on_the_way(one: Compared) -> list[str]:
    """Where a run went on from, and what was changed while it trained."""
    run, network = one.run, one.project.network
    found = [origin(run, one.parent)] if run.parent else []
    own = [change for change in one.settings if not run.parent or change[0] > run.parent_step]
    for step, name, value in own[:_MOST_CHANGES]:
        setting = show(in_words(name, value, network))
        found.append(
            tr("{setting} after step {step}").format(setting=setting, step=numbers.count(step))
        )
    if len(own) > _MOST_CHANGES:
        more = len(own) - _MOST_CHANGES
        found.append(tr("Changes after these: {count}").format(count=more))
    return found


def _figures(runs: Sequence[Run]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for place, run in enumerate(runs, start=1):
        name = ElidedLabel("heading")
        name.set_words(without_middle(run_name(run), _NAME), run_name(run))
        dot = QLabel("●")
        dot.setStyleSheet(f"color: {run_colour(run).name()}")
        head = QGridLayout()
        head.setHorizontalSpacing(6)
        head.addWidget(dot, 0, 0)
        head.addWidget(name, 0, 1)
        head.setColumnStretch(1, 1)
        grid.addLayout(head, 0, place)
    for row, cells in enumerate(comparison_rows(*runs), start=1):
        for place, cell in enumerate(cells):
            label = plain_label("mono" if place else "muted")
            label.setText(cell)
            if place:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, row, place)
    return grid


def comparison_rows(first: Run, second: Run) -> list[Row]:
    """State, best and latest values of two runs, row by row."""
    runs = first, second
    rows = [
        (tr("State"), *map(state_word, runs)),
        (tr("Epochs"), *(numbers.count(run.standing.epochs) for run in runs)),
        (tr("Time"), *(numbers.duration(run.standing.seconds) for run in runs)),
        (tr("Best loss"), *(numbers.short(run.standing.best) for run in runs)),
        (tr("at epoch"), *(_epoch(run) for run in runs)),
    ]
    names = dict.fromkeys(name for run in runs for name in run.standing.last)
    rows += [
        (_series(name), *(numbers.short(run.standing.last.get(name)) for run in runs))
        for name in sorted(name for name in names if name not in _KNOWN)
    ]
    return [(row[0], row[1], row[2]) for row in rows]


#: Told already, or different from machine to machine.
_KNOWN = {"seconds", "samples_per_second"}


def _epoch(run: Run) -> str:
    return numbers.count(run.standing.best_epoch) if run.standing.best_epoch else numbers.NOTHING


def _series(name: str) -> str:
    """What a series is called: the loss, or a metric, of training or of validation."""
    kind = name.removeprefix("validation_").removeprefix("train_")
    known = METRICS[kind].title if kind in METRICS else "Loss" if kind == "loss" else kind
    what = show(Text(known))
    if name.startswith("validation_"):
        return tr("last {series}, validation").format(series=what)
    if name == "loss":
        return tr("last {series}, step").format(series=what)
    return tr("last {series}, train").format(series=what)
