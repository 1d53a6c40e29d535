"""The graph as a file for a paper: SVG and PDF of lines and real text, PNG, or on the clipboard.

Always in light colours, cut to the drawing, everything in full whatever the zoom on screen.
"""

from math import ceil, sqrt
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from engine.files.atomic import write_bytes
from engine.graph.drawing import Drawing
from engine.graph.layered import Direction
from gui.pages.graph.look import Look
from gui.pages.graph.scene import GraphScene
from gui.walk_readings import WalkView

#: Pixels of the drawing to an inch on paper, as CSS has it.
PIXELS_PER_INCH = 96
PRINT_DPI = 300
_COPY_SCALE = 2.0
_MARGIN = 8.0
_POINTS_PER_INCH = 72.0
#: PDF knows no page longer than this, in points.
_LONGEST_PAGE = 14_400.0
#: A picture has no more pixels than this in all, and along a side.
_MOST_PIXELS, _LONGEST_SIDE = 120_000_000, 32_000
_PDF_DPI = 1200
_INCH_IN_METRES = 0.0254


class Paper:
    """The drawing on white paper, ready to be written in any format; with a walked step's numbers."""

    def __init__(
        self,
        drawing: Drawing,
        direction: Direction,
        *,
        shapes: bool,
        title: str,
        walk: WalkView | None = None,
    ) -> None:
        look = Look(paper=True, shapes=shapes)
        self._scene = GraphScene(drawing, direction, look, walk=walk)
        self._area = self._scene.content.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self._title = title

    def save(self, path: Path) -> None:
        """Writes the format that the name ends in: .svg, .pdf or .png.

        Raises:
            UserError: when the file can't be written.
        """
        made = {".svg": self.svg, ".pdf": self.pdf}.get(path.suffix.lower(), self.png)()
        write_bytes(path, made, keep_previous=False)

    def svg(self) -> bytes:
        """Lines and words, one unit a pixel of the screen."""
        buffer = _opened()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(PIXELS_PER_INCH)
        size = QSize(ceil(self._area.width()), ceil(self._area.height()))
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(self._title)
        self._draw(QPainter(generator), QRectF(0, 0, size.width(), size.height()))
        return bytes(buffer.data().data())

    def pdf(self) -> bytes:
        """One page of the drawing's own size, its fonts embedded."""
        points = self._area.size() * (_POINTS_PER_INCH / PIXELS_PER_INCH)
        points *= min(1.0, _LONGEST_PAGE / max(points.width(), points.height()))
        buffer = _opened()
        writer = QPdfWriter(buffer)
        writer.setTitle(self._title)
        writer.setResolution(_PDF_DPI)
        size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        no_margins = QMarginsF(0, 0, 0, 0)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, no_margins))
        pixels = points * (_PDF_DPI / _POINTS_PER_INCH)
        self._draw(QPainter(writer), QRectF(0, 0, pixels.width(), pixels.height()))
        return bytes(buffer.data().data())

    def png(self) -> bytes:
        """300 pixels to the inch, fewer where the picture would be beyond all measure."""
        buffer = _opened()
        image = self.image(PRINT_DPI / PIXELS_PER_INCH)
        image.setDotsPerMeterX(round(PRINT_DPI / _INCH_IN_METRES))
        image.setDotsPerMeterY(round(PRINT_DPI / _INCH_IN_METRES))
        image.save(buffer, "PNG")  # type: ignore[call-overload] # PySide's stub wants bytes
        return bytes(buffer.data().data())

    def image(self, scale: float = _COPY_SCALE) -> QImage:
        """The drawing, `scale` pixels to one of the screen."""
        area: QSizeF = self._area.size()
        bounded = min(
            scale,
            _LONGEST_SIDE / max(area.width(), area.height()),
            sqrt(_MOST_PIXELS / (area.width() * area.height())),
        )
        size = QSize(ceil(area.width() * bounded), ceil(area.height() * bounded))
        image = QImage(size, QImage.Format.Format_RGB32)
        self._draw(QPainter(image), QRectF(0, 0, size.width(), size.height()))
        return image

    def copy(self) -> None:
        """Puts the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.image())

    def _draw(self, painter: QPainter, target: QRectF) -> None:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.fillRect(target, self._scene.backgroundBrush())
        self._scene.render(painter, target, self._area)
        painter.end()


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
