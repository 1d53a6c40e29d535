"""The one table of actions: menus, toolbar and shortcut help are drawn from it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from engine.text import Text, text
from gui.icons import icon
from gui.run.state import RunState
from gui.tooltips import plain, with_key
from gui.translate import show


@dataclass(frozen=True)
class Situation:
    """What decides which actions are possible."""

    state: RunState = RunState.IDLE
    panel_can: Collection[str] = ()
    steps_can: Collection[str] = ()
    can_undo: bool = False
    can_redo: bool = False
    has_weights: bool = False
    has_data: bool = False
    has_moments: bool = False
    looking_back: bool = False

    @property
    def running(self) -> bool:
        """A run is under way, being prepared, or paused."""
        return self.state is not RunState.IDLE


def _always(_now: Situation) -> bool:
    return True


def _idle(now: Situation) -> bool:
    return not now.running


def _can_move(now: Situation) -> bool:
    return now.state not in {RunState.STOPPING, RunState.PREPARING}


def _under_way(now: Situation) -> bool:
    return now.state in {RunState.TRAINING, RunState.PAUSED}


def _can_look_back(now: Situation) -> bool:
    return now.has_moments and _can_move(now)


def _looking_back(now: Situation) -> bool:
    return now.looking_back and _can_move(now)


def _has_weights(now: Situation) -> bool:
    return now.has_weights


def _has_data(now: Situation) -> bool:
    return now.has_data


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    `context` "panel": its shortcut works only while the Network panel has the focus, and the panel
    knows when it makes sense. Of "steps" the Step-through page knows that. `other_shortcut` is one that people know from elsewhere.
    """

    id: str
    menu: str
    label: Text
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[Situation], bool] = _always
    separator: bool = False
    context: str = "window"
    checkable: bool = False
    other_shortcut: str = ""

    def is_possible(self, now: Situation) -> bool:
        """Whether it makes sense now."""
        if self.context == "panel":
            return self.id in now.panel_can
        if self.context == "steps":
            return self.id in now.steps_can
        return self.enabled(now)


#: The menus in order, by id.
MENUS: dict[str, Text] = {
    "file": text("File"),
    "edit": text("Edit"),
    "view": text("View"),
    "network": text("Network"),
    "train": text("Train"),
    "steps": text("Step-through"),
    "help": text("Help"),
}

