"""The time line of a run: go back to a moment that was kept, look, and go on from there."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from engine.history import History
from engine.live_settings import differing, in_words, with_settings
from engine.text import text
from gui.card import link_button
from gui.document import Document
from gui.pages.monitor.time_slider import Moments, TimeSlider
from gui.pages.monitor.timeline import near_end
from gui.run.controller import RunController
from gui.run.rewind import Rewind
from gui.run.state import RunState
from gui.translate import show, tr

#: With more epochs than this their ends are not drawn.
_MOST_EPOCHS = 400
#: While a run goes on the line follows it this often: nobody sees it move by less.
_FOLLOW_MS = 250


class Shown(Protocol):
    """What the page shows; Source is one."""

    history: History
    epochs: int
    running: bool


class TimeLine(QObject):
    """The slider, and the strip that says so while an earlier moment is on screen.

    Signals:
        moved(): another moment is looked at.
    """

    moved = Signal()

    def __init__(self, controller: RunController, document: Document, source: Shown) -> None:
        super().__init__()
        self._controller, self._document, self._source = controller, document, source
        self._rewind: Rewind = controller.rewind
        self.slider = TimeSlider()
        self.strip = LookingStrip()
        self.slider.chosen.connect(self._rewind.look)
        self.slider.now_chosen.connect(self._rewind.back)
        self.strip.back.clicked.connect(self._rewind.back)
        self.strip.go_on.clicked.connect(self._go_on)
        self.strip.take.clicked.connect(self._take_settings)
        document.changed.connect(self.refresh)
        self._rewind.changed.connect(self._follow)
        controller.state_changed.connect(self._follow)
        self._looked_at: int | None = None
        self._soon = QTimer(self.slider)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_FOLLOW_MS)
        self._soon.timeout.connect(self.refresh)
        self.slider.retranslate()
        self.refresh()

    @property
    def looking(self) -> int | None:
        """The step after which the network is looked at; None for now."""
        return self._rewind.looking.step if self._rewind.looking is not None else None

    def refresh_soon(self) -> None:
        """Shows how far the run is, but not at each turn of the plots."""
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Shows how far the run is."""
        history, looking = self._source.history, self.looking
        mine = history is self._controller.history
        kept = self._rewind.steps if mine else ()
        now = history.step_count
        end = now
        if self._source.running:
            # As far as the plots show: kept moments are told apart early on too.
            end = history.steps_until(near_end(history.epochs_taken, self._source.epochs))
        few = 0 < history.epoch_count <= _MOST_EPOCHS
        ends = history.epochs["step"].values if few else ()
        moments = Moments(
            now=now,
            end=max(end, now),
            kept=kept,
            settings=tuple(step for step, _name, _value in history.settings),
            epochs=tuple(int(step) for step in ends),
            from_file=kept == (0, now) and history.epoch_count > 1,
        )
        self.slider.setVisible(bool(kept) and now > 0)
        if not self.slider.isSliderDown():
            self.slider.show_moments(moments, looking if mine else None)
        self.strip.show_moment(looking, now)
        network = self._document.project.network
        self.strip.show_settings(
            [show(in_words(name, value, network)) for name, value in self._other_settings().items()]
        )

    def _other_settings(self) -> dict[str, float]:
        """The settings that held at the moment on screen and are others now."""
        looking = self._rewind.looking
        return differing(self._document.project, looking.settings) if looking is not None else {}

    def _take_settings(self) -> None:
        project = with_settings(self._document.project, self._other_settings())
        self._document.apply(project, text("Take the settings of then"))

    def _follow(self) -> None:
        self.slider.setEnabled(self._controller.state is not RunState.STOPPING)
        moved, running = (
            self.looking != self._looked_at,
            self._controller.state is RunState.TRAINING,
        )
        if running and not moved and self.slider.isVisible():
            self.refresh_soon()
        else:
            self.refresh()
        if moved:
            self._looked_at = self.looking
            self.moved.emit()

    def _go_on(self) -> None:
        if self.looking is not None:
            self._controller.go_on_from(self.looking)

    def retranslate(self) -> None:
        """Sets the words again."""
        self.slider.retranslate()
        self.strip.retranslate()
        self.refresh()


class LookingStrip(QFrame):
    """Says that what is on screen is not now, with the two ways on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lookingStrip")
        self.setProperty("surface", "raised")
        self._words = QLabel()
        self._words.setObjectName("lookingLabel")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._settings = QLabel()
        self._settings.setObjectName("lookingSettings")
        self._settings.setProperty("role", "caption")
        self._settings.setWordWrap(True)
        self.take = link_button("takeThenSettings")
        self.back, self.go_on = QPushButton(), QPushButton()
        self.back.setObjectName("backToNowButton")
        self.go_on.setObjectName("goOnFromHereButton")
        self.go_on.setProperty("primary", True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.back)
        row.addWidget(self.go_on)
        then = QHBoxLayout()
        then.addWidget(self._settings, 1)
        then.addWidget(self.take)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 6, 8, 6)
        rows.setSpacing(4)
        rows.addLayout(row)
        rows.addLayout(then)
        self._shown: tuple[int, int] | None = None
        self._others: list[str] = []
        self.setVisible(False)
        self.retranslate()

    def show_moment(self, step: int | None, now: int) -> None:
        """Says which moment this is; nothing while it is now."""
        shown = None if step is None else (step, now)
        if shown != self._shown:
            self._shown = shown
            self._say()
        self.setVisible(shown is not None)

    def show_settings(self, others: list[str]) -> None:
        """Says in words what was set otherwise then."""
        self._others = others
        self._settings.setText(tr("Then: {settings}").format(settings=", ".join(others)))
        for widget in (self._settings, self.take):
            widget.setVisible(bool(others))

    def retranslate(self) -> None:
        """Sets the words again."""
        self.take.setText(tr("Use these settings"))
        self.take.setToolTip(tr("Put the settings of that moment into the project"))
        self.show_settings(self._others)
        self.back.setText(tr("Back to now"))
        self.back.setToolTip(tr("Show the network as it is now"))
        self.go_on.setText(tr("Go on from here"))
        self.go_on.setToolTip(
            tr("Train on from this moment with the settings on screen, as another run")
        )
        self._say()

    def _say(self) -> None:
        if self._shown is None:
            return
        step, now = self._shown
        words = tr("You are looking at step {step} of {now}").format(
            step=numbers.count(step), now=numbers.count(now)
        )
        self._words.setText(words)
        self._words.setToolTip(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in a row, the last one as wide as it may be."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets[:-1]:
        row.addWidget(widget)
    row.addWidget(widgets[-1], 1)
    return row
