"""Files dropped anywhere on a widget, with a frame that shows where they would land."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import sized_font, theme

#: Text tables, in small letters.
TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".data")


class FileDrop(QObject):
    """Takes one local file of certain suffixes for its host.

    Signals:
        dropped(str): the path of the file.
    """

    dropped = Signal(str)

    def __init__(self, host: QWidget, suffixes: Collection[str] = TABLE_SUFFIXES) -> None:
        super().__init__(host)
        self._host, self._suffixes = host, suffixes
        self._frame = _Frame(host)
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    def set_words(self, words: str) -> None:
        """What the frame says while a file hovers over the host."""
        self._frame.words = words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                if self._file(event.mimeData()):
                    event.acceptProposedAction()
                    self._frame.cover()
                    return True
            case QEvent.Type.DragLeave:
                self._frame.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._frame.hide()
                if file := self._file(event.mimeData()):
                    event.acceptProposedAction()
                    self.dropped.emit(file)
                    return True
            case QEvent.Type.Resize if self._frame.isVisible():
                self._frame.cover()
        return super().eventFilter(watched, event)

    def _file(self, data: QMimeData) -> str:
        """The first file that can be taken; "" when there is none."""
        for url in data.urls():
            path = url.toLocalFile()
            if path and Path(path).suffix.lower() in self._suffixes:
                return path
        return ""


class _Frame(QWidget):
    """Covers the host while a file hovers over it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("dropFrame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = ""
        self.hide()

    def cover(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = theme().color("background")
        veil.setAlphaF(0.8)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(theme().color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(9, 9, -9, -9), 8, 8)
        painter.setPen(theme().color("accent"))
        painter.setFont(sized_font(3, bold=True))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.words)
