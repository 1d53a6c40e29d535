"""Tooltips of plain text: names from files are never read as HTML."""

import html

from PySide6.QtGui import QAction, QKeySequence


def plain(text: str) -> str:
    """The text as Qt's tooltips show it unread, its line breaks kept; none where there is no text."""
    if not text:
        return ""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>"


def with_key(words: str, action: QAction) -> str:
    """The words, and in brackets the key that does the same."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({key})" if key else words
