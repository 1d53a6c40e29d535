"""The rows as read: a table, or the pictures that the rows stand for, and what is odd about them."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from engine import numbers
from engine.data.preprocess import Prepared
from engine.data.table import Table, label
from engine.spec.data import DataSpec
from engine.text import Text
from gui.card import Card, ElidedLabel, link_button, tell
from gui.pages.data.column_menu import Change, column_menu
from gui.pages.data.rows_view import RowsView
from gui.pages.data.table_model import RowsModel
from gui.plots.pictures import Picture, PictureGrid, as_pictures
from gui.translate import show, tr

_ROOM_IN_NOTES = 3


class RowsCard(Card):
    """The Rows card. Signal spec_edited(DataSpec, str): a changed spec and its name for undo."""

    spec_edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dataRows", edge=1, parent=parent)
        self._table: Table | None = None
        self._spec: DataSpec | None = None
        self._prepared: Prepared | None = None
        self._as_table = False
        self._missing = QPushButton()
        self._missing.setObjectName("dataMissingButton")
        self._missing.setProperty("link", True)
        self._missing.setProperty("tone", "warning")
        self._missing_menu = QMenu(self)
        self._missing_menu.setObjectName("dataMissingMenu")
        self._missing.setMenu(self._missing_menu)
        self._missing_menu.aboutToShow.connect(self._fill_missing_menu)
        self._switch = link_button("dataPicturesLink")
        self._switch.clicked.connect(self._switch_view)
        self.controls.addWidget(self._missing)
        self.controls.addWidget(self._switch)
        self._notes = ElidedLabel("warning", "dataNotes")
        self._model = RowsModel(self)
        self._rows = RowsView(self._model)
        self._rows.column_menu_wanted.connect(self._open_column_menu)
        self._pictures = PictureGrid(margin=8)
        self._pictures.setObjectName("dataPictures")
        self._views = QStackedWidget()
        self._views.addWidget(self._rows)
        self._views.addWidget(self._pictures)
        self.body.setSpacing(4)
        self._notes.setContentsMargins(9, 0, 9, 0)
        self.body.addWidget(self._notes)
        self.body.addWidget(self._views, 1)

    def show_data(
        self, table: Table, spec: DataSpec, prepared: Prepared | None, notes: Sequence[Text]
    ) -> None:
        """Show everything as it is now."""
        if table is not self._table:
            self._as_table = False
        new_pictures = prepared is not self._prepared
        self._table, self._spec, self._prepared = table, spec, prepared
        self._model.show_table(table, spec, prepared.classes if prepared else ())
        self._rows.retranslate()
        pictures = _are_pictures(prepared)
        if pictures and prepared and new_pictures:
            self._show_pictures(table, prepared)
        self._views.setCurrentIndex(1 if pictures and not self._as_table else 0)
        self._show_words(table, pictures)
        gaps = _gaps(prepared)
        self._show_missing(gaps, spec)
        self._show_notes([note for note in notes if not _is_gap(note)])

    def _show_words(self, table: Table, pictures: bool) -> None:
        self.set_title(
            tr("Rows"), tr("all {count}, as read").format(count=numbers.count(table.n_rows))
        )
        self._switch.setVisible(pictures)
        words = tr("Show pictures") if self._as_table else tr("Show numbers")
        self._switch.setText(words)
        tell(self._switch, words)
        self._pictures.setAccessibleName(tr("The rows as pictures"))

    def _show_pictures(self, table: Table, prepared: Prepared) -> None:
        low, high = float(prepared.x.min()), float(prepared.x.max())
        rows, truth = prepared.rows, [table.columns[name] for name in prepared.target_names]

        def picture(index: int) -> Picture:
            return as_pictures(prepared.x[index : index + 1], low, high)[0]

        def caption(index: int) -> str:
            values = [column[rows[index]] for column in truth]
            if prepared.classes:
                return label(values[0])
            return ", ".join(numbers.short(float(value)) for value in values)

        self._pictures.show_pictures(len(rows), picture, caption)

    def _show_missing(self, gaps: dict[str, int], spec: DataSpec) -> None:
        self._missing.setVisible(bool(gaps))
        treatment = _treatments()[spec.missing]
        if len(gaps) == 1:
            name, count = next(iter(gaps.items()))
            words = tr("▲ {count} missing in {column} → {treatment}").format(
                count=numbers.count(count), column=name[:24], treatment=treatment
            )
        else:
            words = tr("▲ {count} missing in {columns} columns → {treatment}").format(
                count=numbers.count(sum(gaps.values())), columns=len(gaps), treatment=treatment
            )
        # An ampersand in a column's name is no shortcut.
        self._missing.setText(words.replace("&", "&&"))
        listed = "\n".join(
            ": ".join((name, numbers.count(count))) for name, count in list(gaps.items())[:20]
        )
        tell(self._missing, words, listed)

    def _show_notes(self, notes: list[Text]) -> None:
        self._notes.setVisible(bool(notes))
        shown = [tr("▲ {note}").format(note=show(note)) for note in notes]
        words = "   ".join(shown[:_ROOM_IN_NOTES])
        if len(shown) > _ROOM_IN_NOTES:
            words = tr("{notes}   and {count} more").format(
                notes=words, count=len(shown) - _ROOM_IN_NOTES
            )
        self._notes.set_words(words, "\n".join(shown[:20]))

    def _fill_missing_menu(self) -> None:
        self._missing_menu.clear()
        for key, words in _treatments().items():
            action = self._missing_menu.addAction(words)
            action.setObjectName(f"missing-{key}")
            action.setCheckable(True)
            action.setChecked(self._spec is not None and self._spec.missing == key)
            action.triggered.connect(lambda _checked, key=key: self._treat_missing(key))

    def _treat_missing(self, key: str) -> None:
        if self._spec is not None:
            changed = self._spec.replace(missing=key)
            self.spec_edited.emit(changed, tr("Change how missing values are filled"))

    def _switch_view(self) -> None:
        self._as_table = not self._as_table
        if self._table is not None:
            self._views.setCurrentIndex(0 if self._as_table else 1)
            self._show_words(self._table, pictures=True)

    def _open_column_menu(self, column: int, place: QPoint) -> None:
        if self._table is None or self._spec is None:
            return
        name = self._model.column_name(column)
        if any(spec.name == name for spec in self._spec.columns):
            change: Change = self.spec_edited.emit
            column_menu(self, self._spec, self._table, name, change).popup(place)


def _treatments() -> dict[str, str]:
    return {
        "mean": tr("filled with the training mean"),
        "median": tr("filled with the training median"),
        "zero": tr("filled with zeros"),
        "drop": tr("their rows left out"),
    }


def _is_gap(note: Text) -> bool:
    """Preprocessing tells of a column's gaps with these two values and nothing else."""
    return set(note.args) == {"column", "count"} and "missing" in note.template


def _gaps(prepared: Prepared | None) -> dict[str, int]:
    """Missing values by column."""
    notes = prepared.warnings if prepared else ()
    return {str(note.args["column"]): int(note.args["count"]) for note in notes if _is_gap(note)}


def _are_pictures(prepared: Prepared | None) -> bool:
    return prepared is not None and len(prepared.shape) == 3 and bool(np.all(prepared.shape))