#: Submenus that are filled while running: their parent's id and title.
SUBMENUS: dict[str, tuple[str, Text]] = {
    "examples": ("file", text("Examples")),
    "recent": ("file", text("Open recent")),
    "theme": ("view", text("Theme")),
    "language": ("view", text("Language")),
    "templates": ("network", text("Start from a template")),
    "device": ("train", text("Device")),
    "whenDone": ("train", text("When a run is over")),
}

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("newProject", "file", text("New project"), "Ctrl+N", "file-plus"),
    ActionSpec("openFile", "file", text("Open…"), "Ctrl+O", "folder-open"),
    ActionSpec("recent", "file", text("Open recent")),
    ActionSpec("examples", "file", text("Examples")),
    ActionSpec("lessons", "file", text("Lessons…"), "", "graduation-cap"),
    ActionSpec("openLesson", "file", text("Open lesson…")),
    ActionSpec("save", "file", text("Save"), "Ctrl+S", "save", separator=True),
    ActionSpec("saveAs", "file", text("Save as…"), "Ctrl+Shift+S"),
    ActionSpec("openWeights", "file", text("Open weights…"), "", "upload", _idle, separator=True),
    ActionSpec("saveWeights", "file", text("Save weights…"), "", "download", _has_weights),
    ActionSpec("exportCode", "file", text("Export as PyTorch code…"), "Ctrl+Shift+E", "code"),
    ActionSpec("quit", "file", text("Quit"), "Ctrl+Q", separator=True),
    ActionSpec("undo", "edit", text("Undo"), "Ctrl+Z", "undo-2", lambda n: n.can_undo),
    ActionSpec(
        "redo",
        "edit",
        text("Redo"),
        "Ctrl+Shift+Z",
        "redo-2",
        lambda n: n.can_redo,
        other_shortcut="Ctrl+Y",
    ),
    ActionSpec("cut", "edit", text("Cut"), "Ctrl+X", separator=True, context="panel"),
    ActionSpec("copy", "edit", text("Copy"), "Ctrl+C", "copy", context="panel"),
    ActionSpec("paste", "edit", text("Paste"), "Ctrl+V", "clipboard", context="panel"),
    ActionSpec("duplicate", "edit", text("Duplicate"), "Ctrl+D", context="panel"),
    ActionSpec("delete", "edit", text("Delete"), "Del", "trash-2", context="panel"),
    ActionSpec("rename", "edit", text("Rename"), "F2", context="panel"),
    ActionSpec("selectAll", "edit", text("Select all"), "Ctrl+A", context="panel"),
    ActionSpec("findLayer", "edit", text("Find layer…"), "Ctrl+F", "search", separator=True),
    ActionSpec("showData", "view", text("Data"), "Ctrl+1", "table"),
    ActionSpec("showMonitor", "view", text("Monitor"), "Ctrl+2", "chart-line"),
    ActionSpec("showSteps", "view", text("Step-through"), "Ctrl+3", "step-forward"),
    ActionSpec("showPredict", "view", text("Predict"), "Ctrl+4", "target"),
    ActionSpec("showGraph", "view", text("Graph"), "Ctrl+5", "workflow"),
    ActionSpec("showCode", "view", text("Code"), "Ctrl+6", "code"),
    ActionSpec("choosePlots", "view", text("Choose plots…"), "Ctrl+Shift+M"),
    ActionSpec("showRuns", "view", text("Runs"), "Ctrl+Shift+R", "history"),
    ActionSpec(
        "showOutputs",
        "view",
        text("Outputs under the card"),
        "Ctrl+Shift+O",
        separator=True,
        checkable=True,
    ),
    ActionSpec("theme", "view", text("Theme"), separator=True),
    ActionSpec("toggleTheme", "view", text("Switch light and dark"), "Ctrl+Shift+L", "sun-moon"),
    ActionSpec("language", "view", text("Language")),
    ActionSpec("fullScreen", "view", text("Full screen"), "F11", "maximize-2", separator=True),
    ActionSpec("addLayer", "network", text("Add layer…"), "Ctrl+L", "plus"),
    ActionSpec("openBlocks", "network", text("Add block…"), "Ctrl+Shift+T"),
    ActionSpec("moveUp", "network", text("Move up"), "Alt+Up", "arrow-up", context="panel"),
    ActionSpec("moveDown", "network", text("Move down"), "Alt+Down", "arrow-down", context="panel"),
    ActionSpec(
        "replaceKind", "network", text("Replace…"), "Ctrl+R", separator=True, context="panel"
    ),
    ActionSpec("connectTo", "network", text("Connect to…"), "Ctrl+K", context="panel"),
    ActionSpec("connectFrom", "network", text("Connect from…"), "Ctrl+Shift+K", context="panel"),
    ActionSpec("disconnectLayer", "network", text("Disconnect…"), "Ctrl+Alt+K", context="panel"),
    ActionSpec(
        "asOutput", "network", text("Use as an output or not"), "Ctrl+Alt+O", context="panel"
    ),
    ActionSpec("switchOff", "network", text("Switch off or on"), "Ctrl+/", context="panel"),
    ActionSpec(
        "freeze", "network", text("Freeze or unfreeze"), "Ctrl+Alt+F", "lock", context="panel"
    ),
    ActionSpec(
        "groupLayers",
        "network",
        text("Group"),
        "Ctrl+G",
        "group",
        separator=True,
        context="panel",
    ),
    ActionSpec(
        "ungroupBlock", "network", text("Ungroup"), "Ctrl+Shift+G", "ungroup", context="panel"
    ),
    ActionSpec("repeatBlock", "network", text("Repeat…"), "Ctrl+Alt+G", context="panel"),
    ActionSpec("insertCopy", "network", text("Insert linked copy"), "", "link", context="panel"),
    ActionSpec("unlinkBlock", "network", text("Unlink"), "", "unlink", context="panel"),
    ActionSpec("turnBlock", "network", text("Open or close block"), context="panel"),
    ActionSpec("openTemplates", "network", text("Templates…"), "Ctrl+T", "layers", separator=True),
    ActionSpec("templates", "network", text("Start from a template")),
    ActionSpec(
        "fitNetwork", "network", text("Fit the network to the data"), "", "sparkles", _has_data
    ),
    ActionSpec("train", "train", text("Train"), "F5", "play", _can_move),
    ActionSpec("step", "train", text("Step"), "F10", "step-forward", _can_move, separator=True),
    ActionSpec("stepEpoch", "train", text("One epoch"), "Shift+F10", "", _can_move),
    ActionSpec("runToStep", "train", text("Run to step…"), "Ctrl+F10", "", _can_move),
    ActionSpec(
        "trainMore",
        "train",
        text("Train more epochs"),
        "Ctrl+F5",
        "",
        lambda n: _idle(n) and n.has_weights,
    ),
    ActionSpec(
        "stop",
        "train",
        text("Stop"),
        "Shift+F5",
        "square",
        lambda n: n.running,
        separator=True,
    ),
    ActionSpec(
        "stopBest",
        "train",
        text("Stop and keep the best weights"),
        "Ctrl+Shift+F5",
        "",
        _under_way,
    ),
    ActionSpec(
        "discardRun",
        "train",
        text("Stop and discard the run"),
        "Ctrl+Alt+F5",
        "",
        _under_way,
    ),
    ActionSpec("nextPhase", "steps", text("Next phase"), "F8", context="steps"),
    ActionSpec("previousPhase", "steps", text("Previous phase"), "Shift+F8", context="steps"),
    ActionSpec("nextOperation", "steps", text("Next operation"), "F7", context="steps"),
    ActionSpec(
        "previousOperation", "steps", text("Previous operation"), "Shift+F7", context="steps"
    ),
    ActionSpec("nextBatch", "steps", text("Next batch"), "F9", context="steps"),
    ActionSpec("undoStep", "steps", text("Step back"), "Shift+F9", context="steps"),
    ActionSpec("typeValues", "steps", text("Type values…"), "Ctrl+Shift+F9", context="steps"),
    ActionSpec(
        "playSlowly", "steps", text("Play slowly"), "Ctrl+F8", context="steps", checkable=True
    ),
    ActionSpec(
        "guessFirst",
        "steps",
        text("Guess first"),
        "Ctrl+F7",
        "eye-off",
        separator=True,
        context="steps",
        checkable=True,
    ),
    ActionSpec("revealAll", "steps", text("Reveal all numbers"), "Ctrl+Shift+F7", context="steps"),
    ActionSpec(
        "lossSurface",
        "steps",
        text("Loss surface of the step"),
        "Ctrl+F9",
        "chart-line",
        context="steps",
    ),
    ActionSpec("printWorksheet", "steps", text("Print worksheet…"), "Ctrl+P", context="steps"),
    ActionSpec("saveWorksheet", "steps", text("Save worksheet as PDF…"), context="steps"),
    ActionSpec(
        "lookEarlier",
        "train",
        text("Look at an earlier moment"),
        "Ctrl+Alt+Left",
        "",
        _can_look_back,
        separator=True,
    ),
    ActionSpec(
        "lookLater", "train", text("Look at a later moment"), "Ctrl+Alt+Right", "", _looking_back
    ),
    ActionSpec("backToNow", "train", text("Back to now"), "Ctrl+Alt+Up", "", _looking_back),
    ActionSpec(
        "goOnFromHere", "train", text("Go on from here"), "Ctrl+Alt+Return", "", _looking_back
    ),
    ActionSpec(
        "resetWeights",
        "train",
        text("Back to the initial weights"),
        "",
        "history",
        _idle,
        separator=True,
    ),
    ActionSpec("freshWeights", "train", text("Fresh weights from the seed"), "", "", _idle),
    ActionSpec(
        "commonMistakes",
        "train",
        text("Common mistakes…"),
        "",
        "triangle-alert",
        _has_weights,
        separator=True,
    ),
    ActionSpec("device", "train", text("Device")),
    ActionSpec("whenDone", "train", text("When a run is over")),
    ActionSpec("shortcuts", "help", text("Keyboard shortcuts"), "F1", "keyboard"),
    ActionSpec("about", "help", text("About Netwright"), "", "info"),
)


