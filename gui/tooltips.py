"""Tooltips of plain text: names from files are never read as HTML."""

import html


def plain(text: str) -> str:
    """The text as Qt's tooltips show it unread, its line breaks kept."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>"
