"""The strip under the plots: what the curves say, one row a finding, with its one-click fix."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from engine.check.doctor import Finding
from engine.spec.project import Project
from engine.text import UserError
from gui.card import divider
from gui.tab_order import TabbedColumn
from gui.theme import theme
from gui.translate import show, tr

_MARK = 12
_ROW = 34
_MOST_HIGH = 3 * _ROW + 4


class Mark(QWidget):
    """A dot for good news and notes, a triangle for a warning, a square for bad news."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_MARK, _MARK)
        self._kind = "good"
        theme().changed.connect(self.update)

    def set_kind(self, kind: str) -> None:
        """Which of good, note, warning and bad."""
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot, triangle, or square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        role = "muted" if self._kind == "note" else self._kind
        painter.setBrush(QColor(theme().color(role)))
        if self._kind == "warning":
            painter.drawPolygon(_triangle())
        elif self._kind == "bad":
            painter.drawRoundedRect(1, 1, _MARK - 2, _MARK - 2, 2, 2)
        else:
            painter.drawEllipse(1, 1, _MARK - 2, _MARK - 2)


class FindingRow(QWidget):
    """One finding."""

    fix_wanted = Signal(object)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setObjectName(f"finding-{finding.rule}")
        self.finding = finding
        self._mark = Mark()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fix = QPushButton()
        self._fix.setObjectName("findingFix")
        self._fix.setProperty("link", True)
        self._fix.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fix.clicked.connect(self._want_fix)
        self._epoch = QLabel()
        self._epoch.setProperty("role", "muted")
        self._epoch.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._fix)
        row.addWidget(self._epoch)
        self.setMinimumHeight(_ROW)

    def show_finding(self, finding: Finding, project: Project) -> None:
        """Shows it in the language on screen; its fix only while it would change the project."""
        self.finding = finding
        self._mark.set_kind(finding.kind)
        words = show(finding.message)
        if finding.where:
            words = f"{finding.where}: {words}"
        self._words.setText(words)
        self._epoch.setText(tr("epoch {number}").format(number=numbers.count(finding.epoch)))
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._epoch.text())
        offered = finding.fix is not None and fixed(finding, project) is not None
        self._fix.setVisible(offered)
        if finding.fix is not None:
            label = show(finding.fix.label)
            self._fix.setText(label)
            self._fix.setAccessibleName(label)
            self._fix.setToolTip(tr("Change the project so; Undo takes it back"))

    def _want_fix(self) -> None:
        self.fix_wanted.emit(self.finding)


class FindingsList(QFrame):
    """A card of rows; hidden while there is nothing to say."""

    fix_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findingsList")
        self.setProperty("card", True)
        self._rows: dict[tuple[str, str], FindingRow] = {}
        self._lines: list[QFrame] = []
        self._inside = TabbedColumn()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)
        self._findings: tuple[Finding, ...] = ()
        self._project: Project | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...], project: Project) -> None:
        """Shows these; a row stays the same widget while its finding lasts."""
        self._findings, self._project = findings, project
        keys = [(finding.rule, finding.about) for finding in findings]
        if keys != list(self._rows):
            self._lay_out(findings)
        for finding, row in zip(findings, self._rows.values(), strict=True):
            row.show_finding(finding, project)
        self.setAccessibleName(tr("Findings"))
        self.setVisible(bool(findings))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to three of them."""
        width = max(self._area.viewport().width(), 1)
        high = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else 0
        high = max(high, self._inside.minimumSizeHint().height())
        return QSize(320, min(high, _MOST_HIGH) + 2)

    def minimumSizeHint(self) -> QSize:
        """One row at least."""
        return QSize(160, min(self.sizeHint().height(), _ROW + 2))

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange and self._project is not None:
            self.show_findings(self._findings, self._project)
        super().changeEvent(event)

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
        return row


def fixed(finding: Finding, project: Project) -> Project | None:
    """The project with the finding's fix; None where it changes nothing or is not possible now."""
    if finding.fix is None:
        return None
    try:
        after = finding.fix.edit(project)
    except UserError:
        return None  # the project has changed since: there is nothing left to offer
    return after if after != project else None


def _triangle() -> QPolygonF:
    return QPolygonF(
        [QPointF(_MARK / 2, 0.5), QPointF(_MARK, _MARK - 1.0), QPointF(0.0, _MARK - 1.0)]
    )
