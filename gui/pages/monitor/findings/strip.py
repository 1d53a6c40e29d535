"""The strip under the plots: what the curves say, one row a finding, two of them at once.

It keeps the room of two rows whatever is found, so that the plots above it never jump.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout

from engine.check.doctor import Finding
from engine.spec.project import Project
from gui.card import divider, link_button, plain_label, tell
from gui.pages.monitor.findings.row import ROW, FindingRow
from gui.tab_order import TabbedColumn
from gui.translate import tr

#: Rows on show while nobody has asked for all.
_ROWS = 2
#: The most of the page that the strip takes when it is opened.
_SHARE = 0.45


class FindingsList(QFrame):
    """A card of rows; it says so while there is nothing to find.

    Signals:
        fix_wanted(Fix), proof_wanted(Fix), layer_wanted(str), place_wanted(Evidence): see FindingRow.
    """

    fix_wanted = Signal(object)
    proof_wanted = Signal(object)
    layer_wanted = Signal(str)
    place_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findingsList")
        self.setProperty("card", True)
        self._rows: dict[tuple[str, str], FindingRow] = {}
        self._lines: list[QFrame] = []
        self._inside = TabbedColumn()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._nothing = plain_label("muted", "noFindings")
        self._nothing.setFixedHeight(ROW)
        self._nothing.setContentsMargins(12, 0, 12, 0)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._nothing)
        inside.addLayout(self._column)
        inside.addStretch(1)
        self._highest = 0
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        self._area.viewport().installEventFilter(self)
        self._all = link_button("findingsAll")
        self._all.setCheckable(True)
        keeps_place = self._all.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self._all.setSizePolicy(keeps_place)
        self._all.toggled.connect(self._note_opened)
        self._title = plain_label("caption")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(12, 0, 8, 0)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._all)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._head)
        box.addWidget(self._area)
        self._findings: tuple[Finding, ...] = ()
        self._project: Project | None = None
        self._trained: Project | None = None
        self._wanted = QSize(), QSize()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_findings(
        self, findings: tuple[Finding, ...], project: Project, trained: Project | None
    ) -> None:
        """Shows these; a row stays the same widget while its finding lasts."""
        self._findings, self._project, self._trained = findings, project, trained
        keys = [(finding.rule, finding.about) for finding in findings]
        if keys != list(self._rows):
            self._lay_out(findings)
        for finding, row in zip(findings, self._rows.values(), strict=True):
            row.set_room(self._area.viewport().width())
            row.show_finding(finding, project, trained)
        self.setAccessibleName(tr("Findings"))
        self._all.setVisible(len(findings) > _ROWS)
        self._say_all()
        self._title.setText(tr("FINDINGS · {count}").format(count=len(findings)))
        self._nothing.setText(tr("Nothing stands out in the curves so far."))
        self._nothing.setVisible(not findings)
        self._claim_room()

    def _claim_room(self) -> None:
        """Asks for another height where it needs one: the whole page is laid out anew for that."""
        wanted = self.sizeHint(), self.minimumSizeHint()
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its first rows, up to the last one that is open; or as all, up to a share of the page."""
        heights = self._heights()
        last_open = max(
            (n for n, row in enumerate(self._rows.values(), 1) if row.is_open), default=0
        )
        shown = len(heights) if self._all.isChecked() else min(max(_ROWS, last_open), len(heights))
        wanted = max(sum(heights[:shown]) + max(shown - 1, 0), self._kept(heights))
        page = self.parentWidget()
        most = round(page.height() * _SHARE) if page is not None else wanted
        return QSize(320, min(wanted, max(most, _ROWS * ROW)) + self._around)

    def minimumSizeHint(self) -> QSize:
        """The first rows, whole, at least."""
        heights = self._heights()
        closed = sum(min(height, 2 * ROW) for height in heights[:_ROWS]) + _ROWS - 1
        least = max(closed, min(self._kept(heights), _ROWS * 2 * ROW)) + self._around
        return QSize(160, min(self.sizeHint().height(), least))

    def _kept(self, heights: list[int]) -> int:
        """The height that the first rows have had in this width while none was open, or of as many short ones."""
        if not any(row.is_open for row in self._rows.values()):
            self._highest = max(self._highest, sum(heights[:_ROWS]) + _ROWS - 1)
        return max(self._highest, _ROWS * ROW + _ROWS - 1)

    def _heights(self) -> list[int]:
        width = max(self._area.viewport().width(), 1)
        return [_height(row, width) for row in self._rows.values()]

    @property
    def _around(self) -> int:
        """The height of what is not rows: the frame, and the line over the rows."""
        return self._head.sizeHint().height() + 2 * self.frameWidth()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The rows follow the room that there is."""
        if event.type() == QEvent.Type.Resize:
            for row in self._rows.values():
                row.set_room(self._area.viewport().width())
            self._highest = 0
            self._claim_room()  # their words may take another number of lines now
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange and self._project is not None:
            self.show_findings(self._findings, self._project, self._trained)
        super().changeEvent(event)

    def _note_opened(self) -> None:
        self._say_all()
        self._claim_room()

    def _say_all(self) -> None:
        words = tr("All {count} findings").format(count=len(self._findings))
        if self._all.isChecked():
            words = tr("Fewer findings")
        self._all.setText(words)
        tell(self._all, words)

    def _lay_out(self, findings: tuple[Finding, ...]) -> None:
        """Puts the rows in order with a thin line between them."""
        rows = dict(self._rows)
        self._rows = {}
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for place, finding in enumerate(findings):
            key = (finding.rule, finding.about)
            row = rows.pop(key, None) or self._new_row(finding)
            if place:
                self._lines.append(divider())
                self._column.addWidget(self._lines[-1])
            self._column.removeWidget(row)
            self._column.addWidget(row)
            self._rows[key] = row
        for row in rows.values():
            self._column.removeWidget(row)
            row.deleteLater()

    def _new_row(self, finding: Finding) -> FindingRow:
        row = FindingRow(finding)
        row.fix_wanted.connect(self.fix_wanted)
        row.proof_wanted.connect(self.proof_wanted)
        row.layer_wanted.connect(self.layer_wanted)
        row.place_wanted.connect(self.place_wanted)
        row.opened.connect(self._note_opened)
        # Once the layout has given the row its height.
        row.opened.connect(lambda: QTimer.singleShot(0, row, lambda: self._reveal(row)))
        return row

    def _reveal(self, row: FindingRow) -> None:
        """Scrolls to a row that was opened, so far as it is out of view."""
        bar, end = self._area.verticalScrollBar(), row.y() + row.height()
        if row.is_open and end > bar.value() + bar.pageStep():
            bar.setValue(min(row.y(), end - bar.pageStep()))


def _height(row: FindingRow, width: int) -> int:
    """As high as its words need at this width."""
    wrapped = row.heightForWidth(width) if row.hasHeightForWidth() else 0
    return max(wrapped, row.minimumSizeHint().height())
