"""Plain text in a few lines, the last one cut with an ellipsis; painters have no such thing."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def wrapped(words: str, font: QFont, width: float, most: int) -> list[str]:
    """The lines that `words` take at this width, at most so many."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1 and start + length < len(words):
            rest = words[start:]
            elide = Qt.TextElideMode.ElideRight
            lines.append(QFontMetricsF(font).elidedText(rest, elide, width))
            break
        lines.append(words[start : start + length].rstrip())
    layout.endLayout()
    return lines


def draw_lines(painter: QPainter, lines: list[str], font: QFont, top_left: QPointF) -> None:
    """Draws lines one below the other."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for number, line in enumerate(lines):
        baseline = metrics.ascent() + number * metrics.lineSpacing()
        painter.drawText(top_left + QPointF(0, baseline), line)
