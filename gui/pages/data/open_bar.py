"""The row that brings data in: a file, an example, and the knobs of a generated set."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from engine.data.sources import BUILTIN_NAMES, GENERATED_NAMES, SOURCE_DOCS, SOURCE_TITLES
from engine.spec.data import BuiltinSource, GeneratedSource, Source
from engine.spec.fields import Real, Whole
from gui.card import ElidedLabel, plain_label, tell
from gui.file_drop import TABLE_SUFFIXES
from gui.forms.editors import Editor, RealEditor, WholeEditor
from gui.translate import show, tr

#: The least and the most that each knob takes.
_KNOB_WIDTHS = {"size": (80, 100), "noise": (66, 88), "seed": (64, 88)}


class OpenBar(QWidget):
    """Open file…, Examples, and either where to drop a file or the knobs of a generated set.

    Signals:
        path_chosen(str), source_chosen(Source): what the user wants to use.
        source_edited(Source, str): the generated set with another size, noise or seed, and the key
            under which such edits become one step of undo.
    """

    path_chosen = Signal(str)
    source_chosen = Signal(object)
    source_edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = QPushButton()
        self._open.setObjectName("dataOpenButton")
        self._open.setProperty("primary", True)
        self._open.clicked.connect(self.ask_file)
        self._examples = QPushButton()
        self._examples.setObjectName("dataExamplesButton")
        self._examples.setProperty("menu", True)
        self._examples.setMenu(ExamplesMenu(self, self.source_chosen.emit))
        self._hint = ElidedLabel("muted", "dataDropHint")
        self._hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._knobs = _Knobs()
        self._knobs.edited.connect(self.source_edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._open)
        row.addWidget(self._examples)
        row.addWidget(self._hint, 1)
        row.addWidget(self._knobs, 1)
        self.retranslate()

    def show_source(self, source: Source) -> None:
        """Offer the knobs of this source where it has any; a small window has no room for the hint, too."""
        generated = isinstance(source, GeneratedSource)
        self._knobs.setVisible(generated)
        self._hint.setVisible(not generated)
        if isinstance(source, GeneratedSource):
            self._knobs.show_source(source)

    def ask_file(self) -> None:
        """Ask for a file without holding up anything."""
        dialog = QFileDialog(self, tr("Open data"))
        dialog.setObjectName("openDataDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in TABLE_SUFFIXES)
        dialog.setNameFilters(
            [
                tr("Text tables ({patterns})").format(patterns=patterns),
                tr("All files ({patterns})").format(patterns="*"),
            ]
        )
        dialog.fileSelected.connect(self.path_chosen)
        dialog.open()

    def retranslate(self) -> None:
        """Set the words again."""
        self._open.setText(tr("Open file…"))
        tell(self._open, tr("Open a file"), tr("Read a text table: CSV, TSV and the like"))
        self._examples.setText(tr("Examples"))
        tell(self._examples, tr("Examples"), tr("Well-known and made-up data sets"))
        self._hint.set_words(tr("or drop a CSV file here"))
        self._knobs.retranslate()


class ExamplesMenu(QMenu):
    """Every built-in and generated set with a line about it."""

    def __init__(self, parent: QWidget, choose: Callable[[Source], object]) -> None:
        super().__init__(parent)
        self.setObjectName("dataExamplesMenu")
        self._choose = choose
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        """Filled anew each time, so that it follows the language."""
        self.clear()
        for name in BUILTIN_NAMES:
            self._add(BuiltinSource(name=name))
        self.addSeparator()
        for name in GENERATED_NAMES:
            self._add(GeneratedSource(name=name))

    def _add(self, source: BuiltinSource | GeneratedSource) -> None:
        action = self.addAction(
            "\t".join((show(SOURCE_TITLES[source.name]), show(SOURCE_DOCS[source.name])))
        )
        action.setObjectName(f"example-{source.name}")
        action.triggered.connect(lambda _checked: self._choose(source))


class _Knobs(QWidget):
    """Size, noise and seed of a generated set."""

    edited = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._source: GeneratedSource | None = None
        self._editors: dict[str, Editor] = {
            "size": WholeEditor(Whole(name="size", default=500, low=2, high=10_000_000)),
            "noise": RealEditor(Real(name="noise", default=0.1, low=0.0, high=100.0)),
            "seed": WholeEditor(Whole(name="seed", default=0, low=0, high=2**63 - 1)),
        }
        self._labels = {name: plain_label("muted") for name in self._editors}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        for name, editor in self._editors.items():
            editor.control.setObjectName(f"generated{name.capitalize()}")
            least, most = _KNOB_WIDTHS[name]
            editor.setMinimumWidth(least)
            editor.setMaximumWidth(most)
            editor.valueChanged.connect(self._edit)
            row.addWidget(self._labels[name])
            row.addWidget(editor)

    def show_source(self, source: GeneratedSource) -> None:
        self._source = source
        for name, editor in self._editors.items():
            editor.setValue(getattr(source, name))

    def retranslate(self) -> None:
        words = {"size": tr("Size"), "noise": tr("Noise"), "seed": tr("Seed")}
        for name, label in self._labels.items():
            label.setText(words[name])
            self._editors[name].control.setAccessibleName(words[name])

    def _edit(self) -> None:
        """Taken from the editors themselves: what they show is what was meant."""
        if self._source is None:
            return
        values = {name: editor.value() for name, editor in self._editors.items()}
        tokens = "".join(editor.merge_token for editor in self._editors.values())
        self.edited.emit(self._source.replace(**values), f"generated {tokens}")
