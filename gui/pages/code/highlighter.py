"""Colours for Python: enough for the scripts that this program writes, and nothing more."""

import keyword
import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui.theme import theme

#: What belongs to PyTorch in a script; shown apart from Python itself.
TORCH_NAMES = ("torch", "nn", "F", "Tensor")

_TRIPLE = '"""'
_OPEN_STRING = 1
_ROLES = {
    "comment": "muted",
    "string": "good",
    "number": "activation",
    "keyword": "pooling",
    "torch": "accent",
    "name": "convolution",
}
_TOKENS = re.compile(
    r"""
      (?P<comment>\#.*)
    | (?P<string>[rbfRBF]{0,2}(?:\"\"\".*?(?:\"\"\"|$)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))
    | (?P<number>(?<![\w.])(?:\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?)(?!\w))
    | (?P<torch>(?<![\w.])(?:TORCH)(?:\.\w+)*)
    | (?P<keyword>(?<![\w.])(?:KEYWORDS)(?!\w))
    | (?P<name>(?<=def[ ])\w+|(?<=class[ ])\w+|@\w+)
    """.replace("KEYWORDS", "|".join((*keyword.kwlist, "self"))).replace(
        "TORCH", "|".join(rf"{name}(?!\w)" for name in TORCH_NAMES)
    ),
    re.VERBOSE,
)


class PythonHighlighter(QSyntaxHighlighter):
    """Colours keywords, strings, numbers, comments, definitions and what comes from PyTorch."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.recolor()

    def recolor(self) -> None:
        """Takes the theme's colours; the text is painted again."""
        self._formats = {kind: _format(theme().color(role)) for kind, role in _ROLES.items()}
        self._formats["comment"].setFontItalic(True)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        start = 0
        self.setCurrentBlockState(0)
        if self.previousBlockState() == _OPEN_STRING:
            end = text.find(_TRIPLE)
            start = len(text) if end < 0 else end + len(_TRIPLE)
            self.setFormat(0, start, self._formats["string"])
            if end < 0:
                self.setCurrentBlockState(_OPEN_STRING)
                return
        for found in _TOKENS.finditer(text, start):
            kind = found.lastgroup
            assert kind is not None, "every alternative has a name"
            self.setFormat(found.start(), len(found.group()), self._formats[kind])
            if kind == "string" and found.group().count(_TRIPLE) == 1:
                self.setCurrentBlockState(_OPEN_STRING)


def _format(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color)
    return made
