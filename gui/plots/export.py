"""A plot as a picture, a drawing or a table, to a file or to the clipboard."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from engine.text import UserError, text
from gui.theme import theme

Table = Mapping[str, Iterable[Any]]

PICTURE_SCALE = 2.0
_PART: Final = 1 << 14


def picture(widget: QWidget) -> QImage:
    """The widget on the panel colour of its theme, at twice its size on screen."""
    image = QImage(widget.size() * PICTURE_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(PICTURE_SCALE)
    image.fill(theme().color("panel"))
    painter = QPainter(image)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    return image


def save_png(widget: QWidget, file: Path) -> None:
    """Save the widget as a PNG.

    Raises:
        UserError: when the file can't be written.
    """
    with _told(file):
        file.touch()
    writer = QImageWriter(str(file), QByteArray(b"png"))
    if not writer.write(picture(widget)):
        raise _unwritable(file, OSError(writer.errorString()))


def save_svg(widget: QWidget, file: Path) -> None:
    """Save the widget as a drawing of lines and words.

    Raises:
        UserError: when the file can't be written.
    """
    with _told(file):
        file.touch()
    generator = QSvgGenerator()
    generator.setFileName(str(file))
    generator.setSize(QSize(widget.size()))
    generator.setViewBox(QRect(QPoint(0, 0), widget.size()))
    generator.setTitle(widget.accessibleName())
    painter = QPainter(generator)
    painter.fillRect(widget.rect(), theme().color("panel"))
    widget.render(painter, QPoint(0, 0))
    if not painter.end():
        raise _unwritable(file, OSError("SVG"))


def csv_text(table: Table, separator: str = ",") -> str:
    """The columns as CSV with a header; every float in full."""
    out = io.StringIO()
    _write(table, out, separator)
    return out.getvalue()


def save_csv(table: Table, file: Path) -> None:
    """Save the columns as CSV, however long they are.

    Raises:
        UserError: when the file can't be written.
    """
    with _told(file), file.open("w", encoding="utf-8", newline="") as out:
        _write(table, out, ",")


def _write(table: Table, out: TextIO, separator: str) -> None:
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(table.keys())
    writer.writerows(zip_longest(*map(_plain, table.values()), fillvalue=""))


def copy_picture(widget: QWidget) -> None:
    """Put the picture on the clipboard."""
    QGuiApplication.clipboard().setImage(picture(widget))


def copy_table(table: Table) -> None:
    """Put the columns on the clipboard, tab by tab, as a spreadsheet takes them."""
    QGuiApplication.clipboard().setText(csv_text(table, "\t"))


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn the system's error about a file into a sentence."""
    try:
        yield
    except OSError as error:
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> UserError:
    return UserError(
        text(
            "“{file}” can't be written: {reason}. Choose another folder.",
            file=file.name,
            reason=error.strerror or str(error),
        )
    )


def _plain(column: Iterable[Any]) -> Iterator[Any]:
    """NumPy's scalars as Python's, so that a float is written in full; long arrays part by part."""
    if isinstance(column, np.ndarray):
        for start in range(0, len(column), _PART):
            yield from column[start : start + _PART].tolist()
    else:
        yield from (value.item() if hasattr(value, "item") else value for value in column)
