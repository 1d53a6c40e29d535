"""“Show me where”: finds what a lesson names, opens the page it is on, and lights it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QMenuBar,
    QScrollArea,
    QWidget,
)

from engine.lessons.places import LAYER
from gui.actions import ACTIONS, Actions
from gui.document import Document
from gui.inspector.inspector import Inspector
from gui.lessons.ring import Ring
from gui.network.layer_list import LayerList
from gui.translate import tr
from gui.workspace import Workspace


class Showing(QObject):
    """Lights one thing at a time; Esc there goes back to the button that was pressed."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        workspace: Workspace,
        inspector: Inspector,
        actions: Actions,
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._actions = window, document, actions
        self._workspace, self._inspector = workspace, inspector
        self.ring = Ring(window)
        self._focused: QWidget | None = None
        self._back: QWidget | None = None

    def show(self, names: tuple[str, ...], back: QWidget) -> bool:
        """Lights the first of the names that is on screen; False where none is.

        Args:
            names: object names, ids of actions, or `layer-` with a layer's name.
            back: the button that was pressed, which Esc goes back to.
        """
        self.put_out()
        page = self._workspace.currentIndex()
        for name in names:
            if name in self._actions.by_id:
                self._open_menu(name)
                return True
            for widget, part in self._found(name):
                self._workspace.bring(widget)
                self._inspector.bring(widget)
                if widget.isVisible():
                    self._reveal(widget, part, back)
                    return True
        self._workspace.setCurrentIndex(page)
        self._inspector.bring(back)
        return False

    def put_out(self) -> None:
        """Lights nothing any more, and leaves the focus where it is."""
        self.ring.put_out()
        if self._focused is not None:
            self._focused.removeEventFilter(self)
        self._focused = self._back = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc on what is lit goes back."""
        if watched is self._focused and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._go_back()
                return True
        return super().eventFilter(watched, event)

    def _go_back(self) -> None:
        back = self._back
        self.put_out()
        if back is not None:
            self._inspector.bring(back)
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _found(self, name: str) -> list[tuple[QWidget, QRect | None]]:
        """What has the name, what is on screen now first."""
        if name.startswith(LAYER):
            return self._card(name.removeprefix(LAYER))
        found = self._window.findChildren(QWidget, name)
        found.sort(key=lambda widget: not widget.isVisible())
        return [(widget, None) for widget in found]

    def _card(self, layer: str) -> list[tuple[QWidget, QRect | None]]:
        """The card of a layer in the list of the network."""
        cards = self._window.findChild(LayerList)
        assert isinstance(cards, LayerList)
        named = [la.id for la in self._document.project.network.layers if la.name == layer]
        boxes = [cards.card_box(layer_id) for layer_id in named]
        return [(cards.viewport(), box) for box in boxes if box is not None]

    def _open_menu(self, action_id: str) -> None:
        menu = self._actions.menus[next(spec.menu for spec in ACTIONS if spec.id == action_id)]
        bar = self._window.findChild(QMenuBar, "menuBar")
        assert isinstance(bar, QMenuBar)
        bar.setActiveAction(menu.menuAction())
        menu.setActiveAction(self._actions.by_id[action_id])

    def _reveal(self, widget: QWidget, part: QRect | None, back: QWidget) -> None:
        _scroll_to(widget)
        self.ring.light(widget, part)
        taker = _taker(widget)
        self._back, self._focused = back, taker or back
        self._focused.installEventFilter(self)
        if taker is not None:
            taker.setFocus(Qt.FocusReason.OtherFocusReason)
        said = widget.accessibleName() or (taker.accessibleName() if taker is not None else "")
        words = tr("Shown: {what}. Esc goes back to the lesson.").format(what=said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, words))


def _scroll_to(widget: QWidget) -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _taker(widget: QWidget) -> QWidget | None:
    """What takes the focus for it: the widget, the list around a viewport, or the first part that can."""
    around = widget.parentWidget()
    if isinstance(around, QAbstractScrollArea) and around.viewport() is widget:
        return around
    for part in (widget, *widget.findChildren(QWidget)):
        reached = part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and part.isVisible() and part.isEnabled():
            return part
    return None
