"""What a finding rests on, why it matters and what else can be done: shown when its row is opened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine import numbers
from engine.check.doctor import WHY, Evidence, Finding
from engine.check.remedies import Fix
from gui.card import ElidedLabel, link_button, plain_label, tell
from gui.translate import show, tr

_INDENT = 34
#: A line of text is read well up to about so many pixels.
_MOST_WIDE = 640
#: … and a further fix is named on so many.
_OTHER = 280


class Details(QWidget):
    """Figures with a way to see them on the plots, the reason in plain words, and further fixes."""

    place_wanted = Signal(object)
    fix_wanted = Signal(object)
    proof_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findingDetails")
        self._figures = QGridLayout()
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._figures.setHorizontalSpacing(12)
        self._figures.setVerticalSpacing(2)
        self._figures.setColumnStretch(3, 1)
        self._lines: list[_FigureLine] = []
        self._since = plain_label("muted", "findingSince")
        self._why = plain_label("muted", "findingWhy")
        self._why.setWordWrap(True)
        self._why.setMaximumWidth(_MOST_WIDE)
        self._prove = link_button("findingProve")
        self._prove.clicked.connect(lambda: self.proof_wanted.emit(self._fix))
        self._others: list[QPushButton] = []
        self._actions = QHBoxLayout()
        self._actions.setSpacing(4)
        self._actions.addWidget(self._prove)
        self._actions.addStretch(1)
        self._fix: Fix | None = None
        self._fixes: tuple[Fix, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(_INDENT, 0, 12, 8)
        box.setSpacing(6)
        box.addWidget(self._since)
        box.addLayout(self._figures)
        reason = QHBoxLayout()  # asks for the height at the width that it gives
        reason.addWidget(self._why, 1)
        reason.addStretch(0)
        box.addLayout(reason)
        box.addLayout(self._actions)

    def show_finding(self, finding: Finding, others: Sequence[Fix], provable: Fix | None) -> None:
        """Shows it, fixes other than the one in the row, and the one that can be tried out."""
        self._fix = provable
        self._prove.setVisible(provable is not None)
        self._prove.setText(tr("Prove it"))
        tell(
            self._prove,
            tr("Prove it"),
            tr("Take 50 steps with the fix and 50 without it, beside the run, and compare"),
        )
        self._since.setText(
            tr("Seen since epoch {epoch}, step {step}").format(
                epoch=numbers.count(finding.epoch), step=numbers.count(finding.step)
            )
        )
        self._why.setText(show(WHY[finding.rule]) if finding.rule in WHY else "")
        self._lay_out_figures(finding.evidence)
        self._lay_out_others(others)

    def _lay_out_figures(self, evidence: tuple[Evidence, ...]) -> None:
        """Figures change all the time; their lines stay the same widgets."""
        while len(self._lines) < len(evidence):
            line = _FigureLine(self._figures, len(self._lines))
            line.place_wanted.connect(self.place_wanted)
            self._lines.append(line)
        for place, line in enumerate(self._lines):
            line.show_figure(evidence[place] if place < len(evidence) else None)

    def _lay_out_others(self, fixes: Sequence[Fix]) -> None:
        while len(self._others) < len(fixes):
            button = link_button("findingOtherFix")
            button.clicked.connect(self._sender(len(self._others)))
            self._others.append(button)
            self._actions.insertWidget(len(self._others), button)
        self._fixes = tuple(fixes)
        for place, button in enumerate(self._others):
            button.setVisible(place < len(fixes))
            if place < len(fixes):
                label = show(fixes[place].label)
                metrics, cut = button.fontMetrics(), Qt.TextElideMode.ElideMiddle
                button.setText(metrics.elidedText(label, cut, _OTHER))
                tell(button, label)

    def _sender(self, place: int) -> Callable[[], None]:
        return lambda: self.fix_wanted.emit(self._fixes[place])


class _FigureLine(QObject):
    """One figure: what it is, how large, and a link to where it comes from."""

    place_wanted = Signal(object)

    def __init__(self, grid: QGridLayout, row: int) -> None:
        super().__init__(grid)
        self._figure: Evidence | None = None
        self._label, self._value = ElidedLabel("muted"), plain_label("mono")
        self._place = link_button("findingPlace")
        self._place.setProperty("inline", True)
        self._place.clicked.connect(lambda: self.place_wanted.emit(self._figure))
        for column, part in enumerate((self._label, self._value, self._place)):
            grid.addWidget(part, row, column)

    def show_figure(self, figure: Evidence | None) -> None:
        """Shows it; None: the line is not needed."""
        self._figure = figure
        self._label.setVisible(figure is not None)
        self._value.setVisible(figure is not None)
        self._place.setVisible(figure is not None and figure.source is not None)
        if figure is not None:
            label = show(figure.label)
            self._label.set_words(label)
            self._value.setText(figure.words)
            self._place.setText(tr("show"))
            tell(self._place, tr("Show on the plots: {what}").format(what=label))
