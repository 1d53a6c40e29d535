"""The words of a lesson's step: Markdown as tall as it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QPalette, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from gui.theme import theme

#: Pixels after a paragraph, and per cent of a line's height.
_PARAGRAPH, _LINE_HEIGHT = 8.0, 115.0


class Words(QTextBrowser):
    """Links open outside, pictures from elsewhere are not fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lessonText")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("bare", True)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(QDesktopServices.openUrl)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme().changed.connect(self._recolor)
        self._recolor()

    def show_words(self, words: str) -> None:
        """Shows Markdown."""
        self.setMarkdown(words.strip())
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(_PARAGRAPH)
        spaced.setLineHeight(
            _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor.mergeBlockFormat(spaced)
        self._fit()

    def loadResource(self, _kind: int, _name: object) -> object:
        """Nothing is read from disk or net."""
        return None

    def _recolor(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, theme().color("text"))
        palette.setColor(QPalette.ColorRole.Link, theme().color("accent"))
        palette.setColor(QPalette.ColorRole.Base, theme().color("panel"))
        self.setPalette(palette)

    def _fit(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 2)
