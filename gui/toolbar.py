"""The row under the menu: Train, Step, Stop, the device, how far the run is, undo, redo, save, theme."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from gui.actions import Actions
from gui.icons import icon
from gui.run.controller import RunController
from gui.run.progress import RunProgress, progress_of
from gui.run.state import RunState
from gui.translate import tr

PROGRESS_STEPS = 1000
#: The figures change at most this often, so that they can be read.
REFRESH_MS = 200
#: Pixels between the step and the rate, at least.
_GAP = 12


class ActionButton(QPushButton):
    """A push button that shows a QAction's label and enabled state."""

    def __init__(self, action: QAction, name: str, icon_role: str = "text") -> None:
        super().__init__()
        self.setObjectName(name)
        self._action, self._role = action, icon_role
        #: The focus was taken from it because it can't be pressed for a moment.
        self.waits_for_focus = False
        self.setIconSize(QSize(14, 14))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def set_icon(self, name: str) -> None:
        """Shows another icon, such as pause for play."""
        self.setIcon(icon(name, self._role))

    def _follow(self) -> None:
        self.setText(self._action.text().rstrip("…"))
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.text())
        self._enable(self._action.isEnabled())

    def _enable(self, enabled: bool) -> None:
        """A button that can't be pressed for a moment, as a run gets ready, has the focus again after it."""
        had_focus = self.hasFocus()
        self.setEnabled(enabled)
        bar, focus = self.parentWidget(), QApplication.focusWidget()
        if had_focus and not enabled:
            # Qt hands the focus on, also to a button that is disabled next.
            others = bar.findChildren(ActionButton) if bar is not None else []
            self.waits_for_focus = not any(other.waits_for_focus for other in others)
        elif enabled and self.waits_for_focus:
            self.waits_for_focus = False
            if bar is not None and (focus is None or bar.isAncestorOf(focus)):
                self.setFocus()


class Toolbar(QFrame):
    """The toolbar; it reads the controller and triggers actions, nothing else."""

    def __init__(self, actions: Actions, controller: RunController) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setProperty("surface", "panel")
        self._controller = controller
        self._train = ActionButton(actions.by_id["train"], "trainButton", "on_accent")
        self._train.setProperty("primary", True)
        self._train.set_icon("play")
        self._step = ActionButton(actions.by_id["step"], "stepButton")
        self._step.set_icon("step-forward")
        self._stop = ActionButton(actions.by_id["stop"], "stopButton")
        self._stop.set_icon("square")
        self._device = QPushButton()
        self._device.setObjectName("deviceButton")
        self._device.setProperty("menu", True)
        self._device.setMenu(actions.menus["device"])
        self._figures = _Figures()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        row.addWidget(self._train)
        self._more = {
            "step": _MoreButton(actions, "stepMenuButton", ("step", "stepEpoch", "runToStep")),
            "stop": _MoreButton(actions, "stopMenuButton", ("stop", "stopBest", "discardRun")),
        }
        for button, more in ((self._step, self._more["step"]), (self._stop, self._more["stop"])):
            pair = QHBoxLayout()
            pair.setSpacing(1)
            pair.addWidget(button)
            pair.addWidget(more)
            row.addLayout(pair)
        self._name_more()
        row.addSpacing(16)
        row.addWidget(self._device)
        row.addStretch(1)
        row.addWidget(self._figures, 3)
        row.addStretch(1)
        for action_id, name in (("undo", "undoButton"), ("redo", "redoButton")):
            row.addWidget(_icon_button(actions.by_id[action_id], name))
        row.addWidget(ActionButton(actions.by_id["save"], "saveButton"))
        row.addWidget(_icon_button(actions.by_id["toggleTheme"], "themeButton"))
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._show_progress)
        controller.state_changed.connect(self._show_state)
        controller.session_changed.connect(self._show_progress)
        controller.run_ended.connect(self._show_progress)
        controller.progressed.connect(self._show_while_idle)
        self._show_state(controller.state)

    def set_device(self, label: str) -> None:
        """Shows the device in words, such as CPU."""
        self._device.setText(tr("Device  {name}").format(name=label))
        self._device.setAccessibleName(self._device.text())
        self._device.setToolTip(tr("Where the network is trained"))

    def _show_state(self, state: RunState) -> None:
        self._train.set_icon("pause" if state is RunState.TRAINING else "play")
        if state is RunState.TRAINING:
            self._timer.start()
        else:
            self._timer.stop()
        self._show_progress()

    def _show_progress(self) -> None:
        self._figures.show_progress(progress_of(self._controller))

    def _show_while_idle(self) -> None:
        """Another project has another history; during a run the timer is often enough."""
        if not self._timer.isActive():
            self._show_progress()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_progress()
            self._name_more()
        super().changeEvent(event)

    def _name_more(self) -> None:
        for key, words in (("step", tr("Other ways to go on")), ("stop", tr("Other ways to stop"))):
            self._more[key].setToolTip(words)
            self._more[key].setAccessibleName(words)


