"""Puts a page of HTML on paper: a PDF file or a printer, with nothing torn apart by the end of a page."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from gui.colors import PAPER
from gui.theme import ui_font
from gui.translate import tr

#: The countries whose paper is US Letter, after the Unicode CLDR; everywhere else it is A4.
_LETTER = frozenset(
    {
        QLocale.Country.Belize,
        QLocale.Country.Canada,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.CostaRica,
        QLocale.Country.ElSalvador,
        QLocale.Country.Guatemala,
        QLocale.Country.Mexico,
        QLocale.Country.Nicaragua,
        QLocale.Country.Panama,
        QLocale.Country.Philippines,
        QLocale.Country.PuertoRico,
        QLocale.Country.UnitedStates,
        QLocale.Country.Venezuela,
    }
)
_MARGIN_MM = 18.0
_DOTS_PER_INCH = 300
_POINTS = 10.0
#: The foot of a page, in lines of text.
_FOOT = 2.2


def paper_of(locale: QLocale) -> QPageSize:
    """The paper that people print on there: US Letter or A4."""
    is_letter = locale.territory() in _LETTER
    return QPageSize(QPageSize.PageSizeId.Letter if is_letter else QPageSize.PageSizeId.A4)


def lay_paper(device: QPagedPaintDevice, paper: QPageSize) -> None:
    """Gives the pages their size, upright, and margins."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    portrait = QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(paper, portrait, margins, QPageLayout.Unit.Millimeter))


def pdf(html: str, title: str, paper: QPageSize | None = None) -> bytes:
    """A PDF file, on the paper of the country that the desktop is set to where none is given."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Netwright")
    writer.setResolution(_DOTS_PER_INCH)
    lay_paper(writer, paper or paper_of(QLocale.system()))
    paint_pages(html, title, writer)
    return bytes(data.data())


def paint_pages(html: str, title: str, device: QPagedPaintDevice) -> None:
    """Paints the pages one after the other."""
    painter = QPainter(device)
    font = QFont(ui_font())
    font.setPointSizeF(_POINTS)
    font = QFont(font, device)
    painter.setFont(font)
    foot = painter.fontMetrics().height() * _FOOT
    page = QSizeF(device.width(), device.height() - foot)
    document = _laid_out(html, font, page, device)
    count = document.pageCount()
    for number in range(count):
        if number:
            device.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, number * page.height(), page.width(), page.height())
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            context.palette.setColor(role, QColor(PAPER["text"]))
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        painter.setPen(QColor(PAPER["muted"]))
        words = tr("{title} · page {number} of {count}").format(
            title=title, number=number + 1, count=count
        )
        box = QRectF(0, page.height(), page.width(), foot)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), words
        )
    painter.end()


def _laid_out(html: str, font: QFont, page: QSizeF, device: QPagedPaintDevice) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setHtml(html)
    document.setPageSize(page)
    keep_whole(document)
    return document


def keep_whole(document: QTextDocument) -> None:
    """Lets each table that the end of a page would cut begin on a new one."""
    height = document.pageSize().height()
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        layout = document.documentLayout()
        # What it holds: the frame itself may begin in the last pixels of the page before.
        top = layout.blockBoundingRect(frame.firstCursorPosition().block()).top()
        bottom = layout.blockBoundingRect(frame.lastCursorPosition().block()).bottom()
        if bottom - top <= height and top // height != (bottom - 1) // height:
            made = frame.format()
            made.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            frame.setFormat(made.toTableFormat())
