"""What a finding rests on, why it matters and what else can be done: shown when its row is opened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

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
        self._lines: list[QWidget] = []
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
        box = QVBoxLayout(self)
        box.setContentsMargins(_INDENT, 0, 12, 8)
        box.setSpacing(6)
        box.addLayout(self._figures)
        box.addWidget(self._why)
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
        self._why.setText(show(WHY[finding.rule]) if finding.rule in WHY else "")
        self._lay_out_figures(finding.evidence)
        self._lay_out_others(others)

    def _lay_out_figures(self, evidence: tuple[Evidence, ...]) -> None:
        for line in self._lines:
            self._figures.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for row, figure in enumerate(evidence):
            label, value = ElidedLabel("muted"), plain_label("mono")
            label.set_words(show(figure.label))
            value.setText(figure.words)
            self._put(label, row, 0)
            self._put(value, row, 1)
            if figure.source is not None:
                self._put(self._place_button(figure), row, 2)

    def _place_button(self, figure: Evidence) -> QPushButton:
        button = link_button("findingPlace")
        button.setProperty("inline", True)
        button.setText(tr("show"))
        words = tr("Show on the plots: {what}").format(what=show(figure.label))
        tell(button, words)
        button.clicked.connect(lambda: self.place_wanted.emit(figure))
        return button

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._figures.addWidget(widget, row, column)
        self._lines.append(widget)

    def _lay_out_others(self, fixes: Sequence[Fix]) -> None:
        for button in self._others:
            self._actions.removeWidget(button)
            button.deleteLater()
        self._others = [self._other_button(fix) for fix in fixes]
        for place, button in enumerate(self._others, 1):
            self._actions.insertWidget(place, button)

    def _other_button(self, fix: Fix) -> QPushButton:
        button = link_button("findingOtherFix")
        metrics = button.fontMetrics()
        button.setText(metrics.elidedText(show(fix.label), Qt.TextElideMode.ElideMiddle, _OTHER))
        tell(button, show(fix.label), show(fix.label))
        button.clicked.connect(self._sender(fix))
        return button

    def _sender(self, fix: Fix) -> Callable[[], None]:
        return lambda: self.fix_wanted.emit(fix)
