"""Prints the step as a worksheet, or saves it as a PDF file."""

from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from engine.files.atomic import write_bytes
from engine.text import UserError, text
from engine.walk_answers import WalkAnswer
from gui.document import Document
from gui.file_dialogs import ask_save
from gui.pages.steps.paper import lay_paper, paint_pages, paper_of, pdf
from gui.pages.steps.worksheet import Answers, sheet_of, worksheet
from gui.pages.steps.worksheet_dialog import WorksheetDialog
from gui.titles import project_title
from gui.translate import tr


class Worksheets(QObject):
    """Asks how the sheet is to be, then where to.

    Args:
        document: the open project.
        parent: of the dialogs.

    Signals:
        failed(Text): the file could not be written.
        told(Text): it was.
    """

    failed = Signal(object)
    told = Signal(object)

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._window = document, parent

    def print_step(self, answer: WalkAnswer) -> None:
        """Asks, and shows the printer's own dialog."""
        self._ask(answer, prints=True)

    def save_step(self, answer: WalkAnswer) -> None:
        """Asks, and for a file."""
        self._ask(answer, prints=False)

    def _ask(self, answer: WalkAnswer, *, prints: bool) -> None:
        dialog = WorksheetDialog(answer, prints=prints, parent=self._window)
        does = self._print if prints else self._save
        dialog.wanted.connect(lambda answers: does(answer, answers))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def _title(self) -> str:
        path = self._document.path
        name = path.stem if path is not None else project_title(self._document.project.title)
        return tr("Worksheet: {name}").format(name=name)

    def _html(self, answer: WalkAnswer, answers: Answers) -> str:
        return worksheet(sheet_of(self._document.project, self._title, answer), answers)

    def _print(self, answer: WalkAnswer, answers: Answers) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # not there on every desktop

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        is_file = printer.outputFormat() is QPrinter.OutputFormat.PdfFormat  # there is no printer
        own = printer.pageLayout().pageSize()
        lay_paper(printer, paper_of(QLocale.system()) if is_file else own)
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("printDialog")
        html, title = self._html(answer, answers), self._title
        dialog.accepted.connect(lambda: paint_pages(html, title, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own `open` wants somebody to tell

    def _save(self, answer: WalkAnswer, answers: Answers) -> None:
        folder = self._document.path.parent if self._document.path is not None else Path.home()
        start = (
            folder / f"{self._document.path.stem if self._document.path else 'step'}-worksheet.pdf"
        )
        html, title = self._html(answer, answers), self._title

        ask_save(
            self._window,
            tr("Save worksheet as PDF"),
            "PDF (*.pdf)",
            start,
            lambda path: self.write(path, html, title),
        )

    def write(self, path: Path, html: str, title: str) -> None:
        """Writes a PDF file, and tells how it went."""
        try:
            write_bytes(path, pdf(html, title), keep_previous=False)
        except UserError as problem:
            self.failed.emit(problem.text)
        else:
            self.told.emit(text("Worksheet saved to “{file}”.", file=path.name))
