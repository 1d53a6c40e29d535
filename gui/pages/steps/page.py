"""The Step-through tab: puts the phases, the cards and the derivation together."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.explain.derivation import Cell
from engine.text import Text
from engine.walk_answers import PHASES, PhaseName, WalkAnswer
from gui.card import plain_label
from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.notice import NoticeBar
from gui.pages.steps.answer_facts import (
    batch_size,
    batch_words,
    has_maps,
    largest_gradient,
    same_step,
)
from gui.pages.steps.beginning import Beginning
from gui.pages.steps.cards_view import CardsView
from gui.pages.steps.choosing import Choosing
from gui.pages.steps.empty import EmptyView
from gui.pages.steps.explanations import Explanations
from gui.pages.steps.insides import Insides
from gui.pages.steps.output_cards import layer_of
from gui.pages.steps.part_window import PartWindow
from gui.pages.steps.phase_bar import PhaseBar
from gui.pages.steps.phases import is_reached, place
from gui.pages.steps.player import Player
from gui.pages.steps.shown import ShownCard, flow_of, shown_cards, stops
from gui.pages.steps.split import Split
from gui.pages.steps.study_aids import StudyAids
from gui.pages.steps.tools import Tools
from gui.pages.steps.watching import walk_view
from gui.run.controller import RunController
from gui.run.walk import Walking
from gui.walk_readings import WalkView


class StepsPage(QWidget):
    """Shows the step that the controller walks.

    Args:
        document: the open project.
        store: its data.
        selection: the layer that is looked at everywhere follows the cursor.
        controller: the run, which answers questions about the step.
        walk: goes through the step.
        actions: those of the window by id.

    Signals:
        possible_changed(): `possible` are other actions.
    """

    possible_changed = Signal()

    def __init__(
        self,
        document: Document,
        store: DataStore,
        selection: Selection,
        controller: RunController,
        walk: Walking,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__()
        self.setObjectName("stepsPage")
        self._document, self._store, self._selection = document, store, selection
        self._controller, self._walk = controller, walk
        self._shown: PhaseName | None = None
        self._answer: WalkAnswer | None = None
        self.insides = Insides(controller, self)
        self._sample = 0
        self._largest = 0.0
        self._cards: tuple[ShownCard, ...] = ()
        self._busy = False
        self._beginning = Beginning(document, store, controller, walk, self._wait)
        self.player = Player(self)
        self._build(actions)
        self._connect()
        self._refresh()

    def _build(self, actions: Mapping[str, QAction]) -> None:
        self.corner = plain_label("muted", "stepsBatch")
        self.bar = PhaseBar(actions)
        self.tools = Tools(actions)
        self.notice = NoticeBar()
        self.choosing = Choosing(
            self.tools.rows, self.notice, self._document, self._store, self._walk
        )
        self.view = CardsView()
        self.part = PartWindow(self._controller, self)
        self.below = Explanations(self._controller)
        self.aids = StudyAids(
            self, self.below, self._document, self._controller, self._walk, actions
        )
        self.tools.add_buttons(self.aids.guess_button, self.aids.surface_button)
        self._split = Split(self.view, self.aids)
        walked = QWidget()
        column = QVBoxLayout(walked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.tools, self.choosing):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self._split, 1)
        self._empty = EmptyView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(walked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.phase_chosen.connect(self._choose_phase)
        self.tools.sample_changed.connect(self._set_sample)
        self.choosing.begun.connect(self._begin_to_wait)
        self.tools.speed_changed.connect(self.player.set_speed)
        self.view.cell_chosen.connect(self.explain)
        self.view.cell_marked.connect(self._inspect)
        self.view.part_wanted.connect(self._show_part)
        self.part.cell_chosen.connect(self.explain)
        self.view.cell_added.connect(self.aids.draw_also)
        self.aids.covered.connect(self._refresh)
        self.aids.found.connect(self.explain)
        self.aids.left.connect(self.view.setFocus)
        self.choosing.left.connect(self.view.setFocus)
        self.aids.worksheets.failed.connect(self._take_problem)
        self.aids.worksheets.told.connect(lambda told: self.notice.show_notice("success", told))
        self.view.card_toggled.connect(self.insides.toggle)
        self.view.touched.connect(self.player.stop)
        self.below.cell_wanted.connect(self.explain)
        self.below.room_wanted.connect(self._give_room)
        self.below.forgotten.connect(self._split.shrink)
        self.player.moved.connect(self._show_cursor)
        self.player.phase_wanted.connect(self._play_on)
        self.player.playing_changed.connect(self.possible_changed)
        self._walk.changed.connect(self._take)
        self._walk.failed.connect(self._take_problem)
        self.insides.changed.connect(self._refresh)
        self.insides.failed.connect(lambda problem: self.notice.show_notice("warning", problem))
        self._controller.state_changed.connect(self._refresh)
        self._store.changed.connect(self._refresh)
        self._document.changed.connect(self._refresh)

    @property
    def possible(self) -> AbstractSet[str]:
        """The ids of the actions that make sense now."""
        if self._busy:
            return set()
        if self._answer is None or self._shown is None:
            return {"nextPhase"} if self._beginning.is_possible else set()
        found = {"nextPhase", "nextOperation", "nextBatch", "playSlowly", "typeValues"}
        found |= self.aids.possible
        if self._shown != PHASES[0]:
            found.add("previousPhase")
        if self.player.cursor is not None:
            found.add("previousOperation")
        if self._answer.can_step_back:
            found.add("undoStep")
        return found

    @property
    def running(self) -> tuple[str, str]:
        """The phase on show and the layer that the cursor is at; "" where there is none."""
        cursor = self.player.cursor
        return self._shown or "", layer_of(cursor[0]) if cursor is not None else ""

    @property
    def walk_view(self) -> WalkView | None:
        """The step on show for pages that follow it; None where there is none."""
        if self._answer is None or self._shown is None:
            return None
        looked = shown_cards(self._answer, self._shown, self.insides.wanted)
        inner = self.aids.guessing.cover(looked, self._shown)
        return walk_view(self._answer, self._shown, self._cards, self.player.cursor, inner)

    def look_into(self, keys: Collection[str]) -> None:
        """Another page wants to know what these cards are made of."""
        answer = self._answer
        self.insides.want(keys, now=answer is not None and is_reached(answer.phase, "forward"))

    def next_phase(self) -> None:
        """Shows the phase after the one on show; it is taken where it was not yet."""
        self.player.stop()
        self._next_phase()

    def previous_phase(self) -> None:
        """Shows the phase before; nothing is undone."""
        self.player.stop()
        if self._shown is not None and place(self._shown) > 0:
            self._show_phase(PHASES[place(self._shown) - 1])

    def next_operation(self) -> None:
        """Moves the cursor on; after the last operation comes the next phase."""
        self.player.stop()
        self.player.forward()

    def previous_operation(self) -> None:
        """Moves the cursor back."""
        self.player.stop()
        self.player.back()

    def next_batch(self) -> None:
        """Takes what is left of the step and begins the next one."""
        self.player.stop()
        self._wait()
        self._walk.next_batch()

    def step_back(self) -> None:
        """Undoes the last step that was walked."""
        self.player.stop()
        self._wait()
        self._walk.step_back()

    def toggle_play(self) -> None:
        """Plays slowly, or stops."""
        if self.player.playing:
            self.player.stop()
        else:
            self.player.play()

    def explain(self, cell: Cell) -> None:
        """Shows where a number comes from."""
        self.player.stop()
        self.below.why.ask(cell)
        self._follow(cell)

    def _follow(self, cell: Cell) -> None:
        """Turns to a number without leaving a way back."""
        self.view.choose(cell)
        self.aids.note(cell)
        if self._shown is not None and not self.aids.asks(cell):
            self.below.explain(cell, self.aids.known(cell), self._shown)

    def _give_room(self, missing: int) -> None:
        """The derivation is longer than its room; the number that is explained stays in sight."""
        self._split.grow(missing)
        if self.below.cell is not None:
            self.view.choose(self.below.cell)

    def _show_part(self, cell: Cell) -> None:
        """Opens a window on the numbers of a picture that stands for more than it has cells."""
        self._inspect(cell)
        block = self.view.placing.find(cell)
        if block is not None:
            self.part.show_around(cell, block.row.tensor.shape, block.column.label)

    def _inspect(self, cell: Cell) -> None:
        if self._shown is not None:
            self.below.inspect(cell, self.aids.known(cell), self._shown)

    def _choose_phase(self, name: str) -> None:
        self.player.stop()
        self._go_to(next(phase for phase in PHASES if phase == name))

    def _go_to(self, phase: PhaseName) -> None:
        """Shows a phase; takes the step as far where it has not come there yet."""
        if self._answer is not None and is_reached(self._answer.phase, phase):
            self._show_phase(phase)
        else:
            self._wait()
            self._walk.go_to(phase)

    def _next_phase(self) -> None:
        if self._shown is None:
            self._go_to(PHASES[0])
        elif self._shown == PHASES[-1]:
            self._wait()
            self._walk.next_batch()
        else:
            self._go_to(PHASES[place(self._shown) + 1])

    def _play_on(self) -> None:
        if self.player.playing and self._shown == PHASES[-1]:
            self.player.stop()
        elif not self._busy:
            self._next_phase()

    def _wait(self) -> None:
        self._busy = True
        self.bar.show_phase(self._reached, self._shown, busy=True)
        self.possible_changed.emit()

    @property
    def _reached(self) -> PhaseName | None:
        return self._answer.phase if self._answer is not None else None

    def _take(self) -> None:
        """The walk has an answer, or there is no step any more."""
        before, self._answer = self._answer, self._walk.answer
        self._busy = False
        answer = self._answer
        if answer is None:
            self._shown = None
            self.insides.forget()
            self.below.forget()
            self.player.stop()
            self._refresh()
            return
        if before is None or not same_step(before, answer):
            self.insides.forget()
            self.below.forget()
            self.view.choose(None)
        self._largest = largest_gradient(answer)
        self._sample = min(self._sample, batch_size(answer) - 1)
        self._show_phase(answer.phase)
        if is_reached(answer.phase, "forward"):
            self.insides.renew()

    def _take_problem(self, problem: Text) -> None:
        self._busy = False
        self.player.stop()
        if not self.choosing.take_problem(problem):
            self.notice.show_notice("error", problem)
        self._refresh()

    def _show_phase(self, phase: PhaseName) -> None:
        self._shown = phase
        self._refresh(anew=True)

    def _refresh(self, _change: object = None, *, anew: bool = False) -> None:
        """Shows everything as it is now."""
        answer, shown = self._answer, self._shown
        self._stack.setCurrentIndex(0 if answer is None else 1)
        if answer is None or shown is None:
            self.aids.follow(None, None)
            self.choosing.follow(None)
            self._empty.show_reason(self._beginning.reason(self.next_phase, busy=self._busy))
            self.corner.setText("")
            self.possible_changed.emit()
            return
        cards = self._cards = self.aids.follow(
            answer, shown, shown_cards(answer, shown, self.insides.shown)
        )
        self.view.show_cards(cards, flow_of(shown), self._largest, self._sample)
        self.player.set_stops(stops(cards), anew=anew)
        self.tools.show_phase(shown, answer.can_step_back)
        self.tools.show_samples(batch_size(answer) if has_maps(answer) else 0, self._sample)
        self.choosing.follow(answer)
        self.corner.setText(batch_words(answer))
        if self.below.cell is not None:
            self._inspect(self.below.cell)
        self._show_cursor()
        self.bar.show_phase(answer.phase, shown, busy=self._busy)

    def _show_cursor(self) -> None:
        self.view.set_cursor(self.player.cursor)
        _, layer = self.running
        if layer in self._document.project.network:
            self._selection.set([layer])
        self.possible_changed.emit()

    def _begin_to_wait(self) -> None:
        """Other rows are to be walked."""
        self.player.stop()
        self._wait()

    def _set_sample(self, sample: int) -> None:
        self._sample = sample
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
        super().changeEvent(event)
