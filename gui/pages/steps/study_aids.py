"""What helps to learn from a step: the loss around it, guessing before looking, a sheet of paper."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.explain.derivation import Cell
from engine.walk_answers import PhaseName, ShownTensor, WalkAnswer
from gui.card import tell
from gui.document import Document
from gui.pages.steps.action_button import action_button
from gui.pages.steps.answer_facts import batch_size, same_step
from gui.pages.steps.explanations import Explanations
from gui.pages.steps.guess_bar import GuessBar
from gui.pages.steps.guessing import Guessing, made_number
from gui.pages.steps.loss_slice import LossSliceWindow
from gui.pages.steps.printing import Worksheets
from gui.pages.steps.shown import ShownCard
from gui.pages.steps.spots import Spot, is_spot
from gui.run.controller import RunController
from gui.run.walk import Walking
from gui.tooltips import with_key
from gui.translate import tr

_ICON = QSize(13, 13)
_LEADING = (
    "nextPhase",
    "previousPhase",
    "nextOperation",
    "previousOperation",
    "nextBatch",
    "undoStep",
)


class StudyAids(QWidget):
    """The lower part of the page: what is asked, above what is explained; and windows of their own.

    Signals:
        covered(): other numbers are hidden now.
        found(Cell): a number is known; it is to be explained.
        left(): the keyboard goes back to the cards.
    """

    covered = Signal()
    found = Signal(object)
    left = Signal()

    def __init__(
        self,
        page: QWidget,
        below: Explanations,
        document: Document,
        controller: RunController,
        walk: Walking,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__()
        self._below, self._walk, self._actions = below, walk, actions
        self._answer: WalkAnswer | None = None
        self._phase: PhaseName | None = None
        self._left = 0
        self._cards: Sequence[ShownCard] = ()
        self._told: Cell | None = None
        self.guessing = Guessing()
        self.bar = GuessBar()
        self.surface = LossSliceWindow(controller, walk, page)
        self.worksheets = Worksheets(document, page)
        # The keys that lead through the step work in its window, too.
        self.surface.addActions([actions[name] for name in _LEADING])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        around = QWidget()
        inner = QVBoxLayout(around)
        inner.setContentsMargins(8, 4, 8, 0)
        inner.addWidget(self.bar)
        self._around = around
        around.hide()
        column.addWidget(around, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(below, 1)
        self.guess_button = action_button(
            "stepsGuessFirst", "eye-off", actions["guessFirst"], self._show_buttons
        )
        self.guess_button.setCheckable(True)
        self.surface_button = action_button(
            "stepsLossSurface", "chart-line", actions["lossSurface"], self._show_buttons
        )
        below.why.hides = self.hides
        below.why.surface.clicked.connect(actions["lossSurface"].trigger)
        self.bar.found.connect(self._find)
        self.bar.all_wanted.connect(self.reveal_all)
        self.bar.left.connect(self._leave)
        self._retranslate()

    @property
    def possible(self) -> AbstractSet[str]:
        """The ids of the actions that make sense while a step is on show."""
        found = {"guessFirst"}
        if self._answer is not None:
            found |= {"lossSurface", "printWorksheet", "saveWorksheet"}
        return found | {"revealAll"} if self._left else found

    @property
    def hides_numbers(self) -> bool:
        """Whether numbers of the step are to be guessed, so that nothing beside it may give them away."""
        return self.guessing.on and self._answer is not None

    def follow(
        self, answer: WalkAnswer | None, phase: PhaseName | None, cards: Sequence[ShownCard] = ()
    ) -> tuple[ShownCard, ...]:
        """Turns to what is on show, and takes hidden numbers out of the cards."""
        before, self._answer = self._answer, answer
        if answer is None or before is None or not same_step(before, answer):
            self.guessing.forget()
            self._put_away()
        elif phase != self._phase:
            self._put_away()
        self._phase, self._cards = phase, cards
        if self._below.cell is not None and self.hides(self._below.cell):
            self._below.forget()
        made = self.guessing.cover(cards, phase) if phase is not None else ()
        self._left = self.guessing.left(made)
        return made

    def hides(self, cell: Cell) -> bool:
        """Whether a number of the step is hidden; one that is on no card is not."""
        return self._phase is not None and self.guessing.hides(
            cell, self._tensor(cell), self._phase
        )

    def known(self, cell: Cell) -> ShownTensor | None:
        """What may be told of a number's tensor; None where it is on no card."""
        tensor = self._tensor(cell)
        return self.guessing.mask(tensor, cell.at, self._phase) if self._phase else tensor

    def asks(self, cell: Cell) -> bool:
        """Asks for a number instead of explaining it, where it is hidden."""
        answer, phase, tensor = self._answer, self._phase, self._tensor(cell)
        if answer is None or phase is None:
            return False
        if tensor is None or not self.guessing.hides(cell, tensor, phase):
            if cell != self._told:
                self._put_away()
            return False
        self._around.show()
        self._below.hide()
        self.bar.ask(cell, phase, made_number(cell, tensor, phase), batch_size(answer))
        return True

    def toggle_guessing(self) -> None:
        """Hides what phases work out, or shows it again."""
        self.guessing.on = not self.guessing.on
        self.guessing.forget()
        self._put_away()
        self._below.forget()
        self.surface.cover(on=self.guessing.on)
        self._show_buttons()
        self.covered.emit()

    def reveal_all(self) -> None:
        """Shows all numbers of the phase."""
        if self._phase is not None:
            self.guessing.reveal_all(self._phase)
            self._put_away()
            self.covered.emit()
            self.left.emit()

    def show_surface(self) -> None:
        """Opens the loss around the step, over the number that is looked at where it is learnt."""
        self.surface.open_on(self._spot(self._below.cell))

    def print_step(self) -> None:
        """Puts the step on paper."""
        if self._answer is not None:
            self.worksheets.print_step(self._answer)

    def save_step(self) -> None:
        """Puts the step into a PDF file, to be printed elsewhere."""
        if self._answer is not None:
            self.worksheets.save_step(self._answer)

    def draw_also(self, cell: Cell) -> None:
        """Draws the loss over one number more."""
        spot = self._spot(cell)
        if spot is not None:
            self.surface.add(spot)

    def note(self, cell: Cell) -> None:
        """A number was chosen: the loss is drawn over it where it is learnt."""
        spot = self._spot(cell)
        if spot is not None:
            self.surface.turn_to(spot)

    def _spot(self, cell: Cell | None) -> Spot | None:
        if cell is None or self._answer is None:
            return None
        spot = (cell.tensor, cell.at)
        return spot if is_spot(self._answer, spot) else None

    def _tensor(self, cell: Cell) -> ShownTensor | None:
        shown = (row.tensor for card in self._cards for s in card.sections for row in s.rows)
        cards = self._answer.cards if self._answer is not None else ()
        rest = (tensor for card in cards for tensor in card.tensors)
        return next((tensor for tensor in chain(shown, rest) if tensor.name == cell.tensor), None)

    def _find(self, cell: Cell) -> None:
        if self._phase is None:
            return
        self.guessing.reveal(cell, self._phase)
        self._told = cell
        self._below.show()
        self.covered.emit()
        self.found.emit(cell)
        self.left.emit()

    def _leave(self) -> None:
        self._put_away()
        self.left.emit()

    def _put_away(self) -> None:
        self._told = None
        self.bar.put_away()
        self._around.hide()
        self._below.show()

    def _show_buttons(self) -> None:
        self._actions["guessFirst"].setChecked(self.guessing.on)
        self.guess_button.setChecked(self.guessing.on)
        for button, action in (
            (self.guess_button, "guessFirst"),
            (self.surface_button, "lossSurface"),
        ):
            button.setEnabled(self._actions[action].isEnabled())

    def _retranslate(self) -> None:
        tell(
            self.guess_button,
            tr("Guess first"),
            with_key(
                tr(
                    "Hides the numbers of a phase until you have worked them out, also in the graph and on "
                    "the Layer page; the Monitor still draws them"
                ),
                self._actions["guessFirst"],
            ),
        )
        surface = tr("Loss surface of the step")
        tell(self.surface_button, surface, with_key(surface, self._actions["lossSurface"]))
        self._show_buttons()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
