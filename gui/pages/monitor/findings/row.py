"""One finding: its mark, the layer, what is said, the fix, since when; and more when it is opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from engine.check.doctor import Finding
from engine.check.remedies import Fix
from engine.proof import shows_in_steps
from engine.spec.project import Project
from engine.text import UserError
from gui.card import link_button, plain_label, tell
from gui.icons import icon
from gui.pages.monitor.findings.details import Details
from gui.pages.monitor.findings.mark import KindMark
from gui.plots.card import small_button
from gui.theme import theme
from gui.translate import show, tr

ROW = 34
#: A row narrower than this has two lines.
_NARROW = 640


class FindingRow(QWidget):
    """A line that opens into the evidence, the reason and further fixes.

    Signals:
        fix_wanted(Fix), proof_wanted(Fix), layer_wanted(str), place_wanted(Evidence): a click on each.
        opened(): it is open or closed now.
    """

    fix_wanted = Signal(object)
    proof_wanted = Signal(object)
    layer_wanted = Signal(str)
    place_wanted = Signal(object)
    opened = Signal()

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setObjectName(f"finding-{finding.rule}")
        self.finding = finding
        self._room = 0
        self._is_narrow: bool | None = None
        self._offered: tuple[Project, Project | None, list[str], list[int], int | None] | None = (
            None
        )
        self._others: list[Fix] = []
        self._proof: Fix | None = None
        self._mark = KindMark()
        self._where = link_button("findingLayer")
        self._where.setProperty("layer", True)
        self._where.clicked.connect(lambda: self.layer_wanted.emit(self.finding.about))
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fix = link_button("findingFix")
        self._fix.clicked.connect(self._want_fix)
        self._epoch = plain_label("muted")
        self._more = small_button("findingMore")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._open)
        self._details = Details()
        self._details.hide()
        self._details.place_wanted.connect(self.place_wanted)
        self._details.fix_wanted.connect(self.fix_wanted)
        self._details.proof_wanted.connect(self.proof_wanted)
        theme().changed.connect(self._draw_more)
        self._draw_more()
        self._lay_out()

    def _lay_out(self) -> None:
        line = QWidget()
        line.setMinimumHeight(ROW)
        self._sentence = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sentence.addWidget(self._where)
        self._sentence.addWidget(self._words, 1)
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addLayout(self._sentence, 1)
        row.addWidget(self._fix)
        row.addWidget(self._epoch)
        row.addWidget(self._more)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(line)
        box.addWidget(self._details)

    @property
    def is_open(self) -> bool:
        """Whether evidence and reason are on show."""
        return self._more.isChecked()

    def show_finding(self, finding: Finding, project: Project, trained: Project | None) -> None:
        """Shows it in the language on screen.

        Args:
            finding: what was found.
            project: the one on screen; a fix is offered only while it would change it.
            trained: what the weights on hand belong to: the fix is tried out on that.
        """
        self.finding = finding
        self._mark.set_kind(finding.kind)
        words = show(finding.message)
        self._where.setVisible(bool(finding.where))
        tell(self._where, tr("Select {layer}").format(layer=finding.where))
        self._words.setText(words)
        self._epoch.setText(tr("epoch {number}").format(number=numbers.count(finding.epoch)))
        self.setAccessibleName(f"{finding.where}: {words}" if finding.where else words)
        self.setAccessibleDescription(self._epoch.text())
        offered, provable = self._offers(finding, project, trained)
        first = finding.fix
        self._fix.setVisible(first is not None and 0 in offered)
        if first is not None:
            label = show(first.label)
            tip = tr("Change the project so; Undo takes it back")
            tell(self._fix, label, f"{label}\n{tip}")
        self._fit()
        self._name_more()
        self._others = [finding.fixes[place] for place in offered if place]
        self._proof = None if provable is None else finding.fixes[provable]
        if self.is_open:
            self._details.show_finding(finding, self._others, self._proof)

    def _offers(
        self, finding: Finding, project: Project, trained: Project | None
    ) -> tuple[list[int], int | None]:
        """The places of the fixes that would change the project, and of one that can be tried out.

        Projects are compared by identity: edits of a long network are not made anew at every look.
        """
        labels = [str(fix.label) for fix in finding.fixes]
        known = self._offered
        if (
            known is None
            or known[0] is not project
            or known[1] is not trained
            or known[2] != labels
        ):
            offered = [n for n, fix in enumerate(finding.fixes) if fixed(fix, project) is not None]
            provable = (n for n in offered if _provable(finding.fixes[n], trained))
            self._offered = known = (project, trained, labels, offered, next(provable, None))
        return known[3], known[4]

    def set_room(self, width: int) -> None:
        """How wide the row may be: layer, sentence and fix share that."""
        if width != self._room:
            self._room = width
            self._fit()

    def _fit(self) -> None:
        """Cuts long names short; in a narrow row the layer stands above the sentence."""
        narrow = self._room < _NARROW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            ways = QBoxLayout.Direction
            self._sentence.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
            self._sentence.setSpacing(0 if narrow else 8)
        _cut(self._where, self.finding.where, self._room * (0.45 if narrow else 0.3))
        if self.finding.fix is not None:
            _cut(self._fix, show(self.finding.fix.label), self._room * 0.36)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the line opens it or closes it."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() <= ROW:
            self._more.toggle()

    def _want_fix(self) -> None:
        if self.finding.fix is not None:
            self.fix_wanted.emit(self.finding.fix)

    def _open(self, shown: bool) -> None:
        if shown:
            self._details.show_finding(self.finding, self._others, self._proof)
        self._details.setVisible(shown)
        self._draw_more()
        self.opened.emit()

    def _draw_more(self) -> None:
        self._more.setIcon(icon("chevron-up" if self.is_open else "chevron-down", "muted"))
        self._name_more()

    def _name_more(self) -> None:
        tell(
            self._more,
            tr("Hide evidence and reason") if self.is_open else tr("Evidence and reason"),
        )


def _cut(button: QPushButton, words: str, width: float) -> None:
    """Shows as much of the words as fits; the tooltip has them all."""
    metrics = button.fontMetrics()
    button.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, max(round(width), 40)))


def fixed(fix: Fix, project: Project) -> Project | None:
    """The project with the fix; None where it changes nothing or is not possible now."""
    try:
        after = fix.edit(project)
    except UserError:
        return None  # the project has changed since: there is nothing left to offer
    return after if after != project else None


def _provable(fix: Fix, trained: Project | None) -> bool:
    after = fixed(fix, trained) if trained is not None else None
    return after is not None and trained is not None and shows_in_steps(trained, after)