class Actions(QObject):
    """The QActions made from the table, by id.

    Args:
        parent: the window; shortcuts of context "panel" are added to `panel` instead.
        callbacks: what each action does; one for every id that is no submenu.
    """

    def __init__(
        self, parent: QWidget, panel: QWidget, callbacks: Mapping[str, Callable[[], object]]
    ) -> None:
        super().__init__(parent)
        self._labels: dict[str, Text] = {}
        self.by_id: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            if spec.id in SUBMENUS:
                continue
            action = QAction(icon(spec.icon) if spec.icon else QIcon(), "", parent)
            action.setObjectName(f"{spec.id}Action")
            action.setCheckable(spec.checkable)
            keys = (spec.shortcut, spec.other_shortcut)
            action.setShortcuts([QKeySequence(key) for key in keys if key])
            action.triggered.connect(callbacks[spec.id])
            if spec.context == "panel":
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                panel.addAction(action)
            else:
                parent.addAction(action)
            self.by_id[spec.id] = action
            self._labels[spec.id] = spec.label

    def fill(self, bar: QMenuBar) -> None:
        """Makes the menus; submenus stay empty until their owners fill them."""
        for menu_id in MENUS:
            menu = bar.addMenu("")
            menu.setObjectName(f"{menu_id}Menu")
            self.menus[menu_id] = menu
        for spec in ACTIONS:
            menu = self.menus[spec.menu]
            if spec.separator:
                menu.addSeparator()
            if spec.id in SUBMENUS:
                submenu = menu.addMenu("")
                submenu.setObjectName(f"{spec.id}Menu")
                submenu.setToolTipsVisible(True)
                self.menus[spec.id] = submenu
            else:
                menu.addAction(self.by_id[spec.id])
        self.retranslate()

    def retranslate(self) -> None:
        """Shows all labels in the language on screen."""
        for menu_id, title in MENUS.items():
            self.menus[menu_id].setTitle(show(title))
        for menu_id, (_parent, title) in SUBMENUS.items():
            self.menus[menu_id].setTitle(show(title))
        for action_id, label in self._labels.items():
            self._show_label(action_id, label)

    def set_label(self, action_id: str, label: Text) -> None:
        """Gives an action another label, such as Pause for Train."""
        self._labels[action_id] = label
        self._show_label(action_id, label)

    def _show_label(self, action_id: str, label: Text) -> None:
        action = self.by_id[action_id]
        action.setText(show(label).replace("&", "&&"))  # undo says names, which may have one
        action.setToolTip(plain(with_key(show(label).rstrip("…"), action)))

    def update(self, now: Situation) -> None:
        """Enables what is possible now."""
        for spec in ACTIONS:
            if spec.id in self.by_id:
                self.by_id[spec.id].setEnabled(spec.is_possible(now))
            elif spec.enabled is not _always:
                self.menus[spec.id].setEnabled(spec.is_possible(now))