class _MoreButton(QToolButton):
    """The narrow button beside another, with a menu of what is near to it."""

    def __init__(self, actions: Actions, name: str, offered: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("bordered", True)
        self.setProperty("narrow", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIcon(icon("chevron-down"))
        self.setIconSize(QSize(11, 11))
        menu = QMenu(self)
        menu.setObjectName(name.removesuffix("Button"))
        self._actions = [actions.by_id[action] for action in offered]
        menu.addActions(self._actions)
        self.setMenu(menu)
        for action in self._actions:
            action.enabledChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(any(action.isEnabled() for action in self._actions))


class _Figures(QWidget):
    """Epoch, step, rate and time left over a thin bar; empty before the first run."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("progressArea")
        self.setMinimumWidth(300)
        self.setMaximumWidth(440)
        self._parts: tuple[str, ...] = ()
        self._where = QLabel()
        self._where.setObjectName("progressLabel")
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._rate = QLabel()
        self._rate.setObjectName("rateLabel")
        self._rate.setProperty("role", "mono-muted")
        self._bar = QProgressBar()
        self._bar.setObjectName("runProgress")
        self._bar.setRange(0, PROGRESS_STEPS)
        self._bar.setTextVisible(False)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._where)
        top.addStretch(1)
        top.addWidget(self._rate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._bar)

    def show_progress(self, progress: RunProgress | None) -> None:
        """Shows how far the run is; nothing before there is one."""
        self.setEnabled(progress is not None)
        for widget in (self._where, self._rate, self._bar):
            widget.setVisible(progress is not None)
        if progress is None:
            return
        self._where.setText(
            tr("Epoch {epoch} / {epochs} · step {step}").format(
                epoch=numbers.count(progress.epoch),
                epochs=numbers.count(progress.epochs),
                step=numbers.count(progress.step),
            )
        )
        rate = (
            ""
            if not progress.rate
            else tr("{rate} samples/s").format(rate=numbers.rate(progress.rate))
        )
        left = (
            ""
            if progress.seconds_left is None
            else tr("{time} left").format(time=numbers.seconds(progress.seconds_left))
        )
        self._parts = tuple(part for part in (rate, left) if part)
        self._fit()
        self._bar.setValue(round(progress.share * PROGRESS_STEPS))
        self._bar.setAccessibleName(self._where.text())

    def _fit(self) -> None:
        """Rate and time left where there is room for both, else the time left, else neither."""
        room = self.width() - self._where.sizeHint().width() - _GAP
        metrics = self._rate.fontMetrics()
        wanted = (" · ".join(self._parts[n:]) for n in range(len(self._parts)))
        shown = (words for words in wanted if metrics.horizontalAdvance(words) <= room)
        self._rate.setText(next(shown, ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _icon_button(action: QAction, name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("bordered", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(15, 15))
    button.setDefaultAction(action)
    return button
